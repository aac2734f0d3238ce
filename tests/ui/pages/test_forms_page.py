"""The centre checks a spreadsheet, reads what is wrong, tries the form and publishes it; all with the real process."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import resources
from app.errors import UserError
from app.forms import package
from app.forms.authoring import checking
from app.forms.authoring.telling import ERROR, WARNING
from app.models.staff import Role as StaffRole
from app.store import attachments, shelf
from app.store import vault as vaults
from app.store.header import Role
from app.store.vault import Vault
from app.ui.forms.photo import PhotoEntry
from app.ui.forms.trial import TrialPage
from app.ui.pages import form_shelf
from app.ui.pages.form_check import Checked
from app.ui.pages.forms import FormsPage
from tests.forms.authoring.books import block, survey
from tests.ui.forms import national
from tests.ui.pages.conftest import CHEAP, PASSWORD
from tests.ui.pages.two_desks import Window

HEAD = ("type", "name", "label::Türkmençe (tk)", "label::Русский (ru)", "relevant")
WHO = ("text", "who", "Adyňyz?", "Как вас зовут?", "")
AGE = ("integer", "age", "Ýaşyňyz?", "", "")
WRONG = ("text", "why", "Näme üçin?", "Почему?", "${nobody} = 1")


@pytest.fixture
def centre(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """A centre's window on a vault of its own."""
    made = Window(qtbot, tmp_path / "centre", Role.CENTRE, "Welaýat merkezi")
    yield made
    made.close()


@pytest.fixture
def page(centre: Window, qtbot: QtBot) -> FormsPage:
    """The page, shown."""
    made = FormsPage(centre.background, centre.session)
    qtbot.addWidget(made)
    made.resize(1040, 640)
    made.show()
    centre.after(made.shown, made.load)
    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a form's file: `write(WHO, version="2", name="a.xlsx")`."""

    def made(
        *lines: tuple[str, ...], version: str = "1", name: str = "small.xlsx", form_id: str = "small"
    ) -> Path:
        path = tmp_path / name
        settings = (("form_title", "form_id", "version"), ("Kiçi forma", form_id, version))
        path.write_bytes(survey(HEAD, *lines, settings=settings))
        return path

    return made


def check(centre: Window, page: FormsPage, path: Path) -> Checked:
    """Check a file and wait until it is compared with the form in use."""
    came: list[Checked] = []
    page.checked.connect(came.append)
    centre.after(page.compared, lambda: page.check_file(path))
    page.checked.disconnect(came.append)
    return came[0]


def problems(page: FormsPage) -> list[tuple[str, str, str]]:
    rows = page.body.problems.table.rows.rows
    return [(one.severity, one.place, one.sentence()) for one in rows]


