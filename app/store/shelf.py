"""The forms of a vault: those that came with the program, and those a centre published; every version is kept for ever.

A published form is a record of the directory and a signed package that belongs to it. When a package has arrived it is
looked at once: who signed it, and whether it asks the same questions in the same types as the version before it. What it
came to is remembered, so that a form in use stays in use when keys change later.
"""

import uuid
from collections.abc import Iterator, Mapping

from app.errors import N_, UserError
from app.forms import package as packages
from app.forms import versions
from app.forms.definition import Form
from app.forms.errors import FormError
from app.forms.package import PackageRefused, PackageUntrusted
from app.models import kinds
from app.models.edit import Attach
from app.models.form import PublishedForm
from app.models.record import difference
from app.store import FileNotHere, attachments, projection, references, shelved
from app.store.shelved import Definition, Shelved, Standing
from app.store.vault import Vault

PACKAGE = "application/zip"
_META = "form:"

_TYPES = N_(
    "The new version of the form changes what kind of answer {paths} takes. Answers that are kept would not fit any more."
    " It was not taken into use; give the changed question a new name."
)
_SAME = N_(
    "There is already another form {form} with the version {version}. Raise the version and try again."
)
_OLDER = N_(
    "The form {form} is already in use in version {version}, which is newer. It was not taken into use."
)
_NOT_HERE = N_("The form in which this was filled is not on this computer yet. It comes with a later bundle.")


class ShelfError(UserError):
    """A form that is not taken into use, or is not here."""


