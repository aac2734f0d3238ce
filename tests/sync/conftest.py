"""The desks that the tests of bundles exchange files between."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.sync.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A worker and a centre that know each other, in a folder of their own."""
    return Desk(folder=tmp_path)
