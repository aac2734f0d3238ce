"""What a row of the survey sheet is, read from its type however it is spelled: a question, a beginning, an end…

The spellings are those that pyxform accepts; capitals count, for they count there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    """What a row does in the form."""

    QUESTION = "question"
    SHOWN = "shown"  # a note: read, not answered
    UNSEEN = "unseen"  # a calculate, a moment, an attached file: never on the screen
    BEGIN = "begin"
    END = "end"
    SETTING = "setting"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A row's kind: `sort` is "text", "select_one", "group"…; `list_name` where its answers come from."""

    role: Role
    sort: str = ""
    list_name: str = ""
    other: bool = False

    @property
    def is_select(self) -> bool:
        """Whether it is answered by choosing."""
        return self.sort in ("select_one", "select_multiple", "rank", "select_one_external")

    @property
    def from_sheet(self) -> bool:
        """Whether its answers are a list on the sheet "choices"."""
        return (
            self.is_select
            and self.sort != "select_one_external"
            and not re.search(r"\.\w+$|\$\{", self.list_name)
        )


_SORTS: Mapping[str, str] = {
    "text": "text|string|q string|add text prompt",
    "integer": "integer|int|q int|add integer prompt",
    "decimal": "decimal|q decimal|add decimal prompt",
    "percentage": "percentage|number of days in last month|number of days in last six months|"
    "number of days in last year",
    "phone": "phone number",
    "date": "date|q date|add date prompt",
    "time": "time",
    "datetime": "datetime|dateTime|date time|q date time|q dateTime|add date time prompt|add dateTime prompt",
    "geopoint": "geopoint|location|gps|q location|q geopoint|add location prompt",
    "geotrace": "geotrace|q geotrace",
    "geoshape": "geoshape|q geoshape",
    "barcode": "barcode|q barcode|add barcode prompt",
    "acknowledge": "acknowledge|trigger|q acknowledge|add acknowledge prompt",
    "range": "range",
    "image": "image|photo|q picture|q image|add image prompt|add photo prompt",
    "audio": "audio|q audio|add audio prompt",
    "video": "video|q video|add video prompt",
    "file": "file|add file prompt",
}
_SHOWN = ("note", "q note", "add note prompt")
_UNSEEN: Mapping[str, str] = {
    "calculate": "calculate|q calculate|add calculate prompt",
    "hidden": "hidden",
    "moment": "start|end|today|get today|get start time|get end time|start time|end time",
    "property": "deviceid|imei|device id|get device id|subscriberid|subscriber id|get subscriber id|simserial|sim id|"
    "get sim id|phonenumber|get phone number|username|email|uri:subscriberid|uri:phonenumber|uri:simserial|"
    "uri:deviceid|uri:username|uri:email",
    "audit": "audit",
    "external": "csv-external|xml-external",
    "place": "start-geopoint|background-geopoint",
    "background-audio": "background-audio",
}
_SETTINGS = ("form_title", "set_form_title", "form_id", "set_form_id", "prefix")
_SELECTS: Mapping[str, str] = {
    "select_one": "select_one|select one|select one from|select1|add select one prompt using|select_one_from_file|"
    "select one from file",
    "select_multiple": "select_multiple|select all that apply|select all that apply from|"
    "add select multiple prompt using|select_multiple_from_file|select multiple from file",
    "rank": "rank",
    "select_one_external": "select_one_external",
}
_BLOCKS = {"group": "group", "lgroup": "repeat", "repeat": "repeat", "loop": "loop", "looped group": "repeat"}

_PLAIN: dict[str, Kind] = {}
for _role, _table in ((Role.QUESTION, _SORTS), (Role.UNSEEN, _UNSEEN)):
    for _sort, _words in _table.items():
        _PLAIN |= {word: Kind(role=_role, sort=_sort) for word in _words.split("|")}
_PLAIN |= {word: Kind(role=Role.SHOWN, sort="note") for word in _SHOWN}
_PLAIN |= {word: Kind(role=Role.SETTING, sort="setting") for word in _SETTINGS}
_COMMANDS = {word: sort for sort, words in _SELECTS.items() for word in words.split("|")}

_BLOCK = re.compile(rf"(begin|end)[\s_]({'|'.join(_BLOCKS)})(?: (?:over )?(\S+))?$")
_SELECT = re.compile(
    rf"({'|'.join(sorted(_COMMANDS, key=len, reverse=True))}) (\S+)( (?:or specify other|or_other|or other))?$"
)
_OSM = re.compile(r"osm(?: (\S+))?")

SPELLINGS = (
    *_PLAIN,
    *_COMMANDS,
    *(f"{edge}_{block}" for block in ("group", "repeat") for edge in ("begin", "end")),
)


@lru_cache(maxsize=4096)
def kind_of(written: str) -> Kind:
    """Return what a type stands for; one that nobody knows has the role UNKNOWN."""
    spelled = " ".join(written.split())
    if spelled in _PLAIN:
        return _PLAIN[spelled]
    if match := _BLOCK.match(spelled):
        role = Role.BEGIN if match[1] == "begin" else Role.END
        if role is Role.BEGIN or not match[3]:
            return Kind(role=role, sort=_BLOCKS[match[2]], list_name=match[3] or "")
    if match := _SELECT.match(spelled):
        return Kind(
            role=Role.QUESTION, sort=_COMMANDS[match[1]], list_name=match[2], other=match[3] is not None
        )
    if match := _OSM.match(spelled):
        return Kind(role=Role.QUESTION, sort="osm", list_name=match[1] or "")
    return Kind(role=Role.UNKNOWN)


def meant(written: str) -> str:
    """Return the type that was probably meant by one nobody knows, or nothing."""
    spelled = " ".join(written.split()).lower()
    first, _, rest = spelled.partition(" ")
    candidates = {one.lower(): one for one in SPELLINGS}
    for tried, behind in ((spelled, ""), (first, rest)):
        near = get_close_matches(tried.replace("-", "_"), candidates, n=1, cutoff=0.75)
        if near and kind_of(fit := f"{candidates[near[0]]} {behind}".strip()).role is not Role.UNKNOWN:
            return fit
    return ""
