"""Names and codes of the national forms never change: answers are stored under them for ever."""

from pathlib import Path

from app.forms.authoring.lint import list_of
from app.forms.authoring.tables import Tables
from tests.forms_content.tables import ids

IDS = Path(__file__).with_name("ids")


def test_the_names_and_codes_are_those_that_were_promised(form: Tables, folder: Path) -> None:
    promised = (IDS / f"{folder.name}.txt").read_text(encoding="utf-8").splitlines()
    assert promised == list(ids(form)), (
        "a name or code may be added (add it to its list in ids/), but not renamed, retyped or used again"
    )


def test_a_form_is_called_as_its_folder_and_has_a_dated_version(form: Tables, folder: Path) -> None:
    (settings,) = form["settings"].rows
    assert settings["form_id"] == folder.name
    assert len(settings["version"]) == 10
    assert settings["version"].startswith("20")
    assert settings["version"].isdigit()


def test_every_answer_list_is_used_by_a_question(form: Tables) -> None:
    asked = {list_of(row) for row in form["survey"]} - {""}
    tables = {name for name in asked if name.endswith(".csv")}
    assert asked - tables == {row["list_name"] for row in form["choices"]}


def test_the_form_has_no_field_that_the_law_forbids(form: Tables) -> None:
    words = ("nation", "ethnic", "skin", "relig", "milleti", "dini", "национальност", "вероисповед", "кожи")
    texts = [
        cell.lower() for name in ("survey", "choices") for row in form[name] for cell in row.cells.values()
    ]
    assert [text for text in texts if any(word in text for word in words)] == []
