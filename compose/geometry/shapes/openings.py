"""Masonry: an arch, and a wall with openings."""

from __future__ import annotations

import numpy as np

from compose.errors import SceneError
from compose.geometry.mesh import F64, Mesh
from compose.geometry.shapes.extrude import extruded
from compose.geometry.shapes.parameters import Metres, Opening, Openings, Steps
from compose.geometry.shapes.patch import assemble

MICROMETRE = 1e-6


def arch(
    *,
    width: Metres = 3.0,
    height: Metres = 3.0,
    depth: Metres = 0.5,
    opening_width: Metres = 2.0,
    opening_height: Metres = 2.5,
    segments: Steps = 24,
) -> Mesh:
    """Build a wall with a round-headed passage, standing on y = 0.

    ``opening_height`` is to the crown. The head is a half circle, or half an ellipse where the
    passage is lower than half its width.
    """
    _fits("arch: opening_width", opening_width, "width", width)
    _fits("arch: opening_height", opening_height, "height", height)
    half, outer = opening_width / 2.0, width / 2.0
    head = min(half, opening_height * 0.999)
    spring = opening_height - head
    angles = np.linspace(np.pi, 0.0, segments + 1)
    x, y = half * np.cos(angles), spring + head * np.sin(angles)
    x[[0, -1]], y[[0, -1]] = (-half, half), spring
    under = np.column_stack([x, y])
    over = np.column_stack([x, np.full(segments + 1, height)])
    feet = [(-outer, 0.0), (-half, 0.0), (half, 0.0), (outer, 0.0), (outer, height)]
    points = np.concatenate([under, over, feet, [(-outer, height)]])
    lower, upper = np.arange(segments + 1), np.arange(segments + 1) + segments + 1
    far_left, left, right, far_right, top_right, top_left = range(len(points) - 6, len(points))
    a, b, c, d = lower[:-1], lower[1:], upper[1:], upper[:-1]
    bridge = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])
    piers = [
        (far_left, left, lower[0]),
        (far_left, lower[0], upper[0]),
        (far_left, upper[0], top_left),
        (far_right, top_right, upper[-1]),
        (far_right, upper[-1], lower[-1]),
        (far_right, lower[-1], right),
    ]
    return assemble(extruded(points, np.concatenate([bridge, piers]), depth))


def wall(
    *,
    width: Metres = 4.0,
    height: Metres = 2.8,
    depth: Metres = 0.2,
    openings: Openings = (),
) -> Mesh:
    """Build a wall with rectangular openings, standing on y = 0, centred.

    Each opening is ``{x, y, width, height}`` in metres: x of its middle from the wall's middle,
    y of its sill. A sill at 0 makes a doorway.
    """
    holes = [_hole(i, opening, width, height) for i, opening in enumerate(openings)]
    x = _cuts([-width / 2.0, width / 2.0, *(v for hole in holes for v in hole[:2])])
    y = _cuts([0.0, height, *(v for hole in holes for v in hole[2:])])
    middle_x, middle_y = (x[:-1] + x[1:]) / 2.0, (y[:-1] + y[1:]) / 2.0
    solid = np.ones((len(y) - 1, len(x) - 1), bool)
    for left, right, low, high in holes:
        columns = (middle_x > left) & (middle_x < right)
        rows = (middle_y > low) & (middle_y < high)
        solid[np.ix_(rows, columns)] = False
    if not solid.any():
        raise SceneError("wall: openings leave nothing of the wall.")
    index = np.arange(len(x) * len(y)).reshape(len(y), len(x))
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    triangles = np.stack([a, b, c, a, c, d], axis=-1)[solid].reshape(-1, 3)
    points = np.column_stack([np.tile(x, len(y)), np.repeat(y, len(x))])
    used, compact = np.unique(triangles, return_inverse=True)
    return assemble(extruded(points[used], compact.reshape(-1, 3), depth))


def _hole(
    number: int, opening: Opening, width: float, height: float
) -> tuple[float, float, float, float]:
    """Return left, right, low and high, or say how the opening leaves the wall."""
    left, right = opening.x - opening.width / 2.0, opening.x + opening.width / 2.0
    low, high = opening.y, opening.y + opening.height
    edge = width / 2.0
    if left < -edge - MICROMETRE or right > edge + MICROMETRE:
        raise SceneError(
            f"wall: openings[{number}] reaches from x {left:g} to {right:g} m, "
            f"beyond the wall's {-edge:g} to {edge:g}."
        )
    if low < -MICROMETRE or high > height + MICROMETRE:
        raise SceneError(
            f"wall: openings[{number}] reaches from y {low:g} to {high:g} m, "
            f"beyond the wall's 0 to {height:g}."
        )
    return max(left, -edge), min(right, edge), max(low, 0.0), min(high, height)


def _cuts(values: list[float]) -> F64:
    """Return the rising different values; those within a micrometre are one."""
    ordered = np.sort(np.array(values))
    return np.asarray(ordered[np.append(True, np.diff(ordered) > MICROMETRE)])


def _fits(what: str, value: float, limit_name: str, limit: float) -> None:
    if value >= limit:
        raise SceneError(f"{what} is less than the {limit_name} ({limit:g} m), not {value:g}.")
