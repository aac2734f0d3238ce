"""Opening a vault: the right password, the wrong one, damage, and the end of a vault."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import (
    DamagedHeader,
    DestroyedVault,
    KeyfileNeeded,
    NewerVault,
    NoVault,
    VaultExists,
    WeakPassword,
    WrongPassword,
    header,
    header_file,
)
from app.store.argon import FLOOR
from app.store.audit_chain import Anchor
from app.store.header import Created, Role

PASSWORD = "oba ýolunda agyr arba"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def created(vault: Path) -> Created:
    return header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR)


def forged(vault: Path, **changes: object) -> None:
    """Write both copies with changed fields and a matching sum, as a hand with an editor would."""
    fields = json.loads((vault / "vault.json").read_bytes()) | changes
    fields.pop("sum")
    text = header_file.canonical(fields | {"sum": sha256(header_file.canonical(fields)).hexdigest()})
    for name in (header_file.NAME, header_file.SPARE):
        (vault / name).write_bytes(text)


def test_the_password_opens_what_was_created(vault: Path, created: Created) -> None:
    opened = header.unlock(vault, PASSWORD)
    assert (opened.dek, opened.identity, opened.vault_id) == (created.dek, created.identity, created.vault_id)
    assert (opened.role, opened.from_spare, opened.anchor) == (Role.WORKER, False, None)


def test_the_same_password_typed_in_decomposed_letters_opens(vault: Path, created: Created) -> None:
    assert header.unlock(vault, PASSWORD.replace("ý", "y\u0301") + " ").dek == created.dek


def test_the_recovery_code_opens_however_it_is_typed(vault: Path, created: Created) -> None:
    typed = created.recovery_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert header.unlock_with_recovery(vault, typed).dek == created.dek


@pytest.mark.usefixtures("created")
def test_a_wrong_password_is_told_apart_from_damage(vault: Path) -> None:
    with pytest.raises(WrongPassword):
        header.unlock(vault, PASSWORD + "x")
    for name in (header_file.NAME, header_file.SPARE):
        (vault / name).write_bytes((vault / name).read_bytes()[:-20])
    with pytest.raises(DamagedHeader):
        header.unlock(vault, PASSWORD)


@pytest.mark.usefixtures("created")
def test_a_recovery_code_of_another_vault_does_not_open(tmp_path: Path, vault: Path) -> None:
    other = header.create(tmp_path / "other", PASSWORD, role=Role.CENTRE, cost=FLOOR)
    with pytest.raises(WrongPassword):
        header.unlock_with_recovery(vault, other.recovery_code)


@pytest.mark.usefixtures("created")
def test_a_damaged_header_is_read_from_its_spare_and_put_back(vault: Path) -> None:
    whole = (vault / "vault.json").read_bytes()
    (vault / "vault.json").write_bytes(whole[: len(whole) // 2])
    assert header.unlock(vault, PASSWORD).from_spare
    assert (vault / "vault.json").read_bytes() == whole
    assert not header.unlock(vault, PASSWORD).from_spare


def test_a_lost_header_is_read_from_its_spare(vault: Path, created: Created) -> None:
    (vault / "vault.json").unlink()
    assert header.unlock(vault, PASSWORD).dek == created.dek


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_of_the_header_is_damage(
    tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
) -> None:
    vault = tmp_path_factory.getbasetemp() / "flipped"
    if not vault.exists():
        header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR)
    text = bytearray((vault / "vault.json").read_bytes())
    text[int(place * len(text))] ^= 1 << bit
    with pytest.raises(DamagedHeader):
        header_file.parsed(bytes(text))


def test_a_new_password_opens_and_the_old_one_does_not(vault: Path, created: Created) -> None:
    header.change_password(vault, created.dek, "dört sany täze açarsöz")
    assert header.unlock(vault, "dört sany täze açarsöz").dek == created.dek
    with pytest.raises(WrongPassword):
        header.unlock(vault, PASSWORD)
    assert header.unlock_with_recovery(vault, created.recovery_code).dek == created.dek


def test_the_old_password_does_not_open_the_spare_either(vault: Path, created: Created) -> None:
    header.change_password(vault, created.dek, "dört sany täze açarsöz")
    (vault / "vault.json").unlink()
    with pytest.raises(WrongPassword):
        header.unlock(vault, PASSWORD)


def test_a_new_recovery_code_replaces_the_old_paper(vault: Path, created: Created) -> None:
    fresh = header.new_recovery_code(vault, created.dek)
    assert header.unlock_with_recovery(vault, fresh).dek == created.dek
    with pytest.raises(WrongPassword):
        header.unlock_with_recovery(vault, created.recovery_code)


@pytest.mark.usefixtures("created")
def test_a_key_of_another_vault_changes_nothing(vault: Path) -> None:
    before = (vault / "vault.json").read_bytes()
    with pytest.raises(DamagedHeader):
        header.change_password(vault, bytes(32), "dört sany täze açarsöz")
    assert (vault / "vault.json").read_bytes() == before


def test_a_key_file_is_asked_for_and_needed(vault: Path) -> None:
    made = header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR, keyfile=b"content of the stick")
    with pytest.raises(KeyfileNeeded):
        header.unlock(vault, PASSWORD)
    with pytest.raises(WrongPassword):
        header.unlock(vault, PASSWORD, keyfile=b"another stick")
    assert header.unlock(vault, PASSWORD, keyfile=b"content of the stick").dek == made.dek


def test_the_centre_opens_the_escrow_slot_and_nobody_else(vault: Path) -> None:
    centre, stranger = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    made = header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR, escrow=str(centre.to_public()))
    assert header.unlock_with_escrow(vault, str(centre)).dek == made.dek
    with pytest.raises(WrongPassword):
        header.unlock_with_escrow(vault, str(stranger))


def test_a_destroyed_vault_opens_with_nothing(vault: Path, created: Created) -> None:
    (vault / "backups").mkdir()
    header.set_anchor(vault, created.dek, Anchor(count=1, mac=bytes(32)))
    header.destroy_slots(vault)
    for path in header_file.copies(vault):
        assert json.loads(path.read_bytes())["slots"] == []
    with pytest.raises(DestroyedVault):
        header.unlock(vault, PASSWORD)
    with pytest.raises(DestroyedVault):
        header.unlock_with_recovery(vault, created.recovery_code)


def test_an_emergency_close_may_leave_the_centre_its_slot(vault: Path) -> None:
    centre = pyrage.x25519.Identity.generate()
    made = header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR, escrow=str(centre.to_public()))
    header.destroy_slots(vault, keep_escrow=True)
    with pytest.raises(DestroyedVault):
        header.unlock(vault, PASSWORD)
    opened = header.unlock_with_escrow(vault, str(centre))
    assert opened.identity == made.identity
    header.change_password(vault, opened.dek, PASSWORD, cost=FLOOR)
    assert header.unlock(vault, PASSWORD).dek == made.dek


@pytest.mark.usefixtures("created")
def test_a_header_written_by_a_newer_release_is_refused_by_name(vault: Path) -> None:
    forged(vault, format=7, min_reader=2)
    with pytest.raises(NewerVault, match="format 7"):
        header.unlock(vault, PASSWORD)


@pytest.mark.usefixtures("created")
def test_a_role_changed_by_hand_is_noticed(vault: Path) -> None:
    forged(vault, role="centre")
    with pytest.raises(DamagedHeader):
        header.unlock(vault, PASSWORD)


def test_an_audit_anchor_is_kept_and_cannot_be_changed_by_hand(vault: Path, created: Created) -> None:
    header.set_anchor(vault, created.dek, Anchor(count=3, mac=b"m" * 32))
    assert header.unlock(vault, PASSWORD).anchor == Anchor(count=3, mac=b"m" * 32)
    forged(vault, audit={"count": 2, "mac": (b"m" * 32).hex()})
    with pytest.raises(DamagedHeader):
        header.unlock(vault, PASSWORD)


@pytest.mark.usefixtures("created")
def test_slots_of_another_vault_do_not_open_here(tmp_path: Path, vault: Path) -> None:
    header.create(tmp_path / "other", PASSWORD, role=Role.WORKER, cost=FLOOR)
    forged(vault, slots=json.loads((tmp_path / "other" / "vault.json").read_bytes())["slots"])
    with pytest.raises(WrongPassword):
        header.unlock(vault, PASSWORD)


@pytest.mark.usefixtures("created")
def test_a_vault_is_never_written_over(vault: Path) -> None:
    with pytest.raises(VaultExists):
        header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR)
    (vault / "vault.json").unlink()
    with pytest.raises(VaultExists):
        header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR)


def test_an_empty_folder_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(NoVault):
        header.unlock(tmp_path, PASSWORD)


def test_a_weak_password_makes_no_vault(vault: Path) -> None:
    with pytest.raises(WeakPassword):
        header.create(vault, "gysga", role=Role.WORKER, cost=FLOOR)
    assert not vault.exists()


def test_a_cut_off_write_leaves_the_old_header(vault: Path, created: Created) -> None:
    (vault / "vault.json.new").write_bytes(b'{"half": ')
    assert header.unlock(vault, PASSWORD).dek == created.dek
    header.change_password(vault, created.dek, "dört sany täze açarsöz")
    assert header.unlock(vault, "dört sany täze açarsöz").dek == created.dek


def test_secrets_stay_out_of_what_is_printed(vault: Path, created: Created) -> None:
    shown = repr(created) + repr(header.unlock(vault, PASSWORD))
    assert created.recovery_code not in shown
    assert repr(created.dek) not in shown
    assert created.identity.age_identity not in shown


def test_a_header_stays_below_eight_kilobytes(vault: Path) -> None:
    centre = pyrage.x25519.Identity.generate()
    header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR, keyfile=b"k", escrow=str(centre.to_public()))
    assert (vault / "vault.json").stat().st_size < 4096
    (vault / "vault.json").write_bytes(b"[" * 9000)
    shutil.copy(vault / "vault.json", vault / "vault.json.bak")
    with pytest.raises(DamagedHeader):
        header.unlock(vault, PASSWORD)
