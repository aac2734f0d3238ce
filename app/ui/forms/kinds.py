"""Which way of answering a question gets: by its control, its type and the words of its appearance."""

from app.forms.fields import ControlKind, DataType
from app.forms.live import Item
from app.forms.state import NodeState
from app.ui.forms.any_file import FileEntry
from app.ui.forms.choices import CheckList, RadioList
from app.ui.forms.combo import ChoiceCombo
from app.ui.forms.dates import DateEntry, DateTimeEntry, MonthEntry, TimeEntry, YearEntry
from app.ui.forms.editor import Editor
from app.ui.forms.entries import AreaEntry, DigitsEntry, HiddenEntry, TextEntry
from app.ui.forms.filling import Filling
from app.ui.forms.kept_files import KeptFiles
from app.ui.forms.looks import Looks, Spread, looks_of
from app.ui.forms.numbers import BearingEntry, CounterEntry, NumberEntry
from app.ui.forms.pad import SHEET, SIGNATURE
from app.ui.forms.photo import PhotoEntry
from app.ui.forms.places import PlaceEntry
from app.ui.forms.ranking import RankList
from app.ui.forms.route import RouteEntry
from app.ui.forms.scale import PickerEntry, RangeEntry, RatingEntry
from app.ui.forms.scale_steps import steps_of
from app.ui.forms.search_list import SearchList
from app.ui.forms.sketch import SketchEntry
from app.ui.forms.trigger import TriggerEntry

MOST_RADIOS, MOST_FOLDED, MOST_CHECKS, MOST_STARS = 7, 60, 24, 10
MOST_SPREAD = 30  # a form that says how its answers are to be spread wants them in sight


def editor_for(item: Item, state: NodeState) -> Editor:
    """Return the way to answer one question."""
    control, looks = item.field.control, looks_of(state.appearance)
    kind = control.kind if control else ControlKind.INPUT
    if kind is ControlKind.SELECT_ONE:
        return _one(len(state.options), looks)
    if kind is ControlKind.SELECT:
        many = len(state.options) > MOST_CHECKS or looks.has("minimal", "autocomplete", "search")
        return SearchList(several=True) if many else CheckList(looks)
    if kind is ControlKind.RANK:
        return RankList()
    if kind is ControlKind.TRIGGER:
        return TriggerEntry()
    return _range(state, looks) if kind is ControlKind.RANGE else _entry(state, looks)


def _one(answers: int, looks: Looks) -> Editor:
    if looks.has("autocomplete", "search"):
        return SearchList(several=False, looks=looks)
    spread = looks.spread is not Spread.USUAL and answers <= MOST_SPREAD
    if (answers <= MOST_RADIOS or spread) and not looks.has("minimal"):
        return RadioList(looks)
    folded = answers <= MOST_FOLDED or looks.has("minimal")
    return ChoiceCombo(looks) if folded else SearchList(several=False, looks=looks)


def _range(state: NodeState, looks: Looks) -> Editor:
    steps = steps_of(state.parameters)
    if looks.has("rating") and steps.count < MOST_STARS:
        return RatingEntry(steps)
    if looks.has("picker"):
        return PickerEntry(steps)
    interval = steps_of({"end": state.parameters.get("tick-interval", "0")}).end
    every = round(interval / abs(steps.step))
    return RangeEntry(steps, state.data_type == DataType.INT, looks, every)


def _entry(state: NodeState, looks: Looks) -> Editor:
    kind, calendar = state.data_type, not looks.has("no-calendar")
    if kind in (DataType.INT, DataType.DECIMAL):
        return _number(kind == DataType.INT, looks)
    if kind == DataType.DATE:
        if looks.has("year"):
            return YearEntry()
        return MonthEntry() if looks.has("month-year") else DateEntry(calendar=calendar)
    if kind == DataType.TIME:
        return TimeEntry()
    if kind == DataType.DATE_TIME:
        return DateTimeEntry(calendar=calendar)
    if kind == DataType.GEOPOINT:
        return PlaceEntry()
    if kind in (DataType.GEOTRACE, DataType.GEOSHAPE):
        return RouteEntry(closed=kind == DataType.GEOSHAPE)
    return _text(looks)


def _number(whole: bool, looks: Looks) -> Editor:
    if looks.has("bearing") and not whole:
        return BearingEntry()
    if looks.has("counter") and whole:
        return CounterEntry()
    return NumberEntry(whole, grouped=looks.has("thousands-sep"))


def _text(looks: Looks) -> Editor:
    if looks.has("partial-date"):
        return DateEntry(partial=True)
    if looks.has("masked", "hidden-answer"):
        return HiddenEntry()
    if looks.has("numbers"):
        return DigitsEntry()
    return AreaEntry() if looks.has("multiline") else TextEntry()


def upload_for(filling: Filling, item: Item, files: KeptFiles, state: NodeState) -> Editor:
    """Return the way to answer one question with a file."""
    looks, wanted = looks_of(state.appearance), state.parameters.get("mediatype", "image/*")
    if not wanted.startswith("image/"):
        return FileEntry(filling, item, files)
    if looks.has("signature"):
        return SketchEntry(filling, item, files, SIGNATURE)
    if looks.has("draw", "annotate"):
        return SketchEntry(filling, item, files, SHEET, on_picture=looks.has("annotate"))
    return PhotoEntry(filling, item, files)
