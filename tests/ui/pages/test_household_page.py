"""A household in the real window: it saves as one types, and shows what two people wrote."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.edit import Put
from app.store import queries
from app.store.vault import Vault
from app.ui.pages import Notice

Make = Callable[..., str]
Type = Callable[[QWidget, str], None]


def _home_of(vault: Vault, stream: str) -> str:
    item = queries.case_item(vault, stream)
    assert item is not None
    return f"h:{item.household}"


def _home(room: Any, make_case: Make) -> tuple[Any, str]:
    stream = room.read(lambda vault: _home_of(vault, make_case(vault)))
    return room.go("household", stream=stream), stream


def test_what_is_typed_is_in_the_vault_within_two_seconds(
    room: Any, make_case: Make, type_text: Type, qtbot: Any
) -> None:
    page, stream = _home(room, make_case)
    type_text(page.home.control("landmark"), "Mekdebiň gapdalynda")
    with qtbot.waitSignal(page.saved, timeout=2000):
        pass
    file = room.read(lambda vault: queries.household_file(vault, stream))
    assert file.household.landmark == "Mekdebiň gapdalynda"
    assert "Saved at" in room.work.shell.status.saved.words.text()


def test_a_member_is_added_and_the_trash_gives_back_what_it_took(
    room: Any, make_case: Make, type_text: Type
) -> None:
    page, stream = _home(room, make_case)
    page.add_person.click()
    type_text(page.person.control("surname"), "Myradow")
    type_text(page.person.control("name"), "Şöhrat")
    page.person.control("kinship").setCurrentIndex(page.person.control("kinship").findData("child"))
    page.flush()
    room.settle()
    people = room.read(lambda vault: queries.household_file(vault, stream)).people
    assert {one.name: str(one.kinship) for one in people} == {"Jemal": "head", "Şöhrat": "child"}
    told: list[Notice] = []
    page.told.connect(told.append)
    page.panels[1].trash.click()
    room.settle()
    assert len(room.read(lambda vault: queries.household_file(vault, stream)).people) == 1
    assert told[0].undo is not None
    told[0].undo()
    room.settle()
    assert len(page.tables.people.rows.rows) == 2


def test_an_address_that_two_people_wrote_is_shown_with_both_and_one_is_chosen(
    room: Any, make_case: Make
) -> None:
    page, stream = _home(room, make_case)
    record = stream.partition(":")[2]

    def clash(vault: Vault) -> None:
        heads = vault.state(stream).heads
        for address in ("Magtymguly köçesi 12", "Magtymguly köçesi 21"):
            edit = Put(record=record, kind="household", field="address", value=address)
            vault.commit(stream, [edit], seen=heads)

    room.read(clash)
    page = room.go("household", stream=stream)
    note = page.home.slots["address"]._note
    assert len(note._conflict.versions) == 2
    note.settled.emit(note._conflict, "Magtymguly köçesi 12")
    room.settle()
    assert page.home.slots["address"]._note is None
    assert page.home.control("address").value() == "Magtymguly köçesi 12"


def test_half_a_date_survives_the_save_of_another_field(room: Any, make_case: Make, type_text: Type) -> None:
    page, stream = _home(room, make_case)
    person = room.read(lambda vault: queries.household_file(vault, stream)).people[0]
    page.tables.people.opened.emit(person)
    line = page.person.control("moved_out").line
    line.setText("12.0")
    line.textEdited.emit("12.0")
    type_text(page.person.control("phone"), "865123456")
    page.flush()
    room.settle()
    assert line.text() == "12.0"
    known = room.read(lambda vault: queries.household_file(vault, stream)).people[0]
    assert (known.phone, known.moved_out) == ("865123456", "")


def test_papers_and_relations_of_members_are_kept(room: Any, make_case: Make) -> None:
    page, stream = _home(room, make_case)
    person = room.read(lambda vault: queries.household_file(vault, stream)).people[0]
    page.tables.paper_asked.emit()
    page.paper.control("person").setCurrentIndex(1)
    page.paper.control("type").setCurrentIndex(page.paper.control("type").findData("passport"))
    page.flush()
    page.tables.relation_asked.emit()
    page.relation.control("person").setCurrentIndex(1)
    page.flush()
    room.settle()
    file = room.read(lambda vault: queries.household_file(vault, stream))
    assert [(one.person, one.type) for one in file.documents] == [(person.id, "passport")]
    assert [one.person for one in file.relations] == [person.id]
