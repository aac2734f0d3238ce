"""Make the stored packages of a format version: `python -m tests.packages.generate tests/packages/v1`.

Run once per format version and never again: what old programs wrote does not change.
"""

import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.forms.package import DOMAIN, FORMAT, pack

# TEST KEYS. They are public; nothing may ever be signed with them in earnest.
AUTHOR = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))

XML = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Gyşa taýýarlyk</h:title><model>
<instance><data id="gys" version="2026113001"><village/><wood/></data></instance>
<instance id="villages" src="jr://file-csv/villages.csv"/>
<bind nodeset="/data/village" type="string"/><bind nodeset="/data/wood" type="int" constraint=". &gt;= 0"/>
</model></h:head><h:body>
<select1 ref="/data/village"><label>Oba</label>
<itemset nodeset="instance('villages')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/wood"><label>Odun näçe güne ýeter?</label></input>
</h:body></h:html>
"""
MEDIA = {"villages.csv": "name,label\ngokje,Gökje\nberzeň,Berzeňňi\n".encode()}


def main(folder: Path) -> None:
    """Write the packages, and what each of them must come to."""
    folder.mkdir(parents=True, exist_ok=True)
    good = pack(XML.encode(), MEDIA, AUTHOR.sign)
    packages = {
        "good": (good, ""),
        "stranger": (pack(XML.encode(), MEDIA, STRANGER.sign), "untrusted"),
        "unsigned": (_without(good, "signature"), "damaged"),
        "changed": (_with(good, {"media/villages.csv": b"name,label\nother,Other\n"}), "changed"),
        "added": (_with(good, {"media/more.csv": b"name\nx\n"}), "changed"),
        "short": (good[: len(good) // 2], "damaged"),
        "newer": (_newer(good), "newer"),
    }
    for name, (data, _) in packages.items():
        folder.joinpath(f"{name}.zip").write_bytes(data)
    expected = {
        "key": AUTHOR.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex(),
        "form": "gys",
        "version": "2026113001",
        "sha256": hashlib.sha256(XML.encode()).hexdigest(),
        "media": {name: hashlib.sha256(data).hexdigest() for name, data in MEDIA.items()},
        "refusals": {name: refusal for name, (_, refusal) in packages.items() if refusal},
    }
    folder.joinpath("expected.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")


def _files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return stream.getvalue()


def _with(data: bytes, more: dict[str, bytes]) -> bytes:
    return _zipped(_files(data) | more)


def _without(data: bytes, name: str) -> bytes:
    return _zipped({one: content for one, content in _files(data).items() if one != name})


def _newer(data: bytes) -> bytes:
    files = _files(data)
    manifest = json.loads(files["manifest.json"]) | {"format": FORMAT + 1}
    files["manifest.json"] = json.dumps(manifest, sort_keys=True).encode()
    files["signature"] = AUTHOR.sign(DOMAIN + files["manifest.json"])
    return _zipped(files)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
