"""The tour from its first step to its last."""

import shutil
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.ui import crash
from app.ui.tour import arriving
from app.ui.tour.hand import Hand, TourFailed
from app.ui.wizard_steps import Role


def run(out: Path, language: str) -> int:
    """Make the tour into an emptied folder `out`; return 0, or 1 when a step did not hold."""
    folder = out.resolve()
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    crash.install()
    app = QApplication.instance() or QApplication([sys.argv[0]])
    app.setApplicationName("Goldaw")
    hand = Hand(folder)
    try:
        _journey(hand, folder, language)
    except TourFailed as failed:
        hand.note(f"FAILED: {failed}")
        hand.write(ok=False, language=language)
        print(f"goldaw: the tour stopped: {failed}", file=sys.stderr)  # noqa: T201
        return 1
    hand.write(ok=True, language=language)
    return 0


def _journey(hand: Hand, out: Path, language: str) -> None:
    worker = arriving.first_run(
        hand, out, "worker", role=Role.WORKER, language=language, person="Maral Ýazowa", etrap="TM-A-03"
    )
    case = arriving.register(hand, worker)
    arriving.consent(hand, worker, case)
