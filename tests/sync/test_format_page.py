"""docs/bundle-format.md is enough to write another reader: this one was, with `age`, and none of the program's own modules."""

import hashlib
import json
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgpack
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

STORED = Path(__file__).parents[1] / "bundles"
DAMM = "0317598642 7092154863 4206871359 1750983426 6123045978 3674209581 5869720134 8945362017 9438617205 2581436790"


def stored_key(name: str) -> Any:
    """Return one entry of the test keys."""
    return json.loads((STORED / "keys.json").read_text())[name]


def clear(bundle: Path, folder: Path) -> bytes:
    """Return what the age command finds in a bundle for the centre."""
    identity = folder / "identity.txt"
    identity.write_text(stored_key("centre")["age_identity"] + "\n")
    command = ["age", "-d", "-i", str(identity), str(bundle)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def public_key(name: str) -> Ed25519PublicKey:
    """Return the verify key of a test seed."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(stored_key(name)["seed"])).public_key()


def canonical(value: object) -> bytes:
    """Return canonical JSON as the page says."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_another_reader_finds_the_same_in_the_stored_bundle(tmp_path: Path) -> None:
    data = clear(STORED / "v1" / "good.etb", tmp_path)
    assert data[:4] == b"ETB1"
    (size,) = struct.unpack(">I", data[4:8])
    manifest, signature, rest = data[8 : 8 + size], data[8 + size : 72 + size], data[72 + size :]
    worker = public_key("worker")
    worker.verify(signature, b"etrap-bundle-v1\0" + manifest)
    said: Any = json.loads(manifest)
    assert canonical(said) == manifest
    raw = worker.public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert said["device"] == hashlib.blake2b(raw, digest_size=32).hexdigest()
    found = []
    for entry in said["parts"]:
        packed, rest = rest[: entry["packed"]], rest[entry["packed"] :]
        assert hashlib.sha256(packed).hexdigest() == entry["sha256"]
        payload = zstandard.decompress(packed) if entry["packing"] == "zstd" else packed
        assert len(payload) == entry["size"]
        found.append({"kind": entry["kind"], "sha256": hashlib.sha256(payload).hexdigest()})
    assert rest == b""
    assert found == json.loads((STORED / "v1" / "expected.json").read_text())["parts"]


def test_another_reader_counts_the_same_fingerprint() -> None:
    card: Any = json.loads((STORED / "v1" / "centre.json").read_text())
    document = canonical(card["document"])
    digest = hashlib.blake2b(document, digest_size=32, person=b"etrap-finger-v1").digest()
    digits = f"{int.from_bytes(digest, 'big') % 10**32:032}"
    groups = []
    for place in range(1, 9):
        four, row = digits[place * 4 - 4 : place * 4], 0
        for digit in f"{place}{four}":
            row = int(DAMM.split()[row][int(digit)])
        groups.append(f"{four}{row}")
    assert groups == json.loads((STORED / "v1" / "expected.json").read_text())["fingerprint"]


def items(payload: bytes) -> Iterator[bytes]:
    """Return the items of a part."""
    while payload:
        (size,) = struct.unpack(">I", payload[:4])
        yield payload[4 : 4 + size]
        payload = payload[4 + size :]


def test_another_reader_puts_the_files_of_the_stored_bundle_together(tmp_path: Path) -> None:
    data = clear(STORED / "files-1" / "good.etb", tmp_path)
    told: Any = json.loads((STORED / "files-1" / "expected.json").read_text())
    (size,) = struct.unpack(">I", data[4:8])
    said: Any = json.loads(data[8 : 8 + size])
    rest, files, changes = data[72 + size :], dict[bytes, bytes](), list[Any]()
    for entry in said["parts"]:
        packed, rest = rest[: entry["packed"]], rest[entry["packed"] :]
        payload = zstandard.decompress(packed) if entry["packing"] == "zstd" else packed
        for item in items(payload):
            if entry["kind"] == "changes":
                changes.append(msgpack.unpackb(item))
                continue
            name, total, offset = struct.unpack(">32sQQ", item[:48])
            assert offset == len(files.get(name, b""))
            files[name] = files.get(name, b"") + item[48:]
            assert len(files[name]) <= total
    for name, content in files.items():
        assert hashlib.blake2b(content, digest_size=32).digest() == name
    found = [
        {"blake2b": name.hex(), "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in files.items()
    ]
    assert found == told["files"]
    ((*_, operations, _schema),) = changes
    named = {code: file for code, _record, _kind, file in operations}
    assert set(named) == {10}
    assert sorted(file["hash"].hex() for *_, file in operations) == told["spoken_of"]
    assert {file["type"] for *_, file in operations} == {"image/jpeg"}
