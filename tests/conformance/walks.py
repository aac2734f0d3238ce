"""Random steps through a form, the same in two engines, and where their states differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.forms.casts import fits
from app.forms.errors import StepRefused
from app.forms.fields import ControlKind, DataType
from app.forms.live import Item, path_of
from app.forms.navigator import Navigator
from app.forms.runner import state
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT

Step = dict[str, Any]
WORDS = ("t1", "x", "abc", "hello 7", "Aýna", "no", "ab1", "A b  c", "0", "12")


class Walker:
    """Proposes one random step after another, from what a session shows now."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.random = Random(seed)

    def step(self) -> Step | None:
        """Return a step that a person could take now, or None when there is nothing to do."""
        growing = list(self._growing())
        if growing and self.random.random() < 0.12:
            return self.random.choice(growing)
        if len(self.session.form.languages) > 1 and self.random.random() < 0.03:
            return {"language": self.random.choice(self.session.form.languages)}
        item = self._asked()
        return None if item is None else {"set": [path_of(item), self._answer(item)]}

    def _growing(self) -> Iterator[Step]:
        for repeat in self.session.form.fields:
            if repeat.repeat is None or repeat.parent is None:
                continue
            for parent in self._reached(repeat.parent.way):
                path = f"{path_of(parent)}/{repeat.name}"
                if not parent.relevant or not self.session.can_change_count(path):
                    continue
                count = len(self.session.instances(path))
                if count < 4 and self.session.repeats.is_relevant(parent, repeat):
                    yield {"add": path}
                if count > 1:
                    yield {"remove": [path, self.random.randrange(count)]}

    def _reached(self, way: tuple[str, ...]) -> list[Item]:
        return [item for item in self.session.root.all_inside if item.field.way == way]

    def _asked(self) -> Item | None:
        pages = Navigator(self.session).pages()
        items = []
        for path in (path for page in pages for path in page.paths):
            try:
                item = self.session.item(path)
            except StepRefused:
                continue
            if item.relevant and not item.readonly and item.field.leaf:
                items.append(item)
        return self.random.choice(items) if items else None

    def _answer(self, item: Item) -> str:
        random, control, kind = self.random, item.field.control, item.field.type
        assert control is not None
        if self.session.is_select(item):
            codes = [code for code, _ in self.session.world.options(item)]
            if control.kind is ControlKind.SELECT_ONE:
                return random.choice(codes) if codes else ""
            if control.kind is ControlKind.RANK:
                return " ".join(random.sample(codes, len(codes)))
            return " ".join(code for code in codes if random.random() < 0.4)
        if random.random() < 0.06:
            return ""
        if control.kind is ControlKind.TRIGGER:
            return "OK"
        if control.kind is ControlKind.RANGE:
            return self._on_scale(item)
        return self._typed(kind)

    def _on_scale(self, item: Item) -> str:
        control = item.field.control
        assert control is not None
        start, end, step = (float(control.attributes[name]) for name in ("start", "end", "step"))
        steps = int(abs(end - start) / step)
        value = min(start, end) + step * self.random.randrange(steps + 1)
        return str(int(value)) if item.field.type == DataType.INT else str(value)

    def _typed(self, kind: str) -> str:
        random = self.random
        day = datetime.now(ASHGABAT).replace(hour=10, minute=30, second=0, microsecond=0)
        day += timedelta(days=random.choice((-9000, -400, -90, -1, 0, 1, 30, 400)))
        if kind == DataType.INT:
            return str(random.choice((0, 1, 2, 3, 5, 7, 12, 18, 30, 60, 101)))
        if kind == DataType.DECIMAL:
            return str(random.choice((0.5, 1.5, 2.25, 7.0, 33.1, 80.0)))
        if kind == DataType.DATE:
            return day.date().isoformat()
        if kind == DataType.DATE_TIME:
            return day.isoformat(timespec="milliseconds")
        if kind == DataType.TIME:
            return f"{random.randrange(24):02}:{random.randrange(60):02}:00.000+05:00"
        if kind == DataType.GEOPOINT:
            return f"{random.choice((37.5, 38.25, 41.0))} {random.choice((54.0, 58.38))} 0.0 0.0"
        return random.choice(WORDS)


@dataclass(slots=True)
class Comparison:
    """How many nodes were compared, and every difference: how often each node and word of the state differed."""

    nodes: int = 0
    equal: int = 0
    differences: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of node states that are the same."""
        return self.equal / self.nodes if self.nodes else 1.0

    def add(
        self, step: Step | None, mine: dict[str, dict[str, Any]], theirs: dict[str, dict[str, Any]]
    ) -> None:
        """Compare two states node by node, after one step."""
        for path in {*mine, *theirs}:
            if _apart(path) or (path.endswith("#count") and path not in theirs):
                continue  # of an empty repeat inside a repeat JavaRosa says nothing
            self.nodes += 1
            words = [*_different(mine.get(path), theirs.get(path))]
            self.equal += not words
            for word, own, other in words:
                self.differences[_generic(path), word] += 1
                if len(self.examples) < 40:
                    self.examples.append(f"{step}: {path} {word}: {own!r} / {other!r}")


def _apart(path: str) -> bool:
    """Identifiers, which differ from one filling to the next."""
    return path.endswith(("/instanceID", "/meta", "/instanceName"))


def _generic(path: str) -> str:
    return "".join(letter for letter in path if letter not in "[]0123456789") if "[" in path else path


def _different(mine: dict[str, Any] | None, theirs: dict[str, Any] | None) -> Iterator[tuple[str, Any, Any]]:
    if mine is None or theirs is None:
        there = mine or theirs
        if there is not None and there.get("relevant", True):  # who is not asked may be there or not
            yield "there", mine is not None, theirs is not None
        return
    relevant = mine["relevant"]
    for word in ("relevant", "readonly", "required"):
        if word in theirs and (relevant or word == "relevant") and mine[word] != theirs[word]:
            yield word, mine[word], theirs[word]
    if "value" in theirs and relevant and not _same(mine.get("value", ""), theirs["value"]):
        yield "value", mine.get("value"), theirs["value"]
    if not relevant:
        return
    if "label" in theirs and (theirs["label"] or "").strip() != (mine.get("label") or "").strip():
        yield "label", mine.get("label"), theirs["label"]
    if "options" in theirs and theirs["options"] != mine.get("options"):
        yield "options", mine.get("options"), theirs["options"]


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return float(one) == float(other)  # 10 and 10.0 are one number
    except ValueError:
        return False


def compare(session: Session, javarosa: Any, seed: int, steps: int) -> Comparison:
    """Take the same random steps in both engines and compare all nodes after each."""
    walker, found = Walker(session, seed), Comparison()
    found.add(None, state(session), javarosa.state)
    for _ in range(steps):
        step = walker.step()
        if step is None:
            break
        _do(session, step)
        found.add(step, state(session), javarosa.step(step))
        if javarosa.error:
            found.examples.append(f"{step}: JavaRosa: {javarosa.error}")
    return found


def _do(session: Session, step: Step) -> None:
    if "set" in step:
        path, value = step["set"]
        assert fits(value, session.item(path).field.type, session.form.numbers.calendar)
        session.set(path, value)
    elif "add" in step:
        session.add(step["add"])
    elif "remove" in step:
        session.remove(*step["remove"])
    else:
        session.language = step["language"]
