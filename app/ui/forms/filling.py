"""A form being filled, as its widgets see it: answers in, what changed out, and every text in one or two languages."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app import i18n
from app.errors import N_
from app.forms.errors import FormError
from app.forms.fields import Control
from app.forms.live import Item, path_of
from app.forms.navigator import Navigator
from app.forms.session import Session
from app.forms.state import NodeState, Violation
from app.i18n import Words
from app.ui.forms.kept_files import KeptFiles
from app.ui.forms.pictures import FormPictures
from app.ui.forms.styling import plain

MOST_HALF = 2000
_CODE = re.compile(r"\((\w+)\)\s*$")
_DEFAULTS = {
    Violation.REQUIRED: N_("This question needs an answer."),
    Violation.CONSTRAINT: N_("This answer does not fit. Please look at it again."),
    Violation.TYPE: N_("This answer does not fit. Please look at it again."),
    Violation.CHOICE: N_("Choose one of the answers that are offered."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """The texts of one question in the other language; empty when only one language is shown."""

    label: str = ""
    hint: str = ""
    guidance: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


class Doing(StrEnum):
    """How far a page is."""

    DONE = "done"
    WRONG = "wrong"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One page in the list of pages."""

    index: int
    title: str
    state: Doing


class Filling(QObject):
    """One session with its pages. `changed(Changed)` follows every answer, `spoken()` a change of language.

    `removed(undo)` says that something was taken away, `passed(item)` that the form goes on by itself after an answer,
    `failed(error)` that something could not be kept, `typed()` that a text which is no answer yet has changed: `halves`
    holds those. Without `files` no file can be an answer.
    `second` says whether the other language stands under the first. Nothing here depends on what is on the screen.
    """

    changed = Signal(object)
    spoken = Signal()
    removed = Signal(object)
    passed = Signal(object)
    failed = Signal(object)
    typed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.navigator = Navigator(session)
        self.second = False
        self.halves: dict[Item, str] = {}
        self.pictures = FormPictures(session.form.media)
        self.files: KeptFiles | None = None
        spoken = (forms for one in session.form.translations.values() for forms in one.texts.values())
        self._illustrated = any("image" in forms for forms in spoken)

    # -- answers -------------------------------------------------------------------------------------------

    def answer(self, item: Item, value: str) -> None:
        """Answer one question; nothing is told when it already had this answer."""
        if item.live and not item.readonly and value != item.text:
            self.changed.emit(self.session.set(path_of(item), value))

    def offer_back(self, item: Item, before: str) -> None:
        """Tell that an answer was taken away; for a while it can be put back."""
        self.removed.emit(lambda: self.answer(item, before))

    def add(self, path: str) -> None:
        """Add an instance to the repeat at `path`."""
        self.changed.emit(self.session.add(path))

    def remove(self, path: str, item: Item, position: int) -> None:
        """Remove one instance; `removed(undo)` carries the way to take that back."""
        self.changed.emit(self.session.remove(path, position))

        def undo() -> None:
            self.changed.emit(self.session.put_back(path, item, position))

        self.removed.emit(undo)

    # -- what is no answer yet -----------------------------------------------------------------------------

    def note_half(self, item: Item, half: str) -> None:
        """Remember a half typed text of a question, or that there is none any more."""
        if half != self.halves.get(item, ""):
            self.halves.pop(item, None)
            if half:
                self.halves[item] = half[:MOST_HALF]
            self.typed.emit()

    def half_typed(self) -> dict[str, str]:
        """Return the half typed texts of questions that apply, by their paths, in the order of the form."""
        inside = (item for item in self.session.root.all_inside if item in self.halves and item.relevant)
        return {path_of(item): self.halves[item] for item in inside}

    def restore(self, halves: Mapping[str, str]) -> None:
        """Take up half typed texts of a draft; those without a place in the form any more go."""
        for path, half in halves.items():
            with suppress(FormError):
                self.halves[self.session.item(path)] = half[:MOST_HALF]

    # -- files ---------------------------------------------------------------------------------------------

    @property
    def is_keeping(self) -> bool:
        """Whether a file is on its way into the vault."""
        return self.files is not None and self.files.is_waiting

    def settle(self) -> None:
        """Wait for files on their way, so that the answers name them."""
        if self.files is not None:
            self.files.settle()

    # -- languages -----------------------------------------------------------------------------------------

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the form, as the form calls them."""
        return self.session.form.languages

    @property
    def language(self) -> str:
        """The language the questions are read in."""
        return self.session.language or ""

    @property
    def other(self) -> str:
        """The language that can stand under the first; "" when the form has only one."""
        rest = [one for one in self.languages if one != self.language]
        return rest[0] if rest else ""

    def speak(self, language: str) -> None:
        """Read the questions in another language."""
        if language in self.languages and language != self.language:
            self.session.language = language
            self.spoken.emit()

    def show_second(self, second: bool) -> None:
        """Show or hide the other language under the first."""
        if second != self.second:
            self.second = second
            self.spoken.emit()

    @property
    def words(self) -> Words:
        """Our own few sentences in the language of the questions."""
        code = code_of(self.language)
        return i18n.words(code) if code in i18n.LANGUAGES else i18n.current()

    @contextmanager
    def _speaking(self, language: str) -> Iterator[None]:
        world = self.session.world
        before, world.language = world.language, language
        try:
            yield
        finally:
            world.language = before

    # -- what is shown -------------------------------------------------------------------------------------

    def state(self, item: Item) -> NodeState:
        """Return everything there is to show of a node, its words without the signs of styling."""
        state = self.session.node(path_of(item))
        return replace(
            state,
            label=plain(state.label),
            hint=plain(state.hint),
            guidance=plain(state.guidance),
            options=tuple((code, plain(words)) for code, words in state.options),
        )

    def heard(self, item: Item) -> Second:
        """Return the texts of a node in the other language, empty unless both are shown."""
        if not (self.second and self.other):
            return Second()
        with self._speaking(self.other):
            state = self.state(item)
        return Second(
            label=state.label or "",
            hint=state.hint or "",
            guidance=state.guidance or "",
            options=dict(state.options),
        )

    def pictures_of_choices(self, item: Item) -> Mapping[str, str]:
        """Return the addresses of the pictures of a question's answers by code; most questions have none."""
        return self.session.world.choices.pictures(item) if self._illustrated else {}

    def title(self, control: Control, item: Item, *, other: bool = False) -> str:
        """Return the label of a group or repeat, perhaps in the other language."""
        if not other:
            return plain(self.session.say(control.label, item))
        if not (self.second and self.other):
            return ""
        with self._speaking(self.other):
            return plain(self.session.say(control.label, item))

    def message(self, state: NodeState) -> str:
        """Return what is wrong with an answer, in the language of the questions; "" when nothing is."""
        if state.violated is None:
            return ""
        own = state.required_message or state.constraint_message
        return plain(own) or self.words.tr(_DEFAULTS[state.violated])

    def page_title(self, index: int) -> str:
        """Return the title of a page; one without a title is called by its number."""
        page = self.navigator.page(index)
        return plain(page.title) or self.words.tr("Page {number}", number=index + 1)

    def begin_in(self, code: str) -> int:
        """Begin in the language of that code where the form speaks it; return the first page."""
        own = [one for one in self.languages if code_of(one) == code]
        if own:
            self.session.language = own[0]
        return self.navigator.first() or 0

    def page_near(self, index: int) -> int:
        """Return a page that applies: the one asked for, else the first."""
        pages = self.navigator.pages()
        there = 0 <= index < len(pages) and pages[index].relevant
        return index if there else self.navigator.first() or 0

    def outline(self, seen: Collection[int]) -> list[Line]:
        """Return the pages that apply, in order; those not yet `seen` are still to do."""
        wrong = {self.navigator.page_of(one.path) for one in self.session.validate()}
        wrong |= {self.navigator.page_of(path) for path in self.half_typed()}
        lines = []
        for page in self.navigator.pages():
            if page.relevant:
                done = Doing.WRONG if page.index in wrong else Doing.DONE
                state = done if page.index in seen else Doing.OPEN
                lines.append(Line(index=page.index, title=self.page_title(page.index), state=state))
        return lines


def code_of(language: str) -> str:
    """Return the code of a form's language, `tk` of `Türkmen (tk)`."""
    match = _CODE.search(language)
    return match[1].lower() if match else language.lower()


def name_of(language: str) -> str:
    """Return a form's language without its code, `Türkmen` of `Türkmen (tk)`."""
    return _CODE.sub("", language).strip() or language
