"""ChoiceField: one of several words, from a list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from studio.theme import Theme
from studio.widgets.number_text import MIXED


class ChoiceField(QComboBox):
    """A list to choose from; the wheel changes it only while it has the focus.

    Parameters
    ----------
    theme
        The look.
    choices
        Key and label of each.
    """

    chosen = QtSignal(str)
    """The key that was chosen by hand."""

    def __init__(
        self, theme: Theme, choices: Iterable[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "choice")
        self.setFixedHeight(24)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPlaceholderText(MIXED)
        self.setMaxVisibleItems(16)
        self.activated.connect(lambda at: self.chosen.emit(str(self.itemData(at))))
        self.set_choices(choices)

    @property
    def choice(self) -> str | None:
        """The key that is shown, ``None`` for several that differ."""
        found = self.currentData()
        return None if found is None else str(found)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer other choices; the one shown stays where it is still offered."""
        wanted = list(choices)
        if wanted == [(self.itemData(i), self.itemText(i)) for i in range(self.count())]:
            return
        kept = self.choice
        self.clear()
        for key, label in wanted:
            self.addItem(label, key)
        self.set_choice(kept)

    def set_choice(self, key: str | None) -> None:
        """Show a choice without telling; ``None`` for several that differ."""
        self.setCurrentIndex(-1 if key is None else self.findData(key))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step while focused; else let the panel scroll."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and, sharp at every scale, its arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        icon = self._theme.icon("chevron-down", "text2" if self.isEnabled() else "text3")
        icon.paint(painter, self.width() - 22, (self.height() - 16) // 2, 16, 16)
        painter.end()
