"""What a case page says of its file: what comes next, and what happened so far. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import N_
from app.i18n import tr
from app.models import filled, protocols
from app.models.case import Need
from app.models.casefile import CaseFile, Duty, Step, TimeFrames, done_steps, due, open_step
from app.models.fact import APPROVED
from app.ui import shown, words
from app.ui.palette import Tone
from app.ui.widgets.steps import Step as ShownStep
from app.ui.widgets.steps import StepState
from app.ui.widgets.timeline import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What comes next: `what` names it for the page, `title` and `text` are msgids, `on` is the day (ISO, "" for none)."""

    what: str
    title: str
    text: str
    action: str
    icon: str
    on: str = ""


_WITH_THEIR_OWN_LINE = frozenset({"assessment", "visit", "closure", "consent"})
CONSENT, NEED, NOTHING = "consent", "need", ""
_DUTY: Mapping[str, tuple[str, str, str]] = {
    Duty.ASSESS: (
        N_("Assess"),
        N_("Go through the form together with the client. Every answer is kept at once."),
        N_("Begin the assessment"),
    ),
    Duty.PLAN: (
        N_("Write the support plan"),
        N_("Write down who does what by when, in the client's words."),
        N_("Open the plan"),
    ),
    Duty.CORRECT: (
        N_("Correct the plan"),
        N_("The supervisor sent the plan back. The reason stands in the history."),
        N_("Open the plan"),
    ),
    Duty.VISIT: (
        N_("Visit the client"),
        N_("Afterwards write down what was done and when the next visit is."),
        N_("Write down a visit"),
    ),
    Duty.REVIEW: (
        N_("Review"),
        N_("Assess the same things again and look at what has changed."),
        N_("Begin the review"),
    ),
}


def next_of(file: CaseFile, frames: TimeFrames, age: str = "") -> Next:
    """Return what comes next in a case; `age` are the client's completed years, "" when unknown."""
    todo = due(file, frames)
    if file.case.closed:
        return Next(
            what=NOTHING,
            title=N_("This case is closed"),
            text=N_("Everything stays here and can be read. It can be opened again."),
            action="",
            icon="check",
        )
    if urgent := protocols.called_for(file, age):
        return Next(
            what=urgent[0],
            title=words.URGENT_STEPS,
            text=N_("Go through the list today. It says what is still to be done."),
            action=N_("Open the list"),
            icon="warning",
            on=file.assessments[-1].on,
        )
    if not file.may_be_assessed:
        return Next(
            what=CONSENT,
            title=N_("Ask for consent"),
            text=N_("Before the assessment the client agrees, or somebody who may."),
            action=N_("Write down the consent"),
            icon="signature",
            on=todo.on,
        )
    if file.assessments and not file.recognitions:
        return Next(
            what=NEED,
            title=N_("Record the decision about need"),
            text=N_("Write down who decided, when and on which ground."),
            action=N_("Record the decision"),
            icon="check",
            on=todo.on,
        )
    title, text, action = _DUTY[todo.duty]
    return Next(
        what=str(todo.duty),
        title=title,
        text=text,
        action=action,
        icon=words.DUTY_ICONS[todo.duty],
        on=todo.on,
    )


def steps_of(file: CaseFile) -> list[ShownStep]:
    """Return the steps of the work as the step bar shows them."""
    done, now = done_steps(file), open_step(file)
    shown_steps = []
    for step in Step:
        state = StepState.DONE if step in done else StepState.CURRENT if step is now else StepState.OPEN
        shown_steps.append(ShownStep(id=step, title=words.STEPS[step], state=state))
    return shown_steps


class _Story:
    """Collects events with their days, and tells them from the newest on."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._found: list[tuple[str, Event]] = []

    def add(self, on: str, by: str, icon: str, title: str, text: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        who = self._names.get(by, "")

        def when() -> str:
            return " · ".join(part for part in (shown.day(on), who) if part)

        said = (lambda: text) if text else ""
        event = Event(id=f"{len(self._found)}", when=when, title=title, text=said, icon=icon, tone=tone)
        self._found.append((on, event))

    def told(self) -> list[Event]:
        order = sorted(range(len(self._found)), key=lambda at: (self._found[at][0], at), reverse=True)
        return [self._found[at][1] for at in order]


def history_of(
    file: CaseFile, names: Mapping[str, str], titles: Mapping[str, str] | None = None
) -> list[Event]:
    """Return everything that happened in a case, the newest first; `titles` are those of the centre's own forms."""
    story = _Story(names)
    case = file.case
    story.add(case.opened, case.owner, "plus", N_("The request was registered"), case.request, Tone.ACCENT)
    _tell_beginning(story, file, titles or {})
    _tell_support(story, file)
    return story.told()


def _tell_beginning(story: _Story, file: CaseFile, called: Mapping[str, str]) -> None:
    """Tell of consent, of what was asked, and of the decision that help is needed."""
    for consent in file.consents:
        story.add(
            consent.given, "", "signature", N_("Consent"), tr(words.word(words.PURPOSES, consent.purpose))
        )
        if consent.withdrawn:
            story.add(consent.withdrawn, "", "undo", N_("A consent was withdrawn"), tone=Tone.WARN)
    for done in file.assessments:
        story.add(done.on, done.by, "document", words.FORMS.get(done.form, N_("Assessment")))
    for form in filled.in_force(file.filled):
        if form.kind not in _WITH_THEIR_OWN_LINE:
            story.add(form.on, form.by, "forms", words.quiet_form(form.form, called.get(form.form, "")))
    for found in file.recognitions:
        need = tr(words.word(words.NEEDS, found.need))
        tone = Tone.OK if found.need == Need.NEEDS else Tone.NEUTRAL
        story.add(found.on, found.by, "check", N_("Decision about need"), need, tone)


def _tell_support(story: _Story, file: CaseFile) -> None:
    """Tell of plans and what the supervisor said of them, of visits, and of the end."""
    for version in file.versions:
        number = tr("Version {number}", number=version.number)
        story.add(version.on, version.by, "plans", N_("The plan was finished"), number, Tone.INFO)
    for said in file.approvals:
        approved = said.decision == APPROVED
        title = N_("The plan was approved") if approved else N_("The plan was sent back")
        story.add(said.on, said.by, "review", title, said.reason, Tone.OK if approved else Tone.WARN)
    for visit in file.visits:
        kind = words.word(words.VISIT_KINDS, visit.kind)
        story.add(visit.on, visit.by, "visits", kind, visit.done, Tone.ACCENT)
    for closure in file.closures:
        story.add(closure.on, closure.by, "check", N_("The case was closed"), closure.outcome)
