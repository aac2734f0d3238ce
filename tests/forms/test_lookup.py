"""Finding rows of a data set by a column gives what looking at every row gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.definition import load
from app.forms.session import Session
from app.forms.xpath.lookup import lookup_of
from app.forms.xpath.parser import parse
from app.forms.xpath.syntax import Path
from tests.forms.conftest import form_xml, start

WORDS = st.sampled_from(["", "a", "b", "1", "01", "2026-11-22", "true", " a"])
ROWS = st.lists(st.dictionaries(st.sampled_from(["k", "l"]), WORDS), max_size=8)
PREDICATES = (
    *(
        "k = /data/x",
        "/data/x = k",
        "./k = current()/../x",
        "k = 'a' and l = /data/x",
        "k = 1",
        "k = /data/n",
    ),
    *("k = /data/x or l = 'b'", "k != /data/x", "k = l", "not(k = /data/x) and l = 'a'", "k = today()"),
    *("k = /data/x][1", "k = /data/x and position() < 3", "k = concat(/data/x, '')", "k = (/data/x = 'a')"),
    *("k = /data/hidden", "k = coalesce(/data/hidden, /data/x)", "k = /data/many/v", "string(k) = /data/x"),
)


def found(predicate: str, rows: list[dict[str, str]], x: str, *, wrapped: bool) -> str:
    """Return the numbers of the rows found; `wrapped` hides the column so that every row is looked at."""
    items = "".join(
        f"<item><n>{n}</n>" + "".join(f"<{name}>{text}</{name}>" for name, text in row.items()) + "</item>"
        for n, row in enumerate(rows)
    )
    shown = f"self::*][{predicate}" if wrapped else predicate
    model = (
        f"<instance><data id='f'><x>{x}</x><n>1</n><hidden>a</hidden><many><v>a</v></many><many><v>b</v></many><said/></data>"
        f'</instance><instance id="t"><root>{items}</root></instance><bind nodeset="/data/hidden" relevant="false()"/>'
        f"<bind nodeset=\"/data/said\" calculate=\"join(' ', instance('t')/root/item[{shown}]/n)\"/>"
    )
    session = start(load(form_xml(model.replace(" < ", " &lt; "))))
    assert session.warnings == []
    return session.node("/data/said").value


@pytest.mark.parametrize("predicate", PREDICATES)
@given(rows=ROWS, x=WORDS)
def test_the_same_rows_are_found(predicate: str, rows: list[dict[str, str]], x: str) -> None:
    assert found(predicate, rows, x, wrapped=False) == found(predicate, rows, x, wrapped=True)


def test_a_cascade_is_looked_up_and_a_place_among_the_rows_is_not() -> None:
    def by(path: str) -> str | None:
        tree = parse(path)
        assert isinstance(tree, Path)
        lookup = lookup_of(tree)
        return lookup.column if lookup else None

    assert by("instance('t')/root/item[region = /data/r and town = /data/t]/label") == "town"
    assert by("instance('t')/root/item[position() = /data/r and town = /data/t]") is None
    assert by("instance('t')/root/*[town = /data/t]") is None
    assert by("instance('t')/root/item[town = ../other]") is None
    assert by("/data/row[town = /data/t]") is None


def test_a_long_list_is_searched_once(open_form: Callable[..., Session]) -> None:
    rows = "".join(f"<item><name>s{n}</name><town>t{n % 100}</town></item>" for n in range(2000))
    session = open_form(
        "<town/><street/>",
        body="""<input ref="/data/town"/><select1 ref="/data/street"><itemset
        nodeset="instance('streets')/root/item[town = /data/town]">
        <value ref="name"/><label ref="name"/></itemset></select1>""",
        more=f'<instance id="streets"><root>{rows}</root></instance>',
    )
    for town in ("t7", "t99"):
        session.set("/data/town", town)
        expected = [f"s{n}" for n in range(2000) if f"t{n % 100}" == town]
        assert [code for code, _ in session.node("/data/street").options] == expected
