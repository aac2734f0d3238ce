"""Files in the vault: photographs, scanned papers, signatures, form packages, each named by the hash of its content.

A file is kept first; then an edit or a draft may refer to it. What nothing refers to goes by itself after a day (`sweep`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from app.changes.change import digest
from app.store import (
    DamagedDatabase,
    DamagedFile,
    EmptyFile,
    FileNotHere,
    FileTooLarge,
    PictureTooLarge,
    ballast,
    database,
    image,
    wire,
)
from app.store.vault import Vault

LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file in the vault: its BLAKE2b-256 in hex, its size in bytes, its media type ("image/jpeg")."""

    hash: str
    size: int
    type: str


def put(vault: Vault, data: bytes, media_type: str) -> Stored:
    """Keep a file; it is durable when this returns. Keeping it twice is keeping it once.

    Raises:
        EmptyFile, FileTooLarge, PictureTooLarge, DiskFull, DiskTrouble, DamagedDatabase: nothing was kept.
    """
    if not wire.is_media_type(media_type):
        raise ValueError("a media type is a word like image/jpeg")
    _fitting(data)
    return ballast.once_more(vault.directory, lambda: take(vault, data, media_type))


def take(vault: Vault, data: bytes | bytearray, media_type: str, *, compared: bytes | None = None) -> Stored:
    """Keep a file that was looked at already, like `put`; what others sent is not worth the ballast.

    `compared` is its BLAKE2b-256 where it was just compared with that.

    Raises:
        DiskFull, DiskTrouble, DamagedDatabase: nothing was kept.
    """
    named = compared or digest(data)
    row = (named, sha256(data).digest(), len(data), media_type, vault.clock(), data)
    with transaction(vault) as files:
        # Kept again: from now on it has another day to be referred to.
        files.execute(
            "INSERT INTO file (h, sha256, size, type, kept_at, body) VALUES (?,?,?,?,?,?)"
            " ON CONFLICT (h) DO UPDATE SET type = excluded.type, kept_at = excluded.kept_at",
            row,
        )
    return Stored(hash=named.hex(), size=len(data), type=media_type)


def get(vault: Vault, hash: str) -> bytes:
    """Return the content of a file, compared with its hash.

    Raises:
        FileNotHere: it has not arrived yet. DamagedFile, DiskTrouble.
    """
    named = bytes.fromhex(hash)
    try:
        with reading(vault) as files:
            row = files.execute("SELECT body FROM file WHERE h = ?", (named,)).fetchone()
    except DamagedDatabase as error:
        raise DamagedFile from error
    if row is None:
        raise FileNotHere
    body: bytes = row[0]
    if digest(body) != named:
        raise DamagedFile
    return body


def has(vault: Vault, hash: str) -> bool:
    """Tell whether a file is here. Raises: DamagedDatabase, DiskTrouble."""
    with reading(vault) as files:
        return files.execute("SELECT 1 FROM file WHERE h = ?", (bytes.fromhex(hash),)).fetchone() is not None


def find(vault: Vault, digest: bytes) -> Stored | None:
    """Return the file whose content has this BLAKE2b-256 or SHA-256. Raises: DamagedDatabase, DiskTrouble."""
    with reading(vault) as files:
        row = files.execute(
            "SELECT h, size, type FROM file WHERE h = ?1 OR sha256 = ?1 ORDER BY h <> ?1 LIMIT 1", (digest,)
        ).fetchone()
    return Stored(hash=row[0].hex(), size=row[1], type=row[2]) if row else None


def names(vault: Vault, digest: bytes) -> tuple[bytes, ...]:
    """Return both digests of the file that has one of them, BLAKE2b-256 first; none when it is not here."""
    with reading(vault) as files:
        row = files.execute("SELECT h, sha256 FROM file WHERE h = ?1 OR sha256 = ?1", (digest,)).fetchone()
    return tuple(row or ())


def digests(vault: Vault) -> set[bytes]:
    """Return both digests of every file that is here. Raises: DamagedDatabase, DiskTrouble."""
    with reading(vault) as files:
        rows = files.execute("SELECT h, sha256 FROM file").fetchall()
    return {digest for row in rows for digest in row}


def drop(vault: Vault, hashes: Iterable[str]) -> None:
    """Throw files away that nothing refers to. Raises: DamagedDatabase, DiskFull, DiskTrouble."""
    with transaction(vault) as files:
        files.executemany("DELETE FROM file WHERE h = ?", [(bytes.fromhex(hash_),) for hash_ in hashes])


@contextmanager
def reading(vault: Vault) -> Iterator[Any]:
    """Give the connection to `attachments.db`. Raises: DamagedDatabase, DiskTrouble."""
    if vault.files is None:
        raise DamagedDatabase
    try:
        with database.told_apart():
            yield vault.files
    except DamagedDatabase:
        # After one page that does not hold, a connection gives nothing any more; the other files are still good.
        vault.open_files()
        raise


@contextmanager
def transaction(vault: Vault) -> Iterator[Any]:
    """Give the connection inside one transaction: all of it is on disk afterwards, or nothing.

    Raises:
        DiskFull, DiskTrouble, DamagedDatabase
    """
    with reading(vault) as files, Database(files).atomic():
        yield files


def _fitting(data: bytes) -> None:
    if not data:
        raise EmptyFile
    if len(data) > LARGEST:
        raise FileTooLarge
    if image.pixels(data) > image.MOST_PIXELS:
        raise PictureTooLarge
