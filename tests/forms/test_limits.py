"""Expressions and patterns that mean harm, or are merely enormous, end in our own refusal and quickly."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.errors import UserError
from app.forms.evaluation import evaluate
from app.forms.repeats import MOST_IN_ALL, MOST_INSTANCES
from app.forms.session import Session
from app.forms.xpath.parser import parse
from app.forms.xpath.patterns import safe_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "((a)+)+",
        "(a*)*b",
        "(a|a)*b",
        "(x|xy)+",
        "(a{1,5}){1,9}",
        r"(.*)(.*)(.*)(.*)(.*)[^a\n]",
        "(a+){30}b",
    ],
)
def test_no_pattern_runs_for_ever_on_any_answer(pattern: str) -> None:
    matches = safe_pattern(pattern)
    assert matches is not None
    assert not matches("a" * 50_000 + "\n")


@pytest.mark.parametrize("pattern", [r"(a)\1", "(", "(?P<x>a)(?P=x)", "(?=(a+)+$)a", "a" * 3000])
def test_a_pattern_that_cannot_be_used_safely_is_refused(pattern: str) -> None:
    assert safe_pattern(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        (r"^I-[A-Z]{2} ?\d{6}$", "I-AS 123456", "I-AS 12345"),
        (r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$", "a.b@c.gov.tm", "a.b@c"),
        (r"(\d{2} ){3}\d{2}", "12 34 56 78", "12 34 56"),
        (r"^(?=.*\d)[a-z0-9]{4,8}$", "abc1", "abcd"),
        (r"^(?!0000)\d{4}$", "0001", "0000"),
        (r"[\u0400-\u04FF ]+", "Ата Атаев", "Ata"),
        ("[A-Za-zÄÇŽŇÖŞÜÝäçžňöşüý -]+", "Şirin-Gül", "Şirin1"),
        (r"\p{L}{2,}", "Aýna", "A1"),
        (".{0,1500}", "x" * 1000, "x" * 1501),
        ("[^'\"]*", "it is", 'a"b'),
        ("", "", "x"),
    ],
)
def test_patterns_of_real_forms_match_the_whole_answer(pattern: str, fits: str, fails: str) -> None:
    matches = safe_pattern(pattern)
    assert matches is not None
    assert matches(fits)
    assert not matches(fails)


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 500 + "1" + ")" * 500,
        "1" + "*1" * 1900,
        "/a" + "|/a" * 1900,
        "a" + "[1" * 300,
        "if(1," * 200,
        "1" + "=1" * 500,
    ],
)
def test_an_expression_beyond_all_measure_is_refused(expression: str) -> None:
    with pytest.raises(UserError):
        evaluate("<a/>", expression)


def test_long_sums_and_conditions_of_real_scores_are_kept() -> None:
    assert evaluate("<a/>", "+".join(["1"] * 1500), kind="number") == 1500
    assert evaluate("<a/>", " or ".join(["false()"] * 1500) + " or true()", kind="boolean") is True
    assert evaluate("<a/>", "--" * 1000 + "3", kind="number") == 3


PIECES = (
    "/ // . .. a b * @ :: child [ ] ( ) , 1 2.5 'x' \" = != < and or div mod - + | count sum position last"
)
WORDS = st.lists(st.sampled_from(re.split(" +", PIECES)), max_size=25).map(" ".join)


@given(WORDS | st.text(max_size=40))
@example("1 \x1c")
def test_any_text_is_either_an_expression_or_refused_with_a_place(text: str) -> None:
    place = 0
    try:
        parse(text)
    except UserError as refused:
        place = int(str(refused.fields["position"]))
    assert 0 <= place <= len(text)


@given(WORDS)
def test_any_expression_has_a_value_or_our_own_error(text: str) -> None:
    try:
        evaluate("<a><b>1</b><b>x</b></a>", text)
    except UserError:
        return


def test_ten_thousand_entries_are_bounded_and_told(open_form: Callable[..., Session]) -> None:
    session = open_form(
        '<n/><a jr:template=""><m/><b jr:template=""><x/></b></a>',
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/a/m" type="int"/>',
        '<input ref="/data/n"/><repeat nodeset="/data/a" jr:count="/data/n"><input ref="/data/a/m"/>'
        '<repeat nodeset="/data/a/b" jr:count="../m"><input ref="/data/a/b/x"/></repeat></repeat>',
    )
    session.set("/data/n", "10000")
    assert len(session.instances("/data/a")) == MOST_INSTANCES
    for place in range(1, 12):
        session.set(f"/data/a[{place}]/m", "2000")
    inside = sum(len(session.instances(f"/data/a[{place}]/b")) for place in range(1, 12))
    assert MOST_INSTANCES + inside == MOST_IN_ALL
    assert [str(one.fields["most"]) for one in session.warnings] == ["2000", "20000"]
    session.set("/data/a[1]/m", "0")
    session.set("/data/a[12]/m", "2000")
    assert len(session.instances("/data/a[12]/b")) == 2000


def _texts(count: int) -> str:
    """Each text names the next one twice, the last one the first."""
    texts = "".join(
        f'<text id="t{n}"><value>{n}<output value="jr:itext(\'t{(n + 1) % count}\')"/>'
        f"<output value=\"jr:itext('t{(n + 1) % count}')\"/></value></text>"
        for n in range(count)
    )
    return f'<itext><translation lang="en">{texts}</translation></itext>'


@pytest.mark.parametrize("count", [1, 2, 60])
def test_texts_that_name_each_other_without_end_are_cut_off(
    open_form: Callable[..., Session], count: int
) -> None:
    body = '<input ref="/data/a"><label ref="jr:itext(\'t0\')"/></input>'
    session = open_form("<a/>", body=body, more=_texts(count))
    assert (session.node("/data/a").label or "").startswith("0")
    assert any("without end" in problem.sentence for problem in session.warnings)


@pytest.mark.parametrize("filtered", ["", "[jr:choice-name('x', '/data/a') = label]"])
def test_choices_that_name_themselves_are_cut_off(open_form: Callable[..., Session], filtered: str) -> None:
    more = '<instance id="rows"><root><item><name>x</name><label>X</label></item></root></instance>'
    label = "<label ref=\"concat(label, jr:choice-name('x', '/data/a'))\"/>"
    itemset = (
        f'<itemset nodeset="instance(\'rows\')/root/item{filtered}"><value ref="name"/>{label}</itemset>'
    )
    session = open_form("<a/>", body=f'<select1 ref="/data/a">{itemset}</select1>', more=more)
    assert len(session.node("/data/a").options) < 2
    assert any("without end" in problem.sentence for problem in session.warnings)
