"""The widgets that pages are made of. `from app.ui.widgets import Card, PageHeader, DataTable, Column …`."""

from app.ui.palette import Tone
from app.ui.says import Says, Worded, mark, say
from app.ui.widgets.buttons import (
    Button,
    ChipButton,
    ChoiceButton,
    DangerButton,
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SegmentButton,
)
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, SideBySide, Tiles, column, plain, row, scrolling
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.page_parts import Banner, EmptyState, PageHeader, StatTile
from app.ui.widgets.password import PasswordField
from app.ui.widgets.progress import ProgressSheet
from app.ui.widgets.search import Hit, SearchBox
from app.ui.widgets.steps import Step, StepBar, StepState
from app.ui.widgets.surfaces import Card, Pill, Rule
from app.ui.widgets.table import DataTable
from app.ui.widgets.table_model import Cell, Column, Rows
from app.ui.widgets.text import Elided, Picture, Text
from app.ui.widgets.timeline import Event, Timeline

__all__ = [
    "Banner",
    "Button",
    "Card",
    "Cell",
    "ChipButton",
    "ChoiceButton",
    "Column",
    "DangerButton",
    "DataTable",
    "DateEdit",
    "Elided",
    "EmptyState",
    "Event",
    "FieldRow",
    "Flow",
    "Hit",
    "IconButton",
    "LinkButton",
    "Overlay",
    "PageHeader",
    "PasswordField",
    "Picture",
    "Pill",
    "PrimaryButton",
    "ProgressSheet",
    "QuietButton",
    "Rows",
    "Rule",
    "Says",
    "SearchBox",
    "SegmentButton",
    "SideBySide",
    "StatTile",
    "Step",
    "StepBar",
    "StepState",
    "Text",
    "Tiles",
    "Timeline",
    "Tone",
    "Worded",
    "column",
    "mark",
    "plain",
    "row",
    "say",
    "scrolling",
]
