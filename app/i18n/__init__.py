"""Words in the reader's language: gettext for our sentences, CLDR (babel) for dates, numbers and lists.

babel is loaded at the first date or number, so that a start needs only gettext.
"""

from app.i18n.formats import Length
from app.i18n.sentences import LANGUAGES, Words, current, ntr, tr, use, words

__all__ = ["LANGUAGES", "Length", "Words", "current", "ntr", "tr", "use", "words"]
