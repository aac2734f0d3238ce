"""Five easy questions to the client: no name, nothing that must be answered, and not read by the client's own worker."""

import pytest

from app.forms.authoring.tables import Tables
from tests.forms_content.filled import Fill

QUESTIONS = ("respect", "heard", "clear", "promises", "helps")
LONGEST = 50  # letters of a question and of an answer that are still read at a glance, in large print


def test_there_are_five_questions_with_the_same_answers_and_one_open_line(form: Tables) -> None:
    faces = [row["name"] for row in form["survey"] if row["type"] == "select_one face"]
    assert tuple(faces) == QUESTIONS
    assert [row["name"] for row in form["survey"] if row["type"] == "text"] == ["better_how"]


def test_no_question_must_be_answered_and_an_empty_form_can_end(fill: Fill) -> None:
    filled = fill({**dict.fromkeys(QUESTIONS), "better_how": None})
    assert filled.problems() == []
    assert (filled["answered"], filled["contented"]) == ("0", "0")


def test_nothing_says_who_the_client_is(form: Tables) -> None:
    assert [row["name"] for row in form["survey"] if row["type"] == "csv-external"] == []
    assert list(form["entities"]) == []


def test_the_own_worker_does_not_read_the_questions(fill: Fill) -> None:
    filled = fill({"reading": "aloud", "reader": "own_worker"})
    assert filled.problems() == ["reader constraint"]
    filled.set("reader", "other_worker")
    assert filled.problems() == []


@pytest.mark.parametrize("language", ["Türkmen (tk)", "Русский (ru)"])
def test_questions_and_answers_are_short(form: Tables, language: str) -> None:
    words = [row[f"label::{language}"] for row in form["survey"] if row["name"] in QUESTIONS]
    words += [row[f"label::{language}"] for row in form["choices"]]
    assert max(map(len, words)) <= LONGEST


@pytest.mark.parametrize(
    ("face", "counts"),
    [("very_good", "1 1"), ("good", "1 1"), ("not_good", "1 0"), ("bad", "1 0"), ("no_answer", "0 0")],
)
def test_what_is_not_answered_does_not_count(fill: Fill, face: str, counts: str) -> None:
    filled = fill({**dict.fromkeys(QUESTIONS), "helps": face})
    assert f"{filled['answered']} {filled['contented']}" == counts
