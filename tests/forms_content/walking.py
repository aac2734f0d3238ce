"""People who answer at random, so that every corner of a form is visited: numbers near the form's own limits, all choices."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from app.forms.definition import Form
from app.forms.errors import StepRefused
from app.forms.fields import ControlKind, DataType
from app.forms.live import Item, path_of
from app.forms.navigator import Navigator
from app.forms.session import Session
from tests.forms_content.test_one_language_of_forms import DOMAINS

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Ashgabat"))
Tables = dict[str, list[dict[str, str]]]
GROUPS = ("older_alone", "cwd", "gbv_woman", "youth_risk", "care_leaver", "dependence")

_NUMBER = re.compile(r"(?<![\w'.-])\d{1,3}(?![\w'.-])")


def numbers_of(form: Form) -> tuple[int, ...]:
    """Return the small numbers that the form's rules compare with, and those beside them."""
    found = {0, 1}
    for field in form.fields:
        binding = field.binding
        for rule in (binding.constraint, binding.relevant, binding.calculate, binding.required):
            if rule is not None:
                for word in _NUMBER.findall(rule.expression):
                    found |= {int(word) - 1, int(word), int(word) + 1}
    return tuple(sorted(one for one in found if one >= 0))


@cache
def quiet_answers(form_id: str) -> Mapping[str, str]:
    """Return the answers, by name, of a person whose life is in order, where a form's tests describe one."""
    described = Path(__file__).parent / form_id / "people.json"
    if not described.is_file():
        return {}
    quiet: dict[str, str] = json.loads(described.read_text(encoding="utf-8"))["quiet_answers"]
    return quiet


def tables(random: Random) -> Tables:
    """Return what the program might give a form: a case with much, little or nothing known of it, a plan, a family."""
    full = random.random() < 0.6
    case = {
        "name": "c1",
        "sex": random.choice(["f", "m", ""]),
        "age": random.choice(["", *map(str, (0, 3, 6, 10, 14, 15, 17, 18, 24, 25, 40, 59, 60, 66, 80))]),
        "risk": random.choice(["urgent", "high", "medium", "low", ""]),
        "need": random.choice(["needs_services", "no_need", "unknown", ""]),
        "restricted": random.choice("01"),
        "language": random.choice(["tk", "ru", ""]),
        "opened": "2026-05-04",
        "may_assess": random.choice("01"),
        "visits": str(random.randrange(4)),
        "referrals_open": str(random.randrange(3)),
    }
    if full:
        case |= {
            "last_form": "initial_assessment",
            "last_on": "2026-06-01",
            "plan_on": "2026-06-10",
            "next_visit": "2026-11-25",
            "target_group": random.choice(GROUPS),
        }
        case |= {f"last_{domain}": random.choice(["", "1", "2", "3", "4"]) for domain in DOMAINS}
    return {
        "case": [case] if random.random() < 0.9 else [],
        "goals": [_goal(random, n) for n in range(1, random.randrange(4) + 1)] if full else [],
        "members": [_member(random, n) for n in range(1, random.randrange(5) + 1)],
        "referrals": [_referral(random, n) for n in range(1, random.randrange(3) + 1)] if full else [],
    }


def _goal(random: Random, n: int) -> dict[str, str]:
    words = {"goal": "Öýüm ýyly.", "indicator": random.choice(["Ýyladyş işleýär.", ""]), "by": "2026-12-01"}
    return {"n": str(n), "name": f"g{n}", "domain": random.choice(DOMAINS), **words}


def _member(random: Random, n: int) -> dict[str, str]:
    age, sex = str(random.choice([0, 2, 6, 12, 16, 30, 64])), random.choice("fm")
    return {"n": str(n), "name": f"p{n}", "called": "Aýna", "sex": sex, "age": age, "kinship": "child"}


def _referral(random: Random, n: int) -> dict[str, str]:
    service = random.choice(["u04", "s05", "e02"])
    return {"n": str(n), "name": f"r{n}", "agency": "Saglyk öýi", "service": service, "on": "2026-10-30"}


class Walk:
    """One person answering one form at random, page by page; every other one leads a quiet life but for a few answers."""

    def __init__(self, form: Form, seed: int, *, language: str | None = None) -> None:
        self.random = Random(seed)
        self.numbers = numbers_of(form)
        self.quiet = quiet_answers(form.form_id) if seed % 2 else {}
        self.session = Session(
            form,
            clock=lambda: NOON,
            language=language,
            instances={name: rows for name, rows in tables(self.random).items() if name in form.sources},
            random=self.random.random,
            new_uuid=lambda: f"u{self.random.randrange(10**9)}",
        )

    def steps(self) -> Iterator[Item]:
        """Answer the questions one after another; yield each that was asked, answered or left out."""
        navigator = Navigator(self.session)
        for index in range(len(navigator.pages())):
            self._grow()
            for path in navigator.page(index).paths:
                try:
                    item = self.session.item(path)
                except StepRefused:
                    continue  # an answer above took this entry away
                if item.relevant and not item.readonly and item.field.leaf:
                    if self.random.random() < 0.9:
                        self.session.set(path, self.answer(item))
                    yield item

    def through(self) -> None:
        """Answer the questions from the first to the last, then change one's mind and do so again."""
        for _ in range(2):
            for _ in self.steps():
                pass

    def _grow(self) -> None:
        for field in self.session.form.fields:
            if field.repeat is not None and field.parent is not None and self.random.random() < 0.3:
                self._grow_one(field.path)

    def _grow_one(self, path: str) -> None:
        try:
            if len(self.session.instances(path)) < 3:
                self.session.add(path)
        except StepRefused:
            pass  # a counted repeat, or one inside an entry that is not there

    def answer(self, item: Item) -> str:
        """Return an answer that the question might get, now and then a wrong one."""
        control, random = item.field.control, self.random
        if item.name in self.quiet and random.random() < 0.97:
            return self.quiet[item.name]
        kind = control.kind if control is not None else ControlKind.INPUT
        codes = [code for code, _ in self.session.world.options(item)] if self.session.is_select(item) else []
        if kind is ControlKind.SELECT:
            some = [code for code in codes if random.random() < 0.25]
            return " ".join(some or codes[: random.randrange(2)])
        if kind is ControlKind.RANK:
            return " ".join(random.sample(codes, len(codes)))
        if kind is ControlKind.SELECT_ONE:
            return random.choice(codes) if codes else ""
        if kind is ControlKind.TRIGGER:
            return random.choice(["OK", ""])
        if item.field.type == DataType.INT:
            return str(random.choice(self.numbers))
        if item.field.type == DataType.DECIMAL:
            return str(random.choice(self.numbers) + random.choice([0, 0.5]))
        if item.field.type == DataType.DATE:
            return (NOON + timedelta(days=random.choice([-400, -30, -1, 0, 1, 30, 120]))).date().isoformat()
        return random.choice(["Iki sany goňşusy kömek edýär", "hawa", "x" * random.randrange(1, 90)])

    def state(self) -> dict[str, Item]:
        """Return all nodes by path."""
        return {path_of(item): item for item in self.session.root.all_inside}
