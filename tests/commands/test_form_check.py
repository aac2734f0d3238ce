"""`goldaw form check`: exit code 0 unless the form cannot be used, plain lines for people, JSON for programs."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app import cli
from tests.commands.test_command_line import Shell
from tests.forms.authoring.books import survey, xls

Goldaw = Callable[..., tuple[int, str, str]]

HEAD = ("type", "name", "label::Türkmençe (tk)", "label::Русский (ru)", "relevant")
GOOD = ("text", "who", "Ady", "Имя", "")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the command is given."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Check a form: `check("a.xlsx", "--json", language="ru")` gives the exit code, and what was printed where."""
    assert folder.is_dir()

    def run(*words: str, language: str = "en") -> tuple[int, str, str]:
        monkeypatch.setenv("GOLDAW_LANGUAGE", language)
        code = cli.main(["form", "check", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_form_with_warnings_can_be_used(check: Goldaw, folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(survey(HEAD, GOOD, ("integer", "age", "Ýaşy", "", "")))
    code, out, err = check("a.xlsx")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "warning: survey, row 3, column label::Русский (ru) (D3): “age” is not translated into Русский (ru).",
        "Türkmençe (tk): 2 of 2 texts",
        "Русский (ru): 1 of 2 texts",
    ]


def test_a_form_in_order_is_called_so(check: Goldaw, folder: Path) -> None:
    (folder / "a.xls").write_bytes(
        xls({"survey": (HEAD, GOOD), "settings": (("form_title", "form_id", "version"), ("A", "a", "1"))})
    )
    assert check("a.xls")[1].splitlines()[0] == "The form is in order."


def test_a_form_that_cannot_be_used_is_refused_and_every_reason_told(check: Goldaw, folder: Path) -> None:
    wrong = ("integer", "age", "Ýaşy", "Возраст", "${whom} = 'x' and (")
    (folder / "a.xlsx").write_bytes(survey(HEAD, GOOD, wrong))
    code, out, err = check("a.xlsx")
    assert (code, err) == (1, "goldaw: The form cannot be used as it is. Its problems are listed above.\n")
    assert [line.partition(":")[0] for line in out.splitlines()][:2] == ["error", "error"]


def test_a_program_gets_problems_and_coverage_as_json(check: Goldaw, folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(
        survey(HEAD, GOOD, ("integer", "age", "Ýaşy", "", "regex(${who}, '[0-9]')"))
    )
    told = json.loads(check("a.xlsx", "--json")[1])
    assert told["usable"] is True
    assert told["form"]["form_id"] == "small"
    assert told["form"]["questions"] == 2
    assert {
        (one["severity"], one["sheet"], one["row"], one["column"], one["cell"]) for one in told["problems"]
    } == {
        ("warning", "survey", 3, "label::Русский (ru)", "D3"),
        ("warning", "survey", 3, "relevant", "E3"),
    }
    assert all(one["message"] for one in told["problems"])
    assert [(one["language"], one["done"], one["total"]) for one in told["coverage"]] == [
        ("Türkmençe (tk)", 2, 2),
        ("Русский (ru)", 1, 2),
    ]
    assert told["coverage"][1]["missing"] == [
        {"sheet": "survey", "row": 3, "column": "label::Русский (ru)", "cell": "D3", "name": "age"}
    ]


@pytest.mark.parametrize(("language", "said"), [("tk", "«whom» sowaly ýok."), ("ru", "Вопроса «whom» нет.")])
def test_problems_are_told_in_the_authors_language(
    check: Goldaw, folder: Path, language: str, said: str
) -> None:
    (folder / "a.xlsx").write_bytes(survey(HEAD, GOOD, ("text", "b", "B", "Б", "${whom} = 1")))
    code, out, _ = check("a.xlsx", "--json", language=language)
    assert code == 1
    assert [one["message"] for one in json.loads(out)["problems"]] == [said]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("noise.xlsx", b"\x00\x01"),
        ("letter.csv", b"Dear all"),
        ("a.xml", b"<h:html/>"),
        ("a.md", b"| a |"),
        ("", b""),
    ],
)
def test_whatever_is_no_form_is_refused_in_one_line(
    check: Goldaw, folder: Path, name: str, content: bytes
) -> None:
    if name:
        (folder / name).write_bytes(content)
    code, _, err = check(name or "gone.xlsx")
    assert code == 1
    assert err.count("\n") == 1


def test_attached_files_lie_beside_the_form_or_in_a_folder_of_their_own(check: Goldaw, folder: Path) -> None:
    ask = ("select_one_from_file places.csv", "where", "Nirede?", "Где?", "")
    (folder / "a.xlsx").write_bytes(survey(HEAD, ask))
    assert "The attached table “places.csv” is not beside the form" in check("a.xlsx")[1]
    (folder / "files").mkdir()
    (folder / "files" / "places.csv").write_text("name,label\na,Ahal\n", encoding="utf-8")
    assert "places.csv" not in check("a.xlsx", "--media", "files")[1]


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs Java")
def test_odk_validate_is_asked_when_it_is_wanted(check: Goldaw, folder: Path) -> None:
    group = (("begin_group", "g", "A", "А", ""), ("end_group", "", "", "", ""))
    (folder / "a.xlsx").write_bytes(survey(HEAD, GOOD, *group))
    assert check("a.xlsx")[0] == 0
    code, out, _ = check("a.xlsx", "--validate", "--json")
    assert code == 1
    told = json.loads(out)
    errors = [one for one in told["problems"] if one["severity"] == "error"]
    assert [(one["sheet"], one["row"]) for one in errors] == [("survey", 3)]
    assert "Group has no children" in errors[0]["message"]


def test_an_old_workbook_and_a_text_file_are_run_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(xls({"survey": (HEAD, GOOD)}))
    (tmp_path / "a.csv").write_text("survey,,,\n,type,name,label\n,text,who,Name\n", encoding="utf-8")
    for name in ("a.xls", "a.csv"):
        state = json.loads(Shell(tmp_path)("form", "run", name).splitlines()[0])
        assert "/data/who" in state["nodes"]
