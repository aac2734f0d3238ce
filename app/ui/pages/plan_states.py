"""What is said of where a plan stands: its state, the areas without a goal, and the decision about each version."""

from collections.abc import Callable, Mapping

from app.errors import N_
from app.i18n import current, tr
from app.models.casefile import CaseFile
from app.models.fact import APPROVED, RETURNED, PlanVersion
from app.ui import shown
from app.ui.pages import plan_draft, plan_words
from app.ui.pages.plan_draft import PlanState
from app.ui.palette import Tone
from app.ui.says import Says
from app.ui.widgets.timeline import Event

STATE_WORDS: Mapping[PlanState, tuple[str, Tone]] = {
    PlanState.EMPTY: (N_("No plan yet. Begin with what fits the assessment."), Tone.INFO),
    PlanState.DRAFT: (N_("Being written. Finish this version when the client agrees with it."), Tone.INFO),
    PlanState.WAITING: (N_("Finished. It waits for the supervisor's approval."), Tone.INFO),
    PlanState.CHANGED: (
        N_("Changed since the last version was finished. Finish it again, so that the changes count."),
        Tone.WARN,
    ),
    PlanState.APPROVED: (N_("Approved."), Tone.OK),
    PlanState.CHANGED_SINCE_APPROVAL: (
        N_("Changed since approval. What was changed is not approved: finish a new version."),
        Tone.WARN,
    ),
    PlanState.RETURNED: (N_("Returned by the supervisor."), Tone.DANGER),
}

_DECISIONS: Mapping[str, tuple[str, Tone]] = {
    "": (N_("waits for approval"), Tone.INFO),
    APPROVED: (N_("approved"), Tone.OK),
    RETURNED: (N_("returned"), Tone.DANGER),
}


def state_words(file: CaseFile, names: Mapping[str, str]) -> str:
    """Return where a plan stands, and who said what of its newest version; `names` are staff by identifier."""
    words = tr(STATE_WORDS[plan_draft.state_of(file)][0])
    return f"{words} {_decided(file, file.version, names)}" if file.version is not None else words


def _decided(file: CaseFile, newest: PlanVersion, names: Mapping[str, str]) -> str:
    decision = file.decision
    if decision is None:
        return tr("Version {number}, {day}", number=newest.number, day=shown.day(newest.on))
    said = tr(
        "Version {number}: {name}, {day}",
        number=newest.number,
        name=names.get(decision.by, tr("somebody else")),
        day=shown.day(decision.on),
    )
    return " — ".join(part for part in (said, decision.reason) if part)


def red_words(file: CaseFile) -> str:
    """Return the most pressing areas that no goal speaks of, as a sentence."""
    areas = [tr(plan_words.DOMAINS.get(area, area)) for area in plan_draft.red_without_goal(file)]
    named = current().list_and(areas)
    return tr("The assessment found much to do here, and no goal speaks of it yet: {areas}.", areas=named)


def version_events(file: CaseFile) -> list[Event]:
    """Return the finished versions, the newest first, each with what was decided about it."""
    decided = {one.about: one for one in file.approvals}
    events = []
    for one in reversed(file.versions):
        decision = decided.get(one.hash)
        words, tone = _DECISIONS.get(decision.decision if decision else "", _DECISIONS[""])
        events.append(
            Event(
                id=one.hash.hex(),
                when=_said_on(one.on),
                title=_titled(one.number, words),
                text=_own(decision.reason if decision else ""),
                icon="signature",
                tone=tone,
            )
        )
    return events


def _said_on(day: str) -> Callable[[], str]:
    return lambda: shown.day(day)


def _titled(number: int, words: str) -> Callable[[], str]:
    return lambda: tr("Version {number}, {state}", number=number, state=tr(words))


def _own(text: str) -> Says:
    return (lambda: text) if text else ""
