"""Remarks on looks that nobody knows, which are shown in the ordinary way. https://docs.getodk.org/form-styling"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from app.errors import N_
from app.forms.authoring.finding import Finding, remark
from app.forms.authoring.outline import Outline
from app.forms.authoring.sheets import Tables

_EVERYWHERE = "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 quick hidden-answer masked no-label printer hide-input"
_NUMBERS = "thousands-sep bearing counter numbers my-calendar dynamic-line"
_CHOICES = (
    "minimal compact quickcompact autocomplete autoadvance likert label list list-nolabel horizontal horizontal-compact "
    "columns columns-pack no-buttons image-map map search randomized picker comboicon distress"
)
_DAYS = (
    "no-calendar month-year year ethiopian coptic islamic bikram-sambat myanmar persian buddhist hide-input"
)
_MEDIA = "signature draw annotate new new-front new-rear selfie textarea"
_PLACES = "maps placement-map hide-input"
_BLOCKS = "field-list table-list summary minimal compact no-collapse dn dr horizontal"
_SCALES = "vertical no-ticks picker rating analog-scale distress my-slider"
_WORDS = "multiline numbers url email tel textarea"

KNOWN = frozenset(
    " ".join((_EVERYWHERE, _NUMBERS, _CHOICES, _DAYS, _MEDIA, _PLACES, _BLOCKS, _SCALES, _WORDS)).split()
)

_NUMBERED = re.compile(r"(columns|compact|quickcompact|columns-flex)-\d+")
_CALLS = re.compile(r"\b(search|ex|printer|intent|bender|hashtags?)\s*[(:].*", re.DOTALL)


def check(form: Tables, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on every appearance."""
    for line in whole.lines:
        text = _CALLS.sub("", line.row["appearance"])
        if "${" in text or "(" in text:
            continue  # worked out while the form is filled
        for word in text.split():
            if word.lower() in KNOWN or _NUMBERED.fullmatch(word.lower()):
                continue
            near = get_close_matches(word.lower(), KNOWN, n=1, cutoff=0.75)
            if near:
                sentence = N_(
                    "Nobody knows the appearance “{word}”; the question is shown in the ordinary way. Was “{near}” meant?"
                )
                yield remark(form["survey"], line.row, "appearance", sentence, word=word, near=near[0])
            else:
                sentence = N_(
                    "Nobody knows the appearance “{word}”; the question is shown in the ordinary way."
                )
                yield remark(form["survey"], line.row, "appearance", sentence, word=word)
