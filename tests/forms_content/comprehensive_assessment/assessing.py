"""The engine answering the comprehensive assessment as a described person would."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.forms_content.filled import LANGUAGES, Fill, Filled, Rows, described

QUIET: Mapping[str, str] = described("comprehensive_assessment")["quiet_answers"]
PEOPLE: Mapping[str, dict[str, Any]] = described("comprehensive_assessment")["people"]
FAMILY: Rows = PEOPLE["quiet"]["members"]
WOMAN: Mapping[str, str] = PEOPLE["quiet"]["case"]


class Assess:
    """Fills the form for a woman of 38 with a husband and two children, whose life is in order, but for what is given."""

    def __init__(self, fill: Fill) -> None:
        self.fill, self.form = fill, fill.tables

    def __call__(
        self,
        answers: Mapping[str, str | None],
        *,
        members: Rows = FAMILY,
        language: str = LANGUAGES[0],
        case: Mapping[str, str] = MappingProxyType({}),
        **known: str,
    ) -> Filled:
        """Answer the whole form; `case` and `known` are what the program knows otherwise than of the quiet woman."""
        return self.fill(
            answers, language=language, tables={"case": [{**WOMAN, **case, **known}], "members": members}
        )

    def person(self, described: Mapping[str, Any], language: str = LANGUAGES[0]) -> Filled:
        """Answer the form as a described person would."""
        case = [described["case"]] if described["case"] else []
        return self.fill(
            described["answers"], language=language, tables={"case": case, "members": described["members"]}
        )
