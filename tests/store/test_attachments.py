"""Files in the vault: whole or not there, found by either hash, and never in clear."""

import struct
from collections.abc import Callable, Iterator
from hashlib import blake2b, sha256, shake_256
from pathlib import Path
from typing import Any

import pytest

from app.models.case import Case
from app.models.edit import Attach, Delete, Detach
from app.store import (
    DamagedDatabase,
    DamagedFile,
    DiskFull,
    DiskTrouble,
    EmptyFile,
    FileNotHere,
    FileTooLarge,
    NewerVault,
    PictureTooLarge,
    VaultError,
    attached,
    attachments,
    ballast,
    blobs,
    database,
    projection,
)
from app.store import vault as vaults
from app.store.attachments import Stored
from app.store.vault import Vault
from tests import factory
from tests.store.test_vault import Failing, disk_failing, disk_full

PHOTOGRAPH = shake_256(b"a photograph").digest(300_000)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path)
    yield opened
    opened.close()


def reopened(vault: Vault) -> Vault:
    vault.close()
    return vaults.unlock(vault.directory, factory.PASSWORD, clock=vault.clock)


def attach(stored: Stored, record: str) -> Attach:
    return Attach(record=record, kind=Case.KIND, hash=stored.hash, size=stored.size, type=stored.type)


def detach(stored: Stored, record: str) -> Detach:
    return Detach(record=record, kind=Case.KIND, hash=stored.hash, size=stored.size, type=stored.type)


def test_a_file_is_named_by_its_content_and_found_by_either_hash(vault: Vault) -> None:
    stored = attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    assert stored.hash == blake2b(PHOTOGRAPH, digest_size=32).hexdigest()
    assert (stored.size, stored.type) == (300_000, "image/jpeg")
    again = reopened(vault)
    assert attachments.get(again, stored.hash) == PHOTOGRAPH
    assert attachments.has(again, stored.hash)
    for name in (bytes.fromhex(stored.hash), sha256(PHOTOGRAPH).digest()):
        assert attachments.find(again, name) == stored
    assert attachments.find(again, bytes(32)) is None
    again.close()


def test_keeping_a_file_twice_keeps_it_once_and_under_its_newer_type(vault: Vault) -> None:
    first = attachments.put(vault, PHOTOGRAPH, "application/octet-stream")
    second = attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    assert second == Stored(hash=first.hash, size=first.size, type="image/jpeg")
    assert attachments.find(vault, bytes.fromhex(first.hash)) == second
    assert vault.files.execute("SELECT COUNT(*) FROM file").fetchone() == (1,)


def test_a_file_that_has_not_come_yet_says_so(vault: Vault) -> None:
    assert not attachments.has(vault, "0" * 64)
    with pytest.raises(FileNotHere):
        attachments.get(vault, "0" * 64)


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + bytes(40)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (bytes(attachments.LARGEST + 1), FileTooLarge),
        (png(8_000, 5_001), PictureTooLarge),
    ],
    ids=["empty", "large", "points"],
)
def test_what_could_not_be_carried_is_not_kept(vault: Vault, data: bytes, refusal: type[VaultError]) -> None:
    with pytest.raises(refusal):
        attachments.put(vault, data, "image/png")
    assert vault.files.execute("SELECT COUNT(*) FROM file").fetchone() == (0,)


def test_the_largest_file_and_the_largest_picture_are_kept(vault: Vault) -> None:
    for data in (bytes(attachments.LARGEST), png(8_000, 5_000)):
        assert attachments.get(vault, attachments.put(vault, data, "image/png").hash) == data


@pytest.mark.parametrize("word", ["", "image", "Image/jpeg", "image/jpeg; a=b", "image/" + "x" * 80, "a/b\n"])
def test_a_media_type_is_a_short_word(vault: Vault, word: str) -> None:
    with pytest.raises(ValueError, match="media type"):
        attachments.put(vault, b"x", word)


def test_no_file_lies_in_clear(vault: Vault, no_clear_text: Any) -> None:
    attachments.put(vault, b"Gizlin surat " * 5_000, "text/plain")
    no_clear_text(vault.directory, ["Gizlin surat", "text/plain", "SQLite format 3"])
    vault.close()
    no_clear_text(vault.directory, ["Gizlin surat", "text/plain", "SQLite format 3"])


