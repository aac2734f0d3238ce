"""Two people wrote different things: all of it is shown, one value is chosen, and the choice can be taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.models.edit import Put
from app.store import queries
from app.store.header import Role
from app.ui.pages.conflicts import ConflictsPage
from tests import factory
from tests.ui.pages.two_desks import Window, carry, enrolled


@pytest.fixture
def centre(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window(qtbot, tmp_path / "centre", Role.CENTRE, "Merkez")
    yield window
    window.close()


@pytest.fixture
def stream(qtbot: QtBot, centre: Window, tmp_path: Path) -> Iterator[str]:
    """A case that worker and centre changed without knowing of each other."""
    worker = Window(qtbot, tmp_path / "worker")
    enrolled(worker, centre)
    made = worker.do(lambda vault: factory.a_case(vault))
    carry(worker, centre, tmp_path / "1.etb")

    def write(window: Window, risk: str, request: str) -> None:
        words = {"risk": risk, "request": request}
        edits = [Put(record=made.case.id, kind="case", field=name, value=one) for name, one in words.items()]
        window.do(lambda vault: vault.commit(made.stream, edits))

    write(worker, "urgent", "Dermana puly ýetenok.")
    write(centre, "low", "Resminamalar gerek.")
    carry(worker, centre, tmp_path / "2.etb")
    yield made.stream
    worker.close()


def shown(centre: Window) -> Any:
    page = centre.page(ConflictsPage)
    centre.after(page.shown, page.load)
    return page


def card_of(page: Any, field: str) -> Any:
    return next(card for card in page.cards if card.conflict.field == field)


def words_of(card: Any) -> str:
    from app.ui.widgets import Text

    return "\n".join(label.text() for label in card.findChildren(Text))


def risk_of(centre: Window, stream: str) -> str:
    found = centre.do(lambda vault: queries.open_case(vault, stream))
    assert found is not None
    return str(found.file.case.risk)


@pytest.mark.usefixtures("stream")
def test_every_value_is_shown_with_who_wrote_it(centre: Window) -> None:
    page = shown(centre)
    assert sorted(card.conflict.field for card in page.cards) == ["request", "risk"]
    said = words_of(card_of(page, "request"))
    for words in ("Dermana puly ýetenok.", "Resminamalar gerek.", "Aýna Tejenowa", "Merkez"):
        assert words in said


def test_the_higher_risk_is_in_force_and_said_so(centre: Window, stream: str) -> None:
    page = shown(centre)
    assert risk_of(centre, stream) == "urgent"
    assert "the more careful value counts: Every few days." in words_of(card_of(page, "risk"))


def test_choosing_settles_and_undo_brings_every_value_back(centre: Window, stream: str) -> None:
    page = shown(centre)
    card = card_of(page, "risk")
    at = [one.value for one in card.conflict.versions].index("low")
    (notice,) = centre.after(page.told, card.buttons[at].click)
    centre.rest()
    assert [one.conflict.field for one in page.clashes] == ["request"]
    assert risk_of(centre, stream) == "low"
    centre.after(page.brought_back, notice.undo)
    centre.rest()
    assert sorted(one.conflict.field for one in page.clashes) == ["request", "risk"]
    assert risk_of(centre, stream) == "urgent"


def test_another_value_can_be_written(centre: Window, stream: str) -> None:
    page = shown(centre)
    card = card_of(page, "request")
    card.other.click()
    card.line.setText("Derman we resminamalar.")
    centre.after(page.settled, card._give)
    found = centre.do(lambda vault: queries.open_case(vault, stream))
    assert found.file.case.request == "Derman we resminamalar."
    assert not hasattr(card_of(page, "risk"), "other")


def test_what_came_in_after_reading_stands_beside_the_choice(centre: Window, stream: str) -> None:
    page = shown(centre)
    late = Put(record=stream[2:], kind="case", field="request", value="Soň ýazylan.")
    centre.do(lambda vault: vault.commit(stream, [late]))
    conflict = card_of(page, "request").conflict
    centre.after(page.settled, lambda: page.settle(conflict, "Resminamalar gerek."))
    centre.rest()
    values = {one.value for one in card_of(page, "request").conflict.versions}
    assert values == {"Soň ýazylan.", "Resminamalar gerek."}


def test_without_conflicts_the_page_says_so(centre: Window) -> None:
    page = shown(centre)
    assert not page.nothing.isHidden()
