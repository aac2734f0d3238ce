"""The brute-force reference, offered to the tests of the fold."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_HERE = Path(__file__).parent


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("changes_reference", _HERE / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_reference = _load()


@pytest.fixture(scope="session")
def meaning() -> Any:
    """Return the function that reads a set of changes straight from the rules."""
    return _reference.meaning


@pytest.fixture(scope="session")
def ancestors() -> Any:
    """Return the function that lists a change's ancestors."""
    return _reference.ancestors
