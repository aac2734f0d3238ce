"""What a backup says of itself: the files, their digests, and a MAC that only the vault's owner can make."""

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path
from typing import Any

from app.store import DamagedBackup, header_file, keys
from app.store.audit_chain import Anchor

MANIFEST = "manifest.json"
FORMAT = 1
_NAME = "%Y-%m-%dT%H%M%SZ"
_FILE = re.compile(r"[a-z]+\.db")


class Reason(StrEnum):
    """Why a backup was made."""

    NIGHTLY = "nightly"
    MIGRATION = "migration"
    IMPORT = "import"
    REQUEST = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One finished backup: its folder and the instant (UTC) it was made."""

    path: Path
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One database in a backup; `source` is the digest of the file it was copied from."""

    name: str
    size: int
    digest: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A backup's contents, and the audit chain's anchor at that time."""

    vault_id: str
    made: datetime
    reason: Reason
    copies: tuple[Copy, ...]
    anchor: Anchor | None


def listed(place: Path) -> list[Backup]:
    """Return the finished backups at a place, oldest first; anything else lying there is passed over."""
    found = []
    for path in place.iterdir() if place.is_dir() else ():
        try:
            made = datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(path=path, made=made))
    return sorted(found, key=lambda backup: backup.made)


def folder_name(made: datetime) -> str:
    """Return the folder's name of a backup made at an instant: UTC, no colons (Windows)."""
    return made.astimezone(UTC).strftime(_NAME)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def written(manifest: Manifest, dek: bytes) -> bytes:
    """Return the text of `manifest.json`."""
    anchor = manifest.anchor
    fields: dict[str, object] = {
        "format": FORMAT,
        "vault": manifest.vault_id,
        "made": folder_name(manifest.made),
        "reason": manifest.reason.value,
        "audit": anchor and {"count": anchor.count, "mac": anchor.mac.hex()},
        "files": [
            {"name": copy.name, "bytes": copy.size, "sha256": copy.digest, "source": copy.source}
            for copy in manifest.copies
        ],
    }
    return header_file.canonical(fields | {"mac": _mac(fields, dek)})


def checked(backup: Backup, dek: bytes) -> Manifest:
    """Return a backup's manifest after comparing its MAC and every file's digest.

    Raises:
        DamagedBackup
    """
    manifest = read(backup, dek)
    for copy in manifest.copies:
        path = backup.path / copy.name
        if not path.is_file() or path.stat().st_size != copy.size or digest(path) != copy.digest:
            raise DamagedBackup
    return manifest


def read(backup: Backup, dek: bytes) -> Manifest:
    """Return a backup's manifest after comparing its MAC. Raises `DamagedBackup`."""
    try:
        fields: dict[str, Any] = json.loads((backup.path / MANIFEST).read_bytes())
        mac = str(fields.pop("mac"))
        if not hmac.compare_digest(mac.encode(), _mac(fields, dek).encode()):
            raise DamagedBackup
        return _manifest(fields)
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedBackup from error


def _manifest(fields: dict[str, Any]) -> Manifest:
    audit = fields["audit"]
    copies = tuple(
        Copy(name=file["name"], size=file["bytes"], digest=file["sha256"], source=file["source"])
        for file in fields["files"]
    )
    if fields["format"] != FORMAT or not all(_FILE.fullmatch(copy.name) for copy in copies):
        raise DamagedBackup
    return Manifest(
        vault_id=fields["vault"],
        made=datetime.strptime(fields["made"], _NAME).replace(tzinfo=UTC),
        reason=Reason(fields["reason"]),
        copies=copies,
        anchor=audit and Anchor(count=audit["count"], mac=bytes.fromhex(audit["mac"])),
    )


def _mac(fields: Mapping[str, object], dek: bytes) -> str:
    return hmac.new(keys.derive(dek, "backup"), header_file.canonical(fields), "sha256").hexdigest()
