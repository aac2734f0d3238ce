"""The dark column at the left: where one is and where one can go."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from app.i18n import tr
from app.ui import icons, theme
from app.ui.override import override
from app.ui.places import Place
from app.ui.says import Worded
from app.ui.widgets.layout import column, plain, row, scrolling
from app.ui.widgets.text import Elided, Picture

_MOST_PLACES = 9


class PlaceButton(Worded, QAbstractButton):
    """One place: an icon, its name, and how many things wait there."""

    def __init__(self, place: Place, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self._number = place, number
        self.badge, self.narrow = 0, False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.refresh()

    @override
    def retranslate(self) -> None:
        name = tr(self.place.msgid)
        self.setText("" if self.narrow else name)
        waiting = tr("{place}, {count} waiting", place=name, count=self.badge) if self.badge else name
        self.setAccessibleName(waiting)
        self.setToolTip(tr("{name} (Alt+{number})", name=waiting, number=self._number))
        self.updateGeometry()

    @override
    def restyle(self) -> None:
        self.setFont(theme.font(16, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal))
        self.updateGeometry()

    @override
    def nextCheckState(self) -> None:
        """Stay as it is: only arriving at a place marks it."""

    @override
    def sizeHint(self) -> QSize:
        if self.narrow:
            return QSize(theme.px(24) + theme.gap(40), theme.px(24) + theme.gap(14))
        high = theme.px(24) + theme.gap(20)
        words = QFontMetrics(theme.font(16, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        return QSize(words + theme.px(20 + 12 + 34) + theme.gap(40), high)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(theme.gap(10), 2, -theme.gap(10), -2)
        ink = "on_side_current" if self.isChecked() else "on_side"
        self._paint_ground(painter, inside)
        size = theme.px(20)
        left = (self.width() - size) // 2 if self.narrow else round(inside.left()) + theme.gap(12)
        painter.drawPixmap(left, (self.height() - size) // 2, icons.pixmap(self.place.icon, ink, size))
        painter.setPen(look.colour(ink))
        painter.setFont(theme.font(16, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal))
        text_left = left + size + theme.px(12)
        room = QRect(text_left, 0, max(0, self.width() - text_left), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.badge:
            self._paint_badge(painter, inside)

    def _paint_ground(self, painter: QPainter, inside: QRectF) -> None:
        look, round_ = theme.look(), theme.px(8)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(look.colour("side_current" if self.isChecked() else "side_hover"))
            painter.drawRoundedRect(inside, round_, round_)
        if self.isChecked():
            high = inside.height() - theme.px(16)
            bar = QRectF(inside.left(), inside.center().y() - high / 2, theme.px(3), high)
            painter.setBrush(look.colour("side_mark"))
            painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("side_ring"), 2))
            painter.drawRoundedRect(inside.adjusted(1, 1, -1, -1), round_, round_)

    def _paint_badge(self, painter: QPainter, inside: QRectF) -> None:
        look, words = theme.look(), str(self.badge) if self.badge < 100 else "99+"
        font = theme.font(12 if self.narrow else 13, QFont.Weight.Bold)
        metrics = QFontMetrics(font)
        high = metrics.height() + theme.px(1)
        wide = max(high, metrics.horizontalAdvance(words) + theme.px(10))
        top = inside.top() + 1 if self.narrow else inside.center().y() - high / 2
        spot = QRectF(inside.right() - wide - (1 if self.narrow else theme.gap(10)), top, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ribbon"))
        painter.drawRoundedRect(spot, high / 2, high / 2)
        painter.setPen(look.colour("on_ribbon"))
        painter.setFont(font)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)


class Sidebar(Worded, QFrame):
    """The places, the product's name above them, the worker's below. `went(id)` when one is pressed."""

    went = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if len(places) > _MOST_PLACES:
            raise ValueError(len(places))
        self.setObjectName("side")
        self.buttons = {place.id: PlaceButton(place, number) for number, place in enumerate(places, 1)}
        for button in self.buttons.values():
            button.clicked.connect(lambda _=False, place=button.place: self.went.emit(place.id))
            button.toggled.connect(lambda _=False, button=button: button.restyle())
        self.logo = Picture("goldaw", "side_ring", size=30)
        self.brand = Elided(lambda: "Goldaw")
        self.brand.setObjectName("brand")
        self.person, self.where = Elided("", "strong"), Elided("", "small")
        self._name, self._where, self._narrow = "", "", False
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        top = row(self.logo, spacing=10)
        top.addWidget(self.brand, 1)
        top.setContentsMargins(theme.gap(21), theme.gap(16), theme.gap(16), theme.gap(14))
        listed = plain(column(*self.buttons.values(), 0, spacing=2))
        self.foot = plain(column(self.person, self.where, spacing=0))
        self.foot.setContentsMargins(theme.gap(22), theme.gap(8), theme.gap(16), theme.gap(14))
        whole = column(top, spacing=0)
        area = scrolling(listed)  # nine places at the largest text may need more than 600 pixels
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(area, 1)
        whole.addWidget(self.foot)
        self.setLayout(whole)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or icons with names."""
        self._narrow = narrow
        self.brand.setHidden(narrow)
        self.foot.setHidden(narrow or not self._name)
        for button in self.buttons.values():
            button.narrow = narrow
            button.retranslate()
        self.restyle()

    def set_person(self, name: str, where: str) -> None:
        """Show whose vault this is."""
        self._name, self._where = name, where
        self.person.set_says(lambda: self._name)
        self.where.set_says(lambda: self._where)
        self.set_narrow(self._narrow)

    def set_current(self, place_id: str) -> None:
        """Mark a place as the one where one is."""
        for one_id, button in self.buttons.items():
            button.setChecked(one_id == place_id)

    def set_badge(self, place_id: str, count: int) -> None:
        """Show how many things wait at a place; 0 shows nothing."""
        button = self.buttons[place_id]
        button.badge = count
        button.retranslate()
        button.update()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(tr("Places"))
        self.restyle()

    @override
    def restyle(self) -> None:
        widest = max((button.sizeHint().width() for button in self.buttons.values()), default=0)
        self.setFixedWidth(widest if self._narrow else max(widest, theme.px(212)))
