"""Select answers: codes with spaces between them, and the labels of choices."""

from __future__ import annotations

from app.forms.xpath.context import Context
from app.forms.xpath.functions.registry import function
from app.forms.xpath.values import Value


@function("selected", "ss", "b")
def selected(_: Context, codes: str, code: str) -> bool:
    """Tell whether `code` is among the chosen `codes`."""
    wanted, chosen = " ".join(code.split()), " ".join(codes.split())
    return f" {wanted} " in f" {chosen} " if wanted else not chosen  # the code of one choice may hold spaces


@function("is-selected", "ss", "b")
def is_selected(c: Context, codes: str, code: str) -> bool:
    """The same as selected()."""
    return selected(c, codes, code)  # type: ignore[no-any-return]  # the decorator forgets the type


@function("count-selected", "s", "n")
def count_selected(_: Context, codes: str) -> float:
    """Count the chosen codes."""
    return float(len(codes.split()))


@function("selected-at", "sn", "s")
def selected_at(_: Context, codes: str, place: float) -> str:
    """Return the code at `place`, counted from 0, or an empty text."""
    chosen = codes.split()
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


@function("jr:choice-name", "ss", "s")
def choice_name(c: Context, code: str, path: str) -> str:
    """Return the label of `code` in the question at `path`, in the active language."""
    return c.world.choice_name(code, path.strip(), c.current)


@function("jr:itext", "s", "a")
def itext(c: Context, name: str) -> Value:
    """Return a translated text by its name."""
    return c.world.itext(name, c.current)
