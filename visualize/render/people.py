"""Where the people of a frame stand in its picture: OpenPose's 18 points of each. No GL here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.figures.keypoints import openpose_points
from compose.raster import Raster
from compose.snapshot import FigureState, Snapshot

F64 = npt.NDArray[np.float64]
Array = npt.NDArray[Any]

_MARGIN_M = 0.05
"""How much nearer than a point another thing must be to hide it: a point lies inside its limb."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Person:
    """A figure in a picture.

    ``points`` is (18, 2) float64 in pixels from the corner of the top left pixel, NaN behind the
    camera; ``depths`` (18,) metres along the view axis; ``inside`` (18,) whether the point is in
    the picture, ``hidden`` (18,) whether something other than the figure stands before it.
    """

    node: str
    name: str
    points: F64
    depths: F64
    inside: npt.NDArray[np.bool_]
    hidden: npt.NDArray[np.bool_]


def people_in(
    snapshot: Snapshot, raster: Raster, depth: Array, ids: Array
) -> tuple[Person, ...]:  # fmt: skip
    """Return the figures with at least one point in the picture, those farthest away first.

    Parameters
    ----------
    snapshot, raster
        The frame and its exact pixels.
    depth, ids
        The exact passes ``depth`` and ``id`` of that frame, (H, W).
    """
    found = [
        _person(state, snapshot, raster, depth, ids) for state in snapshot.figures if state.visible
    ]
    seen = [person for person in found if person.inside.any()]
    return tuple(sorted(seen, key=lambda person: -float(np.mean(person.depths))))


def _person(
    state: FigureState, snapshot: Snapshot, raster: Raster, depth: Array, ids: Array
) -> Person:
    points, depths = projected(openpose_points(state.points), snapshot, raster)
    ahead = depths > snapshot.camera.near_m
    inside = ahead & (points >= 0.0).all(axis=1) & (points < raster.size).all(axis=1)
    hidden = np.zeros(len(points), bool)
    column, row = points[inside].astype(np.int64).T
    own = [s.pass_id for s in snapshot.surfaces if s.node == state.node]
    before = depth[row, column] < depths[inside] - _MARGIN_M
    hidden[inside] = before & ~np.isin(ids[row, column], np.array(own, np.uint32))
    return Person(
        node=state.node,
        name=state.name,
        points=np.where(ahead[:, None], points, np.nan),
        depths=depths,
        inside=inside,
        hidden=hidden,
    )


def projected(points: F64, snapshot: Snapshot, raster: Raster) -> tuple[F64, F64]:
    """Return the places of (N, 3) world points in pixels, (N, 2), and their depths, (N,)."""
    view = snapshot.camera.view
    seen = points @ view[:3, :3].T + view[:3, 3]
    depths = -seen[:, 2]
    scale = raster.focal / (1.0 if raster.orthographic else np.where(depths > 0.0, depths, np.nan))
    across = raster.cx + scale * seen[:, 0]
    down = raster.cy - scale * seen[:, 1]
    return np.stack([across, down], axis=1), depths


def openpose_json(people: tuple[Person, ...], raster: Raster, *, hidden: bool) -> dict[str, Any]:
    """Return the keypoints in OpenPose's output format.

    ``pose_keypoints_2d`` is x, y, confidence of 18 points in a row; (0, 0) is the centre of the top
    left pixel. A point that is not in the picture is 0, 0, 0; so is a hidden one, unless ``hidden``
    asks for those too, with a confidence of 0.5.
    """
    return {
        "version": 1.3,
        "canvas_width": raster.width,
        "canvas_height": raster.height,
        "people": [
            {
                "person_id": [-1],
                "name": person.name,
                "node": person.node,
                "pose_keypoints_2d": _triples(person, hidden),
                "face_keypoints_2d": [],
                "hand_left_keypoints_2d": [],
                "hand_right_keypoints_2d": [],
                "pose_keypoints_3d": [],
                "face_keypoints_3d": [],
                "hand_left_keypoints_3d": [],
                "hand_right_keypoints_3d": [],
            }
            for person in people
        ],
    }


def drawn_points(person: Person, *, hidden: bool) -> npt.NDArray[np.bool_]:
    """Return (18,) bool: the points that a picture shows."""
    return person.inside if hidden else person.inside & ~person.hidden


def _triples(person: Person, hidden: bool) -> list[float]:
    shown = drawn_points(person, hidden=hidden)
    result = np.zeros((len(shown), 3))
    result[shown, :2] = np.round(person.points[shown] - 0.5, 3)
    result[shown, 2] = np.where(person.hidden[shown], 0.5, 1.0)
    return [float(value) for value in result.ravel()]
