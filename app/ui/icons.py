"""Our own line icons, drawn in any palette colour and kept once drawn."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import resources
from app.ui import theme


def names() -> list[str]:
    """Return the names of every icon there is."""
    return sorted(file.stem for file in resources.path("icons").glob("*.svg"))


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return resources.path("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, pad: int, ratio: float) -> QPixmap:
    picture = QPixmap(round((size + pad) * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    svg = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))
    svg.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def pixmap(name: str, colour: str = "text", size: int = 20, pad: int = 0) -> QPixmap:
    """Return icon `name` in the palette colour named `colour`, `size` pixels square, with `pad` empty pixels after it.

    Raises: FileNotFoundError for a name that is not drawn.
    """
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _drawn(name, theme.look().colour(colour).name(), size, pad, ratio)


def icon(name: str, colour: str = "text", size: int = 20, pad: int = 0) -> QIcon:
    """Return icon `name` for buttons and menus, greyed when disabled."""
    made = QIcon(pixmap(name, colour, size, pad))
    made.addPixmap(pixmap(name, "edge", size, pad), QIcon.Mode.Disabled)
    return made
