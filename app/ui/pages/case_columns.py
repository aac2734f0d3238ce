"""The columns in which pages show cases. A protected case shows its number and a lock, nothing else."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.errors import N_
from app.i18n import tr
from app.models.casefile import Duty
from app.store.queries import CaseItem
from app.ui import icons, shown, theme, words
from app.ui.override import override
from app.ui.pages import Session
from app.ui.palette import Tone
from app.ui.says import say
from app.ui.widgets.table import DataTable
from app.ui.widgets.table_cells import PADDING, CellPainter
from app.ui.widgets.table_model import Cell, Column

_DUTIES = (Duty.ASSESS, Duty.PLAN, Duty.CORRECT, Duty.VISIT, Duty.REVIEW)  # what can be due by itself


def locked(item: CaseItem) -> bool:
    """Tell whether lists keep the case's details to themselves."""
    return bool(item.restricted)


def client(item: CaseItem) -> str:
    """Return the client's name as lists show it."""
    return "" if locked(item) else item.name


def room_for(texts: Iterable[str], at_100: int = 16, pill: bool = False) -> int:
    """Return the width (at 100 % text) of a column that shows each of these texts whole."""
    metrics = QFontMetrics(theme.font(at_100, QFont.Weight.DemiBold if pill else QFont.Weight.Normal))
    widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
    return ceil(widest * 100 / theme.look().percent) + 2 * PADDING + (2 * PADDING if pill else 6)


def duty(item: CaseItem) -> str:
    """Return what is due next."""
    return tr(words.word(words.DUTIES, item.due))


def number_column() -> Column[CaseItem]:
    """Return the column of case numbers."""
    return Column(
        id="number",
        title=N_("Number"),
        text=lambda item: item.number,
        cell=Cell.STRONG,
        detail=lambda item: tr("protected") if locked(item) else "",
        width=136,
        sortable=True,
    )


def contact_column() -> Column[CaseItem]:
    """Return the column that says how often the worker comes."""
    return Column(
        id="contact",
        title=N_("Contact"),
        text=lambda item: "" if locked(item) else tr(words.word(words.RISKS, item.risk)),
        tone=lambda item: words.RISK_TONES.get(item.risk, Tone.NEUTRAL),
        cell=Cell.PILL,
        width=room_for((tr(risk) for risk in words.RISKS.values()), 15, pill=True),
        sortable=True,
    )


def duty_column() -> Column[CaseItem]:
    """Return the column of what is due next."""
    width = room_for(tr(words.DUTIES[one]) for one in _DUTIES)
    return Column(id="duty", title=N_("To do"), text=duty, width=width)


def when_column(session: Session) -> Column[CaseItem]:
    """Return the column of when it is due."""
    today = session.today()
    samples = (shown.until(shown.days_after(today, days), today) for days in (-188, -18, 0, 1, 188))
    return Column(
        id="when",
        title=N_("When"),
        text=lambda item: shown.until(item.due_on, session.today()),
        tone=lambda item: shown.urgency(item.due_on, session.today()),
        cell=Cell.PILL,
        width=room_for(samples, 15, pill=True),
        sortable=True,
    )


def dropping(columns: Sequence[Column[CaseItem]], last: Sequence[str]) -> list[Column[CaseItem]]:
    """Return the columns so that a narrow table leaves out those named in `last`, from its end on, and no more."""

    def least(column: Column[CaseItem]) -> int:
        title = room_for([say(column.title)], 15) + (24 if column.sortable else 6)
        return max(column.width, title)

    taken = sum(least(column) for column in columns if column.id not in last)
    below: dict[str, int] = {}
    for name in last:
        taken += least(next(column for column in columns if column.id == name))
        below[name] = taken
    return [replace(column, drop_below=below.get(column.id, 0)) for column in columns]


def case_columns(session: Session) -> list[Column[CaseItem]]:
    """Return the columns of the list of cases."""

    def told(text: str, item: CaseItem) -> str:
        return "" if locked(item) else text

    columns = [
        number_column(),
        Column(id="name", title=N_("Client"), text=client, width=176, stretch=3, sortable=True),
        Column(
            id="age",
            title=N_("Age"),
            text=lambda item: told(shown.age(item.birth, session.today()), item),
            width=60,
        ),
        Column(
            id="place",
            title=N_("Place"),
            text=lambda item: told(shown.place(session.places, item.place), item),
            width=130,
            stretch=2,
            sortable=True,
        ),
        Column(
            id="step",
            title=N_("Step"),
            text=lambda item: told(tr(words.word(words.STEPS, item.step)), item),
            width=room_for(tr(step) for step in words.STEPS.values()),
        ),
        contact_column(),
        duty_column(),
        when_column(session),
        Column(
            id="next",
            title=N_("Next visit"),
            text=lambda item: told(shown.day(item.next_visit) or "—", item),
            width=122,
        ),
    ]
    return dropping(columns, ("contact", "place", "step", "age", "next"))


def due_columns(session: Session) -> list[Column[CaseItem]]:
    """Return the columns of what is due: few and tall, for a look in passing."""

    def where(item: CaseItem) -> str:
        place = "" if locked(item) else shown.place(session.places, item.place)
        return " · ".join(part for part in (item.number, place) if part)

    columns = [
        Column(
            id="name",
            title=N_("Client"),
            text=lambda item: tr("Protected file") if locked(item) else item.name,
            detail=where,
            cell=Cell.TWO_LINE,
            width=190,
            stretch=3,
        ),
        duty_column(),
        when_column(session),
        contact_column(),
    ]
    return dropping(columns, ("contact",))


class LockPainter(CellPainter):
    """Paints a small lock behind the number of a protected case."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        rows = index.model()
        item = rows.rows[index.row()]  # type: ignore[attr-defined]  # the model is our own Rows
        if rows.columns[index.column()].id == "number" and locked(item):  # type: ignore[attr-defined]  # the same
            rect, size = option.rect, theme.px(18)  # type: ignore[attr-defined]  # missing from Qt's stubs
            left = rect.right() - theme.px(PADDING) - size
            picture = icons.pixmap("lock", "muted", size)
            painter.drawPixmap(left, rect.center().y() - size // 2, picture)


Columns = Sequence[Column[CaseItem]]


class CaseTable(DataTable[CaseItem]):
    """A table of cases. Columns given by a function are asked for again in every language: its words need their own room."""

    def __init__(self, columns: Columns | Callable[[], Columns], name: str) -> None:
        self._make: Callable[[], Columns] = columns if callable(columns) else lambda: columns
        super().__init__(self._make(), name)
        self.locks = LockPainter(self)
        self.cells = self.locks
        self.setItemDelegate(self.locks)

    @override
    def retranslate(self) -> None:
        self.rows.columns = tuple(self._make())
        super().retranslate()
