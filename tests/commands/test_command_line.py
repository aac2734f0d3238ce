"""The command line from the outside: the installed program, its exit codes, its one line on stderr, its JSON."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli
from app.commands import vaults
from app.commands.speech import places
from app.intake import benefit_list, requests
from app.store import attachments, vault
from app.store.argon import Cost
from app.store.header import Role
from app.sync import enrol

LIGHT = Cost(memory_kib=19456, time=2, parallelism=1)
PASSWORD = "dört sany söz gerek"
LIST = (
    "surname,name,patronymic,sex,birth_date,place,address,benefit\n"
    "Şyhmyradowa,Gülşat,,f,07.05.1961,Ahal welaýaty,Magtymguly köç. 7,age\n"
    "Myradow,,,m,1980,,,\n"
    "Иванова,Мария,Петровна,ж,1955,TM-A,Magtymguly köç. 9,\n"
)


class Shell:
    """Runs `goldaw` in a folder with a password in the environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str, password: str = PASSWORD, code: int = 0, **more: str) -> str:
        """Return what was printed; the exit code must be `code`, and stderr one line unless it is 0."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GOLDAW")}
        env = {**clean, "GOLDAW_PASSWORD": password, "GOLDAW_LANGUAGE": "en", **more}
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", *words],
            cwd=self.folder,
            env={**env, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        if code == 1:
            assert done.stderr.count("\n") == 1
        return done.stderr if code == 1 else done.stdout


@pytest.fixture
def goldaw(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a worker's and a centre's vault once, with a light password, for the tests to copy."""
    folder = tmp_path_factory.mktemp("made")
    for name, role, owner in (("w", Role.WORKER, "Maral"), ("c", Role.CENTRE, "Ahal merkezi")):
        new = vault.create(folder / name, PASSWORD, role=role, name=owner, place="TM-A", cost=LIGHT)
        if role is Role.CENTRE:
            (folder / name / vaults.CARD).write_bytes(enrol.card_file(new.vault))
        else:
            (folder / "list.csv").write_text(LIST, encoding="utf-8")
            reading = benefit_list.read(folder / "list.csv", places())
            requests.take_in(new.vault, reading.recipients, today="2026-11-22")
        new.vault.close()
    return folder


