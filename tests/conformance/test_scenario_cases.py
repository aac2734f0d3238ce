"""Recorded form sessions of ODK Web Forms, replayed: the state of every node after every step."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.errors import UserError
from app.forms.answers import from_openrosa
from app.forms.definition import load
from app.forms.runner import state
from app.forms.session import Session
from app.forms.xpath.calendar import Calendar

ZONE = ZoneInfo("America/Phoenix")
CHANGING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d"
)
FLAGS = (("rel", "relevant"), ("ro", "readonly"), ("req", "required"), ("t", "type"))

Snapshot = dict[tuple[bool, str], dict[str, Any]]


def test_sessions_agree_with_odk_web_forms(cases: Path | None, say: Callable[[str], None]) -> None:
    if cases is None:
        say("No conformance cases on this machine; the engine's own tests stand alone.")
        return
    lines = (cases / "webforms_scenario_cases.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = [case["id"] for case in map(json.loads, lines) if _differences(case)]
    assert len(wrong) <= 0.05 * len(lines), wrong


def _differences(case: dict[str, Any]) -> list[object]:
    try:
        return _Replay(case).run()
    except (UserError, KeyError, AttributeError) as trouble:
        return [trouble]


class _Replay:
    """One recorded case. Where the recorded engine itself failed, only the expectations count."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        self.media = {o["url"]: o["text"].encode() for o in case["ops"] if o["op"] == "resource"}
        self.loaded: dict[str, Any] = {}
        self.sessions: dict[int, Session] = {}
        self.theirs: dict[int, Snapshot] = {}
        self.found: list[object] = []

    def run(self) -> list[object]:
        if "should fail" in self.case["test"]:
            return self._refusal()
        for op in self.case["ops"]:
            if op["op"] == "load":
                self.loaded = op
            elif op["op"] == "state" and not self._state(op):
                return self.found  # from here on it edits or restores, which is the other engine's own way
            elif op["op"] == "call" and op["sid"] in self.sessions:
                self._call(op)
            elif op["op"] == "expect" and self.case["upstream_it_fails"]:
                self._expect(op)
        return self.found

    def _refusal(self) -> list[object]:
        form = next(op["form"] for op in self.case["ops"] if op["op"] == "load")
        try:
            load(form.encode())
        except UserError:
            return []
        return ["was not refused"]

    def _state(self, op: dict[str, Any]) -> bool:
        if op["via"] not in ("init", "newInstance"):
            return False
        form = load(self.loaded["form"].encode(), media=self.media, calendar=Calendar(ZONE))
        edited = self.loaded.get("edit")
        answers = from_openrosa(form, edited.encode()) if isinstance(edited, str) else None
        self.sessions[op["sid"]] = Session(form, clock=lambda: datetime.now(ZONE), answers=answers)
        self.theirs[op["sid"]] = {}
        self._compare(op["sid"], op["snap"])
        return True

    def _call(self, op: dict[str, Any]) -> None:
        session = self.sessions[op["sid"]]
        try:
            self._act(session, op)
        except UserError as refused:
            if "threw" not in op:
                self.found.append(refused)
        if "snap" in op:
            self._compare(op["sid"], op["snap"])

    def _act(self, session: Session, op: dict[str, Any]) -> None:
        method, arguments = op["m"], op["args"]
        if method == "answer":
            several = len(arguments) > 1
            path = arguments[0] if several else op["res"]["ref"]
            values = arguments[1:] if several else arguments
            session.set(path, " ".join(_text(value, op) for value in values))
        elif method == "createNewRepeat" or (
            method.startswith("proposed_addExplicit") and _explicit(arguments)
        ):
            path = arguments[0]
            session.add(path["assertCurrentReference"] if isinstance(path, dict) else path)
        elif method == "removeRepeat":
            path, _, place = arguments[0].removesuffix("]").rpartition("[")
            session.remove(path, int(place) - 1)
        elif method == "setLanguage":
            session.language = arguments[0]

    def _expect(self, op: dict[str, Any]) -> None:
        got = op["got"]
        if op["m"] == "toEqualAnswer" and isinstance(got, dict) and "ref" in got:
            value = list(self.sessions.values())[-1].node(got["ref"]).value
            if (value == op["args"][0].get("value")) == op["neg"]:
                self.found.append((got["ref"], value))

    def _compare(self, sid: int, delta: dict[str, Any]) -> None:
        theirs = self.theirs[sid]
        for gone in delta["gone"]:
            kind, path = gone.split(" ", 1)
            theirs.pop((kind.startswith("repeat-range"), path), None)
        theirs.update({(d["t"].startswith("repeat-range"), d["r"]): d for d in delta["delta"]})
        if not self.case["upstream_it_fails"]:
            self.found.extend(_compared(state(self.sessions[sid]), theirs))


def _explicit(arguments: list[Any]) -> bool:
    return len(arguments) > 1 and bool(arguments[1].get("explicitRepeatCreation"))


def _text(value: Any, op: dict[str, Any]) -> str:
    if isinstance(value, bool):
        recorded = op["res"].get("value")
        return recorded if isinstance(recorded, str) else "OK" if value else ""
    if isinstance(value, dict):
        return str(value["$choice"][0] if "$choice" in value else op["res"]["value"])
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value)


def _compared(mine: dict[str, dict[str, object]], theirs: Snapshot) -> list[object]:
    found: list[object] = []
    for (is_range, path), wanted in theirs.items():
        shown = mine.get(path + "#count" if is_range else path)
        if shown is None:
            found.append((path, "missing"))
        elif is_range:
            found += [(path, "relevant")] if shown["relevant"] != wanted["rel"] else []
        else:
            found += _compared_node(path, shown, wanted)
    known = {path for is_range, path in theirs if not is_range}
    return found + [(path, "extra") for path in mine if not path.endswith("#count") and path not in known]


def _compared_node(path: str, shown: dict[str, object], wanted: dict[str, Any]) -> list[object]:
    found: list[object] = [(path, key) for theirs, key in FLAGS if shown[key] != wanted[theirs]]
    if "label" in wanted and (shown["label"] or "") != (wanted["label"] or ""):
        found.append((path, "label"))
    if "opts" in wanted and shown.get("options") != [list(option) for option in wanted["opts"]]:
        found.append((path, "options"))
    if "v" in wanted:
        violated, message = wanted.get("viol") or (None, None)
        if _steady(shown["value"]) != _steady(wanted["v"]):
            found.append((path, "value", shown["value"], wanted["v"]))
        if shown["violated"] != violated or (violated and shown.get("message") != message):
            found.append((path, "violated"))
    return found


def _steady(value: object) -> str:
    return CHANGING.sub("…", str(value))
