"""Finished forms as they lie in a case: which form in which version, what was answered, and which one corrects which."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.models.edit import Json

# How a finished form is kept: the kind of its fact. A form of the centre's own is kept as a "form".
KINDS: Mapping[str, str] = {
    "initial_assessment": "assessment",
    "comprehensive_assessment": "assessment",
    "review": "assessment",
    "visit": "visit",
    "closure": "closure",
    "protocol_violence": "protocol",
    "protocol_cruelty": "protocol",
    "protocol_neglect": "protocol",
    "referral": "referral",
    "referral_reply": "referral",
    "consent": "consent",
    "client_feedback": "feedback",
}
OWN = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A finished form. `amends` names (in hex) the finished thing that this one corrects, and `why` says the reason.

    `made` are the identifiers of the records that came of it.
    """

    hash: bytes
    kind: str
    form: str
    version: str
    sha256: str
    on: str
    by: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    amends: str = ""
    why: str = ""
    made: tuple[str, ...] = ()

    @property
    def before(self) -> bytes | None:
        """The hash of what this one corrects, None when it corrects nothing."""
        is_hash = len(self.amends) == 64 and all(letter in "0123456789abcdef" for letter in self.amends)
        return bytes.fromhex(self.amends) if is_hash else None


def kind_of(form: str) -> str:
    """Return the kind of fact as which that form is kept."""
    return KINDS.get(form, OWN)


def read(kind: str, hash_: bytes, body: Mapping[str, Any]) -> Filled | None:
    """Return the finished form in the body of a fact, or None when it is none."""
    words = {name: body.get(name, "") for name in ("form", "version", "sha256", "on", "by", "amends", "why")}
    answers = body.get("answers")
    if not words["form"] or not isinstance(answers, dict):
        return None
    if not all(isinstance(word, str) for word in words.values()):
        return None
    made = body.get("made")
    ids = tuple(one for one in made if isinstance(one, str)) if isinstance(made, list) else ()
    return Filled(hash=hash_, kind=kind, answers=answers, made=ids, **words)


def in_force(every: Iterable[Filled]) -> list[Filled]:
    """Return the forms that were not corrected later, in their order."""
    known = list(every)
    corrected = amended(known)
    return [one for one in known if one.hash not in corrected]


def is_latest(every: Iterable[Filled], one: Filled) -> bool:
    """Tell whether no form of its kind that is in force comes after this one."""
    return one.hash in [other.hash for other in in_force(every) if other.kind == one.kind][-1:]


def amended(every: Iterable[Filled]) -> frozenset[bytes]:
    """Return the hashes of what was corrected later by the same form: it stays in the file, but is in force no more."""
    known = list(every)
    forms = {one.hash: one.form for one in known}
    return frozenset(
        one.before for one in known if one.before is not None and forms.get(one.before) == one.form
    )


def leaves(answers: Mapping[str, Any]) -> dict[str, Json]:
    """Return the answers by their names alone, those of repeats left out; names are unique within a form."""
    return dict(_leaves(answers))


def _leaves(answers: Mapping[str, Any]) -> Iterator[tuple[str, Json]]:
    for name, value in answers.items():
        if isinstance(value, Mapping):
            yield from _leaves(value)
        elif not isinstance(value, list) or all(isinstance(code, str) for code in value):
            yield name, value


def word(answers: Mapping[str, Json], name: str) -> str:
    """Return one answer as a text: codes with spaces between them, empty when there is none."""
    value = answers.get(name)
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


def referrals(every: Iterable[Filled]) -> list[dict[str, str]]:
    """Return the referrals that still have no final answer, as forms read them, in the order of their days."""
    forms = [one for one in every if one.kind == "referral"]
    said = [(one, leaves(one.answers)) for one in in_force(forms)]
    settled = {
        word(answer, "which")
        for one, answer in said
        if one.form == "referral_reply" and word(answer, "waits") != "1"
    }
    open_ = [
        (one, answer)
        for one, answer in said
        if one.form == "referral" and word(answer, "may_send") == "1" and one.hash.hex() not in settled
    ]
    return [
        {
            "n": str(n),
            "name": one.hash.hex(),
            "agency": word(answer, "agency"),
            "service": word(answer, "service"),
            "on": word(answer, "sent_on") or one.on,
        }
        for n, (one, answer) in enumerate(open_, 1)
    ]