@pytest.fixture
def worker(goldaw: Shell, made: Path, tmp_path: Path) -> Shell:
    """Return a shell in a folder with a worker's vault `w` and a centre's vault `c`."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return goldaw


def test_vaults_are_made_and_never_made_twice(goldaw: Shell) -> None:
    made = json.loads(
        goldaw("vault", "create", "w", "--role", "worker", "--name", "Maral", "--place", "TM-A", "--json")
    )
    assert len(made["recovery_code"].replace("-", "")) == 40
    goldaw("vault", "create", "w", "--role", "worker", "--name", "Maral", "--place", "TM-A", code=1)
    goldaw("vault", "create", "v", "--role", "worker", "--name", "Maral", "--place", "XX", code=1)


def test_a_list_comes_in_once_and_its_bad_rows_are_named(worker: Shell) -> None:
    again = json.loads(worker("people", "import", "w", "list.csv", "--json"))
    assert again["new"] == 0
    assert again["known"] == 2
    assert [(one["row"], one["column"]) for one in again["problems"]] == [(3, "name")]


def test_cases_are_listed_shown_and_found_in_any_script(worker: Shell) -> None:
    cases = json.loads(worker("--json", "case", "list", "w"))
    assert {case["name"] for case in cases} == {"Şyhmyradowa Gülşat", "Иванова Мария Петровна"}
    for typed in ("syhmyradowa", "Шыхмурадова", "GÜLŞAT", "gulsat"):
        assert json.loads(worker("search", "w", typed, "--json"))[0]["name"] == "Şyhmyradowa Gülşat"
    number = cases[0]["number"]
    assert json.loads(worker("case", "show", "w", number, "--json"))["number"] == number
    assert worker("case", "show", "w", number.lower().replace("-", " "))
    worker("case", "show", "w", "0000-0000", code=1)


def test_the_way_to_the_centre_and_back(worker: Shell) -> None:
    card = json.loads(worker("device", "card", "c", "card", "--json"))
    groups = card["fingerprint"]
    wrong = worker(
        "device", "join", "w", "card", "--group", f"1={groups[1]}", "--group", f"2={groups[0]}", code=1
    )
    assert "Group 1" in wrong
    worker("device", "join", "w", "card", "--group", f"1={groups[0]}", "--group", f"4={groups[3]}")
    worker("device", "request", "w", "request")
    worker("device", "admit", "c", "request", "certificate")
    worker("device", "accept", "w", "certificate")
    worker("bundle", "export", "w", "one.etb")
    assert json.loads(worker("bundle", "inspect", "one.etb", "--vault", "c", "--json"))["trusted"]
    (taken,) = json.loads(worker("bundle", "import", "c", "one.etb", "--json"))
    assert taken["state"] == "imported"
    assert taken["waiting"] == 0
    (again,) = json.loads(worker("bundle", "import", "c", "one.etb", "--json"))
    assert again["state"] == "known"
    worker("bundle", "export", "c", "back.etb", "--to", "Maral")
    worker("bundle", "import", "w", "back.etb")
    assert len(json.loads(worker("case", "list", "c", "--json"))) == 2


def test_every_bad_bundle_has_its_own_sentence(worker: Shell, tmp_path: Path) -> None:
    worker("bundle", "export", "w", "one.etb", "--to", "c")
    whole = (tmp_path / "one.etb").read_bytes()
    (tmp_path / "cut.etb").write_bytes(whole[:-30])
    (tmp_path / "text.etb").write_text("hello", encoding="utf-8")
    unknown = worker("bundle", "import", "c", "one.etb", code=1)
    sentences = {
        unknown,
        worker("bundle", "import", "c", "cut.etb", code=1),
        worker("bundle", "import", "c", "text.etb", code=1),
        worker("bundle", "import", "w", "one.etb", code=1),
        worker("bundle", "import", "c", "nothing.etb", code=1),
    }
    assert len(sentences) == 5
    assert "enrolled" in unknown


def test_a_wrong_password_and_a_missing_folder_are_told_apart(worker: Shell) -> None:
    wrong = worker("case", "list", "w", password="not the right one", code=1)
    assert wrong != worker("case", "list", "nowhere", code=1)


def test_the_password_is_changed_and_the_old_one_opens_nothing(worker: Shell) -> None:
    worker("vault", "password", "w", GOLDAW_NEW_PASSWORD="başga uzyn parol bolsun")
    worker("vault", "check", "w", code=1)
    assert json.loads(worker("vault", "check", "w", "--json", password="başga uzyn parol bolsun"))["whole"]


def test_the_plain_copy_asks_first_and_is_an_ordinary_database(worker: Shell, tmp_path: Path) -> None:
    worker("vault", "export-plain", "w", "plain.db", code=1)
    assert not (tmp_path / "plain.db").exists()
    with_file(tmp_path / "w", b"a scanned letter")
    worker("vault", "export-plain", "w", "plain.db", "--yes")
    with sqlite3.connect(tmp_path / "plain.db") as plain:
        names = {name for (name,) in plain.execute("SELECT name FROM case_row")}
    plain.close()
    assert "Şyhmyradowa Gülşat" in names
    with sqlite3.connect(tmp_path / "plain-files.db") as plain:
        assert plain.execute("SELECT type, body FROM file").fetchall() == [
            ("text/plain", b"a scanned letter")
        ]
    plain.close()
    assert (tmp_path / "plain-files.db").stat().st_mode & 0o777 == 0o600


def with_file(folder: Path, content: bytes) -> None:
    """Keep a file in a closed vault."""
    opened = vault.unlock(folder, PASSWORD)
    attachments.put(opened, content, "text/plain")
    opened.close()


def test_damaged_files_are_named_by_the_check_and_do_not_hold_up_the_plain_copy(
    worker: Shell, tmp_path: Path
) -> None:
    with_file(tmp_path / "w", b"x" * 100_000)
    whole = json.loads(worker("vault", "check", "w", "--json"))
    assert (whole["whole"], whole["files"]) == (True, 1)
    path = tmp_path / "w" / "attachments.db"
    content = bytearray(path.read_bytes())
    content[-5_000] ^= 1
    path.write_bytes(content)
    assert "file " in worker("vault", "check", "w", code=1)
    said = json.loads(worker("vault", "export-plain", "w", "plain.db", "--yes", "--json"))
    assert said["files"] is None
    assert (tmp_path / "plain.db").exists()
    assert not (tmp_path / "plain-files.db").exists()


def test_a_plan_that_does_not_exist_is_not_printed(worker: Shell, tmp_path: Path) -> None:
    number = json.loads(worker("case", "list", "w", "--json"))[0]["number"]
    worker("plan", "print", "w", number, "--language", "tk", "plan.pdf", code=1)
    assert not (tmp_path / "plan.pdf").exists()


def test_usage_errors_are_two(goldaw: Shell) -> None:
    goldaw("vault", "create", "x", code=2)
    goldaw("no-such-command", code=2)


@pytest.mark.usefixtures("worker")
def test_no_password_is_a_clear_refusal(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GOLDAW")}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "case", "list", "w"],
        cwd=tmp_path,
        env={**env, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "LANG": "C"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 1
    assert "GOLDAW_PASSWORD" in done.stderr


def test_sentences_come_in_the_language_that_was_asked_for(worker: Shell) -> None:
    english = worker("case", "show", "w", "0000-0000", code=1)
    for language in ("tk", "ru"):
        assert worker("case", "show", "w", "0000-0000", code=1, GOLDAW_LANGUAGE=language) != english


@pytest.mark.parametrize(
    "words",
    [
        ("device", "card", "c", "/proc/card"),
        ("device", "card", "c", "nowhere/card"),
        ("vault", "export-plain", "w", "/proc/plain", "--yes"),
        ("device", "join", "w", "c/centre.card", "--group", "²=22222"),
        ("device", "join", "w", "c/centre.card", "--group", "1=٣٣٣٣٣"),
        ("form", "eval", "--xml", "noise", "1"),
        ("form", "check", "noise"),
        ("people", "import", "w", "noise"),
        ("bundle", "import", "c", "noise"),
        ("bundle", "inspect", "noise", "--vault", "nowhere"),
        ("vault", "password", "nowhere"),
        ("vault", "check", "noise"),
        ("search", "w", "nobody"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_never_a_traceback(
    worker: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "noise").write_bytes(bytes(range(255, 0, -1)))
    assert worker(*words, code=1, GOLDAW_NEW_PASSWORD=PASSWORD).startswith("goldaw: ")


def test_our_own_mistake_is_one_line_without_anybodys_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def mistaken(_arguments: object) -> int:
        raise KeyError("Myradowa Şirin")

    monkeypatch.setattr("app.commands.cases._list", mistaken)
    assert cli.main(["case", "list", "w"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Myradowa" not in said
    assert "builtins.KeyError" in said


def test_a_plain_copy_is_its_owners_alone(worker: Shell, tmp_path: Path) -> None:
    worker("vault", "export-plain", "w", "plain.db", "--yes")
    assert (tmp_path / "plain.db").stat().st_mode & 0o777 == 0o600


def test_guessing_by_the_command_that_changes_the_password_is_counted(worker: Shell, tmp_path: Path) -> None:
    worker("vault", "password", "w", password="wrong " * 3, code=1, GOLDAW_NEW_PASSWORD=PASSWORD)
    assert (tmp_path / "w" / "failures").read_text(encoding="ascii") == "1"
    worker("vault", "password", "w", GOLDAW_NEW_PASSWORD="başga dört sany söz")
    worker("case", "list", "w", password="başga dört sany söz")
    assert not (tmp_path / "w" / "failures").exists()
