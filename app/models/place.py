"""Places: welaýats, etraps, cities, each with the time it existed, so that old cases keep their old place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import text
from app.errors import N_, UserError


class PlacesError(UserError):
    """A list of places cannot be used; nothing of it was taken over."""


class Level(StrEnum):
    """What kind of place it is, in the stored words."""

    COUNTRY = "country"
    WELAYAT = "welayat"
    CITY_WELAYAT_RIGHTS = "city_welayat_rights"
    CITY_STATE = "city_state"
    ETRAP = "etrap"
    CITY_ETRAP = "city_etrap"
    CITY_ETRAP_RIGHTS = "city_etrap_rights"
    CITY = "city"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place as it was from `valid_from` up to, not including, `valid_to` (None: no known end or beginning).

    `also` are other spellings and names for searching; `successors` the places that took over its land.
    """

    code: str
    level: Level
    parent: str
    name_tk: str
    name_ru: str
    also: tuple[str, ...] = ()
    centre: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def existed(self, day: date) -> bool:
        """Tell whether the place existed on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )

    def name(self, language: str) -> str:
        """Return the name in Russian for "ru", in Turkmen otherwise (English letters name it the Turkmen way)."""
        return self.name_ru if language == "ru" else self.name_tk


class PlaceTable:
    """All places by code; `at` narrows it to the places of one day."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Keep `places` by code, in the order of the Turkmen alphabet."""
        ordered = sorted(places, key=lambda place: (text.sort_key(place.name_tk), place.code))
        self._by_code: Mapping[str, Place] = {place.code: place for place in ordered}

    @classmethod
    def parse(cls, source: str) -> PlaceTable:
        """Read the table from its CSV text (header as in resources/places.csv).

        Raises: PlacesError naming the line that cannot be read.
        """
        rows = csv.DictReader(io.StringIO(source.lstrip("\ufeff")))
        places = [_place(row, line) for line, row in enumerate(rows, start=2)]
        _check(places)
        return cls(places)

    def __getitem__(self, code: str) -> Place:
        """Return the place with that code."""
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        """Tell whether there is a place with that code."""
        return code in self._by_code

    def all(self) -> tuple[Place, ...]:
        """Return every place, in the order of the Turkmen alphabet."""
        return tuple(self._by_code.values())

    def at(self, day: date) -> PlaceTable:
        """Return the table of the places that existed on that day."""
        return PlaceTable(place for place in self.all() if place.existed(day))

    def children(self, code: str) -> tuple[Place, ...]:
        """Return the places directly within a place, in the order of the Turkmen alphabet."""
        return tuple(place for place in self.all() if place.parent == code)

    def path(self, code: str) -> tuple[Place, ...]:
        """Return the way from the country down to the place; nothing for an unknown code."""
        steps: list[Place] = []
        while code in self._by_code:
            steps.append(self._by_code[code])
            code = steps[-1].parent
        return tuple(reversed(steps))

    def name(self, code: str, language: str) -> str:
        """Return the place's name in a language; an unknown code stands for itself."""
        return self._by_code[code].name(language) if code in self._by_code else code

    def successors(self, code: str, day: date) -> tuple[Place, ...]:
        """Return the places that hold this place's land on a day: itself while it exists, else who took over."""
        if code not in self._by_code:
            return ()
        place = self._by_code[code]
        if place.existed(day):
            return (place,)
        return tuple(heir for successor in place.successors for heir in self.successors(successor, day))

    def matching(self, query: str) -> tuple[Place, ...]:
        """Return the places whose name in any spelling begins as the query's words do."""
        tokens = text.search_tokens(query)
        return tuple(place for place in self.all() if tokens and _matches(place, tokens))

    def updated(self, newer: PlaceTable) -> PlaceTable:
        """Return this table with the rows of a newer one added or put in the place of those of the same code."""
        merged = PlaceTable({**self._by_code, **newer._by_code}.values())
        _check(merged.all())
        return merged


def _matches(place: Place, tokens: tuple[str, ...]) -> bool:
    words = text.search_text(place.name_tk, place.name_ru, *place.also).split()
    return all(any(word.startswith(token) for word in words) for token in tokens)


def _place(row: Mapping[str, str | None], line: int) -> Place:
    try:
        return Place(
            code=_required(row, "code"),
            level=Level(_required(row, "level")),
            parent=row.get("parent") or "",
            name_tk=text.clean(_required(row, "name_tk")),
            name_ru=text.clean(_required(row, "name_ru")),
            also=_several(row.get("also")),
            centre=row.get("centre") or "",
            valid_from=_day(row.get("valid_from")),
            valid_to=_day(row.get("valid_to")),
            successors=_several(row.get("successor")),
        )
    except ValueError as error:
        raise PlacesError(
            N_(
                "Line {line} of the list of places cannot be read. Nothing was changed. Correct that line and try again."
            ),
            line=line,
        ) from error


def _required(row: Mapping[str, str | None], column: str) -> str:
    if not (value := (row.get(column) or "").strip()):
        raise ValueError(column)
    return value


def _several(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(";") if part.strip())


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _check(places: Iterable[Place]) -> None:
    """Raise PlacesError when a code stands twice, a parent is missing, or a place lies within itself."""
    parents: dict[str, str] = {}
    for place in places:
        if place.code in parents:
            raise PlacesError(
                N_("The place {code} stands twice in the list. Nothing was changed."), code=place.code
            )
        parents[place.code] = place.parent
    for code in parents:
        if not _reaches_the_top(code, parents):
            raise PlacesError(
                N_("The place {code} lies within a place that is not in the list. Nothing was changed."),
                code=code,
            )


def _reaches_the_top(code: str, parents: Mapping[str, str]) -> bool:
    for _ in parents:
        if (code := parents.get(code, "?")) in ("", "?"):
            return code == ""
    return False
