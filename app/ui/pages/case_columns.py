"""The columns in which pages show cases. A protected case shows its number and a lock, nothing else."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.errors import N_
from app.i18n import tr
from app.store.queries import CaseItem
from app.ui import icons, shown, theme, words
from app.ui.override import override
from app.ui.pages import Session
from app.ui.palette import Tone
from app.ui.widgets.table import DataTable
from app.ui.widgets.table_cells import PADDING, CellPainter
from app.ui.widgets.table_model import Cell, Column


def locked(item: CaseItem) -> bool:
    """Tell whether lists keep the case's details to themselves."""
    return bool(item.restricted)


def client(item: CaseItem) -> str:
    """Return the client's name as lists show it."""
    return "" if locked(item) else item.name


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
        width=142,
        sortable=True,
    )


def duty_column() -> Column[CaseItem]:
    """Return the column of what is due next."""
    return Column(id="duty", title=N_("To do"), text=duty, width=122)


def when_column(session: Session) -> Column[CaseItem]:
    """Return the column of when it is due."""
    return Column(
        id="when",
        title=N_("When"),
        text=lambda item: shown.until(item.due_on, session.today()),
        tone=lambda item: shown.urgency(item.due_on, session.today()),
        cell=Cell.PILL,
        width=128,
        sortable=True,
    )


def case_columns(session: Session) -> list[Column[CaseItem]]:
    """Return the columns of the list of cases."""

    def told(text: str, item: CaseItem) -> str:
        return "" if locked(item) else text

    return [
        number_column(),
        Column(id="name", title=N_("Client"), text=client, width=176, stretch=3, sortable=True),
        Column(
            id="age",
            title=N_("Age"),
            text=lambda item: told(shown.age(item.birth, session.today()), item),
            width=60,
            drop_below=640,
        ),
        Column(
            id="place",
            title=N_("Place"),
            text=lambda item: told(shown.place(session.places, item.place), item),
            width=130,
            stretch=2,
            sortable=True,
            drop_below=980,
        ),
        Column(
            id="step",
            title=N_("Step"),
            text=lambda item: told(tr(words.word(words.STEPS, item.step)), item),
            width=106,
            drop_below=840,
        ),
        contact_column(),
        duty_column(),
        when_column(session),
        Column(
            id="next",
            title=N_("Next visit"),
            text=lambda item: told(shown.day(item.next_visit) or "—", item),
            width=122,
            drop_below=1180,
        ),
    ]


def due_columns(session: Session) -> list[Column[CaseItem]]:
    """Return the columns of what is due: few and tall, for a look in passing."""

    def where(item: CaseItem) -> str:
        place = "" if locked(item) else shown.place(session.places, item.place)
        return " · ".join(part for part in (item.number, place) if part)

    return [
        Column(
            id="name",
            title=N_("Client"),
            text=lambda item: tr("Protected file") if locked(item) else item.name,
            detail=where,
            cell=Cell.TWO_LINE,
            width=220,
            stretch=3,
        ),
        duty_column(),
        when_column(session),
        contact_column(),
    ]


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


class CaseTable(DataTable[CaseItem]):
    """A table of cases."""

    def __init__(self, columns: Sequence[Column[CaseItem]], name: str) -> None:
        super().__init__(columns, name)
        self.locks = LockPainter(self)
        self.cells = self.locks
        self.setItemDelegate(self.locks)
