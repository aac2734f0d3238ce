"""Which urgent checklist an assessment calls for, and whether it was gone through since."""

from app.models.casefile import CaseFile

VIOLENCE, CRUELTY, NEGLECT = "protocol_violence", "protocol_cruelty", "protocol_neglect"
REASONS = {
    VIOLENCE: frozenset({"afraid_home", "weapon", "threat_kill", "strangling", "hurt_pregnant", "violence"}),
    CRUELTY: frozenset({"cruelty", "child_danger"}),
    NEGLECT: frozenset({"neglect", "no_care"}),
}
YOUNG = 15  # a child under this age is asked with the checklist of cruel treatment


def called_for(file: CaseFile, age: str = "") -> tuple[str, ...]:
    """Return the checklists that the newest assessment calls for and nobody has gone through since, most urgent first.

    `age` are the client's completed years, "" when unknown. When the case has gone on to a plan or a visit, it is no longer
    the first thing to do.
    """
    newest = file.assessment
    if newest is None or file.case.closed:
        return ()
    gone_on = [one.on for one in file.versions] + [one.on for one in file.visits]
    if any(on >= newest.on for on in gone_on):
        return ()
    reasons = set(newest.reasons)
    wanted = [form for form, those in REASONS.items() if reasons & those]
    if age.isdecimal() and int(age) < YOUNG:
        wanted = [CRUELTY if form == VIOLENCE else form for form in wanted]
    done = {one.form for one in file.filled if one.on >= newest.on}
    return tuple(form for form in dict.fromkeys(wanted) if form not in done)
