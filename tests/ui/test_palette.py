"""Everything written or drawn can be read on its ground, in every look."""

import pytest

from app.ui.palette import MARK_PAIRS, TEXT_PAIRS, Mode, colours, contrast, palette_of

LOOKS = [(mode, practice) for mode in Mode for practice in (False, True)]


@pytest.mark.parametrize(("mode", "practice"), LOOKS)
@pytest.mark.parametrize(("front", "ground"), TEXT_PAIRS)
def test_every_declared_text_is_readable_on_its_ground(
    mode: Mode, practice: bool, front: str, ground: str
) -> None:
    palette = colours(palette_of(mode, practice))
    assert contrast(palette[front], palette[ground]) >= 4.5


@pytest.mark.parametrize(("mode", "practice"), LOOKS)
@pytest.mark.parametrize(("front", "ground"), MARK_PAIRS)
def test_every_border_ring_and_mark_is_seen_on_its_ground(
    mode: Mode, practice: bool, front: str, ground: str
) -> None:
    palette = colours(palette_of(mode, practice))
    assert contrast(palette[front], palette[ground]) >= 3


def test_the_contrast_formula_agrees_with_its_known_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#123456", "#123456") == pytest.approx(1)


def test_every_colour_that_words_stand_in_has_a_declared_pair() -> None:
    declared = {name for pair in (*TEXT_PAIRS, *MARK_PAIRS) for name in pair}
    undrawn = {"line", "glyph", "accent_glyph"}  # a hairline means nothing; glyphs name files
    assert set(colours(palette_of(Mode.LIGHT))) - declared == undrawn


@pytest.mark.parametrize("mode", list(Mode))
def test_the_practice_village_wears_another_colour(mode: Mode) -> None:
    assert palette_of(mode, practice=True).accent != palette_of(mode).accent
