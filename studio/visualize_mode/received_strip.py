"""ReceivedStrip: "What Ray 3.2 receives", as a row of live pictures with its facts."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.received_tile import ReceivedTile
from studio.widgets.elided_label import ElidedLabel

_MOST = 6
_WIDEST = 176
_STILL_MS = 150


class ReceivedStrip(QWidget):
    """What the chosen endpoint gets of the shot.

    Parameters
    ----------
    slot
        The beginning of its tiles' names among the wishes of the drawing.
    large
        Whether it has a tab to itself.
    """

    def __init__(
        self, desk: Desk, asking: Asking, slot: str, *, large: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName(slot.replace("/", "-"))
        self.setAccessibleName("What the model receives")
        self._desk, self._asking, self._slot, self._large = desk, asking, slot, large
        self._title = ElidedLabel("", "name")
        self._facts = ElidedLabel("", "caption")
        self._empty = QLabel()
        self._empty.setProperty("role", "caption")
        self._empty.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._facts, 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.tiles: list[ReceivedTile] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addLayout(self._grid, 1)
        asking.judged.connect(self.refresh)
        # While the shot plays, the picture above has the drawing to itself.
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(self._draw)
        listen(self, desk.session.frame_changed, self._moved)

    def sizeHint(self) -> QSize:
        """Return a strip's height, or a tab's."""
        return QSize(600, 260 if self._large else 132)

    def refresh(self) -> None:
        """Show what the form's model receives now."""
        answer = self._asking.answer
        things = () if answer is None else answer.reception.things[:_MOST]
        asked = None if answer is None else answer.quote.asked
        name = "the model" if asked is None else asked.name
        self._title.setText(f"What {name} receives")
        self._facts.setText("" if answer is None else answer.reception.facts)
        self._empty.setText(_empty_words(self._asking))
        self._empty.setVisible(not things)
        while len(self.tiles) < len(things):
            slot = f"{self._slot}/{len(self.tiles)}"
            tile = ReceivedTile(self._desk, slot, cover=not self._large, parent=self)
            if not self._large:
                tile.setMaximumWidth(_WIDEST)
            tile.chosen.connect(lambda guide: self._asking.set_option("guide", guide))
            self.tiles.append(tile)
        self._arrange(len(things))
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(things))
            if place < len(things):
                tile.show_thing(things[place])

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while it was out of sight."""
        super().showEvent(event)
        self._draw()

    def _arrange(self, count: int) -> None:
        """Lay tiles out: in one row, or where there is a tab to fill, in as even a grid."""
        columns = math.ceil(math.sqrt(count)) if self._large else _MOST
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // max(columns, 1), place % max(columns, 1))
        for column in range(_MOST):
            used = column < min(columns, count)
            self._grid.setColumnStretch(column, 1000 if used else 1)

    def _moved(self) -> None:
        if self.isVisible():
            self._still.start()

    def _draw(self) -> None:
        for tile in self.tiles:
            tile.refresh()


def _empty_words(asking: Asking) -> str:
    answer = asking.answer
    if answer is None or not answer.form.model:
        return "Choose a model to see what it is sent."
    return answer.quote.refusal or "Nothing but words."
