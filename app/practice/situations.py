"""What brings invented people to the social worker, in the proportions the programme has seen.

Shares: age under 18 40 %, 18-59 51 %, 60 and over 9 %; urgent 6 %; need by benefit as in the programme's cross-table
(with benefit 80/18/2, without 87/5/8, four in five with benefit).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from app import resources
from app.models.household import Sex

AGE_GROUPS = {(0, 17): 0.40, (18, 59): 0.51, (60, 90): 0.09}
# (gets a benefit, class): share of all people. Of those in need 7 % are urgent and 17 % at high risk.
CLASSES = {
    (True, "urgent"): 0.050,
    (True, "high"): 0.114,
    (True, "medium"): 0.497,
    (True, "none"): 0.151,
    (True, "unknown"): 0.011,
    (False, "urgent"): 0.010,
    (False, "high"): 0.026,
    (False, "medium"): 0.119,
    (False, "none"): 0.009,
    (False, "unknown"): 0.013,
}
SOURCES = {
    "benefit_list": 0.46,
    "self": 0.19,
    "agency": 0.15,
    "neighbour": 0.08,
    "outreach": 0.08,
    "hotline": 0.04,
}
_OWN_SOURCE = 0.6  # so often a person is found in the way that is usual for the situation

Some = TypeVar("Some")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A kind of trouble: whom it meets, how they live, and what they answer beyond what a quiet life answers."""

    key: str
    urgency: str
    weight: int
    sex: str
    ages: tuple[int, int]
    living: tuple[str, ...]
    source: str
    answers: Mapping[str, str]
    better: Mapping[str, str]
    disability: str
    request: Mapping[str, str]
    wishes: Mapping[str, str]

    def overlap(self, ages: tuple[int, int]) -> range:
        """Return the ages of an age group that this situation can meet."""
        return range(max(self.ages[0], ages[0]), min(self.ages[1], ages[1]) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One invented person's beginning: what the matter is, sex, age in years, benefit or not, how he lives, how found."""

    situation: Situation
    sex: Sex
    age: int
    benefit: bool
    living: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situations:
    """All situations, and what a person answers whose life is in order."""

    quiet: Mapping[str, str]
    all: tuple[Situation, ...]


def load() -> Situations:
    """Return the situations shipped for practice."""
    source = json.loads(resources.text("practice", "situations.json"))
    return Situations(quiet=source["quiet"], all=tuple(_situation(row) for row in source["situations"]))


def _situation(row: Mapping[str, Any]) -> Situation:
    texts = {
        name: row[name]
        for name in ("key", "weight", "sex", "source", "answers", "better", "request", "wishes")
    }
    return Situation(
        urgency=row["class"],
        ages=(row["ages"][0], row["ages"][1]),
        living=tuple(row["living"]),
        disability=row.get("disability", ""),
        **texts,
    )


def draw(known: Situations, random: Random, count: int) -> list[Drawn]:
    """Return `count` beginnings whose shares are those of the programme, to the nearest person."""
    ages = _deck(random, AGE_GROUPS, count)
    classes = _deck(random, CLASSES, count)
    return [
        _one(known, random, group, benefit, urgency)
        for group, (benefit, urgency) in zip(ages, classes, strict=True)
    ]


def _deck(random: Random, shares: Mapping[Some, float], count: int) -> list[Some]:
    """Return `count` items in the given shares (largest remainders), shuffled."""
    exact = {item: share * count / sum(shares.values()) for item, share in shares.items()}
    dealt = {item: int(wanted) for item, wanted in exact.items()}
    by_rest = sorted(exact, key=lambda item: dealt[item] - exact[item])
    for item in by_rest[: count - sum(dealt.values())]:
        dealt[item] += 1
    deck = [item for item, number in dealt.items() for _ in range(number)]
    random.shuffle(deck)
    return deck


def _one(known: Situations, random: Random, group: tuple[int, int], benefit: bool, urgency: str) -> Drawn:
    fitting = [one for one in known.all if one.urgency == urgency and one.overlap(group)]
    situation = random.choices(fitting, [one.weight for one in fitting])[0]
    sex = Sex(situation.sex) if situation.sex else random.choice((Sex.FEMALE, Sex.MALE))
    age = random.choice(situation.overlap(group))
    living = random.choice(fit_for_age(situation.living, age))
    usual = random.random() < _OWN_SOURCE
    source = situation.source if usual else random.choices(list(SOURCES), list(SOURCES.values()))[0]
    return Drawn(situation=situation, sex=sex, age=age, benefit=benefit, living=living, source=source)


_CHILD = frozenset({"parents", "mother", "kin"})


def fit_for_age(living: Sequence[str], age: int) -> list[str]:
    """Return the ways of living that somebody of that age can live in."""
    grown = age >= 18
    found = [one for one in living if (one not in _CHILD) == grown or (one == "parents" and age < 31)]
    return found or (["adult_children"] if age >= 55 else ["couple"] if grown else ["parents"])
