"""The tour's beginning: two first runs, a request registered by keyboard, a consent."""

from dataclasses import dataclass
from pathlib import Path

from app.i18n import tr
from app.store.vault import Vault
from app.ui.background import Background
from app.ui.main_window import MainWindow, Surroundings
from app.ui.pages.case_page import CasePage
from app.ui.pages.request import RequestPage
from app.ui.tour.hand import Hand
from app.ui.wizard_pages import PersonPage, RecoveryPage
from app.ui.wizard_steps import Role, WizardStep
from app.ui.workplace import Workplace

PASSWORD = "oba ýol nar gül — gezelenç"  # noqa: S105 - of invented files, thrown away with them


@dataclass(slots=True, kw_only=True)
class Desk:
    """One window of the tour and its vault."""

    window: MainWindow
    folder: Path

    @property
    def work(self) -> Workplace:
        """The pages behind the password."""
        assert self.window.workplace is not None  # noqa: S101 - the tour has opened it
        return self.window.workplace

    @property
    def background(self) -> Background[Vault]:
        """The worker that owns the vault."""
        assert self.window.background is not None  # noqa: S101 - the tour has opened it
        return self.window.background

    def page(self, name: str) -> object:
        """Return a page of the window."""
        return self.work.page(name)


def first_run(
    hand: Hand, out: Path, name: str, *, role: Role, language: str, person: str, etrap: str
) -> Desk:
    """Go through the first run: language, role, name and place, password, recovery code typed again."""
    folder = out / "vaults" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    around = Surroundings(
        settings_file=out / "settings" / f"{name}.json", folders=(folder, out / "vaults" / f"{name}-practice")
    )
    window = MainWindow(around)
    window.resize(1366, 768)
    window.show()
    hand.expect(window.entrance is not None, "a first run")
    assert window.entrance is not None  # noqa: S101 - looked at above
    wizard = window.entrance.wizard
    hand.expect(wizard is not None, "the first run's questions")
    assert wizard is not None  # noqa: S101 - looked at above
    hand.picture(window, f"{name}-first-run-language")
    wizard.pages[WizardStep.LANGUAGE].choices.buttons[language].click()  # type: ignore[attr-defined]
    hand.press(wizard.next_button)
    wizard.pages[WizardStep.ROLE].choices.buttons[role].click()  # type: ignore[attr-defined]
    hand.press(wizard.next_button)
    who = wizard.pages[WizardStep.PERSON]
    assert isinstance(who, PersonPage)  # noqa: S101 - that is how the wizard makes it
    hand.type(who.name, person)
    welayat, _, _ = etrap.rpartition("-")
    hand.choose(who.place.welayat, welayat)
    hand.choose(who.place.etrap, etrap)
    hand.press(wizard.next_button)
    hand.type(wizard.password_page.first.line, PASSWORD)
    hand.type(wizard.password_page.second.line, PASSWORD)
    hand.picture(window, f"{name}-first-run-password")
    hand.press(wizard.next_button)
    hand.until(lambda: wizard.state.step is WizardStep.RECOVERY, "the recovery code")
    _retype(hand, wizard.recovery_page, window.entrance._code)
    hand.picture(window, f"{name}-first-run-recovery")
    hand.press(wizard.next_button)
    wizard.pages[WizardStep.PRACTICE].choices.buttons[False].click()  # type: ignore[attr-defined]
    hand.press(wizard.next_button)
    hand.until(lambda: window.workplace is not None, "the window behind the first run")
    desk = Desk(window=window, folder=folder)
    hand.settle(desk.background)
    hand.expect((folder / "vault.json").is_file(), "the vault on the disk")
    head = (folder / "cases.db").read_bytes()[:16]
    hand.expect(head != b"SQLite format 3\0", "an encrypted database")
    hand.note(f"first run of the {name}'s vault", language=language, encrypted=True)
    return desk


def _retype(hand: Hand, page: RecoveryPage, code: str) -> None:
    groups = code.split("-")
    first, second = page._asked
    hand.type(page.first, groups[first])
    hand.type(page.second, groups[second])


def register(hand: Hand, desk: Desk) -> str:
    """Register a household and a request by keyboard; return the case's stream."""
    hand.picture(desk.window, "today-empty")
    desk.work.go("request")
    page = desk.page("request")
    assert isinstance(page, RequestPage)  # noqa: S101 - that is its name in the window
    hand.settle(desk.background)
    form = page.form
    hand.type(form.surname, "Şyhmyradowa")
    hand.type(form.name, "Sülgün")
    hand.press(form.sex.buttons["f"])
    hand.type(form.birth.date.line, "07.05.1991")
    hand.choose(form.source, "hotline")
    hand.type(form.address, "Çynar köçesi, 12-nji jaý")
    hand.type(form.request, "Kömek gerek: oglumyň resminamalary ýok.")
    hand.press(form.language.buttons["tk"])
    hand.picture(desk.window, "request")
    made: list[str] = []
    page.saved.connect(made.append)
    hand.press(page.register_button)
    hand.until(lambda: made, "the registered case")
    hand.picture(desk.window, "request-registered")
    hand.note("household and request registered by keyboard", case=made[0])
    return made[0]


def consent(hand: Hand, desk: Desk, stream: str) -> None:
    """Write down the client's consent on the case page."""
    page = show_case(hand, desk, stream)
    hand.picture(desk.window, "case-new")
    section = page.body.consents
    assert section.action is not None  # noqa: S101 - the card has one
    hand.press(section.action)
    form = section.writing
    hand.choose(form.rows["manner"].control, "thumb")  # type: ignore[arg-type]
    hand.picture(desk.window, "case-consent")
    hand.press(form.save)
    hand.until(lambda: form.isHidden() and not desk.background.busy, tr("Consent"))
    hand.note("consent written down")


def show_case(hand: Hand, desk: Desk, stream: str) -> CasePage:
    """Open the page of a case and wait until it is there."""
    desk.work.go("case", stream=stream)
    page = desk.page("case")
    assert isinstance(page, CasePage)  # noqa: S101 - that is its name in the window
    hand.until(lambda: page._opened is not None and page._opened.stream == stream, "the case's page")
    hand.settle(desk.background)
    hand.to_top(desk.window)
    return page
