"""Pages on the screen before they are printed."""

from collections.abc import Callable

from app.printing.opening import CODE
from app.printing.plan import SupportPlanPaper, render
from app.printing.preview import pages
from app.printing.qr import squares
from app.printing.sheet import MARGIN, WIDTH

Paper = Callable[..., SupportPlanPaper]


def test_a_page_is_shown_in_the_size_asked_for(plan_paper: Paper) -> None:
    pdf = render(plan_paper())
    drawn = pages(pdf, 96)
    assert len(drawn) == 2
    for page in drawn:
        assert (page.width, page.height) == (794, 1123)
        assert len(page.rgba) == page.width * page.height * 4


def test_a_page_is_white_with_dark_words_and_red_titles(plan_paper: Paper) -> None:
    page = pages(render(plan_paper()), 72)[0]
    points = {page.rgba[i : i + 3] for i in range(0, len(page.rgba), 4)}
    assert page.rgba[:4] == b"\xff\xff\xff\xff"
    assert any(max(point) < 60 for point in points)
    assert any(red > 120 and green < 60 and blue < 70 for red, green, blue in points)


def test_the_code_on_the_page_is_the_case_number_and_nothing_else(plan_paper: Paper) -> None:
    scale = 4
    page = pages(render(plan_paper()), 72 * scale)[0]
    rows = squares("MR-24-0117-K")
    side = CODE / len(rows)

    def dark(row: int, column: int) -> bool:
        x = int((WIDTH - MARGIN - CODE + (column + 0.5) * side) * scale)
        y = int((MARGIN + (row + 0.5) * side) * scale)
        return page.rgba[(y * page.width + x) * 4] < 128

    seen = tuple(tuple(dark(row, column) for column in range(len(rows))) for row in range(len(rows)))
    assert seen == rows


def test_a_page_does_not_show_itself_in_a_log(plan_paper: Paper) -> None:
    assert "rgba" not in repr(pages(render(plan_paper()), 20)[0])
