"""The bar on top of a page that leads back to the gallery."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.theme import Theme

HEIGHT = 40


def back_button(theme: Theme) -> QPushButton:
    """Return the button that leads back to the gallery."""
    back = QPushButton("Gallery")
    back.setProperty("kind", "flat")
    back.setIcon(theme.icon("arrow-left"))
    return back


def bar_row(bar: QWidget) -> QHBoxLayout:
    """Make a frame such a bar, and return the row that its widgets go into."""
    bar.setProperty("panel", "bar")
    bar.setFixedHeight(HEIGHT)
    row = QHBoxLayout(bar)
    row.setContentsMargins(8, 0, 12, 0)
    row.setSpacing(8)
    return row