class FormNotHere(ShelfError):
    """The definition of a form has not arrived."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(_NOT_HERE)


class VersionRefused(ShelfError):
    """A version of a form that may not follow the one in use."""


class TypesRefused(VersionRefused):
    """A version of a form that asks for another kind of answer where answers are kept already."""


def keep(vault: Vault, sha256: str) -> None:
    """Keep the definition of a form that came with the program, so that what is filled in it can be read for ever.

    Raises:
        DiskFull, DiskTrouble, DamagedDatabase
    """
    came = shelved.definition(sha256)
    if came is not None and attachments.find(vault, bytes.fromhex(sha256)) is None:
        attachments.put(vault, came.xml, references.DEFINITION)


# -- all of them -----------------------------------------------------------------------------------------------


def published(vault: Vault) -> list[Shelved]:
    """Return every published form that was not withdrawn, oldest version first, whatever came of it."""
    records = projection.records(vault.state(kinds.DIRECTORY), PublishedForm)
    there = [one for one in records if one.form and not one.withdrawn]
    return [
        _shelved(one, vault.meta(_META + one.id, str(Standing.WAITING))) for one in sorted(there, key=_place)
    ]


def _place(record: PublishedForm) -> tuple[object, ...]:
    return record.form, versions.order(record.version), record.id


def _shelved(record: PublishedForm, said: str) -> Shelved:
    standing, _, reason = said.partition(" ")
    return Shelved(
        form_id=record.form,
        version=record.version,
        title=record.title,
        sha256=record.sha256,
        on=record.published,
        by=record.by,
        package=record.package,
        standing=Standing(standing),
        reason=reason,
    )


def in_use(vault: Vault) -> list[Shelved]:
    """Return the newest version in use of every form, by its title."""
    newest: dict[str, Shelved] = {}
    for one in (*shelved.came().values(), *published(vault)):
        known = newest.get(one.form_id)
        if one.standing in (Standing.CAME, Standing.ACCEPTED) and (
            known is None or versions.order(known.version) < versions.order(one.version)
        ):
            newest[one.form_id] = one
    return sorted(newest.values(), key=lambda one: one.title)


def newest(vault: Vault, form_id: str) -> Shelved | None:
    """Return the version in use of a form, or None when there is none."""
    return next((one for one in in_use(vault) if one.form_id == form_id), None)


def definition(vault: Vault, sha256: str) -> Definition:
    """Return a form by the SHA-256 of its XML, in whatever version.

    Raises:
        FormNotHere: it has not arrived. PackageRefused, DamagedFile, DiskTrouble.
    """
    if (came := shelved.definition(sha256)) is not None:
        return came
    for one in published(vault):
        if one.sha256 == sha256 and attachments.has(vault, one.package):
            contents = packages.contents(attachments.get(vault, one.package))
            if contents.sha256 == sha256:
                return Definition(sha256=sha256, xml=contents.xml, media=contents.media)
    stored = attachments.find(vault, bytes.fromhex(sha256)) if len(sha256) == 64 else None
    if stored is None:
        raise FormNotHere
    return Definition(sha256=sha256, xml=attachments.get(vault, stored.hash))


# -- publishing and taking in ----------------------------------------------------------------------------------


def publish(vault: Vault, package: bytes, *, trusted: Mapping[str, bytes], on: str) -> Shelved:
    """Take a signed package into use here and let it travel with the next bundles; durable when this returns.

    Raises:
        PackageRefused, FormError, VersionRefused: it was not taken into use. FileTooLarge, DiskFull, DiskTrouble.
    """
    opened = packages.unpack(package, trusted)
    form = opened.form()
    _may_follow(vault, form)
    stored = attachments.put(vault, package, PACKAGE)
    record = PublishedForm(
        id=uuid.uuid4().hex,
        form=form.form_id,
        version=form.version,
        title=form.title,
        sha256=form.sha256,
        package=stored.hash,
        published=on,
        by=vault.owner.staff,
    )
    attach = Attach(
        record=record.id, kind=PublishedForm.KIND, hash=stored.hash, size=stored.size, type=stored.type
    )
    with vault.transaction():
        vault.set_meta(_META + record.id, str(Standing.ACCEPTED))
        vault.commit(kinds.DIRECTORY, [*difference(None, record), attach])
    return _shelved(record, str(Standing.ACCEPTED))


def examine(vault: Vault, trusted: Mapping[str, bytes]) -> list[Shelved]:
    """Look at packages that have arrived since; return what became of each: taken into use, or refused with a reason.

    Raises:
        DiskFull, DiskTrouble, DamagedDatabase
    """
    judged = []
    for record in sorted(_waiting(vault), key=_place):
        try:
            package = attachments.get(vault, record.package)
        except FileNotHere:
            continue
        reason = _why_not(vault, record, package, trusted)
        said = f"{Standing.REFUSED} {reason}" if reason else str(Standing.ACCEPTED)
        vault.set_meta(_META + record.id, said)
        judged.append(_shelved(record, said))
    return judged


def _waiting(vault: Vault) -> Iterator[PublishedForm]:
    for record in projection.records(vault.state(kinds.DIRECTORY), PublishedForm):
        if record.form and record.package and not vault.meta(_META + record.id):
            yield record


def _why_not(vault: Vault, record: PublishedForm, package: bytes, trusted: Mapping[str, bytes]) -> str:
    try:
        opened = packages.unpack(package, trusted)
        form = opened.form()
        if (form.form_id, form.version, form.sha256) != (record.form, record.version, record.sha256):
            return "unlike"
        _may_follow(vault, form)
    except TypesRefused:
        return "types"
    except VersionRefused:
        return "version"
    except PackageUntrusted:
        return "untrusted"
    except PackageRefused:
        return "damaged"
    except FormError:
        return "broken"
    return ""


def _may_follow(vault: Vault, form: Form) -> None:
    before = newest(vault, form.form_id)
    if before is None or before.sha256 == form.sha256:
        return
    fields = {"form": form.form_id, "version": before.version}
    if before.version == form.version:
        raise VersionRefused(_SAME, **fields)
    if versions.order(before.version) > versions.order(form.version):
        raise VersionRefused(_OLDER, **fields)
    changed = versions.compare(definition(vault, before.sha256).form(), form).retyped
    if changed:
        raise TypesRefused(_TYPES, paths=", ".join(one.path for one in changed))
