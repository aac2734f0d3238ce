"""Guessing grows slow, and the count says nothing about anybody."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.store import attempts


def test_three_mistakes_are_free_and_then_the_wait_grows() -> None:
    assert [attempts.delay_after(number) for number in range(7)] == [0, 0, 0, 0, 5, 10, 20]


@given(number=st.integers(0, 10**9))
def test_the_wait_never_shrinks_and_never_locks_anybody_out(number: int) -> None:
    assert attempts.delay_after(number) <= attempts.delay_after(number + 1) <= attempts.LONGEST_SECONDS


def test_the_count_outlives_the_program_and_ends_with_the_right_password(tmp_path: Path) -> None:
    assert attempts.failures(tmp_path) == 0
    assert [attempts.count_failure(tmp_path) for _ in range(4)] == [1, 2, 3, 4]
    assert attempts.failures(tmp_path) == 4
    attempts.forget(tmp_path)
    attempts.forget(tmp_path)
    assert attempts.failures(tmp_path) == 0


def test_a_scribbled_count_does_not_shorten_the_wait(tmp_path: Path) -> None:
    (tmp_path / attempts.NAME).write_text("none at all")
    assert attempts.delay_after(attempts.failures(tmp_path)) == attempts.LONGEST_SECONDS
