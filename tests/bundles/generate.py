"""Make the stored files of a format version: `python -m tests.bundles.generate tests/bundles/v1`, and a bundle of it with
files of all sorts: `python -m tests.bundles.generate tests/bundles/files-1`.

Run once per format version and never again: what old programs wrote does not change. age chooses fresh keys each time, so
no two runs give the same files.
"""

import hashlib
import json
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.changes import operation
from app.changes.change import make as make_change
from app.changes.operation import Operation, Value
from app.sync import canonical, manifest, payloads
from app.sync.opening import LENGTH, MAGIC
from app.sync.parts import Part, PartKind
from app.sync.refusals import (
    BadSignature,
    BundleRefused,
    ChangedBundle,
    ExpiredDevice,
    ForeignBundle,
    NewerBundle,
    NotABundle,
    PasswordBundle,
    RevokedDevice,
    TooLarge,
    TruncatedBundle,
    UnknownDevice,
    UnsignedBundle,
)
from app.sync.revocation import Reason, Revocation, RevocationList
from tests.sync.desk import Desk, keys_of, photographs, some_changes

SCRYPT = b"-> scrypt bBjlhJVYZeE4aqUdmtRHfw 63\nDVzk8tYmgm1tZU2dvIuTGCoGBvUkP5OLrIjUZyNqFqE\n"


def content() -> list[Part]:
    """Return what the stored bundles carry."""
    return [
        *payloads.framed(PartKind.CHANGES, some_changes(5)),
        payloads.snapshot(b"practice snapshot"),
        *photographs(hashlib.shake_256(b"practice photograph").digest(2_000)),
        payloads.decisions([payloads.Decision(subject=bytes(32), reason="foreign_case")]),
    ]


