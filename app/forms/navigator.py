"""Pages of a form: one per top-level group or field-list, loose questions together, and the way through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.forms import live
from app.forms.fields import Control, ControlKind, Field
from app.forms.live import Item, path_of
from app.forms.session import Session

MOST_LOOSE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its place among all pages, its title, and the paths of its questions as they stand now.

    A page made of loose questions has no group and so no title of its own.
    """

    index: int
    title: str | None
    group: str | None
    appearance: str
    paths: tuple[str, ...]
    relevant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a form is: relevant questions and those with an answer, relevant pages and the place of this one."""

    answered: int
    questions: int
    page: int
    pages: int


class Navigator:
    """Knows the pages of one session; nothing is remembered, so it is right after every answer."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._plan = _planned(list(session.form.body))

    def pages(self) -> tuple[Page, ...]:
        """Return all pages, relevant or not."""
        return tuple(self._page(i, controls) for i, controls in enumerate(self._plan))

    def page(self, index: int) -> Page:
        """Return one page as it stands now."""
        return self._page(index, self._plan[index])

    def controls(self, index: int) -> tuple[Control, ...]:
        """Return the controls of one page as the form orders them; a page that is one group gives the group alone."""
        return tuple(self._plan[index])

    def first(self) -> int | None:
        """Return the index of the first relevant page."""
        return self.next(-1)

    def next(self, index: int) -> int | None:
        """Return the index of the next relevant page, or None at the end."""
        return self._seek(range(index + 1, len(self._plan)))

    def previous(self, index: int) -> int | None:
        """Return the index of the relevant page before, or None at the beginning."""
        return self._seek(range(index - 1, -1, -1))

    def page_of(self, path: str) -> int | None:
        """Return the index of the page that asks the question at `path`, for jumping to a problem."""
        field = self.session.item(path).field
        for index, controls in enumerate(self._plan):
            if any(_asks(control, field) for control in controls):
                return index
        return None

    def progress(self, index: int) -> Progress:
        """Return how far the form is while page `index` is open."""
        questions = [item for controls in self._plan for item in self._items(controls) if item.relevant]
        counted = [item for item in questions if item.field.leaf and not item.readonly]
        relevant = [i for i in range(len(self._plan)) if self._is_relevant(self._plan[i])]
        return Progress(
            answered=sum(bool(item.text) for item in counted),
            questions=len(counted),
            page=sum(i <= index for i in relevant),
            pages=len(relevant),
        )

    def _seek(self, indexes: range) -> int | None:
        return next((i for i in indexes if self._is_relevant(self._plan[i])), None)

    def _is_relevant(self, controls: list[Control]) -> bool:
        return any(item.relevant for item in self._items(controls)) or any(
            self._may_grow(control) for control in controls
        )

    def _may_grow(self, control: Control) -> bool:
        """Tell whether the page holds a repeat that is empty now but can be filled."""
        if (
            control.kind is ControlKind.REPEAT
            and control.field is not None
            and control.field.parent is not None
        ):
            parents = live.below(self.session.world.root, control.field.parent.way)
            repeats = self.session.repeats
            return any(
                repeats.is_relevant(p, control.field) and repeats.is_open(p, control.field) for p in parents
            )
        return any(self._may_grow(child) for child in control.children)

    def _page(self, index: int, controls: list[Control]) -> Page:
        lone = controls[0] if len(controls) == 1 and controls[0].children else None
        item = self._item(lone.field) if lone and lone.field else None
        return Page(
            index=index,
            title=self.session.say(lone.label, item or self.session.root) if lone else None,
            group=path_of(item) if item is not None else None,
            appearance=lone.appearance if lone else "",
            paths=tuple(path_of(one) for one in self._items(controls)),
            relevant=self._is_relevant(controls),
        )

    def _item(self, field: Field) -> Item | None:
        found = live.below(self.session.world.root, field.way)
        return found[0] if found else None

    def _items(self, controls: list[Control]) -> list[Item]:
        return [item for control in controls for item in self._asked(control, self.session.root)]

    def _asked(self, control: Control, near: Item) -> Iterator[Item]:
        """Yield the questions of a control in the order they are met, instance by instance."""
        field = control.field
        if field is None:
            for child in control.children:
                yield from self._asked(child, near)
            return
        for item in live.below(near, field.way[len(near.field.way) :]) if _under(field, near) else ():
            if not control.children:
                yield item
            elif control.kind is ControlKind.GROUP and field.repeat is not None:
                break
            for child in control.children:
                yield from self._asked(child, item)
        if control.kind is ControlKind.GROUP and field.repeat is not None:
            for child in control.children:
                yield from self._asked(child, near)


def _under(field: Field, near: Item) -> bool:
    way = near.field.way
    return field.way[: len(way)] == way


def _asks(control: Control, field: Field) -> bool:
    return control.field is field or any(_asks(child, field) for child in control.children)


def _planned(body: list[Control]) -> list[list[Control]]:
    """Make a page of each top-level group; loose questions between them share pages of their own.

    A form that only notes things down by itself has one page, which is empty: it can be opened and finished all the same.
    """
    pages: list[list[Control]] = []
    loose: list[Control] = []
    for control in body:
        if control.kind in (ControlKind.GROUP, ControlKind.REPEAT):
            if loose:
                pages.append(loose)
                loose = []
            pages.extend(_opened(control))
        else:
            loose.append(control)
            if len(loose) == MOST_LOOSE:
                pages.append(loose)
                loose = []
    return [*pages, loose] if loose or not pages else pages


def _opened(group: Control) -> list[list[Control]]:
    """Open a group that only holds field-lists, so that each of them is a page; else the group is the page."""
    lists = [child for child in group.children if _is_list(child)]
    if (
        group.kind is ControlKind.GROUP
        and lists
        and not _is_list(group)
        and len(lists) == len(group.children)
    ):
        return [[child] for child in group.children]
    return [[group]]


def _is_list(control: Control) -> bool:
    return control.kind is ControlKind.GROUP and "field-list" in control.appearance.split()
