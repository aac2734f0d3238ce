"""What a form gives back to the case stands on its entities sheet, and is what the program takes."""

from itertools import product
from pathlib import Path

from app.forms import entities
from app.forms.authoring.tables import Tables
from app.models.case import Case
from app.models.edit import Put
from app.models.finishing import Done, Written, finish
from tests.forms_content.filled import Fill

TAKEN = {
    "case": {
        *("risk", "need", "target_group", "restricted", "next_visit", "closed", "closure_reason", "outcome"),
    },
    "consent": {
        *("purpose", "recipient", "given_by", "relation", "manner", "language", "given", "expires"),
        *("withdrawn", "assent", "exception", "approver", "witness"),
    },
    "person": {"sex", "birth", "disability", "phone"},
}


def test_a_form_gives_back_only_what_the_program_takes(form: Tables) -> None:
    lists = [row["list_name"] for row in form["entities"]]
    assert set(lists) <= set(TAKEN)
    for row in form["survey"]:
        if row["save_to"]:
            dataset, _, name = row["save_to"].rpartition("#")
            assert name in TAKEN[dataset or lists[0]], row


def test_the_case_is_always_changed_and_never_made(form: Tables) -> None:
    for row in form["entities"]:
        if row["list_name"] == "case":
            assert row["entity_id"] == "instance('case')/root/item/name"
            assert (row["create_if"], row["update_if"]) == ("", "")


def test_protection_is_never_switched_off(fill: Fill, folder: Path) -> None:
    for restricted, risk in product((True, False), ("urgent", "low", "")):
        case = Case(id="c1", restricted=restricted)
        row = {"name": "c1", "restricted": str(int(restricted)), "risk": risk}
        filled = fill(tables={"case": [row]})
        written = [
            Written(dataset=one.dataset, id=one.id, properties=one.properties)
            for one in entities.writes(filled.session)
        ]
        done = Done(form=folder.name, version="1", sha256="", on="2026-11-22", by="w", answers={})
        edits = finish(case, done, written, new_id=str).case
        assert all(one.value is True for one in edits if isinstance(one, Put) and one.field == "restricted")


def test_a_row_that_the_program_gives_is_read_without_a_number(form: Tables) -> None:
    """JavaRosa finds nothing behind `item[1]` of an attached table, so that a form on a phone would not know the case."""
    numbered = [row["name"] for row in form["survey"] if "root/item[1]" in row["calculation"]]
    assert numbered == []
