"""A form that a centre published: its package is a file of this record, and travels with the directory."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedForm:
    """One version of a form. `package` is the file's BLAKE2b-256 in hex, `sha256` that of its form.xml; days are ISO."""

    KIND: ClassVar[str] = "form"
    id: str
    form: str = ""
    version: str = ""
    title: str = ""
    sha256: str = ""
    package: str = ""
    published: str = ""
    by: str = ""
    withdrawn: str = ""