def test_every_problem_stands_in_the_table_with_its_cell(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    checked = check(centre, page, write(WHO, AGE, WRONG))
    assert not checked.report.usable
    assert problems(page) == [
        (ERROR, "survey!E4", "There is no question “nobody”."),
        (WARNING, "survey!D3", "“age” is not translated into Русский (ru)."),
    ]
    assert page.body.verdict.sentence.text() == "The form cannot be used: there is 1 error."
    assert page.body.send.isHidden()
    assert page.body.trial.isHidden()
    assert page.body.problems.detail.text() == "There is no question “nobody”."
    assert page.body.problems.where.text() == "survey, row 4, column relevant  (survey!E4)"
    assert page.body.title.text() == "small.xlsx"


def test_errors_and_warnings_are_filtered_and_copied(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    check(centre, page, write(WHO, AGE, WRONG))
    card = page.body.problems
    assert [button.text() for button in card.segments.values()] == ["All (2)", "Errors (1)", "Warnings (1)"]
    card.segments[WARNING].click()
    assert [one[0] for one in problems(page)] == [WARNING]
    card.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == "Warning\tsurvey\t3\tlabel::Русский (ru)\t“age” is not translated into Русский (ru)."
    card.segments[ERROR].click()
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "survey!E4"


def test_the_languages_have_bars_with_figures_that_lead_to_what_is_missing(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    check(centre, page, write(WHO, AGE))
    bars = page.body.bars
    said = [one.text() for one in bars.findChildren(type(page.body.title))]
    assert [one for one in said if " of " in one] == ["2 of 2 texts", "1 of 2 texts"]
    centre.after(bars.missing_asked, lambda: bars.missing_asked.emit("Русский (ru)"))
    assert [one[1] for one in problems(page)] == ["survey!D3"]
    assert page.body.title.text() == "Kiçi forma"
    assert page.body.about.text() == (
        "small.xlsx  ·  small  ·  version 1  ·  2 questions  ·  Türkmençe (tk), Русский (ru)"
    )
    assert page.body.differences.text() == "A form of this id is not in use yet."


def publish(centre: Window, page: FormsPage, path: Path) -> None:
    check(centre, page, path)
    assert page.body.send.isEnabled(), page.body.hindrance.text()
    assert centre.after(page.published, page.body.send.click) == ["small"]
    centre.rest()


def test_a_form_is_signed_with_the_key_of_this_device_and_stands_among_those_in_use(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    publish(centre, page, write(WHO, AGE))
    assert page.body.report is not None
    xml = page.body.report.xml.encode()
    (record,) = centre.do(shelf.published)
    packed = centre.do(lambda vault: attachments.get(vault, record.package))
    opened = package.unpack(packed, {"centre": centre.do(lambda vault: vault.device.verify_key)})
    assert opened.xml == xml
    shown = {line.form_id: line for line in page.forms.rows.rows}
    assert (shown["small"].version, shown["small"].on, shown["small"].by) == (
        "1",
        "2026-11-22",
        "Welaýat merkezi",
    )
    assert shown["visit"].on == ""
    assert not page.body.send.isEnabled()
    assert page.body.hindrance.text() == "This very form is in use already."


def test_a_newer_version_is_compared_question_by_question(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    publish(centre, page, write(WHO, AGE))
    why = ("text", "why", "Näme üçin?", "Почему?", "")
    check(centre, page, write(("text", "who", "Ady näme?", "Имя?", ""), why, version="2"))
    assert page.body.differences.text().splitlines() == [
        "Compared with the version in use (1):",
        "New: why",
        "Gone: age",
        "Asked otherwise: who",
    ]
    assert page.body.send.isEnabled()


def checked_here(path: Path) -> Checked:
    """Check a file without a process of its own."""
    return Checked(path=path, report=checking.check(path.read_bytes(), path.name))


@pytest.mark.parametrize(
    ("lines", "version", "said"),
    [
        ((WHO, ("date", "age", "Ýaş?", "Возраст?", "")), "2", form_shelf.RETYPED),
        ((WHO,), "1", form_shelf.NOT_NEWER),
        ((WHO,), "0", form_shelf.NOT_NEWER),
        ((WHO,), "", form_shelf.NO_VERSION),
        ((WHO, ("select_one_from_file a.csv", "w", "N?", "Г?", "")), "2", form_shelf.ABSENT),
        ((WHO, AGE), "1", form_shelf.SAME),
        ((WHO, ("text", "age", "Ýaş?", "Возраст?", "")), "2", None),
    ],
)
def test_a_form_that_would_do_harm_is_not_published(
    centre: Window,
    write: Callable[..., Path],
    lines: tuple[tuple[str, ...], ...],
    version: str,
    said: str | None,
) -> None:
    first = checked_here(write(WHO, AGE))
    centre.do(lambda vault: form_shelf.publish(vault, first, "2026-11-22"))
    newer = checked_here(write(*lines, version=version))
    found = centre.do(lambda vault: form_shelf.beside(vault, newer))
    hindered = form_shelf.hindrance(newer.report, found, may=True)
    assert (hindered.sentence if hindered else None) == said


def test_only_a_supervisor_publishes(centre: Window, qtbot: QtBot, write: Callable[..., Path]) -> None:
    page = FormsPage(centre.background, replace(centre.session, role=StaffRole.STATISTICIAN))
    qtbot.addWidget(page)
    check(centre, page, write(WHO))
    assert not page.body.send.isEnabled()
    assert page.body.hindrance.text() == "Only a supervisor publishes forms."


def test_a_form_that_was_refused_meanwhile_can_be_put_right_and_published(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    check(centre, page, write(WHO))
    other = checked_here(write(WHO, AGE, version="2", name="other.xlsx"))
    centre.do(lambda vault: form_shelf.publish(vault, other, "2026-11-22"))
    page.body.send.click()
    centre.rest()
    assert "already in use in version 2" in page.trouble.sentence.text()
    assert [one.version for one in centre.do(shelf.published)] == ["2"]
    publish(centre, page, write(WHO, version="3"))
    assert page.trouble.isHidden()


def test_the_same_file_is_checked_again_as_it_is_now(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    check(centre, page, write(WHO, WRONG))
    write(WHO)
    centre.after(page.compared, page.body.again.click)
    assert problems(page) == []
    assert page.body.problems.table.isHidden()


def test_a_check_is_stopped_and_the_page_is_as_before(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    many = [("text", f"q{number}", "S", "В", "") for number in range(8_000)]
    centre.after(page.check.staged, lambda: page.check_file(write(*many)))
    centre.after(page.check.stopped, page.progress.cancelled.emit)
    assert not page.check.is_busy
    assert page.body.isHidden()
    assert page.progress.isHidden()


def test_a_check_ends_when_the_window_locks(
    centre: Window, page: FormsPage, write: Callable[..., Path]
) -> None:
    many = [("text", f"q{number}", "S", "В", "") for number in range(8_000)]
    centre.after(page.check.staged, lambda: page.check_file(write(*many)))
    page.flush()
    assert not page.check.is_busy


def test_a_file_that_is_no_form_is_refused_on_the_page(
    centre: Window, page: FormsPage, tmp_path: Path
) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"Dear all")
    check(centre, page, path)
    assert problems(page) == [(ERROR, "", "letter.xlsx is not a workbook that can be read.")]
    (error,) = centre.after(page.failed, lambda: page.check_file(tmp_path / "gone.xlsx"))
    assert isinstance(error, UserError)
    assert page.trouble.sentence.text().startswith("gone.xlsx could not be read.")


def test_a_build_that_cannot_check_says_so(
    centre: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    block(monkeypatch, "pyxform")
    page = FormsPage(centre.background, centre.session)
    qtbot.addWidget(page)
    assert page.begin.isHidden()
    assert page.unable.text().startswith("Checking spreadsheets is not part of this build.")


# -- the trial -------------------------------------------------------------------------------------------------


def trial(centre: Window, qtbot: QtBot, xml: bytes) -> TrialPage:
    page = TrialPage(centre.background, centre.session)
    qtbot.addWidget(page)
    page.resize(1040, 640)
    page.show()
    page.load(xml=xml, media={})
    qtbot.waitUntil(lambda: page.filling is not None, timeout=20_000)
    return page


def test_a_form_is_tried_with_the_pages_of_a_worker_and_nothing_is_kept(
    centre: Window, page: FormsPage, qtbot: QtBot, write: Callable[..., Path]
) -> None:
    check(centre, page, write((*WHO[:4], ""), AGE))
    (xml, media) = centre.after(page.trial_asked, page.body.trial.click)
    assert media == {}
    tried = trial(centre, qtbot, xml)
    assert tried.filling is not None
    assert "A trial: nothing is kept" in tried.head.about.text()
    tried.filling.answer(tried.filling.session.item("/data/who"), "Jemal")
    centre.after(tried.left, tried.finish)
    assert tried.view is None
    assert centre.do(_drafts) == 0


def test_a_picture_of_a_trial_is_shown_and_never_comes_into_the_vault(
    centre: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(national.picture(60, 40, "#2c7fb8"))
    xml = checking.check(
        b"| survey |\n| | type | name | label |\n| | image | stove | Stove |\n"
        b"| settings |\n| | form_id | version |\n| | small | 1 |\n",
        "small.md",
    ).xml.encode()
    tried = trial(centre, qtbot, xml)
    (entry,) = tried.findChildren(PhotoEntry)
    before = centre.do(_files)
    entry.begin(lambda: entry.prepare(photo))
    qtbot.waitUntil(lambda: not entry.shown.is_empty())
    assert tried.filling is not None
    assert tried.filling.session.item("/data/stove").text.endswith(".jpg")
    assert centre.do(_files) == before


def _files(vault: Vault) -> int:
    with attachments.reading(vault) as files:
        count: int = files.execute("SELECT count(*) FROM file").fetchone()[0]
    return count


def _drafts(vault: Vault) -> int:
    count: int = vault.connection.execute("SELECT count(*) FROM draft").fetchone()[0]
    return count


def test_a_form_with_nothing_to_ask_is_tried_and_ended(
    centre: Window, page: FormsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "silent.csv"
    path.write_text("survey,,,\n,type,name,calculation\n,calculate,twice,1 + 1\n")
    checked = check(centre, page, path)
    tried = trial(centre, qtbot, checked.report.xml.encode())
    assert tried.head.about.text() == "A trial: nothing is kept  ·  silent"
    centre.after(tried.left, tried.finish)


def test_a_trial_shows_what_is_missing_as_a_worker_would_see_it(centre: Window, qtbot: QtBot) -> None:
    xml = resources.path("forms", "initial_assessment", "form.xml").read_bytes()
    tried = trial(centre, qtbot, xml)
    left: list[Any] = []
    tried.left.connect(lambda: left.append(True))
    tried.finish()
    assert left == []
    assert tried.book.view is not None
    assert tried.book.view.has_error()
    tried.foot.later.click()
    assert left == [True]


# -- in the window ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["tk", "ru"])
def test_a_report_and_a_trial_are_whole_in_the_smallest_window_with_the_largest_text(
    language: str,
    tmp_path: Path,
    make_room: Any,
    wear: Any,
    clipped: Any,
    nameless: Any,
    qtbot: QtBot,
    write: Callable[..., Path],
) -> None:
    folder = tmp_path / "office"
    vaults.create(folder, PASSWORD, role=Role.CENTRE, name="Merkez", place="TM", cost=CHEAP).vault.close()
    room = make_room(folders=(folder,)).enter()
    wear(percent=175, language=language)
    room.window.resize(1024, 600)
    page = room.go("forms")
    for lines in ((WHO, AGE, WRONG), (WHO, AGE)):
        path = write(*lines)
        with qtbot.waitSignal(page.compared, timeout=20_000):
            page.check_file(path)
        room.settle()
        area = room.work.shell.stack.currentWidget()
        assert (clipped(room.window), nameless(room.window)) == ([], [])
        assert area.horizontalScrollBar().maximum() == 0
    page.body.trial.click()
    qtbot.waitUntil(lambda: room.page("trial").filling is not None, timeout=20_000)
    room.settle()
    assert room.work.shell.current_page() == "trial"
    assert room.work.stands_at() == ("forms", {})
    assert (clipped(room.window), nameless(room.window)) == ([], [])
    room.page("trial").left.emit()
    room.settle()
    assert room.work.shell.current_page() == "forms"
    assert page.body.report is not None
