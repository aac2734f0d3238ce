"""One way to open an encrypted database: SQLCipher 4 with a raw key and every rule that keeps a save a save."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import Bug
from app.store import DamagedDatabase, DiskFull, DiskTrouble, VaultError

if TYPE_CHECKING:
    from sqlite3 import Connection as Connection  # the same calls; sqlcipher3 itself has no types
else:
    Connection = sqlcipher.Connection

LEAST_SQLITE = (3, 51, 3)  # below it, a race in WAL checkpoints can lose a commit
PLAIN = b"SQLite format 3\x00"
APPLICATION_ID = 0x476F6C64  # "Gold"
PAGE = 4096
BUSY_SECONDS = 10  # how long a save waits for a backup that is reading
_RULES = f"""
PRAGMA cipher_memory_security = OFF;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA temp_store = MEMORY;
PRAGMA mmap_size = 0;
PRAGMA cache_size = -16000;
PRAGMA cipher_page_size = {PAGE};
"""
_ATTACH, _DENY, _OK = int(sqlcipher.SQLITE_ATTACH), int(sqlcipher.SQLITE_DENY), int(sqlcipher.SQLITE_OK)
_DAMAGE = (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB)
_DISK = (sqlcipher.SQLITE_IOERR, sqlcipher.SQLITE_CANTOPEN, sqlcipher.SQLITE_READONLY)


def open_encrypted(path: Path, key: bytes, *, create: bool) -> Connection:
    """Open (or with `create` make) the database at `path` with its raw 32-byte key, in autocommit: say BEGIN yourself.

    Use `sqlite_utils.Database(connection).atomic()` or BEGIN/COMMIT; `with connection:` does not roll back here.

    Raises:
        DamagedDatabase, DiskFull, DiskTrouble; Bug for an unsafe build; FileExistsError with `create`.
    """
    if len(key) != 32:
        raise ValueError("a raw key has 32 bytes")  # anything else SQLCipher would take for a passphrase
    check_build()
    _check_file(path, create=create)
    with told_apart():
        connection = _connected(path, key, create=create)
    try:
        with told_apart():
            _set_up(connection, path, create=create)
    except BaseException:
        connection.close()
        raise
    return connection


def check_build() -> None:
    """Stop when the shipped SQLCipher is older than what keeps commits. Raises `Bug`."""
    if sqlcipher.sqlite_version_info < LEAST_SQLITE:
        raise Bug(f"SQLite {sqlcipher.sqlite_version} is older than 3.51.3")


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn SQLite's complaints into damage, a full disk or a failing disk; other errors pass as they are.

    Raises:
        DamagedDatabase, DiskFull, DiskTrouble
    """
    try:
        yield
    except sqlcipher.Error as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise trouble from error


def trouble_of(error: Exception) -> VaultError | None:
    """Return what a person should be told of an SQLite error, or None when it is our own mistake."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlcipher.SQLITE_FULL:
        return DiskFull()
    if code in _DAMAGE:
        return DamagedDatabase()
    return DiskTrouble() if code in _DISK else None


@contextmanager
def attach_allowed(connection: Connection) -> Iterator[None]:
    """Let `connection` use ATTACH (and so VACUUM INTO) for the length of a backup."""
    connection.set_authorizer(None)
    try:
        yield
    finally:
        connection.set_authorizer(_authorise)


def change_key(path: Path, old: bytes, new: bytes) -> None:
    """Encrypt a database that nobody has open (a copy) under another raw key, page by page."""
    if len(new) != 32:
        raise ValueError("a raw key has 32 bytes")
    connection = _connected(path, old, create=False)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        cast("sqlcipher.Connection", connection).reset_key(_raw(new))
    finally:
        connection.close()


def problems(connection: Connection) -> list[str]:
    """Return what SQLCipher's and SQLite's own checks find; an empty list is a whole database."""
    try:
        pages = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        cells = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    except sqlcipher.DatabaseError as error:
        return [type(error).__name__]
    return pages + [line for line in cells if line != "ok"]


def _check_file(path: Path, *, create: bool) -> None:
    if create and path.exists():
        raise FileExistsError(path.name)
    if not create and (not path.is_file() or path.stat().st_size < PAGE or _head(path) == PLAIN):
        raise DamagedDatabase


def _connected(path: Path, key: bytes, *, create: bool) -> Connection:
    address = f"{path.resolve().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = cast(
        "Connection", sqlcipher.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # SQLCipher's log names files and pages
    cast("sqlcipher.Connection", connection).set_key(_raw(key))
    return connection


def _raw(key: bytes) -> bytes:
    # set_key hands the bytes to sqlite3_key: x'64 hex digits' is a raw key, bare bytes would be a passphrase
    return b"x'" + key.hex().encode("ascii") + b"'"


def _set_up(connection: Connection, path: Path, *, create: bool) -> None:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise Bug("the database library has no cipher")
    for rule in _RULES.strip().splitlines():
        connection.execute(rule)
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    connection.execute("PRAGMA synchronous = FULL")
    if create:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if mode != "wal" or _head(path) == PLAIN:
        raise Bug("the database would not be encrypted, or not in WAL")
    connection.set_authorizer(_authorise)


def _authorise(action: int, *_: object) -> int:
    return _DENY if action == _ATTACH else _OK


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(PLAIN))
