"""The end of a form, on the vault's thread: what it does to its case is saved, then its draft is let go."""

from collections.abc import Callable, Mapping
from typing import Any

from app.forms import answers, entities
from app.models import finishing as models
from app.models.finishing import Done, Written
from app.store import drafts, shelf
from app.store.vault import Vault
from app.ui.forms.opening import Opened, key_of
from app.ui.pages.registering import new_id


def finishing(opened: Opened, on: str, by: str) -> Callable[[Vault], None]:
    """Return the job that finishes a form as it stands now, on the day `on` by the member of staff `by`.

    It stands on what was seen of the case when the form was opened: what others wrote meanwhile is not overwritten. The
    job raises DiskFull, DiskTrouble or DamagedDatabase when nothing was saved; then the draft is still there.
    """
    opened.session.finish()
    document: Mapping[str, Any] = answers.to_document(opened.session)

    done = Done(
        form=document["form"],
        version=document["version"],
        sha256=document["sha256"],
        on=on,
        by=by,
        answers=document["answers"],
    )
    written = [
        Written(dataset=one.dataset, id=one.id, properties=one.properties)
        for one in entities.writes(opened.session)
    ]
    edits = models.finish(opened.case, done, written, new_id=new_id)

    def job(vault: Vault) -> None:
        shelf.keep(vault, document["sha256"])
        vault.commit(opened.stream, edits.case, seen=opened.heads)
        drafts.drop(vault, key_of(opened.stream, opened.form_id))

    return job
