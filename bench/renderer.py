"""How fast forms are on the screen: opening one of 500 questions, from an answer to its repaint, the longest pause."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.forms import package
from app.forms.definition import load
from app.forms.session import Session as FormSession
from app.forms.xpath.calendar import ASHGABAT
from app.models import kinds
from app.models.case import Case
from app.models.household import Household, Person, Sex
from app.models.record import difference
from app.models.staff import Role
from app.store import shelf
from app.store import vault as vaults
from app.store.argon import FLOOR
from app.store.header import Role as Holder
from app.store.vault import Vault
from app.ui import doorstep, qt_words, theme
from app.ui.background import Background
from app.ui.forms import definitions
from app.ui.forms.combo import FoldingCombo
from app.ui.forms.filling import Filling
from app.ui.forms.form_page import FormPage
from app.ui.forms.page_view import PageView
from app.ui.pages import Session
from bench.forms import form_xml

ANSWERS, CHOICES = 60, 2000
REAL = "initial_assessment"


class Gaps(QObject):
    """Notes how long the event loop was away: a timer that should fire at once, again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self._last = 0.0, perf_counter()
        self.worked, self._spent = 0.0, thread_time()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now, spent = perf_counter(), thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.worked, self._spent = max(self.worked, spent - self._spent), spent

    def take(self) -> str:
        """Return the longest pause since the last question and the most of it the window itself worked, in milliseconds."""
        found = f"{self.longest * 1000:.0f} (own work {self.worked * 1000:.0f})"
        self.longest, self._last = 0.0, perf_counter()
        self.worked, self._spent = 0.0, thread_time()
        return found


class Painted(QObject):
    """Notes when a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    def eventFilter(  # noqa: N802 - Qt calls it so
        self, _watched: QObject, event: QEvent
    ) -> bool:
        """See every event of the widget and stop none."""
        if event.type() == QEvent.Type.Paint:
            self.at = perf_counter()
        return False


def until(done: Callable[[], bool]) -> None:
    """Let Qt work until something is so."""
    began = perf_counter()
    while not done():
        QApplication.processEvents()
        assert perf_counter() - began < 20, "nothing happens"


def rest(seconds: float = 0.05) -> None:
    """Let Qt work for a while."""
    began = perf_counter()
    until(lambda: perf_counter() - began > seconds)


def session() -> Session:
    """Return who works in this window."""
    return Session(
        role=Role.WORKER,
        staff="s1",
        name="Aýna",
        place="TM-M-03",
        practice=False,
        places=doorstep.place_table(),
        today=lambda: date(2026, 11, 22),
    )


def opened(background: Background[Vault], stream: str, form_id: str) -> tuple[FormPage, float]:
    """Open a form; return its page and the seconds until its first page is painted."""
    page = FormPage(background, session())
    page.resize(1024, 520)
    page.show()
    rest()
    painted = Painted()
    began = perf_counter()
    page.open(stream, form_id)
    until(lambda: page.view is not None)
    assert page.view is not None
    page.view.viewport().installEventFilter(painted)
    until(lambda: painted.at > 0)
    return page, painted.at - began


def _is_painted(painted: Painted, began: float) -> bool:
    return painted.at > 0 or perf_counter() - began > 0.5


def a_case(folder: Path) -> tuple[Vault, str]:
    """Return an open vault with one invented case, and the case's stream."""
    vault = vaults.create(
        folder / "vault", "bench bench bench", role=Holder.WORKER, name="Aýna", place="TM-M-03", cost=FLOOR
    ).vault
    home, who = Household(id="a" * 32), Person(id="b" * 32, name="Şirin", sex=Sex.FEMALE, birth="1954-05-07")
    case = Case(id="c" * 32, client=who.id, household=home.id, opened="2026-11-20", owner=vault.owner.staff)
    vault.commit(f"{kinds.HOUSEHOLD}:{home.id}", [*difference(None, home), *difference(None, who)])
    stream = f"{kinds.CASE}:{case.id}"
    vault.commit(stream, difference(None, case))
    return vault, stream


def publish(vault: Vault, xml: bytes) -> None:
    """Take a form into use."""
    packed = package.pack(xml, {}, vault.sign)
    shelf.publish(vault, packed, trusted={"bench": vault.device.verify_key}, on="2026-11-20")


def answer_all(page: FormPage, gaps: Gaps) -> tuple[list[float], str]:
    """Press digits on questions as they come; return milliseconds from key to painted page, and the longest pause."""
    took: list[float] = []
    painted, watched = Painted(), None
    gaps.take()
    for _ in range(3 * ANSWERS):
        if len(took) == ANSWERS or page.view is None:
            break
        focused = QApplication.focusWidget()
        if focused is None or focused is page.foot.next:
            page.go_on()
            rest()
            continue
        if watched is not page.view:
            watched = page.view
            watched.viewport().installEventFilter(painted)
            for part in watched.body.shown():
                part.installEventFilter(painted)
        painted.at, began = 0.0, perf_counter()
        QTest.keyClick(focused, Qt.Key.Key_1)
        until(partial(_is_painted, painted, began))
        if painted.at:
            took.append((painted.at - began) * 1000)
        QTest.keyClick(QApplication.focusWidget() or focused, Qt.Key.Key_Return)
        rest(0.01)
    return took, gaps.take()


