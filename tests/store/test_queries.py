"""What lists and pages read: conflicts and the safer value, search in every script, restricted cases, sorting, counts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import kinds
from app.models.case import Case, Risk
from app.models.case_number import ALPHABET, case_number
from app.models.edit import Decide, Delete, Edit, Put
from app.models.household import Document, Kinship
from app.models.record import difference
from app.store import finding, log, queries
from app.store.queries import Order, Wanted
from app.store.vault import Save, Vault
from tests import factory
from tests.factory import Clock, Made


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path / "other", name="Maral", clock=Clock(9_000_000_000_000))
    yield opened
    opened.close()


def bring(sender: Vault, receiver: Vault) -> None:
    """Send everything that is missing."""
    bodies = list(log.missing_everywhere(sender.connection, log.have(receiver.connection), None))
    with receiver.transaction():
        receiver.receive([factory.parsed(body) for body in bodies], bundle="b")


def put(made: Made, field: str, value: str | bool) -> Put:
    return Put(record=made.case.id, kind=Case.KIND, field=field, value=value)


def apart(vault: Vault, other: Vault, made: Made, here: list[Edit], there: list[Edit]) -> None:
    """Both work on a case without knowing of each other, then meet at the first."""
    bring(vault, other)
    vault.commit(made.stream, here)
    other.commit(made.stream, there)
    bring(other, vault)


def opened(vault: Vault, made: Made) -> queries.OpenCase:
    found = queries.open_case(vault, made.stream)
    assert found is not None
    return found


def test_what_two_wrote_apart_is_shown_with_both_authors(vault: Vault, other: Vault) -> None:
    made = factory.a_case(vault)
    apart(vault, other, made, [put(made, "request", "kömek")], [put(made, "request", "resminama")])
    (conflict,) = queries.conflicts(vault)
    assert (conflict.stream, conflict.record, conflict.field) == (made.stream, made.case.id, "request")
    assert {(one.value, one.actor) for one in conflict.versions} == {
        ("kömek", vault.owner.staff),
        ("resminama", other.owner.staff),
    }
    assert opened(vault, made).file.case.request == "resminama", "the newest is in force meanwhile"
    assert queries.cases(vault, Wanted(conflicts=True))[0].conflicts == 1
    assert opened(vault, made).conflicts == (conflict,)


def test_a_save_that_saw_both_settles_a_conflict_on_both_laptops(vault: Vault, other: Vault) -> None:
    made = factory.a_case(vault)
    apart(vault, other, made, [put(made, "request", "kömek")], [put(made, "request", "resminama")])
    vault.commit(made.stream, [put(made, "request", "ikisi hem")], seen=opened(vault, made).heads)
    bring(vault, other)
    for one in (vault, other):
        assert queries.conflicts(one) == []
        assert opened(one, made).file.case.request == "ikisi hem"


def test_a_save_that_saw_only_one_side_settles_nothing(vault: Vault, other: Vault) -> None:
    made = factory.a_case(vault)
    bring(vault, other)
    other.commit(made.stream, [put(made, "request", "resminama")])
    seen = opened(vault, made).heads
    bring(other, vault)
    vault.commit(made.stream, [put(made, "request", "kömek")], seen=seen)
    assert len(queries.conflicts(vault)) == 1


def test_the_same_word_written_twice_is_no_conflict(vault: Vault, other: Vault) -> None:
    made = factory.a_case(vault)
    apart(vault, other, made, [put(made, "request", "kömek")], [put(made, "request", "kömek")])
    assert queries.conflicts(vault) == []


@pytest.mark.parametrize(
    ("here", "there"), [("low", "urgent"), ("urgent", "low"), ("", "high"), ("high", "")]
)
def test_of_two_risks_the_higher_is_in_force(vault: Vault, other: Vault, here: str, there: str) -> None:
    made = factory.a_case(vault)
    apart(vault, other, made, [put(made, "risk", here)], [put(made, "risk", there)])
    worse = "urgent" if "urgent" in (here, there) else "high"
    assert opened(vault, made).file.case.risk is Risk(worse)
    assert queries.cases(vault, Wanted(risk=worse))[0].stream == made.stream
    assert len(queries.conflicts(vault)) == 1


@pytest.mark.parametrize(("here", "there"), [(True, False), (False, True)])
def test_restricted_wins_over_open_to_all(vault: Vault, other: Vault, here: bool, there: bool) -> None:
    made = factory.a_case(vault)
    apart(vault, other, made, [put(made, "restricted", here)], [put(made, "restricted", there)])
    assert opened(vault, made).file.case.restricted
    assert queries.cases(vault, Wanted())[0].restricted


def test_a_case_closed_while_another_works_on_it_stays_open(vault: Vault, other: Vault) -> None:
    made = factory.a_case(vault)
    apart(vault, other, made, [put(made, "closed", "2026-11-01")], [put(made, "closed", "")])
    assert opened(vault, made).file.case.closed == ""
    assert queries.count_cases(vault, Wanted()) == 1
    assert queries.count_cases(vault, Wanted(closed=True)) == 0


def test_a_closed_case_leaves_the_list(vault: Vault) -> None:
    made = factory.a_case(vault, until="visits")
    vault.commit(made.stream, [put(made, "closed", "2026-11-30")])
    assert queries.cases(vault, Wanted()) == []
    assert [item.step for item in queries.cases(vault, Wanted(closed=True))] == ["closure"]


@pytest.mark.parametrize(
    "typed", ["Şirin", "sirin", "Ширин", "шир", "SIRIN myradowa", "Мурадова Ш", "Shirin"]
)
def test_a_person_is_found_in_any_script_and_without_marks(vault: Vault, typed: str) -> None:
    made = factory.a_case(vault)
    factory.a_case(
        vault, seed=2, person=factory.a_person(seed=2, surname="Orazow", name="Berdi", patronymic="")
    )
    assert [hit.stream for hit in finding.search(vault, typed)] == [made.stream]


@given(seed=st.integers())
def test_every_case_number_is_found_however_it_is_typed(any_vault: Vault, seed: int) -> None:
    case = Case(id=factory.identifier(seed), opened="2026-01-01")
    stream, number = f"{kinds.CASE}:{case.id}", case_number(case.id)
    any_vault.commit_all([(stream, [Save(edits=difference(None, case))])])
    for typed in (number, number.lower(), number.replace("-", ""), number.replace("-", " ")):
        assert stream in [hit.stream for hit in finding.search(any_vault, typed)]
    confused = number.replace("0", "O").replace("1", "l")
    assert stream in [hit.stream for hit in finding.search(any_vault, confused)]
    assert queries.case_by_number(any_vault, number) == stream


@pytest.fixture(scope="module")
def any_vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    opened_vault = factory.a_vault(tmp_path_factory.mktemp("numbers"))
    yield opened_vault
    opened_vault.close()


def test_a_phone_a_paper_and_an_address_lead_to_the_person_or_household(vault: Vault) -> None:
    made = factory.a_case(vault, person=factory.a_person(phone="865123456"))
    paper = Document(id="d1", person=made.client.id, type="passport", number="I-AŞ 445566")
    vault.commit(made.household_stream, difference(None, paper))
    assert finding.search(vault, "8651234")[0].stream == made.stream
    assert finding.search(vault, "445566")[0].stream == made.stream
    assert [hit.kind for hit in finding.search(vault, "Gorogly")] == ["household"]


def test_a_restricted_case_is_found_by_its_number_and_without_a_name(vault: Vault) -> None:
    made = factory.a_case(vault, restricted=True, person=factory.a_person(phone="865123456"))
    for typed in ("Şirin", "Myradowa", "Мурадова", "865123456"):
        assert finding.search(vault, typed) == [], typed
    (hit,) = finding.search(vault, case_number(made.case.id))
    assert (hit.stream, hit.name, hit.birth, hit.restricted) == (made.stream, "", "", True)


def test_nothing_typed_and_only_signs_find_nothing(vault: Vault) -> None:
    factory.a_case(vault)
    for typed in ("", "   ", "-", '"*', "NEAR(", "'; DROP TABLE search"):
        assert finding.search(vault, typed) == []


@given(typed=st.text(alphabet=st.sampled_from('şЖ"*()-:^{}+ aANDORNOT01'), max_size=12))
def test_whatever_is_typed_never_breaks_the_search(any_vault: Vault, typed: str) -> None:
    finding.search(any_vault, typed)


def test_a_new_name_is_found_and_the_old_one_is_not(vault: Vault) -> None:
    made = factory.a_case(vault)
    married = replace(made.client, surname="Orazowa", former_surname="Myradowa")
    vault.commit(made.household_stream, difference(made.client, married))
    assert queries.case_item(vault, made.stream).name == "Orazowa Şirin Amanowna"  # type: ignore[union-attr]
    assert [hit.name for hit in finding.search(vault, "Orazow")] == ["Orazowa Şirin Amanowna"]
    assert finding.search(vault, "Myradowa"), "by the former surname too"
    vault.commit(made.household_stream, difference(married, replace(married, former_surname="")))
    assert finding.search(vault, "Myradowa") == []


def test_lists_sort_by_the_turkmen_alphabet_by_due_date_and_by_danger(vault: Vault) -> None:
    people = (
        ("Şükür", Risk.LOW),
        ("Çary", Risk.URGENT),
        ("Aman", Risk.HIGH),
        ("Zöhre", Risk.UNKNOWN),
        ("Ýazgül", Risk.MEDIUM),
    )
    for name, risk in people:
        person = factory.a_person(seed=name, name="A", patronymic="", surname=name)
        factory.a_case(vault, seed=name, person=person, risk=risk)
    by = {
        order: [item.name.split()[0] for item in queries.cases(vault, Wanted(), order=order)]
        for order in Order
    }
    assert by[Order.NAME] == ["Aman", "Çary", "Şükür", "Ýazgül", "Zöhre"]
    assert by[Order.DANGER] == ["Çary", "Aman", "Ýazgül", "Şükür", "Zöhre"]
    assert by[Order.DUE][:2] == ["Çary", "Aman"]
    assert by[Order.CHANGED] == ["Ýazgül", "Zöhre", "Aman", "Çary", "Şükür"]


def test_a_list_narrows_by_place_owner_household_and_due_date(vault: Vault) -> None:
    here = factory.a_case(vault, risk=Risk.URGENT)
    there = factory.a_case(vault, seed=2, owner="another")
    vault.commit(
        there.household_stream,
        [Put(record=there.household.id, kind="household", field="place", value="TM-L-01")],
    )

    def streams(wanted: Wanted) -> set[str]:
        found = {item.stream for item in queries.cases(vault, wanted)}
        assert queries.count_cases(vault, wanted) == len(found)
        return found

    assert streams(Wanted()) == {here.stream, there.stream}
    assert streams(Wanted(place="TM-M")) == streams(Wanted(place="TM-M-03")) == {here.stream}
    assert streams(Wanted(place="TM-M-0")) == set()
    assert streams(Wanted(owner="another")) == streams(Wanted(household=there.household.id)) == {there.stream}
    assert streams(Wanted(due_until=factory.DAY)) == {here.stream}


def test_the_counts_of_the_home_page(vault: Vault, other: Vault) -> None:
    factory.a_case(vault, risk=Risk.URGENT)
    made = factory.a_case(vault, seed=2, until="plan")
    apart(vault, other, made, [put(made, "request", "a")], [put(made, "request", "b")])
    closed = factory.a_case(vault, seed=3)
    vault.commit(closed.stream, [put(closed, "closed", factory.DAY)])
    found = queries.counts(vault, "2026-11-21", "2026-12-01")
    assert found == queries.Counts(open=2, urgent=1, due=1, overdue=1, waiting=1, conflicts=1, households=3)


def test_a_supervisors_answer_is_seen_in_the_list(vault: Vault) -> None:
    made = factory.a_case(vault, until="plan")
    assert queries.cases(vault, Wanted(review="waiting"))[0].stream == made.stream
    about = factory.plan_hash(vault, made.stream)
    body = {"decision": "returned", "reason": "Maksat düşnüksiz", "on": factory.DAY, "by": "s"}
    vault.commit(made.stream, [Decide(about=about, body=body)])
    item = queries.case_item(vault, made.stream)
    assert item is not None
    assert (item.review, item.due) == ("returned", "correct")


def test_a_household_is_named_after_its_head_and_lists_its_people(vault: Vault) -> None:
    head = factory.a_person(seed="head", name="Oraz", surname="Myradow", kinship=Kinship.HEAD)
    wife = factory.a_person(seed="a wife", kinship=Kinship.SPOUSE)
    home, _ = factory.a_household(vault, people=[wife, head])
    stream = f"{kinds.HOUSEHOLD}:{home.id}"
    (item,) = queries.households(vault)
    assert (item.name, item.members) == ("Myradow Oraz Amanowna", 2)
    file = queries.household_file(vault, stream)
    assert file is not None
    assert set(file.people) == {head, wife}
    assert queries.household_file(vault, "h:nobody") is None
    assert queries.open_case(vault, "c:nobody") is None


def test_when_the_client_leaves_the_household_the_list_loses_the_name(vault: Vault) -> None:
    made = factory.a_case(vault)
    vault.commit(made.household_stream, [Delete(record=made.client.id, kind="person")])
    item = queries.case_item(vault, made.stream)
    assert item is not None
    assert (item.name, item.birth) == ("", "")


def test_case_numbers_use_no_letter_that_looks_like_a_digit() -> None:
    assert not set("ILOU") & set(ALPHABET)
