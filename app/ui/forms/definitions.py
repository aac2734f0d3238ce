"""Forms ready to be filled, each compiled once by the hash of its definition. Everything here runs on the vault's thread."""

import gc
from collections import OrderedDict

from app.errors import N_, UserError
from app.forms.definition import Form
from app.store import shelf
from app.store.shelved import Shelved
from app.store.vault import Vault

_MOST = 24
_ready: OrderedDict[str, Form] = OrderedDict()


class UnknownForm(UserError):
    """A form that is not in use here."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(N_("This form is not on this laptop. Nothing was changed."))


def in_use(vault: Vault, form_id: str) -> Shelved:
    """Return the version of a form that is filled from now on. Raises: UnknownForm."""
    found = shelf.newest(vault, form_id)
    if found is None:
        raise UnknownForm
    return found


def form(vault: Vault, sha256: str) -> Form:
    """Return a form in whatever version, by the SHA-256 of its XML.

    Raises:
        FormNotHere: it has not arrived. PackageRefused, FormError, DamagedFile, DiskTrouble.
    """
    found = _ready.get(sha256)
    if found is None:
        found = _ready[sha256] = shelf.definition(vault, sha256).form()
        gc.freeze()  # nobody has to look through its hundred thousand objects again
        while len(_ready) > _MOST:
            _ready.popitem(last=False)
    _ready.move_to_end(sha256)
    return found


def forget() -> None:
    """Drop what was compiled; the next ones are compiled anew."""
    _ready.clear()
