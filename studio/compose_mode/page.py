"""The page of Compose mode: viewport in the middle, panels docked around it."""

from __future__ import annotations

import base64

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from studio.commands import command_table
from studio.compose_mode.late_panel import LatePanel
from studio.desk import Desk
from studio.errors import SettingsError
from studio.inspector import Inspector
from studio.kit import AssetsPanel, KitPanel
from studio.outliner import Outliner
from studio.storyboard import Storyboard
from studio.timeline import Timeline
from studio.tools.toolbox import bind_arranging_commands, viewport_tools
from studio.viewport import Viewport
from studio.widgets.focus_guide import FocusGuide

_NARROW = 1400
"""Below this width the panels at the sides begin narrower."""
_LOW = 740
"""Below this height the outliner and the library share their room, and the tracks have less."""
_BOTTOM_HEIGHT, _LOW_BOTTOM_HEIGHT, _CURVES_HEIGHT = 304, 240, 400
_VIEWPORT_LEAST, _TRACKS_LEAST = (400, 240), 120
"""So that all panels have a place in the smallest window."""
_TREE_LEAST, _TREE_ROW, _TREE_MOST = 200, 24, 380
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
        self.viewport.setMinimumSize(*_VIEWPORT_LEAST)
        self.timeline.setMinimumHeight(_TRACKS_LEAST)
        self.setCentralWidget(self.viewport)
        self._docks: list[QDockWidget] = []
        self._dock_all()
        self.viewport.maximized.connect(self._show_viewport_alone)
        self.timeline.curves_shown.connect(self._make_room_for_curves)
        self._first = QByteArray()
        FocusGuide(self, self.viewport)
        actions = desk.commands.bind(
            self, {"window.reset": self.reset_layout, "window.arrange": lambda: None}
        )
        actions["window.arrange"].toggled.connect(self.arrange)
        desk.commands.bound.connect(self._keep_in_reach)
        for command in command_table():
            self._keep_in_reach(command)

    def _keep_in_reach(self, command: str) -> None:
        """Let the shortcut of a whole window's command work also while its panel is behind a tab.

        Qt leaves out shortcuts of what is not visible; the page is.
        """
        if command_table()[command].where == "window":
            for action in self._desk.commands.bound_to(command):
                binder = action.parent()
                if isinstance(binder, QWidget) and self.isAncestorOf(binder):
                    self.addAction(action)

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
            self._size_bottom()

    @property
    def _is_low(self) -> bool:
        return self.height() < _LOW

    def _share_left(self) -> None:
        """Put outliner and library behind tabs while the window is low, else one above the other.

        What the user has floated or put elsewhere stays there.
        """
        outliner, library = self._left
        at_left = Qt.DockWidgetArea.LeftDockWidgetArea
        if any(d.isFloating() or self.dockWidgetArea(d) != at_left for d in self._left):
            return
        shared = library in self.tabifiedDockWidgets(outliner)
        if self._is_low and not shared:
            self.tabifyDockWidget(outliner, library)
            scene = self._desk.session.scene
            (outliner if scene is not None and scene.nodes else library).raise_()
        elif shared and not self._is_low:
            for dock in self._left:  # a dock that had tabs keeps them: begin anew
                self.removeDockWidget(dock)
            for dock in self._left:
                self.addDockWidget(at_left, dock, Qt.Orientation.Vertical)
                dock.show()
            self._size_left()

    def _size_left(self) -> None:
        """Give the outliner what its rows need, up to most of the height; the library the rest."""
        if not self._is_low:
            scene = self._desk.session.scene
            rows = 0 if scene is None else len(scene.nodes)
            upper = min(_TREE_LEAST + _TREE_ROW * rows, _TREE_MOST)
            self.resizeDocks(list(self._left), [upper, 620 - upper], Qt.Orientation.Vertical)

    def _size_bottom(self) -> None:
        height = _LOW_BOTTOM_HEIGHT if self._is_low else _BOTTOM_HEIGHT
        self.resizeDocks([self._bottom], [height], Qt.Orientation.Vertical)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the panels their places the first time, when there is a size to share out."""
        super().showEvent(event)
        if self._first.isEmpty():
            self._first = self.saveState(_VERSION)
            QTimer.singleShot(0, self, self._restore)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panels at the left share their room while the window is low."""
        super().resizeEvent(event)
        if not self._first.isEmpty() and (event.oldSize().height() < _LOW) != self._is_low:
            self._share_left()
            self._size_bottom()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the panels are."""
        state = base64.b64encode(self.saveState(_VERSION).data()).decode()
        layout = self._desk.settings.preferences.layout | {_STATE: state}
        try:
            self._desk.settings.change(layout=layout)
        except SettingsError as error:
            self._desk.session.tell("The layout could not be kept", str(error), kind="warning")
        super().closeEvent(event)

    def _dock_all(self) -> None:
        areas = Qt.DockWidgetArea
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, areas.BottomDockWidgetArea)
        self.setTabPosition(areas.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        desk = self._desk
        tree, tabs = Outliner(desk), QTabWidget()
        environment = LatePanel(lambda: _environment(desk))
        assets = AssetsPanel(desk)
        _fill_library(tabs, desk, assets, environment)
        outliner = self._dock("Outliner", tree, areas.LeftDockWidgetArea)
        library = self._dock("Library", tabs, areas.LeftDockWidgetArea)
        tree.environment_chosen.connect(lambda: _raise_tab(library, tabs, environment))
        assets.wanted.connect(lambda: _raise_tab(library, tabs, assets))
        desk.commands.bind(self, {"project.import": assets.choose})
        inspector = self._dock("Inspector", Inspector(desk), areas.RightDockWidgetArea)
        bottom = self._dock(
            "Timeline", _stacked(self.storyboard, self.timeline), areas.BottomDockWidgetArea
        )
        self._left, self._right, self._bottom = (outliner, library), inspector, bottom

    def _dock(self, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(f"dock-{title.lower()}")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
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
        else:
            self._share_left()

    def _first_sizes(self) -> None:
        self._share_left()
        sides = [200, 288] if self.width() < _NARROW else [256, 320]
        self.resizeDocks([self._left[0], self._right], sides, Qt.Orientation.Horizontal)
        self._size_left()
        self._size_bottom()


def _fill_library(tabs: QTabWidget, desk: Desk, assets: QWidget, environment: QWidget) -> None:
    tabs.setObjectName("library")
    tabs.setDocumentMode(True)
    tabs.addTab(KitPanel(desk), "Kit")
    tabs.addTab(assets, "Assets")
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
