"""What stands in several forms means the same in all of them: lists, reasons, domains, levels, what the program gives."""

import csv
import re
from collections import defaultdict
from pathlib import Path

from app.forms.authoring.tables import Tables, read_folder
from tests.forms_content.conftest import FOLDERS

DOMAINS = (
    *("health", "daily", "housing", "income", "education"),
    *("family", "safety", "documents", "participation"),
)
GIVEN = {
    "case": {
        *("name", "sex", "age", "risk", "need", "target_group", "restricted", "language", "opened"),
        *("next_visit", "may_assess", "last_form", "last_on", "plan_on", "visits", "referrals_open"),
        *(f"last_{domain}" for domain in DOMAINS),
    },
    "goals": {"n", "name", "goal", "indicator", "by", "domain"},
    "members": {"n", "name", "called", "sex", "age", "kinship"},
    "referrals": {"n", "name", "agency", "service", "on"},
}


def test_a_list_has_the_same_codes_words_and_points_in_every_form() -> None:
    lists: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = defaultdict(dict)
    for folder in FOLDERS:
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for row in read_folder(folder)["choices"]:
            words = (row["label::Türkmen (tk)"], row["label::Русский (ru)"])
            found[row["list_name"]].append((row["name"], *words, row["score"]))
        for name, rows in found.items():
            lists[name][folder.name] = tuple(rows)
    assert {name: forms for name, forms in lists.items() if len(set(forms.values())) > 1} == {}


def test_a_reason_is_said_in_the_same_words_in_every_form() -> None:
    said: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for folder in FOLDERS:
        for row in read_folder(folder)["survey"]:
            if row["name"].startswith("why_"):
                said[row["name"]].add((row["label::Türkmen (tk)"], row["label::Русский (ru)"]))
    assert {name: words for name, words in said.items() if len(words) > 1} == {}


def test_levels_are_those_of_the_nine_domains(form: Tables) -> None:
    levels = {
        row["name"].removeprefix("level_") for row in form["survey"] if row["name"].startswith("level_")
    }
    assert levels in (set(), set(DOMAINS))


def test_a_form_asks_the_program_only_for_what_it_gives(form: Tables, folder: Path) -> None:
    for name in (row["name"] for row in form["survey"] if row["type"] == "csv-external"):
        header, *rows = csv.reader((folder / f"{name}.csv").read_text(encoding="utf-8").splitlines())
        assert set(header) <= GIVEN[name]
        assert rows == []


def test_no_row_that_the_program_gives_is_taken_by_its_number(form: Tables) -> None:
    """JavaRosa finds nothing at `root/item[1]` of such a table."""
    cells = [cell for sheet in form.sheets.values() for row in sheet for cell in row.cells.values()]
    assert [cell for cell in cells if re.search(r"/item\s*\[\s*\d+\s*\]", cell)] == []
