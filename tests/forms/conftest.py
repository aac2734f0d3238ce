"""Invented forms for the engine's tests, and sessions whose clock and chance stand still."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from app.forms.definition import Form, load
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT

MOMENT = datetime(2026, 11, 22, 10, 30, tzinfo=ASHGABAT)

HEAD = (
    '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"'
    ' xmlns:orx="http://openrosa.org/xforms" xmlns:entities="http://www.opendatakit.org/xforms/entities">'
)

ASSESSMENT_MODEL = """
<itext>
  <translation lang="Türkmençe (tk)" default="true()">
    <text id="/data/who/alone:label"><value>Ýeke ýaşaýarmy?</value></text>
    <text id="/data/who/alone:hint"><value>Soraň</value><value form="guidance">Aýratyn soraň</value></text>
    <text id="yes"><value>Hawa</value></text>
    <text id="no"><value>Ýok</value></text>
    <text id="/data/need/note:label"><value>Ýaşy <output value=" /data/who/age "/></value></text>
  </translation>
  <translation lang="Русский (ru)">
    <text id="/data/who/alone:label"><value>Живёт один?</value></text>
    <text id="/data/who/alone:hint"><value>Спросите</value></text>
    <text id="yes"><value>Да</value></text>
    <text id="no"><value>Нет</value></text>
    <text id="/data/need/note:label"><value>Возраст <output value=" /data/who/age "/></value></text>
  </translation>
</itext>
<instance><data id="initial" version="3">
  <who><name/><born/><age/><alone/><alone_name/><children/></who>
  <need><kinds/><how_many/><score/><urgent/><reason/><note/></need>
  <place><region/><etrap/></place>
  <meta><instanceID/></meta>
</data></instance>
<instance id="yesno"><root>
  <item><itextId>yes</itextId><name>yes</name></item><item><itextId>no</itextId><name>no</name></item>
</root></instance>
<instance id="etraps"><root>
  <item><name>kaka</name><label>Kaka</label><region>ahal</region></item>
  <item><name>tejen</name><label>Tejen</label><region>ahal</region></item>
  <item><name>sayat</name><label>Saýat</label><region>lebap</region></item>
</root></instance>
<bind nodeset="/data/who/name" type="string" calculate="once(instance('case')/root/item[1]/name)"/>
<bind nodeset="/data/who/born" type="date" required="true()" constraint=". &lt;= today()"
  jr:constraintMsg="A birth date is never in the future."/>
<bind nodeset="/data/who/age" type="int" calculate="int((today() - ../born) div 365.25)"/>
<bind nodeset="/data/who/alone" type="string" required="true()"/>
<bind nodeset="/data/who/alone_name" calculate="jr:choice-name(../alone, ' /data/who/alone ')"/>
<bind nodeset="/data/who/children" type="int" relevant="../alone = 'no'" constraint=". &gt;= 0 and . &lt;= 20"/>
<bind nodeset="/data/need/kinds" type="string"/>
<bind nodeset="/data/need/how_many" type="int" calculate="count-selected(../kinds)"/>
<bind nodeset="/data/need/score" type="int"
  calculate="coalesce(../how_many, 0) + coalesce(/data/who/children, 0) + if(selected(../kinds, 'money'), 2, 0)"/>
<bind nodeset="/data/need/urgent" calculate="if(../score &gt; 3, 'yes', 'no')"/>
<bind nodeset="/data/need/reason" type="string" relevant="../urgent = 'yes'" required="true()"/>
<bind nodeset="/data/need/note" type="string" readonly="true()"/>
<bind nodeset="/data/place/region" type="string"/>
<bind nodeset="/data/place/etrap" type="string"/>
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid" readonly="true()"/>
"""

ASSESSMENT_BODY = """
<group ref="/data/who"><label>Who</label>
  <input ref="/data/who/born"><label>Born</label></input>
  <select1 ref="/data/who/alone" appearance="minimal">
    <label ref="jr:itext('/data/who/alone:label')"/><hint ref="jr:itext('/data/who/alone:hint')"/>
    <itemset nodeset="instance('yesno')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset>
  </select1>
  <input ref="/data/who/children"><label>Children</label></input>
</group>
<group ref="/data/need"><label>Need</label>
  <select ref="/data/need/kinds"><label>Kinds</label>
    <item><label>Money</label><value>money</value></item>
    <item><label>Care</label><value>care</value></item>
    <item><label>Papers</label><value>papers</value></item>
  </select>
  <input ref="/data/need/reason"><label>Why urgent</label></input>
  <input ref="/data/need/note"><label ref="jr:itext('/data/need/note:label')"/></input>
</group>
<group ref="/data/place"><label>Place</label>
  <select1 ref="/data/place/region"><label>Region</label>
    <item><label>Ahal</label><value>ahal</value></item><item><label>Lebap</label><value>lebap</value></item>
  </select1>
  <select1 ref="/data/place/etrap"><label>Etrap</label>
    <itemset nodeset="instance('etraps')/root/item[region = /data/place/region]">
      <value ref="name"/><label ref="label"/></itemset>
  </select1>
</group>
"""


def form_xml(model: str, body: str = "", title: str = "Practice") -> bytes:
    """Return the XML of an invented form."""
    whole = f"{HEAD}<h:head><h:title>{title}</h:title><model>{model}</model></h:head><h:body>{body}</h:body></h:html>"
    return whole.encode()


@pytest.fixture
def xml_of() -> Callable[..., bytes]:
    """Give the function that writes a form's XML from its model and body."""
    return form_xml


@pytest.fixture
def open_form() -> Callable[..., Session]:
    """Give a function that opens a session on a form written as instance, binds, body and further model."""

    def opened(instance: str, binds: str = "", body: str = "", more: str = "", **settings: Any) -> Session:
        media: Mapping[str, bytes] = settings.pop("media", {})
        model = f'<instance><data id="practice">{instance}</data></instance>{more}{binds}'
        return start(load(form_xml(model, body), media=media), **settings)

    return opened


def start(form: Form, **settings: Any) -> Session:
    """Return a session with a clock and chance that stand still."""
    numbers = itertools.count(1)
    settings.setdefault("clock", lambda: MOMENT)
    settings.setdefault("new_uuid", lambda: f"00000000-0000-4000-8000-{next(numbers):012d}")
    settings.setdefault("random", lambda: 0.25)
    return Session(form, **settings)


@pytest.fixture(scope="session")
def assessment_form() -> Form:
    """Give an invented initial assessment in Turkmen and Russian."""
    return load(form_xml(ASSESSMENT_MODEL, ASSESSMENT_BODY))


@pytest.fixture
def begin() -> Callable[..., Session]:
    """Give the function that starts a session on a form."""
    return start


@pytest.fixture
def assessment(assessment_form: Form) -> Session:
    """Give a session on the assessment, about an invented case."""
    return start(assessment_form, instances={"case": {"name": "Oguljeren"}})
