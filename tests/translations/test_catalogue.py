"""The catalogue tool: what it finds, what it keeps, what it complains about."""

import gettext
import os
from pathlib import Path

import pytest

from translations import catalogue, extraction, inspection

CODE = '''
from app.errors import N_, UserError
from app.i18n import ntr, tr

class ReadError(UserError):
    """Not read."""

class Torn(ReadError):
    def __init__(self, name: str) -> None:
        super().__init__("Part {name} is torn.", name=name)

class Other(ValueError):
    def __init__(self) -> None:
        super().__init__("This is for programmers.")

def show(words, n, late):
    # Translators: on the button
    print(tr("Save"))
    words.tr("Two " "parts")
    ntr("{n} case", "{n} cases", n)
    LABEL = N_("Label")
    tr("Late" if late else "On time")
    tr(LABEL)
    raise ReadError("Cannot be read.")
'''


def found(tmp_path: Path, code: str) -> list[extraction.Sentence]:
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")
    source = extraction.read(path)
    return list(extraction.sentences(source, extraction.error_classes([source])))


def complaints(tmp_path: Path, code: str) -> list[str]:
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")
    source = extraction.read(path)
    return list(extraction.mistakes(source, extraction.error_classes([source])))


def test_every_way_to_say_a_sentence_is_found(tmp_path: Path) -> None:
    msgids = {sentence.msgid for sentence in found(tmp_path, CODE)}
    assert msgids == {
        "Part {name} is torn.", "Save", "Two parts", "{n} case", "Label", "Late", "On time", "Cannot be read."
    }  # fmt: skip


def test_plurals_and_translators_comments_go_along(tmp_path: Path) -> None:
    by_msgid = {sentence.msgid: sentence for sentence in found(tmp_path, CODE)}
    assert by_msgid["{n} case"].plural == "{n} cases"
    assert by_msgid["Save"].comment == "on the button"
    assert by_msgid["Label"].comment == ""


@pytest.mark.parametrize(
    "call",
    [
        'tr(f"Case {n}")',
        'tr("Case " + n)',
        'tr("Case %s" % n)',
        'tr("Case {}".format(n))',
        'tr("a" if n else f"{n}")',
        'UserError(f"{n}")',
    ],
)
def test_a_sentence_that_is_put_together_is_a_mistake(tmp_path: Path, call: str) -> None:
    assert len(complaints(tmp_path, call)) == 1


def test_whole_sentences_and_marked_data_are_no_mistake(tmp_path: Path) -> None:
    assert complaints(tmp_path, CODE) == []


PO = """msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

"""


def in_order(tmp_path: Path, translation: str, code: str = 'tr("Case {number} is closed.")\n') -> list[str]:
    """Return what the check says of one Russian translation of `code`'s sentence."""
    app, folder = tmp_path / "app", tmp_path / "translations"
    app.mkdir()
    folder.mkdir()
    (app / "page.py").write_text(code, encoding="utf-8")
    template = catalogue.template(catalogue.sources(app))
    catalogue.save(template, folder / "goldaw.pot", "en")
    (folder / "ru.po").write_text(PO + translation, encoding="utf-8")
    (folder / "tk.po").write_text((folder / "ru.po").read_text(encoding="utf-8"), encoding="utf-8")
    return [line for line in inspection.problems(folder, app) if line.startswith("ru.po")]


def test_a_complete_catalogue_is_in_order(tmp_path: Path) -> None:
    assert in_order(tmp_path, 'msgid "Case {number} is closed."\nmsgstr "Случай {number} закрыт."\n') == []


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [
        ('msgid "Case {number} is closed."\nmsgstr ""\n', "not translated"),
        ('msgid "Case {number} is closed."\nmsgstr "Случай закрыт."\n', "its fields"),
        ('msgid "Case {number} is closed."\nmsgstr "Случай {nomer} закрыт."\n', "its fields"),
        ('msgid "Case {number} is closed."\nmsgstr "Случай {number закрыт."\n', "its fields"),
        ('#, fuzzy\nmsgid "Case {number} is closed."\nmsgstr "Случай {number} закрыт."\n', "fuzzy"),
        ('msgid "Case {number} is closed."\nmsgstr "Cлучай {number} закрыт."\n', "mixes"),
        ('msgid "Case {number} is closed."\nmsgstr "{number}-nji hadysa ýapyldy."\n', "-nji"),
        ("", "is missing"),
        (
            'msgid "Case {number} is closed."\nmsgstr "Случай {number} закрыт."\n\nmsgid "Old"\nmsgstr "Старое"\n',
            "no longer used",
        ),
    ],
)
def test_the_check_names_what_is_wrong(tmp_path: Path, translation: str, complaint: str) -> None:
    (line,) = in_order(tmp_path, translation)
    assert complaint in line


def test_a_russian_plural_needs_three_forms(tmp_path: Path) -> None:
    plural = 'msgid "{n} case"\nmsgid_plural "{n} cases"\nmsgstr[0] "{n} случай"\nmsgstr[1] "{n} случая"\n'
    code = 'ntr("{n} case", "{n} cases", 1)\n'
    (line,) = in_order(tmp_path, plural + 'msgstr[2] ""\n', code)
    assert "not translated" in line
    (tmp_path / "again").mkdir()
    assert in_order(tmp_path / "again", plural + 'msgstr[2] "{n} случаев"\n', code) == []


def test_a_sentence_that_was_gone_for_a_while_finds_its_translation_again(tmp_path: Path) -> None:
    both, one = tmp_path / "both", tmp_path / "one"
    for folder, code in ((both, 'tr("Save")\ntr("Print")\n'), (one, 'tr("Save")\n')):
        folder.mkdir()
        (folder / "page.py").write_text(code, encoding="utf-8")
    path = tmp_path / "ru.po"
    path.write_text(PO + 'msgid "Print"\nmsgstr "Печать"\n', encoding="utf-8")
    for folder in (one, both):
        kept = catalogue.load("ru", tmp_path)
        catalogue.renew(kept, catalogue.template(catalogue.sources(folder)))
        catalogue.save(kept, path, "ru")
        assert "Печать" in path.read_text(encoding="utf-8")
    assert not catalogue.load("ru", tmp_path).obsolete


def test_compiling_needs_only_the_po_files_and_is_done_once(tmp_path: Path) -> None:
    for language in ("tk", "ru"):
        (tmp_path / f"{language}.po").write_text(PO + 'msgid "Save"\nmsgstr "Сохранить"\n', encoding="utf-8")
    catalogue.compile_newer(tmp_path)
    made = catalogue.compiled("ru", tmp_path)
    assert gettext.translation("goldaw", tmp_path, ["ru"]).gettext("Save") == "Сохранить"
    first = made.stat().st_mtime_ns
    catalogue.compile_newer(tmp_path)
    assert made.stat().st_mtime_ns == first
    os.utime(tmp_path / "ru.po", ns=(first + 1, first + 1))
    catalogue.compile_newer(tmp_path)
    assert made.stat().st_mtime_ns > first


def test_saving_and_loading_a_catalogue_changes_nothing(tmp_path: Path) -> None:
    committed = (catalogue.HERE / "ru.po").read_bytes()
    catalogue.save(catalogue.load("ru"), tmp_path / "ru.po", "ru")
    assert (tmp_path / "ru.po").read_bytes() == committed


def test_the_command_line_refuses_what_it_does_not_know() -> None:
    assert catalogue.main(["dance"]) == 2
