"""A brute-force reading of the rules, with sets of hashes and no cleverness: what the fold is checked against."""

from collections.abc import Iterable, Mapping

from app.changes.change import Change, digest, pack
from app.changes.operation import Code, Operation


def complete(changes: Iterable[Change]) -> dict[bytes, Change]:
    """Return the changes whose every ancestor is among `changes`."""
    known = {change.hash: change for change in changes}
    while True:
        orphans = [h for h, change in known.items() if any(parent not in known for parent in change.parents)]
        if not orphans:
            return known
        for orphan in orphans:
            del known[orphan]


def ancestors(known: Mapping[bytes, Change], start: bytes) -> set[bytes]:
    """Return all proper ancestors of one change."""
    found: set[bytes] = set()
    waiting = list(known[start].parents)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(known[one].parents)
    return found


def meaning(changes: Iterable[Change]) -> dict[str, object]:
    """Return heads, values, lists, trash, facts of a set of changes, straight from the rules' sentences."""
    known = complete(changes)
    above = {h: ancestors(known, h) for h in known}
    every = [(h, place, op) for h, change in known.items() for place, op in enumerate(change.ops)]

    def saw(later: tuple[bytes, int, Operation], earlier: tuple[bytes, int, Operation]) -> bool:
        if later[0] == earlier[0]:
            return earlier[1] < later[1]
        return earlier[0] in above[later[0]]

    def of(*codes: Code) -> list[tuple[bytes, int, Operation]]:
        return [one for one in every if one[2][0] in codes]

    sets, adds, rems = of(Code.SET), of(Code.ADD), of(Code.REM)
    values: dict[tuple[object, object], set[bytes]] = {}
    for one in sets:
        same = [other for other in sets if other[2][1:4] == one[2][1:4]]
        if not any(saw(other, one) for other in same):
            values.setdefault((one[2][1], one[2][3]), set()).add(pack(one[2][4]))
    kept = [a for a in adds if not any(r[2][1:5] == a[2][1:5] and saw(r, a) for r in rems)]
    trash = set()
    for gone in of(Code.DEL):
        touches = [one for one in (*sets, *adds, *rems) if one[2][1] == gone[2][1]]
        if all(saw(gone, touch) for touch in touches):
            trash.add(gone[2][1])
    return {
        "heads": {h for h in known if not any(h in above[other] for other in known)},
        "values": values,
        "lists": {(op[1], op[3], pack(op[4])) for _, _, op in kept},
        "trash": trash,
        "facts": {digest(op[2]) for _, _, op in of(Code.SUBMIT) if isinstance(op[2], bytes)},
    }
