"""What every test of the window may ask for: a dressed application, real typing, and eyes for clipped or nameless things."""

import gc
import os
from collections.abc import Callable, Iterator
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is asked for a screen

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.ui import qt_words, theme
from app.ui.palette import Mode
from app.ui.widgets import Elided

W = TypeVar("W", bound=QWidget)
Wear = Callable[..., None]
Found = Callable[[QWidget], list[str]]

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say what it cannot do without a screen; every other word of Qt's fails the test."""
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Begin every test with the light look at 100 % in English, and without the windows of the test before."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, Mode.LIGHT, 100)
    qt_words.speak(qapp, "en")
    yield qapp
    qt_words.speak(qapp, "en")


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect garbage in the window's thread only, as the window does: a vault's thread must not destroy widgets."""
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture
def wear(qapp: QApplication) -> Wear:
    """Change look and language: `wear(percent=175, language="ru", mode=Mode.DARK, practice=True)`."""

    def change(
        percent: int = 100, language: str = "en", mode: Mode = Mode.LIGHT, practice: bool = False
    ) -> None:
        theme.apply(qapp, mode, percent, practice)
        qt_words.speak(qapp, language)

    return change


@pytest.fixture
def settle(qapp: QApplication) -> Callable[[], None]:
    """Let Qt lay everything out: nested layouts answer each other over several rounds of events."""

    def rounds() -> None:
        for _ in range(12):
            qapp.processEvents()

    return rounds


@pytest.fixture
def type_text() -> Callable[[QWidget, str], None]:
    """Type any letters, Turkmen and Cyrillic too (`QTest.keyClicks` aborts on them)."""

    def type_(widget: QWidget, text: str) -> None:
        receiver = widget.focusProxy() or widget
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = Qt.Key.Key_unknown
                QApplication.sendEvent(receiver, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))

    return type_


@pytest.fixture
def clipped(settle: Callable[[], None]) -> Found:
    """Measure every label, button and table title under a widget; return the texts that do not fit their place."""

    def measure(widget: QWidget) -> list[str]:
        settle()
        labels = [label for label in _shown(widget, QLabel) if _is_clipped_label(label)]
        buttons = [button for button in _shown(widget, QAbstractButton) if _is_clipped_button(button)]
        titles = [title for header in _shown(widget, QHeaderView) for title in _clipped_titles(header)]
        return [_words(part) for part in (*labels, *buttons)] + titles

    return measure


@pytest.fixture
def nameless() -> Found:
    """Return the controls that the keyboard reaches but that have neither words nor an accessible name."""

    def find(widget: QWidget) -> list[str]:
        return [
            f"{type(control).__name__} in {type(control.parentWidget()).__name__}"
            for control in _shown(widget, QWidget)
            if isinstance(control, _CONTROLS) and _is_reached(control) and not _name(control)
        ]

    return find


def _shown(root: QWidget, kind: type[W]) -> list[W]:
    own = [root] if isinstance(root, kind) else []
    return [*own, *(part for part in root.findChildren(kind) if part.isVisibleTo(root))]


def _words(part: QWidget) -> str:
    return str(part.text()) if isinstance(part, QLabel | QAbstractButton) else ""


def _is_clipped_label(label: QLabel) -> bool:
    if isinstance(label, Elided) or not label.text():
        return False
    if not label.wordWrap():
        need = label.sizeHint()
        return need.width() > label.width() + 1 or need.height() > label.height() + 1
    metrics = QFontMetrics(label.font())
    widest = max(metrics.horizontalAdvance(word) for word in label.text().split() or [""])
    return (
        label.heightForWidth(label.width()) > label.height() + 1 or widest > label.contentsRect().width() + 1
    )


def _is_clipped_button(button: QAbstractButton) -> bool:
    need = button.sizeHint()
    return bool(button.text()) and (need.width() > button.width() + 1 or need.height() > button.height() + 1)


def _clipped_titles(header: QHeaderView) -> list[str]:
    if header.orientation() != Qt.Orientation.Horizontal or header.model() is None:
        return []
    titles = []
    for at in range(header.count()):
        need = header.fontMetrics().horizontalAdvance(
            str(header.model().headerData(at, header.orientation()))
        )
        if not header.isSectionHidden(at) and need > header.sectionSize(at):
            titles.append(str(header.model().headerData(at, header.orientation())))
    return titles


def _is_reached(control: QWidget) -> bool:
    inside_another = isinstance(control.parentWidget(), QComboBox | QAbstractSpinBox)
    return control.focusPolicy() != Qt.FocusPolicy.NoFocus and control.isEnabled() and not inside_another


def _name(control: QWidget) -> str:
    return control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
