"""What a centre that lost its newest days takes back: changes that its own signed receipts say it had.

A hash stands for the bytes of a change and, by its parents, for all before it. So a receipt that names heads proves that the
centre once let everything below them in, whoever brings it back now: also what others wrote, and what it wrote itself.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from app.changes.change import Change
from app.store.vault import Vault
from app.sync import enrol
from app.sync.receipt import Receipt
from app.sync.refusals import DocumentRefused

_KEPT = "receipts"


def kept(vault: Vault) -> list[bytes]:
    """Return the receipts of this vault's centre that still prove something, oldest first: they go along with each bundle."""
    return [text.encode() for text in json.loads(vault.meta(_KEPT, "[]"))]


def keep(vault: Vault, connection: Any, data: bytes) -> None:
    """Keep a receipt, and drop those that prove nothing more than it does; the caller holds the transaction."""
    centre = enrol.centre_of(vault)
    new = Receipt.open(data, centre)
    rest = [old for old in kept(vault) if old != data and not _covers(vault, new, _known(vault, old))]
    texts = json.dumps([one.decode() for one in (*rest, data)])
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)", (_KEPT, texts))


def _known(vault: Vault, data: bytes) -> Receipt | None:
    # One of a centre's key before a change of keys proves nothing to the new one.
    with suppress(DocumentRefused):
        return Receipt.open(data, enrol.centre_of(vault))
    return None


def _covers(vault: Vault, new: Receipt, old: Receipt | None) -> bool:
    """Tell whether everything below the heads of `old` is below those of `new`, as far as it is here."""
    named: Mapping[str, tuple[bytes, ...]] = old.heads if old else {}
    return all(
        heads == new.heads.get(stream) or _below(vault, stream, heads, new.heads.get(stream, ()))
        for stream, heads in named.items()
    )


def _below(vault: Vault, stream: str, lower: Iterable[bytes], upper: Iterable[bytes]) -> bool:
    state = vault.state(stream)
    seen = 0
    for head in upper:
        seen |= state.seen[state.index[head]] if head in state else 0
    return all(head in state and seen >> state.index[head] & 1 for head in lower)


def vouched(vault: Vault, receipts: Iterable[bytes], changes: Iterable[Change]) -> frozenset[bytes]:
    """Return the hashes of those `changes` that stand below heads which this centre itself once signed for."""
    by_hash = {change.hash: change for change in changes}
    opened = [_known(vault, data) for data in receipts]
    waiting = [head for one in opened if one for heads in one.heads.values() for head in heads]
    found: set[bytes] = set()
    while waiting:
        one = by_hash.get(waiting.pop())
        if one is not None and one.hash not in found:
            found.add(one.hash)
            waiting.extend(one.parents)
    return frozenset(found)
