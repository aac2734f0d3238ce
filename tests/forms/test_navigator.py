"""Pages, the way through them, and how far one is."""

from __future__ import annotations

from collections.abc import Callable

from app.forms.navigator import Navigator
from app.forms.session import Session

Open = Callable[..., Session]


def test_each_top_level_group_is_a_page_with_its_title(assessment: Session) -> None:
    navigator = Navigator(assessment)
    assert [page.title for page in navigator.pages()] == ["Who", "Need", "Place"]
    assert navigator.page(0).paths == ("/data/who/born", "/data/who/alone", "/data/who/children")


def test_a_page_that_is_not_relevant_is_passed_over(open_form: Open) -> None:
    session = open_form(
        "<a><x/></a><b><y/></b><c><z/></c>",
        '<bind nodeset="/data/b" relevant="/data/a/x = \'yes\'"/>',
        "".join(
            f'<group ref="/data/{g}"><input ref="/data/{g}/{q}"/></group>' for g, q in ("ax", "by", "cz")
        ),
    )
    navigator = Navigator(session)
    assert (navigator.first(), navigator.next(0), navigator.previous(2)) == (0, 2, 0)
    session.set("/data/a/x", "yes")
    assert (navigator.next(0), navigator.next(2), navigator.previous(2)) == (1, None, 1)


def test_loose_questions_share_pages_between_groups(open_form: Open) -> None:
    session = open_form(
        "<a/><b/><g><c/></g><d/>",
        body='<input ref="/data/a"/><input ref="/data/b"/>'
        '<group ref="/data/g" appearance="field-list"><input ref="/data/g/c"/></group><input ref="/data/d"/>',
    )
    pages = Navigator(session).pages()
    assert [page.paths for page in pages] == [("/data/a", "/data/b"), ("/data/g/c",), ("/data/d",)]


def test_field_lists_inside_a_group_are_pages_of_their_own(open_form: Open) -> None:
    inner = "".join(
        f'<group ref="/data/g/{n}" appearance="field-list"><label>{n}</label><input ref="/data/g/{n}/q"/></group>'
        for n in "ab"
    )
    session = open_form("<g><a><q/></a><b><q/></b></g>", body=f'<group ref="/data/g">{inner}</group>')
    assert [page.title for page in Navigator(session).pages()] == ["a", "b"]


def test_a_page_lists_every_entry_of_its_repeat_and_stays_when_it_is_empty(open_form: Open) -> None:
    session = open_form(
        '<r jr:template=""><x/><y/></r>',
        body='<group ref="/data/r"><label>Rows</label><repeat nodeset="/data/r"><input ref="/data/r/x"/>'
        '<input ref="/data/r/y"/></repeat></group>',
    )
    navigator = Navigator(session)
    assert navigator.page(0).paths == ()
    assert navigator.page(0).relevant
    session.add("/data/r")
    session.add("/data/r")
    assert navigator.page(0).paths == ("/data/r[1]/x", "/data/r[1]/y", "/data/r[2]/x", "/data/r[2]/y")


def test_a_form_with_nothing_to_ask_has_one_empty_page(open_form: Open) -> None:
    navigator = Navigator(open_form("<a/>", '<bind nodeset="/data/a" calculate="1 + 1"/>', body=""))
    (page,) = navigator.pages()
    assert (page.paths, page.relevant) == ((), False)
    assert (navigator.first(), navigator.next(0), navigator.previous(0)) == (None, None, None)
    assert (navigator.progress(0).page, navigator.progress(0).pages) == (0, 0)


def test_a_problem_leads_to_its_page(assessment: Session) -> None:
    navigator = Navigator(assessment)
    assert navigator.page_of("/data/place/etrap") == 2


def test_progress_counts_relevant_questions_only(assessment: Session) -> None:
    navigator = Navigator(assessment)
    before = navigator.progress(0)
    assert (before.answered, before.page, before.pages) == (0, 1, 3)
    assessment.set("/data/who/alone", "no")
    after = navigator.progress(1)
    assert after.questions == before.questions + 1
    assert (after.answered, after.page) == (1, 2)
