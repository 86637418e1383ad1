"""Gizmo: the tool that moves, rotates or scales what is selected by its handles."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from shotwright import ShotwrightError
from studio.session import Session
from studio.session.node_edits import told
from studio.session.surfaces import Surfaces
from studio.tools.drag_tool import DragTool, Running
from studio.tools.drags import Drag, Snapping
from studio.tools.handles import Handle, in_view
from studio.tools.held import Held, bearing, hold
from studio.tools.here import snapshot_here, staging_now
from studio.tools.manners import Manner
from studio.tools.marks import NAMES, mark_drag, marks
from studio.tools.painting import paint_handle, paint_mark
from studio.viewport.projection import F64
from studio.viewport.tool import Pointer, ViewContext

_WORDS_UP_PX, _MARK_UP_PX = 112.0, 14.0
_SCALE_STEP = 0.1


class Gizmo(DragTool):
    """Three arrows or rings about the middle of what is selected.

    Parameters
    ----------
    manner
        What they do.
    """

    def __init__(self, manner: Manner) -> None:
        super().__init__()
        self._manner = manner
        self._surfaces: Surfaces | None = None

    @property
    def hint(self) -> tuple[tuple[str, str], ...]:
        """Keys and what they do."""
        if self.running is None:
            return (("Drag", f"{self._manner.verb} by a handle"), ("W E R", "Other tools"))
        return (
            ("X Y Z", "Axis"), ("0–9", "Exactly"), ("Shift", "Fine"), ("Ctrl", "Snap or not"),
            ("Esc", "Cancel"),
        )  # fmt: skip

    def handles(self, view: ViewContext) -> tuple[Handle, ...]:
        """Return the handles about what is selected, none where nothing can be moved."""
        chosen = view.transforming
        found = bearing(view.session, view.staging, self._manner.space(chosen), chosen.pivot)
        own: tuple[Handle, ...] = ()
        if self._manner.name == "move":
            own = marks(view.session, view.staging, view.projection)
        if found is None or not in_view(view.projection, found[0]):
            return own
        return (*self._manner.shape(view.projection, *found), *own)

    def begin(self, view: ViewContext, handle: Handle, pointer: Pointer) -> tuple[Drag, str] | None:
        """Return the drag of a handle."""
        session = view.session
        held = hold(session, staging_now(session, view.staging), view.transforming.pivot)
        if held is None:
            return None
        if handle.name in NAMES:
            at = pointer.x, pointer.y
            drag = mark_drag(session, held, view.projection, handle.name, *at)
            return None if drag is None else (drag, f"{handle.name.capitalize()}{_of(session)}")
        axes = held.axes(self._manner.space(view.transforming))
        self._surfaces = self._what_is_under(view, held)
        begun = self._manner.begin(held, view.projection, axes, handle.name, pointer.x, pointer.y)
        return begun, f"{self._manner.verb} {told(one.node for one in held.nodes)}"

    def snapping(self, view: ViewContext, *, inverted: bool) -> Snapping:
        """Return the steps as the header has them, or with Ctrl the other way."""
        chosen = view.transforming
        if chosen.snap == inverted:
            return Snapping()
        return Snapping(
            step_m=chosen.step_m,
            step_deg=chosen.step_deg,
            step_times=_SCALE_STEP,
            surfaces=self._surfaces,
        )

    def paint_handles(self, view: ViewContext, painter: QPainter) -> None:
        """Paint the handles; while dragging only those that it goes along."""
        for handle in self.handles(view):
            if self.running is None:
                self._paint(view, painter, handle, hot=handle.name == self.hover)
            elif _takes_part(handle, self.running):
                self._paint(view, painter, handle, hot=True)

    def words_at(self, view: ViewContext) -> F64 | None:
        """Return a place above the handles, or above the mark that is dragged."""
        if self.running is not None and self.running.handle in NAMES:
            name = self.running.handle
            mark = next((one for one in self.handles(view) if one.name == name), None)
            return None if mark is None else np.asarray(mark.points[0] - (0.0, _MARK_UP_PX))
        found = bearing(view.session, view.staging, "world", view.transforming.pivot)
        if found is None or not in_view(view.projection, found[0]):
            return None
        place: F64 = view.projection.to_screen([found[0]])[0][0] - (0.0, _WORDS_UP_PX)
        return place

    def _paint(self, view: ViewContext, painter: QPainter, handle: Handle, *, hot: bool) -> None:
        if handle.name in NAMES:
            paint_mark(painter, view.theme, handle, hot=hot, named=self.running is None)
        else:
            paint_handle(painter, view.theme, handle, hot=hot, boxed=self._manner.boxed)

    def _what_is_under(self, view: ViewContext, held: Held) -> Surfaces | None:
        """Return what held things can be put on, where they are to be put on something."""
        if self._manner.name != "move" or not view.transforming.to_surface:
            return None
        try:
            snapshot = snapshot_here(view.session)
        except ShotwrightError:
            return None  # the canvas says why; the ground is there all the same
        return Surfaces(snapshot, held.staging.with_children(held.ids))


def _takes_part(handle: Handle, running: Running) -> bool:
    """Tell whether a handle is the one dragged, or a line that the drag goes along."""
    line = handle.kind == "line" and handle.name in running.along and running.along != "free"
    return line or handle.name == running.along


def _of(session: Session) -> str:
    return "" if session.active is None else f" of {session.active.name}"
