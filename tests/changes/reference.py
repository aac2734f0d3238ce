"""A brute-force reading of the rules, with sets of hashes and no cleverness: what the fold is checked against."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from app.changes.change import Change, digest, pack
from app.changes.operation import Code, Operation

Done: TypeAlias = tuple[bytes, int, Operation]


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


def plain(op: Operation) -> Operation:
    """Return an operation in the words of the first four: handing over is setting, linking and attaching are adding."""
    match op[0]:
        case Code.ASSIGN:
            return (int(Code.SET), op[1], op[2], "owner", op[3])
        case Code.LINK:
            return (int(Code.ADD), op[1], "link", "linked", op[2])
        case Code.UNLINK:
            return (int(Code.REM), op[1], "link", "linked", op[2])
        case Code.ATTACH:
            return (int(Code.ADD), op[1], op[2], "files", op[3])
    return op


def meaning(changes: Iterable[Change]) -> dict[str, object]:
    """Return what a set of changes means, straight from the rules' sentences."""
    known = complete(changes)
    above = {h: ancestors(known, h) for h in known}
    every: list[Done] = [(h, n, plain(op)) for h, change in known.items() for n, op in enumerate(change.ops)]

    def saw(later: Done, earlier: Done) -> bool:
        if later[0] == earlier[0]:
            return earlier[1] < later[1]
        return earlier[0] in above[later[0]]

    def first(*signed: Done) -> list[Any]:
        """Return of several things with the same content the one that had seen the least."""
        order = sorted(signed, key=lambda one: (len(above[one[0]]), one[0], one[1]), reverse=True)
        return list({op[1:3] if op[0] == Code.REVIEW else op[2]: op for _, _, op in order}.values())

    def of(*codes: Code) -> list[Done]:
        return [one for one in every if one[2][0] in codes]

    sets, adds, rems, dels = of(Code.SET), of(Code.ADD), of(Code.REM), of(Code.DEL)
    touches = [*sets, *adds, *rems]
    values: dict[tuple[Any, Any], set[bytes]] = {}
    for one in sets:
        place = (one[2][1], one[2][3])
        if not any((other[2][1], other[2][3]) == place and saw(other, one) for other in sets):
            values.setdefault(place, set()).add(pack(one[2][4]))
    lists = {_element(a) for a in adds if not any(_element(r) == _element(a) and saw(r, a) for r in rems)}
    trash, undone = set(), set()
    for gone in dels:
        same = [touch for touch in touches if touch[2][1] == gone[2][1]]
        if all(saw(gone, touch) for touch in same):
            trash.add(gone[2][1])
        elif not any(saw(touch, gone) for touch in same):
            undone.add(gone[2][1])
    named: dict[Any, set[Any]] = {}
    for _, _, op in [*touches, *dels]:
        named.setdefault(op[1], set()).add(op[2])
    return {
        "kinds": {record: min(called - {"link"} or called) for record, called in named.items()},
        "heads": {h for h in known if not any(h in above[other] for other in known)},
        "values": values,
        "conflicts": {place for place, held in values.items() if len(held) > 1 and place[0] not in trash},
        "lists": lists,
        "trash": trash,
        "flagged": undone - trash,
        "facts": {digest(op[2]): (op[2], op[4]) for op in first(*of(Code.SUBMIT))},
        "reviews": {(op[1], op[2], op[4]) for op in first(*of(Code.REVIEW))},
        "unknown": sorted((h, op) for h, _, op in every if op[0] not in list(Code)),
    }


def _element(one: Done) -> tuple[Any, ...]:
    return (one[2][1], one[2][3], pack(one[2][4]))
