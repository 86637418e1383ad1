"""PoseTool: a figure by its joints: hands and feet, elbows and knees, and rings about a joint."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from compose.figures.skeleton import INDEX, JOINTS, PARENTS
from compose.node import Node
from compose.payload import Figure
from shotwright import ShotwrightError
from studio.figures.acting import LIMBS
from studio.session import Layer, Session
from studio.session.keying import frame_before
from studio.session.session import Edit
from studio.tools.body import ENDS, MIDDLES, SHOWN, Body, body_of
from studio.tools.drag_tool import DragTool
from studio.tools.drags import Drag, Snapping
from studio.tools.handles import Handle, point, rings
from studio.tools.painting import paint_handle
from studio.tools.pose_drags import GoalDrag, JointDrag, PoleDrag, ReachDrag
from studio.tools.pose_painting import paint_bones, paint_ghost, paint_joint, paint_pole
from studio.tools.pose_rule import keys_into, posed, reaching_limb, tell_it_reaches
from studio.tools.reach_goal import reach_goal_of
from studio.tools.turns import Writing
from studio.viewport.projection import F64
from studio.viewport.staging import Staging
from studio.viewport.tool import Pointer, ViewContext

_RING_PX = 34.0
_WORDS_UP_PX = 48.0
_POLE_M = 0.28
_POLE = "pole "
_AXES = ("x", "y", "z")
_ROOTS = ("hips", "left_hip", "right_hip")


class PoseTool(DragTool):
    """Handles on the joints of the active node, where that is a figure.

    A hand or a foot brings its limb along, or what it reaches for; an elbow or a knee goes round;
    any other joint swings the bone above it. A joint that was clicked has rings.
    """

    def __init__(self) -> None:
        super().__init__()
        self._into: Layer | None = None
        self._seen: tuple[Staging, str, Body | None] | None = None
        self._before: tuple[Staging, str, Body | None, float] | None = None

    @property
    def hint(self) -> tuple[tuple[str, str], ...]:
        """Keys and what they do."""
        return (("Drag", "Pose"), ("Shift", "Fine"), ("Ctrl", "Snap"), ("Esc", "Cancel"))

    def handles(self, view: ViewContext) -> tuple[Handle, ...]:
        """Return the joints, and the rings and the pole of the one selected."""
        body, joint = self._body(view), view.session.joint
        if body is None:
            return ()
        found = [point(view.projection, name, body.place(name)) for name in SHOWN]
        limb = _limb_of(joint)
        if limb is not None:
            found.append(point(view.projection, _POLE + limb, _pole_place(body, limb)))
        around: list[Handle] = []
        if joint in SHOWN:
            place = body.place(joint)
            if point(view.projection, joint, place) is not None:
                around = rings(view.projection, place, body.above(joint), _RING_PX)[:3]
        return (*(handle for handle in found if handle is not None), *around)

    def begin(self, view: ViewContext, handle: Handle, pointer: Pointer) -> tuple[Drag, str] | None:
        """Select a joint and return its drag."""
        session, name = view.session, handle.name
        node, scene = _figure(session), session.scene
        if node is None or scene is None:
            return None
        joint = self._joint_dragged(session, name)
        if name in SHOWN:
            session.select_joint(node.id, name)
        if not joint:
            return None
        limb, goal = reaching_limb(session, node, joint), None
        here = (session.project, scene, session.shot, session.frame, node.id)
        if limb is not None:
            goal = reach_goal_of(*here, limb) if name in ENDS else None
            if goal is None:
                tell_it_reaches(session, node, limb)
                return None
        body, at = body_of(*here), (pointer.x, pointer.y)
        if limb is not None and goal is not None:
            drag = GoalDrag(body, view.projection, limb, *at, goal)
            return drag, f"{LIMBS[limb]} of {node.name}"
        self._into = keys_into(session, node)
        return self._drag(view, body, name, joint, at), f"Pose {node.name}"

    def snapping(self, view: ViewContext, *, inverted: bool) -> Snapping:
        """Return the steps, which a pose holds to with Ctrl alone."""
        if not inverted:
            return Snapping()
        return Snapping(step_m=view.transforming.step_m, step_deg=view.transforming.step_deg)

    def edit(self, session: Session, writings: list[Writing]) -> Edit:
        """Return the edit that gives joints their turns."""
        return posed(session, self._into, writings)

    def paint_handles(self, view: ViewContext, painter: QPainter) -> None:
        """Paint the ghost, the bones and the handles."""
        body = self._body(view)
        if body is None:
            return
        ghost = self._ghost(view)
        if ghost is not None:
            paint_ghost(painter, view.theme, view.projection, ghost[0], body, ghost[1])
        paint_bones(painter, view.theme, view.projection, body)
        held = None if self.running is None else self.running.handle
        for handle in self.handles(view):
            hot = handle.name in (self.hover, held)
            if handle.kind == "ring":
                if held is None or hot:
                    paint_handle(painter, view.theme, handle, hot=hot)
            elif handle.name.startswith(_POLE):
                middle = body.place(_middle_of(handle.name.removeprefix(_POLE)))
                place = view.projection.to_screen([middle])[0][0]
                paint_pole(painter, view.theme, handle, place, hot=hot)
            else:
                selected = handle.name == view.session.joint
                paint_joint(painter, view.theme, handle, hot=hot, selected=selected)

    def words_at(self, view: ViewContext) -> F64 | None:
        """Return a place above the joint selected."""
        body, joint = self._body(view), view.session.joint
        if body is None or joint not in INDEX:
            return None
        handle = point(view.projection, joint, body.place(joint))
        return None if handle is None else np.asarray(handle.points[0] - (0.0, _WORDS_UP_PX))

    # -- within ----------------------------------------------------------------------------------

    def _joint_dragged(self, session: Session, name: str) -> str:
        """Return the joint that a handle turns, empty for one that only selects."""
        if name in _AXES:
            return session.joint or ""
        if name.startswith(_POLE):
            return _middle_of(name.removeprefix(_POLE))
        if name in ENDS or name in MIDDLES:
            return name
        return "" if name in _ROOTS else JOINTS[PARENTS[INDEX[name]]]

    def _drag(
        self, view: ViewContext, body: Body, name: str, joint: str, at: tuple[float, float]
    ) -> Drag:
        if name in _AXES:
            return JointDrag(body, view.projection, joint, name, *at)
        if name in ENDS:
            return ReachDrag(body, view.projection, ENDS[name], *at)
        if joint in MIDDLES:
            return PoleDrag(body, view.projection, MIDDLES[joint], *at)
        return JointDrag(body, view.projection, joint, "view", *at)

    def _body(self, view: ViewContext) -> Body | None:
        """Return the active figure as it is on screen."""
        node, staging = _figure(view.session), view.staging
        if node is None or node.id not in staging.world or node.id in staging.hidden:
            return None
        if self._seen is None or self._seen[:2] != (staging, node.id):
            self._seen = staging, node.id, _body_in(staging, node.id, staging.frame)
        return self._seen[2]

    def _ghost(self, view: ViewContext) -> tuple[Body, float] | None:
        """Return the figure at its last key before the playhead, with the frame."""
        node, staging = _figure(view.session), view.staging
        if node is None:
            return None
        if self._before is None or self._before[:2] != (staging, node.id):
            frame = _key_before(view.session, node)
            body = None if frame is None else _body_in(staging, node.id, frame)
            self._before = staging, node.id, body, frame or 0.0
        body, at = self._before[2:]
        return None if body is None else (body, at)


def _figure(session: Session) -> Node | None:
    active = session.active
    if active is None or not isinstance(active.payload, Figure) or session.is_locked(active.id):
        return None
    return active


def _body_in(staging: Staging, node: str, frame: float) -> Body | None:
    shot = None if staging.shot is None else staging.project.shot(staging.shot)
    try:
        return body_of(staging.project, staging.project.scene(staging.scene), shot, frame, node)
    except ShotwrightError:
        return None  # the canvas says why the scene cannot be drawn


def _key_before(session: Session, node: Node) -> float | None:
    poses = node.payload.performance.poses if isinstance(node.payload, Figure) else ()
    frames = [key.frame for key in poses if key.frame < session.frame]
    tracked = frame_before(session)
    return max([*frames, *([] if tracked is None else [tracked])], default=None)


def _limb_of(joint: str | None) -> str | None:
    """Return the limb whose end or middle a joint is."""
    return None if joint is None else ENDS.get(joint, MIDDLES.get(joint))


def _middle_of(limb: str) -> str:
    return next(joint for joint, name in MIDDLES.items() if name == limb)


def _pole_place(body: Body, limb: str) -> F64:
    pole = body.pole(limb)
    way = pole / max(float(np.linalg.norm(pole)), 1e-9)
    return np.asarray(body.place(_middle_of(limb)) + _POLE_M * way)
