"""The letters on paper."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.printing.fonts import Weight, clean, face

TURKMEN = "AaBbÇçDdEeÄäFfGgHhIiJjŽžKkLlMmNnŇňOoÖöPpRrSsŞşTtUuÜüWwYyÝýZz"
RUSSIAN = "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя"
OLD_TURKMEN = "ҖҗҢңӨөҮүӘә"
SIGNS = "☐☑✓«»„“”’–—…№·•0123456789+-.,:;!?()/% \N{NO-BREAK SPACE}"


@pytest.mark.parametrize("weight", list(Weight))
def test_every_letter_of_both_alphabets_and_the_tick_boxes_are_in_the_font(weight: Weight) -> None:
    letters = face(weight).letters
    missing = [letter for letter in TURKMEN + RUSSIAN + OLD_TURKMEN + SIGNS if ord(letter) not in letters]
    assert missing == []


def test_letters_typed_in_two_pieces_are_printed_as_one() -> None:
    assert clean("y\N{COMBINING ACUTE ACCENT}agdaý") == "ýagdaý"


def test_a_letter_that_no_font_holds_is_shown_as_a_question_mark_and_never_as_a_black_square() -> None:
    assert clean("a😀b") == "a?b"


def test_invisible_characters_leave_no_trace() -> None:
    assert clean("Aş\N{SOFT HYPHEN}ga\N{ZERO WIDTH SPACE}bat\x07\r\nMary\tşäheri") == "Aşgabat\nMary şäheri"


def test_printing_loads_reportlab_only_when_something_is_printed(root: Path) -> None:
    rooms = "plan, consent, recovery_sheet, centre_card, preview"
    asked = f"import sys; from app.printing import {rooms}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True, cwd=root
    )
    assert {"reportlab", "segno", "pypdfium2"}.isdisjoint(loaded.stdout.split())
