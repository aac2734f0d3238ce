"""The practice village: plainly marked, in the programme's proportions, the same for the same seed, with work left to do."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.models import suggestion
from app.models.case_number import tidy
from app.models.casefile import Step, done_steps
from app.practice import village
from app.practice.village import Built
from app.store import VaultExists, WeakPassword, queries
from app.store import vault as vaults
from app.store.header import Role
from app.store.queries import OpenCase, Wanted
from app.store.vault import Vault
from app.sync import exchange
from tests import factory

TODAY = date(2026, 11, 20)
CASES = 150


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("practice") / "village"
    return village.build(folder, cases=CASES, seed=5, password=factory.PASSWORD, today=TODAY)


@pytest.fixture(scope="module")
def opened(built: Built) -> Iterator[list[Vault]]:
    with ExitStack() as stack:
        found = [vaults.unlock(folder, factory.PASSWORD) for folder in built.folders]
        for vault in found:
            stack.callback(vault.close)
        yield found


@pytest.fixture(scope="module")
def files(opened: list[Vault]) -> list[OpenCase]:
    return [one for vault in opened[1:] for one in all_files(vault)]


def all_files(vault: Vault) -> Iterator[OpenCase]:
    for closed in (False, True):
        for item in queries.cases(vault, Wanted(closed=closed), limit=10_000):
            found = queries.open_case(vault, item.stream)
            assert found is not None
            yield found


def test_every_folder_and_vault_says_that_it_is_practice(built: Built, opened: list[Vault]) -> None:
    for folder in (built.folders[0].parent, *built.folders):
        text = (folder / village.MARK).read_text(encoding="utf-8")
        assert all(word in text for word in ("TÜRGENLEŞIK", "ПРАКТИКА", "PRACTICE"))
    assert [vault.meta("practice") for vault in opened] == ["1"] * len(opened)
    assert [vault.role for vault in opened] == [Role.CENTRE, *[Role.WORKER] * (len(opened) - 1)]


def test_the_folders_hold_nothing_in_clear(built: Built, files: list[OpenCase], no_clear_text: Any) -> None:
    some = files[:20]
    people = [one.file.client for one in some if one.file.client is not None]
    words = [one.surname for one in people if len(one.surname) > 6] + [one.file.case.request for one in some]
    for folder in built.folders:
        no_clear_text(folder, [*words, *(one.stream for one in some)])


def test_the_shares_are_those_of_the_programme(files: list[OpenCase]) -> None:
    assert len(files) == CASES
    assessed = [one.file for one in files if one.file.assessments]
    first = [file.assessments[0] for file in assessed]
    assert 0.03 <= sum(one.urgency == "urgent" for one in first) / len(first) <= 0.10
    needs = Counter(one.need for one in first)
    assert 0.7 <= needs["needs_services"] / len(first) <= 0.9
    assert needs["no_need"] > needs["unknown"] > 0
    recognised = sum(bool(file.recognitions) for file in assessed)
    planned = sum(bool(file.versions) for file in assessed)
    assert len(assessed) > recognised > planned > 0
    assert 0.2 <= planned / len(assessed) <= 0.5
    ages = [int(file.assessments[0].answers["age"]) for file in assessed]
    assert 0.3 <= sum(age < 18 for age in ages) / len(ages) <= 0.5
    assert 0.04 <= sum(age >= 60 for age in ages) / len(ages) <= 0.15
    assert len({one.file.case.source for one in files}) >= 5
    languages = Counter(str(one.file.case.language) for one in files)
    assert languages["tk"] > 4 * languages["ru"] > 0


def test_cases_stand_at_every_step_and_there_is_work_today(
    opened: list[Vault], files: list[OpenCase]
) -> None:
    seen = set().union(*(done_steps(one.file) for one in files))
    assert seen == set(Step)
    counts = queries.counts(opened[0], TODAY.isoformat(), "2026-11-27")
    assert counts.due > 0
    assert 0 < counts.overdue < counts.open / 2
    closed = [one.file.case for one in files if one.file.case.closed]
    assert 0.4 < len(closed) / CASES < 0.85
    assert all(case.closure_reason and case.outcome for case in closed)


def test_every_red_domain_of_a_plan_has_its_goal_and_every_decision_is_the_centres(
    opened: list[Vault], files: list[OpenCase]
) -> None:
    centre = opened[0].owner.staff
    for file in (one.file for one in files):
        if file.versions:
            assert not suggestion.without_goal(file.assessments[0].answers, file.goals)
            assert all(service.code and service.what_tk and service.what_ru for service in file.services)
        assert {approval.by for approval in file.approvals} <= {centre}
        days = [file.case.opened, *(one.on for one in file.visits)]
        assert days == sorted(days)
        assert days[-1] <= TODAY.isoformat()


def test_the_first_two_files_are_the_two_stories(opened: list[Vault]) -> None:
    told = {
        one.file.client.name: one.file
        for one in all_files(opened[1])
        if one.file.client and len(one.file.visits) >= 9
    }
    first, second = told["Sülgün"], told["Oguljeren"]
    assert first.assessments[0].urgency == "urgent"
    assert first.case.restricted
    assert len({service.who for service in first.services}) == 5
    assert len([one for one in first.consents if one.purpose == "sharing"]) == 5
    assert first.is_approved
    assert second.is_approved
    assert set(second.assessments[0].answers["health"]["chronic"]) == {
        "diabetes",
        "blood_pressure",
        "heart",
        "cancer",
    }
    assert len(first.assessments) == len(second.assessments) == 2
    assert second.assessments[1].urgency != "urgent"


def test_there_is_something_to_bring_and_the_centre_takes_it(
    opened: list[Vault], tmp_path_factory: pytest.TempPathFactory
) -> None:
    centre, worker = opened[0], opened[1]
    undelivered = exchange.delivery(worker).undelivered
    assert 0 < undelivered < 0.1 * worker.connection.execute("SELECT COUNT(*) FROM change").fetchone()[0]
    stick = tmp_path_factory.mktemp("stick") / "bundle"
    exchange.export(worker, stick)
    taken = exchange.take_in(centre, stick)
    came = taken.received
    assert (came.applied + came.known, came.waiting, taken.aside) == (undelivered, 0, ())
    assert came.applied > 20
    assert exchange.delivery(worker).enrolled


def test_there_are_conflicts_of_every_kind_to_settle(built: Built, opened: list[Vault]) -> None:
    found = queries.conflicts(opened[0])
    assert len(found) == built.conflicts >= 4
    assert {one.field for one in found} == {"landmark", "risk", "request"}
    assert all(len(one.versions) == 2 for one in found)


def test_nothing_was_kept_aside(opened: list[Vault]) -> None:
    for vault in opened:
        assert vault.connection.execute("SELECT COUNT(*) FROM change WHERE status <> 0").fetchone() == (0,)


def test_case_numbers_are_valid_and_people_have_names(files: list[OpenCase]) -> None:
    assert len({one.number for one in files}) == len(files)
    for one in files:
        assert tidy(one.number) == one.number
        assert one.file.client is not None
        assert one.file.client.surname
        assert one.file.household is not None
        assert one.file.household.address


def told(folder: Path, seed: int) -> list[Any]:
    """Return all of a small village that does not come from its devices' keys."""
    built = village.build(folder, cases=12, seed=seed, password=factory.PASSWORD, today=TODAY)
    rows: list[Any] = []
    for path in built.folders:
        vault = vaults.unlock(path, factory.PASSWORD)
        people = vault.connection.execute("SELECT * FROM person_row ORDER BY stream, id").fetchall()
        files = sorted(all_files(vault), key=lambda one: one.stream)
        rows += people
        rows += [
            (
                *(one.number, one.file.client, one.file.household, one.file.goals, one.file.case.request),
                *([(visit.on, visit.done) for visit in one.file.visits], one.file.case.closed),
                *(
                    [fact.answers for fact in one.file.assessments],
                    [plan.frame["start"] for plan in one.file.versions],
                ),
            )
            for one in files
        ]
        vault.close()
    return rows


def test_the_same_seed_and_day_give_the_same_village_and_another_seed_another(tmp_path: Path) -> None:
    first, again, other = (told(tmp_path / name, seed) for name, seed in (("a", 3), ("b", 3), ("c", 4)))
    assert first == again
    assert first != other


def test_a_village_is_never_built_over_something_and_a_failure_leaves_nothing(
    tmp_path: Path, built: Built
) -> None:
    with pytest.raises(VaultExists):
        village.build(built.folders[0].parent, cases=5, seed=1, password=factory.PASSWORD, today=TODAY)
    with pytest.raises(WeakPassword):
        village.build(tmp_path / "weak", cases=5, seed=1, password="1", today=TODAY)

    def stop(done: int, of: int) -> None:
        if (done, of) == (3, 5):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        village.build(
            tmp_path / "half", cases=5, seed=1, password=factory.PASSWORD, today=TODAY, progress=stop
        )
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_to_the_last_case(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    village.build(
        tmp_path / "v",
        cases=3,
        seed=1,
        password=factory.PASSWORD,
        today=TODAY,
        progress=lambda *one: heard.append(one),
    )
    assert heard == [(1, 3), (2, 3), (3, 3)]
