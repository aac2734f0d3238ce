"""An invented client's papers, and ways to read a PDF back with the tools of others (poppler)."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from app.printing.fonts import face
from app.printing.phrase import Bilingual
from app.printing.plan import Appointment, Contact, Goal, Step, SupportPlanPaper
from app.printing.sheet import HEIGHT, WIDTH, Ink, Sheet, Squares

Paper = Callable[..., SupportPlanPaper]
Ask = Callable[..., str]

PLAN = SupportPlanPaper(
    case_number="MR-24-0117-K",
    client_name="Ogulgerek Sähetliýewa",
    written_on=date(2026, 4, 7),
    worker=Contact(
        name="Aýgözel Tanalowa",
        role=Bilingual(tk="Durmuş işi boýunça hünärmen", ru="Специалист по социальной работе"),
        phone="+993 65 00-00-00",
        office="Mary şäheri, Mollanepes köçesi, 14",
    ),
    period_from=date(2026, 4, 7),
    period_until=date(2026, 10, 7),
    goals=(
        Goal(goal="Öýüň içinde özüm ýöräp bilmek", indicator="Aşhana we howla kömeksiz çykýaryn"),
        Goal(goal="Ýene-de goňşulara çaýa barmak"),
    ),
    services=(
        Step(what="Koltuk taýagy getirmek", who="Gyzyl Ýarymaý jemgyýeti", by=date(2026, 4, 20)),
        Step(what=Bilingual(tk="Şahsy kömekçi", ru="Персональный помощник"), who="Jeren Myradowa"),
    ),
    client_words="Özüm çaý goýup bilsem, ýene-de öz öýümiň bikesi bolaryn.",
    next_visit=Appointment(day=date(2026, 4, 21), at=time(10, 30), place="Siziň öýüňizde"),
    next_review=date(2026, 7, 7),
    complaints="Welaýat merkezi, +993 522 0-00-00",
)


@pytest.fixture(scope="session")
def plan_paper() -> Paper:
    """A plan of an invented client; name what shall be different."""

    def make(**changes: Any) -> SupportPlanPaper:
        return replace(PLAN, **changes)

    return make


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask one of poppler's programs about a PDF: `ask(pdf, "pdfinfo", "-struct-text")`."""
    file = tmp_path_factory.mktemp("paper") / "paper.pdf"

    def run(pdf: bytes, program: str, *options: str) -> str:
        file.write_bytes(pdf)
        after = ["-"] if program == "pdftotext" else []
        done = subprocess.run([program, *options, file, *after], capture_output=True, check=True, text=True)
        assert not done.stderr, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def words(ask: Ask) -> Callable[[bytes], str]:
    """The text of a PDF in the order it was written, with single spaces."""

    def read(pdf: bytes) -> str:
        return " ".join(ask(pdf, "pdftotext", "-raw", "-enc", "UTF-8").split())

    return read


@pytest.fixture(scope="session")
def told(ask: Ask) -> Callable[[bytes], list[str]]:
    """What a screen reader hears, piece by piece: the quoted texts of the structure tree."""

    def read(pdf: bytes) -> list[str]:
        return re.findall(r'^\s*"(.*)"$', ask(pdf, "pdfinfo", "-struct-text"), re.MULTILINE)

    return read


@pytest.fixture(scope="session")
def nothing_collides() -> Callable[[Sheet], None]:
    """A check that no two pieces of a sheet lie on each other and none leaves the page."""

    def check(sheet: Sheet) -> None:
        for page in sheet.pages:
            places = [_place(mark) for mark in page.marks]
            for left, top, right, bottom in places:
                assert left >= 0
                assert top >= 0
                assert right <= WIDTH
                assert bottom <= HEIGHT - 30, "the foot of the page stays free"
            for one, other in combinations(places, 2):
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (one, other)

    return check


def _place(mark: Ink | Squares) -> tuple[float, float, float, float]:
    if isinstance(mark, Squares):
        return mark.x, mark.y, mark.x + mark.size, mark.y + mark.size
    width = face(mark.hand.weight).width(mark.text.rstrip(), mark.hand.size)
    return mark.x, mark.y - 0.72 * mark.hand.size, mark.x + width, mark.y + 0.22 * mark.hand.size


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parents[2]
