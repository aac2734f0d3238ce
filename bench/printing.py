"""What a support plan of two pages costs to print, with its tags and without them: `python -m bench.printing`.

Bounds: 60 ms warm, 0.6 s for the first one of a fresh process (reportlab, fonts and babel loaded on the way).
"""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from datetime import time as clock
from statistics import median

from app.printing import plan, plan_sheet
from app.printing.phrase import PaperLanguage, Voice
from app.printing.press import Imprint, printed
from app.printing.tagged import Element, Tagger

WARM_MS, FIRST_MS = 60, 600
ROUNDS = 30
FIRST = """
import time; start = time.perf_counter()
from bench.printing import paper
from app.printing import plan
assert plan.render(paper()).startswith(b"%PDF")
print((time.perf_counter() - start) * 1000)
"""


class Untagged(Tagger):
    """Paints the same paper and writes no structure."""

    def begin(self, element: Element) -> None:
        """Write nothing."""

    def decorate(self) -> None:
        """Write nothing."""

    def end(self) -> None:
        """Write nothing."""

    def finish(self, root: Element, language: str) -> None:
        """Write nothing."""


def paper() -> plan.SupportPlanPaper:
    """Return an invented plan that fills two pages."""
    return plan.SupportPlanPaper(
        case_number="MR-24-0117-K",
        client_name="Ogulgerek Sähetliýewa",
        written_on=date(2026, 4, 7),
        worker=plan.Contact(name="Aýgözel Tanalowa", phone="+993 65 00-00-00", office="Mary, 14"),
        period_from=date(2026, 4, 7),
        period_until=date(2026, 10, 7),
        goals=tuple(
            plan.Goal(goal=f"Maksat {n}: öýde ýöremek", indicator="Howla çykýaryn") for n in range(3)
        ),
        services=tuple(
            plan.Step(what="Şahsy kömekçi hepdede üç gezek gelýär", who="Jeren Myradowa", by=date(2026, 5, n))
            for n in range(1, 6)
        ),
        client_words="Özüm çaý goýup bilsem, ýene-de öz öýümiň bikesi bolaryn.",
        next_visit=plan.Appointment(day=date(2026, 4, 21), at=clock(10, 30), place="Siziň öýüňizde"),
        next_review=date(2026, 7, 7),
        complaints="Welaýat merkezi",
    )


def rendered(tagger: type[Tagger]) -> bytes:
    """Return the invented plan printed with `tagger`."""
    said, voice = paper(), Voice(language=PaperLanguage.TK)
    imprint = Imprint(day=said.written_on, mark=said.case_number, voice=voice)
    return printed(plan_sheet.laid_out(said, voice), imprint, tagger)


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the figures; stop when a bound does not hold."""
    first = median(float(_fresh()) for _ in range(3))
    rendered(Tagger)
    # One of each in turn, so that a busy machine slows both alike.
    pairs = [
        (milliseconds(lambda: rendered(Untagged)), milliseconds(lambda: rendered(Tagger)))
        for _ in range(ROUNDS)
    ]
    plain, tagged = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    size, bare = len(rendered(Tagger)), len(rendered(Untagged))
    print(f"first plan of a fresh process   {first:6.0f} ms (bound {FIRST_MS})")
    print(f"warm, tagged                    {tagged:6.1f} ms (bound {WARM_MS})")
    print(f"warm, the same without tags     {plain:6.1f} ms; tags cost x{tagged / plain:.2f}")
    print(f"bytes                           {size} tagged, {bare} without, x{size / bare:.2f}")
    assert first <= FIRST_MS, first
    assert tagged <= WARM_MS, tagged


def _fresh() -> str:
    return subprocess.run([sys.executable, "-c", FIRST], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
