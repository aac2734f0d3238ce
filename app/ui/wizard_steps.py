"""The first run without Qt: which step comes next, and what must be right before one may go on."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.errors import N_

LEAST_LETTERS = 12
LEAST_WORDS = 4
MOST_LETTERS = 128


class Role(StrEnum):
    """What this computer is for."""

    WORKER = "worker"
    CENTRE = "centre"


class WizardStep(StrEnum):
    """The pages of the first run, in their order."""

    LANGUAGE = "language"
    ROLE = "role"
    PERSON = "person"
    PASSWORD = "password"  # noqa: S105 - the name of a page
    RECOVERY = "recovery"
    PRACTICE = "practice"


STEPS = tuple(WizardStep)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRun:
    """What the first run was told. `place` is a code of the place list; the password never shows in a repr."""

    language: str = "tk"
    role: Role | None = None
    name: str = ""
    place: str = ""
    password: str = field(default="", repr=False)
    practice: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The recovery code as printed, and which two groups (from 0) are to be typed again."""

    code: str = field(repr=False)
    asked: tuple[int, int]

    @property
    def groups(self) -> tuple[str, ...]:
        """The code's groups in order."""
        return tuple(self.code.replace("-", " ").split())

    def confirmed_by(self, first: str, second: str) -> bool:
        """Return whether the two groups were typed rightly; small letters and look-alikes (O I L) are forgiven."""
        wanted = tuple(self.groups[at] for at in self.asked)
        return (_plain(first), _plain(second)) == tuple(_plain(group) for group in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wizard:
    """Where the first run stands. Every function returns a new one."""

    answers: FirstRun = field(default_factory=FirstRun)
    step: WizardStep = WizardStep.LANGUAGE
    recovery: Recovery | None = None
    confirmed: bool = False

    def told(self, **answers: object) -> "Wizard":
        """Return the wizard after something was answered: `told(name="Aýna")`."""
        return replace(self, answers=replace(self.answers, **answers))  # type: ignore[arg-type]

    def trouble(self) -> str:
        """Return the msgid of what is still wrong on this step, "" when one may go on."""
        return _TROUBLES[self.step](self)

    def may_go_back(self) -> bool:
        """Return whether there is a step before; not once the vault was made, for it cannot be unmade."""
        return self.recovery is None and self.step is not WizardStep.LANGUAGE

    def makes_vault_next(self) -> bool:
        """Return whether going on from here means that the vault is made first (it gives the recovery code)."""
        return self.step is WizardStep.PASSWORD and self.recovery is None

    def is_last(self) -> bool:
        """Return whether going on from here is the end."""
        return self.step is STEPS[-1]

    def on(self) -> "Wizard":
        """Return the wizard one step on; the same one while there is trouble, or while the vault must be made."""
        if self.trouble() or self.makes_vault_next() or self.is_last():
            return self
        return replace(self, step=STEPS[STEPS.index(self.step) + 1])

    def back(self) -> "Wizard":
        """Return the wizard one step back."""
        return replace(self, step=STEPS[STEPS.index(self.step) - 1]) if self.may_go_back() else self

    def made(self, recovery: Recovery) -> "Wizard":
        """Return the wizard after the vault was made: it shows the recovery code and forgets the password."""
        forgot = replace(self.answers, password="")
        return replace(self, answers=forgot, recovery=recovery, step=WizardStep.RECOVERY)

    def retyped(self, first: str, second: str) -> "Wizard":
        """Return the wizard after two groups of the recovery code were typed again."""
        return replace(
            self, confirmed=self.recovery is not None and self.recovery.confirmed_by(first, second)
        )


def is_long_enough(password: str) -> bool:
    """Return whether a password has twelve letters, or four words."""
    letters = len(password) >= LEAST_LETTERS
    return len(password) <= MOST_LETTERS and (letters or len(password.split()) >= LEAST_WORDS)


def _plain(group: str) -> str:
    return group.strip().upper().translate(str.maketrans("OIL", "011"))


def _person_trouble(wizard: Wizard) -> str:
    if not wizard.answers.name.strip():
        return N_("Write your name, as your colleagues know it.")
    return "" if wizard.answers.place else N_("Choose where you work.")


def _password_trouble(wizard: Wizard) -> str:
    return "" if is_long_enough(wizard.answers.password) else N_("Use at least 12 letters, or four words.")


_TROUBLES: dict[WizardStep, Callable[[Wizard], str]] = {
    WizardStep.LANGUAGE: lambda _wizard: "",
    WizardStep.ROLE: lambda wizard: "" if wizard.answers.role else N_("Choose one of the two."),
    WizardStep.PERSON: _person_trouble,
    WizardStep.PASSWORD: _password_trouble,
    WizardStep.RECOVERY: lambda wizard: "" if wizard.confirmed else N_("Type the two groups from the sheet."),
    WizardStep.PRACTICE: lambda wizard: (
        "" if wizard.answers.practice is not None else N_("Choose one of the two.")
    ),
}