class Vectors:
    """One file per way to be right or wrong."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder=folder)
        self.expected: dict[str, str | None] = {}

    def add(self, name: str, refusal: type[BundleRefused] | None, make: Callable[[str], object]) -> None:
        """Make the file `name` and note which refusal it must meet."""
        make(f"{name}.etb")
        self.expected[name] = refusal.__name__ if refusal else None

    def written(self, **changed: Any) -> Callable[[str], object]:
        """Return how to write a bundle with these fields in its manifest."""
        return lambda name: self.desk.write(content(), name, **changed)

    def raw(self, data: bytes) -> Callable[[str], object]:
        """Return how to write these very bytes."""
        return lambda name: self.desk.path(name).write_bytes(data)

    def spoiled(self, hurt: Callable[[bytes, bytes, bytes], bytes]) -> Callable[[str], object]:
        """Return how to lock what `hurt` makes of manifest bytes, signature and parts."""
        return lambda name: self.desk.lock(hurt(*self.desk.clear(content())), name)

    def respelled(self, **changed: Any) -> Callable[[str], object]:
        """Return how to lock a properly signed manifest with fields that the writer would not write."""

        def hurt(data: bytes, _: bytes, tail: bytes) -> bytes:
            found: Any = canonical.decode(data)
            return self.joined(canonical.encode({**found, **changed}), tail)

        return self.spoiled(hurt)

    def joined(self, data: bytes, tail: bytes) -> bytes:
        """Return the clear content of a bundle, signed by the worker."""
        return MAGIC + LENGTH.pack(len(data)) + data + manifest.sign(data, self.desk.worker) + tail


def outside(make: Vectors) -> None:
    """Files that are wrong before any key is used, or because of the key."""
    desk = make.desk
    long = [*content(), *photographs(hashlib.shake_256(b"long").digest(90_000))]
    desk.write(long, "long")
    whole = desk.path("long").read_bytes()
    make.add("not-a-bundle", NotABundle, make.raw(b"%PDF-1.7\n a letter"))
    make.add("empty", TruncatedBundle, make.raw(b""))
    make.add("cut-in-header", TruncatedBundle, make.raw(whole[:150]))
    make.add("cut", TruncatedBundle, make.raw(whole[:-9_000]))
    make.add("changed", ChangedBundle, make.raw(whole[:-9_000] + b"!" + whole[-8_999:]))
    make.add("trailing", ChangedBundle, make.raw(whole + b"!"))
    scrypt = b"age-encryption.org/v1\n" + SCRYPT + b"--- " + b"A" * 43 + b"\n" + bytes(64)
    make.add("password", PasswordBundle, make.raw(scrypt))
    make.add("foreign", ForeignBundle, make.written(recipients=(keys_of("stranger").card.recipient,)))
    many = [desk.card.operational] * 17
    make.add("stanzas-17", NotABundle, lambda name: desk.lock(b"ETB1", name, many))
    desk.path("long").unlink()


def inside(make: Vectors) -> None:
    """Files that open and are wrong within."""
    stranger = keys_of("stranger").card
    make.add("forwarded", ForeignBundle, make.respelled(recipients=[stranger.recipient]))
    make.add("newer", NewerBundle, make.respelled(format=2, min_reader=2, application="9.0.0"))
    make.add("newer-but-readable", None, make.respelled(format=2, min_reader=1, future="field"))
    make.add("field-too-many", ChangedBundle, make.respelled(future="field"))
    make.add(
        "unsigned",
        UnsignedBundle,
        make.spoiled(lambda m, _, t: MAGIC + LENGTH.pack(len(m)) + m + bytes(64) + t),
    )
    make.add(
        "bad-signature",
        BadSignature,
        make.spoiled(lambda m, s, t: MAGIC + LENGTH.pack(len(m)) + m + s[:-1] + bytes([s[-1] ^ 1]) + t),
    )
    make.add(
        "key-twice", ChangedBundle, make.spoiled(lambda m, _, t: make.joined(b'{"schema":1,' + m[1:], t))
    )
    make.add("another-spelling", ChangedBundle, make.spoiled(lambda m, _, t: make.joined(m + b" ", t)))
    make.add("left-over", ChangedBundle, make.spoiled(lambda m, _, t: make.joined(m, t + b"x")))
    make.add("part-hash", ChangedBundle, make.spoiled(lambda m, _, t: make.joined(m, t[:-1] + b"?")))
    lie = {"kind": "changes", "packing": "zstd", "sha256": "0" * 64, "packed": 100}
    make.add("part-too-large", TooLarge, make.respelled(parts=[{**lie, "size": 2**26 + 1, "packed": 2**25}]))
    make.add("ratio-201", TooLarge, make.respelled(parts=[{**lie, "size": 20_100}]))
    make.add("unknown-device", UnknownDevice, make.respelled(device=stranger.device))
    make.add("revoked", RevokedDevice, make.written(sequence=100))
    expired = make.desk.outline().created.replace(year=2027)
    make.add("expired", ExpiredDevice, make.written(created=expired))


CONTENTS = {
    "small": hashlib.shake_256(b"practice signature").digest(2_000),
    "long": hashlib.shake_256(b"practice scan").digest(100_000),
    "unspoken": hashlib.shake_256(b"nobody speaks of this").digest(3_000),
}


def spoken_of(content: bytes) -> Operation:
    """Return ATTACH of a content to a case."""
    named = hashlib.blake2b(content, digest_size=32).digest()
    file: dict[str, Value] = {"hash": named, "size": len(content), "type": "image/jpeg"}
    return operation.attach("0" * 32, "case", file)


def with_files(folder: Path) -> None:
    """Make a bundle with files in one piece and in several, in a part of their own and in one that they share."""
    desk = Desk(folder=folder)
    change = make_change(
        stream="c:" + "0" * 32,
        replica="replica-1",
        n=1,
        parents=(),
        wall_ms=1_747_000_000_000,
        actor="staff-1",
        ops=[spoken_of(CONTENTS["small"]), spoken_of(CONTENTS["long"])],
    )
    names = {name: hashlib.blake2b(content, digest_size=32).digest() for name, content in CONTENTS.items()}
    long = CONTENTS["long"]
    pieces = [
        struct.pack(">32sQQ", names["long"], len(long), start) + long[start : start + 40_000]
        for start in range(0, len(long), 40_000)
    ]
    items = [*payloads.chunks(CONTENTS["small"]), *pieces, *payloads.chunks(CONTENTS["unspoken"])]
    shared, last = items[:3], items[3:]
    parts = [
        *payloads.framed(PartKind.CHANGES, [change.body]),
        *payloads.framed(PartKind.ATTACHMENT, shared),
        *payloads.framed(PartKind.ATTACHMENT, last),
    ]
    desk.write(parts, "good.etb", want=(bytes(range(32)),))
    desk.path("centre.json").write_bytes(desk.card.sign(desk.centre))
    desk.path("certificate.json").write_bytes(desk.certificate.sign(desk.centre))
    files = [
        {"blake2b": names[name].hex(), "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in CONTENTS.items()
    ]
    told = {
        "change": change.hash.hex(),
        "files": files,
        "spoken_of": sorted([names["small"].hex(), names["long"].hex()]),
        "want": [bytes(range(32)).hex()],
    }
    desk.path("expected.json").write_text(json.dumps(told, indent=2, sort_keys=True) + "\n")


def main() -> None:
    """Make the folder named on the command line, which must be new."""
    folder = Path(sys.argv[1])
    folder.mkdir()
    if folder.name.startswith("files"):
        with_files(folder)
        return
    make = Vectors(folder)
    make.add("good", None, make.written())
    outside(make)
    inside(make)
    desk = make.desk
    entry = Revocation(device=desk.worker.card.device, last_accepted=99, reason=Reason.LOST)
    revoked = RevocationList(centre=desk.card.device, version=1, entries=(entry,))
    documents = {
        "centre": desk.card.sign(desk.centre),
        "certificate": desk.certificate.sign(desk.centre),
        "revocations": revoked.sign(desk.centre),
    }
    for name, data in documents.items():
        desk.path(f"{name}.json").write_bytes(data)
    parts = [
        {"kind": part.kind.value, "sha256": hashlib.sha256(part.payload).hexdigest()} for part in content()
    ]
    told = {
        "certificate_ends": desk.certificate.valid_until.isoformat(),
        "fingerprint": list(desk.card.fingerprint),
        "parts": parts,
        "refusals": make.expected,
    }
    desk.path("expected.json").write_text(json.dumps(told, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
