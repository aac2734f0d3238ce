"""Actions and the events they wait for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.forms.session import Session

Open = Callable[..., Session]


def test_a_value_is_set_when_a_form_is_first_opened_only(open_form: Open) -> None:
    more = '<setvalue event="odk-instance-first-load" ref="/data/a" value="40 + 2"/>'
    first = open_form("<a/>", more=more)
    assert first.node("/data/a").value == "42"
    first.set("/data/a", "7")
    document = {"form": "practice", "answers": {"a": "7"}}
    again = open_form("<a/>", more=more, answers=document)
    assert again.node("/data/a").value == "7"


def test_an_answer_sets_another_and_what_follows_from_it(open_form: Open) -> None:
    session = open_form(
        "<a/><b/><c/>",
        '<bind nodeset="/data/c" calculate="concat(/data/b, \'!\')"/>',
        '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a"/></input>',
    )
    changed = session.set("/data/a", "x")
    assert session.node("/data/c").value == "x!"
    assert changed.paths >= {"/data/a", "/data/b", "/data/c"}


def test_a_new_entry_begins_with_the_value_of_its_action(open_form: Open) -> None:
    session = open_form(
        '<r jr:template=""><n/></r>',
        body='<repeat nodeset="/data/r"><input ref="/data/r/n"/>'
        '<setvalue event="odk-new-repeat" ref="/data/r/n" value="position(..) * 10"/></repeat>',
    )
    session.add("/data/r")
    session.add("/data/r")
    assert [session.node(path + "/n").value for path in session.instances("/data/r")] == ["10", "20"]


def test_preloads_fill_ids_dates_and_the_moments_of_start_and_end(open_form: Open) -> None:
    binds = "".join(
        f'<bind nodeset="/data/{name}" jr:preload="{kind}" jr:preloadParams="{parameter}"/>'
        for name, kind, parameter in (
            ("id", "uid", ""),
            ("start", "timestamp", "start"),
            ("end", "timestamp", "end"),
            ("day", "date", "today"),
            ("user", "property", "username"),
        )
    )
    session = open_form("<id/><start/><end/><day/><user/>", binds, properties={"username": "w-17"})
    assert session.node("/data/id").value.startswith("uuid:")
    assert session.node("/data/start").value == "2026-11-22T10:30:00.000+05:00"
    assert session.node("/data/day").value == "2026-11-22"
    assert session.node("/data/user").value == "w-17"
    assert session.node("/data/end").value == ""
    session.finish()
    assert session.node("/data/end").value == "2026-11-22T10:30:00.000+05:00"


def _setting(source: str, target: str, *steps: int) -> str:
    actions = "".join(
        f'<setvalue event="xforms-value-changed" ref="/data/{target}" value="/data/{source} + {step}"/>'
        for step in steps
    )
    return f'<input ref="/data/{source}">{actions}</input>'


@pytest.mark.parametrize(
    ("binds", "body"),
    [
        ("", _setting("a", "b", 1, 2) + _setting("b", "a", 1, 2)),
        ('<bind nodeset="/data/b" calculate="/data/a + 1"/>', _setting("b", "a", 0)),
    ],
)
def test_answers_that_set_each_other_without_end_are_stopped(open_form: Open, binds: str, body: str) -> None:
    session = open_form("<a/><b/><c/>", binds, body)
    session.set("/data/a", "1")
    assert any("without end" in problem.sentence for problem in session.warnings)
    session.set("/data/c", "goes on")
    assert session.node("/data/c").value == "goes on"
