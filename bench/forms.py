"""How fast the forms engine is beside JavaRosa and ODK Web Forms: opening a form, one answer, working all of it out again.

Two invented forms: 512 questions with skip logic, sums and constraints; a cascade down to 2,000 choices. All three engines
get the same answers in one run; an answer is timed with the choices that are shown for it. JavaRosa ships inside pyxform
and needs Java; for ODK Web Forms name a folder that holds the peer's `state.mjs` and its installed packages in GOLDAW_ODK.
Times are those of the clock; our own are also given in processor time, since other programs may run.
"""

from __future__ import annotations

import gc
import json
import os
import random
import statistics
import subprocess
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time

from app.forms.definition import Form, load
from app.forms.navigator import Navigator
from app.forms.runner import state
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT
from app.forms.xpath.parser import parse
from tests.conformance import javarosa

GROUPS = 32
PER_GROUP = 16
ANSWERS = 3000
REGIONS, TOWNS, STREETS = 10, 10, 20


def form_xml(groups: int = GROUPS, per_group: int = PER_GROUP) -> bytes:
    """Return an invented form: groups of questions with skip logic, sums, constraints and cascades."""
    instance, binds, body, texts = [], [], [], []
    for g in range(groups):
        names = [f"q{g}_{i}" for i in range(per_group)]
        instance.append(f"<g{g}>" + "".join(f"<{n}/>" for n in names) + f"<total{g}/></g{g}>")
        questions = []
        for i, name in enumerate(names):
            path = f"/data/g{g}/{name}"
            earlier = f"/data/g{g}/{names[i - 1]}" if i else path
            binds.append(_bind(i, path, earlier))
            questions.append(_control(i, path))
            for language in ("tk", "ru"):
                texts.append((language, f"{path}:label", f"{name} {language}"))
        numbers = " + ".join(f"coalesce(../{names[i]}, 0)" for i in range(0, per_group, 4))
        previous = f" + coalesce(/data/g{g - 1}/total{g - 1}, 0)" if g % 4 else ""
        binds.append(f'<bind nodeset="/data/g{g}/total{g}" type="decimal" calculate="{numbers}{previous}"/>')
        if g and g % 3 == 0:
            binds.append(f'<bind nodeset="/data/g{g}" relevant="/data/g{g - 1}/q{g - 1}_1 != \'b\'"/>')
        body.append(f'<group ref="/data/g{g}"><label>Group {g}</label>{"".join(questions)}</group>')
    return _whole(instance, binds, body, texts).encode()


def _bind(i: int, path: str, earlier: str) -> str:
    if i % 4 == 0:
        return f'<bind nodeset="{path}" type="int" constraint=". &gt;= 0 and . &lt; 1000" required="true()"/>'
    if i % 4 == 1:
        return f'<bind nodeset="{path}" type="string" relevant="{earlier} &gt; 2"/>'
    if i % 4 == 2:
        return f'<bind nodeset="{path}" type="string" relevant="selected({earlier}, \'a\') or {earlier} = \'\'"/>'
    return f'<bind nodeset="{path}" type="date" constraint=". &lt;= today()" required="{earlier} != \'\'"/>'


def _control(i: int, path: str) -> str:
    label = f"<label ref=\"jr:itext('{path}:label')\"/>"
    if i % 4 in (0, 3):
        return f'<input ref="{path}">{label}</input>'
    kind = "select1" if i % 4 == 1 else "select"
    rows = f"instance('codes')/root/item[kind = '{'one' if kind == 'select1' else 'many'}']"
    itemset = f'<itemset nodeset="{rows}"><value ref="name"/><label ref="label"/></itemset>'
    return f'<{kind} ref="{path}">{label}{itemset}</{kind}>'


