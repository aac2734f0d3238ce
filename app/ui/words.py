"""The words people read for stored codes, as English msgids; `tr` them where they are shown.

How soon help is needed stands on the screen as how often the worker comes: a client who looks on reads no label of danger.
"""

from collections.abc import Mapping

from app.errors import N_
from app.models.case import Manner, Need, Purpose, Risk, Source
from app.models.casefile import Duty, Step
from app.models.household import Kinship, Language, Sex
from app.models.staff import Role
from app.ui.palette import Tone

STEPS: Mapping[str, str] = {
    Step.REQUEST: N_("Request"),
    Step.CONSENT: N_("Consent"),
    Step.ASSESSMENT: N_("Assessment"),
    Step.NEED: N_("Need"),
    Step.PLAN: N_("Plan"),
    Step.APPROVAL: N_("Approval"),
    Step.VISITS: N_("Visits"),
    Step.REVIEW: N_("Review"),
    Step.CLOSURE: N_("Closure"),
}

DUTIES: Mapping[str, str] = {
    Duty.ASSESS: N_("Assess"),
    Duty.RECOGNISE: N_("Record the need"),
    Duty.PLAN: N_("Write the plan"),
    Duty.APPROVE: N_("Approve the plan"),
    Duty.CORRECT: N_("Correct the plan"),
    Duty.VISIT: N_("Visit"),
    Duty.REVIEW: N_("Review"),
    Duty.NONE: "",
}

DUTY_ICONS: Mapping[str, str] = {
    Duty.ASSESS: "document",
    Duty.RECOGNISE: "check",
    Duty.PLAN: "plans",
    Duty.APPROVE: "review",
    Duty.CORRECT: "edit",
    Duty.VISIT: "visits",
    Duty.REVIEW: "history",
    Duty.NONE: "check",
}

RISKS: Mapping[str, str] = {
    Risk.URGENT: N_("Every few days"),
    Risk.HIGH: N_("Every week"),
    Risk.MEDIUM: N_("Every month"),
    Risk.LOW: N_("Every quarter"),
    Risk.UNKNOWN: N_("Not yet known"),
}

RISK_TONES: Mapping[str, Tone] = {
    Risk.URGENT: Tone.ACCENT,
    Risk.HIGH: Tone.INFO,
    Risk.MEDIUM: Tone.NEUTRAL,
    Risk.LOW: Tone.NEUTRAL,
    Risk.UNKNOWN: Tone.NEUTRAL,
}

NEEDS: Mapping[str, str] = {
    Need.NEEDS: N_("Needs services"),
    Need.DOES_NOT: N_("Does not need services"),
    Need.UNKNOWN: N_("Not yet known"),
}

SOURCES: Mapping[str, str] = {
    Source.SELF: N_("Asked for help"),
    Source.BENEFIT_LIST: N_("From the list of benefit recipients"),
    Source.HOTLINE: N_("Hotline"),
    Source.NEIGHBOUR: N_("Neighbours or relatives told us"),
    Source.AGENCY: N_("Sent by an agency"),
    Source.OUTREACH: N_("Found when visiting homes"),
}

SEXES: Mapping[str, str] = {Sex.FEMALE: N_("Female"), Sex.MALE: N_("Male")}

LANGUAGES: Mapping[str, str] = {Language.TURKMEN: N_("Turkmen"), Language.RUSSIAN: N_("Russian")}

KINSHIPS: Mapping[str, str] = {
    Kinship.HEAD: N_("Head of the household"),
    Kinship.SPOUSE: N_("Husband or wife"),
    Kinship.CHILD: N_("Son or daughter"),
    Kinship.PARENT: N_("Mother or father"),
    Kinship.SIBLING: N_("Brother or sister"),
    Kinship.GRANDCHILD: N_("Grandchild"),
    Kinship.GRANDPARENT: N_("Grandparent"),
    Kinship.IN_LAW: N_("Daughter-in-law, son-in-law or parent-in-law"),
    Kinship.GUARDIAN: N_("Guardian"),
    Kinship.WARD: N_("Child under guardianship"),
    Kinship.OTHER: N_("Other relation"),
}

PURPOSES: Mapping[str, str] = {
    Purpose.ASSESSMENT: N_("To be assessed"),
    Purpose.KEEPING: N_("To keep a case file"),
    Purpose.SHARING: N_("To share data with an agency"),
    Purpose.SERVICES: N_("To receive services"),
}

