"""PanelHeader: the 32 pixels at the top of a panel: its name, and its buttons at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from studio.theme import Theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_label import IconLabel


class PanelHeader(QFrame):
    """A panel's name with room for a hint and for buttons.

    Parameters
    ----------
    theme
        The look.
    title
        The panel's name.
    icon
        A Material Design icon before it, if any.
    """

    def __init__(
        self, theme: Theme, title: str, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "panel-header")
        self.setFixedHeight(32)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(6)
        if icon:
            self._row.addWidget(IconLabel(theme, icon))
        self._title = ElidedLabel(title, "header")
        self._hint = ElidedLabel("", "caption")
        self._row.addWidget(self._title)
        self._row.addWidget(self._hint)
        self._row.addStretch(1)

    def set_title(self, title: str) -> None:
        """Show another name."""
        self._title.setText(title)

    def set_hint(self, hint: str) -> None:
        """Show a quiet word behind the name."""
        self._hint.setText(hint)

    def add(self, widget: QWidget) -> None:
        """Put a button or a field at the right end."""
        self._row.addWidget(widget)
