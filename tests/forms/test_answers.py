"""Answers as documents, rows and OpenRosa submissions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.answers import (
    canonical,
    corrected,
    from_document,
    from_openrosa,
    json_value,
    rows,
    to_document,
    to_openrosa,
)
from app.forms.definition import Form, load
from app.forms.errors import AnswersRefused, FormRefused
from app.forms.fields import Field
from app.forms.leaf import text_value
from app.forms.session import Session
from app.forms.xpath import tree
from app.forms.xpath.tree import Node

Open = Callable[..., Session]


@pytest.fixture
def filled(assessment: Session) -> Session:
    """Give the assessment with answers."""
    assessment.set("/data/who/born", "1961-11-23")
    assessment.set("/data/who/alone", "no")
    assessment.set("/data/who/children", "2")
    assessment.set("/data/need/kinds", "papers money")
    return assessment


def test_a_document_holds_typed_answers_and_names_its_form(filled: Session) -> None:
    document = to_document(filled)
    assert (document["form"], document["version"], document["sha256"]) == ("initial", "3", filled.form.sha256)
    answers = document["answers"]
    assert answers["who"]["children"] == 2
    assert answers["who"]["born"] == "1961-11-23"
    assert answers["need"]["kinds"] == ["money", "papers"]
    assert "reason" not in answers["need"]
    assert "place" not in answers


def test_canonical_bytes_are_sorted_composed_and_without_spaces() -> None:
    assert canonical({"b": 1, "a": "y\u0301"}) == '{"a":"ý","b":1}'.encode()


def test_a_finished_document_leaves_out_what_is_skipped_and_a_draft_keeps_it(filled: Session) -> None:
    filled.set("/data/who/alone", "yes")
    assert "children" not in to_document(filled)["answers"]["who"]
    assert to_document(filled, draft=True)["answers"]["who"]["children"] == 2


def test_a_document_opens_again_as_it_was(filled: Session, begin: Callable[..., Session]) -> None:
    document = json.loads(canonical(to_document(filled, draft=True)))
    again = begin(filled.form, answers=document, instances={"case": {"name": "Oguljeren"}})
    assert to_document(again, draft=True) == to_document(filled, draft=True)
    assert again.dropped == []


def test_answers_the_form_has_no_place_for_are_named(assessment_form: Form, filled: Session) -> None:
    document = to_document(filled)
    document["answers"]["who"]["nickname"] = "x"
    again = from_document(
        assessment_form, document, clock=filled.world.clock, instances={"case": {"name": "A"}}
    )
    assert again.dropped == ["/data/who/nickname"]


def test_answers_of_another_form_are_refused(assessment_form: Form, filled: Session) -> None:
    with pytest.raises(AnswersRefused, match="belong to the form"):
        from_document(assessment_form, {"form": "other", "answers": {}}, clock=filled.world.clock)


@pytest.mark.parametrize("broken", [[], "x", {"who": 5}, {"who": {"children": {"x": 1}}}])
def test_answers_of_another_shape_are_refused(assessment_form: Form, filled: Session, broken: Any) -> None:
    with pytest.raises(AnswersRefused):
        from_document(assessment_form, {"form": "initial", "answers": broken}, clock=filled.world.clock)


@pytest.mark.parametrize(
    "broken",
    [5, {"r": 5}, {"r": {"x": "1"}}, {"r": [5]}, {"r": [{"x": {"y": 1}}]}, {"g": ["a"]}, {"meta": "x"}],
)
def test_rows_and_corrections_of_another_shape_are_refused(open_form: Open, broken: Any) -> None:
    form = open_form(
        "<r><x/></r><g><y/></g><meta><instanceID/></meta>",
        body='<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
    ).form
    document = {"form": "practice", "answers": broken}
    with pytest.raises(AnswersRefused):
        rows(form, document)
    if broken in (5, {"meta": "x"}):
        with pytest.raises(AnswersRefused):
            corrected(form, document)


def test_rows_carry_each_answer_in_the_column_of_its_type(filled: Session) -> None:
    found = {(row.path, row.choice): row for row in rows(filled.form, to_document(filled))}
    assert found["/data/who/children", None].number == 2
    assert found["/data/who/born", None].date == "1961-11-23"
    assert found["/data/need/kinds", "papers"].type == "choice"
    assert found["/data/who/name", None].text == "Oguljeren"


def test_rows_of_repeats_carry_the_lasting_name_of_their_entry(open_form: Open) -> None:
    session = open_form(
        "<r><x>1</x></r><r><x>2</x></r>", body='<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>'
    )
    names = [session.node(path).row for path in session.instances("/data/r")]
    document = to_document(session)
    assert [row["_row"] for row in document["answers"]["r"]] == names
    assert [row.row for row in rows(session.form, document) if row.path == "/data/r/x"] == names


def test_a_submission_goes_out_and_comes_back(filled: Session) -> None:
    xml = to_openrosa(filled)
    assert b'<data id="initial" version="3">' in xml
    assert b"<kinds>money papers</kinds>" in xml
    assert from_openrosa(filled.form, xml) == to_document(filled)


def test_a_submission_leaves_out_what_is_skipped(filled: Session) -> None:
    filled.set("/data/who/alone", "yes")
    assert b"<children>" not in to_openrosa(filled)


def test_a_submission_of_another_form_or_a_hostile_one_is_refused(assessment_form: Form) -> None:
    with pytest.raises(AnswersRefused):
        from_openrosa(assessment_form, b'<data id="other"/>')
    with pytest.raises(FormRefused):
        from_openrosa(assessment_form, b'<!DOCTYPE data [<!ENTITY x "y">]><data id="initial">&x;</data>')


KINDS = st.sampled_from(["string", "int", "decimal", "date", "boolean", "geopoint", "binary"])


@given(KINDS, st.text(max_size=20) | st.integers().map(str) | st.floats(allow_nan=False).map(str))
def test_a_stored_text_comes_back_from_json_the_same(kind: str, text: str) -> None:
    field = Field(
        index=0,
        name="x",
        key="x",
        uri="",
        way=("data", "x"),
        parent=None,
        template=Node(tree.ELEMENT),
        type=kind,
    )
    value = json.loads(canonical({"v": json_value(field, text)}))["v"]
    again = text_value(field, value)
    assert canonical({"v": again}) == canonical({"v": text})


@pytest.mark.parametrize("asks", [True, False])
def test_a_correction_has_an_identity_of_its_own_and_names_the_one_before(asks: bool) -> None:
    asked = "<orx:deprecatedID/>" if asks else ""
    form = load(
        f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>t</h:title>
        <model><instance><data id="small"><a/><orx:meta><orx:instanceID/>{asked}</orx:meta></data></instance>
        <bind nodeset="/data/a" type="string"/>
        <bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
        </model></h:head><h:body><input ref="/data/a"><label>a</label></input></h:body></h:html>""".encode()
    )
    names = iter(["one", "two"])

    def begin(document: Any = None) -> Session:
        return Session(form, clock=lambda: datetime.now(UTC), answers=document, new_uuid=lambda: next(names))

    first = begin()
    first.set("/data/a", "x")
    finished = to_document(first)
    (meta,) = (name for name in finished["answers"] if name.endswith("meta"))
    again = to_document(begin(corrected(form, finished)))
    found = {name.rpartition(":")[2]: value for name, value in again["answers"][meta].items()}
    assert found == {"instanceID": "uuid:two", **({"deprecatedID": "uuid:one"} if asks else {})}
    assert again["answers"]["a"] == "x"
    assert finished["answers"][meta] != again["answers"][meta]
