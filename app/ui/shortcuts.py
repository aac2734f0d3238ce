"""Binds the keys of the action table to what they do."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.actions import action


def bind(
    owner: QWidget, doing: Mapping[str, Callable[[], object]], everywhere: bool = False
) -> dict[str, QShortcut]:
    """Let the keys of the named actions call functions while the keyboard is inside `owner` (or its whole window).

    `bind(page, {"new": page.open_new, "print": page.print_plan})`.
    """
    inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
    context = Qt.ShortcutContext.WindowShortcut if everywhere else inside
    made = {}
    for action_id, function in doing.items():
        made[action_id] = key(owner, action(action_id).shortcut, function, context)
    return made


def key(
    owner: QWidget,
    sequence: str,
    function: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """Let one key sequence call a function."""
    shortcut = QShortcut(QKeySequence(sequence, QKeySequence.SequenceFormat.PortableText), owner)
    shortcut.setContext(context)
    shortcut.activated.connect(lambda: function())
    return shortcut
