"""Everything there is to tell the author of a form: what is wrong where, how far it is translated, what form it is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.errors import N_
from app.forms.authoring.coverage import Coverage
from app.forms.authoring.finding import Finding, Grade


class Stage(StrEnum):
    """How far a check is."""

    READING = "reading"
    COMPILING = "compiling"
    CHECKING = "checking"
    TRANSLATIONS = "translations"


STAGES = {
    Stage.READING: N_("Reading the file"),
    Stage.COMPILING: N_("Making the form"),
    Stage.CHECKING: N_("Trying the form"),
    Stage.TRANSLATIONS: N_("Counting translations"),
}
Staged = Callable[[Stage], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a form is: its identity, and how much it asks in which languages."""

    title: str
    form_id: str
    version: str
    languages: tuple[str, ...]
    questions: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a check. `media` are the attached files that are there, `absent` those that are not."""

    file: str
    findings: tuple[Finding, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    about: About | None = None
    xml: str = ""
    media: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the form from being used."""
        return tuple(one for one in self.findings if one.grade is Grade.BROKEN)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is worth mending."""
        return tuple(one for one in self.findings if one.grade is not Grade.BROKEN)

    @property
    def usable(self) -> bool:
        """Whether the form can be used as it is."""
        return not self.errors and bool(self.xml)


def settled(seen: list[Finding], said: list[Finding]) -> tuple[Finding, ...]:
    """Put together what the sheets, pyxform and the engine tell: each thing once, its weight as it turned out, in order.

    What looked wrong but did the form no harm is a warning; where the form was refused, it is the likely reason.
    """
    refused = any(one.grade is Grade.BROKEN for one in (*seen, *said))
    grade = Grade.BROKEN if refused else Grade.FLAW
    seen = [replace(one, grade=grade) if one.grade is Grade.SUSPECT else one for one in seen]
    suspected = [one for one in seen if one.grade is Grade.BROKEN]
    rest = [one for one in said if not _is_told(one, suspected if one.grade is Grade.BROKEN else seen)]
    kept: dict[tuple[object, ...], Finding] = {}
    for one in (*rest, *seen):  # a refusal in the very words of a remark stays a refusal
        kept.setdefault((one.sheet, one.row, one.column, one.said(str)), one)
    return tuple(sorted(kept.values(), key=_order))


def _is_told(one: Finding, others: list[Finding]) -> bool:
    """Tell whether another finding is about the same cell; one without a place is told when anything else is."""
    if not one.sheet:
        return one.grade is Grade.BROKEN and bool(others)
    for other in others:
        same_row = (one.sheet, one.row) == (other.sheet, other.row)
        if same_row and (one.column == other.column or one.said(str) == other.said(str) or not one.column):
            return True
    return False


_SHEETS = ("", "settings", "survey", "choices", "external_choices", "entities", "osm")


def _order(one: Finding) -> tuple[object, ...]:
    sheet = _SHEETS.index(one.sheet) if one.sheet in _SHEETS else len(_SHEETS)
    return (one.grade is not Grade.BROKEN, sheet, one.row, one.cell)
