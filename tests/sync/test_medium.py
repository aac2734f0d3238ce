"""Whatever a disk or stick does while a bundle is written, there is a whole file or none."""

import errno
import hashlib
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.sync import limits, medium
from app.sync.refusals import BadMedium, NoRoom
from tests.sync.desk import Desk, photographs

_CALLS = ("open", "write", "fsync", "read", "replace", "close", "unlink")


class FailingSystem:
    """The system's own file calls, of which the nth (and, on a full disk, every later one) fails."""

    def __init__(self, nth: int, code: int, *, for_ever: bool, short: bool = False) -> None:
        self._nth, self._code, self._for_ever, self._short = nth, code, for_ever, short
        self.count = 0
        self.fired = False

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counted(name, real) if name in _CALLS else real

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.count += 1
            if self.count == self._nth or (self._for_ever and self.count > self._nth):
                self.fired = True
                if name == "close":
                    real(*arguments)
                if name == "write" and self._short:
                    return real(arguments[0], bytes(arguments[1])[: max(1, len(arguments[1]) // 2)])
                raise OSError(self._code, os.strerror(self._code))
            return real(*arguments)

        return call


def sweep(monkeypatch: pytest.MonkeyPatch, code: int, **how: bool) -> Iterator[FailingSystem]:
    """Yield a failing system for n = 1, 2, 3 … until nothing fails any more."""
    for nth in range(1, 200):
        failing = FailingSystem(nth, code, for_ever=how.get("for_ever", False), short=how.get("short", False))
        monkeypatch.setattr(medium, "os", failing)
        yield failing
        if not failing.fired:
            return
    pytest.fail("the sweep never came to its end")


@pytest.mark.parametrize("for_ever", [False, True])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk_leaves_a_whole_file_or_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: int, for_ever: bool
) -> None:
    failures, expected = 0, NoRoom if code == errno.ENOSPC else BadMedium
    for _ in sweep(monkeypatch, code, for_ever=for_ever):
        try:
            desk.write(desk.sample())
        except expected:
            failures += 1
            assert not desk.path().exists()
        else:
            with desk.read() as opened:
                assert list(opened.parts()) == desk.sample()
        for left in desk.folder.iterdir():
            left.unlink()
    assert failures >= 8


def test_a_disk_that_takes_only_half_of_a_write_is_written_to_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in sweep(monkeypatch, errno.EIO, short=True):
        try:
            desk.write(desk.sample())
        except BadMedium:
            assert not desk.path().exists()
        else:
            with desk.read() as opened:
                assert list(opened.parts()) == desk.sample()
        desk.path().unlink(missing_ok=True)


def test_a_stick_that_keeps_other_bytes_is_found_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(FailingSystem):
        def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            if name != "read":
                return real

            def read(*arguments: Any) -> bytes:
                data: bytes = real(*arguments)
                return data[:-1] + bytes([data[-1] ^ 4]) if data else data

            return read

    monkeypatch.setattr(medium, "os", Forgetful(0, 0, for_ever=False))
    with pytest.raises(BadMedium):
        desk.write(desk.sample())
    assert list(desk.folder.iterdir()) == []


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let the system itself refuse any file above `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 1, 300, 5_000, 70_000, 150_000])
def test_a_disk_that_is_really_full_leaves_nothing(desk: Desk, room: int) -> None:
    with room_for(room), pytest.raises(NoRoom):
        desk.write(desk.sample())
    assert list(desk.folder.iterdir()) == []


def test_a_full_scratch_disk_is_told_when_writing_and_when_reading(desk: Desk) -> None:
    content = list(photographs(hashlib.shake_256(b"film").digest(12 * limits.MIB)))
    desk.write(content)
    with room_for(9 * limits.MIB):
        with pytest.raises(NoRoom):
            desk.write(content, "two.etb")
        with pytest.raises(NoRoom):
            desk.read()
    assert [path.name for path in desk.folder.iterdir()] == ["one.etb"]


def test_a_scratch_folder_that_is_gone_is_told(desk: Desk) -> None:
    desk.write(photographs(hashlib.shake_256(b"film").digest(12 * limits.MIB)))
    with pytest.raises(BadMedium):
        desk.read(scratch=desk.path("gone"))


def test_a_leftover_of_a_power_cut_is_in_nobodys_way(desk: Desk) -> None:
    desk.path("one.etb.part").write_bytes(b"half a bundle" * 100_000)
    desk.write(desk.sample())
    with desk.read() as opened:
        assert list(opened.parts()) == desk.sample()
    assert [path.name for path in desk.folder.iterdir()] == ["one.etb"]
