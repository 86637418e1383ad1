"""In frame: every person and thing a camera sees, where in the picture and how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import POINTS
from compose.framing.obstacles import Obstacles
from compose.framing.placement import View
from compose.framing.subjects import Subject, family, figure_subject, thing_subject
from compose.framing.visibility import seen_share
from compose.payload import CameraPayload, LightPayload
from compose.scene import Scene
from compose.snapshot import Snapshot

F64 = npt.NDArray[np.float64]

_CUTS = (
    ("head", ("crown", "chin")),
    ("throat", ("chin", "throat")),
    ("chest", ("throat", "sternum")),
    ("waist", ("sternum", "navel")),
    ("hips", ("navel", "crotch")),
    ("thighs", ("crotch", "left_knee")),
    ("shins", ("left_knee", "left_ankle")),
    ("feet", ("left_ankle", "left_heel")),
)
_FLOOR_THIN = 0.03
_ROW = {name: row for row, name in enumerate(POINTS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class InFrame:
    """One person or thing in a picture.

    ``box`` is left, bottom, right, top, from −1 to 1 and clipped to the frame; ``share`` its part
    of the frame's area and ``tall`` of the frame's height, unclipped. ``cut`` names the edges that
    cut it, ``cut_at`` the part of a body at the lower edge. ``seen`` is the share of it in the
    frame that nothing hides, ``depth_m`` along the view axis.
    """

    node: str
    name: str
    is_figure: bool
    box: tuple[float, float, float, float]
    share: float
    tall: float
    cut: tuple[str, ...]
    cut_at: str
    seen: float
    depth_m: float

    @property
    def x(self) -> float:
        """The middle across the frame, −1 to 1."""
        return (self.box[0] + self.box[2]) / 2.0


def everything(snapshot: Snapshot, scene: Scene, worlds: dict[str, F64]) -> Iterator[Subject]:
    """Yield the visible figures and things of a snapshot; what hangs on a thing is part of it.

    Floors and whatever else the camera stands in or on, such as a room, are left out.
    """
    people = {state.node for state in snapshot.figures}
    for state in snapshot.figures:
        if state.visible:
            yield figure_subject(state)
    drawn = {surface.node for surface in snapshot.surfaces}
    above = {node.id: node.parent.node for node in scene.nodes if node.parent is not None}
    for node in scene.nodes:
        carries = node.payload is not None and not isinstance(
            node.payload, CameraPayload | LightPayload
        )
        if not carries or node.id in people or node.id not in drawn:
            continue
        if above.get(node.id) in drawn:
            continue
        nodes = family(scene, node.id) - people
        thing = thing_subject(snapshot, node.id, node.name, nodes, worlds[node.id])
        if thing is not None and not _surrounds(thing, snapshot.camera.world[:3, 3]):
            yield thing


def _surrounds(thing: Subject, eye: F64) -> bool:
    low, high = thing.points.min(axis=0), thing.points.max(axis=0)
    size = high - low
    flat = size[1] < _FLOOR_THIN * max(size[0], size[2])
    over = (low[[0, 2]] <= eye[[0, 2]]).all() and (eye[[0, 2]] <= high[[0, 2]]).all()
    return bool(flat or (over and (low[1] - 0.5 <= eye[1] <= high[1] + 0.5)))


def in_frame_of(subject: Subject, view: View, obstacles: Obstacles) -> InFrame | None:
    """Return what the picture shows of a subject; ``None`` when it shows nothing."""
    picture = view.picture(subject.points)
    ahead = picture[picture[:, 2] > 1e-6]
    if not len(ahead):
        return None
    left, bottom = ahead[:, :2].min(axis=0).tolist()
    right, top = ahead[:, :2].max(axis=0).tolist()
    box = (max(left, -1.0), max(bottom, -1.0), min(right, 1.0), min(top, 1.0))
    if box[0] >= box[2] or box[1] >= box[3]:
        return None
    edges = (("left", left < -1.0), ("right", right > 1.0), ("top", top > 1.0),
             ("bottom", bottom < -1.0))  # fmt: skip
    return InFrame(
        node=subject.node,
        name=subject.name,
        is_figure=subject.is_figure,
        box=box,
        share=(box[2] - box[0]) * (box[3] - box[1]) / 4.0,
        tall=(top - bottom) / 2.0,
        cut=tuple(name for name, cut in edges if cut),
        cut_at=cut_at(subject, picture) if bottom < -1.0 else "",
        seen=seen_share(obstacles, view, subject),
        depth_m=float(view.picture(subject.key[None])[0, 2]),
    )


def cut_at(subject: Subject, picture: F64) -> str:
    """Return the part of an upright body at the lower edge of the frame; empty where none is."""
    if not subject.is_figure:
        return ""
    for part, (above, below) in _CUTS:
        high, low = picture[_ROW[above], 1], picture[_ROW[below], 1]
        if high >= -1.0 > low:
            return part
    return ""
