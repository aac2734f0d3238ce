"""What follows from an answer: skips, sums, messages, choices, languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.forms.definition import Form
from app.forms.errors import StepRefused
from app.forms.session import Session
from app.forms.state import Violation

Open = Callable[..., Session]


def test_a_form_knows_its_name_version_and_languages(assessment_form: Form) -> None:
    assert (assessment_form.form_id, assessment_form.version) == ("initial", "3")
    assert assessment_form.languages == ("Türkmençe (tk)", "Русский (ru)")
    assert assessment_form.default_language == "Türkmençe (tk)"
    assert len(assessment_form.sha256) == 64


def test_the_case_is_offered_to_the_form(assessment: Session) -> None:
    assert assessment.node("/data/who/name").value == "Oguljeren"


def test_an_age_is_worked_out_from_a_birth_date(assessment: Session) -> None:
    changed = assessment.set("/data/who/born", "1961-11-23")
    assert assessment.node("/data/who/age").value == "64"
    assert "/data/who/age" in changed
    assert changed.structure is False


def test_a_birth_date_in_the_future_is_refused_with_the_forms_words(assessment: Session) -> None:
    assessment.set("/data/who/born", "2027-01-01")
    state = assessment.node("/data/who/born")
    assert state.violated is Violation.CONSTRAINT
    assert state.constraint_message == "A birth date is never in the future."


def test_a_skipped_question_reads_empty_but_keeps_its_answer(assessment: Session) -> None:
    assessment.set("/data/who/alone", "no")
    assessment.set("/data/who/children", "3")
    assert assessment.node("/data/need/score").value == "3"
    assessment.set("/data/who/alone", "yes")
    assert not assessment.node("/data/who/children").relevant
    assert assessment.node("/data/who/children").value == ""
    assert assessment.node("/data/need/score").value == "0"
    assessment.set("/data/who/alone", "no")
    assert assessment.node("/data/who/children").value == "3"
    assert assessment.node("/data/need/score").value == "3"


def test_urgency_opens_its_reason_through_a_chain_of_calculations(assessment: Session) -> None:
    changed = assessment.set("/data/need/kinds", "papers money")
    assert assessment.node("/data/need/kinds").value == "money papers"
    assert assessment.node("/data/need/urgent").value == "yes"
    reason = assessment.node("/data/need/reason")
    assert (reason.relevant, reason.required, reason.violated) == (True, True, Violation.REQUIRED)
    assert "/data/need/reason" in changed


def test_a_choice_no_longer_offered_is_dropped(assessment: Session) -> None:
    assessment.set("/data/place/region", "ahal")
    assert assessment.node("/data/place/etrap").options == (("kaka", "Kaka"), ("tejen", "Tejen"))
    assessment.set("/data/place/etrap", "tejen")
    assessment.set("/data/place/region", "lebap")
    assert assessment.node("/data/place/etrap").value == ""
    assert assessment.node("/data/place/etrap").options == (("sayat", "Saýat"),)


def test_a_change_of_language_changes_words_and_loses_nothing(assessment: Session) -> None:
    assessment.set("/data/who/alone", "yes")
    assessment.set("/data/who/born", "1961-11-23")
    before = assessment.node("/data/who/alone")
    assert before.label == "Ýeke ýaşaýarmy?"
    assert (before.hint, before.guidance) == ("Soraň", "Aýratyn soraň")
    assert before.options == (("yes", "Hawa"), ("no", "Ýok"))
    assert assessment.node("/data/who/alone_name").value == "Hawa"
    assessment.language = "Русский (ru)"
    after = assessment.node("/data/who/alone")
    assert (after.label, after.value) == ("Живёт один?", "yes")
    assert after.options == (("yes", "Да"), ("no", "Нет"))
    assert assessment.node("/data/who/alone_name").value == "Да"
    assert assessment.node("/data/need/note").label == "Возраст 64"


def test_two_languages_stand_side_by_side(assessment: Session) -> None:
    assert assessment.node_in("/data/who/alone", "Русский (ru)").options == (("yes", "Да"), ("no", "Нет"))
    assert assessment.node("/data/who/alone").label == "Ýeke ýaşaýarmy?"
    assert assessment.language == "Türkmençe (tk)"
    with pytest.raises(StepRefused):
        assessment.node_in("/data/who/alone", "Klingon")


def test_an_answer_can_be_asked_about_before_it_is_given(assessment: Session) -> None:
    assert assessment.accepts("/data/who/born", "2020-02-29")
    assert not assessment.accepts("/data/who/born", "2021-02-29")
    assert not assessment.accepts("/data/who/alone", "perhaps")
    assert assessment.accepts("/data/who/alone", "")


def test_decimals_are_kept_short_so_that_they_are_numbers_in_documents(open_form: Open) -> None:
    session = open_form("<d/>", '<bind nodeset="/data/d" type="decimal"/>')
    session.set("/data/d", "1.50")
    assert session.node("/data/d").value == "1.5"
    session.set("/data/d", "0.12345678901234567")
    assert session.node("/data/d").value == "0.12345678901234567"


def test_a_language_the_form_does_not_have_is_refused(assessment: Session) -> None:
    with pytest.raises(StepRefused, match="no language"):
        assessment.language = "Klingon"


def test_validation_names_each_question_that_stands_in_the_way(assessment: Session) -> None:
    assert [problem.path for problem in assessment.validate()] == ["/data/who/born", "/data/who/alone"]
    assessment.set("/data/who/born", "1990-01-01")
    assessment.set("/data/who/alone", "yes")
    assert assessment.validate() == ()


def test_a_note_says_a_value_and_is_called_a_note(assessment: Session) -> None:
    assessment.set("/data/who/born", "2000-01-01")
    note = assessment.node("/data/need/note")
    assert (note.type, note.label, note.readonly) == ("note", "Ýaşy 26", True)


def test_a_read_only_question_is_left_as_it_is(assessment: Session) -> None:
    with pytest.raises(StepRefused, match="it was left as it is"):
        assessment.set("/data/need/note", "x")


def test_a_question_that_is_not_there_is_named(assessment: Session) -> None:
    with pytest.raises(StepRefused, match="/data/nothing"):
        assessment.set("/data/nothing", "x")


def test_what_is_no_value_of_its_type_leaves_the_question_empty(open_form: Open) -> None:
    binds = "".join(
        f'<bind nodeset="/data/{name}" type="{kind}"/>'
        for name, kind in (("i", "int"), ("d", "decimal"), ("day", "date"), ("t", "time"), ("m", "dateTime"))
    )
    session = open_form("<i/><d/><day/><t/><m/>", binds)
    for name, wrong, right, kept in (
        ("i", "twelve", "12", "12"),
        ("d", "1,2,3", "1.25", "1.25"),
        ("day", "2026-02-30", "2026-02-28", "2026-02-28"),
        ("t", "25:00:00", "23:15:00", "23:15:00"),
        ("m", "2026-01-01", "2026-01-01T10:00:00+05:00", "2026-01-01T10:00:00+05:00"),
    ):
        session.set(f"/data/{name}", right)
        assert session.node(f"/data/{name}").value == kept
        session.set(f"/data/{name}", wrong)
        assert session.node(f"/data/{name}").value == ""


def test_once_keeps_the_first_value(open_form: Open) -> None:
    session = open_form("<a>1</a><b/>", '<bind nodeset="/data/b" calculate="once(/data/a * 10)"/>')
    session.set("/data/a", "7")
    assert session.node("/data/b").value == "10"


def test_a_calculation_that_fails_is_empty_and_reported_without_answers(open_form: Open) -> None:
    session = open_form("<a>2026-02-31</a><b/>", '<bind nodeset="/data/b" calculate="date(/data/a)"/>')
    assert session.node("/data/b").value == ""
    assert len(session.warnings) == 1
    assert "2026" not in str(session.warnings[0])
    assert "2026" not in repr(session.warnings[0].fields)


def test_read_only_groups_make_all_in_them_read_only(open_form: Open) -> None:
    session = open_form("<lock/><g><q/></g>", '<bind nodeset="/data/g" readonly="/data/lock = \'x\'"/>')
    changed = session.set("/data/lock", "x")
    assert session.node("/data/g/q").readonly
    assert "/data/g/q" in changed
    session.set("/data/lock", "")
    session.set("/data/g/q", "free")
    assert session.node("/data/g/q").value == "free"


def test_attached_tables_and_map_data_fill_choices(open_form: Open) -> None:
    feature = b'{"type":"Feature","id":"p1","geometry":{"type":"Point","coordinates":[58,38]},"properties":{"n":"A"}}'
    session = open_form(
        "<a/><b/><c/>",
        "<bind nodeset=\"/data/c\" calculate=\"pulldata('places', 'label', 'name', /data/a)\"/>",
        '<select1 ref="/data/a"><itemset nodeset="instance(\'places\')/root/item"><value ref="name"/>'
        '<label ref="label"/></itemset></select1><select1 ref="/data/b"><itemset '
        'nodeset="instance(\'map\')/root/item"><value ref="id"/><label ref="n"/></itemset></select1>',
        '<instance id="places" src="jr://file-csv/places.csv"/><instance id="map" src="jr://file/map.geojson"/>',
        media={
            "places.csv": b"name;label\nmary;Mary\nlebap;Lebap\n",
            "map.geojson": b'{"type":"FeatureCollection","features":[' + feature + b"]}",
        },
    )
    assert session.node("/data/a").options == (("mary", "Mary"), ("lebap", "Lebap"))
    assert session.node("/data/b").options == (("p1", "A"),)
    session.set("/data/a", "lebap")
    assert session.node("/data/c").value == "Lebap"


def test_dates_are_whole_days_in_ashgabat(open_form: Open) -> None:
    binds = (
        '<bind nodeset="/data/t" type="date" calculate="today()"/>'
        '<bind nodeset="/data/n" type="dateTime" calculate="now()"/>'
        '<bind nodeset="/data/later" type="date" calculate="today() + 30"/>'
        '<bind nodeset="/data/gone" type="int" calculate="today() - date(\'2026-11-01\')"/>'
    )
    session = open_form("<t/><n/><later/><gone/>", binds)
    assert session.node("/data/t").value == "2026-11-22"
    assert session.node("/data/n").value == "2026-11-22T10:30:00.000+05:00"
    assert session.node("/data/gone").value == "21"


def test_nodes_without_a_bind_or_a_control_are_still_there(open_form: Open) -> None:
    session = open_form("<free>kept</free>")
    state = session.node("/data/free")
    assert (state.type, state.value, state.valid) == ("model-value", "kept", True)
    assert session.node("/data/orx:meta/orx:instanceID").value.startswith("uuid:")


def test_choices_are_shuffled_by_a_seed_as_in_javarosa_and_stay_in_order(open_form: Open) -> None:
    items = "".join(f"<item><name>{letter}</name></item>" for letter in "ABCDEFGH")
    body = "".join(
        f'<select1 ref="/data/{name}"><itemset nodeset="randomize(instance(\'x\')/root/item{seed})">'
        '<value ref="name"/><label ref="name"/></itemset></select1>'
        for name, seed in (("a", ", 42"), ("b", ""))
    )
    session = open_form("<a/><b/><c/>", body=body, more=f'<instance id="x"><root>{items}</root></instance>')
    assert [code for code, _ in session.node("/data/a").options] == list("AFCBHEGD")
    order = session.node("/data/b").options
    session.set("/data/c", "1")
    assert session.node("/data/b").options == order
