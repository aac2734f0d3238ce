"""Two columns of a page that become one when there is no room, and panels of which one is shown."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui import theme
from app.ui.override import override
from app.ui.widgets.layout import column


class TwoColumns(QWidget):
    """Shares the width between `left` and `right` by `shares`; below `least` pixels (at 100 %) `right` stands under `left`."""

    def __init__(
        self, left: QWidget, right: QWidget, shares: tuple[int, int] = (3, 2), least: int = 860
    ) -> None:
        super().__init__()
        self._left, self._right, self._least = left, right, least
        self._shares = shares
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.gap(14))
        self._box.addWidget(left, shares[0], Qt.AlignmentFlag(0))
        self._box.addWidget(right, shares[1], Qt.AlignmentFlag(0))

    @override
    def minimumSizeHint(self) -> QSize:
        left, right = self._left.minimumSizeHint(), self._right.minimumSizeHint()
        return QSize(max(left.width(), right.width()), self._box.minimumSize().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        need = self._left.minimumSizeHint().width() + self._right.minimumSizeHint().width()
        fits = self.width() >= max(theme.px(self._least), need + self._box.spacing())
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way != self._box.direction():
            self._box.setDirection(way)
            # Side by side the shares are widths; one above the other, heights follow the contents.
            for at, share in enumerate(self._shares):
                self._box.setStretch(at, share if fits else 0)


class Panels(QWidget):
    """Several panels in one place, one of them shown; the place is as tall as that one."""

    def __init__(self, *panels: QWidget) -> None:
        super().__init__()
        self._panels = panels
        self.setLayout(column(*panels, spacing=0))
        self.show_only(panels[0])

    def show_only(self, panel: QWidget) -> None:
        """Show this panel and no other."""
        for one in self._panels:
            if one is not panel:
                one.hide()
        panel.show()

    def current(self) -> QWidget:
        """Return the panel shown."""
        return next(one for one in self._panels if not one.isHidden())
