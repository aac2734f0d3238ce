"""Form packages: a form and its attached files in one archive, signed by the author, opened only when trusted.

A package is a ZIP file with `manifest.json` (format, form id, version, sha256 of every file), `signature` (64 bytes of
Ed25519 over "goldaw form package\\0" and the manifest's bytes), `form.xml` and `media/<name>`. The package's own sha256,
under which it is kept for ever, is that of its form.xml.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import N_
from app.forms.definition import Form, load
from app.forms.errors import FormError

FORMAT = 1
DOMAIN = b"goldaw form package\0"
MOST_BYTES = 64 * 1024 * 1024
MOST_FILES = 500

_FORM, _MANIFEST, _SIGNATURE, _MEDIA = "form.xml", "manifest.json", "signature", "media/"
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,  # a way of packing this program does not know
    RuntimeError,  # a password
)
_EPOCH = (2020, 1, 1, 0, 0, 0)

_BROKEN = N_("The form package is damaged or is no form package. The forms you have were kept.")
_NEWER = N_("The form package needs a newer version of the program. The forms you have were kept.")
_UNTRUSTED = N_("The form package is signed by nobody this program trusts. The forms you have were kept.")
_CHANGED = N_(
    "The file “{name}” of the form package was changed after it was signed. Nothing was taken from it."
)
_LARGE = N_("The form package is larger than {most} megabytes. Nothing was taken from it.")
_NAME = N_("“{name}” is no name for a file of a form package.")


class PackageRefused(FormError):
    """A form package that must not be used."""


class PackageUntrusted(PackageRefused):
    """A form package that is signed by nobody this program trusts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An opened package: the form's XML, its attached files, and who signed it (`signer` is a trusted key's name)."""

    form_id: str
    version: str
    sha256: str
    xml: bytes
    media: Mapping[str, bytes]
    signer: str

    def form(self) -> Form:
        """Return the form, ready to run.

        Raises:
            FormRefused, ExpressionRefused: the signed form is itself wrong.
        """
        return load(self.xml, media=self.media)


def pack(xml: bytes, media: Mapping[str, bytes], sign: Callable[[bytes], bytes]) -> bytes:
    """Return the package of a form; `sign` gives the Ed25519 signature of a message. The same input gives the same bytes.

    Raises:
        FormRefused, ExpressionRefused: the form cannot be used.
        PackageRefused: an attached file's name could escape its folder.
    """
    form = load(xml, media=media)
    files = {_FORM: xml, **{_MEDIA + _plain(name): media[name] for name in sorted(media)}}
    manifest = _bytes(
        {
            "format": FORMAT,
            "form": form.form_id,
            "version": form.version,
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        }
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in {_MANIFEST: manifest, _SIGNATURE: sign(DOMAIN + manifest), **files}.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _bytes(manifest: Mapping[str, Any]) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(name: str) -> str:
    if not name or name.startswith(".") or any(letter in name for letter in "/\\:\0"):
        raise PackageRefused(_NAME, name=name)
    return name


def unpack(data: bytes, trusted: Mapping[str, bytes]) -> Package:
    """Open a package signed by one of the `trusted` public keys (32 bytes each, by the signer's name).

    Raises:
        PackageRefused: it is damaged, too large, changed, too new, or signed by nobody trusted.
    """
    files = _files(data)
    return _opened(files, _signer(files.get(_MANIFEST, b""), files.get(_SIGNATURE, b""), trusted))


def contents(data: bytes) -> Package:
    """Open a package whoever signed it, to read what was filled in its form long ago; nothing new is filled in it.

    Raises:
        PackageRefused: it is damaged, too large, changed or too new.
    """
    return _opened(_files(data), "")


def _opened(files: dict[str, bytes], signer: str) -> Package:
    files.pop(_SIGNATURE, None)
    manifest = _manifest(files.pop(_MANIFEST, b""))
    for name in sorted({*files, *manifest["files"]}):
        digest = hashlib.sha256(files[name]).hexdigest() if name in files else None
        if digest is None or digest != manifest["files"].get(name):
            raise PackageRefused(_CHANGED, name=name)
    xml = files.pop(_FORM)
    return Package(
        form_id=manifest["form"],
        version=manifest["version"],
        sha256=hashlib.sha256(xml).hexdigest(),
        xml=xml,
        media={_plain(name.removeprefix(_MEDIA)): content for name, content in files.items()},
        signer=signer,
    )


def _files(data: bytes) -> dict[str, bytes]:
    if len(data) > MOST_BYTES:
        raise PackageRefused(_LARGE, most=MOST_BYTES // 1024 // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise PackageRefused(_LARGE, most=MOST_BYTES // 1024 // 1024)
            if len({entry.filename for entry in entries}) < len(entries):
                raise PackageRefused(_BROKEN)
            return {entry.filename: archive.read(entry) for entry in entries}
    except _UNREADABLE:
        raise PackageRefused(_BROKEN) from None


def _signer(manifest: bytes, signature: bytes, trusted: Mapping[str, bytes]) -> str:
    if not manifest or len(signature) != 64:
        raise PackageRefused(_BROKEN)
    for name, key in trusted.items():
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, DOMAIN + manifest)
        except InvalidSignature:
            continue
        return name
    raise PackageUntrusted(_UNTRUSTED)


def _manifest(data: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(data)
    except ValueError:
        raise PackageRefused(_BROKEN) from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise PackageRefused(_BROKEN)
    if manifest["format"] > FORMAT:
        raise PackageRefused(_NEWER)
    named = isinstance(manifest.get("form"), str) and isinstance(manifest.get("version"), str)
    if not named or not isinstance(manifest.get("files"), dict) or _FORM not in manifest["files"]:
        raise PackageRefused(_BROKEN)
    return manifest
