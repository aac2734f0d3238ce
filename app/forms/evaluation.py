"""Try one expression on an XML document, as form authors and conformance checks do."""

from __future__ import annotations

import json
import random
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from math import isinf, isnan
from zoneinfo import ZoneInfo

from app.errors import N_, UserError
from app.forms import xml
from app.forms.errors import EvaluationFailed, FormRefused
from app.forms.xpath import tree
from app.forms.xpath.calendar import ASHGABAT, Calendar, FractionalCalendar
from app.forms.xpath.compile import Compiled, Scope, compile_expression
from app.forms.xpath.context import Context
from app.forms.xpath.tree import Node
from app.forms.xpath.values import Numbers, Value, number_text

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")

_STEP = re.compile(r"/(?:node\(\)\[([0-9]+)\]|@([\w.:\-]+))")
_PLACES = re.compile(rf"/?|(?:{_STEP.pattern})+")
_NO_CONTEXT = N_("The document has no node at {path}.")
_NOT_JSON = N_("Line {line} is not a JSON object.")
_NO_ZONE = N_("There is no time zone called “{zone}”.")


class Document:
    """A parsed document as the world of an expression. Inside a form, absolute paths begin at its main instance."""

    def __init__(self, root: Node, numbers: Numbers, *, form: bool) -> None:
        self.document = root
        self.numbers = numbers
        self.instances = _instances(root) if form else []
        self.root = self.instances[0] if self.instances else root

    def now(self) -> datetime:
        """Return the present moment in the wanted zone."""
        return datetime.now(self.numbers.calendar.zone)

    def new_uuid(self) -> str:
        """Return a fresh UUID."""
        return str(uuid.uuid4())

    def random(self) -> float:
        """Return a random number below 1."""
        return random.random()  # noqa: S311 forms shuffle questions with it, they make no keys

    def instance(self, name: str) -> Node | None:
        """Return the instance element with that id, or the first one whose root has it."""
        for instance in self.instances:
            if instance.attribute("id") == name:
                return instance
        first = self.instances[0].elements() if self.instances else []
        return self.instances[0] if first and first[0].attribute("id") == name else None

    def itext(self, name: str, near: Node) -> Value:
        """Return the value element of a text in the default language."""
        del near
        translations = [n for n in self.document.descend() if n.key == "translation"]
        chosen = [t for t in translations if t.attribute("default") is not None] or translations
        for text in (child for t in chosen[:1] for child in t.elements()):
            if text.attribute("id") == name and text.elements():
                plain = [value for value in text.elements() if value.attribute("form") is None]
                return plain[:1]
        return []

    def choice_name(self, value: str, path: str, near: Node) -> str:
        """Return the code itself: a bare document has no questions."""
        del path, near
        return value

    def month_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return English names."""
        return MONTHS, WEEKDAYS

    def property(self, name: str) -> str:
        """Return nothing: a bare document has no device."""
        del name
        return ""

    def version(self) -> str:
        """Return the version of the root of the main instance, empty when it has none."""
        first = self.root.elements()
        return (first[0].attribute("version") or "") if first else ""

    def is_repeat(self, node: Node) -> bool:
        """Tell nothing of repeats: a bare document has none."""
        del node
        return False


def _instances(root: Node) -> list[Node]:
    model = next((n for n in root.descend() if n.kind == tree.ELEMENT and n.key == "model"), None)
    if model is None or root.elements()[0] is model:
        return []
    return model.named.get("instance", [])


def _find(root: Node, path: str, world: Document) -> Node:
    """Return the node at child positions from the top of the document, or the first one at the path of a form."""
    if _PLACES.fullmatch(path) is None:
        compiled = compile_expression(path, Scope(prefixes=_prefixes(root)), world.numbers)
        nodes = compiled.nodes(Context(world.root, world))
        if not nodes:
            raise EvaluationFailed(_NO_CONTEXT, path=path)
        return nodes[0]
    node = root
    for step in _STEP.finditer(path):
        index, name = step[1], step[2]
        if name is not None:
            found = [a for a in node.attributes if name in (a.name, a.key)]
            place = 0
        else:
            found, place = node.children, int(index) - 1
        if place >= len(found):
            raise EvaluationFailed(_NO_CONTEXT, path=path)
        node = found[place]
    return node


def _path(node: Node) -> str:
    steps = []
    while node.parent is not None:
        if node.kind == tree.ATTRIBUTE:
            steps.append(f"/@{node.name}")
        else:
            steps.append(f"/node()[{node.parent.children.index(node) + 1}]")
        node = node.parent
    return "".join(reversed(steps)) or "/"


def _prefixes(root: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.descend():
        for attribute in node.attributes:
            if attribute.name.startswith("xmlns:"):
                found.setdefault(attribute.name[6:], attribute.text)
    return found


def _shown(compiled: Compiled, kind: str, context: Context) -> object:
    if kind == "nodeset":
        return [_path(node) for node in compiled.nodes(context)]
    if kind == "boolean":
        return compiled.boolean(context)
    if kind in ("string", "strlen", "match"):
        return compiled.text(context)
    number = compiled.number(context)
    if isnan(number) or isinf(number):
        return {"$num": number_text(number)}
    return int(number) if number == int(number) else number


def evaluate(
    document: bytes | str,
    expression: str,
    *,
    context: str = "/",
    kind: str = "string",
    xforms: bool = True,
    zone: str | None = None,
) -> object:
    """Return the value of `expression` at the node `context` of `document`: a path, or positions of children.

    `kind` is number, string, boolean or nodeset. Without `zone` dates are whole days in Ashgabat, as in forms; with
    one they count parts of days in UTC, as ODK Web Forms counts them.

    Raises:
        FormRefused: the document cannot be read.
        ExpressionRefused, EvaluationFailed: the expression has no value.
    """
    root = xml.read(document.strip() or "<data/>", whole=True)
    calendar = Calendar(ASHGABAT) if zone is None else FractionalCalendar(_zone(zone))
    numbers = Numbers(calendar)
    world = Document(root, numbers, form=xforms)
    compiled = compile_expression(expression, Scope(prefixes=_prefixes(root)), numbers)
    return _shown(compiled, kind, Context(_find(root, context, world), world))


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (LookupError, ValueError, OSError):
        raise EvaluationFailed(_NO_ZONE, zone=name) from None


def evaluate_batch(lines: Iterable[str]) -> Iterator[str]:
    """Yield one JSON line `{"id", "value"}` or `{"id", "error"}` for each case line."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield spelled(_answered(line, number))


def spelled(document: object) -> str:
    """Return one line of JSON; half a letter, which no output takes, stays the escape it came as."""
    return json.dumps(document, ensure_ascii=False).encode(errors="backslashreplace").decode()


def _answered(line: str, number: int) -> dict[str, object]:
    try:
        case = json.loads(line)
    except (ValueError, RecursionError):
        case = None
    if not isinstance(case, dict):
        return {"id": None, "error": str(FormRefused(_NOT_JSON, line=number))}
    name = case.get("id")
    try:
        value = evaluate(
            str(case.get("xml") or "<data/>"),
            str(case.get("expr", "")),
            context=str(case.get("context") or "/"),
            kind=str(case.get("kind") or "string"),
            xforms=bool(case.get("xforms", True)),
            zone=case.get("tz"),
        )
    except UserError as refused:
        return {"id": name, "error": str(refused)}
    except (LookupError, ValueError, TypeError, ArithmeticError, RecursionError, OSError) as wrong:
        return {"id": name, "error": type(wrong).__name__}
    return {"id": name, "value": value}
