"""FlowLayout: widgets in rows, as words on a page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows that break where the next widget does not fit.

    Parameters
    ----------
    parent
        The widget that is laid out.
    spacing
        Pixels between widgets, across and down.
    centred
        Whether rows stand in the middle.
    """

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = 4, centred: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._centred = centred
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at a place, ``None`` past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return none: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return true: narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        rows = self._rows(width)
        gaps = self.spacing() * max(len(rows) - 1, 0)
        return sum(self._height(row) for row in rows) + gaps

    def sizeHint(self) -> QSize:
        """Return the size of one long row."""
        shown = [item for item in self._items if not item.isEmpty()]
        width = sum(item.sizeHint().width() for item in shown)
        width += self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, self._height(shown))

    def minimumSize(self) -> QSize:
        """Return the size of the greatest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Lay the rows out."""
        super().setGeometry(rect)
        y = rect.y()
        for row in self._rows(rect.width()):
            used = sum(item.sizeHint().width() for item in row) + self.spacing() * (len(row) - 1)
            x = rect.x() + max((rect.width() - used) // 2, 0) * self._centred
            height = self._height(row)
            for item in row:
                hint = item.sizeHint()
                top = y + (height - hint.height()) // 2
                item.setGeometry(QRect(QPoint(x, top), hint))
                x += hint.width() + self.spacing()
            y += height + self.spacing()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if rows and used + self.spacing() + wide <= width:
                rows[-1].append(item)
                used += self.spacing() + wide
            else:
                rows.append([item])
                used = wide
        return rows

    @staticmethod
    def _height(row: list[QLayoutItem]) -> int:
        return max((item.sizeHint().height() for item in row), default=0)
