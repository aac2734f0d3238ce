"""What pyxform says without a code, in our own words: its other errors, and its warnings."""

import re

from app.errors import N_
from app.forms.authoring import sentences
from app.forms.authoring.saying_codes import (
    ONE_OF,
    SEVERAL,
    TRUTH,
    TWO_SOURCES,
    UNSEEN,
    WHOLE,
    Told,
)

_R = r"(?:\[row : (?P<row>\d+)\] ?)"
_PLAIN: tuple[tuple[str, Told], ...] = (
    (rf"{_R}Question with no type\.", Told(sentences.NO_TYPE, "type")),
    (rf"{_R}Question or group with no name\.", Told(sentences.NO_NAME, "name")),
    (
        rf"{_R}Audits must always be named",
        Told(N_("An audit has no name of its own. Empty this cell."), "name"),
    ),
    (
        r"(?P<parameter>track-changes-reasons) must be set to (?P<value>on-form-edit)",
        Told(ONE_OF, "parameters"),
    ),
    (r"(?P<parameter>[\w-]+) must be set to true or false", Told(TRUTH, "parameters")),
    (r"Parameter (?P<parameter>[\w-]+) must be set to (?P<value>[^:]+):", Told(ONE_OF, "parameters")),
    (rf"{_R}?Parameter (?P<parameter>[\w-]+) must have an integer value", Told(WHOLE, "parameters")),
    (
        r"Parameter (?P<parameter>[\w-]+) must be greater +than or equal to zero",
        Told(N_("“{parameter}” must not be below 0."), "parameters"),
    ),
    (
        r"Parameter (?P<parameter>[\w-]+) must be greater +than or equal to (?P<other>[\w-]+)",
        Told(N_("“{parameter}” must not be below “{other}”."), "parameters"),
    ),
    (
        r"To include location information in the audit, '(?P<parameter>[\w-]+)'",
        Told(
            N_(
                "An audit of places needs all three: location-priority, location-min-interval and location-max-age."
            ),
            "parameters",
        ),
    ),
    (
        rf"{_R}Missing calculation\.",
        Told(sentences.NO_CALCULATION, "calculation"),
    ),
    (rf"{_R}Repeat loop without list name", Told(N_("Behind “loop” must stand the name of a list."), "type")),
    (rf"{_R}List name not in (?:columns|choices) sheet: (?P<name>.+)", Told(sentences.NO_LIST, "type")),
    (rf"{_R}List name not in external choices sheet: (?P<name>.+)", Told(sentences.NO_OUTER_LIST, "type")),
    (
        rf"{_R}File name for '\S+ (?P<value>.*)' should end with one of the supported",
        Told(
            N_("“{value}” is no table that can be read: its name must end in .csv, .xml or .geojson."), "type"
        ),
    ),
    (
        r"There should be a choices sheet",
        Told(N_("There is no sheet “choices”, though questions take their answers from it."), "", "choices"),
    ),
    (
        r"There should be an external_choices sheet",
        Told(
            N_("There is no sheet “external_choices”, though questions take their answers from it."),
            "",
            "external_choices",
        ),
    ),
    (
        r"Choice names with spaces cannot be added .* See \[(?P<name>.*)\] in \[(?P<list>.*)\]",
        Told(sentences.SPACED_CODE, "name", "choices"),
    ),
    (
        rf"{_R}Choice filter not supported with or_other",
        Told(
            N_("A filter does not go with or_other. Add an answer of your own for “other”, and a question."),
            "choice_filter",
        ),
    ),
    (
        rf"{_R}Please specify choices for this 'or other' question",
        Told(N_("A question with or_other needs a list on the sheet “choices”."), "type"),
    ),
    (
        r"(?P<parameter>seed) value must be a number or",
        Told(N_("“seed” must be a number or ${{…}}."), "parameters"),
    ),
    (
        r"Parameters must include randomize=true to use a (?P<parameter>seed)",
        Told(N_("“seed” means nothing without randomize=true."), "parameters"),
    ),
    (
        rf"{_R}Choice filter not supported for table-list",
        Told(N_("A filter does not go with the appearance table-list."), "choice_filter"),
    ),
    (
        rf"{_R}Badly formatted table list, list names don't match: (?P<one>.*) vs\. (?P<other>.*)",
        Told(N_("The questions of a table-list must have one list; here are “{one}” and “{other}”."), "type"),
    ),
    (
        rf"{_R}Parameter '(?P<parameter>app)' has an invalid Android package name",
        Told(N_("“app” must be the name of an Android program, such as org.example.draw."), "parameters"),
    ),
    (
        r"Invalid value for (?P<parameter>quality)",
        Told(N_("“quality” must be normal, low, voice-only or external."), "parameters"),
    ),
    (
        rf"{_R}For 'background-geopoint' questions, the 'calculation' column must be empty",
        Told(N_("A background-geopoint is not calculated. Empty this cell."), "calculation"),
    ),
    (
        rf"{_R}For 'background-geopoint' questions, the 'trigger' column must not be empty",
        Told(N_("A background-geopoint needs a question in the column trigger."), "trigger"),
    ),
    (
        r"Cannot omit instanceID, it is required for encryption",
        Told(
            N_("A form with public_key cannot do without instanceID. Empty omit_instanceID."), "", "settings"
        ),
    ),
    (r"Unknown question type '(?P<type>.*)'", Told(sentences.UNKNOWN_TYPE, "type")),
    (r"The survey element named '(?P<named>.*)' has no label or hint", Told(sentences.NO_LABEL, "label")),
    (
        r"To use big-image, you must also specify an image for the survey element named (?P<named>.*)\.$",
        Told(N_("“{name}” has a big-image, so it needs an image as well."), "image"),
    ),
    (
        r"Instance names must be unique within a form\. The name '(?P<source>.*?)' was found",
        Told(TWO_SOURCES),
    ),
    (r"The same instance id will be generated .* Instance name: '(?P<source>.*?)'", Told(TWO_SOURCES)),
    (
        r"Question '(?P<named>.*?)' is a select from file type, using 'search\(\)'",
        Told(N_("search() does not go with a list from a file. Take one of the two away."), "appearance"),
    ),
    (
        r"Question '(?P<named>.*?)' uses 'search\(\)', and its select type references the choice list name '(?P<list>.*?)'",
        Told(
            N_("The list “{list}” is used with search() here and without it elsewhere. Use two lists."),
            "appearance",
        ),
    ),
    (
        r"The question \$\{(?P<named>.*?)\} is not user-visible so it can't be used as a calculation trigger for "
        r"question \$\{(?P<other>.*?)\}",
        Told(N_("“{name}” is not on the screen, so it cannot be the trigger of “{other}”."), "label"),
    ),
    (r"(?:.*)There is no survey element named '(?P<name>.*)'", Told(sentences.NO_QUESTION)),
    (r"(?:.*)There are multiple survey elements named '(?P<name>.*)'", Told(SEVERAL)),
    (
        r"Invalid value for `self\.bind\[\"type\"\]`",
        Told(N_("A question with choices has no bind::type of its own. Empty this cell."), "bind::type"),
    ),
    (r"Survey cannot have an empty id_string", Told(N_("The form_id is empty."), "form_id", "settings")),
    (
        r"Media type: (?P<value>.*) not supported",
        Told(N_("“{value}” is no kind of media: there are image, big-image, audio and video.")),
    ),
    # -- what it only warns of
    (r"The form_id and id_string column headers are both", UNSEEN),
    (
        rf"{_R}The 'disabled' column header is not part",
        Told(N_("The column “disabled” is out of use. Write a condition into relevant instead."), "disabled"),
    ),
    (rf"{_R}Row without name, text, or label is being skipped", UNSEEN),
    (
        rf"{_R}(?P<type>\w+) is no longer supported on most devices",
        Told(N_("“{type}” stays empty on most devices."), "type"),
    ),
    (rf"{_R}\w+ has no label: ", Told(sentences.NO_LABEL, "label")),
    (
        rf"{_R}select one external is only meant for filtered selects",
        Told(N_("select_one_external is meant for long lists with a choice_filter."), "type"),
    ),
    (rf"{_R}Use the max-pixels parameter", UNSEEN),  # pictures are made small here whatever a form says
    (
        r"This form uses or_other and translations",
        Told(
            N_(
                "or_other adds the answer “Other”, which is not translated. Add an answer and a question of your own."
            ),
            "type",
        ),
    ),
    (r"Could not export itemsets\.csv", UNSEEN),
    (
        r"XForm took to long to completely validate",
        Told(N_("ODK Validate did not come to an end in time."), "", ""),
    ),
    (r"Bad return code from ODK Validate", Told(N_("ODK Validate stopped without a result."), "", "")),
)
PLAIN: tuple[tuple[re.Pattern[str], Told], ...] = tuple(
    (re.compile(pattern, re.DOTALL), told) for pattern, told in _PLAIN
)

MISSING_COLUMNS = re.compile(
    r"Language '(?P<language>.*)' is missing the (?P<sheet>\w+) (?:columns (?P<many>.*)|(?P<one>.*) column)\.$"
)
MISSING_COLUMN = N_("This column is not there in {language}.")
LANGUAGES = re.compile(
    r"The following language declarations do not contain valid machine-readable codes: (?P<languages>.*)\. Learn more",
    re.DOTALL,
)
NO_CODE = N_("The language “{language}” has no code behind its name, such as (tk) or (ru).")
UNTOLD_WARNING = N_("pyxform remarks: {said}")
STUMBLED = N_(
    "pyxform stumbled over the form and did not say where ({said}). Leave out rows until it passes."
)
VALIDATED = N_("ODK Validate remarks: {said}")
