"""The hand and the eye of the tour: types, presses, waits for what must come, takes pictures, writes down what happened."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QScrollArea,
    QWidget,
)

from app.ui.background import Background

PATIENCE_SECONDS = 90.0


class TourFailed(Exception):
    """A step of the tour did not hold; the text says which, in our own words."""


class Hand:
    """Does what a person would do, and keeps the diary of it."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.diary: list[dict[str, Any]] = []
        self._pictures = 0
        self._began = time.monotonic()

    def note(self, step: str, **facts: Any) -> None:
        """Write down that a step held, with what it came to."""
        seconds = round(time.monotonic() - self._began, 2)
        self.diary.append({"step": step, "seconds": seconds, **facts})
        print(f"{len(self.diary):3}  {step}")  # noqa: T201 - the tour tells where it is

    def expect(self, holds: object, what: str) -> None:
        """Stop the tour unless something holds. Raises: TourFailed."""
        if not holds:
            raise TourFailed(what)

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Let the window live until something holds. Raises: TourFailed after a long wait."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            if time.monotonic() > deadline:
                raise TourFailed(f"waited in vain: {what}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents | _ALL, 20)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def heard(self, signal: Any, act: Callable[[], object], what: str) -> tuple[Any, ...]:
        """Do something and wait until a page says that it happened; return what it said. Raises: TourFailed."""
        said: list[tuple[Any, ...]] = []

        def listen(*words: Any) -> None:
            said.append(words)

        signal.connect(listen)
        try:
            act()
            self.until(lambda: said, what)
        finally:
            signal.disconnect(listen)
        return said[0]

    def asked(self, background: Background[Any], job: Callable[[Any], Any], what: str) -> Any:
        """Look into the vault on its own thread. Raises: TourFailed when it refuses."""
        found: list[Any] = []
        refused: list[Any] = []
        background.run(job, found.append, refused.append)
        self.until(lambda: found or refused, what)
        self.expect(found, f"{what}: {type(refused[0]).__name__ if refused else ''}")
        return found[0]

    def settle(self, background: Background[Any] | None = None) -> None:
        """Let the window finish what it is doing."""
        if background is not None:
            self.until(lambda: not background.busy, "the vault's worker")
        for _ in range(12):
            QApplication.processEvents()

    def type(self, widget: QWidget, text: str) -> None:
        """Type a text, letter by letter, where the keyboard is when this widget has it."""
        self.reveal(widget)
        widget.setFocus()
        receiver = widget.focusProxy() or widget
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                # Turkmen and Cyrillic letters have no key code of their own.
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(receiver, event)
        QApplication.processEvents()

    def key(
        self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key."""
        text = " " if key == Qt.Key.Key_Space else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))
        QApplication.processEvents()

    def press(self, button: QAbstractButton) -> None:
        """Press a button, which must be there to be pressed. Raises: TourFailed."""
        self.until(
            lambda: button.isVisible() and button.isEnabled(),
            f"button {button.objectName() or type(button).__name__}",
        )
        self.reveal(button)
        button.setFocus()
        button.click()
        QApplication.processEvents()

    def choose(self, box: QComboBox, data: object) -> None:
        """Choose an answer of a list by what it stands for. Raises: TourFailed."""
        at = box.findData(data)
        self.expect(at >= 0, f"an answer {data!r} in a list")
        self.reveal(box)
        box.setFocus()
        while box.currentIndex() != at:
            self.key(box, Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget is to be seen."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()

    def to_top(self, window: QWidget) -> None:
        """Scroll everything back to its beginning."""
        for area in window.findChildren(QAbstractScrollArea):
            area.verticalScrollBar().setValue(0)

    def picture(self, window: QWidget, name: str) -> None:
        """Keep a picture of a window, numbered."""
        self.settle()
        self._pictures += 1
        path = self.out / f"{self._pictures:02}-{name}.png"
        self.expect(window.grab().save(str(path)), f"the picture {path.name}")
        self.diary.append({"picture": path.name})

    def write(self, **summary: Any) -> None:
        """Write `tour.json`."""
        document = {**summary, "steps": self.diary}
        text = json.dumps(document, ensure_ascii=False, indent=1, default=str)
        (self.out / "tour.json").write_text(text + "\n", encoding="utf-8")


_ALL = QEventLoop.ProcessEventsFlag.AllEvents