def _whole(instance: list[str], binds: list[str], body: list[str], texts: list[tuple[str, str, str]]) -> str:
    items = "".join(
        f"<item><kind>{kind}</kind><name>{code}</name><label>{code}</label></item>"
        for kind in ("one", "many")
        for code in "abcdef"
    )
    itext = "".join(
        f'<translation lang="{language}">'
        + "".join(
            f'<text id="{name}"><value>{text}</value></text>'
            for lang, name, text in texts
            if lang == language
        )
        + "</translation>"
        for language in ("tk", "ru")
    )
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>'
        f'<h:title>Bench</h:title><model><itext>{itext}</itext><instance><data id="bench">{"".join(instance)}'
        f'</data></instance><instance id="codes"><root>{items}</root></instance>{"".join(binds)}</model></h:head>'
        f"<h:body>{''.join(body)}</h:body></h:html>"
    )


def cascade_xml() -> bytes:
    """Return an invented cascade: regions, their towns, and 2,000 streets."""

    def rows(name: str, items: list[str]) -> str:
        return f'<instance id="{name}"><root>{"".join(f"<item>{item}</item>" for item in items)}</root></instance>'

    def select(name: str, filtered: str = "") -> str:
        return (
            f'<select1 ref="/data/{name}"><label>{name}</label><itemset nodeset="instance(\'{name}s\')/root/item{filtered}">'
            '<value ref="name"/><label ref="label"/></itemset></select1>'
        )

    places = [(r, t) for r in range(REGIONS) for t in range(TOWNS)]
    regions = [f"<name>r{r}</name><label>Region {r}</label>" for r in range(REGIONS)]
    towns = [f"<name>t{r}_{t}</name><label>Town {r} {t}</label><region>r{r}</region>" for r, t in places]
    streets = [
        f"<name>s{r}_{t}_{s}</name><label>Street {r} {t} {s}</label><region>r{r}</region><town>t{r}_{t}</town>"
        for r, t in places
        for s in range(STREETS)
    ]
    said = "instance('streets')/root/item[name = /data/street]/label"
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>Cascade</h:title>'
        '<model><instance><data id="cascade"><region/><town/><street/><said/></data></instance>'
        + rows("regions", regions)
        + rows("towns", towns)
        + rows("streets", streets)
        + f'<bind nodeset="/data/said" type="string" calculate="{said}"/></model></h:head><h:body>'
        + select("region")
        + select("town", "[region = /data/region]")
        + select("street", "[region = /data/region and town = /data/town]")
        + "</h:body></h:html>"
    ).encode()


def a_session(form: Form) -> Session:
    """Return a session whose clock stands still."""
    moment = datetime(2026, 11, 22, 10, tzinfo=ASHGABAT)
    return Session(form, clock=lambda: moment)


def _answer(random_: random.Random, i: int) -> str:
    if i % 4 == 0:
        return str(random_.randrange(12))
    if i % 4 == 1:
        return random_.choice("abcdef")
    if i % 4 == 2:
        return " ".join(sorted(random_.sample("abcdef", 2)))
    return f"20{random_.randrange(10, 26)}-0{random_.randrange(1, 9)}-1{random_.randrange(9)}"


Answers = list[tuple[str, str]]


def long_answers(count: int = ANSWERS) -> Answers:
    """Return random answers to the questions that are asked at the time, in the form of 512 questions."""
    session, random_ = a_session(load(form_xml())), random.Random(1)
    found: Answers = []
    while len(found) < count:
        g, i = random_.randrange(GROUPS), random_.randrange(PER_GROUP)
        path, value = f"/data/g{g}/q{g}_{i}", _answer(random_, i)
        if session.item(path).relevant:
            session.set(path, value)
            found.append((path, value))
    return found


