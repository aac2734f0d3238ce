"""One thread owns the vault; every job gets one answer, at home, and no words of ours leak when we err."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ui.background import Background, Task
from app.ui.crash import Unexpected, described


class WrongPassword(UserError):
    """A person can act on it."""


@dataclass
class Shelf:
    """A small real thing that only its own thread may touch."""

    thread: int = field(default_factory=threading.get_ident)
    books: list[str] = field(default_factory=list)
    closed: bool = False

    def add(self, book: str) -> list[str]:
        assert threading.get_ident() == self.thread
        self.books.append(book)
        return list(self.books)

    def close(self) -> None:
        assert threading.get_ident() == self.thread
        self.closed = True


@dataclass
class Desk:
    """Where answers arrive, and on which thread."""

    answers: list[object] = field(default_factory=list)
    errors: list[UserError] = field(default_factory=list)
    reported: list[BaseException] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def done(self, answer: object = "opened") -> None:
        self.answers.append(answer)
        self.threads.add(threading.get_ident())

    def failed(self, error: UserError) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def desk() -> Desk:
    return Desk()


def open_background(opening: Callable[[], Shelf], desk: Desk) -> Background[Shelf]:
    return Background(opening, report=desk.reported.append)


def wait_idle(qtbot: QtBot, background: Background[Shelf]) -> None:
    qtbot.waitUntil(lambda: not background.busy, timeout=5000)


def test_jobs_run_in_order_on_one_thread_and_answers_come_home(qtbot: QtBot, desk: Desk) -> None:
    background = open_background(Shelf, desk)
    background.start(desk.done, desk.failed)
    for book in ("plan", "visit", "letter"):
        background.run(lambda shelf, book=book: shelf.add(book), desk.done, desk.failed)  # type: ignore[misc]
    wait_idle(qtbot, background)
    background.drain()
    assert desk.answers == ["opened", ["plan"], ["plan", "visit"], ["plan", "visit", "letter"]]
    assert desk.threads == {threading.get_ident()}
    assert desk.errors == []


def test_an_error_for_the_person_goes_to_failed(qtbot: QtBot, desk: Desk) -> None:
    def refuse(_shelf: Shelf) -> None:
        raise WrongPassword("That was not the password.")

    background = open_background(Shelf, desk)
    background.start(desk.done, desk.failed)
    background.run(refuse, desk.done, desk.failed)
    wait_idle(qtbot, background)
    background.drain()
    assert [str(error) for error in desk.errors] == ["That was not the password."]
    assert desk.reported == []


def test_our_own_mistake_is_reported_and_the_person_hears_a_kind_sentence(qtbot: QtBot, desk: Desk) -> None:
    def err(_shelf: Shelf) -> None:
        raise KeyError("Aýna Ňazarowa")

    background = open_background(Shelf, desk)
    background.start(desk.done, desk.failed)
    background.run(err, desk.done, desk.failed)
    wait_idle(qtbot, background)
    background.drain()
    assert [type(error) for error in desk.errors] == [Unexpected]
    assert "Aýna" not in described(desk.reported[0])
    assert "KeyError" in described(desk.reported[0])


def test_a_vault_that_did_not_open_can_be_tried_again(qtbot: QtBot, desk: Desk) -> None:
    passwords = iter(["wrong", "right"])

    def opening() -> Shelf:
        if next(passwords) == "wrong":
            raise WrongPassword("That was not the password.")
        return Shelf()

    background = open_background(opening, desk)
    background.start(desk.done, desk.failed)
    background.start(desk.done, desk.failed)
    background.run(lambda shelf: shelf.add("plan"), desk.done, desk.failed)
    wait_idle(qtbot, background)
    background.drain()
    assert len(desk.errors) == 1
    assert desk.answers == ["opened", ["plan"]]


def test_a_long_job_tells_its_steps_in_order(qtbot: QtBot, desk: Desk) -> None:
    def count(_shelf: Shelf, task: Task) -> str:
        for number in range(1, 4):
            task.step(number, 3)
        return "counted"

    steps: list[tuple[int, int]] = []
    background = open_background(Shelf, desk)
    background.start(desk.done, desk.failed)
    background.run_long(count, desk.done, desk.failed, lambda done, total: steps.append((done, total)))
    wait_idle(qtbot, background)
    background.drain()
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert desk.answers[-1] == "counted"


def test_a_cancelled_job_stops_at_its_next_step_and_says_so_once(qtbot: QtBot, desk: Desk) -> None:
    going = threading.Event()
    may_go_on = threading.Event()

    def count(shelf: Shelf, task: Task) -> None:
        for number in range(1000):
            task.step(number, 1000)
            shelf.add(str(number))
            going.set()
            may_go_on.wait(5)

    stopped: list[str] = []
    shelf = Shelf(thread=0)

    def opening() -> Shelf:
        shelf.thread = threading.get_ident()
        return shelf

    background = open_background(opening, desk)
    background.start(desk.done, desk.failed)
    task = background.run_long(count, desk.done, desk.failed, cancelled=lambda: stopped.append("stopped"))
    going.wait(5)
    task.cancel()
    may_go_on.set()
    wait_idle(qtbot, background)
    background.drain()
    assert shelf.books == ["0"]
    assert stopped == ["stopped"]
    assert desk.answers == ["opened"]
    assert desk.errors == []


def test_closing_finishes_what_waits_and_closes_the_vault_last(qtbot: QtBot, desk: Desk) -> None:
    shelf = Shelf(thread=0)

    def opening() -> Shelf:
        shelf.thread = threading.get_ident()
        return shelf

    background = open_background(opening, desk)
    background.start(desk.done, desk.failed)
    for number in range(20):
        background.run(lambda shelf, number=number: shelf.add(str(number)), desk.done, desk.failed)  # type: ignore[misc]
    background.close(lambda: desk.done("closed"))
    with pytest.raises(RuntimeError):
        background.run(lambda shelf: shelf.add("late"), desk.done, desk.failed)
    wait_idle(qtbot, background)
    assert desk.answers[-1] == "closed"
    assert len(shelf.books) == 20
    assert shelf.closed


def test_draining_waits_even_when_nobody_listens_any_more(qapp: QApplication, desk: Desk) -> None:
    shelf = Shelf(thread=0)

    def opening() -> Shelf:
        shelf.thread = threading.get_ident()
        return shelf

    background = open_background(opening, desk)
    background.start(desk.done, desk.failed)
    background.run(lambda shelf: shelf.add("last answer typed"), desk.done, desk.failed)
    background.drain()
    assert shelf.books == ["last answer typed"]
    assert shelf.closed
    qapp.processEvents()


def test_a_job_before_the_vault_is_open_is_our_mistake_not_the_persons(qtbot: QtBot, desk: Desk) -> None:
    background = open_background(Shelf, desk)
    background.run(lambda shelf: shelf.add("early"), desk.done, desk.failed)
    wait_idle(qtbot, background)
    background.drain()
    assert [type(error) for error in desk.errors] == [Unexpected]


def test_a_mistake_in_an_answer_does_not_stop_the_next_answers(qtbot: QtBot, desk: Desk) -> None:
    def wrong(_answer: object) -> None:
        raise ValueError("Aýna")

    background = open_background(Shelf, desk)
    background.start(desk.done, desk.failed)
    background.run(lambda shelf: shelf.add("a"), wrong, desk.failed)
    background.run(lambda shelf: shelf.add("b"), desk.done, desk.failed)
    with qtbot.captureExceptions() as caught:
        wait_idle(qtbot, background)
    background.drain()
    assert desk.answers[-1] == ["a", "b"]
    assert len(caught) + len(desk.reported) == 1
