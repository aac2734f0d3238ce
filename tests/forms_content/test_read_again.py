"""A finished national form is read again as it was answered: nothing is missing, nothing is a code, in both languages."""

from typing import Any

import pytest

from app.forms import answers, reading
from app.forms.fields import ControlKind
from app.forms.live import path_of
from app.forms.state import is_note
from tests.forms_content.filled import LANGUAGES, NOON, Fill, given


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_read_again_with_its_question(
    fill: Fill, situation: dict[str, Any], language: str
) -> None:
    tables = given(situation)
    session = fill(situation["answers"], tables=tables, adds=situation.get("adds", ())).session
    document = answers.to_document(session)
    again = reading.reopened(
        session.form,
        document,
        clock=lambda: NOON,
        language=language,
        instances={name: [dict(row) for row in tables.get(name, ())] for name in session.form.sources},
    )
    answered = {
        path_of(item): item.text
        for item in session.root.all_inside
        if item.relevant and item.text and (control := item.field.control) is not None
        if not (control.kind is ControlKind.INPUT and is_note(item))
    }
    read = [answer for part in reading.parts(again) for answer in part.answers]
    assert {path_of(one.item): one.text for one in read if one.text} == answered
    assert all(one.label.strip() for one in read)
    for one in read:
        codes = one.text.split() if one.chosen else []
        assert len(one.chosen) == len(codes)
        assert not [
            label for label, code in zip(one.chosen, codes, strict=True) if label == code and "_" in code
        ]
    assert answers.to_document(again)["answers"].keys() == document["answers"].keys()
