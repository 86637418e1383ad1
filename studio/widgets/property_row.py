"""PropertyRow: a label, a field, the key diamond, and a line below where there is a word to say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_label import IconLabel
from studio.widgets.key_diamond import KeyDiamond

LABEL_WIDTH = 76
_SPACING = 6
_NOTES = {"gel": "source-branch", "good": "check-circle-outline", "bad": "alert-circle-outline",
          "stale": "alert-outline", "text3": "information-outline"}  # fmt: skip


class PropertyRow(QWidget):
    """One property of the inspector, 28 pixels high.

    Parameters
    ----------
    theme
        The look.
    label
        What the property is called.
    field
        The widget that shows and changes it.
    diamond
        Whether it can be keyed; without, its place stays free so that fields line up.
    """

    diamond_clicked = QtSignal()
    """The key diamond was clicked."""

    def __init__(
        self, theme: Theme, label: str, field: QWidget, diamond: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self.field = field
        # Parts of one thing differ at both ends: "Wheel … tyre", "Wheel … rim".
        self.label = ElidedLabel(label, "label", mode=Qt.TextElideMode.ElideMiddle)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setBuddy(field)
        if label and not field.accessibleName():
            field.setAccessibleName(label)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_SPACING)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        self.label.setFixedHeight(24)
        self._grid.addWidget(field, 0, 1)
        self._grid.setColumnStretch(1, 1)
        self.diamond: KeyDiamond | None = None
        if diamond:
            self.diamond = KeyDiamond(theme, label)
            self.diamond.clicked.connect(self.diamond_clicked)
            self._grid.addWidget(self.diamond, 0, 2, Qt.AlignmentFlag.AlignTop)
        else:
            room = QWidget()
            room.setFixedWidth(16)
            self._grid.addWidget(room, 0, 2)
        self._note: QWidget | None = None

    def set_diamond(self, state: str) -> None:
        """Show how the property stands: "", "keyed", "animated", "overridden" (see KeyDiamond)."""
        if self.diamond is not None:
            self.diamond.set_state(state)

    def set_note(self, text: str, token: str = "gel") -> None:
        """Say something below the field, in a token's colour; an empty text takes it away."""
        if self._note is not None:
            if self._note.property("says") == (token, text):
                return
            self._grid.removeWidget(self._note)
            self._note.deleteLater()
            self._note = None
        if text:
            self._note = self._line(text, token)
            self._grid.addWidget(self._note, 1, 0, 1, 3)

    @property
    def note(self) -> str:
        """What is said below the field."""
        return "" if self._note is None else str(self._note.property("says")[1])

    def _line(self, text: str, token: str) -> QWidget:
        line = QWidget()
        line.setProperty("says", (token, text))
        row = QHBoxLayout(line)
        row.setContentsMargins(LABEL_WIDTH + _SPACING - 18, 2, 0, 2)
        row.setSpacing(5)
        icon = _NOTES.get(token, "information-outline")
        picture = IconLabel(self._theme, icon, token, size=13)
        words = QLabel(text)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("role", {"text3": "caption"}.get(token, token))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return line
