"""Every form that came with the program opens for a case, though the program does not fill all its tables."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.ui.forms.opening import open_form
from tests import factory
from tests.forms_content.conftest import FOLDERS

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("form_id", [folder.name for folder in FOLDERS])
def test_a_form_opens_for_a_case_without_a_remark(tmp_path: Path, form_id: str) -> None:
    with closing(factory.a_vault(tmp_path)) as vault:
        made = factory.a_case(vault, until="consent")
        opened = open_form(vault, made.stream, form_id, lambda: TODAY)
    assert opened.form_id == form_id
    assert opened.session.warnings == []


@pytest.mark.parametrize("form_id", ["comprehensive_assessment", "review"])
def test_an_assessment_knows_who_it_is_about(tmp_path: Path, form_id: str) -> None:
    with closing(factory.a_vault(tmp_path)) as vault:
        person = factory.a_person(birth="1954-05-07")
        made = factory.a_case(vault, until="consent", person=person)
        session = open_form(vault, made.stream, form_id, lambda: TODAY).session
    assert (session.node("/data/sex").value, session.node("/data/age").value) == ("f", "72")
