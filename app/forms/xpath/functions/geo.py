"""Places on the globe: distance, area, and whether a point lies inside a fence. Points are "lat lon alt acc"."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, fsum, isnan, radians, sin, sqrt

from app.errors import N_
from app.forms.errors import EvaluationFailed
from app.forms.xpath.context import Context
from app.forms.xpath.functions.registry import function
from app.forms.xpath.values import Value, plain_number, to_text

EARTH_RADIUS = 6378100.0  # metres, the sphere JavaRosa measures on

_NO_FENCE = N_("geofence() needs an area of at least four points.")

Point = tuple[float, float]


def point(text: str) -> Point | None:
    """Return latitude and longitude in degrees of one point, or None."""
    numbers = [plain_number(word) for word in text.split()]
    if len(numbers) < 2 or any(map(isnan, numbers)) or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        return None
    return numbers[0], numbers[1]


def _points(value: Value) -> list[Point]:
    if isinstance(value, list) and len(value) > 1:
        texts = [node.string() for node in value]
    else:
        texts = [text for text in to_text(value).split(";") if text.strip()]
    found = [point(text) for text in texts]
    return [place for place in found if place] if all(found) else []


def _apart(one: Point, other: Point) -> float:
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


@function("distance", "a", "n", more=True)
def distance(_: Context, *values: Value) -> float:
    """Return the length of the line through the points, in metres to the centimetre."""
    places = [place for value in values for place in _points(value)]
    return round(fsum(_apart(a, b) for a, b in pairwise(places)), 2)


@function("enclosed-area", "a", "n")
@function("area", "a", "n")
def area(_: Context, value: Value) -> float:
    """Return the area inside the points, in square metres to the square centimetre."""
    places = _points(value)
    if len(places) < 3:
        return 0.0
    corners = zip([places[-1], *places[:-1]], places, strict=True)
    return round(abs(fsum(_slice(*corner) for corner in corners)) * EARTH_RADIUS**2, 2)


def _slice(one: Point, other: Point) -> float:
    """Return the signed area between a side and the equator on the unit sphere (Chamberlain and Duquette)."""
    turn = radians(other[1] - one[1])
    return turn * (2 + sin(radians(one[0])) + sin(radians(other[0]))) / 2


@function("geofence", "aa", "b")
def geofence(_: Context, place: Value, fence: Value) -> bool:
    """Tell whether a point lies inside a closed line of points.

    Raises:
        EvaluationFailed: the line has fewer than four points.
    """
    at, corners = point(to_text(place)), _points(fence)
    if len(corners) < 4:
        raise EvaluationFailed(_NO_FENCE)
    if at is None:
        return False
    inside = False
    for (lat1, lon1), (lat2, lon2) in pairwise(corners):
        if (lat1 > at[0]) != (lat2 > at[0]) and at[1] < (lon2 - lon1) * (at[0] - lat1) / (lat2 - lat1) + lon1:
            inside = not inside
    return inside


@function("intersects", "a", "b")
def intersects(_: Context, value: Value) -> bool:
    """Tell whether a line crosses or touches itself anywhere but where one side follows the other."""
    places = _points(value)
    sides = [(a, b) for a, b in pairwise(places) if a != b]
    closed = len(sides) > 2 and places[0] == places[-1]
    for at, one in enumerate(sides):
        for after, other in enumerate(sides[at + 1 :], at + 1):
            beside = after == at + 1 or (closed and at == 0 and after == len(sides) - 1)
            if _folded(one, other) if beside else _crossing(one, other):
                return True
    return False


Side = tuple[Point, Point]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _between(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _crossing(one: Side, other: Side) -> bool:
    a, b = one
    c, d = other
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(turn == 0 and _between(*end) for turn, end in zip(turns, ends, strict=True))


def _folded(one: Side, other: Side) -> bool:
    """Tell whether a side goes back along the one before it."""
    (a, b), (c, d) = one, other
    if b != c:  # the last side of a closed line and the first
        (a, b), (c, d) = other, one
    return _turn(a, b, d) == 0 and (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1]) < 0