def cascade_answers(count: int = 600) -> Answers:
    """Return answers that go down the cascade again and again."""
    random_ = random.Random(1)
    found: Answers = []
    while len(found) < count:
        r, t, s = random_.randrange(REGIONS), random_.randrange(TOWNS), random_.randrange(STREETS)
        found += [("/data/region", f"r{r}"), ("/data/town", f"t{r}_{t}"), ("/data/street", f"s{r}_{t}_{s}")]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Milliseconds to open a form, and of each answer."""

    opened: float
    answers: list[float]

    def row(self, name: str) -> str:
        """Return one line of the table."""
        took = sorted(self.answers)
        p95 = took[int(len(took) * 0.95)]
        figures = (self.opened, statistics.median(took), p95, took[-1])
        return f"  {name:24}" + "".join(f"{figure:12.3f}" for figure in figures)


def ours(xml: bytes, answers: Answers, clock: Callable[[], float] = perf_counter) -> Timed:
    """Open the form to its first page five times (the best counts), then answer."""
    opened = []
    for _ in range(5):
        parse.cache_clear()
        began = clock()
        session = a_session(load(xml))
        page = Navigator(session).page(0)
        shown = [session.node(path) for path in page.paths]
        opened.append((clock() - began) * 1000)
        assert shown
    took = []
    for path, value in answers:
        item = session.item(path)
        began = clock()
        offered = session.world.options(item)
        session.set(path, value)
        took.append((clock() - began) * 1000)
        assert session.node(path).value == value or not {*value.split()} <= set(dict(offered))
    return Timed(opened=min(opened), answers=took)


def of_javarosa(form: Path, answers: Answers, classes: Path) -> Timed:
    """Answer the same in JavaRosa."""
    with javarosa.opened(form, classes, quiet=True) as other:
        opened, took = other.load_ms, []
        for path, value in answers:
            other.step({"set": [path, value]})
            if not other.error:
                took.append(other.ms)
    assert len(took) > 0.9 * len(answers)
    return Timed(opened=opened, answers=took)


def of_web_forms(form: Path, answers: Answers, folder: Path) -> Timed:
    """Answer the same in ODK Web Forms."""
    job = {"form": str(form), "media": None, "quiet": True, "steps": [{"set": list(one)} for one in answers]}
    done = subprocess.run(
        ["node", "state.mjs"], cwd=folder, input=json.dumps(job), text=True, capture_output=True, check=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    took = [line["ms"] for line in lines[1:] if not line.get("error")]
    assert len(took) > 0.9 * len(answers)
    return Timed(opened=lines[0]["load_ms"] + lines[0]["ms"], answers=took)


def engines(xml: bytes, answers: Answers) -> Iterator[tuple[str, Timed]]:
    """Yield the figures of each engine that is here."""
    yield "here, processor", ours(xml, answers, process_time)
    yield "here", ours(xml, answers)
    with tempfile.TemporaryDirectory() as scratch:
        form = Path(scratch, "form.xml")
        form.write_bytes(xml)
        if javarosa.is_here():
            yield "JavaRosa", of_javarosa(form, answers, javarosa.compiled(Path(scratch)))
        peer = os.environ.get("GOLDAW_ODK")
        if peer:
            yield "ODK Web Forms", of_web_forms(form, answers, Path(peer))


def compare(title: str, xml: bytes, answers: Answers) -> None:
    """Print one table: opening, and one answer in the median, at the 95th percentile and at most."""
    print(title)
    print(f"  {'':24}{'open ms':>12}{'median ms':>12}{'p95 ms':>12}{'most ms':>12}")
    mine: Timed | None = None
    for name, timed in engines(xml, answers):
        ratio = ""
        if name == "here":
            mine = timed
        elif mine is not None:
            times = statistics.median(timed.answers) / statistics.median(mine.answers)
            ratio = f"   answers {times:.1f}x ours, opening {timed.opened / mine.opened:.1f}x"
        print(timed.row(name) + ratio)


def main() -> None:
    """Print every figure beside what it has to reach."""
    xml = form_xml()
    compare(f"{GROUPS * PER_GROUP} questions (reach 300, 0.05, 0.3, 5)", xml, long_answers())
    compare(f"cascade of {REGIONS * TOWNS * STREETS} choices", cascade_xml(), cascade_answers())
    session = a_session(load(xml))
    for path, value in long_answers(1000):
        session.set(path, value)
    gc.collect()
    began = process_time()
    session.recompute_all()
    print(f"work all 512 out again   ms  {(process_time() - began) * 1000:.2f}   reach 7.7")
    began = process_time()
    state(session)
    print(f"state of every node      ms  {(process_time() - began) * 1000:.2f}")
    tracemalloc.start()
    held = a_session(load(xml))
    print(f"memory of form, session  MB  {tracemalloc.get_traced_memory()[0] / 1e6:.1f}   reach 30")
    assert held.node("/data/g0/q0_0").valid is False


if __name__ == "__main__":
    main()