def long_lists() -> None:
    """Print how a page with two lists of 2,000 answers behaves: one that hangs on another answer, one to tick."""
    filling = Filling(FormSession(load(lists_xml()), clock=lambda: datetime(2026, 11, 22, tzinfo=ASHGABAT)))
    view = PageView(filling, filling.navigator.controls(0))
    filling.changed.connect(lambda _changed: view.refresh())
    view.resize(1024, 520)
    view.show()
    view.complete()
    rest(0.1)
    items = {one.name: one for one in filling.session.root.all_inside}

    def took(name: str, what: Callable[[], object]) -> None:
        began, spent = perf_counter(), thread_time()
        what()
        QApplication.processEvents()
        wall, own = (perf_counter() - began) * 1000, (thread_time() - spent) * 1000
        print(f"2,000 answers  {name:21} ms  {wall:.0f} (own work {own:.0f})    reach 50")

    took("offer a village", lambda: filling.answer(items["etrap"], "a"))
    took("another answer", lambda: filling.answer(items["word"], "x"))
    combo = view.findChildren(FoldingCombo)[0]
    combo.setFocus()
    took("first key", lambda: QTest.keyClick(combo, Qt.Key.Key_G))
    took("open the list", combo.showPopup)
    combo.hidePopup()
    took("tick three", lambda: filling.answer(items["many"], "v1 v2 v3"))
    view.deleteLater()
    rest()


def lists_xml() -> bytes:
    """Return an invented form whose two selects draw on a table of 2,000 villages."""
    rows = range(CHOICES)
    texts = "".join(f'<text id="v{n}"><value>Gökdepe {n}</value></text>' for n in rows)
    items = "".join(f"<item><itextId>v{n}</itextId><name>v{n}</name><of>a</of></item>" for n in rows)
    drawn = '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset>'
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        f' xmlns:jr="http://openrosa.org/javarosa"><h:head><model><itext><translation lang="tk">{texts}'
        '</translation></itext><instance><data id="d"><word/><etrap/><one/><many/></data></instance>'
        f'<instance id="v"><root>{items}</root></instance></model></h:head><h:body>'
        '<group appearance="field-list"><input ref="/data/word"><label>w</label></input>'
        '<select1 ref="/data/etrap"><label>e</label><item><label>A</label><value>a</value></item></select1>'
        '<select1 ref="/data/one" appearance="minimal"><label>o</label>'
        f"<itemset nodeset=\"instance('v')/root/item[of = /data/etrap]\">{drawn}</select1>"
        f'<select ref="/data/many"><label>m</label><itemset nodeset="instance(\'v\')/root/item">{drawn}'
        "</select></group></h:body></h:html>"
    ).encode()


def main() -> None:
    """Print every figure beside what it has to reach."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is asked for a screen
    app = QApplication([])
    theme.apply(app)
    qt_words.speak(app, "tk")
    made: list[str] = []

    def vault() -> Vault:
        opened_vault, stream = a_case(Path(folder))
        publish(
            opened_vault, form_xml()
        )  # the forms that come with the program are shorter than 500 questions
        definitions.forget()
        made.append(stream)
        return opened_vault

    with tempfile.TemporaryDirectory() as folder:
        background: Background[Vault] = Background(vault)
        background.start(lambda: None, print)
        until(lambda: bool(made) and not background.busy)
        gaps = Gaps()
        for name, form_id in (("500 questions", "bench"), ("real form", REAL)):
            gaps.take()
            page, seconds = opened(background, made[0], form_id)
            rest(0.3)
            print(f"{name:14} open, cold            s  {seconds:.3f}   reach 0.3")
            print(f"{name:14} longest pause opening ms {gaps.take()}    reach 50")
            page.deleteLater()
            rest()
            page, seconds = opened(background, made[0], form_id)
            print(f"{name:14} open again            s  {seconds:.3f}")
            took, pause = answer_all(page, gaps)
            p95 = sorted(took)[int(len(took) * 0.95)]
            print(f"{name:14} answer to repaint    ms  {statistics.median(took):.1f}   p95 {p95:.1f}")
            print(f"{name:14} longest pause filling ms {pause}    reach 50")
            page.head.buttons[next(iter(page.head.buttons))].click()
            gaps.take()
            list(page.head.buttons.values())[1].click()
            rest()
            print(f"{name:14} change of language   ms  {gaps.take()}    reach 50")
            page.keeper.stop()
            page.deleteLater()
            rest()
        background.drain()
    long_lists()


if __name__ == "__main__":
    main()
