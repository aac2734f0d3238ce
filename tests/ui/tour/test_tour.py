"""The tour as `make run` makes it on a machine without a screen: every step must hold, and its traces must be there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def made(folder: Path, language: str) -> dict[str, object]:
    """Make the tour in a process of its own and return what `tour.json` says."""
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "tour", "--out", str(folder), "--language", language],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=400,
    )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    assert "Qt:" not in done.stderr
    document: dict[str, object] = json.loads((folder / "tour.json").read_text(encoding="utf-8"))
    return document


def test_the_tour_holds_from_its_first_step_to_its_last(tmp_path: Path) -> None:
    told = made(tmp_path / "tour", "tk")
    assert told["ok"] is True
    steps = [one["step"] for one in told["steps"] if "step" in one]  # type: ignore[attr-defined]
    assert "return bundle brought approval and receipt" in steps
    assert "no client's word in clear in any file" in steps
    left = {path.suffix for path in (tmp_path / "tour").rglob("*")}
    assert {".png", ".pdf", ".etb", ".json"} <= left


@pytest.mark.soak
def test_the_tour_holds_in_russian_too(tmp_path: Path) -> None:
    assert made(tmp_path / "tour", "ru")["ok"] is True
