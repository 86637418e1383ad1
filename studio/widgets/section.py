"""Section: a header that folds what is under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.fold import Fold
from studio.widgets.icon_label import IconLabel
from studio.widgets.line import Line


class _Header(QFrame):
    """The row that is clicked: an arrow, the title, a hint at the right."""

    pressed = QtSignal()

    def __init__(self, theme: Theme, title: str, hint: str) -> None:
        super().__init__()
        self.setProperty("panel", "section-header")
        self.setFixedHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)
        self._arrow = IconLabel(theme)
        self.title = QLabel(title)
        self.title.setProperty("role", "header")
        self.hint = ElidedLabel(hint, "caption")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(10, 0, 12, 0)
        self.row.setSpacing(4)
        self.row.addWidget(self._arrow)
        self.row.addWidget(self.title)
        self.row.addWidget(self.hint, 1)

    def point(self, is_open: bool) -> None:
        self._arrow.set_icon("chevron-down" if is_open else "chevron-right")
        self.setAccessibleDescription("open" if is_open else "folded")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class Section(QWidget):
    """A titled group of rows that can be folded away.

    Parameters
    ----------
    theme
        The look.
    title
        The group's name.
    hint
        A quiet word at the right end of the header.
    milliseconds
        How long folding takes; 0 for "reduce motion".
    """

    folded = QtSignal(bool)
    """The person at the desk folded (true) or opened it."""

    def __init__(
        self, theme: Theme, title: str, hint: str = "", *, milliseconds: int = 100,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._header = _Header(theme, title, hint)
        self._fold = Fold(milliseconds)
        self._fold.column.setContentsMargins(12, 0, 12, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._fold)
        column.addWidget(Line())
        self._header.point(is_open=True)
        self._header.pressed.connect(self._toggle)

    @property
    def title(self) -> str:
        """The group's name."""
        return self._header.title.text()

    @property
    def is_folded(self) -> bool:
        """Whether the rows are folded away."""
        return not self._fold.is_open

    @property
    def body(self) -> QVBoxLayout:
        """The column that rows are put in."""
        return self._fold.column

    def add(self, widget: QWidget) -> None:
        """Put a row at the end."""
        self._fold.column.addWidget(widget)

    def add_to_header(self, widget: QWidget) -> None:
        """Put a button at the right end of the header."""
        self._header.row.addWidget(widget)

    def set_hint(self, hint: str) -> None:
        """Show another quiet word in the header."""
        self._header.hint.setText(hint)

    def set_folded(self, folded: bool) -> None:
        """Fold or open it, at once and without telling."""
        self._fold.set_open(not folded, animated=False)
        self._header.point(is_open=not folded)

    def _toggle(self) -> None:
        opened = self.is_folded
        self._fold.set_open(opened)
        self._header.point(is_open=opened)
        self.folded.emit(not opened)
