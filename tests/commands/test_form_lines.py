"""`goldaw form run` and `form eval` beside another program: the bytes that go in and out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title>
<model><instance><data id="t"><name/></data></instance></model></h:head>
<h:body><input ref="/data/name"><label>Ady</label></input></h:body></h:html>"""

Speak = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def speak(tmp_path: Path) -> Speak:
    (tmp_path / "form.xml").write_text(FORM, encoding="utf-8")

    def run(*words: str, given: bytes, **more: str) -> Any:
        return subprocess.run(
            [sys.executable, "-m", "app.cli", "form", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "GOLDAW_LANGUAGE": "en", **more},
            input=given,
            capture_output=True,
            check=False,
            timeout=60,
        )

    return run


@pytest.mark.parametrize("encoding", ["utf-8:strict", "cp1251", "ascii"])
def test_lines_are_utf_8_whatever_the_computer_otherwise_writes(speak: Speak, encoding: str) -> None:
    steps = '\ufeff{"set": ["/data/name", "Aýna"]}\n'.encode() + b'{"set": ["/data/name", "\xff"]}\n'
    done = speak("run", "form.xml", given=steps, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    _, kept, refused = map(json.loads, done.stdout.decode().splitlines())
    assert kept["nodes"]["/data/name"]["value"] == refused["nodes"]["/data/name"]["value"] == "Aýna"
    assert refused["error"]
    case = {"id": 1, "expr": "'Aýna'"}
    done = speak(
        "eval", "--batch", given=json.dumps(case, ensure_ascii=False).encode(), PYTHONIOENCODING=encoding
    )
    assert json.loads(done.stdout.decode()) == {"id": 1, "value": "Aýna"}


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of its own closes them there")
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_closed_end_is_no_mistake_of_the_program(tmp_path: Path, closed: str) -> None:
    (tmp_path / "form.xml").write_text(FORM, encoding="utf-8")
    command = f'"{sys.executable}" -m app.cli form run form.xml --quiet {closed}'
    done = subprocess.run(  # noqa: S602 - only a shell starts a program without one of its ends
        command,
        shell=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "GOLDAW_LANGUAGE": "en"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
