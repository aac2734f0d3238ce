"""From a case file to its papers: only what may go home with the client, and nothing of risk or story."""

from datetime import date

from app.models.casefile import CaseFile
from app.models.place import PlaceTable
from app.models.plan import Goal
from app.models.staff import Staff
from app.printing import plan as plan_paper
from app.printing.phrase import Bilingual, PaperLanguage, Said

# Services that would tell a reader at home what must not be told: the words on paper stay general.
_SENSITIVE = frozenset({"s05", "s06", "s08"})
_GENERAL = Bilingual(tk="Maslahat we goldaw", ru="Консультации и поддержка")


def support_plan(
    file: CaseFile,
    *,
    number: str,
    worker: Staff,
    places: PlaceTable,
    today: date,
    language: PaperLanguage | str,
    large_print: bool = False,
) -> plan_paper.SupportPlanPaper:
    """Return the client's paper of the newest finished plan, or of the plan as it stands when none is finished yet."""
    client, plan = file.client, file.plan
    name = (
        " ".join(part for part in (client.surname, client.name, client.patronymic) if part) if client else ""
    )
    next_visit = _day((plan.next_visit if plan else "") or file.case.next_visit)
    place = Bilingual(tk=places.name(worker.place, "tk"), ru=places.name(worker.place, "ru"))
    return plan_paper.SupportPlanPaper(
        case_number=number,
        client_name=name,
        written_on=_day(file.version.on if file.version else "") or today,
        worker=plan_paper.Contact(
            name=worker.name,
            role=Bilingual(tk="durmuş işi boýunça hünärmen", ru="специалист по социальной работе"),
            phone=worker.phone,
            office=place,
        ),
        language=PaperLanguage(language),
        period_from=_day(plan.start if plan else ""),
        period_until=_day(plan.until if plan else ""),
        goals=tuple(
            plan_paper.Goal(
                goal=_said(goal.text_tk, goal.text_ru), indicator=_said(goal.indicator_tk, goal.indicator_ru)
            )
            for goal in file.goals
            if not _is_untold(file, goal)
        ),
        services=tuple(
            plan_paper.Step(
                what=_GENERAL if _is_hidden(file, one.goal, one.code) else _said(one.what_tk, one.what_ru),
                who=one.who,
                by=_day(one.by),
            )
            for one in file.services
        ),
        client_words=plan.words if plan and not file.case.restricted else "",
        next_visit=plan_paper.Appointment(day=next_visit) if next_visit else None,
        next_review=_day(plan.next_review if plan else ""),
        large_print=large_print,
    )


def _is_untold(file: CaseFile, goal: Goal) -> bool:
    """Tell whether a goal of a protected case would say at home what the client told in confidence."""
    helped = {one.code for one in file.services if one.goal == goal.id}
    return file.case.restricted and (goal.domain == "safety" or not helped.isdisjoint(_SENSITIVE))


def _is_hidden(file: CaseFile, goal: str, code: str) -> bool:
    return code in _SENSITIVE or any(one.id == goal and _is_untold(file, one) for one in file.goals)


def _said(tk: str, ru: str) -> Said:
    return Bilingual(tk=tk or ru, ru=ru or tk) if tk != ru else tk


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