def test_the_rules_of_the_cases_hold_for_the_files(vault: Vault) -> None:
    rules = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "mmap_size")
    for rule in rules:
        wanted = vault.connection.execute(f"PRAGMA {rule}").fetchone()
        assert vault.files.execute(f"PRAGMA {rule}").fetchone() == wanted
    with pytest.raises(Exception, match="author"):
        vault.files.execute("ATTACH ? AS other", (str(vault.directory / "out.db"),))


def damage(vault: Vault, place: float) -> None:
    """Change one byte of a page at that part of the closed file."""
    path = vault.directory / blobs.NAME
    content = bytearray(path.read_bytes())
    content[int(len(content) // database.PAGE * place) * database.PAGE + 100] ^= 1
    path.write_bytes(content)


def test_a_damaged_file_says_so_and_the_others_are_still_shown(vault: Vault) -> None:
    contents = [shake_256(bytes([n])).digest(400_000) for n in range(3)]
    names = [attachments.put(vault, content, "image/jpeg").hash for content in contents]
    vault.close()
    damage(vault, 0.5)
    again = vaults.unlock(vault.directory, factory.PASSWORD)
    with pytest.raises(DamagedFile):
        attachments.get(again, names[1])
    assert [attachments.get(again, names[n]) for n in (0, 2)] == [contents[n] for n in (0, 2)]
    again.close()


def test_a_content_that_is_not_what_its_name_says_is_damaged(vault: Vault) -> None:
    stored = attachments.put(vault, b"one", "text/plain")
    vault.files.execute("UPDATE file SET body = x'747776'")
    with pytest.raises(DamagedFile):
        attachments.get(vault, stored.hash)


def test_cases_open_without_their_files_when_those_are_damaged(vault: Vault) -> None:
    made = factory.a_case(vault)
    stored = attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    vault.close()
    damage(vault, 0)
    again = vaults.unlock(vault.directory, factory.PASSWORD)
    assert again.state(made.stream).heads
    with pytest.raises(DamagedFile):
        attachments.get(again, stored.hash)
    with pytest.raises(DamagedDatabase):
        attachments.put(again, b"x", "text/plain")
    again.close()


def test_files_of_a_newer_version_are_left_alone(vault: Vault) -> None:
    vault.files.execute("PRAGMA user_version = 99")
    vault.close()
    with pytest.raises(NewerVault):
        vaults.unlock(vault.directory, factory.PASSWORD)


def test_a_missing_file_of_files_is_made_and_half_of_one_is_in_nobodys_way(vault: Vault) -> None:
    vault.close()
    (vault.directory / blobs.NAME).unlink()
    (vault.directory / f"{blobs.NAME}.new").write_bytes(b"half")
    (vault.directory / f"{blobs.NAME}.new-wal").write_bytes(b"half")
    again = vaults.unlock(vault.directory, factory.PASSWORD)
    stored = attachments.put(again, PHOTOGRAPH, "image/jpeg")
    assert attachments.get(again, stored.hash) == PHOTOGRAPH
    assert not list(again.directory.glob("*.new*"))
    again.close()


# Putting, whatever the disk does.


@pytest.mark.parametrize(("error", "expected"), [(disk_full, DiskFull), (disk_failing, DiskTrouble)])
def test_a_file_whose_keeping_fails_at_any_statement_is_not_there(
    vault: Vault, error: Callable[[], Exception], expected: type[Exception]
) -> None:
    attachments.put(vault, b"before", "text/plain")
    real, at, told = vault.files, 0, []
    while True:
        failing = Failing(real, at, error)
        vault.files = failing
        try:
            attachments.put(vault, PHOTOGRAPH, "image/jpeg")
        except expected as trouble:
            told.append(trouble)
        finally:
            vault.files = real
        if not failing.fired:
            break
        assert real.execute("SELECT size FROM file").fetchall() == [(6,)]
        at += 1
    assert len(told) >= 3
    assert real.execute("SELECT size FROM file ORDER BY size").fetchall() == [(6,), (300_000,)]


def test_a_really_full_file_says_so_and_keeps_what_was_there(vault: Vault) -> None:
    before = attachments.put(vault, b"before", "text/plain")
    pages = vault.files.execute("PRAGMA page_count").fetchone()[0]
    vault.files.execute(f"PRAGMA max_page_count = {pages + 10}")
    with pytest.raises(DiskFull):
        attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    assert attachments.get(vault, before.hash) == b"before"
    assert not attachments.has(vault, blake2b(PHOTOGRAPH, digest_size=32).hexdigest())
    vault.files.execute("PRAGMA max_page_count = 100000")
    attachments.put(vault, PHOTOGRAPH, "image/jpeg")


def test_on_a_full_disk_the_ballast_makes_room_for_one_more_file(vault: Vault) -> None:
    ballast.keep(vault.directory)
    real = vault.files

    class Full(Failing):
        """A connection on a disk that is full as long as the ballast lies on it."""

        def execute(self, *words: Any) -> Any:
            """Run one statement."""
            if (vault.directory / ballast.NAME).exists():
                raise disk_full()
            return real.execute(*words)

    vault.files = Full(real, 0, disk_full)
    stored = attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    vault.files = real
    assert attachments.get(vault, stored.hash) == PHOTOGRAPH


# Records and their files.


def test_a_file_belongs_to_a_record_until_it_is_taken_back(vault: Vault) -> None:
    made = factory.a_case(vault)
    photograph = attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    letter = attachments.put(vault, b"letter", "text/plain")
    vault.commit(made.stream, [attach(photograph, made.case.id), attach(letter, "visit-1")])
    found = attached.of(vault, made.stream)
    assert {(one.record, one.hash, one.size, one.type, one.here) for one in found} == {
        (made.case.id, photograph.hash, 300_000, "image/jpeg", True),
        ("visit-1", letter.hash, 6, "text/plain", True),
    }
    assert {one.actor for one in found} == {vault.owner.staff}
    assert [one.hash for one in attached.of(vault, made.stream, "visit-1")] == [letter.hash]
    vault.commit(made.stream, [detach(letter, "visit-1")])
    assert attached.of(vault, made.stream, "visit-1") == []
    vault.commit(made.stream, [Delete(record=made.case.id, kind=Case.KIND)])
    assert attached.of(vault, made.stream) == []


def test_a_file_that_two_add_without_knowing_of_each_other_is_one_file_and_is_not_lost(vault: Vault) -> None:
    made = factory.a_case(vault)
    stored = attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    heads = vault.state(made.stream).heads
    other = attachments.put(vault, b"letter", "text/plain")
    vault.commit(made.stream, [attach(stored, made.case.id)], seen=heads)
    vault.commit(made.stream, [attach(stored, made.case.id), attach(other, made.case.id)], seen=heads)
    found = attached.of(vault, made.stream)
    assert [one.hash for one in found] == [stored.hash, other.hash]
    assert list(vault.state(made.stream).conflicts()) == []


def test_a_file_taken_back_while_another_adds_it_stays(vault: Vault) -> None:
    made = factory.a_case(vault)
    stored = attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    vault.commit(made.stream, [attach(stored, made.case.id)])
    heads = vault.state(made.stream).heads
    vault.commit(made.stream, [detach(stored, made.case.id)], seen=heads)
    vault.commit(made.stream, [attach(stored, made.case.id)], seen=heads)
    assert [one.hash for one in attached.of(vault, made.stream)] == [stored.hash]


def test_a_file_whose_content_has_not_come_is_listed_as_missing(vault: Vault) -> None:
    made = factory.a_case(vault)
    missing = Stored(hash="ab" * 32, size=9, type="image/png")
    vault.commit(made.stream, [attach(missing, made.case.id)])
    (one,) = attached.of(vault, made.stream)
    assert (one.hash, one.here) == ("ab" * 32, False)


def test_the_document_of_a_record_names_its_files_by_hash(vault: Vault) -> None:
    made = factory.a_case(vault)
    stored = attachments.put(vault, PHOTOGRAPH, "image/jpeg")
    vault.commit(made.stream, [attach(stored, made.case.id)])
    assert projection.document(vault.state(made.stream), made.case.id)["files"] == [stored.hash]
