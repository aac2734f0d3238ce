"""What a form writes beyond its answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.forms.definition import load
from app.forms.entities import writes
from app.forms.errors import FormRefused
from app.forms.session import Session

Open = Callable[..., Session]

INSTANCE = (
    '<name/><note/><meta><instanceID/><entity dataset="persons" id="" create="1"><label/></entity></meta>'
)
BINDS = (
    '<bind nodeset="/data/name" entities:saveto="full_name"/>'
    '<bind nodeset="/data/note" entities:saveto="note" relevant="/data/name != \'\'"/>'
    "<bind nodeset=\"/data/meta/entity/@create\" calculate=\"if(/data/name != '', '1', '0')\"/>"
    '<bind nodeset="/data/meta/entity/label" calculate="/data/name"/>'
    '<setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>'
)


def test_a_person_is_written_with_its_saved_answers(open_form: Open) -> None:
    session = open_form(INSTANCE, BINDS)
    assert writes(session) == ()
    session.set("/data/name", "Maral")
    session.set("/data/note", "x")
    (write,) = writes(session)
    assert (write.dataset, write.create, write.update, write.label) == ("persons", True, False, "Maral")
    assert write.id.startswith("00000000-")
    assert write.properties == {"full_name": "Maral", "note": "x"}


def test_each_entry_of_a_repeat_writes_its_own(open_form: Open) -> None:
    session = open_form(
        '<m><name/><meta><entity dataset="persons" id="" create="1"><label/></entity></meta></m>',
        '<bind nodeset="/data/m/name" entities:saveto="full_name"/>'
        '<bind nodeset="/data/m/meta/entity/label" calculate="../../../name"/>',
        '<repeat nodeset="/data/m"><input ref="/data/m/name"/></repeat>',
    )
    session.add("/data/m")
    session.set("/data/m[1]/name", "Aman")
    session.set("/data/m[2]/name", "Bibi")
    assert [write.properties["full_name"] for write in writes(session)] == ["Aman", "Bibi"]
    assert [write.label for write in writes(session)] == ["Aman", "Bibi"]


@pytest.mark.parametrize(
    ("version", "refused"), [("2025.1.7", False), ("2025.2.0", True), ("2031.1.0", True), ("x", False)]
)
def test_entities_by_rules_of_a_later_version_are_refused(
    xml_of: Callable[..., bytes], version: str, refused: bool
) -> None:
    given = f'<model entities:entities-version="{version}">'.encode()
    xml = xml_of(f'<instance><data id="f">{INSTANCE}</data></instance>{BINDS}').replace(b"<model>", given)
    if refused:
        with pytest.raises(FormRefused, match="rules of version"):
            load(xml)
    else:
        assert load(xml).form_id == "f"
