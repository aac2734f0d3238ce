"""JavaRosa, the engine of ODK Collect, driven from outside: it ships inside pyxform as part of ODK Validate."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pyxform

DRIVER = Path(__file__).with_name("Driver.java")
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"

State = dict[str, dict[str, Any]]


@cache
def is_here() -> bool:
    """Tell whether this machine can run JavaRosa: a Java compiler, and the jar that pyxform brings."""
    return JAR.is_file() and shutil.which("javac") is not None and shutil.which("java") is not None


def compiled(folder: Path) -> Path:
    """Compile the driver into `folder` and return the folder."""
    subprocess.run(
        ["javac", "-cp", str(JAR), "-d", str(folder), str(DRIVER)], check=True, capture_output=True
    )
    return folder


class JavaRosa:
    """One form being filled in JavaRosa. `refused` says why the form could not be opened; None when it was."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._read()

    def _read(self) -> None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, self._process.stderr.read() if self._process.stderr else ""
        said = json.loads(line)
        self.refused: str | None = said.get("refused")
        self.error: str | None = said.get("error")
        self.ms: float = said.get("ms", 0.0)
        self.load_ms: float = said.get("load_ms", 0.0)
        self.value: str | None = said.get("value")
        self.state: State = said.get("nodes", {})

    def step(self, step: Mapping[str, Any]) -> State:
        """Do one step of `goldaw form run` and return the state after it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(step) + "\n")
        self._process.stdin.flush()
        self._read()
        return self.state


@contextmanager
def opened(form: Path, classes: Path, *, quiet: bool = False) -> Iterator[JavaRosa]:
    """Open a form in JavaRosa; files it attaches lie beside it. `classes` is what `compiled` returned."""
    process = subprocess.Popen(
        ["java", "-cp", f"{JAR}{os.pathsep}{classes}", "Driver", str(form), *(["--quiet"] if quiet else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TZ": "Asia/Ashgabat"},
    )
    try:
        yield JavaRosa(process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        process.wait()
