"""The same random steps in this engine and in JavaRosa lead to the same states; what differs is known and explained."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from pyxform.xls2xform import convert

from app import resources
from app.forms.authoring.build import folders
from app.forms.definition import load
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT
from tests.conformance import javarosa, walks
from tests.conformance.walks import Comparison
from tests.forms_content.walking import tables

HERE = Path(__file__).with_name("forms")
OWN = tuple(sorted(HERE.glob("*.md")))
NATIONAL = tuple(folders(resources.path("forms")))
STEPS = 40
NO_JAVA = "No Java on this machine; nothing was compared with JavaRosa."

# What JavaRosa does otherwise, by parts of the paths concerned; why stands in docs/forms.md.
RETURNING = "a choice filtered away comes back when it is offered again; JavaRosa forgets it, and not what was made of it"
SHRINKING = "entries beyond a smaller count leave the form; JavaRosa keeps them, unasked"
SPEAKING = (
    "a label in a calculation follows the language at once; in JavaRosa when its question is next answered"
)
EXPLAINED = {
    "attached_table": (RETURNING, ("/place", "/people", "/pulled", "/told")),
    "cascade": (RETURNING, ("/town", "/street", "/other", "/said")),
    "choices_from_repeat": (RETURNING, ("/told", "/carer", "/head")),
    "counted_repeats": (SHRINKING, ("",)),
    "roster": (SHRINKING, ("",)),
    "names_of_choices": (SPEAKING, ("_name", "/told", "/hers_told")),
    "referral": (RETURNING, ("/service", "/tier", "/grounds")),
}


def _walked(form: Path, classes: Path, seed: int, steps: int) -> Comparison:
    media = {path.name: path.read_bytes() for path in form.parent.glob("*.csv")}
    session = Session(load(form.read_bytes(), media=media), clock=lambda: datetime.now(ASHGABAT))
    with javarosa.opened(form, classes) as other:
        assert other.refused is None, other.refused
        return walks.compare(session, other, seed, steps)


def _compiled(source: Path, folder: Path) -> Path:
    folder.joinpath("places.csv").write_bytes((HERE / "places.csv").read_bytes())
    made = convert(source.read_text(encoding="utf-8"), file_type=".md", validate=False, form_name="data")
    form = folder / f"{source.stem}.xml"
    form.write_text(made.xform, encoding="utf-8")
    return form


def _given(national: Path, folder: Path, seed: int) -> Path:
    """Put a national form beside tables of the program with what it might know of somebody."""
    for name, rows in tables(Random(seed)).items():
        header = national / f"{name}.csv"
        if header.is_file():
            columns = header.read_text(encoding="utf-8").strip().split(",")
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(columns)
                writer.writerows([row.get(column, "") for column in columns] for row in rows)
    form = folder / "form.xml"
    form.write_bytes((national / "form.xml").read_bytes())
    return form


def _unexplained(name: str, found: Comparison) -> list[tuple[str, str]]:
    _, parts = EXPLAINED.get(name, ("", ()))
    return [one for one in found.differences if not any(part in one[0] for part in parts)]


def test_there_are_forms_enough() -> None:
    assert len(OWN) + len(NATIONAL) >= 38
    assert set(EXPLAINED) <= {one.stem for one in (*OWN, *NATIONAL)}


@pytest.mark.parametrize("source", OWN, ids=lambda path: path.stem)
def test_an_invented_form_goes_the_same_way(
    source: Path, tmp_path: Path, classes: Path | None, say: Callable[[str], None]
) -> None:
    if classes is None:
        say(NO_JAVA)
        return
    found = _walked(_compiled(source, tmp_path), classes, 1, STEPS)
    assert not _unexplained(source.stem, found), "\n".join(found.examples)
    assert found.nodes > 150


@pytest.mark.parametrize("national", NATIONAL, ids=lambda path: path.name)
def test_a_national_form_goes_the_same_way(
    national: Path, tmp_path: Path, classes: Path | None, say: Callable[[str], None]
) -> None:
    if classes is None:
        say(NO_JAVA)
        return
    found = _walked(_given(national, tmp_path, 1), classes, 1, STEPS)
    assert not _unexplained(national.name, found), "\n".join(found.examples)


@pytest.mark.soak
def test_long_walks_agree_in_99_of_100_node_states(
    tmp_path: Path, classes: Path | None, say: Callable[[str], None]
) -> None:
    if classes is None:
        say(NO_JAVA)
        return
    nodes = equal = 0
    for source in OWN:
        for seed in range(10):
            found = _walked(_compiled(source, tmp_path), classes, seed, 100)
            assert not _unexplained(source.stem, found), (source.stem, seed, found.examples)
            nodes, equal = nodes + found.nodes, equal + found.equal
    for national in NATIONAL:
        for seed in range(10):
            folder = tmp_path / f"{national.name}{seed}"
            folder.mkdir()
            found = _walked(_given(national, folder, seed), classes, seed, 200)
            # entries beyond a smaller count go on counting in JavaRosa, whatever reads them
            assert found.share >= 0.95, (national.name, seed, found.examples)
            nodes, equal = nodes + found.nodes, equal + found.equal
    say(f"{equal} of {nodes} node states are JavaRosa's: {equal / nodes:.2%}")
    assert equal >= 0.99 * nodes
