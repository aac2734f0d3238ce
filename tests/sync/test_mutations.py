"""No spoiled bundle is ever taken for a whole one, and each is refused with a sentence, quickly.

Three attackers: chance (bytes of the locked file), somebody who can lock for the centre but not sign for the worker
(bytes of the clear content), and a worker whose program lies (a spoiled manifest, properly signed).
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sync import bundle, opening
from app.sync.parts import Part
from app.sync.refusals import BundleRefused
from tests.sync.desk import Desk

SOAK = 20_000


def flip(data: bytearray, chance: random.Random) -> None:
    """Flip one bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    """Lose the end."""
    del data[chance.randrange(len(data)) :]


def insert(data: bytearray, chance: random.Random) -> None:
    """Gain some bytes anywhere, the end included."""
    place = chance.randrange(len(data) + 1)
    data[place:place] = chance.randbytes(chance.choice((1, 2, 16, 300)))


def remove(data: bytearray, chance: random.Random) -> None:
    """Lose some bytes in the middle."""
    place = chance.randrange(len(data))
    del data[place : place + chance.choice((1, 16, 512, 65_552))]


def zero(data: bytearray, chance: random.Random) -> None:
    """Get a sector of zeros, as a failing stick gives."""
    place = chance.randrange(len(data)) // 512 * 512
    size = min(512, len(data) - place)
    data[place : place + size] = bytes(size)


def repeat(data: bytearray, chance: random.Random) -> None:
    """Get a stretch of its own bytes in another place."""
    source, place = chance.randrange(len(data)), chance.randrange(len(data))
    data[place:place] = data[source : source + chance.choice((1, 64, 65_552))]


def edge(data: bytearray, chance: random.Random) -> None:
    """Change one byte in the first few hundred, where the structure is."""
    data[chance.randrange(min(len(data), 700))] = chance.choice(b'\x00\xff\n -"{}[],:0AZa9')


HURTS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip,
    cut,
    insert,
    remove,
    zero,
    repeat,
    edge,
)


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Return `data` hurt one to three times, never unchanged."""
    while True:
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            if changed:
                chance.choice(HURTS)(changed, chance)
        if changed != data:
            return bytes(changed)


def refused(desk: Desk) -> None:
    """Hold that the file is refused within a second, and that salvage gives nothing but a true prefix."""
    started = time.process_time()
    with pytest.raises(BundleRefused) as caught, desk.read() as opened:
        list(opened.parts())
    assert str(caught.value)
    told = bundle.inspect(desk.path(), keys=desk.centre, known=desk.known)
    assert isinstance(told.refusal, BundleRefused)
    assert salvaged(desk) == desk.sample()[: len(salvaged(desk))]
    assert time.process_time() - started < 3


def salvaged(desk: Desk) -> list[Part]:
    """Return what salvage gives."""
    found: list[Part] = []
    try:
        with desk.read(salvage=True) as opened:
            found.extend(opened.parts())
    except BundleRefused:
        pass
    return found


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, bytes, bytes]:
    """A desk, a whole bundle (three age chunks), and its clear content."""
    desk = Desk(folder=tmp_path_factory.mktemp("sealed"))
    desk.write(desk.sample(), "whole.etb")
    data, signature, tail = desk.clear()
    clear = opening.MAGIC + opening.LENGTH.pack(len(data)) + data + signature + tail
    return desk, desk.path("whole.etb").read_bytes(), clear


SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SOME
@given(seed=st.integers(0, 2**32))
def test_a_spoiled_file_is_never_accepted(sealed: tuple[Desk, bytes, bytes], seed: int) -> None:
    desk, whole, _ = sealed
    desk.path().write_bytes(mutant(whole, random.Random(seed)))
    refused(desk)


@SOME
@given(seed=st.integers(0, 2**32))
def test_spoiled_content_locked_anew_is_never_accepted(sealed: tuple[Desk, bytes, bytes], seed: int) -> None:
    desk, _, clear = sealed
    desk.lock(mutant(clear, random.Random(seed)))
    refused(desk)


@SOME
@given(seed=st.integers(0, 2**32))
def test_a_lying_sender_gets_sentences_too(sealed: tuple[Desk, bytes, bytes], seed: int) -> None:
    lie(sealed, random.Random(seed))


def lie(sealed: tuple[Desk, bytes, bytes], chance: random.Random) -> None:
    """Sign a spoiled manifest or spoil the parts below a good one; whatever is yielded was announced."""
    desk, _, clear = sealed
    size = int.from_bytes(clear[4:8], "big")
    data, tail = clear[8 : 8 + size], clear[8 + size + 64 :]
    if chance.random() < 0.8:
        data = mutant(data, chance)
    else:
        tail = mutant(tail, chance)
    desk.forge(data, tail)
    try:
        with desk.read() as opened:
            sizes = [len(part.payload) for part in opened.parts()]
            assert sizes == [entry.size for entry in opened.manifest.parts]
    except BundleRefused:
        return


def test_every_cut_and_every_bit_of_a_small_bundle_is_found(tmp_path: Path) -> None:
    desk = Desk(folder=tmp_path)
    desk.write([], have={}, want=(), forms={})
    whole = desk.path().read_bytes()
    chance = random.Random(1)
    for place in range(0, len(whole), 3):
        desk.path().write_bytes(whole[:place])
        refuse_quickly(desk)
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        desk.path().write_bytes(changed)
        refuse_quickly(desk)


def refuse_quickly(desk: Desk) -> None:
    """Hold that the file is refused."""
    with pytest.raises(BundleRefused):
        desk.read().close()


@pytest.mark.soak
def test_a_great_many_spoiled_bundles_are_refused(sealed: tuple[Desk, bytes, bytes]) -> None:
    desk, whole, clear = sealed
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    print(f"seed {seed}")  # noqa: T201 — to run the same again
    slowest = 0.0
    for _ in range(SOAK):
        started = time.process_time()
        desk.path().write_bytes(mutant(whole, chance))
        refused(desk)
        desk.lock(mutant(clear, chance))
        refused(desk)
        lie(sealed, chance)
        slowest = max(slowest, time.process_time() - started)
    assert slowest < 3
