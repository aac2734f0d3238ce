"""The tour from its first step to its last."""

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.store import vault as vaults
from app.ui import crash
from app.ui.tour import answering, arriving, forming, planning, travelling
from app.ui.tour.arriving import Desk
from app.ui.tour.hand import Hand, TourFailed
from app.ui.wizard_steps import Role

# Words that only the vault may hold; the tour looks for them in every file it leaves but the printed papers.
CANARIES = ("Şyhmyradowa", "Çynar köçesi", "oglumyň resminamalary", "ejesiniňkide")


def run(out: Path, language: str) -> int:
    """Make the tour into an emptied folder `out`; return 0, or 1 when a step did not hold."""
    folder = out.resolve()
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    crash.install()
    qInstallMessageHandler(_complain)
    app = QApplication.instance() or QApplication([sys.argv[0]])
    app.setApplicationName("Goldaw")
    hand = Hand(folder)
    desks: list[Desk] = []
    try:
        _journey(hand, folder, language, desks)
        _close(hand, desks)
        _look_for_clear_text(hand, folder)
        _open_again(hand, desks)
    except TourFailed as failed:
        hand.note(f"FAILED: {failed}")
        hand.write(ok=False, language=language)
        print(f"goldaw: the tour stopped: {failed}", file=sys.stderr)  # noqa: T201
        return 1
    hand.write(ok=True, language=language)
    return 0


def _complain(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    if kind is not QtMsgType.QtDebugMsg and "This plugin does not support" not in words:
        print(f"Qt: {words}", file=sys.stderr)  # noqa: T201 - what Qt says is to be seen


def _journey(hand: Hand, out: Path, language: str, desks: list[Desk]) -> None:
    stick = out / "bundles"
    stick.mkdir()
    worker = arriving.first_run(
        hand, out, "worker", role=Role.WORKER, language=language, person="Maral Ýazowa", etrap="TM-A-03"
    )
    desks.append(worker)
    case = arriving.register(hand, worker)
    arriving.consent(hand, worker, case)
    answering.assess(hand, worker, case, "ru" if language == "tk" else "tk")
    arriving.show_case(hand, worker, case)
    hand.picture(worker.window, "case-assessed")
    planning.recognise(hand, worker, case)
    planning.plan(hand, worker, case)
    planning.print_plan(hand, worker, case, out)
    centre = arriving.first_run(
        hand, out, "centre", role=Role.CENTRE, language=language, person="Ahal merkezi", etrap="TM-A-01"
    )
    desks.append(centre)
    travelling.enrol(hand, worker, centre, stick)
    travelling.up(hand, worker, centre, stick, "up")
    travelling.refuse(hand, centre, stick)
    travelling.quarrel(hand, worker, centre, case, stick)
    travelling.approve(hand, centre, case)
    published = forming.publish(hand, centre, out)
    travelling.down(hand, worker, centre, stick, "down")
    travelling.check_back(hand, worker, case)
    if published:
        forming.fill(hand, worker, case, out)
    _other_looks(hand, worker, case, language)


def _other_looks(hand: Hand, worker: Desk, case: str, language: str) -> None:
    """Show the window small, dark, with large letters, and in the other language."""
    window = worker.window
    window.resize(1024, 600)
    worker.work.go("today")
    hand.settle(worker.background)
    hand.picture(window, "today-small")
    window._choose_mode("dark")
    hand.picture(window, "today-dark")
    window._choose_text_size(175)
    hand.picture(window, "today-large-letters")
    window._choose_language("ru" if language == "tk" else "tk")
    arriving.show_case(hand, worker, case)
    hand.picture(window, "case-other-language")
    window._choose_text_size(100)
    window._choose_mode("light")
    window.lock()
    hand.until(
        lambda: window.entrance is not None and window.entrance.unlock is not None, "the locked window"
    )
    hand.settle()
    hand.picture(window, "locked")
    hand.note("window small, dark, with large letters, in the other language, and locked")


def _close(hand: Hand, desks: list[Desk]) -> None:
    for desk in desks:
        desk.window.close()
    hand.settle()


def _look_for_clear_text(hand: Hand, out: Path) -> None:
    """No word that a client said may stand in clear in any file but the printed papers."""
    looked = 0
    for path in sorted(out.rglob("*")):
        if not path.is_file() or path.suffix in (".pdf", ".png"):
            continue
        content = path.read_bytes()
        looked += 1
        for word in CANARIES:
            for spelled in (word.encode(), word.encode("utf-16-le")):
                hand.expect(spelled not in content, f"no client's word in clear in {path.name}")
    hand.note("no client's word in clear in any file", files=looked)


def _open_again(hand: Hand, desks: list[Desk]) -> None:
    """Both vaults open again with their password, and every change is there."""
    for desk in desks:
        vault = vaults.unlock(desk.folder, arriving.PASSWORD)
        count = vault.connection.execute("SELECT COUNT(*) FROM change").fetchone()[0]
        vault.close()
        hand.note(f"{desk.folder.name}: opened again", changes=count)
