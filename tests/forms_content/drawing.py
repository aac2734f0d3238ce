"""Answers that Hypothesis draws for a form: any of a question's own list, several where that is allowed."""

from collections.abc import Collection

from hypothesis import strategies as st

from app.forms.authoring.lint import list_of
from app.forms.authoring.tables import Tables

AGES = st.one_of(st.just(""), st.integers(0, 100).map(str))
SEXES = st.sampled_from(["f", "m", ""])


def other_answers(form: Tables, asked: Collection[str]) -> st.SearchStrategy[dict[str, str]]:
    """Give some of the questions `asked`, and some of those that take several answers, others than they have."""
    codes: dict[str, list[str]] = {}
    for row in form["choices"]:
        codes.setdefault(row["list_name"], []).append(row["name"])
    one: dict[str, st.SearchStrategy[str]] = {}
    for row in form["survey"]:
        if row["type"].startswith("select_one") and row["name"] in asked:
            one[row["name"]] = st.sampled_from(codes[list_of(row)])
        elif row["type"].startswith("select_multiple"):
            several = st.lists(st.sampled_from(codes[list_of(row)]), min_size=1, max_size=3, unique=True)
            one[row["name"]] = several.map(" ".join)
    return st.fixed_dictionaries({}, optional=one)
