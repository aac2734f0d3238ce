"""Vaults of every released format open for ever, here and by a reader written from docs/vault-format.md alone."""

import hashlib
import hmac
import json
import re
import shutil
import sqlite3
from base64 import b64decode
from pathlib import Path

import nacl.bindings as sodium
import pytest
from argon2.low_level import Type, hash_secret_raw

from app.store import attached, attachments, drafts, header, keys, queries, witness
from app.store import vault as vaults
from app.store.audit_chain import Anchor
from app.store.database import open_encrypted
from app.sync import enclosing, exchange
from tests import factory

STORED = Path(__file__).parents[1] / "vaults"
PASSWORD = "oba ýolunda agyr arba"
CODE = "WF4PR-D713V-XQB28-B8T9A-1PB1B-NHX1C-S1QEG-DHGGG"
PHOTOGRAPH = "194bfda8ef995c1ac1fa06b9cc0fa26b27c16818df171a13cb6f1ced37be9ad3"
SAID = [("Maral ýalan mysal",), ("Пример вымышлен",)]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORED / "v1", tmp_path / "v1"))


def test_a_vault_of_format_one_opens_with_password_and_code(vault: Path) -> None:
    opened = header.unlock(vault, PASSWORD)
    assert header.unlock_with_recovery(vault, CODE).dek == opened.dek
    assert opened.vault_id == "d78708aa-5c9d-4a80-b8f6-f7296dce636c"
    assert opened.anchor == Anchor(count=1, mac=bytes(range(32)))
    assert opened.identity.verify_key.hex().startswith("a668d70fd3d3f509")
    for name, key in (("cases.db", "db"), ("attachments.db", "attachments")):
        connection = open_encrypted(vault / name, keys.derive(opened.dek, key), create=False)  # type: ignore[arg-type]
        assert connection.execute("SELECT said FROM note").fetchall() == SAID
        connection.close()


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    extracted = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def unsealed(sealed: str, key: bytes, bound: bytes) -> bytes:
    content = b64decode(sealed)
    return bytes(sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(content[24:], bound, content[:24], key))


def short(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def test_a_reader_written_from_the_page_alone_reads_everything(vault: Path, tmp_path: Path) -> None:
    dek = data_key(vault)
    witness.write_plain(vault / "cases.db", hkdf(dek, b"", b"goldaw vault 1 db"), tmp_path / "plain.db")
    connection = sqlite3.connect(tmp_path / "plain.db")
    assert connection.execute("SELECT said FROM note").fetchall() == SAID
    connection.close()


def test_a_reader_written_from_the_page_alone_reads_the_files(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(STORED / "schema-2", tmp_path / "v"))
    dek = data_key(folder)
    for name, purpose in (("attachments.db", "attachments"), ("cases.db", "db")):
        key = hkdf(dek, b"", f"goldaw vault 1 {purpose}".encode())
        witness.write_plain(folder / name, key, tmp_path / name)
    files = sqlite3.connect(tmp_path / "attachments.db")
    ((named, other, size, type_, body),) = files.execute("SELECT h, sha256, size, type, body FROM file")
    files.close()
    assert (named.hex(), size, type_) == (PHOTOGRAPH, len(body), "image/jpeg")
    assert hashlib.blake2b(body, digest_size=32).digest() == named
    assert hashlib.sha256(body).digest() == other
    cases = sqlite3.connect(tmp_path / "cases.db")
    referred = cases.execute("SELECT hex(digest), type FROM file_ref ORDER BY digest").fetchall()
    cases.close()
    assert referred == [(PHOTOGRAPH.upper(), "image/jpeg"), ("AB" * 32, "image/png")]


def data_key(vault: Path) -> bytes:
    """Return the data key of a stored vault, every field of whose header is compared on the way."""
    fields = json.loads((vault / "vault.json").read_bytes())
    told = fields.pop("sum")
    assert hashlib.sha256(short(fields) + b"\n").hexdigest() == told
    place = f"goldaw vault {fields['format']} {fields['vault']} ".encode()
    slot = next(slot for slot in fields["slots"] if slot["kind"] == "password")
    sealed, salt = slot.pop("sealed"), b64decode(slot["salt"])
    cost = slot["time"], slot["memory_kib"], slot["parallelism"]
    slow = hash_secret_raw(PASSWORD.encode(), salt, *cost, 32, Type.ID)
    dek = unsealed(sealed, hkdf(slow, salt, b"goldaw vault 1 password slot"), place + short(slot))
    seal = fields.pop("seal")
    del fields["slots"]
    over = short(fields) + b"\n"
    assert hmac.new(hkdf(dek, b"", b"goldaw vault 1 header"), over, "sha256").hexdigest() == seal
    device = fields["identity"]
    bound = place + f"identity {device['verify_key']} {device['age_recipient']}".encode()
    secret = unsealed(device["sealed"], hkdf(dek, b"", b"goldaw vault 1 ident"), bound)
    assert re.fullmatch(r"AGE-SECRET-KEY-1[0-9A-Z]{58}", secret[32:].decode())
    return dek


@pytest.mark.parametrize("version", sorted(path.name for path in STORED.glob("schema-*")))
def test_a_vault_with_the_tables_of_an_earlier_version_opens_and_takes_files(
    version: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(STORED / version, tmp_path / version))
    vault = vaults.unlock(folder, PASSWORD)
    (case,) = queries.cases(vault, queries.Wanted())
    opened = queries.open_case(vault, case.stream)
    assert opened is not None
    assert opened.file.client is not None
    assert (opened.file.client.surname, len(opened.file.visits)) == ("Myradowa", 1)
    assert drafts.get(vault, "draft-1") is not None
    assert exchange.delivery(vault).receipt_up_to
    stored = attachments.put(vault, b"a letter", "text/plain")
    assert attachments.get(vault, stored.hash) == b"a letter"
    before = factory.read_tables(vault)
    if version != "schema-1":
        found = [(one.hash, one.here) for one in attached.of(vault, case.stream)]
        assert found == [(PHOTOGRAPH, True), ("ab" * 32, False)]
        assert hashlib.blake2b(attachments.get(vault, PHOTOGRAPH), digest_size=32).hexdigest() == PHOTOGRAPH
        assert enclosing.missing(vault, None, 0) == (b"\xab" * 32,)
    vault.rebuild()
    assert factory.read_tables(vault) == before
    vault.close()
