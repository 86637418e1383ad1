"""OthersFoot: below the list of models those that do not have the mode, by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel

_NAMED = 12
_HIGHEST = 120


class OthersFoot(QFrame):
    """How many there are and what they cannot do; unfolded, who they are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "footer")
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._cannot = ""
        self._unfolded = False
        self.button = QPushButton()
        self.button.setProperty("kind", "flat")
        self.button.setFixedWidth(24)
        self.button.setAccessibleName("Models without this mode")
        self.button.clicked.connect(lambda *_: self._fold())
        self._short = ElidedLabel("", "caption")
        self._all = QLabel()
        self._all.setProperty("role", "caption")
        self._all.setWordWrap(True)
        self._all.setContentsMargins(28, 0, 8, 6)
        head = QHBoxLayout()
        head.addWidget(self.button)
        head.addWidget(self._short, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(2)
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setMaximumHeight(_HIGHEST)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setWidget(self._all)
        column.addLayout(head)
        column.addWidget(self._room)

    def show_others(self, names: Sequence[str], cannot: str) -> None:
        """Show who cannot, and what."""
        self._names, self._cannot = tuple(names), cannot
        self.setVisible(bool(names))
        self._show()

    def _fold(self) -> None:
        self._unfolded = not self._unfolded
        self._show()

    def _show(self) -> None:
        many = f"{len(self._names)} {self._cannot}"
        short = f"{many}: {', '.join(self._names[:_NAMED])}"
        self._short.setText(many if self._unfolded else short)
        self._all.setText(", ".join(self._names))
        self._room.setVisible(self._unfolded)
        icon = "chevron-down" if self._unfolded else "chevron-right"
        self.button.setIcon(self._theme.icon(icon))
        self.button.setToolTip("Show fewer" if self._unfolded else "Show them all")
