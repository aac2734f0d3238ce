"""The engine answering the initial assessment as a described person would."""

from collections.abc import Mapping
from typing import Any

from tests.forms_content.filled import LANGUAGES, Fill, Filled, described

QUIET: Mapping[str, str] = described("initial_assessment")["quiet_answers"]
PEOPLE: Mapping[str, dict[str, Any]] = described("initial_assessment")["people"]


class Assess:
    """Fills the form for a person whose life is in order, but for the answers given."""

    def __init__(self, fill: Fill) -> None:
        self.fill = fill

    def __call__(
        self,
        answers: Mapping[str, str | None],
        *,
        case: Mapping[str, str] | None = None,
        language: str = LANGUAGES[0],
    ) -> Filled:
        """Answer the whole form; `case` is the one row the program offers, none for an empty case."""
        offered = {"sex": "f", "age": answers.get("age") or "38"} if case is None else case
        return self.fill(answers, language=language, tables={"case": [offered] if offered else []})
