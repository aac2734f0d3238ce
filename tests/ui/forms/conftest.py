"""A laptop for the tests of forms."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.forms.keyboard import House


@pytest.fixture
def house(tmp_path: Path, qtbot: QtBot) -> Iterator[House]:
    """A laptop with the case of an old woman."""
    made = House(tmp_path, qtbot)
    made.begin()
    yield made
    made.close()
    assert not made.reports
