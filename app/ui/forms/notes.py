"""What a form says without asking: notes, live values, findings, and what this version cannot ask."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.errors import N_
from app.forms.fields import DataType
from app.forms.live import Item
from app.forms.state import NodeState
from app.ui import theme
from app.ui.forms.filling import Filling
from app.ui.forms.guidance import Guidance
from app.ui.forms.media import Media
from app.ui.forms.numbers import decimal_mark
from app.ui.forms.part import Budget, Part
from app.ui.forms.sentences import Sentences
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.says import mark
from app.ui.widgets import date_text
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Picture, Rank, Text

SHORT = 120


class Note(Part):
    """A sentence of the form on a soft ground; its words follow the answers."""

    order = ("hint", "label", "second")

    def __init__(self, filling: Filling, item: Item) -> None:
        super().__init__(filling)
        self.item = item
        self._shown: object = None
        self.long = len(filling.state(item).label or "") >= SHORT
        self.media: Media | None = None
        self.guidance: Guidance | None = None
        self.words = column(spacing=4)
        ranks: dict[str, Rank] = {"hint": "small", "label": self.rank(), "second": "small"}
        self._said = Sentences(self.words, {name: ranks[name] for name in self.order}, copied=True)
        self.lay_out()

    def rank(self) -> Rank:
        """Return how the label is written."""
        return "body" if self.long else "strong"

    @property
    def label(self) -> Text:
        """What is said."""
        return self._said.text("label")

    def lay_out(self) -> None:
        """Put the words on their ground; what is long is meant for reading aloud and stands dark on light."""
        ground = QFrame()
        if self.long:
            mark(ground, look="card")
        else:
            mark(ground, look="banner", tone=Tone.INFO.value)
        inside = row(spacing=12, margin=14)
        picture = Picture("info", "accent" if self.long else "on_info_soft", size=20)
        inside.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(self.words, 1)
        ground.setLayout(inside)
        self.setLayout(column(ground, spacing=0))

    @override
    def is_wanted(self) -> bool:
        return self.item.live and self.item.relevant

    @override
    def refresh(self, _budget: Budget) -> None:
        if not self.is_wanted():
            return
        state, second = self.filling.state(self.item), self.filling.heard(self.item)
        said = {"label": state.label or "", "hint": state.hint or "", "second": second.label}
        explained = (state.guidance or "", second.guidance)
        if (said, state.media, explained) == self._shown:
            return
        self._shown = said, state.media, explained
        for name, words in said.items():
            self._said.say(name, words)
        self._explain(*explained)
        self._show_media(state.media, said["label"])

    def _explain(self, words: str, second: str) -> None:
        if words and self.guidance is None:
            self.guidance = Guidance()
            self.words.addWidget(self.guidance)
        if self.guidance is not None:
            self.guidance.say(words, second)

    def _show_media(self, addresses: Mapping[str, str], name: str) -> None:
        if addresses and self.media is None:
            self.media = Media(self.filling.pictures)
            self.words.addWidget(self.media)
        if self.media is not None:
            self.media.show_media(addresses, name)

    @override
    def stops(self) -> list[QWidget]:
        extras = [part for part in (self.guidance, self.media) if part is not None and self.is_wanted()]
        return [stop for part in extras for stop in part.stops()]


class Finding(Note):
    """One line of a list of findings: a mark and a sentence."""

    order = ("label", "second", "hint")

    @override
    def rank(self) -> Rank:
        return "body"

    @override
    def lay_out(self) -> None:
        line = row(spacing=10)
        mark_ = column(Picture("right", "accent", size=15), spacing=0)
        mark_.setContentsMargins(0, theme.gap(5), 0, 0)
        mark_.addStretch(1)
        line.addLayout(mark_)
        line.addLayout(self.words, 1)
        self.setLayout(line)


class Value(Note):
    """A value that the form works out: its name and, live, what it is."""

    order = ("label", "second", "hint")

    @override
    def lay_out(self) -> None:
        mark(self, look="card")
        self.value = Text(lambda: written(self.filling.state(self.item)) or "—", "heading", wrap=True)
        self.words.addWidget(self.value)
        room = theme.gap(16)
        self.words.setContentsMargins(room, room, room, room)
        self.setLayout(self.words)

    @override
    def refresh(self, budget: Budget) -> None:
        super().refresh(budget)
        self.value.retranslate()


class Unknown(Note):
    """A question of a kind this version cannot ask: seen, read-only, never lost."""

    order = ("label", "second", "hint")

    @override
    def lay_out(self) -> None:
        ground = QFrame()
        mark(ground, look="banner", tone=Tone.WARN.value)
        self.why = Text(
            N_("This kind of question cannot be answered here. Its answer stays as it is."), "small"
        )
        self.why.setWordWrap(True)
        inside = row(spacing=12, margin=14)
        inside.addWidget(Picture("warning", "on_warn_soft", size=20), 0, Qt.AlignmentFlag.AlignTop)
        self.words.addWidget(self.why)
        inside.addLayout(self.words, 1)
        ground.setLayout(inside)
        self.setLayout(column(ground, spacing=0))


def written(state: NodeState) -> str:
    """Return a value that a form works out as people write it."""
    if state.data_type == DataType.DATE:
        return date_text.written(state.value[:10])
    if state.data_type == DataType.DATE_TIME:
        return f"{date_text.written(state.value[:10])} {state.value[11:16]}".strip()
    if state.data_type == DataType.TIME:
        return state.value[:5]
    if state.data_type == DataType.DECIMAL:
        return state.value.replace(".", decimal_mark())
    return state.value
