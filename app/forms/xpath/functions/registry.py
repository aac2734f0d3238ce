"""The one list of functions: how many arguments each takes, of what kind, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from sys import maxsize
from typing import Any

from app.forms.xpath.context import Context
from app.forms.xpath.tree import Node
from app.forms.xpath.values import ANY, BOOLEAN, NODES, NUMBER, TEXT

_GIVES = {"s": TEXT, "n": NUMBER, "b": BOOLEAN, "N": NODES, "a": ANY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function. `takes` holds a letter per argument, the last one repeating: s text, n number, b truth,
    N nodes, a anything. A `lazy` one gets its arguments unworked; a `raw` one reads absolute paths of all
    instances; an `own` one without arguments reads the context node; `first` names the one node it gives.
    """

    least: int
    most: int
    takes: str
    gives: str
    run: Callable[..., Any]
    lazy: bool = False
    raw: bool = False
    own: bool = False
    first: Callable[[Context], Node | None] | None = None


FUNCTIONS: dict[str, Function] = {}

FOREIGN = {
    "pulldata-from-server": "SurveyCTO",
    "rank-index": "SurveyCTO",
    "rank-value": "SurveyCTO",
    "join-if": "SurveyCTO",
    "sum-if": "SurveyCTO",
    "min-if": "SurveyCTO",
    "max-if": "SurveyCTO",
    "count-if": "SurveyCTO",
    "rank-index-if": "SurveyCTO",
    "short-list": "SurveyCTO",
    "relevant": "SurveyCTO",
    "choice-label": "SurveyCTO",
    "linebreak": "SurveyCTO",
    "device-info": "SurveyCTO",
    "phone-call-log": "SurveyCTO",
    "index": "SurveyCTO",
    "duration": "SurveyCTO",
    "hash": "SurveyCTO",
    "collect-is-phone-app": "SurveyCTO",
    "plug-in-metadata": "SurveyCTO",
    "format-number": "SurveyCTO",
    "distance-between": "SurveyCTO",
    "geo-scatter": "SurveyCTO",
    "short-geopoint": "SurveyCTO",
    "enum-id": "SurveyCTO",
    "username": "SurveyCTO",
    "once-if": "SurveyCTO",
    "z-score": "Community Health Toolkit",
    "cht:extension-lib": "Community Health Toolkit",
    "cht:difference-in-months": "Community Health Toolkit",
    "cht:difference-in-days": "Community Health Toolkit",
    "cht:difference-in-weeks": "Community Health Toolkit",
    "cht:difference-in-years": "Community Health Toolkit",
    "cht:strip-whitespace": "Community Health Toolkit",
    "cht:validate-luhn": "Community Health Toolkit",
    "to-bikram-sambat": "Community Health Toolkit",
    "parse-timestamp-to-date": "Community Health Toolkit",
    "cond": "CommCare",
    "double": "CommCare",
    "here": "CommCare",
    "sleep": "CommCare",
    "checksum": "CommCare",
    "distinct-values": "CommCare",
    "sort": "CommCare",
    "sort-by": "CommCare",
    "index-of": "CommCare",
    "upper-case": "CommCare",
    "lower-case": "CommCare",
    "replace": "CommCare",
    "json-property": "CommCare",
    "encrypt-string": "CommCare",
    "polygon-point": "CommCare",
}


def function(
    name: str,
    takes: str,
    gives: str,
    least: int | None = None,
    *,
    more: bool = False,
    lazy: bool = False,
    raw: bool = False,
    own: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter the decorated function under `name`; `more` lets its last argument repeat."""

    def enter(run: Callable[..., Any]) -> Callable[..., Any]:
        least_ = len(takes) if least is None else least
        most = maxsize if more else len(takes)
        FUNCTIONS[name] = Function(
            least=least_,
            most=most,
            takes=takes or "a",
            gives=_GIVES[gives],
            run=run,
            lazy=lazy,
            raw=raw,
            own=own,
        )
        return run

    return enter
