"""What a form's file calls itself, read from its beginning alone."""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

from app.errors import N_
from app.forms.errors import FormRefused

_NO_FORM = N_("The file is not an ODK form: it has no {part}. It was not opened.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A form's id, version and title; the last two may be empty."""

    form_id: str
    version: str
    title: str


class _Found(Exception):
    """Everything is known; the rest of the file need not be read."""


def identity(xml: bytes) -> Identity:
    """Return what an XForm calls itself. Raises: FormRefused when it is no form."""
    reader = _Reader()
    try:
        reader.parser.Parse(xml, True)
    except _Found:
        pass
    except (expat.ExpatError, ValueError):
        raise FormRefused(_NO_FORM, part="<instance>") from None
    if reader.found is None:
        raise FormRefused(_NO_FORM, part="<instance>")
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.found: Identity | None = None
        self._open: list[str] = []
        self._title = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note where one is; the first element inside the first instance is the form itself."""
        local = name.rpartition(":")[2]
        if self._open and self._open[-1] == "instance":
            self.found = Identity(
                form_id=attributes.get("id") or local,
                version=_version(attributes),
                title=self._title.strip(),
            )
            raise _Found
        self._open.append(local)

    def end(self, _name: str) -> None:
        """Leave an element."""
        self._open.pop()

    def text(self, text: str) -> None:
        """Gather the title."""
        if self._open and self._open[-1] == "title":
            self._title += text


def _version(attributes: dict[str, str]) -> str:
    prefixed = (text for name, text in attributes.items() if name.endswith(":version"))
    return attributes.get("version") or next(prefixed, "")
