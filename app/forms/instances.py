"""Data sets beside the main instance: inside the form, or attached as XML, CSV or GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from app.errors import N_
from app.forms import xml
from app.forms.errors import FormRefused
from app.forms.xpath import tree
from app.forms.xpath.lookup import DataSet
from app.forms.xpath.tree import Node
from app.forms.xpath.values import number_text

MOST_ROWS = 200_000

_MISSING = N_("The form needs the attached file “{name}”, which is not there.")
_CSV = N_("The attached file “{name}” is not a readable CSV table (row {row}): {reason}.")
_GEOJSON = N_(
    "The attached file “{name}” is not a readable GeoJSON FeatureCollection (feature {row}): {reason}."
)
_LONG = N_("The attached file “{name}” has more than {most} rows.")

Rows = Iterable[Mapping[str, str]]


def element(name: str, text: str = "") -> Node:
    """Return a new leaf element."""
    return Node(tree.ELEMENT, name, text=text, key=name)


def from_rows(rows: Rows, *, name: str = "") -> Node:
    """Return the tree `root/item/column` of a table.

    Raises:
        FormRefused: more rows than a form may have.
    """
    top, root = DataSet(), element("root")
    top.append(root)
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            raise FormRefused(_LONG, name=name, most=MOST_ROWS)
        item = element("item")
        for column, text in row.items():
            item.append(element(column, text))
        root.append(item)
    return top


def detached(parent: Node) -> DataSet:
    """Return what stands in `parent` as a data set of its own."""
    top = DataSet()
    for child in parent.elements():
        top.append(child)
    return top


def offered(data: object) -> Node:
    """Return the tree `root/item/column` of an instance offered in memory: a record, a list of them, or a tree."""
    if isinstance(data, Node):
        return data
    if isinstance(data, Mapping):
        return offered([data])
    if isinstance(data, Sequence) and not isinstance(data, str | bytes):
        return from_rows({str(k): str(v) for k, v in row.items()} for row in data)
    raise TypeError(type(data).__name__)


def attached(source: str, media: Mapping[str, bytes]) -> Node:
    """Return the data set a `jr://` address names.

    Raises:
        FormRefused: the file is missing or cannot be read.
    """
    name = source.rpartition("/")[2]
    data = media.get(source, media.get(name))
    if data is None:
        raise FormRefused(_MISSING, name=name)
    if source.startswith("jr://file-csv/") or name.lower().endswith(".csv"):
        return _from_csv(name, data)
    if name.lower().endswith((".geojson", ".json")):
        return _from_geojson(name, data)
    return detached(xml.read(data))


def _from_csv(name: str, data: bytes) -> Node:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise FormRefused(
            _CSV, name=name, row=data[: broken.start].count(b"\n") + 1, reason="UTF-8"
        ) from None
    lines = text.splitlines()
    header = lines[0] if lines else ""
    separator = max(",;\t|", key=header.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = next(table, [])
        if any(not column.strip() for column in columns):
            raise FormRefused(_CSV, name=name, row=1, reason=N_("a column has no name"))
        if len({*columns}) < len(columns):
            raise FormRefused(_CSV, name=name, row=1, reason=N_("two columns have the same name"))
        rows = (dict(zip_longest(columns, row[: len(columns)], fillvalue="")) for row in table if any(row))
        return from_rows(rows, name=name)
    except csv.Error as broken:
        raise FormRefused(_CSV, name=name, row=table.line_num, reason=str(broken)) from None


def _from_geojson(name: str, data: bytes) -> Node:
    def refuse(row: int, reason: str) -> FormRefused:
        return FormRefused(_GEOJSON, name=name, row=row, reason=reason)

    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise refuse(0, N_("it is not JSON")) from None
    known = isinstance(content, dict) and content.get("type") == "FeatureCollection"
    features, rows = content.get("features") or [] if known else None, []
    if not isinstance(features, list):
        raise refuse(0, N_("the type is not FeatureCollection"))
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise refuse(number, N_("the type is not Feature"))
        geometry = _geometry(feature.get("geometry"))
        if geometry is None:
            raise refuse(number, N_("only Point, LineString and Polygon are known"))
        rows.append({**_properties(feature), "geometry": geometry})
    return from_rows(rows, name=name)


def _properties(feature: dict[str, object]) -> dict[str, str]:
    properties = feature.get("properties")
    named = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        named["id"] = feature["id"]
    return {
        str(key): value if isinstance(value, str) else "" if value is None else json.dumps(value)
        for key, value in named.items()
    }


def _geometry(geometry: object) -> str | None:
    if not isinstance(geometry, dict):
        return None
    kind, places = geometry.get("type"), geometry.get("coordinates")
    try:
        if kind == "Point":
            return _point(places)
        if kind == "LineString":
            return ";".join(_point(place) for place in places or [])
        if kind == "Polygon":
            return ";".join(_point(place) for place in (places or [[]])[0])
    except (TypeError, ValueError, IndexError):
        return None
    return None


def _point(place: object) -> str:
    longitude, latitude = map(float, list(place)[:2])  # type: ignore[call-overload]  # a wrong shape raises, which is caught
    return f"{number_text(latitude)} {number_text(longitude)} 0 0"
