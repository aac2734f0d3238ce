"""Python's cyclic garbage, collected in the window's thread only.

The collector otherwise runs in whichever thread happens to allocate: a job of the vault's thread could then destroy widgets
that nobody refers to any more, and Qt may only destroy them in its own thread. The process would end without a word.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
_AT_WORK: list["Collector"] = []


class Collector(QObject):
    """Takes the collector over while it lives; looks every second whether there is enough garbage to be worth it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Collect here from now on."""
        if self not in _AT_WORK:
            _AT_WORK.append(self)
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Collect once more; when no other window collects, give the work back to Python."""
        self._timer.stop()
        gc.collect()
        if self in _AT_WORK:
            _AT_WORK.remove(self)
        if not _AT_WORK:
            gc.enable()

    def look(self) -> None:
        """Collect the oldest generation that is due, as Python would have done by itself."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [at for at, limit in enumerate(thresholds) if limit and counts[at] > limit]
        if due:
            gc.collect(due[-1])
