"""A case in the real window: what comes next, consents, visits, decisions, who may open it."""

from collections.abc import Callable
from typing import Any

from app.models import fact
from app.models.casefile import Duty
from app.models.edit import Put
from app.store import audit, queries
from app.store.audit import Event
from app.store.vault import Vault
from app.ui.pages import Notice

Filled = Callable[[Callable[[Vault], Any]], Any]
Make = Callable[..., str]


def _next(page: Any) -> str:
    return str(page.body.next.title.text())


def test_each_thing_written_down_leads_to_the_next_one(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    assert _next(page) == "Ask for consent"
    page.body.next.button.click()
    page.body.consents.writing.save.click()
    room.settle()
    assert _next(page) == "Assess"
    asked: list[tuple[str, str]] = []
    page.form_asked.connect(lambda *what: asked.append(what))
    page.body.next.button.click()
    assert asked == [(stream, "initial_assessment")]
    room.read(lambda vault: vault.commit(stream, [_assessment(vault)]))
    page = room.go("case", stream=stream)
    assert _next(page) == "Record the decision about need"
    page.body.next.button.click()
    page.body.need.writing.save.click()
    room.settle()
    assert _next(page) == "Write the support plan"
    file = room.read(lambda vault: queries.open_case(vault, stream)).file
    assert file.case.need == "needs_services"
    assert file.recognitions[0].ground == "initial"
    assert file.recognitions[0].by == room.work.session.staff


def test_the_first_assessment_is_the_initial_one_and_later_ones_go_deeper(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    asked: list[str] = []
    page.form_asked.connect(lambda _stream, form: asked.append(form))
    page.body.assessments.action.click()
    room.read(lambda vault: vault.commit(stream, [_assessment(vault)]))
    page = room.go("case", stream=stream)
    page.body.assessments.action.click()
    page._do(Duty.REVIEW)
    assert asked == ["initial_assessment", "comprehensive_assessment", "review"]


def _assessment(vault: Vault) -> Any:
    return fact.assessment(
        answers={},
        form="initial_assessment",
        version="1",
        sha256="",
        on="2026-05-20",
        by=vault.owner.staff,
        urgency="high",
        need="needs_services",
        reasons=["Lives alone"],
    )


def test_a_visit_needs_the_date_of_the_next_one(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    form = page.body.visits.writing
    page.body.visits.open_form()
    form.set_value("done", "Lukmana bile gitdik.")
    form.set_value("next_visit", "")
    form.save.click()
    assert form.rows["next_visit"].has_error()
    form.set_value("next_visit", "2026-05-19")
    form.save.click()
    assert form.rows["next_visit"].has_error()
    form.set_value("next_visit", "2026-06-01")
    form.save.click()
    room.settle()
    (visit,) = room.read(lambda vault: queries.open_case(vault, stream)).file.visits
    assert (visit.done, visit.next_visit, visit.on) == ("Lukmana bile gitdik.", "2026-06-01", "2026-05-20")
    assert form.isHidden()
    assert "1 Jun 2026" in page.body.header.subtitle.text()


def test_a_consent_can_be_withdrawn_and_the_withdrawal_taken_back(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    page.body.consents.open_form()
    page.body.consents.writing.save.click()
    room.settle()
    told: list[Notice] = []
    page.told.connect(told.append)
    (consent,) = room.read(lambda vault: queries.open_case(vault, stream)).file.consents
    page.body.consents.withdrawn.emit(consent)
    room.settle()
    assert (
        not room.read(lambda vault: queries.open_case(vault, stream))
        .file.consents[0]
        .is_in_force("2026-05-20")
    )
    assert told[0].undo is not None
    told[0].undo()
    room.settle()
    assert (
        room.read(lambda vault: queries.open_case(vault, stream)).file.consents[0].is_in_force("2026-05-20")
    )


def test_what_came_in_while_one_typed_stands_beside_it_and_one_chooses(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    record = stream.partition(":")[2]
    elsewhere = Put(record=record, kind="case", field="request", value="Dermana kömek gerek.")
    seen = room.read(lambda vault: vault.state(stream).heads)
    room.read(lambda vault: vault.commit(stream, [elsewhere], seen=seen))
    page.body.request.control("request").setPlainText("Lukmana gitmäge kömek gerek.")
    page.flush()
    room.settle()
    assert room.read(lambda vault: len(queries.conflicts(vault, stream))) == 1
    note = page.body.request.slots["request"]._note
    values = {version.value for version in note._conflict.versions}
    assert values == {"Dermana kömek gerek.", "Lukmana gitmäge kömek gerek."}
    note.settled.emit(note._conflict, "Dermana kömek gerek.")
    room.settle()
    assert room.read(lambda vault: queries.conflicts(vault, stream)) == []
    assert page.body.request.control("request").value() == "Dermana kömek gerek."


def test_opening_a_case_stands_in_the_audit_and_a_colleagues_asks_why(room: Any, make_case: Make) -> None:
    own = room.read(lambda vault: make_case(vault))
    other = room.read(lambda vault: make_case(vault, owner="f" * 32, surname="Çaryýewa"))
    room.go("case", stream=own)
    page = room.go("case", stream=other)
    assert page.panels.current() is page.asking
    assert "Çaryýewa" not in page.reason.words.text()
    page.reason.open.click()
    assert page.reason.row.has_error()
    page.reason.reason.setText("Stand in for a colleague")
    page.reason.open.click()
    room.settle()
    assert page.body.header.title.text() == "Çaryýewa Jemal"
    entries = room.read(audit.entries)
    opened = [(one.stream, one.reason) for one in entries if one.what == Event.OPENED_CASE]
    assert opened == [(other, "Stand in for a colleague"), (own, "")]


def test_a_protected_case_is_a_number_and_a_lock_to_everybody_else(room: Any, make_case: Make) -> None:
    room.read(lambda vault: make_case(vault, owner="f" * 32, restricted=True, surname="Çaryýewa"))
    cases = room.go("cases")
    (item,) = cases.table.rows.rows
    said = [column.text(item) for column in cases.table.rows.columns if column.id not in ("duty", "when")]
    assert [text for text in said if text] == [item.number]
    page = room.go("case", stream=item.stream)
    assert page.panels.current() is page.asking
    assert page.reason.open.isHidden()
    assert [one for one in room.read(audit.entries) if one.what == Event.OPENED_CASE] == []


def test_a_closed_case_leaves_the_list_and_can_be_opened_again(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    page.body.closing.open_form()
    page.body.closing.writing.save.click()
    assert page.body.closing.writing.rows["reason"].has_error()
    page.body.closing.writing.set_value("reason", "goals_achieved")
    page.body.closing.writing.set_value("outcome", "Öz işini tapdy.")
    page.body.closing.writing.save.click()
    room.settle()
    assert room.go("cases").table.rows.rows == ()
    assert len(room.go("cases", filter="closed").table.rows.rows) == 1
    page = room.go("case", stream=stream)
    page.body.closing.reopened.emit()
    room.settle()
    assert len(room.go("cases", filter="all").table.rows.rows) == 1


def test_why_somebody_is_urgent_is_shown_only_when_asked(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    room.read(lambda vault: vault.commit(stream, [_assessment(vault)]))
    page = room.go("case", stream=stream)
    from PySide6.QtWidgets import QLabel

    def reasons() -> list[str]:
        labels = page.body.assessments.findChildren(QLabel)
        return [label.text() for label in labels if not label.isHidden() and "Lives alone" in label.text()]

    assert reasons() == []
    next(button for button in _links(page) if button.text() == "Why this result").click()
    assert reasons() == ["• Lives alone"]


def _links(page: Any) -> list[Any]:
    from app.ui.widgets.buttons import LinkButton

    return list(page.body.assessments.findChildren(LinkButton))
