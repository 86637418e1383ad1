"""Staging: where everything of a scene is at a frame, for overlays, framing and tools. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.evaluation import timeline_of
from compose.payload import CameraPayload
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import CameraState, Snapshot
from compose.stage.lens import camera_state
from compose.stage.timeline import Timeline
from studio.viewport.projection import F64


@dataclass(frozen=True, eq=False, kw_only=True)
class Staging:
    """A scene at a frame.

    Parameters
    ----------
    project, scene, shot, frame
        What it is of: ids, and the shot's tracks included when one is given.
    world
        (4, 4) float64 by node id. A camera's has its aim and roll in it.
    bounds
        (2, 3) least and greatest corner in the world, by id of the nodes that draw something.
    pieces
        (node, box) of every single thing drawn: the copies of a node apart.
    cameras
        The state of every camera of the scene by node id; the shot's gate is on the shot's own.
    hidden
        Ids of the nodes that are not visible, themselves or by what they hang on.
    """

    project: Project
    scene: str
    shot: str | None
    frame: float
    world: Mapping[str, F64] = field(default_factory=dict)
    bounds: Mapping[str, F64] = field(default_factory=dict)
    pieces: tuple[tuple[str, F64], ...] = ()
    cameras: Mapping[str, CameraState] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def around(self, nodes: Collection[str]) -> F64 | None:
        """Return the (2, 3) box around nodes and all that hangs on them, ``None`` for nothing.

        A node that draws nothing, and on which nothing hangs that does, is a point.
        """
        boxes: list[F64] = []
        for node in nodes:
            own = [self.bounds[n] for n in self.with_children([node]) if n in self.bounds]
            if not own and node in self.world:
                own = [np.stack([self.world[node][:3, 3]] * 2)]
            boxes += own
        if not boxes:
            return None
        every = np.stack(boxes)
        return np.stack([every[:, 0].min(axis=0), every[:, 1].max(axis=0)])

    def around_usual(self) -> F64 | None:
        """Return the (2, 3) box around all that is drawn but what is far larger than the rest."""
        if not self.pieces:
            return None
        boxes = np.stack([box for _, box in self.pieces])
        kept = boxes[~far_larger(self.pieces)]
        kept = kept if len(kept) else boxes
        return np.stack([kept[:, 0].min(axis=0), kept[:, 1].max(axis=0)])

    def with_children(self, nodes: Collection[str]) -> frozenset[str]:
        """Return nodes and everything that hangs on them."""
        found: set[str] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self._children.get(node, ())
        return frozenset(found)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        nodes = self.project.scene(self.scene).nodes if self.scene else ()
        for node in nodes:
            if node.parent is not None:
                found.setdefault(node.parent.node, []).append(node.id)
        return found


def staging_of(
    project: Project, scene: str, shot: str | None, frame: float, snapshot: Snapshot | None
) -> Staging:
    """Return where everything is; ``snapshot``, of the same frame, gives the bounds.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    own = None if shot is None else project.shot(shot)
    stage = project.scene(scene)
    timeline = timeline_of(project, stage, shot=own)
    values = timeline.values(frame)
    matrices, shown = timeline.worlds(values), timeline.visible(values)
    slots = timeline.stage.slots.nodes
    pieces = () if snapshot is None else drawn_pieces(snapshot)
    world = {node.id: matrices[slots[node.id]].copy() for node in stage.nodes}
    return Staging(
        project=project,
        scene=scene,
        shot=shot,
        frame=frame,
        world=world,
        bounds=node_bounds(pieces),
        pieces=pieces,
        cameras=_cameras(stage, own, timeline, values, world),
        hidden=frozenset(node.id for node in stage.nodes if not shown[slots[node.id]]),
    )


def _cameras(
    scene: Scene, shot: Shot | None, timeline: Timeline, values: F64, world: Mapping[str, F64]
) -> dict[str, CameraState]:
    found = {}
    for node in scene.nodes:
        if isinstance(node.payload, CameraPayload):
            gate = shot.gate if shot is not None and shot.camera == node.id else None
            row = timeline.stage.cameras[node.id]
            found[node.id] = camera_state(
                node.payload, gate, values, timeline.stage.layout, row, world[node.id],
                node.id, node.name,
            )  # fmt: skip
    return found


def node_bounds(pieces: Iterable[tuple[str, F64]]) -> dict[str, F64]:
    """Return the (2, 3) box around all the pieces of each node, by id."""
    found: dict[str, F64] = {}
    for node, box in pieces:
        old = found.get(node, box)
        found[node] = np.stack([np.minimum(old[0], box[0]), np.maximum(old[1], box[1])])
    return found


def drawn_pieces(snapshot: Snapshot) -> tuple[tuple[str, F64], ...]:
    """Return the (2, 3) world box of every thing that a snapshot draws, with its node.

    A mesh is taken by the corners of its own box; a figure by its joints, with a head's room. The
    parts of one copy are one thing; what is not visible is none.
    """
    corners = _corners(snapshot)
    low, high = corners.min(axis=1), corners.max(axis=1)
    found: dict[tuple[str, int], F64] = {}
    for row in np.flatnonzero(snapshot.visible & (snapshot.joint_start < 0)).tolist():
        surface = snapshot.surfaces[row]
        key = (surface.node, surface.instance)
        box = np.stack([low[row], high[row]])
        old = found.get(key, box)
        found[key] = np.stack([np.minimum(old[0], box[0]), np.maximum(old[1], box[1])])
    for figure in snapshot.figures:
        points = figure.points[np.isfinite(figure.points).all(axis=1)]
        if len(points) and figure.visible:
            room = _FIGURE_ROOM_M
            ends = np.stack([points.min(axis=0) - room, points.max(axis=0) + room])
            found[figure.node, -1] = ends
    return tuple((node, box) for (node, _), box in found.items())


def far_larger(pieces: Sequence[tuple[str, F64]]) -> npt.NDArray[np.bool_]:
    """Return (N,): which pieces are many times as long as the usual one, like ground and sky."""
    if not pieces:
        return np.zeros(0, bool)
    boxes = np.stack([box for _, box in pieces])
    size = np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1)
    result: npt.NDArray[np.bool_] = size > _HUGE * max(float(np.median(size)), _SMALL_M)
    return result


_FIGURE_ROOM_M = 0.1
_HUGE, _SMALL_M = 8.0, 0.5


def _corners(snapshot: Snapshot) -> F64:
    """Return (S, 8, 3): the corners of every surface's box in the world."""
    boxes = [np.asarray(surface.mesh.bounds, np.float64) for surface in snapshot.surfaces]
    if not boxes:
        return np.zeros((0, 8, 3))
    both = np.stack(boxes)
    pick = np.array([[i >> axis & 1 for axis in range(3)] for i in range(8)])
    local = both[:, pick, np.arange(3)]
    turned = np.einsum("sij,skj->ski", snapshot.world[:, :3, :3], local)
    result: F64 = turned + snapshot.world[:, None, :3, 3]
    return result
