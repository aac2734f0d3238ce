"""The forms in use: those that came with the program and those that were published; and how another one is published."""

from collections.abc import Mapping, Sequence
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
from app.store import queries
from app.store.vault import Vault
from app.ui.pages.form_check import Checked

SAME = N_("This very form is in use already.")
NOT_NEWER = N_(
    "The version must be higher than {version}, which is in use. Raise it in the sheet “settings” first."
)
RETYPED = N_(
    "Old answers would no longer fit, because the type of a question has changed. Give it a new name."
)
ABSENT = N_("An attached table is missing. Put it beside the file and check again.")
NO_SHELF = N_("This build cannot publish forms.")
NO_VERSION = N_("The form has no version. Write one into the sheet “settings” first.")
NOT_YOURS = N_("Only a supervisor publishes forms.")


class Shelved(Protocol):
    """One version of a form as the vault knows it; `on` is empty for one that came with the program."""

    form_id: str
    version: str
    title: str
    sha256: str
    on: str
    by: str


class Shelf(Protocol):
    """Where forms are kept and sent from (`app.store.shelf`)."""

    def in_use(self, vault: Vault) -> Sequence[Any]:
        """Return the version in use of every form, each a `Shelved`."""

    def definition(self, vault: Vault, sha256: str) -> Any:
        """Return a form by the SHA-256 of its XML: `xml`, and its attached files as `media`."""

    def publish(self, vault: Vault, package: bytes, *, trusted: Mapping[str, bytes], on: str) -> Any:
        """Take a signed package into use here and let it travel with the next bundles."""


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
    """Return the forms in use, by title; without a shelf those that came with the program."""
    if kept is None:
        came = [
            FormLine(form_id=one.form_id, version=one.version, title=one.title) for _path, one in national()
        ]
        return tuple(sorted(came, key=_order))
    names = {one.id: one.name for one in queries.staff(vault).values()}
    lines = [
        FormLine(
            form_id=one.form_id,
            version=one.version,
            title=one.title,
            sha256=one.sha256,
            on=one.on,
            by=names.get(one.by, one.by),
        )
        for one in kept.in_use(vault)
    ]
    return tuple(sorted(lines, key=_order))


def _order(line: FormLine) -> tuple[str, str]:
    return line.title.casefold(), line.form_id


def beside(vault: Vault, kept: Shelf | None, checked: Checked) -> Beside:
    """Compare a checked form with the version in use. Raises: FormError."""
    about = checked.report.about
    if about is None or not checked.report.usable:
        return Beside()
    line = next((one for one in read_forms(vault, kept) if one.form_id == about.form_id), None)
    if line is None:
        return Beside()
    before = definition.load(_xml_of(vault, kept, line), media=Attached({}))
    if before.sha256 == about.sha256:
        return Beside(line=line, same=True)
    after = definition.load(checked.report.xml.encode(), media=Attached(checked.media))
    return Beside(line=line, comparison=compare(before, after))


def _xml_of(vault: Vault, kept: Shelf | None, line: FormLine) -> bytes:
    if kept is not None:
        return bytes(kept.definition(vault, line.sha256).xml)
    return next(path for path, one in national() if one.form_id == line.form_id).read_bytes()


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
    if found.line is not None and found.line.version >= about.version:
        return UserError(NOT_NEWER, version=found.line.version)
    return None


def publish(vault: Vault, kept: Shelf, checked: Checked, on: str) -> None:
    """Sign a form with this device's key and put it where the next bundles take it from.

    Raises:
        FormError: it cannot be packed, or what the shelf raises when it was not taken into use.
    """
    packed = package.pack(checked.report.xml.encode(), checked.media, vault.sign)
    kept.publish(vault, packed, trusted={vault.owner.name: vault.device.verify_key}, on=on)
