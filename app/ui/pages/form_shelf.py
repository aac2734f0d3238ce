"""The forms in use: those that came with the program and those that were published; and how another one is published."""

from dataclasses import dataclass, replace

from app.errors import N_, UserError
from app.forms import definition, package
from app.forms.authoring.attachments import DATA, LAST_SAVED, Attached
from app.forms.authoring.report import Report
from app.forms.versions import Comparison, compare, order
from app.store import queries, shelf
from app.store.shelved import Shelved
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
NO_VERSION = N_("The form has no version. Write one into the sheet “settings” first.")
NOT_YOURS = N_("Only a supervisor publishes forms.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A checked form beside the version in use, if there is one."""

    line: Shelved | None = None
    comparison: Comparison | None = None
    same: bool = False


def read_forms(vault: Vault) -> tuple[Shelved, ...]:
    """Return the forms in use, by title; `by` is a name, not an id."""
    names = {one.id: one.name for one in queries.staff(vault).values()} | {
        vault.owner.staff: vault.owner.name
    }
    lines = [replace(one, by=names.get(one.by, "")) for one in shelf.in_use(vault)]
    return tuple(sorted(lines, key=lambda one: (one.title.casefold(), one.form_id)))


def beside(vault: Vault, checked: Checked) -> Beside:
    """Compare a checked form with the version in use. Raises: FormError."""
    about = checked.report.about
    if about is None or not checked.report.usable:
        return Beside()
    line = next((one for one in read_forms(vault) if one.form_id == about.form_id), None)
    if line is None:
        return Beside()
    if line.sha256 == about.sha256:
        return Beside(line=line, same=True)
    before = definition.load(shelf.definition(vault, line.sha256).xml, media=Attached({}))
    after = definition.load(checked.report.xml.encode(), media=Attached(checked.media))
    return Beside(line=line, comparison=compare(before, after))


def hindrance(report: Report, found: Beside, *, may: bool) -> UserError | None:
    """Return why a checked form cannot be published now, or None when it can."""
    about = report.about
    if about is None or not report.usable:
        return None
    if found.same:
        return UserError(SAME)
    if not may:
        return UserError(NOT_YOURS)
    if any(name.lower().endswith(DATA) or name == LAST_SAVED for name in report.absent):
        return UserError(ABSENT)
    if not about.version:
        return UserError(NO_VERSION)
    if found.comparison is not None and not found.comparison.fits:
        return UserError(RETYPED)
    if found.line is not None and order(found.line.version) >= order(about.version):
        return UserError(NOT_NEWER, version=found.line.version)
    return None


def publish(vault: Vault, checked: Checked, on: str) -> None:
    """Sign a form with this device's key and put it where the next bundles take it from.

    Raises:
        FormError: it cannot be packed. ShelfError: it was not taken into use. FileTooLarge, DiskFull, DiskTrouble.
    """
    packed = package.pack(checked.report.xml.encode(), checked.media, vault.sign)
    shelf.publish(vault, packed, trusted={vault.owner.name: vault.device.verify_key}, on=on)
