"""One form in one version as lists show it, what it is made from, and the forms that came with the program."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from app import resources
from app.forms.definition import Form, load

_SHEETS = ("survey", "choices", "settings", "entities")  # the source of a form, which is no table of it


class Standing(StrEnum):
    """How a form stands: it came with the program, is in use, has not arrived yet, or was refused."""

    CAME = "came"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One version of a form as lists show it. `package` is a file's hash; `reason` (a stored word) why it was refused."""

    form_id: str
    version: str
    title: str
    sha256: str
    on: str = ""
    by: str = ""
    package: str = ""
    standing: Standing = Standing.CAME
    reason: str = ""

    @property
    def is_refused(self) -> bool:
        """Tell whether it arrived and was not taken into use."""
        return self.standing is Standing.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a form is made from: its XML and its attached files by name."""

    sha256: str
    xml: bytes = field(repr=False)
    media: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def form(self) -> Form:
        """Return the form, ready to run. Raises: FormError."""
        return load(self.xml, media=self.media)


@cache
def came() -> Mapping[str, Shelved]:
    """Return the forms that came with the program by their SHA-256."""
    found = {}
    for folder in sorted(resources.path("forms").iterdir()):
        if (folder / "form.xml").is_file():
            settings = next(csv.DictReader(io.StringIO((folder / "settings.csv").read_text("utf-8"))))
            sha256 = sha256_of((folder / "form.xml").read_bytes())
            found[sha256] = Shelved(
                form_id=settings["form_id"],
                version=settings["version"],
                title=settings["form_title"],
                sha256=sha256,
            )
    return found


def sha256_of(xml: bytes) -> str:
    """Return the name of a form's definition."""
    return hashlib.sha256(xml).hexdigest()


def definition(sha256: str) -> Definition | None:
    """Return a form that came with the program, with the headers of its tables, for where nobody offers their rows."""
    found = came().get(sha256)
    if found is None:
        return None
    folder = resources.path("forms", found.form_id)
    tables = {one.name: one.read_bytes() for one in folder.glob("*.csv") if one.stem not in _SHEETS}
    return Definition(sha256=sha256, xml=(folder / "form.xml").read_bytes(), media=tables)
