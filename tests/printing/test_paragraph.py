"""Where lines turn."""

from hypothesis import given
from hypothesis import strategies as st

from app.printing.fonts import Weight, face
from app.printing.paragraph import lines

TEXTS = st.text("aýşňžöüäABÇЖщыя 12.,-\n", max_size=300)


@given(text=TEXTS, width=st.floats(20, 500))
def test_no_line_is_wider_than_its_place(text: str, width: float) -> None:
    for line in lines(text, Weight.REGULAR, 14, width):
        assert face(Weight.REGULAR).width(line.rstrip(), 14) <= width + 1e-6


@given(text=TEXTS, width=st.floats(20, 500))
def test_lines_joined_again_are_the_text(text: str, width: float) -> None:
    joined = "".join(lines(text, Weight.REGULAR, 14, width))
    assert joined.replace(" ", "") == "".join(text.split())


@given(text=TEXTS)
def test_words_that_fit_are_never_divided(text: str) -> None:
    wide = max((face(Weight.SEMIBOLD).width(word, 14) for word in text.split()), default=0) + 1
    assert [word for line in lines(text, Weight.SEMIBOLD, 14, wide) for word in line.split()] == text.split()


def test_a_line_that_goes_on_ends_with_a_space_for_the_screen_reader() -> None:
    first, *_rest, last = lines("goldaw meýilnamasy " * 20, Weight.REGULAR, 14, 200)
    assert first.endswith(" ")
    assert not last.endswith(" ")


def test_a_no_break_space_keeps_a_number_with_its_word() -> None:
    kept = "7\N{NO-BREAK SPACE}aprel"
    width = face(Weight.REGULAR).width("senesi 7", 14) + 1
    assert lines(f"senesi {kept}", Weight.REGULAR, 14, width) == ["senesi ", kept]
