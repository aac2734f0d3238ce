"""The handbook beside each form knows every calculate, page, answer list and code that other parts may rely on."""

import re
from functools import cache
from pathlib import Path

from app.forms.authoring.tables import Tables

WEIGHTS = ("urgent", "high", "medium", "help")


@cache
def handbook(folder: Path) -> str:
    """Return the form's own handbook."""
    return (folder / "README.md").read_text(encoding="utf-8")


def named(folder: Path) -> frozenset[str]:
    """Return everything the handbook names."""
    return frozenset(re.findall(r"`([^`\s]+)`", handbook(folder)))


def test_the_handbook_names_every_calculate(form: Tables, folder: Path) -> None:
    calculates = {row["name"] for row in form["survey"] if row["type"] == "calculate"}
    assert calculates <= named(folder)


def test_the_handbook_names_every_page(form: Tables, folder: Path) -> None:
    pages = {row["name"] for row in form["survey"] if "field-list" in row["appearance"]}
    assert pages <= named(folder)


def test_the_handbook_names_every_list_with_its_codes(form: Tables, folder: Path) -> None:
    lines = {line.split("`")[1]: line for line in handbook(folder).splitlines() if line.startswith("| `")}
    for row in form["choices"]:
        assert f"`{row['name']}`" in lines[row["list_name"]], row


def test_the_handbook_gives_every_reason_the_weight_of_the_form(form: Tables, folder: Path) -> None:
    counts = {row["name"]: row["calculation"] for row in form["survey"] if row["name"].startswith("count_")}
    if not set(counts) >= {f"count_{weight}" for weight in WEIGHTS}:
        return  # a form without weighed reasons
    parts = re.split(r"\n(?:Urgent|High|Medium|Help)\b.*:\n", handbook(folder))[1:]
    for weight, section in zip(WEIGHTS, parts, strict=True):
        table = section.split("\n\n")[0]
        assert re.findall(r"`(reason_\w+)`", table) == re.findall(r"reason_\w+", counts[f"count_{weight}"])
