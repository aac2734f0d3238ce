"""Whoever answers: every question is reached and missed, every rule holds and breaks, nothing goes wrong on the way."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from app.forms.definition import Form, load
from app.forms.fields import Field
from app.forms.xpath.context import Context
from tests.forms_content.walking import Walk

FEWEST, MOST = 60, 2500  # people; no more of them once everything was seen


@cache
def _form(folder: Path) -> Form:
    return load((folder / "form.xml").read_bytes())


def _seen(folder: Path) -> tuple[dict[str, set[bool]], dict[str, set[bool]], list[str]]:
    """Return of every rule which of its two answers was met: relevance, constraints; and what the engine remarked."""
    form = _form(folder)
    relevant: dict[str, set[bool]] = defaultdict(set)
    held: dict[str, set[bool]] = defaultdict(set)
    remarks: list[str] = []
    for seed in range(MOST):
        if seed >= FEWEST and _all_seen(form, relevant, held):
            break
        walk = Walk(form, seed)
        for _ in range(2):
            for item in walk.steps():
                rule = item.field.binding.constraint
                if rule is not None and item.text:
                    held[item.field.path].add(rule.boolean(Context(item, walk.session.world)))
            for one in walk.session.root.all_inside:
                if one.field.binding.relevant is not None and (one.parent is None or one.parent.relevant):
                    relevant[one.field.path].add(one.own_relevant)
        remarks += [str(one) for one in walk.session.warnings]
    return relevant, held, remarks


def _all_seen(form: Form, relevant: dict[str, set[bool]], held: dict[str, set[bool]]) -> bool:
    return all(
        (field.binding.relevant is None or len(relevant[field.path]) == 2)
        and (field.binding.constraint is None or len(held[field.path]) == 2)
        for field in form.fields
    )


def _with(folder: Path, rule: str) -> list[Field]:
    return [field for field in _form(folder).fields if getattr(field.binding, rule) is not None]


def test_every_question_and_rule_is_met_and_missed_and_no_expression_goes_wrong(folder: Path) -> None:
    relevant, held, remarks = _seen(folder)
    assert [f.path for f in _with(folder, "relevant") if len(relevant[f.path]) < 2] == []
    assert [f.path for f in _with(folder, "constraint") if len(held[f.path]) < 2] == []
    assert sorted(set(remarks)) == []


def test_both_languages_lead_to_the_same_answers(folder: Path) -> None:
    form = _form(folder)
    for seed in range(6):
        walks = [Walk(form, seed, language=language) for language in form.languages]
        values = []
        for walk in walks:
            walk.through()
            said = {path: item.string() for path, item in walk.state().items() if item.field.leaf}
            values.append({path: value for path, value in said.items() if "/meta/" not in path})
        assert values[0] == values[1]
