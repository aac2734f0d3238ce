"""The end of a form, on the vault's thread: what it does to its case is saved, then its draft is let go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.forms import answers, entities
from app.forms.fields import ControlKind
from app.forms.session import Session
from app.models import finishing as models
from app.models.case import Case
from app.models.edit import Attach
from app.models.finishing import Done, Written
from app.store import attachments, shelf
from app.store.saving import Together
from app.store.vault import Vault
from app.ui.forms import documents
from app.ui.forms.opening import Opened
from app.ui.pages.registering import new_id


def finishing(opened: Opened, on: str, by: str, why: str = "") -> Callable[[Vault], None]:
    """Return the job that finishes a form as it stands now, on the day `on` by the member of staff `by`.

    A correction stands in the place of what it corrects, on its day, with the reason `why`. The form stands on what was
    seen of the case and its household when it was opened: what others wrote meanwhile is not overwritten. Both are saved
    together, or nothing. The job raises DiskFull, DiskTrouble or DamagedDatabase when nothing was saved; then the draft is
    still there.
    """
    opened.session.finish()
    document: Mapping[str, Any] = answers.to_document(opened.session)
    files = kept_files(opened.session)
    corrects = opened.corrects
    done = Done(
        form=document["form"],
        version=document["version"],
        sha256=document["sha256"],
        on=corrects.on if corrects else on,
        by=by,
        answers=document["answers"],
        corrects=corrects,
        why=why,
        latest=opened.latest,
    )
    given = [
        Written(dataset=one.dataset, id=one.id, properties=one.properties)
        for one in entities.writes(opened.session)
    ]

    def job(vault: Vault) -> None:
        kept = replace(done, files=attaching(vault, opened.case, files))
        edits = models.finish(opened.case, kept, given, opened.home.people, opened.consents, new_id=new_id)
        shelf.keep(vault, document["sha256"])
        home = [Together(stream=opened.home.stream, edits=edits.household, seen=opened.home.heads)]
        case = [Together(stream=opened.stream, edits=edits.case, seen=opened.heads)]
        vault.commit_together(home + case if edits.household else case, finished=opened.key)

    return job


def kept_files(session: Session) -> list[str]:
    """Return the hashes of the files that a form's answers name, each once; what is skipped is not in the document."""
    names = (
        documents.hash_of(item.text)
        for item in session.root.all_inside
        if item.relevant and item.field.control is not None and item.field.control.kind is ControlKind.UPLOAD
    )
    return [name for name in dict.fromkeys(names) if name]


def attaching(vault: Vault, case: Case, files: Sequence[str]) -> list[Attach]:
    """Return the edits that let the case have these files, so that they travel with it and stay.

    A file that is not here (a draft may be older than a lost file) is left to its name in the document.
    """
    found = (attachments.find(vault, bytes.fromhex(name)) for name in files)
    return [
        Attach(record=case.id, kind=case.KIND, hash=one.hash, size=one.size, type=one.type)
        for one in found
        if one is not None
    ]
