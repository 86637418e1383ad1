"""ElidedLabel: one line of text that gives way where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget

from studio.widgets.plain_tip import plain_tip


class ElidedLabel(QLabel):
    """A label that ends in … where it does not fit, and then tells all in its tooltip.

    Parameters
    ----------
    text
        The whole text.
    role
        A role of the style sheet: ``"name"``, ``"caption"`` and so on.
    mode
        Where text is left out.
    """

    def __init__(
        self, text: str = "", role: str = "", *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._mode = mode
        self._own_tip = ""
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def shown_text(self) -> str:
        """The text as there is room for it."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), self._mode, room)

    def set_tip(self, tip: str) -> None:
        """Set a tooltip that is also there while the text fits."""
        self._own_tip = tip
        self._refresh_tip()

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line: any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Return the room for the whole text."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, super().sizeHint().height())

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._refresh_tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the text fits now."""
        super().resizeEvent(event)
        self._refresh_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for, in the style sheet's colours."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter, self.contentsRect(), int(self.alignment()), option.palette, self.isEnabled(),
            self.shown_text, self.foregroundRole(),
        )  # fmt: skip
        painter.end()

    def _refresh_tip(self) -> None:
        cut = self.shown_text != self.text()
        self.setToolTip(plain_tip(self.text() if cut and not self._own_tip else self._own_tip))
