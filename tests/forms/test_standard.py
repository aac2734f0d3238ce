"""What the ODK XForms specification says in places that no spreadsheet leads to, and what JavaRosa makes of values."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from app.forms import answers
from app.forms.definition import load
from app.forms.errors import FormRefused
from app.forms.identity import identity
from app.forms.session import Session

Open = Callable[..., Session]
Xml = Callable[..., bytes]

RELATIVE = (
    '<group ref="/data/g"><repeat nodeset="r"><input ref="name"><label>Name</label></input></repeat></group>'
)
REPEAT = '<group><repeat nodeset="/data/r"><input ref="/data/r/a"><label>A</label></input></repeat></group>'
UNSURE = """<select1 ref="/data/a"><label>A</label>
  <item><label>Not sure</label><value>not sure</value></item><item><label>Yes</label><value>yes</value></item>
</select1>"""


# -- how things are named ------------------------------------------------------------------------------------------


def test_a_control_and_an_action_find_their_node_by_the_id_of_its_bind(open_form: Open) -> None:
    session = open_form(
        "<a/><b/>",
        '<bind id="one" nodeset="/data/a"/><bind id="two" nodeset="/data/b"/>',
        '<input bind="one"><label>First</label></input>',
        '<setvalue event="odk-instance-first-load" bind="two" value="7"/>',
    )
    assert session.node("/data/a").label == "First"
    assert session.node("/data/b").value == "7"


def test_the_event_of_an_action_may_carry_its_own_prefix(open_form: Open) -> None:
    events = 'xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="odk-instance-first-load"'
    session = open_form("<a/>", more=f'<setvalue {events} ref="/data/a" value="7"/>')
    assert session.node("/data/a").value == "7"


def test_a_repeat_named_from_its_group_keeps_its_entries_apart(open_form: Open) -> None:
    session = open_form(
        "<g><r><name/><greeting/></r></g>",
        '<bind nodeset="/data/g/r/greeting" calculate="concat(/data/g/r/name, \'!\')"/>',
        RELATIVE,
    )
    session.add("/data/g/r")
    session.set("/data/g/r[1]/name", "Aýna")
    session.set("/data/g/r[2]/name", "Jemal")
    assert session.node("/data/g/r[1]/greeting").value == "Aýna!"
    assert session.node("/data/g/r[2]/greeting").value == "Jemal!"


def test_a_version_in_openrosas_namespace_is_the_version(xml_of: Xml) -> None:
    version = 'xmlns:orx="http://openrosa.org/xforms" orx:version="7"'
    data = xml_of(f'<instance><data id="f" {version}><a/></data></instance>', '<input ref="/data/a"/>')
    form = load(data)
    assert form.version == identity(data).version == "7"
    submitted = f'<data {version} id="f"><a>1</a></data>'.encode()
    assert answers.from_openrosa(form, submitted)["version"] == "7"


# -- new entries ---------------------------------------------------------------------------------------------------


def test_a_new_entry_does_not_take_over_what_the_first_one_says(open_form: Open) -> None:
    session = open_form("<r><a>Aýna</a><h><b>7</b></h></r>", body=REPEAT)
    session.add("/data/r")
    assert session.node("/data/r[1]/a").value == "Aýna"
    assert session.node("/data/r[2]/a").value == session.node("/data/r[2]/h/b").value == ""


def test_a_template_counts_wherever_it_stands(open_form: Open) -> None:
    session = open_form('<r><a>first</a></r><r jr:template=""><a>new</a></r>', body=REPEAT)
    session.add("/data/r")
    assert session.node("/data/r[1]/a").value == "first"
    assert session.node("/data/r[2]/a").value == "new"


def test_each_new_entry_gets_the_id_its_form_asks_for(open_form: Open) -> None:
    session = open_form(
        '<r jr:template=""><a/><id/></r>', '<bind nodeset="/data/r/id" jr:preload="uid"/>', REPEAT
    )
    session.add("/data/r")
    session.add("/data/r")
    ids = [session.node(f"/data/r[{n}]/id").value for n in (1, 2)]
    assert all(one.startswith("uuid:") for one in ids)
    assert ids[0] != ids[1]


# -- values in the form of their type ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expression", "kept"),
    [
        ("date", "date('2026-11-22') + 7", "2026-11-29"),
        ("int", "1 = 1", "1"),
        ("time", "'2026-11-22T10:30:00.000+03:00'", "12:30:00.000+05:00"),
        ("time", "'10:30'", "10:30:00.000+05:00"),
        ("time", "'soon'", ""),
        ("dateTime", "'2026-1-2T3:04'", "2026-01-02T03:04:00.000+05:00"),
        ("dateTime", "'2026-11-22T10:30'", "2026-11-22T10:30:00.000+05:00"),
        ("dateTime", "'2026-11-22T10:30:00Z'", "2026-11-22T10:30:00Z"),
        ("boolean", "'perhaps'", ""),
        ("geopoint", "'0.00001 58.38'", "0.00001 58.38 0.0 0.0"),
        ("decimal", "'٣'", ""),
    ],
)
def test_what_is_worked_out_is_kept_as_its_type_writes_it(
    open_form: Open, kind: str, expression: str, kept: str
) -> None:
    bind = f'<bind nodeset="/data/a" type="{kind}"/>'
    action = f'<setvalue event="odk-instance-first-load" ref="/data/a" value="{expression}"/>'
    calculated = f'<bind nodeset="/data/a" type="{kind}" calculate="{expression}"/>'
    for session in (open_form("<a/>", bind, more=action), open_form("<a/>", calculated)):
        assert session.node("/data/a").value == kept
        assert session.node("/data/a").valid


def test_a_time_is_written_by_a_pattern(open_form: Open) -> None:
    session = open_form(
        "<a>10:05:00.000+05:00</a><b/>",
        '<bind nodeset="/data/a" type="time"/>'
        '<bind nodeset="/data/b" calculate="format-date-time(/data/a, \'%H:%M\')"/>',
    )
    assert session.node("/data/b").value == "10:05"


def test_the_code_of_one_choice_may_hold_spaces(open_form: Open) -> None:
    session = open_form(
        "<a/><name/><asked/>",
        '<bind nodeset="/data/name" calculate="jr:choice-name(/data/a, \'/data/a\')"/>'
        '<bind nodeset="/data/asked" relevant="selected(/data/a, \'not sure\')"/>',
        UNSURE,
    )
    session.set("/data/a", "not sure")
    state = session.node("/data/a")
    assert (state.value, state.chosen, state.valid) == ("not sure", ("not sure",), True)
    assert session.node("/data/name").value == "Not sure"
    assert session.node("/data/asked").relevant
    again = open_form("<a/>", body=UNSURE, answers=answers.to_document(session))
    assert again.node("/data/a").value == "not sure"


def test_spaces_around_the_codes_of_a_default_do_not_count(open_form: Open) -> None:
    several = UNSURE.replace("select1", "select").replace("/data/a", "/data/b").replace("not sure", "no")
    session = open_form("<a>\n  yes\n</a><b>\n yes  no </b>", body=UNSURE + several)
    assert session.node("/data/a").value == "yes"
    assert session.node("/data/b").value == "yes no"


def test_a_single_choice_takes_no_two_codes(open_form: Open) -> None:
    session = open_form("<a/>", body=UNSURE.replace("not sure", "no"))
    session.set("/data/a", "yes no")
    assert session.node("/data/a").value == ""


# -- attached data -------------------------------------------------------------------------------------------------


def _attached(open_form: Open, name: str, data: bytes, expression: str) -> str:
    kind = "file-csv" if name.endswith("csv") else "file"
    more = f'<instance id="rows" src="jr://{kind}/{name}"/>'
    bind = f'<bind nodeset="/data/a" calculate="{expression}"/>'
    return open_form("<a/>", bind, more=more, media={name: data}).node("/data/a").value


def test_a_short_row_of_a_table_has_empty_cells(open_form: Open) -> None:
    found = _attached(open_form, "t.csv", b"name,town\na,x\nb\n", "instance('rows')/root/item[town='']/name")
    assert found == "b"


def test_a_table_with_two_columns_of_one_name_is_refused(xml_of: Xml) -> None:
    model = '<instance><data id="f"><a/></data></instance><instance id="t" src="jr://file-csv/t.csv"/>'
    form = load(xml_of(model), media={"t.csv": b"name,name\na,b\n"})
    with pytest.raises(FormRefused, match="same name"):
        form.instance("t")


def test_a_place_keeps_the_id_and_the_geometry_of_its_feature(open_form: Open) -> None:
    feature = {
        "type": "Feature",
        "id": "well",
        "geometry": {"type": "Point", "coordinates": [58.38, 0.00001]},
        "properties": {"id": "other", "geometry": "elsewhere"},
    }
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    said = "concat(instance('rows')/root/item/id, ': ', instance('rows')/root/item/geometry)"
    assert _attached(open_form, "g.geojson", data, said) == "well: 0.00001 58.38 0 0"


def test_a_table_that_cannot_be_read_stops_no_answer_once_the_form_is_open(open_form: Open) -> None:
    session = open_form(
        "<a/><b>old</b><c/>",
        "<bind nodeset=\"/data/b\" calculate=\"if(/data/a = '1', count(instance('t')/root/item), 'none')\"/>"
        '<bind nodeset="/data/c" calculate="concat(/data/a, \'!\')"/>',
        more='<instance id="t" src="jr://file-csv/t.csv"/>',
        media={"t.csv": b'name\n"broken'},
    )
    session.set("/data/a", "1")
    assert session.node("/data/c").value == "1!"
    assert session.node("/data/b").value == ""
    assert "CSV" in session.warnings[0].sentence


@pytest.mark.parametrize("content", ["[]", "5", '{"type": "FeatureCollection", "features": 5}', "{"])
def test_what_is_no_collection_of_features_is_refused(xml_of: Xml, content: str) -> None:
    model = '<instance><data id="f"><a/></data></instance><instance id="g" src="jr://file/g.geojson"/>'
    form = load(xml_of(model), media={"g.geojson": content.encode()})
    with pytest.raises(FormRefused, match="GeoJSON"):
        form.instance("g")


# -- what may come from anyone -------------------------------------------------------------------------------------


def test_texts_that_double_themselves_stop_growing(open_form: Open) -> None:
    nodes = "".join(f"<c{n}/>" for n in range(1, 40))
    binds = "".join(
        f'<bind nodeset="/data/c{n}" calculate="concat(/data/c{n - 1}, /data/c{n - 1})"/>'
        for n in range(1, 40)
    )
    session = open_form(f"<c0>xxxxxxxx</c0>{nodes}", binds)
    assert session.node("/data/c5").value == "x" * 256
    assert session.node("/data/c39").value == ""
    assert "grew" in session.warnings[0].sentence


def test_a_submission_can_be_read_whatever_was_pasted_into_it(open_form: Open) -> None:
    session = open_form("<a/><b/>")
    session.set("/data/a", "one\x0btwo\x00\r\nthree")
    session.set("/data/b", "half \ud800")
    document = answers.from_openrosa(session.form, answers.to_openrosa(session))
    assert document["answers"]["a"] == "one two \r\nthree"
    assert document["answers"]["b"] == "half ?"
    assert json.loads(answers.canonical(answers.to_document(session)))["answers"]["b"] == "half ?"
