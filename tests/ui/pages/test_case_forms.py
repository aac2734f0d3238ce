"""The forms of a case: begun, filled, read again in their own version, corrected; and the urgent ones before all else."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from app import resources
from app.forms import answers
from app.models import fact, finishing
from app.models.edit import Edit
from app.models.finishing import Done
from app.store import queries, shelf
from app.store.vault import Vault
from app.ui.forms.answer_sheet import Lines
from app.ui.pages.registering import new_id
from tests import factory
from tests.forms_content.filled import Fill, described, given
from tests.ui.forms.test_versions import form as winter_form

Make = Callable[..., str]


def finished(vault: Vault, stream: str, form_id: str, on: str = "2026-05-18", **answered: str) -> str:
    """Finish a national form as on a quiet day, but for what is answered; return its name."""
    folder = resources.path("forms", form_id)
    about = next(iter(described(form_id)["people"].values()))
    session = Fill(folder)({**about["answers"], **answered}, tables=given(about)).session
    document = answers.to_document(session)
    opened = queries.open_case(vault, stream)
    assert opened is not None
    done = Done(
        form=document["form"],
        version=document["version"],
        sha256=document["sha256"],
        on=on,
        by=vault.owner.staff,
        answers=document["answers"],
    )
    edits = finishing.finish(opened.file.case, done, new_id=new_id)
    shelf.keep(vault, document["sha256"])
    vault.commit(stream, edits.case)
    after = queries.open_case(vault, stream)
    assert after is not None
    return next(one.hash.hex() for one in reversed(after.file.filled) if one.form == form_id)


def entries(card: Any) -> list[str]:
    """Return the words of a card's entries."""
    box = card._entries
    return [_words(box.itemAt(at).widget()) for at in range(box.count())]


def _words(part: Any) -> str:
    return " | ".join(one.text() for one in part.findChildren(QLabel))


def press(card: Any, words: str) -> None:
    """Press the link with these words in a card."""
    next(one for one in card.findChildren(QAbstractButton) if one.text().strip() == words).click()


def read_out(page: Any) -> str:
    """Return everything a finished form shows."""
    return "\n".join(one.accessibleName() for one in page.sheet.findChildren(Lines) if not one.isHidden())


def test_every_form_in_use_can_be_filled_from_the_case(room: Any, make_case: Make) -> None:
    def job(vault: Vault) -> str:
        factory.publish(vault, winter_form("1", ("text", "wood", "Odun")))
        return make_case(vault)

    stream = room.read(job)
    page = room.go("case", stream=stream)
    page.body.forms.menu.aboutToShow.emit()
    offered = [one.text() for one in page.body.forms.menu.actions()]
    assert offered[:3] == ["Initial assessment", "Comprehensive assessment", "Plan review"]
    assert "Urgent steps: violence" in offered
    assert offered[-1] == "Gyş"  # the centre's own, under the name its author gave it
    page.body.forms.menu.actions()[-1].trigger()
    room.settle()
    form = room.page("form")
    assert form.filling is not None
    assert form.about().startswith("Gyş")


def test_what_is_begun_stands_in_the_case_and_leads_back_into_the_form(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    form = room.go("form", stream=stream, form="client_feedback")
    assert form.filling is not None
    form.touched()
    form.flush()
    page = room.go("case", stream=stream)
    (begun,) = entries(page.body.forms)
    assert begun.startswith("Client's opinion of the help")
    assert "Not finished" in begun
    press(page.body.forms, "Continue")
    room.settle()
    assert room.work.shell.current_page() == "form"
    assert room.page("form").opened.form_id == "client_feedback"


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("tk", ("Saparyň senesi: 22.11.2026", "Duşuşyk nähili geçdi?: Öýe baryp görmek")),
        ("ru", ("Дата визита: 22.11.2026", "Как прошла встреча?: Посещение на дому")),
    ],
)
def test_a_finished_form_is_read_question_by_question_in_the_language_of_the_window(
    make_room: Any, make_case: Make, language: str, says: tuple[str, ...]
) -> None:
    room = make_room(language=language).enter()
    stream = room.read(make_case)
    name = room.read(lambda vault: finished(vault, stream, "visit"))
    page = room.go("case", stream=stream)
    press(page.body.forms, {"tk": "Oka", "ru": "Читать"}[language])
    room.settle()
    filled = room.page("filled")
    assert filled.where == {"stream": stream, "name": name}
    said = read_out(filled)
    assert [words for words in says if words not in said] == []
    assert "derman barada maslahat berdim" in said
    assert "reason_" not in said


