"""The page of Compose mode: viewport in the middle, panels docked around it."""

from __future__ import annotations

import base64

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from studio.compose_mode.late_panel import LatePanel
from studio.desk import Desk
from studio.inspector import Inspector
from studio.kit import AssetsPanel, KitPanel
from studio.outliner import Outliner
from studio.storyboard import Storyboard
from studio.timeline import Timeline
from studio.tools.toolbox import bind_arranging_commands, viewport_tools
from studio.viewport import Viewport

_NARROW = 1400
"""Below this width the panels at the sides begin narrower."""
_BOTTOM_HEIGHT, _CURVES_HEIGHT = 304, 400
_STATE = "compose"
_VERSION = 1
"""Rises when the docks change, so that an older layout is not restored onto them."""


class ComposePage(QMainWindow):
    """The panels of Compose mode. Their places are remembered."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("compose")
        self.setWindowFlags(Qt.WindowType.Widget)
        self.viewport = Viewport(desk)
        self.viewport.set_tools(viewport_tools())
        bind_arranging_commands(desk, self.viewport)
        self.storyboard = Storyboard(desk, view_camera=self.viewport.camera_state)
        self.timeline = Timeline(desk)
        self.setCentralWidget(self.viewport)
        self._docks: list[QDockWidget] = []
        self._dock_all()
        self.viewport.maximized.connect(self._show_viewport_alone)
        self.timeline.curves_shown.connect(self._make_room_for_curves)
        self._first = QByteArray()
        self.setFocusProxy(self.viewport)
        actions = desk.commands.bind(
            self, {"window.reset": self.reset_layout, "window.arrange": lambda: None}
        )
        actions["window.arrange"].toggled.connect(self.arrange)

    def reset_layout(self) -> None:
        """Put every panel back to its first place and size."""
        self.restoreState(self._first, _VERSION)
        self._first_sizes()

    def arrange(self, on: bool) -> None:
        """Show or hide the bars by which panels are dragged, floated and closed."""
        for dock in self._docks:
            bar = None if on else QWidget()
            dock.setTitleBarWidget(bar)  # type: ignore[arg-type]  # None brings Qt's own back

    def _show_viewport_alone(self, alone: bool) -> None:
        for dock in self._docks:
            dock.setVisible(not alone)

    def _make_room_for_curves(self, shown: bool) -> None:
        """Curves need height to be read; what the user made higher than that stays."""
        height = self._bottom.height()
        if shown and height < _CURVES_HEIGHT:
            self.resizeDocks([self._bottom], [_CURVES_HEIGHT], Qt.Orientation.Vertical)
        elif not shown and height == _CURVES_HEIGHT:
            self.resizeDocks([self._bottom], [_BOTTOM_HEIGHT], Qt.Orientation.Vertical)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the panels their places the first time, when there is a size to share out."""
        super().showEvent(event)
        if self._first.isEmpty():
            self._first = self.saveState(_VERSION)
            QTimer.singleShot(0, self, self._restore)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the panels are."""
        state = base64.b64encode(self.saveState(_VERSION).data()).decode()
        layout = self._desk.settings.preferences.layout | {_STATE: state}
        self._desk.settings.change(layout=layout)
        super().closeEvent(event)

    def _dock_all(self) -> None:
        areas = Qt.DockWidgetArea
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, areas.BottomDockWidgetArea)
        desk = self._desk
        tree, tabs = Outliner(desk), QTabWidget()
        environment = LatePanel(lambda: _environment(desk))
        _fill_library(tabs, desk, environment)
        outliner = self._dock("Outliner", tree, areas.LeftDockWidgetArea)
        library = self._dock("Library", tabs, areas.LeftDockWidgetArea)
        tree.environment_chosen.connect(lambda: _raise_tab(library, tabs, environment))
        inspector = self._dock("Inspector", Inspector(desk), areas.RightDockWidgetArea)
        bottom = self._dock(
            "Timeline", _stacked(self.storyboard, self.timeline), areas.BottomDockWidgetArea
        )
        self._left, self._right, self._bottom = (outliner, library), inspector, bottom

    def _dock(self, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(f"dock-{title.lower()}")
        dock.setWidget(panel)
        dock.setTitleBarWidget(QWidget())
        self.addDockWidget(area, dock)
        self._docks.append(dock)
        return dock

    def _restore(self) -> None:
        kept = self._desk.settings.preferences.layout.get(_STATE, "")
        layout = QByteArray.fromBase64(QByteArray(kept.encode()))
        if layout.isEmpty() or not self.restoreState(layout, _VERSION):
            self._first_sizes()

    def _first_sizes(self) -> None:
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        narrow = self.width() < _NARROW
        self.resizeDocks([self._left[0], self._right], [216, 320] if narrow else [256, 320], across)
        self.resizeDocks(list(self._left), [380, 240], down)
        self.resizeDocks([self._bottom], [_BOTTOM_HEIGHT], down)


def _fill_library(tabs: QTabWidget, desk: Desk, environment: QWidget) -> None:
    tabs.setObjectName("library")
    tabs.setDocumentMode(True)
    tabs.addTab(KitPanel(desk), "Kit")
    tabs.addTab(AssetsPanel(desk), "Assets")
    tabs.addTab(environment, "Environment")


def _environment(desk: Desk) -> QWidget:
    from studio.environment import EnvironmentPanel

    return EnvironmentPanel(desk)


def _raise_tab(dock: QDockWidget, tabs: QTabWidget, page: QWidget) -> None:
    dock.show()
    dock.raise_()
    tabs.setCurrentWidget(page)


def _stacked(upper: QWidget, lower: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(upper)
    column.addWidget(lower, 1)
    return box
