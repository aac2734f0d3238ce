"""The pictures that belong to a form: found in its package, decoded out of the window's way, remembered for a while."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPainterPath, QPixmap

from app.errors import UserError
from app.ui import theme
from app.ui.forms import decoding

T = TypeVar("T")
Run = Callable[[Callable[[Any], T], Callable[[T], object], Callable[[UserError], object]], object]
MOST_BYTES = 24 * 1024 * 1024


def at_once(
    job: Callable[[Any], T], done: Callable[[T], object], failed: Callable[[UserError], object]
) -> None:
    """Do a job where one stands; the way of a form that no page shows yet."""
    try:
        result = job(None)
    except UserError as error:
        failed(error)
    else:
        done(result)


class FormPictures:
    """Gives the pictures of one form by their addresses, such as `jr://images/well.png`."""

    def __init__(self, media: Mapping[str, bytes], run: Run[QImage] = at_once) -> None:
        self._media, self._run = media, run
        self._known: dict[tuple[str, int, int], QPixmap] = {}

    def has(self, address: str) -> bool:
        """Tell whether the form's package holds such a file."""
        return _name(address) in self._media

    def ask(self, address: str, room: QSize, shown: Callable[[QPixmap], object]) -> None:
        """Give a picture no larger than `room`, an empty one when it is not there or cannot be shown."""
        key = (_name(address), room.width(), room.height())
        if key in self._known:
            shown(self._known[key])
            return
        data = self._media.get(key[0])
        if data is None:
            shown(QPixmap())
            return

        def done(image: QImage) -> None:
            shown(self._remember(key, QPixmap.fromImage(image)))

        draw = decoding.drawn if key[0].lower().endswith(".svg") else decoding.decoded
        ratio = screen_ratio()
        self._run(lambda _vault: draw(data, room, ratio), done, lambda _error: shown(QPixmap()))

    def _remember(self, key: tuple[str, int, int], picture: QPixmap) -> QPixmap:
        self._known[key] = picture
        held = sum(map(_bytes, self._known.values()))
        for old in list(self._known)[:-1]:
            if held <= MOST_BYTES:
                break
            held -= _bytes(self._known.pop(old))
        return picture


def screen_ratio() -> float:
    """Return how many pixels of the screen there are to each of the layout's."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def _name(address: str) -> str:
    return address.rpartition("/")[2]


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


def paint_picture(painter: QPainter, place: QRect, picture: QPixmap) -> None:
    """Paint a picture with round corners on white, so that a drawing in ink is seen in a dark window too."""
    corners = QPainterPath()
    corners.addRoundedRect(QRectF(place), theme.px(6), theme.px(6))
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.setClipPath(corners)
    painter.fillRect(place, Qt.GlobalColor.white)
    painter.drawPixmap(place, picture)
    painter.restore()