MANNERS: Mapping[str, str] = {
    Manner.SIGNED: N_("Signed"),
    Manner.THUMB: N_("Thumb print"),
    Manner.SPOKEN: N_("Spoken, with a witness"),
}

GIVERS: Mapping[str, str] = {
    "self": N_("The client"),
    "representative": N_("Legal representative (parent or guardian)"),
}

BENEFITS: Mapping[str, str] = {
    "old_age": N_("Old-age pension"),
    "disability_pension": N_("Disability pension"),
    "survivor": N_("Survivor's pension"),
    "disability": N_("State disability benefit"),
    "survivor_benefit": N_("State survivor's benefit"),
    "birth": N_("Childbirth benefit"),
    "childcare": N_("Child-care benefit"),
    "maternity": N_("Maternity benefit"),
    "sickness": N_("Temporary incapacity benefit"),
    "social": N_("State social benefit"),
    "one_off": N_("One-off cash assistance"),
    "privileges": N_("Privileges"),
}

INCOMES: Mapping[str, str] = {
    "wage": N_("Wage"),
    "benefits": N_("Pension or state benefit"),
    "farm": N_("Garden, crops or livestock"),
    "business": N_("Own business"),
    "casual": N_("Casual work"),
    "relatives": N_("Help of relatives"),
    "other": N_("Other income"),
}

DOCUMENTS: Mapping[str, str] = {
    "passport": N_("Passport"),
    "birth_cert": N_("Birth certificate"),
    "marriage_cert": N_("Marriage or divorce certificate"),
    "disability_cert": N_("Disability certificate"),
    "expert_report": N_("Report of the medical-social commission"),
    "pension_cert": N_("Pension certificate"),
    "family_cert": N_("Certificate of family members"),
    "housing_papers": N_("Papers of the dwelling"),
    "registration": N_("Registration of residence"),
}

DISABILITIES: Mapping[str, str] = {
    "none": N_("No disability"),
    "group1": N_("Group I"),
    "group2": N_("Group II"),
    "group3": N_("Group III"),
    "child": N_("Child with a disability"),
    "in_process": N_("Papers are being made"),
    "not_known": N_("Not known"),
}

VISIT_KINDS: Mapping[str, str] = {
    "home": N_("Home visit"),
    "phone": N_("Phone call"),
    "office": N_("Meeting at the office"),
    "accompany": N_("Accompanied to an agency"),
    "conference": N_("Case conference"),
}

GROUNDS: Mapping[str, str] = {
    "initial": N_("Initial assessment"),
    "comprehensive": N_("Comprehensive assessment"),
    "court": N_("Court decision"),
    "ministry": N_("Letter of the Ministry"),
}

ROLES: Mapping[str, str] = {
    Role.WORKER: N_("Social worker"),
    Role.SENIOR: N_("Senior social worker"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.STATISTICIAN: N_("Statistician"),
    Role.KEY_OFFICER: N_("Key officer"),
    Role.TRAINER: N_("Trainer"),
}

FORMS: Mapping[str, str] = {
    "initial_assessment": N_("Initial assessment"),
    "comprehensive_assessment": N_("Comprehensive assessment"),
    "review": N_("Plan review"),
    "protocol_violence": N_("Urgent steps: violence"),
    "protocol_cruelty": N_("Urgent steps: cruel treatment"),
    "protocol_neglect": N_("Urgent steps: neglect"),
    "visit": N_("Visit record"),
    "consent": N_("Consent"),
    "referral": N_("Referral letter"),
    "referral_reply": N_("Reply to a referral"),
    "client_feedback": N_("Client's opinion of the help"),
    "closure": N_("Closing of the case"),
}
URGENT_STEPS = N_("Urgent steps")


def quiet_form(form_id: str, title: str = "") -> str:
    """Return the msgid of a form as lists name it, where somebody may look over a shoulder; else its own title."""
    return URGENT_STEPS if form_id.startswith("protocol_") else FORMS.get(form_id, title or N_("Form"))


def word(table: Mapping[str, str], code: str) -> str:
    """Return the msgid of a code; a code this version does not know stands for itself."""
    return table.get(code, code)
