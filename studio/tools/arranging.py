"""Arranging: drop to the ground, align, distribute and mirror, one entry of undo each. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from compose.node import Node
from compose.payload import Figure
from compose.project import Project
from compose.snapshot import Snapshot
from shotwright import ShotwrightError
from studio.figures import posing
from studio.session import Session
from studio.session.node_edits import told
from studio.session.session import Edit
from studio.session.surfaces import Surfaces
from studio.tools.changing import moved, reflected
from studio.tools.held import Held, hold
from studio.tools.here import snapshot_here, staging_here
from studio.tools.turns import Writing

F64 = npt.NDArray[np.float64]

_STEP_UP_M = 0.5
"""How far a thing may be sunk into what it is dropped on."""
_FOOTING = 0.8
"""How much of its width a thing stands on."""


def drop(session: Session) -> bool:
    """Let what is selected down, or up, onto what is beneath it: the ground, a kerb, a table."""

    def writings(held: Held) -> list[Writing]:
        snapshot = snapshot_here(session)
        solid = Surfaces(snapshot, held.staging.with_children(held.ids))
        found: list[Writing] = []
        for one in held.nodes:
            own = held.staging.with_children([one.node.id])
            footprint = _footprint(snapshot, own, one.world[:3, 3])
            lift = _support(solid, footprint) - footprint[0, 1]
            found += moved(Held((one,), held.staging), np.array([0.0, lift, 0.0]))
        return found

    return _arrange(session, "Drop", writings)


def align(session: Session, axis: int) -> bool:
    """Put all that is selected level with the active one along an axis of the world (0, 1, 2)."""

    def writings(held: Held) -> list[Writing]:
        goal = held.nodes[-1].world[axis, 3]
        found: list[Writing] = []
        for one in held.nodes[:-1]:
            offset = np.eye(3)[axis] * (goal - one.world[axis, 3])
            found += moved(Held((one,), held.staging), offset)
        return found

    return _arrange(session, "Align", writings, least=2)


def distribute(session: Session) -> bool:
    """Space what is selected evenly between the two that are farthest apart."""

    def writings(held: Held) -> list[Writing]:
        places = np.array([one.world[:3, 3] for one in held.nodes])
        apart = np.linalg.norm(places[:, None] - places[None], axis=2)
        first, last = np.unravel_index(int(apart.argmax()), apart.shape)
        way = places[last] - places[first]
        order = np.argsort((places - places[first]) @ way)
        found: list[Writing] = []
        for rank, row in enumerate(order.tolist()):
            goal = places[first] + way * (rank / (len(places) - 1))
            found += moved(Held((held.nodes[row],), held.staging), goal - places[row])
        return found

    return _arrange(session, "Distribute", writings, least=3)


def mirror(session: Session) -> bool:
    """Exchange left and right of what is selected, about the upright plane through its middle.

    The plane is the one across the world's X. A thing is put and turned as its picture in a mirror
    would be, not made inside out; a figure's pose is mirrored with it.
    """
    place = session.place
    if place is None:
        return False
    poses = [
        posing.mirroring(session, node)
        for node in session.selected
        if isinstance(node.payload, Figure) and not session.is_locked(node.id)
    ]
    return _arrange(
        session,
        "Mirror",
        lambda held: reflected(held, float(held.pivot[0])),
        also=[edit for edit in poses if edit is not None],
    )


def _arrange(
    session: Session,
    verb: str,
    writings: Callable[[Held], list[Writing]],
    *,
    least: int = 1,
    also: Iterable[Edit] = (),
) -> bool:
    """Make one edit of what is selected; what cannot be done is told."""
    if session.scene is None:
        return False
    try:
        staging = staging_here(session, snapshot_here(session))
        held = hold(session, staging)
        if held is None or len(held.nodes) < least:
            wanted = "something" if least == 1 else f"at least {least} things"
            session.tell(f"{verb}: nothing done", f"Select {wanted} that is not locked first.")
            return False
        edits = (session.writing(writings(held)), *also)
    except ShotwrightError as error:
        session.tell(f"{verb}: not done", str(error), kind="bad")
        return False
    return session.do(f"{verb} {told(_nodes(held))}", lambda p: _one_by_one(p, edits))


def _one_by_one(project: Project, edits: Iterable[Edit]) -> Project:
    for edit in edits:
        project = edit(project)
    return project


def _nodes(held: Held) -> tuple[Node, ...]:
    return tuple(one.node for one in held.nodes)


def _footprint(snapshot: Snapshot, nodes: Iterable[str], origin: F64) -> F64:
    """Return (5, 3): the middle of what nodes draw and four corners in it, at its lowest height.

    A figure stands on its origin, as does what draws nothing.
    """
    wanted = set(nodes)
    drawn = [
        np.asarray(surface.mesh.positions, np.float64) @ world[:3, :3].T + world[:3, 3]
        for surface, world, joints, shown in zip(
            snapshot.surfaces, snapshot.world, snapshot.joint_start, snapshot.visible, strict=True
        )
        if surface.node in wanted and joints < 0 and shown
    ]
    if not drawn:
        return np.repeat(origin[None], 5, axis=0)
    points = np.vstack(drawn)
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = (low + high) / 2.0, (high - low) / 2.0 * _FOOTING
    signs = np.array([(0, 0), (-1, -1), (-1, 1), (1, -1), (1, 1)], np.float64)
    result = np.repeat(np.array([[middle[0], low[1], middle[2]]]), 5, axis=0)
    result[:, [0, 2]] += signs * half[[0, 2]]
    return result


def _support(solid: Surfaces, footprint: F64) -> float:
    """Return the height of the highest surface under a footprint; of the ground at least."""
    found = [0.0]
    for point in footprint:
        top = point + np.array([0.0, _STEP_UP_M, 0.0])
        at = solid.hit(top, np.array([0.0, -1.0, 0.0]))
        if at is not None:
            found.append(float(top[1]) - at)
    return max(found)
