"""The engine answering the review as a described person would."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.forms_content.filled import LANGUAGES, Fill, Filled, Rows, described

QUIET: Mapping[str, str] = described("review")["quiet_answers"]
PEOPLE: Mapping[str, dict[str, Any]] = described("review")["people"]
GOALS: Rows = PEOPLE["quiet"]["goals"]
WOMAN: Mapping[str, str] = PEOPLE["quiet"]["case"]


class Review:
    """Fills the form for a woman of 38 whose two goals are reached and whose life is in order, but for what is given."""

    def __init__(self, fill: Fill) -> None:
        self.fill, self.form = fill, fill.tables

    def __call__(
        self,
        answers: Mapping[str, str | None],
        *,
        goals: Rows = GOALS,
        language: str = LANGUAGES[0],
        case: Mapping[str, str] = MappingProxyType({}),
        **known: str,
    ) -> Filled:
        """Answer the whole form; `case` and `known` are what the program knows otherwise than of the quiet woman."""
        return self.fill(
            answers, language=language, tables={"case": [{**WOMAN, **case, **known}], "goals": goals}
        )

    def person(self, described: Mapping[str, Any], language: str = LANGUAGES[0]) -> Filled:
        """Answer the form as a described person would."""
        tables = {"case": [described["case"]], "goals": described["goals"]}
        return self.fill(described["answers"], language=language, tables=tables)
