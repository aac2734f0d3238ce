"""The committed files of a form are what its source tables build."""

import zipfile
from pathlib import Path

import pytest

from app.forms.authoring import build, xlsform
from app.forms.authoring.tables import SourceError, read_folder, read_workbook


def test_the_committed_files_are_what_the_tables_build(folder: Path) -> None:
    built = build.build(folder)
    assert [str(finding) for finding in built.findings] == []
    assert set(built.files) == {f"{folder.name}.xlsx", "form.xml"}
    for name, content in built.files.items():
        assert (folder / name).read_bytes() == content, f"{name} is not fresh: run make forms"


def test_the_workbook_says_the_same_as_the_tables(folder: Path) -> None:
    assert read_workbook(folder / f"{folder.name}.xlsx") == read_folder(folder)


def test_a_workbook_holds_no_date_and_no_compression_of_its_own(folder: Path) -> None:
    with zipfile.ZipFile(folder / f"{folder.name}.xlsx") as book:
        assert {entry.date_time for entry in book.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in book.infolist()} == {zipfile.ZIP_STORED}


def test_the_command_builds_a_form_and_says_what_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path, "text,who,Ady,Имя")
    assert build.main(["--root", str(tmp_path)]) == 0
    assert (tmp_path / "small" / "form.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert "small/small.xlsx" in capsys.readouterr().out


def test_the_command_stops_at_a_label_that_is_not_translated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path, "text,who,Ady,")
    assert build.main(["--root", str(tmp_path)]) == 1
    assert not (tmp_path / "small" / "form.xml").exists()
    expected = "survey, row 2, column label::Русский (ru): “who” is not translated into Русский (ru)."
    assert expected in capsys.readouterr().out


def test_what_pyxform_refuses_is_said_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path, "no_such_type,who,Ady,Имя")
    assert build.main(["--root", str(tmp_path)]) == 1
    assert "pyxform cannot build the form" in capsys.readouterr().out
    assert not (tmp_path / "small" / "small.xlsx").exists()


def test_a_file_that_is_no_workbook_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"not a zip")
    with pytest.raises(SourceError, match=r"letter\.xlsx is not a workbook"):
        read_workbook(path)


def test_a_workbook_of_an_author_compiles(tmp_path: Path) -> None:
    _write(tmp_path, "text,who,Ady,Имя")
    path = tmp_path / "mine.xlsx"
    path.write_bytes(xlsform.workbook(read_folder(tmp_path / "small")))
    assert '<text id="/data/who:label">' in xlsform.compile_file(path)


def _write(root: Path, line: str) -> None:
    small = root / "small"
    small.mkdir()
    head = "type,name,label::Türkmen (tk),label::Русский (ru)"
    (small / "survey.csv").write_text(f"{head}\n{line}\n", encoding="utf-8")
    (small / "settings.csv").write_text("form_title,form_id,version\nSmall,small,1\n", encoding="utf-8")
