"""The look applies at once, with our own font, and grows with the text."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import icons, theme
from app.ui.palette import Mode
from app.ui.widgets import PrimaryButton, Text

LETTERS = "äçžňöşüýÄÇŽŇÖŞÜÝЖщЫяё☐☑✓—№"


def test_the_embedded_font_has_every_letter_we_write() -> None:
    font = QRawFont.fromFont(theme.font())
    assert font.familyName() == theme.FAMILY
    assert [letter for letter in LETTERS if not font.supportsCharacter(ord(letter))] == []


def test_the_window_wears_the_embedded_font_and_its_weights(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == theme.FAMILY
    assert {"Regular", "Semibold", "Bold"} <= set(QFontDatabase.styles(theme.FAMILY))


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("practice", [False, True])
def test_every_look_fills_the_whole_style_sheet(qapp: QApplication, mode: Mode, practice: bool) -> None:
    theme.apply(qapp, mode, 125, practice)
    assert "$" not in qapp.styleSheet()


@pytest.mark.parametrize(("asked", "given"), [(50, 100), (100, 100), (175, 175), (400, 175)])
def test_text_size_stays_between_its_ends(qapp: QApplication, asked: int, given: int) -> None:
    theme.apply(qapp, Mode.LIGHT, asked)
    assert theme.look().percent == given


def test_an_open_window_grows_when_the_text_grows(
    qapp: QApplication, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    button, label = PrimaryButton("Save", "save"), Text("Support plan", "title")
    for widget in (button, label):
        qtbot.addWidget(widget)
        widget.show()
    settle()
    before = [(widget.sizeHint().width(), widget.sizeHint().height()) for widget in (button, label)]
    theme.apply(qapp, Mode.LIGHT, 175)
    settle()
    after = [(widget.sizeHint().width(), widget.sizeHint().height()) for widget in (button, label)]
    assert all(new > old for pair in zip(before, after, strict=True) for old, new in zip(*pair, strict=True))


def test_every_icon_is_drawn_in_the_colour_asked_for() -> None:
    assert len(icons.names()) >= 45
    for name in icons.names():
        picture = icons.pixmap(name, "accent", 48).toImage()
        inks = {
            picture.pixelColor(x, y).name()
            for x in range(48)
            for y in range(48)
            if picture.pixelColor(x, y).alpha() == 255
        }
        assert inks == {theme.look().palette.accent}, name
