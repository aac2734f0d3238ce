"""The files of a record: which there are, who added each and when, and whether it has arrived here."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.changes.operation import FILES_FIELD
from app.changes.state import State
from app.store import attachments, wire
from app.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file of a record. `hash` is hex, `actor` a staff identifier, `wall_ms` UTC milliseconds; `here`: it has come."""

    record: str
    kind: str
    hash: str
    size: int
    type: str
    actor: str
    wall_ms: int
    here: bool


def of(vault: Vault, stream: str, record: str | None = None) -> list[Attached]:
    """Return the files of one record of a stream, or of all its records that are not in the trash, oldest first.

    Raises: DamagedDatabase, DiskTrouble
    """
    state = vault.state(stream)
    names = [record] if record is not None else list(state.records)
    found = [
        one
        for name in names
        if name in state.records and not state.is_deleted(name)
        for one in _of_record(vault, state, name)
    ]
    return sorted(found, key=lambda one: (one.wall_ms, one.hash))


def _of_record(vault: Vault, state: State, name: str) -> Iterator[Attached]:
    # One file that two people added is one file, shown with whoever's clock says he was the first.
    first: dict[bytes, tuple[int, str, wire.File]] = {}
    for held in state.records[name].lists.get(FILES_FIELD, {}).values():
        for written in held:
            if (file := wire.file(written.value)) is not None:
                actor, wall_ms = state.authors[written.index]
                one = (wall_ms, actor, file)
                first[file.hash] = min(first.get(file.hash, one), one, key=_order)
    for wall_ms, actor, file in first.values():
        yield Attached(
            record=name,
            kind=state.records[name].kind,
            hash=file.hash.hex(),
            size=file.size,
            type=file.type,
            actor=actor,
            wall_ms=wall_ms,
            here=attachments.has(vault, file.hash.hex()),
        )


def _order(one: tuple[int, str, wire.File]) -> tuple[int, str, int, str]:
    wall_ms, actor, file = one
    return wall_ms, actor, file.size, file.type
