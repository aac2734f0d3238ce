"""What selects offer is worked out no oftener than needed, and follows the answers, the language and other questions."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.forms.definition import load
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT

MOMENT = datetime(2026, 11, 22, 10, 30, tzinfo=ASHGABAT)
FORM = """<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
<itext>
 <translation lang="tk"><text id="a"><value>Guýy</value><value form="image">jr://images/well.png</value></text>
  <text id="b"><value><output value="/data/name"/> öýi</value></text><text id="c"><value>Kran</value></text></translation>
 <translation lang="ru"><text id="a"><value>Колодец</value><value form="image">jr://images/well-ru.png</value></text>
  <text id="b"><value>Дом: <output value="/data/name"/></value></text><text id="c"><value>Кран</value></text></translation>
</itext>
<instance><data id="d"><name/><where/><pick/><all/><person jr:template=""><called/></person><who/></data></instance>
<instance id="rows"><root>
 <item><name>a</name><itextId>a</itextId><at>yard</at></item>
 <item><name>b</name><itextId>b</itextId><at>yard</at></item>
 <item><name>c</name><itextId>c</itextId><at>home</at></item>
</root></instance>
<bind nodeset="/data/name" type="string"/><bind nodeset="/data/where" type="string"/>
<bind nodeset="/data/pick" type="string"/><bind nodeset="/data/all" type="string"/>
<bind nodeset="/data/person/called" type="string"/><bind nodeset="/data/who" type="string"/>
</model></h:head><h:body>
<input ref="/data/name"><label>n</label></input><input ref="/data/where"><label>w</label></input>
<select1 ref="/data/pick"><label>p</label><itemset nodeset="instance('rows')/root/item[at = /data/where]">
 <value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
<select ref="/data/all"><label>p</label><itemset nodeset="instance('rows')/root/item">
 <value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select>
<group ref="/data/person"><label>g</label><repeat nodeset="/data/person">
 <input ref="/data/person/called"><label>c</label></input></repeat></group>
<select1 ref="/data/who"><label>who</label><itemset nodeset="/data/person[called != '']">
 <value ref="called"/><label ref="called"/></itemset></select1>
</h:body></h:html>"""


@pytest.fixture
def session() -> Session:
    return Session(load(FORM.encode()), clock=lambda: MOMENT, language="tk")


def offered(session: Session, path: str) -> dict[str, str]:
    return dict(session.node(path).options)


def test_a_filtered_list_follows_the_answer_it_hangs_on(session: Session) -> None:
    assert offered(session, "/data/pick") == {}
    session.set("/data/where", "home")
    assert offered(session, "/data/pick") == {"c": "Kran"}
    session.set("/data/where", "yard")
    assert list(offered(session, "/data/pick")) == ["a", "b"]
    session.set("/data/where", "")
    assert offered(session, "/data/pick") == {}


def test_rows_are_looked_up_once_until_an_answer_they_hang_on_changes(session: Session) -> None:
    session.set("/data/where", "yard")
    choices, item = session.world.choices, session.item("/data/pick")
    itemset = item.field.control.itemset if item.field.control else None
    assert itemset is not None
    before = choices._rows(itemset, item)
    session.set("/data/name", "Maral")
    assert choices._rows(itemset, item) is before
    session.set("/data/where", "home")
    assert choices._rows(itemset, item) is not before


def test_a_choice_that_says_an_answer_reads_anew_after_every_answer(session: Session) -> None:
    session.set("/data/name", "Maral")
    assert offered(session, "/data/all")["b"] == "Maral öýi"
    session.set("/data/name", "Aman")
    assert offered(session, "/data/all") == {"a": "Guýy", "b": "Aman öýi", "c": "Kran"}


def test_choices_are_read_in_the_language_in_use(session: Session) -> None:
    session.set("/data/name", "Aman")
    assert offered(session, "/data/all")["a"] == "Guýy"
    session.language = "ru"
    assert offered(session, "/data/all") == {"a": "Колодец", "b": "Дом: Aman", "c": "Кран"}
    session.language = "tk"
    assert offered(session, "/data/all")["c"] == "Kran"


def test_choices_drawn_from_a_repeat_follow_its_instances(session: Session) -> None:
    for name in ("Maral", "Aman"):
        session.add("/data/person")
        session.set(f"/data/person[{len(session.instances('/data/person'))}]/called", name)
    assert list(offered(session, "/data/who")) == ["Maral", "Aman"]
    session.set("/data/person[1]/called", "Jeren")
    assert list(offered(session, "/data/who")) == ["Jeren", "Aman"]
    session.remove("/data/person", 0)
    assert list(offered(session, "/data/who")) == ["Aman"]


def test_pictures_of_choices_are_told_by_their_codes_and_change_no_label(session: Session) -> None:
    choices, item = session.world.choices, session.item("/data/all")
    assert choices.pictures(item) == {"a": "jr://images/well.png"}
    session.language = "ru"
    assert choices.pictures(item) == {"a": "jr://images/well-ru.png"}
    assert offered(session, "/data/all")["a"] == "Колодец"
