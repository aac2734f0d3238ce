"""Sentences that two modules say: what the sheets show and what pyxform tells of it must be the same words.

`report.settled` tells a thing once when both say it alike.
"""

from app.errors import N_

NO_LABEL = N_("“{name}” has no label.")
NO_OUTER_LIST = N_("The list “{name}” is not on the sheet “external_choices”.")
SPACED_CODE = N_("The code “{name}” has a space in it; several answers are kept apart by spaces.")
NO_CODE = N_("This answer has no code.")
NO_LIST = N_("The list “{name}” is not on the sheet “choices”.")
CLOSES_NOTHING = N_("This “end {kind}” closes nothing that is open.")
UNKNOWN_TYPE = N_("“{type}” is no type of question.")
NO_LAWFUL_NAME = N_("“{name}” is not a name: letters, digits, _ . - only, not beginning with a digit.")
NO_CALCULATION = N_("“{name}” is calculated, but its column “calculation” is empty.")
NEVER_CLOSED = N_("This {kind} is never closed.")
NO_TYPE = N_("This row has no type.")
NO_NAME = N_("This row has no name.")
NO_QUESTION = N_("There is no question “{name}”.")
SAME_COLUMN = N_("The columns “{other}” and “{column}” are two names of one. Rename or remove one of them.")
UNREADABLE = N_("{file} could not be read. Check its name, and whether it is there.")
TOO_LARGE = N_("{file} is larger than {most} megabytes. No form is as large as that.")
NOT_UTF8 = N_("{file} is not UTF-8 text. Save it as CSV UTF-8.")
NOT_BUILT = N_("pyxform cannot build the form: {said}")
NOT_VALID = N_("ODK Validate refuses the form: {said}")
