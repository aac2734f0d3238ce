"""Find live nodes by the paths people write: `/data/child[2]/name`, instances numbered from 1."""

from __future__ import annotations

import re

from app.errors import N_
from app.forms.errors import StepRefused
from app.forms.fields import Field
from app.forms.live import Item

_STEP = re.compile(r"(@?[^/\[\]@]+)(?:\[(\d+)\])?$")
_NO_NODE = N_("The form has no node at {path}.")
_NO_REPEAT = N_("There is no repeat at {path}.")


def find(root: Item, path: str) -> Item:
    """Return the node at `path`.

    Raises:
        StepRefused: there is none.
    """
    names = path.split("/")
    if len(names) < 2 or names[0] != "" or _name(names[1])[0] != root.name:
        raise StepRefused(_NO_NODE, path=path)
    item = root
    for name in names[2:]:
        found = _child(item, name)
        if found is None:
            raise StepRefused(_NO_NODE, path=path)
        item = found
    return item


def _name(step: str) -> tuple[str, int]:
    match = _STEP.match(step)
    return (match[1], int(match[2] or 1)) if match else ("", 0)


def _child(item: Item, step: str) -> Item | None:
    found = item.named.get(step)
    if found is not None:
        return found[0]  # type: ignore[return-value]  # live nodes only
    name, place = _name(step)
    if name.startswith("@"):
        return next((a for a in item.attributes if a.name == name[1:]), None)  # type: ignore[return-value]
    like = item.named.get(name) or [child for child in item.children if child.name == name]
    return like[place - 1] if 0 < place <= len(like) else None  # type: ignore[return-value]


def find_repeat(root: Item, path: str) -> tuple[Item, Field]:
    """Return the node that holds the repeat at `path`, and the repeat's field.

    Raises:
        StepRefused: there is none.
    """
    above, _, last = path.rpartition("/")
    parent = find(root, above) if above else root
    name = _name(last)[0]
    for field in parent.field.children:
        if field.repeat is not None and name in (field.name, field.key):
            return parent, field
    raise StepRefused(_NO_REPEAT, path=path)
