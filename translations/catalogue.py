"""The catalogues: `python -m translations.catalogue extract|update|compile|check`.

extract writes goldaw.pot; update also brings the new sentences into tk.po and ru.po, still to be translated; compile
makes what the program reads, from the .po files alone and only when they are newer; check says what is not in order.
"""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from translations import extraction
from translations.extraction import Sentence, Source

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

HERE = Path(__file__).resolve().parent
APP = HERE.parent / "app"
DOMAIN = "goldaw"
# A Turkmen noun stays in the singular after a number, so Turkmen has one form.
PLURALS = {"tk": "nplurals=1; plural=0;", "ru": ""}
_RUSSIAN = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2"
PLURALS["ru"] = f"nplurals=3; plural=({_RUSSIAN});"
_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Goldaw\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def sources(folder: Path = APP) -> list[Source]:
    """Return every source file of the program. Raises: SyntaxError, so that no half-written file loses sentences."""
    return [extraction.read(path) for path in sorted(folder.rglob("*.py"))]


def template(read: list[Source]) -> "Catalog":
    """Return the catalogue of all sentences, untranslated."""
    from babel.messages.catalog import Catalog

    catalogue = Catalog(domain=DOMAIN, fuzzy=False)
    errors = extraction.error_classes(read)
    for source in read:
        for sentence in extraction.sentences(source, errors):
            _add(catalogue, sentence)
    return catalogue


def _add(catalogue: "Catalog", sentence: Sentence) -> None:
    msgid: str | list[str] | tuple[str, ...] = sentence.msgid
    if sentence.plural:
        msgid = (sentence.msgid, sentence.plural)
    known = catalogue.get(sentence.msgid)
    if known is not None and known.pluralizable:  # a sentence without a number may share its words
        msgid = known.id
    catalogue.add(msgid, auto_comments=[sentence.comment] if sentence.comment else [])


def load(language: str, folder: Path = HERE) -> "Catalog":
    """Return a language's catalogue as it is committed, empty if there is none."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = folder / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def load_template(folder: Path) -> "Catalog":
    """Return goldaw.pot as it is committed."""
    from babel.messages.pofile import read_po

    return read_po(io.BytesIO((folder / f"{DOMAIN}.pot").read_bytes()))


def save(catalogue: "Catalog", path: Path, language: str) -> None:
    """Write a catalogue sorted, without line numbers and dates, so that a change shows only what changed."""
    from babel.messages.pofile import write_po

    body = io.BytesIO()
    write_po(body, catalogue, no_location=True, omit_header=True, sort_output=True, width=0)
    header = _HEADER.format(language=language, plurals=PLURALS.get(language, "nplurals=2; plural=(n != 1);"))
    path.write_bytes(header.encode() + body.getvalue())


def extract(folder: Path = HERE) -> "Catalog":
    """Write goldaw.pot and return it."""
    found = template(sources())
    save(found, folder / f"{DOMAIN}.pot", "en")
    return found


def update(folder: Path = HERE) -> None:
    """Bring new sentences into the languages' catalogues and put by those that are no more."""
    found = extract(folder)
    for language in PLURALS:
        catalogue = load(language, folder)
        renew(catalogue, found)
        save(catalogue, folder / f"{language}.po", language)


def renew(catalogue: "Catalog", found: "Catalog") -> None:
    """Give `catalogue` the sentences of `found`; one that comes back finds its old translation again."""
    for message in list(catalogue.obsolete.values()):
        catalogue[message.id] = message
    catalogue.obsolete.clear()
    catalogue.update(found, no_fuzzy_matching=True)
    for msgid in [msgid for msgid, message in catalogue.obsolete.items() if not any(message.string or ())]:
        del catalogue.obsolete[msgid]


def compiled(language: str, folder: Path = HERE) -> Path:
    """Return where the program reads a language's sentences."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def compile_newer(folder: Path = HERE) -> None:
    """Compile each catalogue that is newer than its compiled form."""
    for language in PLURALS:
        path, made = folder / f"{language}.po", compiled(language, folder)
        if made.exists() and made.stat().st_mtime_ns > path.stat().st_mtime_ns:
            continue
        from babel.messages.mofile import write_mo

        made.parent.mkdir(parents=True, exist_ok=True)
        fresh = made.with_suffix(".new")
        with fresh.open("wb") as stream:
            write_mo(stream, _translated(load(language, folder)))
        fresh.replace(made)  # a program that reads meanwhile has the old or the new one, never a half


def _translated(catalogue: "Catalog") -> "Catalog":
    """Leave out plurals that lack a form: English is better than an empty line."""
    for message in list(catalogue):
        if message.id and message.pluralizable and not all(message.string or ()):
            catalogue.delete(message.id)
    return catalogue


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; return the exit code."""
    doings = {"extract": extract, "update": update, "compile": compile_newer}
    if arguments == ["check"]:
        from translations.inspection import problems

        found = list(problems(HERE, APP))
        sys.stdout.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    if len(arguments) != 1 or arguments[0] not in doings:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    doings[arguments[0]]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
