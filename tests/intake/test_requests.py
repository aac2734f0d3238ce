"""Rows of a list become requests to look at, all in one save, and a list taken in twice is taken in once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.intake import requests
from app.intake.benefit_list import Recipient
from app.models.household import Sex
from app.store import finding, log, queries
from app.store.vault import Vault
from tests import factory
from tests.factory import Clock

SHIRIN = Recipient(
    row=2,
    surname="Myradowa",
    name="Şirin",
    patronymic="",
    sex=Sex.FEMALE,
    birth="1961-05-07",
    place="TM-M-03",
    address="Görogly köçesi, 12",
    benefit="old_age",
)
TODAY = "2026-11-20"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path)
    yield opened
    opened.close()


def test_a_recipient_becomes_a_household_a_person_and_a_request(vault: Vault) -> None:
    assert requests.take_in(vault, [SHIRIN], today=TODAY) == requests.TakenIn(new=1, known=0)
    (item,) = queries.cases(vault, queries.Wanted())
    assert (item.name, item.place, item.opened, item.owner) == (
        "Myradowa Şirin",
        "TM-M-03",
        TODAY,
        vault.owner.staff,
    )
    opened = queries.open_case(vault, item.stream)
    assert opened is not None
    assert opened.file.client is not None
    assert (opened.file.case.source, opened.file.client.benefit) == ("benefit_list", "old_age")


def test_a_list_taken_in_twice_changes_nothing_the_second_time(vault: Vault) -> None:
    rows = [SHIRIN, replace(SHIRIN, name="Maral", row=3)]
    requests.take_in(vault, rows, today=TODAY)
    before = factory.everything(vault)
    assert requests.take_in(vault, rows, today="2026-12-01") == requests.TakenIn(new=0, known=2)
    assert factory.everything(vault) == before


def test_the_same_person_twice_in_a_list_or_spelled_in_russian_is_one_request(vault: Vault) -> None:
    russian = replace(SHIRIN, surname="Мурадова", name="Ширин", row=3)
    taken = requests.take_in(vault, [SHIRIN, SHIRIN, russian], today=TODAY)
    assert taken == requests.TakenIn(new=1, known=2)


def test_people_at_one_numbered_address_are_one_household_and_a_bare_village_is_none(vault: Vault) -> None:
    oraz = replace(SHIRIN, name="Oraz", surname="Myradow", sex=Sex.MALE, row=3)
    village = [replace(SHIRIN, name=name, address="Akdepe obasy") for name in ("Aýna", "Bibi")]
    requests.take_in(vault, [SHIRIN, oraz, *village], today=TODAY)
    found = {item.address: item.members for item in queries.households(vault)}
    assert found["Görogly köçesi, 12"] == 2
    assert queries.count_households(vault) == 3


def test_a_list_taken_in_on_two_laptops_meets_in_one_file(vault: Vault, tmp_path: Path) -> None:
    other = factory.a_vault(tmp_path / "other", clock=Clock(9_000_000))
    for one in (vault, other):
        requests.take_in(one, [SHIRIN], today=TODAY)
    bodies = list(log.missing_everywhere(other.connection, log.have(vault.connection), None))
    with vault.transaction():
        vault.receive([factory.parsed(body) for body in bodies], bundle="b")
    other.close()
    (item,) = queries.cases(vault, queries.Wanted())
    assert [one.field for one in queries.conflicts(vault, item.stream)] == ["owner"], (
        "who keeps it is for people to say"
    )
    assert len(finding.search(vault, "Şirin")) == 1


def test_somebody_who_is_not_from_a_known_place_stays_with_the_workers_own(vault: Vault) -> None:
    requests.take_in(vault, [replace(SHIRIN, place="")], today=TODAY)
    assert queries.cases(vault, queries.Wanted())[0].place == vault.owner.place
