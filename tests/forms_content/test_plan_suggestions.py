"""Every finding of the assessment leads to a goal in plain words, and every suggestion to a service that exists."""

import csv
import io
from itertools import pairwise

import pytest

from app import resources
from app.forms.authoring.tables import read_folder
from app.models.service import parse_services
from tests.forms_content.conftest import FOLDERS

ROWS = tuple(csv.DictReader(io.StringIO(resources.text("plan_suggestions.csv"))))
SERVICES = {service.code: service for service in parse_services(resources.text("services.csv"))}
NAMES = tuple(row["name"] for folder in FOLDERS for row in read_folder(folder)["survey"])


def _after(prefix: str) -> set[str]:
    return {name.removeprefix(prefix) for name in NAMES if name.startswith(prefix)}


def test_every_reason_has_exactly_one_suggestion() -> None:
    suggested = [code for row in ROWS for code in row["reasons"].split()]
    assert sorted(suggested) == sorted(_after("reason_"))


def test_every_domain_has_a_suggestion_for_its_red_levels() -> None:
    domains = _after("level_")
    assert {row["domain"] for row in ROWS if row["level"] == "3"} == domains
    assert {row["domain"] for row in ROWS} == domains


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["key"]))
def test_a_suggestion_is_whole_in_three_languages(row: dict[str, str]) -> None:
    words = [
        row[f"{part}_{language}"] for part in ("goal", "indicator", "help") for language in ("tk", "ru", "en")
    ]
    assert all(text.endswith(".") and text == text.strip() for text in words)
    assert len(set(words)) == len(words)
    assert bool(row["level"]) != bool(row["reasons"])
    assert 1 <= int(row["days"]) <= 90


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["key"]))
def test_a_suggestion_names_services_of_the_first_two_levels(row: dict[str, str]) -> None:
    codes = row["services"].split()
    assert codes
    assert all(SERVICES[code].tier < 3 for code in codes)


def test_all_twelve_specialised_services_are_reachable() -> None:
    named = {code for row in ROWS for code in row["services"].split()}
    assert {f"s{number:02}" for number in range(1, 13)} <= named


def test_keys_are_unique() -> None:
    keys = sorted(row["key"] for row in ROWS)
    assert all(first != second for first, second in pairwise(keys))
