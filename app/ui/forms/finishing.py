"""The end of a form, on the vault's thread: what it does to its case is saved, then its draft is let go."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.forms import answers
from app.forms.fields import ControlKind
from app.forms.session import Session
from app.models import assessing
from app.models.case import Case
from app.models.edit import Attach, Edit
from app.store import attachments, drafts
from app.store.vault import Vault
from app.ui.forms import documents
from app.ui.forms.opening import Opened, key_of


def finishing(opened: Opened, on: str, by: str) -> Callable[[Vault], None]:
    """Return the job that finishes a form as it stands now, on the day `on` by the member of staff `by`.

    It stands on what was seen of the case when the form was opened: what others wrote meanwhile is not overwritten. The
    job raises DiskFull, DiskTrouble or DamagedDatabase when nothing was saved; then the draft is still there.
    """
    opened.session.finish()
    document: Mapping[str, Any] = answers.to_document(opened.session)
    files = kept_files(opened.session)

    def job(vault: Vault) -> None:
        edits = assessing.finish(
            opened.case,
            document["answers"],
            form=document["form"],
            version=document["version"],
            sha256=document["sha256"],
            on=on,
            by=by,
        )
        edits += attaching(vault, opened.case, files)
        vault.commit(opened.stream, edits, seen=opened.heads)
        drafts.drop(vault, key_of(opened.stream, opened.form_id))

    return job


def kept_files(session: Session) -> list[str]:
    """Return the hashes of the files that a form's answers name, each once; what is skipped is not in the document."""
    names = (
        documents.hash_of(item.text)
        for item in session.root.all_inside
        if item.relevant and item.field.control is not None and item.field.control.kind is ControlKind.UPLOAD
    )
    return [name for name in dict.fromkeys(names) if name]


def attaching(vault: Vault, case: Case, files: Sequence[str]) -> list[Edit]:
    """Return the edits that let the case have these files, so that they travel with it and stay.

    A file that is not here (a draft may be older than a lost file) is left to its name in the document.
    """
    found = (attachments.find(vault, bytes.fromhex(name)) for name in files)
    return [
        Attach(record=case.id, kind=case.KIND, hash=one.hash, size=one.size, type=one.type)
        for one in found
        if one is not None
    ]
