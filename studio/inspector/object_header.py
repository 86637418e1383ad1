"""ObjectHeader: the 40 pixels that tell whose properties these are."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from studio.inspector.heading import Heading
from studio.theme import Theme
from studio.widgets.chip import Chip
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.focus_ring import FocusRing
from studio.widgets.icon_label import IconLabel

_PIN = "Keep showing this while other things are selected"
_UNPIN = "Show what is selected again"


class _Name(ElidedLabel):
    """The name; a double click or F2 renames in place."""

    wanted = QtSignal()

    def __init__(self) -> None:
        super().__init__("", "strong")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


class ObjectHeader(QFrame):
    """Icon, name, chips, and the pin that keeps the panel on what it shows."""

    renamed = QtSignal(str)
    """The name was changed by hand."""
    pinned = QtSignal(bool)
    """The pin was set or taken out by hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heading: Heading | None = None
        self.setProperty("panel", "bar")
        self.setFixedHeight(40)
        self._icon = IconLabel(theme)
        self.name = _Name()
        self.name.wanted.connect(self.rename)
        FocusRing(theme, self.name)
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Name")
        self.edit.setFixedHeight(26)
        self.edit.hide()
        self.edit.returnPressed.connect(self.name.setFocus)
        self.edit.editingFinished.connect(self._keep)
        self._chips: list[Chip] = []
        self.pin = QToolButton()
        self.pin.setCheckable(True)
        self.pin.setAccessibleName("Keep showing this")
        self.pin.setIconSize(QSize(16, 16))
        self.pin.toggled.connect(self._turn_pin)
        self.pin.clicked.connect(self.pinned)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 6, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.name, 1)
        self._row.addWidget(self.edit, 1)
        self._row.addWidget(self.pin)
        self._turn_pin(False)

    def show_heading(self, heading: Heading) -> None:
        """Show whose properties these are."""
        if heading == self._heading:
            return
        self._heading = heading
        self._icon.set_icon(heading.icon, "daylight")
        self.name.setText(heading.name)
        self.name.set_tip(f"{heading.name}. F2 renames" if heading.renamable else heading.name)
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        icons = {"gel": "source-branch", "keyed": "rhombus"}
        self._chips = [
            Chip(self._theme, text, kind, icons[kind]) for text, kind, _ in heading.chips
        ]
        for chip, (_, _, tip) in zip(self._chips, heading.chips, strict=True):
            chip.setToolTip(tip)
            self._row.insertWidget(self._row.count() - 1, chip)

    def rename(self) -> None:
        """Begin to type another name."""
        if self._heading is None or not self._heading.renamable:
            return
        self.edit.setText(self._heading.name)
        self.edit.selectAll()
        self.name.hide()
        self.edit.show()
        self.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the name as it was with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.edit.isVisible():
            self.edit.setText(self.name.text())
            self.name.setFocus()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        text = self.edit.text().strip()
        self.edit.hide()
        self.name.show()
        if self._heading is not None and text and text != self._heading.name:
            self.renamed.emit(text)

    def _turn_pin(self, on: bool) -> None:
        look = ("pin", "daylight") if on else ("pin-outline", "text2")
        self.pin.setIcon(self._theme.icon(*look))
        self.pin.setToolTip(_UNPIN if on else _PIN)
