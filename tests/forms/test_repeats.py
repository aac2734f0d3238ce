"""Repeats: adding, removing, counting, nesting, and names that stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.forms.errors import StepRefused
from app.forms.session import Session

Open = Callable[..., Session]

CHILDREN = '<child jr:template=""><name/><age/><place/></child><total/><count/>'
CHILD_BINDS = (
    '<bind nodeset="/data/child/age" type="int"/>'
    '<bind nodeset="/data/child/place" calculate="position(..)"/>'
    '<bind nodeset="/data/total" calculate="sum(/data/child/age)"/>'
    '<bind nodeset="/data/count" calculate="count(/data/child)"/>'
)
CHILD_BODY = (
    '<repeat nodeset="/data/child"><input ref="/data/child/name"/><input ref="/data/child/age"/></repeat>'
)


@pytest.fixture
def children(open_form: Open) -> Session:
    """Give a session with an empty repeat."""
    return open_form(CHILDREN, CHILD_BINDS, CHILD_BODY)


def test_a_template_alone_begins_without_entries(children: Session) -> None:
    assert children.instances("/data/child") == ()
    assert children.node("/data/count").value == "0"


def test_entries_are_added_at_the_end_and_counted(children: Session) -> None:
    changed = children.add("/data/child")
    assert changed.structure
    children.add("/data/child")
    children.set("/data/child[1]/age", "4")
    children.set("/data/child[2]/age", "9")
    assert children.instances("/data/child") == ("/data/child[1]", "/data/child[2]")
    assert children.node("/data/total").value == "13"
    assert children.node("/data/count").value == "2"


def test_a_removed_entry_leaves_the_names_of_the_others(children: Session) -> None:
    for age in ("1", "2", "4"):
        children.add("/data/child")
        children.set(f"/data/child[{len(children.instances('/data/child'))}]/age", age)
    names = [children.node(path).row for path in children.instances("/data/child")]
    children.remove("/data/child", 1)
    assert [children.node(path).row for path in children.instances("/data/child")] == [names[0], names[2]]
    assert children.node("/data/total").value == "5"
    assert children.node("/data/child[2]/place").value == "2"


def test_an_entry_that_is_not_there_cannot_be_removed(children: Session) -> None:
    with pytest.raises(StepRefused, match="no entry number 1"):
        children.remove("/data/child", 0)


def test_an_absolute_path_inside_a_repeat_means_the_own_entry(open_form: Open) -> None:
    session = open_form(
        "<r><a>1</a><b/></r><r><a>2</a><b/></r>",
        '<bind nodeset="/data/r/b" calculate="/data/r/a * 10"/>',
        '<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>',
    )
    assert [session.node(f"/data/r[{n}]/b").value for n in (1, 2)] == ["10", "20"]
    session.set("/data/r[2]/a", "5")
    assert [session.node(f"/data/r[{n}]/b").value for n in (1, 2)] == ["10", "50"]


def test_a_counted_repeat_follows_its_count_and_cannot_be_changed_by_hand(open_form: Open) -> None:
    session = open_form(
        '<n>2</n><r jr:template=""><x/></r>',
        '<bind nodeset="/data/n" type="int"/>',
        '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat>',
    )
    assert len(session.instances("/data/r")) == 2
    session.set("/data/r[1]/x", "kept")
    session.set("/data/n", "3")
    assert len(session.instances("/data/r")) == 3
    session.set("/data/n", "1")
    assert session.node("/data/r[1]/x").value == "kept"
    assert not session.can_change_count("/data/r")
    with pytest.raises(StepRefused, match="own count"):
        session.add("/data/r")


def test_a_count_beyond_the_most_is_cut_and_reported(open_form: Open) -> None:
    session = open_form(
        '<n>1</n><r jr:template=""><x/></r>',
        body='<repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat>',
    )
    session.set("/data/n", "999999999")
    assert len(session.instances("/data/r")) == 2000
    assert len(session.warnings) == 1


def test_nested_repeats_keep_to_their_own_outer_entry(open_form: Open) -> None:
    session = open_form(
        '<house jr:template=""><n/><sum/><room jr:template=""><m/><share/></room></house>',
        '<bind nodeset="/data/house/sum" calculate="sum(../room/m)"/>'
        '<bind nodeset="/data/house/room/share" calculate="../m div ../../sum"/>',
        '<repeat nodeset="/data/house"><input ref="/data/house/n"/><repeat nodeset="/data/house/room">'
        '<input ref="/data/house/room/m"/></repeat></repeat>',
    )
    for house in (1, 2):
        session.add("/data/house")
        for room in (1, 2):
            session.add(f"/data/house[{house}]/room")
            session.set(f"/data/house[{house}]/room[{room}]/m", str(house * room))
    assert session.node("/data/house[1]/sum").value == "3"
    assert session.node("/data/house[2]/sum").value == "6"
    assert session.node("/data/house[2]/room[2]/share").value.startswith("0.666")


def test_a_running_total_over_earlier_entries_settles(open_form: Open) -> None:
    session = open_form(
        "<r><x>1</x><t/></r><r><x>2</x><t/></r><r><x>4</x><t/></r>",
        '<bind nodeset="/data/r/t" calculate="'
        'coalesce(/data/r[position() = position(current()/..) - 1]/t, 0) + ../x"/>',
        '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
    )
    assert [session.node(f"/data/r[{n}]/t").value for n in (1, 2, 3)] == ["1", "3", "7"]
    session.set("/data/r[1]/x", "10")
    assert [session.node(f"/data/r[{n}]/t").value for n in (1, 2, 3)] == ["10", "12", "16"]


def test_indexed_repeat_reads_another_entry(open_form: Open) -> None:
    session = open_form(
        "<r><x>a</x><before/></r><r><x>b</x><before/></r>",
        '<bind nodeset="/data/r/before" calculate="indexed-repeat(/data/r/x, /data/r, position(..) - 1)"/>',
        '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
    )
    assert [session.node(f"/data/r[{n}]/before").value for n in (1, 2)] == ["", "a"]
    session.set("/data/r[1]/x", "new")
    assert session.node("/data/r[2]/before").value == "new"


def test_entries_that_are_not_relevant_are_not_counted(open_form: Open) -> None:
    session = open_form(
        "<r><x>1</x></r><r><x>2</x></r><all/><show>yes</show>",
        '<bind nodeset="/data/r" relevant="/data/show = \'yes\'"/>'
        "<bind nodeset=\"/data/all\" calculate=\"concat(count(/data/r), ':', join(',', /data/r/x))\"/>",
        '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
    )
    assert session.node("/data/all").value == "2:1,2"
    session.set("/data/show", "no")
    assert session.node("/data/all").value == "0:"


def test_entries_that_a_smaller_count_took_away_come_back_with_their_answers(open_form: Open) -> None:
    session = open_form(
        '<n/><child jr:template=""><name/></child>',
        '<bind nodeset="/data/n" type="int"/>',
        '<input ref="/data/n"/><repeat nodeset="/data/child" jr:count="/data/n"><input ref="/data/child/name"/></repeat>',
    )
    session.set("/data/n", "3")
    session.set("/data/child[2]/name", "Aýna")
    row = session.item("/data/child[2]").row
    session.set("/data/n", "1")
    assert len(session.instances("/data/child")) == 1
    session.set("/data/n", "4")
    assert [session.node(f"{path}/name").value for path in session.instances("/data/child")] == [
        "",
        "Aýna",
        "",
        "",
    ]
    assert session.item("/data/child[2]").row == row
