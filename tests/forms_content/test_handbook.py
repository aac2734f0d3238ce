"""The handbook beside the forms knows every calculate, reason, answer list and code that other parts may rely on."""

import re

from app import resources
from app.forms.authoring.tables import Tables

HANDBOOK = resources.text("forms", "README.md")
NAMED = frozenset(re.findall(r"`([^`\s]+)`", HANDBOOK))


def test_the_handbook_names_every_calculate(form: Tables) -> None:
    calculates = {row["name"] for row in form["survey"] if row["type"] == "calculate"}
    assert calculates <= NAMED


def test_the_handbook_names_every_page(form: Tables) -> None:
    pages = {row["name"] for row in form["survey"] if row["appearance"] == "field-list"}
    assert pages <= NAMED


def test_the_handbook_names_every_list_with_its_codes(form: Tables) -> None:
    lines = {line.split("`")[1]: line for line in HANDBOOK.splitlines() if line.startswith("| `")}
    for row in form["choices"]:
        assert f"`{row['name']}`" in lines[row["list_name"]], row


def test_the_handbook_gives_every_reason_the_weight_of_the_form(form: Tables) -> None:
    counts = {row["name"]: row["calculation"] for row in form["survey"] if row["name"].startswith("count_")}
    sections = dict(
        zip(
            ("urgent", "high", "medium", "help"),
            re.split(r"\n(?:Urgent|High|Medium|Help)\b.*:\n", HANDBOOK)[1:],
            strict=True,
        )
    )
    for weight, section in sections.items():
        table = section.split("\n\n")[0]
        assert re.findall(r"`(reason_\w+)`", table) == re.findall(r"reason_\w+", counts[f"count_{weight}"])
