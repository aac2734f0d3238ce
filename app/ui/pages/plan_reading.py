"""What the plan page reads of a case, in one go on the vault's thread; and the client's paper made from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.models.casefile import CaseFile
from app.models.place import PlaceTable
from app.models.staff import Staff
from app.printing import from_case
from app.printing import plan as plan_paper
from app.printing.phrase import PaperLanguage
from app.store import queries
from app.store.queries import Conflict, OpenCase
from app.store.vault import Vault
from app.ui.pages.household_forms import full_name

PLAN_KINDS = frozenset({"plan", "goal", "service"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan:
    """A case with its plan. `names` are staff and the client by identifier."""

    opened: OpenCase
    names: Mapping[str, str]

    @property
    def file(self) -> CaseFile:
        """The case file."""
        return self.opened.file

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields of the plan that two people wrote."""
        return tuple(one for one in self.opened.conflicts if one.kind in PLAN_KINDS)


def read_plan(vault: Vault, stream: str) -> ReadPlan | None:
    """Return a case with its plan, or None when it is not here."""
    opened = queries.open_case(vault, stream)
    if opened is None:
        return None
    names = {one.id: one.name for one in queries.staff(vault).values()}
    if opened.file.client is not None:
        names[opened.file.client.id] = full_name(opened.file.client)
    return ReadPlan(opened=opened, names=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the paper of a plan shall be: "tk", "ru" or "both", in large letters or not."""

    language: str = "tk"
    large: bool = False


def draw_paper(vault: Vault, stream: str, wish: Wish, places: PlaceTable, today: date) -> bytes:
    """Return the client's paper as a PDF; "" of a case that is not here."""
    opened = queries.open_case(vault, stream)
    if opened is None:
        return b""
    staff, file = queries.staff(vault), opened.file
    owner = vault.owner
    worker = staff.get(file.case.owner) or Staff(id=owner.staff, name=owner.name, place=owner.place)
    paper = from_case.support_plan(
        file,
        number=opened.number,
        worker=worker,
        places=places,
        today=today,
        language=PaperLanguage(wish.language),
        large_print=wish.large,
    )
    return plan_paper.render(paper)
