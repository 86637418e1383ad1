"""Line: the one pixel between regions."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget


class Line(QFrame):
    """A hairline, across or (``vertical``) down."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "line")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