def test_a_correction_stands_in_the_place_of_what_it_corrects(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    name = room.read(lambda vault: finished(vault, stream, "client_feedback"))
    filled = room.go("filled", stream=stream, name=name)
    filled.correct.click()
    room.settle()
    form = room.page("form")
    assert form.about().startswith("Correction: Client's opinion")
    form.finish()
    form.why.line.setText("Ýalňyş bellendi")
    form.why.give()
    room.settle()
    assert room.work.shell.current_page() == "case"
    page = room.page("case")
    (entry,) = entries(page.body.forms)
    assert "Corrected" in entry
    press(page.body.forms, "Read")
    room.settle()
    filled = room.page("filled")
    assert filled.note.sentence.text().endswith("Ýalňyş bellendi")
    filled.other.click()
    room.settle()
    assert filled.where["name"] == name
    assert "corrected later" in filled.note.sentence.text()
    assert not filled.correct.isVisible()


def test_urgent_steps_come_first_and_lists_do_not_say_what_they_are_about(room: Any, make_case: Make) -> None:
    stream = room.read(lambda vault: make_case(vault, birth="1990-03-04"))

    def assessed(vault: Vault) -> object:
        edits: list[Edit] = [
            fact.assessment(
                form="initial_assessment",
                version="1",
                sha256="",
                on="2026-05-20",
                by=vault.owner.staff,
                urgency="urgent",
                need="needs_services",
                reasons=["threat_kill"],
                answers={"urgency": "urgent"},
            )
        ]
        return vault.commit(stream, edits)

    room.read(assessed)
    page = room.go("case", stream=stream)
    assert page.body.next.title.text() == "Urgent steps"
    asked: list[str] = []
    page.form_asked.connect(lambda _stream, form: asked.append(form))
    page.body.next.button.click()
    assert asked == ["protocol_violence"]
    room.settle()
    room.page("form").touched()
    room.page("form").flush()
    today = room.go("today")
    shown = [_words(one) for one in today.continuing._rows]
    assert any("| Urgent steps |" in one for one in shown)
    assert not any("violence" in one.lower() for one in shown)
    room.read(lambda vault: finished(vault, stream, "protocol_violence", on="2026-05-20"))
    page = room.go("case", stream=stream)
    assert page.body.next.title.text() != "Urgent steps"


@pytest.mark.parametrize("lost", [True, False])
def test_a_form_whose_version_is_not_here_says_so_and_keeps_its_place(
    room: Any, make_case: Make, lost: bool
) -> None:
    stream = room.read(make_case)

    def job(vault: Vault) -> str:
        known = shelf.newest(vault, "visit")
        assert known is not None
        done = Done(
            form="visit",
            version="1",
            sha256="ab" * 32 if lost else known.sha256,
            on="2026-05-18",
            by="w",
            answers={"deeds": {"done": "Gürleşdik."}},
        )
        opened = queries.open_case(vault, stream)
        assert opened is not None
        vault.commit(stream, finishing.finish(opened.file.case, done, new_id=new_id).case)
        after = queries.open_case(vault, stream)
        assert after is not None
        return after.file.filled[0].hash.hex()

    filled = room.go("filled", stream=stream, name=room.read(job))
    assert filled.trouble.isVisible() is lost
    if lost:
        assert "later bundle" in filled.trouble.sentence.text()
    else:
        assert "Gürleşdik." in read_out(filled)


def test_a_protected_case_of_somebody_else_keeps_its_forms_to_itself(room: Any, make_case: Make) -> None:
    stream = room.read(lambda vault: make_case(vault, owner="other", restricted=True))
    name = room.read(lambda vault: finished(vault, stream, "visit"))
    filled = room.go("filled", stream=stream, name=name)
    assert filled.read is None
    assert filled.trouble.isVisible()
    assert read_out(filled) == ""
