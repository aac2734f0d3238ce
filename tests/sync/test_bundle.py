"""A bundle goes out and comes in."""

import hashlib
import subprocess
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from app.sync import bundle, limits, opening, payloads
from app.sync.parts import Part, PartKind
from app.sync.refusals import ForeignBundle, NameTaken, TooLarge
from tests.sync.desk import CREATED, Desk, keys_of, photographs, some_changes

NoClearText = Callable[[Path, Iterable[str]], None]


def test_what_goes_in_comes_out_in_order(desk: Desk) -> None:
    sent = desk.sample()
    written = desk.write(sent)
    with desk.read() as opened:
        assert list(opened.parts()) == sent
        assert opened.manifest == written.manifest
        assert opened.digest == written.digest
        assert opened.sender == desk.certificate
        assert opened.damage is None
    assert written.size == desk.path().stat().st_size


def test_a_bundle_may_hold_no_parts_at_all(desk: Desk) -> None:
    desk.write([])
    with desk.read() as opened:
        assert list(opened.parts()) == []
        assert opened.have == {"c:1": (bytes(32),)}


def test_the_recovery_key_opens_it_too(desk: Desk) -> None:
    desk.write(desk.sample())
    with desk.read(keys=desk.recovery) as opened:
        assert list(opened.parts()) == desk.sample()


def test_a_key_from_before_a_change_of_keys_still_opens(desk: Desk) -> None:
    desk.write(desk.sample())
    with desk.read(keys=keys_of("successor"), older=[desk.centre]) as opened:
        assert list(opened.parts()) == desk.sample()
    with pytest.raises(ForeignBundle):
        desk.read(keys=keys_of("successor"))


def test_a_return_bundle_from_the_centre_opens_on_the_device(desk: Desk) -> None:
    outline = desk.outline(recipients=(desk.worker.card.recipient,))
    bundle.write(desk.path(), desk.sample(), keys=desk.centre, outline=outline)
    with bundle.read(desk.path(), keys=desk.worker, known=desk.known) as opened:
        assert opened.sender == desk.card
        assert list(opened.parts()) == desk.sample()


def test_a_have_summary_too_long_for_the_manifest_travels_as_parts(desk: Desk) -> None:
    have = {f"c:{n:032x}": (hashlib.sha256(bytes([n % 256])).digest(),) for n in range(6_000)}
    written = desk.write(desk.sample(), have=have)
    assert [entry.kind for entry in written.manifest.parts[:2]] == [PartKind.HAVE, PartKind.HAVE]
    with desk.read() as opened:
        assert opened.manifest.have == {}
        assert opened.have == have
        assert list(opened.parts()) == desk.sample()


def test_a_bundle_larger_than_memory_should_hold_comes_out_whole(desk: Desk) -> None:
    photo = hashlib.shake_256(b"photo").digest(13 * limits.MIB)
    desk.write(photographs(photo))
    with desk.read() as opened:
        chunks = [payloads.chunk(item) for part in opened.parts() for item in payloads.items(part)]
    assert b"".join(chunk.data for chunk in chunks) == photo
    assert [chunk.offset for chunk in chunks] == [0, 4 * limits.MIB, 8 * limits.MIB, 12 * limits.MIB]


def test_an_existing_file_is_never_overwritten(desk: Desk) -> None:
    desk.path().write_bytes(b"somebody else's bundle")
    with pytest.raises(NameTaken):
        desk.write(desk.sample())
    assert desk.path().read_bytes() == b"somebody else's bundle"


def test_too_many_parts_are_refused_by_the_writer(desk: Desk) -> None:
    tiny = (Part(kind=PartKind.SNAPSHOT, payload=b"x") for _ in range(limits.PARTS + 1))
    with pytest.raises(TooLarge):
        desk.write(tiny)
    assert list(desk.folder.iterdir()) == []


def test_a_manifest_above_its_limit_is_refused_by_the_writer(desk: Desk) -> None:
    with pytest.raises(TooLarge, match="256 KB"):
        desk.write([], want=tuple(n.to_bytes(32, "big") for n in range(6_000)))


def test_a_bundle_that_would_be_above_600_mb_is_refused_by_the_writer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FILE", 3 * limits.MIB)
    with pytest.raises(TooLarge, match="600 MB"):
        desk.write(photographs(hashlib.shake_256(b"photo").digest(2 * limits.MIB + 1000)))
    assert list(desk.folder.iterdir()) == []


def test_file_names_say_nothing_and_do_not_collide() -> None:
    names = {bundle.bundle_name(14, CREATED) for _ in range(50)}
    assert all(name.startswith("goldaw-000014-20250512-") and name.endswith(".etb") for name in names)
    assert len(names) > 45
    assert len(bundle.bundle_name(1, datetime.now(UTC))) == len("goldaw-000014-20250512-xxxx.etb")


def test_no_client_word_stands_in_clear_in_the_file(desk: Desk, no_clear_text: NoClearText) -> None:
    word = "Aýna Myradowa, Köneürgenç"
    desk.write([Part(kind=PartKind.SNAPSHOT, payload=word.encode()), *desk.sample()])
    no_clear_text(desk.folder, [word, "staff-1", "replica-1", desk.worker.card.device])


def test_the_age_command_opens_our_bundle(desk: Desk) -> None:
    written = desk.write(desk.sample())
    identity = desk.path("identity.txt")
    identity.write_text(desk.centre.age_identity + "\n")
    clear = _run("age", "-d", "-i", str(identity), str(desk.path()))
    assert clear.startswith(opening.MAGIC)
    manifest_size = int.from_bytes(clear[4:8], "big")
    assert clear[8 : 8 + manifest_size] == written.manifest.to_bytes()
    assert len(clear) == 8 + manifest_size + 64 + written.manifest.parts_size


def test_we_open_a_bundle_that_the_age_command_locked(desk: Desk) -> None:
    data, signature, tail = desk.clear()
    clear = desk.path("clear")
    clear.write_bytes(opening.MAGIC + opening.LENGTH.pack(len(data)) + data + signature + tail)
    recipients = [word for name in desk.card.recipients for word in ("-r", name)]
    _run("age", *recipients, "-o", str(desk.path()), str(clear))
    with desk.read() as opened:
        assert list(opened.parts()) == desk.sample()


def _run(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_changes_are_batched_so_that_a_cut_file_keeps_most() -> None:
    bodies = some_changes(3_000, 1_000)
    batches = list(payloads.framed(PartKind.CHANGES, bodies))
    assert len(batches) == 3
    assert all(len(part.payload) <= limits.BATCH + 1_004 for part in batches)
    assert [body for part in batches for body in payloads.items(part)] == bodies
    assert all(first.kind == second.kind for first, second in pairwise(batches))


def test_a_missing_file_is_said_to_be_unreadable(tmp_path: Path) -> None:
    found = bundle.inspect(tmp_path / "no.etb")
    assert type(found.refusal).__name__ == "UnreadableFile"
