"""What is proposed for a plan: by the reasons of an assessment, else by the level of each domain."""

import pytest

from app.models.suggestion import Suggestion, fitting


def row(key: str, domain: str, *, level: int = 0, reasons: str = "", days: int = 30) -> Suggestion:
    """Return a row of the table without words."""
    return Suggestion(
        key=key,
        domain=domain,
        level=level,
        reasons=frozenset(reasons.split()),
        days=days,
        services=(),
        goal={},
        indicator={},
        help={},
    )


TABLE = (
    row("doctor", "health", reasons="no_doctor", days=14),
    row("health", "health", level=3),
    row("housing", "housing", level=3),
    row("housing_now", "housing", level=4, days=7),
)


def keys(answers: dict[str, object], *reasons: str) -> list[str]:
    """Return which rows fit, in order."""
    return [one.key for one in fitting(TABLE, answers, reasons)]


@pytest.mark.parametrize(
    ("level", "expected"), [("", []), (1, []), (2, []), (3, ["health"]), (4, ["health"]), ("4", ["health"])]
)
def test_a_domain_scored_hard_without_a_reason_still_gets_its_proposal(
    level: object, expected: list[str]
) -> None:
    assert keys({"level_health": level}) == expected


def test_only_the_hardest_row_that_is_reached_fits() -> None:
    assert keys({"level_housing": 3}) == ["housing"]
    assert keys({"level_housing": 4}) == ["housing_now"]


def test_a_row_by_reason_takes_the_place_of_its_domains_row() -> None:
    assert keys({"level_health": 4, "level_housing": 3}, "no_doctor") == ["doctor", "housing"]
