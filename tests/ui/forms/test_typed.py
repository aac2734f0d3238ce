"""What people type and what forms keep mean the same: places, numbers of a scale, words to find, styled words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import text
from app.ui.forms import coordinates
from app.ui.forms.coordinates import Point
from app.ui.forms.looks import Spread, looks_of
from app.ui.forms.offer import Offer
from app.ui.forms.scale_steps import plain, steps_of
from app.ui.forms.styling import plain as unstyled
from app.ui.forms.word_index import WordIndex

LATITUDES = st.decimals(-90, 90, places=6).map(plain)
LONGITUDES = st.decimals(-180, 180, places=6).map(plain)
METRES = st.sampled_from(("", "219.5", "-12.0", "4.0"))
POINTS = st.builds(Point, LATITUDES, LONGITUDES, METRES, METRES)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("38.95, 58.38", ("38.95", "58.38")),
        ("38,95, 58,38", ("38.95", "58.38")),
        ("38,95; 58,38", ("38.95", "58.38")),
        ("38.95 58.38", ("38.95", "58.38")),
        ("38.95,58.38", ("38.95", "58.38")),
        ("38.95°N 58.38°E", ("38.95", "58.38")),
        ("38.95 N, 58.38 W", ("38.95", "-58.38")),
        ("38,95° с, 58,38° в", ("38.95", "58.38")),
        ("−38.95, 58.38", ("-38.95", "58.38")),
        ("91, 58", None),
        ("38.95, 181", None),
        ("38.95", None),
        ("Gökdepe", None),
        ("38.95, 58.38, 7", None),
    ],
)
def test_a_pair_is_read_however_it_is_written(typed: str, kept: tuple[str, str] | None) -> None:
    assert coordinates.pair(typed) == kept


@given(point=POINTS)
def test_what_is_shown_of_a_point_is_read_again(point: Point) -> None:
    both = coordinates.pair(point.shown())
    assert both is not None
    assert coordinates.same([Point(*both)], [Point(point.latitude, point.longitude)])


@given(points=st.lists(POINTS, max_size=6), closed=st.booleans())
def test_a_value_gives_its_points_back(points: list[Point], closed: bool) -> None:
    kept = coordinates.points_of(coordinates.value_of(points, closed=closed))
    back = coordinates.opened(kept) if closed else kept
    corners = coordinates.opened(points) if closed else points
    assert coordinates.same(back, corners)


@given(
    start=st.decimals(-100, 100, places=2),
    step=st.decimals("0.01", 20, places=2),
    count=st.integers(0, 50),
    down=st.booleans(),
)
def test_every_number_of_a_scale_has_its_place_and_no_other_has_one(
    start: Decimal, step: Decimal, count: int, down: bool
) -> None:
    end = start - step * count if down else start + step * count
    steps = steps_of({"start": str(start), "end": str(end), "step": str(step)})
    assert steps.count == count
    for at in (0, count // 2, count):
        assert steps.place(steps.value(at)) == at
    assert steps.place(plain(start + step / 3)) is None
    assert steps.place(plain(end + (-step if down else step))) is None
    assert steps.place("x") is None


def test_a_scale_that_says_nothing_goes_from_nought_to_ten() -> None:
    for said in ({}, {"start": "a", "end": "NaN", "step": "0"}):
        steps = steps_of(said)
        assert [steps.value(at) for at in (0, steps.count)] == ["0", "10"]


WORDS = st.lists(
    st.sampled_from(["Gökdepe", "Şor", "oba", "Çüňülli", "Ýaşlyk", "Онгалды", "Мурадов", "Myradow", "12"]),
    min_size=1,
    max_size=3,
).map(" ".join)


@given(words=st.lists(WORDS, max_size=12), typed=WORDS, letters=st.integers(1, 6))
def test_an_answer_is_found_exactly_when_its_words_begin_like_what_is_typed(
    words: list[str], typed: str, letters: int
) -> None:
    wanted = text.search_tokens(typed[:letters])
    fits = [
        at
        for at, one in enumerate(words)
        if wanted and all(any(key.startswith(w) for key in text.search_text(one).split()) for w in wanted)
    ]
    found = WordIndex(words).matching(typed[:letters])
    assert sorted(found) == fits
    begun = [text.search_text(words[at]).startswith(wanted[0]) for at in found]
    assert begun == sorted(begun, reverse=True), "those that begin so come first"


def test_words_are_folded_a_few_at_a_time() -> None:
    index = WordIndex([f"Oba {at}" for at in range(5000)])
    assert not index.warm(0)
    while not index.warm(0.001):
        pass
    assert index.best("oba 4999") == 4999


def test_an_offer_says_both_languages_and_finds_by_either() -> None:
    offer = Offer()
    assert offer.change((("a", "Guýy"), ("b", "Kran")), {"a": "Колодец"})
    assert not offer.change((("a", "Guýy"), ("b", "Kran")), {"a": "Колодец"})
    assert offer.words_of("a") == "Guýy · Колодец"
    assert offer.index.matching("колод") == offer.index.matching("guy") == [0]
    assert (offer.place("b"), offer.place("z"), offer.words_of("z")) == (1, -1, "z")
    assert offer.longest(1) == ["Guýy · Колодец"]


@pytest.mark.parametrize(
    ("appearance", "spread", "columns"),
    [
        ("", Spread.USUAL, 0),
        ("sparkling", Spread.USUAL, 0),
        ("columns", Spread.FITTING, 0),
        ("horizontal", Spread.FITTING, 0),
        ("Columns-4 no-buttons", Spread.COUNTED, 4),
        ("compact-2", Spread.COUNTED, 2),
        ("columns-pack", Spread.PACKED, 0),
        ("likert", Spread.SCALE, 0),
    ],
)
def test_an_appearance_is_read_word_by_word(appearance: str, spread: Spread, columns: int) -> None:
    looks = looks_of(appearance)
    assert (looks.spread, looks.columns) == (spread, columns)


@pytest.mark.parametrize(
    ("styled", "read"),
    [
        ("**Üns beriň!** Ýaşy", "Üns beriň! Ýaşy"),
        ("# Bölüm\nsowal", "Bölüm\nsowal"),
        ("*iki* _üç_ __dört__", "iki üç dört"),
        ("[maglumat](https://x.tm/y)", "maglumat"),
        ('<span style="color:red">gyzyl</span> we 3 < 5', "gyzyl we 3 < 5"),
        (r"\*ýok\* \#1", "*ýok* #1"),
        (" Soňky gün 23.05.2026.", "Soňky gün 23.05.2026."),
        ("a_b_c, 5 * 3 * 2, 2*3*4, № #7", "a_b_c, 5 * 3 * 2, 2*3*4, № #7"),
        (None, ""),
    ],
)
def test_signs_of_styling_are_not_read_aloud(styled: str | None, read: str) -> None:
    assert unstyled(styled) == read
