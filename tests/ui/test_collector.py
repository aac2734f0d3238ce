"""Cyclic garbage is collected in the window's thread."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.collector import Collector


@pytest.fixture
def collector(qapp: QObject) -> Iterator[Collector]:
    made = Collector(qapp)
    made.start()
    yield made
    made.stop()


class Knot(QObject):
    """Something that refers to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.mark.usefixtures("collector")
def test_a_busy_worker_never_destroys_what_the_window_has_dropped(qtbot: QtBot) -> None:
    where: list[str] = []
    knot = Knot()
    weakref.finalize(knot, lambda: where.append(threading.current_thread().name))
    del knot

    def work() -> None:
        for _ in range(50_000):
            loop: list[object] = []
            loop.append(loop)

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    worker.join()
    assert where == []
    qtbot.waitUntil(lambda: bool(where), timeout=10_000)
    assert where == [threading.main_thread().name]
    assert not gc.isenabled()


def test_afterwards_python_collects_by_itself_again(qapp: QObject) -> None:
    made = Collector(qapp)
    made.start()
    made.stop()
    assert gc.isenabled()
