"""Segmented: a few choices side by side, one of them on."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from studio.theme import Theme


class Segmented(QFrame):
    """Exclusive buttons in one frame.

    Parameters
    ----------
    theme
        The look.
    choices
        ``(key, label, icon)`` of each; an empty label shows the icon alone, with the key as its
        tooltip until ``set_tip`` says better.
    """

    chosen = QtSignal(str)
    """The key of the button that was chosen by hand."""

    def __init__(
        self, theme: Theme, choices: Iterable[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "segmented")
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        for key, label, icon in choices:
            button = QPushButton(label)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setFixedHeight(22)
            button.setAccessibleName(label or key)
            if icon:
                button.setIcon(theme.icon(icon))
                button.setIconSize(QSize(16, 16))
            if not label:
                button.setToolTip(key)
            button.installEventFilter(self)
            button.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button, 1)

    @property
    def choice(self) -> str:
        """The key of the button that is on, "" for none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_choice(self, key: str | None) -> None:
        """Switch a button on without telling; ``None`` switches all off (several that differ)."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def button(self, key: str) -> QPushButton:
        """Return the button of a choice."""
        return self._buttons[key]

    def set_tip(self, key: str, tip: str) -> None:
        """Say what a choice does."""
        self._buttons[key].setToolTip(tip)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose the neighbour with the left and right keys."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            keys = [key for key, button in self._buttons.items() if button.isEnabled()]
            if step and keys:
                at = keys.index(self.choice) + step if self.choice in keys else 0
                wanted = self._buttons[keys[at % len(keys)]]
                wanted.setFocus(Qt.FocusReason.TabFocusReason)
                wanted.click()
                return True
        return super().eventFilter(watched, event)
