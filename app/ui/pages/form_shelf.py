"""The forms in use: those that came with the program and those that were published; and how another one is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast

from app import resources
from app.errors import N_, UserError
from app.forms import definition, package
from app.forms.authoring.attachments import DATA, LAST_SAVED, Attached
from app.forms.authoring.report import Report
from app.forms.identity import Identity, identity
from app.forms.versions import Comparison, compare
from app.store.vault import Vault
from app.ui.pages.form_check import Checked

SAME = N_("This very form is in use already.")
SAME_VERSION = N_(
    "The form in use has the same version {version}. Raise the version in the sheet “settings” first."
)
RETYPED = N_(
    "Old answers would no longer fit, because the type of a question has changed. Give it a new name."
)
ABSENT = N_("An attached table is missing. Put it beside the file and check again.")
NO_SHELF = N_("This build cannot publish forms.")
NO_VERSION = N_("The form has no version. Write one into the sheet “settings” first.")
NOT_YOURS = N_("Only a supervisor publishes forms.")


class Shelved(Protocol):
    """A published form as the vault keeps it."""

    form_id: str
    version: str
    title: str
    sha256: str
    on: str
    by: str


class Shelf(Protocol):
    """Where published forms are kept and sent from (`app.store.shelf`)."""

    def publish(self, vault: Vault, package: bytes, *, on: str) -> Any: ...

    def in_use(self, vault: Vault) -> Sequence[Any]: ...

    def by_sha256(self, vault: Vault, sha: str) -> package.Package | None: ...


def shelf() -> Shelf | None:
    """Return where published forms are kept, if this build has it."""
    if find_spec("app.store.shelf") is None:
        return None
    return cast(Shelf, import_module("app.store.shelf"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One form in use. `on` (ISO) and `by` are empty for a form that came with the program."""

    form_id: str
    version: str
    title: str
    sha256: str = ""
    on: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A checked form beside the version in use, if there is one."""

    line: FormLine | None = None
    comparison: Comparison | None = None
    same: bool = False


def national() -> tuple[tuple[Path, Identity], ...]:
    """Return the forms that came with the program, by their files."""
    return tuple((path, _identity(path)) for path in sorted(resources.path("forms").glob("*/form.xml")))


@cache
def _identity(path: Path) -> Identity:
    return identity(path.read_bytes())


def read_forms(vault: Vault, kept: Shelf | None) -> tuple[FormLine, ...]:
    """Return the forms in use, by title; a published one takes the place of that which came with the program."""
    found = {
        one.form_id: FormLine(form_id=one.form_id, version=one.version, title=one.title)
        for _path, one in national()
    }
    for shelved in kept.in_use(vault) if kept is not None else ():
        found[shelved.form_id] = FormLine(
            form_id=shelved.form_id,
            version=shelved.version,
            title=shelved.title,
            sha256=shelved.sha256,
            on=shelved.on,
            by=shelved.by,
        )
    return tuple(sorted(found.values(), key=lambda line: (line.title.casefold(), line.form_id)))


def beside(vault: Vault, kept: Shelf | None, checked: Checked) -> Beside:
    """Compare a checked form with the version in use. Raises: FormError."""
    about = checked.report.about
    if about is None or not checked.report.usable:
        return Beside()
    line = next((one for one in read_forms(vault, kept) if one.form_id == about.form_id), None)
    old = _xml_of(vault, kept, line) if line is not None else None
    if line is None or old is None:
        return Beside(line=line)
    before = definition.load(old, media=Attached({}))
    if before.sha256 == about.sha256:
        return Beside(line=line, same=True)
    after = definition.load(checked.report.xml.encode(), media=Attached(checked.media))
    return Beside(line=line, comparison=compare(before, after))


def _xml_of(vault: Vault, kept: Shelf | None, line: FormLine) -> bytes | None:
    if line.sha256 and kept is not None:
        found = kept.by_sha256(vault, line.sha256)
        return found.xml if found is not None else None
    path = next((path for path, one in national() if one.form_id == line.form_id), None)
    return path.read_bytes() if path is not None else None


def hindrance(report: Report, found: Beside, *, kept: Shelf | None, may: bool) -> UserError | None:
    """Return why a checked form cannot be published now, or None when it can."""
    about = report.about
    if about is None or not report.usable:
        return None
    if found.same:
        return UserError(SAME)
    if not may:
        return UserError(NOT_YOURS)
    if kept is None:
        return UserError(NO_SHELF)
    if any(name.lower().endswith(DATA) or name == LAST_SAVED for name in report.absent):
        return UserError(ABSENT)
    if not about.version:
        return UserError(NO_VERSION)
    if found.comparison is not None and not found.comparison.fits:
        return UserError(RETYPED)
    if found.line is not None and found.line.version == about.version:
        return UserError(SAME_VERSION, version=about.version)
    return None


def publish(vault: Vault, kept: Shelf, checked: Checked, on: str) -> None:
    """Sign a form with this device's key and put it where the next bundles take it from.

    Raises:
        FormError: it cannot be packed.
        StoreError: it was not kept.
    """
    packed = package.pack(checked.report.xml.encode(), checked.media, vault.sign)
    kept.publish(vault, packed, on=on)
