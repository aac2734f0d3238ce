"""The tour's plan: from the assessment's suggestions to a finished version and the client's paper in three forms."""

import subprocess
from functools import partial
from pathlib import Path
from shutil import which

from app.store import queries
from app.ui.pages.plan_page import PlanPage
from app.ui.tour.arriving import Desk, show_case
from app.ui.tour.hand import Hand


def recognise(hand: Hand, desk: Desk, stream: str) -> None:
    """Write down the decision that the person needs services."""
    page = show_case(hand, desk, stream)
    section = page.body.need
    assert section.action is not None  # noqa: S101 - the card has one
    hand.press(section.action)
    form = section.writing
    hand.press(form.rows["need"].control.buttons["needs_services"])  # type: ignore[attr-defined]
    box = form.rows["ground"].control
    hand.choose(box, box.itemData(1))  # type: ignore[arg-type, attr-defined]
    hand.press(form.save)
    hand.until(lambda: form.isHidden() and not desk.background.busy, "the decision about need")
    hand.picture(desk.window, "case-need-recognised")
    hand.note("need recognised: who, when, on which ground")


def plan(hand: Hand, desk: Desk, stream: str) -> None:
    """Take the suggestions over, finish the plan's first version."""
    page = _open(hand, desk, stream)
    hand.picture(desk.window, "plan-empty")
    (offered,) = hand.heard(page.suggested, page.suggest, "suggestions")
    hand.expect(offered >= 3, f"three suggestions at least, not {offered}")
    hand.picture(desk.window, "plan-suggestions")
    (goals,) = hand.heard(page.goals_added, page.take_suggestions, "goals from the suggestions")
    hand.settle(desk.background)
    hand.to_top(desk.window)
    hand.picture(desk.window, "plan-goals")
    hand.expect(not page.obstacles(), f"a plan that can be finished: {page.obstacles()}")
    _, number = hand.heard(page.version_finished, page.finish, "a finished version")
    hand.settle(desk.background)
    hand.picture(desk.window, "plan-finished")
    hand.note("plan made from the assessment and finished", goals=goals, version=number)


def _open(hand: Hand, desk: Desk, stream: str) -> PlanPage:
    page = desk.page("plan")
    assert isinstance(page, PlanPage)  # noqa: S101 - that is its name in the window
    hand.heard(page.shown, lambda: desk.work.go("plan", stream=stream), "the plan's page")
    hand.settle(desk.background)
    return page


def print_plan(hand: Hand, desk: Desk, stream: str, out: Path) -> None:
    """Look at the paper before printing, and save it in Turkmen, Russian and both."""
    page = _open(hand, desk, stream)
    opened = hand.asked(desk.background, lambda vault: queries.open_case(vault, stream), "the case")
    for language in ("tk", "ru", "both"):
        (drawn,) = hand.heard(page.previewed, partial(page.show_preview, language), "the preview")
        hand.picture(desk.window, f"plan-paper-{language}")
        target = out / f"plan-{language}.pdf"
        hand.heard(page.pdf_saved, partial(page.save_pdf, target), "the saved paper")
        hand.expect(target.read_bytes().startswith(b"%PDF"), "a PDF")
        text = _text(target)
        if text is not None:
            hand.expect(opened.number in text, "the case's number on the paper")
            hand.expect("Sülgün" in text, "the client's name on the paper")
            hand.expect("threat" not in text and "urgent" not in text, "no risk on the paper")
        hand.note(f"plan printed: {language}", pages=drawn, file=target.name, size=target.stat().st_size)


def _text(pdf: Path) -> str | None:
    program = which("pdftotext")
    if program is None:
        return None
    done = subprocess.run([program, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout
