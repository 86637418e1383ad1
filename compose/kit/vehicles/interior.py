"""Interiors: seats, dashboard and steering wheel, as seen through the windows."""

from __future__ import annotations

from collections.abc import Sequence

from compose.geometry.forms import arc_path, pipe, rod, rounded_box
from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.kit.pieces import Piece, Vector, piece, placed
from compose.kit.prop import cuts

DRIVING_HIPS_M = 0.445
"""How high a figure's hips are above its origin in the pose ``drive``."""


def driver_place(hip: Vector) -> Piece:
    """Return the node ``seat_driver``: a figure on it, in the pose ``drive``, sits at ``hip``."""
    x, y, z = hip
    return piece("seat_driver", "canvas", pivot=(x, y - DRIVING_HIPS_M, z))


def seat(hip: Vector, width: float, detail: float, *, back: float = 0.62) -> Mesh:
    """Return a car seat for a person whose hips are at ``hip``, facing +Z."""
    x, y, z = hip
    half, soft = width / 2.0, 0.05 if detail >= 0.5 else 0.0
    steps = 2 if detail >= 1.0 else 1
    low = y - 0.1
    cushion = rounded_box(
        (x - half, low - 0.14, z - 0.14), (x + half, low, z + 0.4), soft, steps=steps
    )
    rest = rounded_box((-half, -0.06, -0.07), (half, back, 0.05), soft, steps=steps)
    parts = [cushion, placed(rest, at=(x, low, z - 0.16), turn_deg=(-14.0, 0.0, 0.0))]
    if width < 0.7 and detail >= 0.5:
        head = rounded_box((-0.12, back + 0.03, -0.06), (0.12, back + 0.2, 0.03), 0.04, steps=steps)
        parts.append(placed(head, at=(x, low, z - 0.16), turn_deg=(-14.0, 0.0, 0.0)))
    return merge_meshes(parts)


def steering_wheel(
    centre: Vector, detail: float, *, radius: float = 0.18, lean: float = 65.0
) -> Mesh:
    """Return a steering wheel about a point; ``lean`` degrees from lying flat."""
    ring = pipe(
        arc_path((0.0, 0.0, 0.0), radius, 0.0, 360.0, normal="y", steps=cuts(20, detail, 8))[:-1],
        0.014,
        segments=cuts(8, detail, 4),
        closed=True,
    )
    spokes = [
        rod((0.0, 0.0, 0.0), end, 0.013, segments=4)
        for end in ((radius, 0.0, 0.0), (-radius, 0.0, 0.0), (0.0, 0.0, -radius))
    ]
    column = rod((0.0, 0.03, 0.0), (0.0, -0.35, 0.0), 0.028, segments=6)
    whole = merge_meshes([ring, *spokes, column])
    return placed(whole, at=centre, turn_deg=(-lean, 0.0, 0.0))


def cabin_fittings(
    hips: Sequence[tuple[Vector, float]], dash: tuple[Vector, Vector], detail: float
) -> Mesh:
    """Return seats, a dashboard between two corners, and the driver's wheel.

    ``hips`` are hip points and widths of seats, the driver's first; the wheel is where the pose
    ``drive`` has its hands.
    """
    parts = [seat(hip, width, detail) for hip, width in hips]
    parts.append(rounded_box(*dash, 0.06 if detail >= 0.5 else 0.0, steps=1))
    if detail >= 0.5:
        x, y, z = hips[0][0]
        parts.append(steering_wheel((x, y + 0.45, z + 0.46), detail))
    return merge_meshes(parts)
