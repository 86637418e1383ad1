"""Viewport: the middle of Compose mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHideEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from compose.snapshot import CameraState
from studio.desk import Desk
from studio.listening import listen
from studio.outliner.edit_commands import bind_edit_commands
from studio.session.spot import Spot
from studio.viewport.canvas import Canvas
from studio.viewport.dropping import can_drop, drop
from studio.viewport.floats import Floats
from studio.viewport.hands import Hands
from studio.viewport.header import ViewportHeader
from studio.viewport.moving_about import MovingAbout
from studio.viewport.overlay_choice import OverlayChoice
from studio.viewport.sight import Sight
from studio.viewport.tool import SurfacePoint, Tool
from studio.viewport.tool_strip import TOOLS, ToolStrip
from studio.viewport.transforming import TransformChoice
from studio.viewport.view_commands import ViewCommands
from studio.widgets.focus_guide import FocusGuide

_MENU = (
    "view.frame", "", "edit.duplicate", "edit.group", "edit.hide", "edit.lock", "edit.drop", "",
    "edit.delete",
)  # fmt: skip


_FARTHEST_SPOT_M = 200.0
_UP = np.array([0.0, 1.0, 0.0])
_LEVEL = 0.9
"""The least upward part of the normal of what is level enough for a grid."""


class Viewport(QWidget):
    """The picture of the scene, in which a director looks about, selects and moves things.

    Attributes
    ----------
    canvas, sight, overlays, transforms
        The picture; from where it looks; what is painted over it; what tools snap to.
    """

    maximized = QtSignal(bool)
    """The viewport is to be shown alone, or with the panels again."""
    tool_changed = QtSignal(str)
    """Another tool was taken up, by name."""
    hint_changed = QtSignal(object, bool)
    """The keys of the tool, (key, what it does) pairs, and whether it drags something."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("viewport-panel")
        self.setAccessibleName("Viewport")
        self.setAcceptDrops(True)
        self.setMinimumSize(480, 320)
        self.sight = Sight(through_shot=desk.session.shot is not None)
        self.overlays = OverlayChoice(desk.settings)
        self.transforms = TransformChoice(desk.settings)
        self.canvas = Canvas(desk, self.sight, self.overlays, self.transforms)
        FocusGuide(self, self.canvas)
        self._moving = MovingAbout(desk.session, self.canvas, self.sight)
        self._hands = Hands(desk, self.canvas, self._moving)
        self._tools: dict[str, Tool] = {}
        self._project = desk.session.project.id
        self.commands = ViewCommands(
            desk, self, self.canvas, self.sight, self.overlays, self.transforms,
            self.choose_tool, self.maximized.emit,
        )  # fmt: skip
        bind_edit_commands(desk, self)
        self._header = ViewportHeader(
            desk, self.sight, self.transforms, self.commands.actions, self.commands.see_from
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.canvas, 1)
        self._strip = ToolStrip(desk, self.commands.actions, self.canvas)
        self.floats = Floats(desk, self.canvas, self.sight, self.overlays, self._strip)
        self._hands.menu_wanted.connect(self._open_menu)
        self._hands.tool_drags.connect(self._tell_hint)
        self._hands.double_clicked.connect(self.commands.frame_selection)
        listen(self, desk.session.project_changed, lambda _: self._project_changed())
        desk.session.set_spot(self.spot)
        self.set_tools({})

    # -- for the other panels --------------------------------------------------------------------

    def camera_state(self) -> CameraState:
        """Return the camera of the view on screen, for a new shot or camera from it."""
        return self.canvas.camera_state()

    @property
    def tool(self) -> Tool | None:
        """The tool that gets the pointer first; ``None``: clicks select."""
        return self.canvas.tool

    @tool.setter
    def tool(self, tool: Tool | None) -> None:
        if self.canvas.tool is not None:
            self.canvas.tool.cancel()
        self.canvas.tool = tool
        self.canvas.unsetCursor()
        self.canvas.update()

    def set_tools(self, tools: Mapping[str, Tool]) -> None:
        """Offer tools by their names in the strip (``move``, ``rotate``); ``select`` is there."""
        self._tools = dict(tools)
        self._strip.offer({"select", *tools})
        for name in TOOLS:
            self.commands.actions[f"tool.{name}"].setEnabled(name == "select" or name in tools)
        self.choose_tool("select")

    def choose_tool(self, name: str) -> None:
        """Take up a tool by name."""
        self.tool = self._tools.get(name)
        for other in TOOLS:
            self.commands.actions[f"tool.{other}"].setChecked(other == name)
        self.tool_changed.emit(name)
        self._tell_hint(dragging=False)

    # -- dropping --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what can stand in a scene."""
        if self._desk.session.scene is not None and can_drop(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take it over the picture."""
        if self.canvas.geometry().contains(event.position().toPoint()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Place what is dropped on what is under the pointer."""
        at = self.canvas.mapFrom(self, event.position())
        event.acceptProposedAction()
        probe, session = self.canvas.probe(), self._desk.session
        found = None if probe is None else probe.surface_at(at.x(), at.y(), ())
        if found is None:
            session.tell("Nothing to stand on there", "Drop it on the ground or on something.")
            return
        spot = self._spot_at(self._on_the_grid(found))
        for coming in drop(session, event.mimeData(), spot, found.node):
            self.floats.import_file(coming)

    def _on_the_grid(self, found: SurfacePoint) -> SurfacePoint:
        """Return a place on the snapping grid, unless that is beside what it lies on."""
        chosen = self.transforms.now
        if not chosen.snap or found.normal[1] < _LEVEL:
            return found
        point = found.point.copy()
        point[[0, 2]] = np.round(point[[0, 2]] / chosen.step_m) * chosen.step_m
        box = self.canvas.stage.staging.around([found.node]) if found.node else None
        if box is not None and not ((box[0] <= point) & (point <= box[1]))[[0, 2]].all():
            return found
        return replace(found, point=point)

    def spot(self) -> Spot:
        """Return where new things go: what is seen in the middle, looking at whoever looks.

        They stand on something level: not in the middle of a wall, but on the ground behind it.
        """
        probe, middle = self.canvas.probe(), self.canvas.rect().center()
        found = None if probe is None else probe.surface_at(middle.x(), middle.y(), ())
        if probe is not None and found is not None and found.normal[1] < _LEVEL:
            ray = probe.projection.ray(middle.x(), middle.y())
            ground = ray.on_plane(np.zeros(3), _UP)
            found = None if ground is None else SurfacePoint(ground, _UP, "")
        near = _FARTHEST_SPOT_M
        if found is not None and np.linalg.norm(found.point - self.canvas.free_view().eye) < near:
            return self._spot_at(self._on_the_grid(found))
        return Spot()

    def _spot_at(self, found: SurfacePoint) -> Spot:
        x, y, z = (round(float(value), 3) for value in found.point)
        return Spot((x, y, z), self.canvas.free_view().yaw)

    # -- what happens ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what floats back into its corners."""
        super().resizeEvent(event)
        self.floats.place()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of keys and drags."""
        self._moving.let_go()
        super().hideEvent(event)

    def _tell_hint(self, dragging: bool) -> None:
        self.hint_changed.emit(() if self.tool is None else self.tool.hint, dragging)

    def _open_menu(self, at: QPointF) -> None:
        probe = self.canvas.probe()
        node = None if probe is None else probe.node_at(at.x(), at.y())
        session = self._desk.session
        if node is not None and node not in session.selection:
            session.select([node])
        menu = QMenu(self)
        for id_ in _MENU:
            action = self._desk.commands.action(id_) if id_ else None
            if not id_:
                menu.addSeparator()
            elif action is not None:
                menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.canvas.mapToGlobal(QPoint(round(at.x()), round(at.y()))))

    def _project_changed(self) -> None:
        """Begin anew with another project."""
        project = self._desk.session.project
        if project.id != self._project:
            self._project = project.id
            self.sight.look_through_shot(self._desk.session.shot is not None)
