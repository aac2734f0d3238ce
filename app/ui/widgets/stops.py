"""Where Tab stops: in the order in which layouts place things, however late a part of a page was made."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


@runtime_checkable
class OwnStops(Protocol):
    """A part that knows best where Tab stops in it."""

    def stops(self) -> Sequence[QWidget]:
        """Return the widgets where Tab stops, in order."""


def stops_of(part: QWidget) -> Iterator[QWidget]:
    """Give what Tab stops at in a part of a page, as one reads it; nothing in what is hidden."""
    if part.isHidden():
        return
    if isinstance(part, OwnStops):
        yield from part.stops()
        return
    if part.focusProxy() is None and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part
    inside = part.widget() if isinstance(part, QScrollArea) else None
    if inside is not None:
        yield from stops_of(inside)
    elif (layout := part.layout()) is not None:
        yield from _laid(layout)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget: QWidget | None = item.widget() if item is not None else None
        inner: QLayout | None = item.layout() if item is not None else None
        if widget is not None:
            yield from stops_of(widget)
        elif inner is not None:
            yield from _laid(inner)


def next_stop(
    root: QWidget, focused: QWidget | None, onward: bool, last: Iterable[QWidget] = ()
) -> QWidget | None:
    """Return where Tab leads from the widget that has the keyboard; `last` stand after all others."""
    listed = [*stops_of(root), *(stop for part in last for stop in stops_of(part))]
    there = [one for one in listed if one.isVisible() and one.isEnabled()]
    if focused is None or not there:
        return None
    # The keyboard may be on a part of a stop (the line of a list), or on a page that carries stops.
    own = next((at for at, one in enumerate(there) if one is focused or one.isAncestorOf(focused)), None)
    if own is not None:
        turn = [*there[own + 1 :], *there[: own + 1]] if onward else [*there[:own][::-1], *there[own:][::-1]]
        return next(filter(is_stop, turn), None)
    inside = [one for one in there if focused.isAncestorOf(one) and is_stop(one)]
    return (inside[0] if onward else inside[-1]) if inside else None


def is_stop(part: QWidget) -> bool:
    """Tell whether Tab stops here: of answers of which one holds only the chosen one is a stop, the arrows reach the others."""
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)


def reveal(part: QWidget) -> None:
    """Scroll everything around a part of a page until it is seen."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(part)
        above = above.parentWidget()
