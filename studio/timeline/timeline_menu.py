"""TimelineMenu: what is rarely wanted: which rows, frames or timecode, camera moves."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from studio.desk import Desk
from studio.timeline.moves_panel import MovesPanel
from studio.timeline.ruler import Ruler
from studio.timeline.sheet import Sheet


class TimelineMenu(QToolButton):
    """The button with three dots at the end of the transport."""

    def __init__(
        self, desk: Desk, sheet: Sheet, ruler: Ruler, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._sheet, self._ruler = desk, sheet, ruler
        self._moves: MovesPanel | None = None
        self.setIcon(desk.theme.icon("dots-horizontal"))
        self.setToolTip("Timeline options")
        self.setAccessibleName("Timeline options")
        self.clicked.connect(self._open)
        desk.commands.bind(self, {"shot.moves": self.open_moves})

    def menu_now(self) -> QMenu:
        """Return the menu for what is shown now."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Camera moves…").triggered.connect(lambda *_: self.open_moves())
        menu.addSeparator()
        only = menu.addAction("Selected nodes only")
        only.setCheckable(True)
        only.setChecked(self._sheet.only_selected)
        only.triggered.connect(self._sheet.show_only_selected)
        clock = menu.addAction("Timecode")
        clock.setCheckable(True)
        clock.setChecked(self._ruler.timecode)
        clock.triggered.connect(self._ruler.set_timecode)
        return menu

    def open_moves(self) -> MovesPanel | None:
        """Open the camera moves over the button; without a shot say what is missing."""
        if self._desk.session.shot is None:
            self._desk.session.tell("No shot to move in", "Look at a shot on the storyboard first.")
            return None
        self._moves = MovesPanel(self._desk, self.window())
        corner = self.mapToGlobal(QPoint(self.width(), 0))
        self._moves.show_above(corner)
        return self._moves

    def _open(self) -> None:
        menu = self.menu_now()
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
