"""Names and codes of the national form never change: answers are stored under them for ever."""

from collections.abc import Iterator
from pathlib import Path

from app.forms.authoring.lint import list_of
from app.forms.authoring.tables import Tables

IDS = Path(__file__).with_name("ids.txt")


def ids(form: Tables) -> Iterator[str]:
    """Give every path with its type, and every answer's code with its points."""
    path = ["/data"]
    for row in form["survey"]:
        if row["type"].startswith("end"):
            path.pop()
            continue
        here = "/".join([*path, row["name"]])
        yield f"{here} {row['type']} {row['bind::type']}".strip()
        if row["type"].startswith("begin"):
            path.append(row["name"])
    for row in form["choices"]:
        yield f"{row['list_name']}: {row['name']} {row['score']}".strip()


def test_the_names_and_codes_are_those_that_were_promised(form: Tables) -> None:
    assert IDS.read_text(encoding="utf-8").splitlines() == list(ids(form)), (
        "a name or code may be added (add it to ids.txt), but not renamed, retyped or used again"
    )


def test_every_answer_list_is_used_by_a_question(form: Tables) -> None:
    assert {list_of(row) for row in form["survey"]} - {""} == {row["list_name"] for row in form["choices"]}


def test_the_form_has_no_field_that_the_law_forbids(form: Tables) -> None:
    words = ("nation", "ethnic", "skin", "relig", "milleti", "dini", "национальност", "вероисповед", "кожи")
    texts = [
        cell.lower() for name in ("survey", "choices") for row in form[name] for cell in row.cells.values()
    ]
    assert [text for text in texts if any(word in text for word in words)] == []
