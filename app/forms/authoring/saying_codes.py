"""What pyxform's coded errors say, in our own words; their patterns are asked of pyxform itself.

In a sentence stand the places that pyxform's pattern names, and `name`, which is that of the row where it names none.
"""

from typing import NamedTuple

from app.errors import N_
from app.forms.authoring import sentences


class Told(NamedTuple):
    """Our sentence, and the column and sheet it is about where pyxform does not tell; none is not passed on."""

    sentence: str
    column: str = ""
    sheet: str = "survey"


SEVERAL = N_(
    "“{name}” stands in the form more than once, so nobody can tell which one is meant. Rename one of them."
)
NOT_A_NAME = N_("This is not a name: letters, digits, _ . - only, not beginning with a digit.")
TRUTH = N_("“{parameter}” must be true or false.")
NUMBER = N_("“{parameter}” must be a number.")
WHOLE = N_("“{parameter}” must be a whole number.")
ONE_OF = N_("“{parameter}” must be {value}.")
TWO_SOURCES = N_("Two lists or attached files are called “{source}”. Rename one of them.")
TWO_LABELS = N_(
    "With the appearance no-ticks the list of tick_labelset must have two answers: those of start and end."
)
UNSEEN = Told("")

CODES: dict[str, Told] = {
    "ENTITY_001": Told(
        N_("save_to needs a sheet “entities” that says what is kept. Add that sheet, or empty this cell."),
        "save_to",
    ),
    "ENTITY_002": Told(
        N_("The property “{saveto}” is already filled in row {other_row}. Give one of the two another name."),
        "save_to",
    ),
    "ENTITY_003": Told(
        N_("A group or repeat cannot be kept as a property. Write save_to beside a question in it."),
        "save_to",
    ),
    "ENTITY_004": Told(
        N_("The sheet “entities” has no list “{dataset}”. Look how it is spelled."), "save_to"
    ),
    "ENTITY_005": Told(
        N_("A new entry needs a label. Fill the column label, or entity_id when an old entry is changed."),
        "label",
        "entities",
    ),
    "ENTITY_006": Told(
        N_("With create_if and entity_id there must be update_if as well."), "update_if", "entities"
    ),
    "ENTITY_007": Told(
        N_("The entry that is changed must be named: fill entity_id."), "entity_id", "entities"
    ),
    "ENTITY_008": Told(
        N_("There are several lists of entries: write the list before the property, list#property."),
        "save_to",
    ),
    "ENTITY_009": Told(
        N_(
            "This entry and that of row {other_row} would stand in one place ({scope}). Put their questions into groups."
        ),
        "list_name",
        "entities",
    ),
    "ENTITY_011": Told(
        N_(
            "“{dataset}” is filled in {other_scope}, so a question in {scope} cannot fill it too. Carry the answer over with a "
            "calculate."
        ),
        "save_to",
    ),
    "ENTITY_012": Told(
        N_(
            "“{dataset}” is filled in {other_scope}, so it cannot use “{question}” in {scope}. Carry the answer over with a "
            "calculate."
        ),
        "list_name",
        "entities",
    ),
    "ENTITY_013": Told(N_("In save_to there may be one # only."), "save_to"),
    "HEADER_001": Told(N_("The sheet “{sheet_name}” has cells without a title above them.")),
    "HEADER_002": Told(sentences.SAME_COLUMN),
    "HEADER_003": Told(
        N_("The sheet “{sheet_name}” lacks the column {missing}. Its first row must hold the titles.")
    ),
    "HEADER_004": Told(
        N_("The column “{column}” is left out: a title on this sheet must not have spaces."), "", "choices"
    ),
    "HEADER_005": Told(N_("These columns are not known: {columns}. Take them away."), "", "entities"),
    "LABEL_001": Told(sentences.NO_LABEL, "label", "choices"),
    "NAMES_001": Told(N_("The name “{value}” is used twice in the same group."), "name"),
    "NAMES_002": Told(
        N_("“{value}” differs from another name in capitals only; some programs take the two for one."),
        "name",
    ),
    "NAMES_003": Told(N_("A repeat cannot be called “{value}”: the form itself is called so."), "name"),
    "NAMES_004": Told(
        N_("Another repeat is called “{value}” already. Every repeat needs a name of its own."), "name"
    ),
    "NAMES_005": Told(N_("The name “meta” is taken. Choose another one."), "name"),
    "NAMES_006": Told(sentences.NO_CODE, "name", "choices"),
    "NAMES_007": Told(
        N_("This code stands twice in its list. Change one, or set allow_choice_duplicates to yes."),
        "name",
        "choices",
    ),
    "NAMES_008": Told(NOT_A_NAME, "name"),
    "NAMES_009": Told(
        sentences.NO_LAWFUL_NAME,
        "name",
        "settings",
    ),
    "NAMES_010": Told(N_("A name here must not begin with two underscores.")),
    "NAMES_011": Told(N_("A name here must not have a point in it.")),
    "NAMES_012": Told(N_("A property cannot be called “name” or “label”. Choose another name."), "save_to"),
    "NAMES_013": Told(
        N_(
            "There is no sheet “{sheet}”. If {candidates} is meant, rename it; if not, put _ before its name."
        ),
        "",
        "",
    ),
    "NAMES_014": Told(N_("This list stands twice on the sheet."), "list_name", "entities"),
    "NAMES_015": Told(N_("This entry has no list."), "list_name", "entities"),
    "PYREF_001": Told(N_("A name must stand as ${{name}}: nothing but the name between the brackets.")),
    "PYREF_002": Told(N_("Between two ${{…}} a comma is missing.")),
    "PYREF_003": Told(sentences.NO_QUESTION),
    "PYREF_004": Told(SEVERAL),
    "RANGE_001": Told(NUMBER, "parameters"),
    "RANGE_002": Told(N_("“{parameter}” must not be 0."), "parameters"),
    "RANGE_003": Told(N_("“{parameter}” is larger than the whole scale from start to end."), "parameters"),
    "RANGE_004": Told(N_("“{parameter}” must be a multiple of step."), "parameters"),
    "RANGE_005": Told(N_("“{parameter}” must lie between start and end."), "parameters"),
    "RANGE_006": Told(N_("tick_labelset must be the name of a list on the sheet “choices”."), "parameters"),
    "RANGE_007": Told(TWO_LABELS, "parameters"),
    "RANGE_008": Told(
        N_("tick_interval, placeholder and tick_labelset do not go with this appearance."), "parameters"
    ),
    "RANGE_009": Told(N_("The codes of the list of tick_labelset must be numbers."), "parameters"),
    "RANGE_010": Told(
        N_("The codes of the list of tick_labelset must lie between start and end."), "parameters"
    ),
    "RANGE_011": Told(N_("The codes of the list of tick_labelset must be steps of the scale."), "parameters"),
    "RANGE_012": Told(TWO_LABELS, "parameters"),
    "SURVEY_001": Told(sentences.CLOSES_NOTHING, "type"),
    "SURVEY_002": Told(sentences.NEVER_CLOSED, "type"),
    "SURVEY_003": Told(N_("“incremental” can only be true.")),
    "SURVEY_004": Told(
        N_("Parameters are written as name=value, with a space between two of them."), "parameters"
    ),
    "SURVEY_005": Told(N_("“{rejected}” is not known here. What can stand here: {accepted}."), "parameters"),
    "SURVEY_006": Told(
        N_("reference-geometry must be a list, an attached file, or the ${{name}} of a repeat."), "parameters"
    ),
    "SURVEY_007": Told(NUMBER, "parameters"),
    "SURVEY_008": Told(NUMBER, "parameters"),
    "SURVEY_009": Told(TRUTH, "parameters"),
}

# What a code's pattern leaves out of its places.
FIXED: dict[str, dict[str, str]] = {
    "SURVEY_007": {"parameter": "capture-accuracy"},
    "SURVEY_008": {"parameter": "warning-accuracy"},
    "SURVEY_009": {"parameter": "allow-mock-accuracy"},
}
