"""How fast the forms engine is: opening a form of 500 questions, one answer in it, working all of it out again.

Times are the processor's, so that other programs on the machine do not count.
"""

from __future__ import annotations

import random
import statistics
import tracemalloc
from datetime import datetime
from time import process_time

from app.forms.definition import Form, load
from app.forms.runner import state
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT
from app.forms.xpath.parser import parse

GROUPS = 32
PER_GROUP = 16
ANSWERS = 5000


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


def answers_ms(session: Session, count: int = ANSWERS, seed: int = 1) -> list[float]:
    """Return the milliseconds of each of `count` random answers."""
    random_ = random.Random(seed)
    took = []
    for _ in range(count):
        g, i = random_.randrange(GROUPS), random_.randrange(PER_GROUP)
        path, value = f"/data/g{g}/q{g}_{i}", _answer(random_, i)
        began = process_time()
        session.set(path, value)
        took.append((process_time() - began) * 1000)
    return sorted(took)


def main() -> None:
    """Print every figure beside what it has to reach."""
    xml = form_xml()
    opened = []
    for _ in range(5):
        parse.cache_clear()
        began = process_time()
        session = a_session(load(xml))
        opened.append(process_time() - began)
    print(f"questions                    {GROUPS * PER_GROUP}")
    print(f"open form and session     s  {min(opened):.3f}   reach 0.13")
    took = answers_ms(session)
    at = {"median": statistics.median(took), "p95": took[int(len(took) * 0.95)], "max": took[-1]}
    for (name, figure), reach in zip(at.items(), (0.05, 0.3, 5), strict=True):
        print(f"one answer, {name:6}       ms  {figure:.4f}   reach {reach}")
    began = process_time()
    session.recompute_all()
    print(f"work all out again       ms  {(process_time() - began) * 1000:.2f}")
    began = process_time()
    state(session)
    print(f"state of every node      ms  {(process_time() - began) * 1000:.2f}")
    tracemalloc.start()
    held = a_session(load(xml))
    print(f"memory of form, session  MB  {tracemalloc.get_traced_memory()[0] / 1e6:.1f}")
    assert held.node("/data/g0/q0_0").valid is False


if __name__ == "__main__":
    main()
