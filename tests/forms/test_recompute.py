"""Working out only what is needed gives the same as working everything out."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.forms.answers import canonical, to_document
from app.forms.definition import Form, load
from app.forms.runner import state
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT

MODEL = """
<instance><data id="walk">
  <a/><b/><c/><d/><n>1</n>
  <g><x/><y/><z/></g>
  <r jr:template=""><p/><q/><part/><s jr:template=""><v/><w/></s><inside/></r>
  <k jr:template=""><u/><first/></k>
  <total/><count/><line/>
</data></instance>
<instance id="codes"><root>
  <item><name>one</name><of>1</of></item><item><name>two</name><of>2</of></item><item><name>both</name><of>1</of></item>
</root></instance>
<bind nodeset="/data/a" type="int" constraint=". &lt; 5"/>
<bind nodeset="/data/b" type="int" relevant="/data/a &gt; 1"/>
<bind nodeset="/data/c" type="string" calculate="coalesce(/data/b, 0) + coalesce(/data/g/x, 0)"/>
<bind nodeset="/data/d" type="string" required="/data/c &gt; 3" readonly="/data/g/z = 'two'"/>
<bind nodeset="/data/n" type="int"/>
<bind nodeset="/data/g" relevant="/data/b != 2"/>
<bind nodeset="/data/g/x" type="int"/>
<bind nodeset="/data/g/y" calculate="if(/data/g/x &gt; 2, 'big', concat('small ', /data/d))"/>
<bind nodeset="/data/r" relevant="/data/a != 4"/>
<bind nodeset="/data/r/p" type="int"/>
<bind nodeset="/data/r/q" calculate="/data/r/p * 2 + position(..)"/>
<bind nodeset="/data/r/part" calculate="/data/r/p div sum(../../r/p)" relevant="/data/r/p &gt; 0"/>
<bind nodeset="/data/r/s/w" calculate="../v + ../../p"/>
<bind nodeset="/data/r/inside" calculate="concat(count(../s), '/', sum(../s/w))"/>
<bind nodeset="/data/k/first" calculate="indexed-repeat(/data/r/q, /data/r, position(..))"/>
<bind nodeset="/data/total" calculate="sum(/data/r/q)"/>
<bind nodeset="/data/count" calculate="count(/data/r[p &gt; 1])"/>
<bind nodeset="/data/line" calculate="join('-', /data/r/s/w)"/>
"""

BODY = """
<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/d"/><input ref="/data/n"/>
<group ref="/data/g"><input ref="/data/g/x"/>
<select1 ref="/data/g/z"><itemset nodeset="instance('codes')/root/item[of = /data/a]">
<value ref="name"/><label ref="name"/></itemset></select1></group>
<repeat nodeset="/data/r"><input ref="/data/r/p"/>
<repeat nodeset="/data/r/s"><input ref="/data/r/s/v"/></repeat></repeat>
<repeat nodeset="/data/k" jr:count="/data/n"><input ref="/data/k/u"/></repeat>
"""

XML = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    f' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>W</h:title><model>{MODEL}</model></h:head>'
    f"<h:body>{BODY}</h:body></h:html>"
).encode()

FORM: Form = load(XML)
MOMENT = datetime(2026, 11, 22, 10, tzinfo=ASHGABAT)

PATHS = ["/data/a", "/data/b", "/data/d", "/data/n", "/data/g/x", "/data/g/z"]
INNER = ["/data/r[1]/p", "/data/r[2]/p", "/data/r[1]/s[1]/v", "/data/r[2]/s[1]/v", "/data/k[1]/u"]
STEPS = st.one_of(
    st.tuples(
        st.just("set"),
        st.sampled_from(PATHS + INNER),
        st.sampled_from(["", "0", "1", "2", "3", "4", "one", "two"]),
    ),
    st.tuples(st.just("add"), st.sampled_from(["/data/r", "/data/r[1]/s", "/data/r[2]/s"]), st.just("")),
    st.tuples(st.just("remove"), st.sampled_from(["/data/r", "/data/r[1]/s"]), st.sampled_from(["0", "1"])),
)


def a_session(**more: Any) -> Session:
    numbers = itertools.count(1)
    return Session(FORM, clock=lambda: MOMENT, new_uuid=lambda: f"row-{next(numbers)}", **more)


def take(session: Session, step: tuple[str, str, str]) -> None:
    kind, path, value = step
    try:
        if kind == "set":
            session.set(path, value)
        elif kind == "add":
            session.add(path)
        else:
            session.remove(path, int(value))
    except UserError:
        pass  # a step the form does not allow changes nothing; that too must agree


@settings(max_examples=150)
@given(st.lists(STEPS, max_size=25))
def test_each_step_gives_what_working_everything_out_gives(steps: list[tuple[str, str, str]]) -> None:
    session = a_session()
    for step in steps:
        take(session, step)
        before = state(session)
        assert not session.recompute_all().paths
        assert state(session) == before


@settings(max_examples=100)
@given(st.lists(STEPS, max_size=20))
def test_the_changed_event_names_every_node_that_looks_different(steps: list[tuple[str, str, str]]) -> None:
    session = a_session()
    for step in steps:
        if step[0] != "set":
            take(session, step)
            continue
        before = state(session)
        try:
            changed = session.set(step[1], step[2])
        except UserError:
            continue
        after = state(session)
        if changed.structure:
            continue
        for path, shown in after.items():
            same = {k: v for k, v in shown.items() if k in ("value", "relevant", "readonly", "required")}
            earlier = {k: before[path].get(k) for k in same}
            assert earlier == same or path in changed or path.endswith("#count")


@settings(max_examples=100)
@given(st.lists(STEPS, max_size=20))
def test_a_draft_goes_on_exactly_where_it_was_left(steps: list[tuple[str, str, str]]) -> None:
    session = a_session()
    for step in steps:
        take(session, step)
    draft = to_document(session, draft=True)
    again = a_session(answers=draft)
    assert state(again) == state(session)
    assert canonical(to_document(again, draft=True)) == canonical(draft)


@pytest.mark.parametrize("rule", ["count(..)", "string(..) = ''", "position(current()/..)", "name(..)"])
def test_a_node_may_ask_about_the_group_it_stands_in(open_form: Callable[..., Session], rule: str) -> None:
    session = open_form("<g><x/><y/></g>", f'<bind nodeset="/data/g/x" calculate="{rule}"/>')
    assert session.warnings == []


def test_a_data_set_called_like_the_form_is_the_data_set(open_form: Callable[..., Session]) -> None:
    session = open_form(
        "<x/>",
        '<bind nodeset="/data/x" calculate="instance(\'practice\')/root/item/name"/>',
        more='<instance id="practice"><root><item><name>kept</name></item></root></instance>',
    )
    assert session.node("/data/x").value == "kept"
