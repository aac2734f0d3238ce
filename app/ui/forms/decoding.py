"""Turning the bytes of a picture into pixels within bounds; fit for any thread, because it touches no widget."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.errors import N_, UserError

MOST_PIXELS = 40_000_000
MOST_DRAWING = 1024 * 1024  # bytes of an SVG file
_KINDS = frozenset({b"png", b"jpeg", b"jpg", b"webp", b"bmp", b"gif", b"tiff", b"tif"})


class NoPicture(UserError):
    """These bytes are no picture that can be shown."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(
            N_("This is no picture that Goldaw can show. Nothing was kept. Choose a JPEG or PNG picture.")
        )


class HugePicture(UserError):
    """A picture with more pixels than a laptop can hold."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(
            N_("This picture has more than 40 million pixels. Nothing was kept. Choose a smaller one.")
        )


def decoded(data: bytes, room: QSize, ratio: float = 1.0) -> QImage:
    """Return a picture as people hold it upright, no larger than it is and than `room`.

    A screen with `ratio` pixels to each of the layout's gets as many of the picture's own as there are.

    Raises: NoPicture, HugePicture
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not reader.canRead() or bytes(reader.format().data()) not in _KINDS or not size.isValid():
        raise NoPicture
    if size.width() * size.height() > MOST_PIXELS:
        raise HugePicture
    turned = bool(reader.transformation().value & 4)  # a quarter turn: width and height change places
    upright = room.transposed() if turned else room
    laid, fitted = fit(size, upright), fit(size, upright * ratio)
    if fitted != size:
        reader.setScaledSize(fitted)
    image = reader.read()
    if image.isNull():
        raise NoPicture
    image.setDevicePixelRatio(fitted.width() / laid.width())
    return image


def drawn(data: bytes, room: QSize, ratio: float = 1.0) -> QImage:
    """Return an SVG drawing in its own size, or as large as `room` allows. Raises: NoPicture"""
    renderer = QSvgRenderer(QByteArray(data)) if len(data) <= MOST_DRAWING else None
    if renderer is None or not renderer.isValid() or renderer.defaultSize().isEmpty():
        raise NoPicture
    image = QImage(fit(renderer.defaultSize(), room) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def fit(size: QSize, room: QSize) -> QSize:
    """Return a size that keeps its shape, fits into `room` and is never larger than before."""
    if size.width() <= room.width() and size.height() <= room.height():
        return size
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def encoded(image: QImage, kind: str, quality: int = -1) -> bytes:
    """Return an image as the bytes of a new JPEG or PNG file: nothing that stood in the old file is in it."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]  # the stubs know a device only with bytes
    buffer.close()
    return bytes(kept.data())
