"""What a finished assessment does to its case: the fact itself, and risk, need, group and protection on the case."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.models import fact
from app.models.case import Case, Need, Risk
from app.models.edit import Edit, Json
from app.models.record import difference


def finish(
    case: Case, answers: Mapping[str, Any], *, form: str, version: str, sha256: str, on: str, by: str
) -> list[Edit]:
    """Return the edits that a finished form of assessment asks for. `answers` is its canonical document.

    Protection (`restricted`) is only ever switched on here: taking it off again is a decision of its own.
    """
    said = _leaves(answers)
    urgency, need = str(said.get("urgency", "")), str(said.get("need", ""))
    reasons = (
        str(said.get("reasons", "")).split() if not isinstance(said.get("reasons"), list) else said["reasons"]
    )
    after = replace(
        case,
        risk=Risk(urgency) if urgency in Risk.__members__.values() else case.risk,
        need=Need(need) if need in Need.__members__.values() else case.need,
        target_group=str(said.get("target_group") or case.target_group),
        restricted=case.restricted or str(said.get("restricted", "0")).startswith("1"),
    )
    submitted: Json = [str(one) for one in reasons]
    done = fact.assessment(
        answers=answers,
        form=form,
        version=version,
        sha256=sha256,
        on=on,
        by=by,
        urgency=urgency,
        need=need,
        reasons=submitted,
    )
    return [done, *difference(case, after)]


def _leaves(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the calculates, which stand at the top of the document or inside its one root."""
    inner = answers.get("data")
    return inner if isinstance(inner, Mapping) else answers
