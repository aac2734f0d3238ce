"""The look of the window: mode, text size, font and one style sheet, applied to the whole application at once."""

import string
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app import resources
from app.ui import palette
from app.ui.palette import Mode, Palette

FAMILY = "Source Sans Pro"
BODY_PX = 16
SMALLEST_TEXT, LARGEST_TEXT = 100, 175
TEXT_STEPS = (100, 125, 150, 175)
_FACES = ("Regular", "Semibold", "Bold")
_LARGEST_SPACE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the window looks like now; widgets ask it for colours and for sizes that grow with the text."""

    mode: Mode
    percent: int
    practice: bool
    palette: Palette

    def px(self, at_100: float) -> int:
        """Return a size in device-independent pixels, grown with the text."""
        return round(at_100 * self.percent / 100)

    def gap(self, at_100: float) -> int:
        """Return empty room in pixels; it grows half as fast as the text, so that large text keeps its place."""
        return round(at_100 * (1 + (self.percent - 100) / 200))

    def colour(self, name: str) -> QColor:
        """Return a palette colour by its field name, e.g. `colour("accent")`."""
        return QColor(getattr(self.palette, name))


def _look(mode: Mode, percent: int, practice: bool) -> Look:
    within = max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))
    return Look(mode=mode, percent=within, practice=practice, palette=palette.palette_of(mode, practice))


_now = _look(Mode.LIGHT, 100, False)


def look() -> Look:
    """Return the look in use."""
    return _now


def px(at_100: float) -> int:
    """Return a size that grows with the text; see `Look.px`."""
    return _now.px(at_100)


def gap(at_100: float) -> int:
    """Return empty room that grows gently with the text; see `Look.gap`."""
    return _now.gap(at_100)


def apply(
    app: QApplication, mode: Mode = Mode.LIGHT, text_percent: int = 100, practice: bool = False
) -> None:
    """Dress the whole application: font, colours, style sheet. Open windows change at once."""
    global _now
    _now = _look(mode, text_percent, practice)
    load_fonts()
    if app.style().objectName() != "fusion":
        app.setStyle("fusion")
    app.setFont(font())
    app.setPalette(_qt_palette(_now.palette))
    app.setStyleSheet(style_sheet(_now))


@cache
def load_fonts() -> None:
    """Give Qt the embedded font; it has every Turkmen and Russian letter and ☐☑✓."""
    folder = files("font_source_sans_pro").joinpath("files")
    for face in _FACES:
        data = folder.joinpath(f"SourceSansPro-{face}.ttf").read_bytes()
        if QFontDatabase.addApplicationFontFromData(QByteArray(data)) < 0:
            raise FileNotFoundError(face)


def font(at_100: float = BODY_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the window's font at a size that grows with the text; emphasis is weight, never slant."""
    made = QFont(FAMILY)
    made.setPixelSize(px(at_100))
    made.setWeight(weight)
    return made


def style_sheet(look_: Look) -> str:
    """Return the style sheet of one look, filled from `resources/style/goldaw.qss`."""
    sizes = {f"p{n}": f"{look_.px(n)}px" for n in range(_LARGEST_SPACE + 1)}
    gaps = {f"g{n}": f"{look_.gap(n)}px" for n in range(_LARGEST_SPACE + 1)}
    marks = {"style": resources.path("style").as_posix()}
    template = string.Template(resources.text("style", "goldaw.qss"))
    return template.substitute(palette.colours(look_.palette) | sizes | gaps | marks)


def _qt_palette(colours: Palette) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.window),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunken),
        (role.Button, colours.surface),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.ToolTipBase, colours.toast),
        (role.ToolTipText, colours.on_toast),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.link),
        (role.LinkVisited, colours.link),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.edge))
    return made
