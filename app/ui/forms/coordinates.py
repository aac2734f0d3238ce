"""Places on the earth as people type them and as forms keep them. Pure functions.

A form keeps a place as `latitude longitude altitude accuracy` in decimal degrees and metres, several apart by `;`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d{1,12})?"
_PAIR = re.compile(rf"({_NUMBER})\s*°?\s*([NSСЮnsсю]?)\s*[,;\s]\s*({_NUMBER})\s*°?\s*([EWВЗewвз]?)")
_ONE = re.compile(rf"({_NUMBER})\s*°?")
_SOUTH_WEST = frozenset("SЮWЗ")
MOST_LATITUDE, MOST_LONGITUDE = 90, 180


@dataclass(frozen=True, slots=True)
class Point:
    """A place: numbers as texts, "" for an altitude or accuracy that is not known."""

    latitude: str
    longitude: str
    altitude: str = ""
    accuracy: str = ""

    def __str__(self) -> str:
        """Return the place as a form keeps it."""
        return f"{self.latitude} {self.longitude} {self.altitude or '0.0'} {self.accuracy or '0.0'}"

    def shown(self) -> str:
        """Return latitude and longitude as people write them."""
        return f"{self.latitude}, {self.longitude}"


def degrees(typed: str, most: int) -> str | None:
    """Return a typed latitude or longitude as a decimal, None when it is none or lies beyond `most`; "" stays ""."""
    text = typed.strip()
    if not text:
        return ""
    found = _ONE.fullmatch(text)
    return _within(found[1], "", most) if found else None


def pair(typed: str) -> tuple[str, str] | None:
    """Return latitude and longitude of a text such as "38.95, 58.38", "38,95; 58,38" or "38.95°N 58.38°E"."""
    found = _PAIR.fullmatch(typed.strip())
    if found is None:
        return None
    latitude = _within(found[1], found[2], MOST_LATITUDE)
    longitude = _within(found[3], found[4], MOST_LONGITUDE)
    return (latitude, longitude) if latitude is not None and longitude is not None else None


def _within(number: str, side: str, most: int) -> str | None:
    plain = number.replace("−", "-").replace(",", ".").lstrip("+")
    if side.upper() in _SOUTH_WEST and not plain.startswith("-"):
        plain = f"-{plain}"
    return plain if abs(float(plain)) <= most else None


def points_of(value: str) -> list[Point]:
    """Return the places a form keeps in a value."""
    found = []
    for place in value.split(";"):
        numbers = place.split()
        if len(numbers) >= 2:
            rest = ["" if float(one) == 0 else one for one in numbers[2:4]]
            found.append(Point(numbers[0], numbers[1], *rest))
    return found


def value_of(points: Sequence[Point], *, closed: bool = False) -> str:
    """Return the value a form keeps of places; a `closed` shape ends where it begins."""
    ring = [*points, points[0]] if closed and len(points) > 1 and points[0] != points[-1] else points
    return ";".join(map(str, ring))


def opened(points: Sequence[Point]) -> list[Point]:
    """Return the corners of a closed shape, the first only once."""
    same = len(points) > 1 and points[0].shown() == points[-1].shown()
    return list(points[:-1]) if same else list(points)


def same(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Tell whether two lists of places mean the same, however their numbers are written."""
    return [_numbers(point) for point in one] == [_numbers(point) for point in other]


def _numbers(point: Point) -> tuple[float, ...]:
    written = (point.latitude, point.longitude, point.altitude, point.accuracy)
    return tuple(float(number or 0) for number in written)
