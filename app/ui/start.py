"""Starting the window: the one way in for `python -m app` and for the command line."""

import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from app.ui import crash
from app.ui.main_window import MainWindow, Surroundings


def run(arguments: Sequence[str], surroundings: Surroundings | None = None) -> int:
    """Show the window and return when it is closed: 0, or what Qt says."""
    crash.install()
    app = QApplication.instance() or QApplication([sys.argv[0], *arguments])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else makes one
    app.setApplicationName("Goldaw")
    app.setApplicationDisplayName("")
    window = MainWindow(surroundings)
    window.show()
    return app.exec()
