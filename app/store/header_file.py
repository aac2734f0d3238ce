"""The text of `vault.json`: canonical JSON of at most 8 KB, with a sum against accidents and a seal against hands.

`sum` (SHA-256) tells damage before any password is typed; `seal` (HMAC with the key "header") covers everything but
the slots, which are bound each by itself and must be destroyable without the data key.
"""

import hmac
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.store import DamagedHeader, NewerVault, NoVault, durable, keys
from app.store.audit_chain import Anchor
from app.store.slots import Slot

FORMAT = 1
READER = 1
MAX_BYTES = 8 * 1024
NAME, SPARE, BACKUPS = "vault.json", "vault.json.bak", "backups"


class Role(StrEnum):
    """Whose vault this is."""

    WORKER = "worker"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What `vault.json` says. `rest` keeps fields of a newer, still readable format as they were."""

    format: int = FORMAT
    min_reader: int = READER
    vault_id: str
    role: Role
    slots: tuple[Slot, ...]
    identity: Mapping[str, str] | None
    anchor: Anchor | None = None
    seal: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> bytes:
        """What every seal of this vault is bound to."""
        return f"goldaw vault {self.format} {self.vault_id} ".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A header, and whether it came from the spare because `vault.json` was damaged."""

    header: Header
    from_spare: bool


def read(directory: Path) -> Found:
    """Return the header, from the spare when `vault.json` is damaged.

    Raises:
        NoVault, DamagedHeader, NewerVault, DiskTrouble
    """
    texts = [_content(directory / name) for name in (NAME, SPARE)]
    if texts == [None, None]:
        raise NoVault
    for text, from_spare in zip(texts, (False, True), strict=True):
        try:
            return Found(header=parsed(text or b""), from_spare=from_spare)
        except DamagedHeader:
            continue
    raise DamagedHeader


def write(directory: Path, header: Header) -> None:
    """Replace `vault.json`, then its spare, then the copy among the local backups, each whole.

    Raises:
        DiskFull, DiskTrouble
    """
    text = written(header)
    with durable.told_apart():
        durable.replace_each(copies(directory), text)


def write_sealed(directory: Path, header: Header, dek: bytes, *, anchor: Anchor | None) -> None:
    """Write `header` with another audit anchor and the seal that goes with it. Raises as `write` does."""
    anchored = replace(header, anchor=anchor)
    write(directory, replace(anchored, seal=sealed(anchored, dek)))


def copies(directory: Path) -> list[Path]:
    """Return every place where this vault's header lies on this laptop."""
    places = [directory / NAME, directory / SPARE]
    return [*places, directory / BACKUPS / NAME] if (directory / BACKUPS).is_dir() else places


def sealed(header: Header, dek: bytes) -> str:
    """Return the seal (hex) that `header` should bear."""
    fields = {name: value for name, value in _fields(header).items() if name not in ("slots", "seal")}
    return hmac.new(keys.derive(dek, "header"), canonical(fields), "sha256").hexdigest()


def written(header: Header) -> bytes:
    """Return the text of `vault.json`. Raises ValueError above 8 KB."""
    fields = _fields(header)
    text = canonical(fields | {"sum": sha256(canonical(fields)).hexdigest()})
    if len(text) > MAX_BYTES:
        raise ValueError("a header has at most 8 KB")
    return text


def parsed(text: bytes) -> Header:
    """Return the header a text says; anything but the exact canonical form is damage.

    Raises:
        DamagedHeader, NewerVault
    """
    try:
        fields: Any = json.loads(text) if len(text) <= MAX_BYTES else None
        whole = isinstance(fields, dict) and canonical(fields) == text
    except (ValueError, RecursionError) as error:
        raise DamagedHeader from error
    if not whole or fields.pop("sum", None) != sha256(canonical(fields)).hexdigest():
        raise DamagedHeader
    return _header(fields)


def canonical(fields: Mapping[str, object]) -> bytes:
    """Return JSON with sorted names, no spaces, ASCII only, and one line end."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def _fields(header: Header) -> dict[str, object]:
    anchor = header.anchor
    return {
        **header.rest,
        "format": header.format,
        "min_reader": header.min_reader,
        "vault": header.vault_id,
        "role": header.role.value,
        "slots": [dict(slot) for slot in header.slots],
        "identity": header.identity and dict(header.identity),
        "audit": anchor and {"count": anchor.count, "mac": anchor.mac.hex()},
        "seal": header.seal,
    }


def _header(fields: dict[str, Any]) -> Header:
    try:
        if fields["min_reader"] > READER:
            raise NewerVault(format=fields["format"])
        audit = fields.pop("audit")
        return Header(
            format=int(fields.pop("format")),
            min_reader=int(fields.pop("min_reader")),
            vault_id=str(uuid.UUID(fields.pop("vault"))),
            role=Role(fields.pop("role")),
            slots=tuple(dict(slot) for slot in fields.pop("slots")),
            identity=fields.pop("identity"),
            anchor=audit and Anchor(count=int(audit["count"]), mac=bytes.fromhex(audit["mac"])),
            seal=str(fields.pop("seal")),
            rest=fields,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedHeader from error


def _content(path: Path) -> bytes | None:
    with durable.told_apart():
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return None
