"""The files a form wants beside it: which are there, which are not, and what stands in for a missing one."""

import re
from collections.abc import Iterator, Mapping

from app.errors import N_
from app.forms.authoring.columns import MEDIA
from app.forms.authoring.finding import Finding, Grade, finding, flaw
from app.forms.authoring.outline import Outline
from app.forms.authoring.sheets import Tables
from app.forms.definition import Form

LAST_SAVED = "last-saved"
OFFERED = frozenset(
    {"case.csv", "goals.csv", "members.csv", "referrals.csv"}
)  # what the program gives every form
DATA = (".csv", ".xml", ".geojson", ".json")

_EMPTY = {".csv": b"name,label\n", ".geojson": b'{"type":"FeatureCollection","features":[]}'}
_EMPTY_XML = b"<root/>"
PULLED = re.compile(r"pulldata\s*\(\s*(['\"])(.*?)\1")

_ABSENT = N_("The attached file “{name}” is not beside the form.")
_ABSENT_TABLE = N_("The attached table “{name}” is not beside the form; it was taken for empty.")
_LAST_SAVED = N_("This program keeps no last saved answers: ${{last-saved#…}} is always empty.")


class Attached(Mapping[str, bytes]):
    """Attached files by name, with empty tables in the place of those that are missing. `absent` collects their names."""

    def __init__(self, media: Mapping[str, bytes]) -> None:
        self._media = media
        self.absent: set[str] = set()

    def __getitem__(self, name: str) -> bytes:
        if name in self._media:
            return self._media[name]
        if "/" in name:  # a whole address: it is asked for by its name next
            raise KeyError(name)
        if name not in OFFERED:
            self.absent.add(name)
        return next((empty for ending, empty in _EMPTY.items() if name.lower().endswith(ending)), _EMPTY_XML)

    def __iter__(self) -> Iterator[str]:
        return iter(self._media)

    def __len__(self) -> int:
        return len(self._media)

    def __bool__(self) -> bool:
        return True  # an empty one is no reason to look elsewhere


def wanted(form: Form) -> tuple[str, ...]:
    """Return the names of all files a form names: attached data sets, then pictures and recordings of its texts."""
    names = [source.rpartition("/")[2] for source in form.sources.values()]
    for translation in form.translations.values():
        for texts in translation.texts.values():
            for kind, wording in texts.items():
                if kind in MEDIA and len(wording.parts) == 1 and isinstance(wording.parts[0], str):
                    names.append(wording.parts[0].rpartition("/")[2])
    return tuple(dict.fromkeys(name for name in names if name and name not in OFFERED))


def absent(names: set[str], form: Tables, whole: Outline) -> Iterator[Finding]:
    """Give a remark on every missing file, at the first row that names it."""
    for name in sorted(names):
        yield _about(name, form, whole)
    for line in whole.lines:
        for column, cell in line.row.cells.items():
            if f"{LAST_SAVED}#" in cell:
                yield flaw(form["survey"], line.row, column, _LAST_SAVED)
                return


def _about(name: str, form: Tables, whole: Outline) -> Finding:
    sentence = _ABSENT_TABLE if name.lower().endswith(DATA) else _ABSENT
    stem = name.rpartition(".")[0] or name
    survey = form["survey"]
    for line in whole.lines:
        for column, cell in line.row.cells.items():
            pulled = {found[1] for found in PULLED.findall(cell)} if "pulldata" in cell else set()
            own = line.kind.sort == "external" and column == "name" and cell == stem
            if cell == name or own or stem in pulled or (column == "type" and name in cell.split()):
                return flaw(survey, line.row, column, sentence, name=name)
    for row in form["choices"]:
        for column, cell in row.cells.items():
            if cell == name and column.partition("::")[0] in MEDIA:
                return finding(form["choices"], row, column, sentence, Grade.FLAW, name=name)
    return Finding(sentence=sentence, fields={"name": name}, grade=Grade.FLAW)
