"""ViewCommands: what the View menu and the tool keys do in the viewport."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from compose.values import new_id
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.listening import listen
from studio.storyboard.shot_edits import camera_from_view
from studio.viewport.camera_writing import camera_to_view
from studio.viewport.canvas import Canvas
from studio.viewport.free_camera import HALF_HEIGHT, FreeCamera
from studio.viewport.overlay_choice import OVERLAYS, OverlayChoice
from studio.viewport.projection import F64
from studio.viewport.sight import Sight
from studio.viewport.tool_strip import TOOLS
from studio.viewport.transforming import TransformChoice


class ViewCommands:
    """The actions of one viewport, by command.

    Parameters
    ----------
    widget
        Where their shortcuts work.
    choose_tool, maximize
        Take up a tool by name; show the viewport alone, or not.
    """

    def __init__(
        self, desk: Desk, widget: QWidget, canvas: Canvas, sight: Sight, overlays: OverlayChoice,
        transforms: TransformChoice, choose_tool: Callable[[str], object],
        maximize: Callable[[bool], object],
    ) -> None:  # fmt: skip
        self._desk, self._canvas, self._sight = desk, canvas, sight
        self._overlays, self._transforms = overlays, transforms
        self._choose_tool, self._maximize = choose_tool, maximize
        self.actions: dict[str, QAction] = desk.commands.bind(widget, self._handlers())
        listen(widget, sight.changed, self.refresh)
        listen(widget, overlays.changed, lambda _: self.refresh())
        listen(widget, transforms.changed, self.refresh)
        listen(widget, desk.session.place_changed, self.refresh)
        listen(widget, desk.session.project_changed, lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Show in menus and buttons what is on, and what can be done."""
        for name in OVERLAYS:
            self.actions[f"view.{name}"].setChecked(self._overlays.is_on(name))
        now = self._transforms.now
        self.actions["tool.snap"].setChecked(now.snap)
        self.actions["tool.to_surface"].setChecked(now.to_surface)
        has_shot = self._desk.session.shot is not None
        self.actions["view.fly_shot"].setChecked(self._sight.flies_shot)
        for id_ in ("view.shot_camera", "view.fly_shot", "view.camera_to_view"):
            self.actions[id_].setEnabled(has_shot)

    # -- where to look from ----------------------------------------------------------------------

    def frame_selection(self) -> None:
        """Show what is selected, else everything."""
        self._frame(self._box_of_interest())

    def frame_all(self) -> None:
        """Show everything, but for what is far larger than the rest, like the ground."""
        self._frame(self._canvas.stage.staging.around_usual())

    def see_from(self, side: str) -> None:
        """Look squarely from a side; coming from the shot's camera, at what there is to see."""
        view = self._canvas.free_view().seen_from(side)
        box = self._box_of_interest() if self._sight.through_shot else None
        self._sight.look_freely(view if box is None else self._framed(view, box))

    def toggle_shot_camera(self) -> None:
        """Look through the shot's camera, or go on in the free view."""
        self._sight.look_through_shot(not self._sight.through_shot)

    def toggle_parallel(self) -> None:
        """Look in perspective or in parallel."""
        view = self._canvas.free_view()
        self._sight.look_freely(view.with_projection(parallel=not view.orthographic))

    def camera_to_view(self) -> None:
        """Put the shot's camera where the view is."""
        session, staging = self._desk.session, self._canvas.stage.staging
        scene, shot = session.scene, session.shot
        if scene is None or shot is None or self._sight.through_shot:
            return
        node = scene.node(shot.camera)
        try:
            values = camera_to_view(session, staging, node, self._sight.free)
        except ShotwrightError as error:
            session.tell("The camera stays", str(error), kind="warning")
            return
        if session.do(f"Camera of shot {shot.number} to view", session.writing(values)):
            self._sight.look_through_shot()

    def add_camera(self) -> None:
        """Add a camera that sees what the view shows, and select it."""
        session, view = self._desk.session, self._canvas.camera_state()
        scene, node = session.scene, new_id("nod")
        if scene is not None and session.do(
            "Add camera from view",
            lambda project: camera_from_view(project, scene.id, view, "Camera", node_id=node),
        ):
            session.select([node])

    def _box_of_interest(self) -> F64 | None:
        """Return the (2, 3) box of what is selected, else of everything."""
        nodes, staging = self._desk.session.selection, self._canvas.stage.staging
        box = staging.around(nodes) if nodes else None
        return staging.around_usual() if box is None else box

    def _frame(self, box: F64 | None) -> None:
        if box is not None:
            self._sight.look_freely(self._framed(self._canvas.free_view(), box))

    def _framed(self, view: FreeCamera, box: F64) -> FreeCamera:
        aspect = max(self._canvas.width(), 1) / max(self._canvas.height(), 1)
        return _with_usual_lens(view).framed(box, aspect)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        sight, transforms = self._sight, self._transforms
        handlers: dict[str, Callable[[], object]] = {
            "view.frame": self.frame_selection,
            "view.frame_all": self.frame_all,
            "view.front": lambda: self.see_from("front"),
            "view.side": lambda: self.see_from("right"),
            "view.top": lambda: self.see_from("top"),
            "view.shot_camera": self.toggle_shot_camera,
            "view.perspective": self.toggle_parallel,
            "view.shading": sight.next_shading,
            "view.fly_shot": self._toggle_flying,
            "view.camera_to_view": self.camera_to_view,
            "scene.add_camera": self.add_camera,
            "view.maximize": lambda: self._maximize(self.actions["view.maximize"].isChecked()),
            "tool.space": transforms.next_space,
            "tool.snap": lambda: transforms.choose(snap=not transforms.now.snap),
            "tool.to_surface": lambda: transforms.choose(
                to_surface=not transforms.now.to_surface, snap=True
            ),
        }
        for name in OVERLAYS:
            handlers[f"view.{name}"] = partial(self._overlays.switch, name)
        for name in TOOLS:
            handlers[f"tool.{name}"] = partial(self._choose_tool, name)
        return handlers

    def _toggle_flying(self) -> None:
        """Let moving about move the shot's camera, looking through it; or no longer."""
        flies = not self._sight.flies_shot
        if flies:
            self._sight.look_through_shot()
        self._sight.fly_shot(flies)


def _with_usual_lens(view: FreeCamera) -> FreeCamera:
    """Return the view with the usual lens, where a long one was taken over from a shot."""
    return view if 0.5 < view.half_height / HALF_HEIGHT < 2.0 else view.with_lens(HALF_HEIGHT)
