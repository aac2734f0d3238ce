"""A real vault behind a real page, and fingers that only have a keyboard. Tests say `from ui.forms.keyboard import …`."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.forms.fields import ControlKind
from app.forms.live import Item
from app.models.staff import Role
from app.store import vault as vaults
from app.store.vault import Vault
from app.ui import doorstep
from app.ui.background import Background
from app.ui.forms.combo import ChoiceCombo
from app.ui.forms.form_page import FormPage
from app.ui.forms.question import Question
from app.ui.pages import Session
from tests import factory

TODAY = date(2026, 11, 22)
FORM = "initial_assessment"


@dataclass(slots=True)
class House:
    """One laptop: its vault's folder, the case, and pages opened on it."""

    folder: Path
    qtbot: QtBot
    made: factory.Made | None = None
    backgrounds: list[Background[Vault]] = field(default_factory=list)
    reports: list[BaseException] = field(default_factory=list)
    trouble: list[object] = field(default_factory=list)
    pages: list[FormPage] = field(default_factory=list)

    @property
    def stream(self) -> str:
        """The stream of the case."""
        assert self.made is not None
        return self.made.stream

    def begin(self, **person: str) -> None:
        """Make the vault with one case in it."""
        vault = factory.a_vault(self.folder)
        fields = {"birth": "1954-05-07", **person}
        self.made = factory.a_case(vault, until="consent", person=factory.a_person(**fields))
        vault.close()

    def publish(self, xml: bytes, media: Mapping[str, bytes] | None = None) -> None:
        """Take a form into use, signed by this laptop."""
        vault = vaults.unlock(self.folder / "vault", factory.PASSWORD)
        factory.publish(vault, xml, media or {})
        vault.close()

    def open(self) -> Background[Vault]:
        """Unlock the vault on a worker thread of its own."""
        background = Background(
            lambda: vaults.unlock(self.folder / "vault", factory.PASSWORD), self.reports.append
        )
        there: list[bool] = []
        background.start(lambda: there.append(True), self.trouble.append)
        self.qtbot.waitUntil(lambda: bool(there or self.trouble))
        assert not self.trouble
        self.backgrounds.append(background)
        return background

    def page(
        self, background: Background[Vault] | None = None, form: str = FORM, corrects: str = ""
    ) -> FormPage:
        """Open a form of the case in a page of its own."""
        page = FormPage(background or self.open(), session())
        self.pages.append(page)
        page.resize(1000, 640)
        page.show()
        page.activateWindow()
        page.open(self.stream, form, corrects)
        self.qtbot.waitUntil(lambda: page.view is not None and not page.view.is_seeking)
        return page

    def ask(self, background: Background[Vault], job: Callable[[Vault], object]) -> object:
        """Return what a job on the worker's thread gives."""
        found: list[object] = []
        background.run(job, found.append, self.trouble.append)
        self.qtbot.waitUntil(lambda: bool(found or self.trouble))
        assert not self.trouble
        return found[0]

    def close(self) -> None:
        """Close every vault, and throw the pages away as the window does when it locks."""
        for page in self.pages:
            page.hide()
            page.deleteLater()
        self.pages = []
        QApplication.processEvents()
        for background in self.backgrounds:
            background.drain()
        self.backgrounds = []


def session() -> Session:
    """Return who works in this window."""
    return Session(
        role=Role.WORKER,
        staff="s1",
        name="Aýna Tejenowa",
        place="TM-M-03",
        practice=False,
        places=doorstep.place_table(),
        today=lambda: TODAY,
    )


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the keyboard"
    QTest.keyClick(focused, key, held)


def write(text: str) -> None:
    """Type any letters where the keyboard is."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            focused = QApplication.focusWidget()
            assert focused is not None
            QApplication.sendEvent(focused, event)


def asked(page: FormPage) -> Item | None:
    """Return the question that has the keyboard."""
    part = page.view.part_of(QApplication.focusWidget()) if page.view is not None else None
    item = getattr(part, "item", None)
    return item if isinstance(item, Item) else None


@dataclass(slots=True)
class Fingers:
    """Somebody who answers by keyboard alone, from `answers` by the name of the question."""

    page: FormPage
    answers: Mapping[str, str]
    on_question: Callable[[str], None] = lambda _name: None
    met: list[str] = field(default_factory=list)

    def go_on(self, until: str = "") -> None:
        """Answer question after question, page after page, until the form is finished or `until` is reached."""
        for _ in range(400):
            if self.page.filling is None:
                return
            item = asked(self.page)
            if item is not None and item.name == until:
                return
            self._step(item)
        raise AssertionError(f"the form never ends: {self.met[-12:]}")

    def _step(self, item: Item | None) -> None:
        if item is None:
            focused = QApplication.focusWidget()
            assert isinstance(focused, QAbstractButton), f"{focused} holds the keyboard"
            before = self.page.book.index
            press(Qt.Key.Key_Return)
            QApplication.processEvents()
            if self.page.filling is not None and self.page.book.index == before and self.page._busy:
                self.page.window().setFocus()
                raise Finishing
            return
        self.met.append(item.name)
        if item.name in self.answers:
            self._answer(item, self.answers[item.name])
        self.on_question(item.name)
        if isinstance(QApplication.focusWidget(), QPlainTextEdit):
            press(Qt.Key.Key_Tab)
            if QApplication.focusWidget() is self.page.foot.back:
                press(Qt.Key.Key_Tab)
        else:
            press(Qt.Key.Key_Return)

    def _answer(self, item: Item, value: str) -> None:
        assert self.page.filling is not None
        control = item.field.control
        assert control is not None
        part = self.page.view.part_of(QApplication.focusWidget()) if self.page.view else None
        if isinstance(part, Question) and isinstance(part.editor, ChoiceCombo):
            labels = dict(self.page.filling.state(item).options)
            write(labels[value][:6].lower())
        elif control.kind in (ControlKind.SELECT, ControlKind.SELECT_ONE):
            codes = [code for code, _ in self.page.filling.state(item).options]
            for code in value.split():
                self._choose(codes.index(code))
        else:
            press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            write(value)

    @staticmethod
    def _choose(place: int) -> None:
        if place < 9:
            press(Qt.Key(Qt.Key.Key_1 + place))
            return
        press(Qt.Key.Key_9)  # the ninth is chosen and let go again on the way to those without a digit
        press(Qt.Key.Key_Space)
        for _ in range(place - 8):
            press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Space)


class Finishing(Exception):
    """The form is on its way into the vault."""


def finish(fingers: Fingers) -> None:
    """Answer everything that is left and wait until the form is in the vault."""
    ended: list[str] = []
    fingers.page.finished.connect(ended.append)
    with suppress(Finishing):
        fingers.go_on()
    for _ in range(2000):
        if ended:
            return
        QTest.qWait(2)
    raise AssertionError("the form was not finished")
