"""A report in words: as lines for a person, as one JSON document for a program, and as JSON that becomes a report again."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.errors import N_
from app.forms.authoring.coverage import Coverage, Missing
from app.forms.authoring.finding import Finding, Grade, Translate
from app.forms.authoring.report import About, Report

ERROR, WARNING = "error", "warning"

_SEVERITIES = {ERROR: N_("error"), WARNING: N_("warning")}
_PLAIN = N_("no language named")
_COVERED = N_("{language}: {done} of {total} texts")


def severity(finding: Finding) -> str:
    """Return "error" for what keeps the form from being used, else "warning"."""
    return ERROR if finding.grade is Grade.BROKEN else WARNING


def lines(report: Report, translate: Translate) -> list[str]:
    """Return what there is to read: the problems, errors first, then how far the form is translated."""
    found = [_line(one, translate) for one in report.findings]
    for one in report.coverage:
        if one.total:
            language = one.language or translate(_PLAIN)
            found.append(translate(_COVERED).format(language=language, done=one.done, total=one.total))
    return found


def _line(finding: Finding, translate: Translate) -> str:
    place = finding.place(translate)
    where = f"{place} ({finding.cell})" if finding.cell else place
    parts = (translate(_SEVERITIES[severity(finding)]), where, finding.said(translate))
    return ": ".join(part for part in parts if part)


def document(report: Report, translate: Translate) -> dict[str, Any]:
    """Return the report as JSON for other programs; see docs/forms.md."""
    return {
        "file": report.file,
        "usable": report.usable,
        "form": asdict(report.about) if report.about else None,
        "problems": [_problem(one, translate) for one in report.findings],
        "coverage": [asdict(one) for one in report.coverage],
        "media": {"there": list(report.media), "absent": list(report.absent)},
    }


def _problem(finding: Finding, translate: Translate) -> dict[str, Any]:
    found: dict[str, Any] = {
        "severity": severity(finding),
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "cell": finding.cell,
        "message": finding.said(translate),
    }
    for name in ("expression", "position"):
        if name in finding.fields:
            found[name] = finding.fields[name]
    return found


def packed(report: Report) -> dict[str, Any]:
    """Return a report as JSON from which `unpacked` makes it again, its sentences still to be translated."""
    return asdict(report)


def unpacked(data: Mapping[str, Any]) -> Report:
    """Return the report that was `packed`."""
    about = data["about"]
    return Report(
        file=data["file"],
        findings=tuple(
            Finding(**one | {"grade": Grade(one["grade"]), "msgids": tuple(one["msgids"])})
            for one in data["findings"]
        ),
        coverage=tuple(
            Coverage(**one | {"missing": tuple(Missing(**gap) for gap in one["missing"])})
            for one in data["coverage"]
        ),
        about=About(**about | {"languages": tuple(about["languages"])}) if about else None,
        xml=data["xml"],
        media=tuple(data["media"]),
        absent=tuple(data["absent"]),
    )
