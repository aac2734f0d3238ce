"""What comes into the vault from a disk: pictures made small and new, other files as they are, all within bounds.

Everything here runs on the vault's thread. A file's own name is never kept: it may say more than the person who chose it
knows.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeDatabase, QSize
from PySide6.QtGui import QImage, QPainter

from app.errors import N_, UserError
from app.store import wire
from app.ui.forms import decoding

LONGEST = 1600  # pixels of a photograph's longer side
MOST_PICTURE = 60 * 1024 * 1024  # bytes read of a picture before it is made small
MOST_FILE = 10 * 1024 * 1024
_QUALITY = 85
_BYTES_A_MEGABYTE = 1024 * 1024
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "audio/mpeg": "mp3",
}
_ANY = "application/octet-stream"


class LargeFile(UserError):
    """A file that is larger than what is kept."""

    def __init__(self, most: int) -> None:
        """Say it in one sentence."""
        super().__init__(
            N_("This file is larger than {most} megabytes. Nothing was kept. Choose a smaller one."),
            most=most // _BYTES_A_MEGABYTE,
        )


class UnreadableFile(UserError):
    """A file that the system does not give."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(
            N_("This file cannot be read. Nothing was kept. Look whether the stick is still there.")
        )


class OtherKind(UserError):
    """A file of another kind than the question asks for."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(N_("The form asks for another kind of file here. Nothing was kept."))


class UnwritableFile(UserError):
    """A copy that could not be written."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(
            N_("The copy could not be written. The file in Goldaw was kept. Choose another folder.")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The bytes to keep, and their media type."""

    data: bytes
    type: str


def name_of(hash_: str, media_type: str) -> str:
    """Return the neutral name under which an answer knows a file: its hash and an ending."""
    return f"{hash_}.{extension(media_type)}"


def extension(media_type: str) -> str:
    """Return the usual ending of a media type's files, without a dot."""
    found = _EXTENSIONS.get(media_type) or QMimeDatabase().mimeTypeForName(media_type).preferredSuffix()
    return found if found.isalnum() and found.isascii() and len(found) <= 8 else "bin"


def hash_of(name: str) -> str:
    """Return the hash in the name of a kept file, "" when it is no such name."""
    stem = name.partition(".")[0]
    return stem if len(stem) == 64 and all(letter in "0123456789abcdef" for letter in stem) else ""


def read(path: Path, most: int) -> bytes:
    """Return the bytes of a file. Raises: LargeFile, UnreadableFile"""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        raise UnreadableFile from None
    if len(data) > most:
        raise LargeFile(most)
    return data


def photograph(data: bytes, longest: int = LONGEST) -> Prepared:
    """Return a picture upright, made small, written anew as JPEG: where and with what it was taken is gone.

    Raises: NoPicture, HugePicture
    """
    side = max(1, min(longest, LONGEST))
    return photographed(decoding.decoded(data, QSize(side, side)))


def photographed(image: QImage) -> Prepared:
    """Return a picture as a new JPEG."""
    return Prepared(data=decoding.encoded(_on_white(image), "JPG", _QUALITY), type="image/jpeg")


def drawing(image: QImage) -> Prepared:
    """Return what was drawn as PNG."""
    return Prepared(data=decoding.encoded(image, "PNG"), type="image/png")


def _on_white(image: QImage) -> QImage:
    """Return a picture without transparency, which JPEG does not know; and without the texts of its file."""
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    made.fill("white")
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def file(path: Path, wanted: str) -> Prepared:
    """Return a file as it is, with the media type its content and its ending tell; `wanted` is such as `audio/*`.

    Raises: LargeFile, UnreadableFile, OtherKind
    """
    data = read(path, MOST_FILE)
    kind = QMimeDatabase().mimeTypeForFileNameAndData(path.name, data).name()
    family = wanted.partition("/")[0]
    if family in ("audio", "video", "text") and not kind.startswith(f"{family}/"):
        raise OtherKind
    return Prepared(data=data, type=kind if wire.is_media_type(kind) else _ANY)
