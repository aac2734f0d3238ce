"""age authenticates 64 KiB at a time, so what was copied before a cut is good; and what can be said of any file."""

import pytest

from app.sync import bundle
from app.sync.refusals import (
    ChangedBundle,
    ForeignBundle,
    NotABundle,
    TruncatedBundle,
    UnknownDevice,
)
from tests.sync.desk import Desk, keys_of


def test_a_cut_file_is_told_apart_from_a_damaged_one(desk: Desk) -> None:
    desk.write(desk.sample())
    whole = desk.path().read_bytes()
    for keep in (len(whole) - 1, len(whole) - 30_000, len(whole) - 70_000):
        desk.path().write_bytes(whole[:keep])
        with pytest.raises(TruncatedBundle):
            desk.read()
    desk.path().write_bytes(whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])
    with pytest.raises(ChangedBundle):
        desk.read()
    desk.path().write_bytes(whole + b"more")
    with pytest.raises(ChangedBundle):
        desk.read()


def test_a_cut_file_gives_its_intact_prefix_when_asked(desk: Desk) -> None:
    desk.write(desk.sample())
    whole = desk.path().read_bytes()
    desk.path().write_bytes(whole[:-20_000])
    with desk.read(salvage=True) as opened:
        assert isinstance(opened.damage, TruncatedBundle)
        assert list(opened.parts()) == desk.sample()[:2]


def test_salvage_still_asks_who_signed(desk: Desk) -> None:
    desk.write(desk.sample())
    desk.path().write_bytes(desk.path().read_bytes()[:-20_000])
    with pytest.raises(UnknownDevice):
        desk.read(salvage=True, known=lambda _: None)


def test_salvage_of_a_file_without_even_a_manifest_is_refused(desk: Desk) -> None:
    desk.write([])
    desk.path().write_bytes(desk.path().read_bytes()[:-40])
    with pytest.raises((TruncatedBundle, ChangedBundle)):
        desk.read(salvage=True)


def test_inspection_says_what_it_can_without_keys_and_more_with_them(desk: Desk) -> None:
    written = desk.write(desk.sample())
    outside = bundle.inspect(desk.path())
    assert outside.size == written.size
    assert outside.header
    assert outside.header.stanzas[:2] == ("X25519", "X25519")
    assert (outside.manifest, outside.refusal) == (None, None)
    inside = bundle.inspect(desk.path(), keys=desk.centre, known=desk.known)
    assert (inside.manifest, inside.sender) == (written.manifest, desk.certificate)
    assert (inside.intact, inside.refusal) == (4, None)


def test_inspection_of_a_bundle_that_would_be_refused_says_why(desk: Desk) -> None:
    written = desk.write(desk.sample())
    unknown = bundle.inspect(desk.path(), keys=desk.centre)
    assert (unknown.manifest, unknown.intact) == (written.manifest, 4)
    assert isinstance(unknown.refusal, UnknownDevice)
    assert isinstance(bundle.inspect(desk.path(), keys=keys_of("stranger")).refusal, ForeignBundle)
    desk.path().write_bytes(desk.path().read_bytes()[:-20_000])
    cut = bundle.inspect(desk.path(), keys=desk.centre, known=desk.known)
    assert isinstance(cut.refusal, TruncatedBundle)
    assert (cut.intact, cut.sender) == (2, desk.certificate)
    desk.path().write_bytes(b"a letter")
    assert isinstance(bundle.inspect(desk.path()).refusal, NotABundle)
