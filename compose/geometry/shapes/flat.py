"""Shapes with flat faces: box, plane, stairs, ramp."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from compose.geometry.mesh import Mesh
from compose.geometry.shapes.extrude import extruded
from compose.geometry.shapes.parameters import Metres, Segments, Steps
from compose.geometry.shapes.patch import Patch, assemble, polygon
from compose.transform import F64


def box(*, width: Metres = 1.0, height: Metres = 1.0, depth: Metres = 1.0) -> Mesh:
    """Build a box, width along X and depth along Z. Stands on y = 0, centred."""
    x, z = width / 2.0, depth / 2.0
    low, high = 0.0, height
    return assemble(
        [
            polygon([(-x, low, z), (x, low, z), (x, high, z), (-x, high, z)]),
            polygon([(x, low, -z), (-x, low, -z), (-x, high, -z), (x, high, -z)]),
            polygon([(x, low, z), (x, low, -z), (x, high, -z), (x, high, z)]),
            polygon([(-x, low, -z), (-x, low, z), (-x, high, z), (-x, high, -z)]),
            polygon([(-x, high, z), (x, high, z), (x, high, -z), (-x, high, -z)]),
            polygon([(-x, low, -z), (x, low, -z), (x, low, z), (-x, low, z)]),
        ]
    )


def plane(
    *, width: Metres = 10.0, depth: Metres = 10.0, columns: Steps = 1, rows: Steps = 1
) -> Mesh:
    """Build a floor facing up, on y = 0, centred: width along X, depth along Z, drawn as a grid."""
    x = np.linspace(-width / 2.0, width / 2.0, columns + 1)
    z = np.linspace(-depth / 2.0, depth / 2.0, rows + 1)
    count = (rows + 1) * (columns + 1)
    positions = np.zeros((count, 3))
    positions[:, 0] = np.tile(x, rows + 1)
    positions[:, 2] = np.repeat(z, columns + 1)
    index = np.arange(count).reshape(rows + 1, columns + 1)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, :-1], index[1:, 1:]
    triangles = np.stack([a, c, d, a, d, b], axis=-1).reshape(-1, 3)
    across = np.stack([index[:, :-1], index[:, 1:]], axis=-1).reshape(-1, 2)
    along = np.stack([index[:-1], index[1:]], axis=-1).reshape(-1, 2)
    return assemble(
        [
            Patch(
                positions=positions,
                normals=np.tile([0.0, 1.0, 0.0], (count, 1)),
                uv=positions[:, [0, 2]] + [width / 2.0, depth / 2.0],
                triangles=triangles,
                edges=np.concatenate([across, along]),
            )
        ]
    )


def stairs(
    *, width: Metres = 1.2, height: Metres = 1.8, depth: Metres = 2.8, steps: Steps = 10
) -> Mesh:
    """Build a solid flight of stairs, foot at +Z, top at −Z. Stands on y = 0, centred."""
    run = np.linspace(-depth / 2.0, depth / 2.0, steps + 1)
    rise = np.linspace(0.0, height, steps + 1)
    points = [(run[0], 0.0), (run[0], rise[1])]
    triangles = []
    for step in range(steps):
        low, top = len(points) - 2, len(points) - 1
        if step:
            points.append((run[step], rise[step + 1]))
            top += 1
        points += [(run[step + 1], 0.0), (run[step + 1], rise[step + 1])]
        right, far = len(points) - 2, len(points) - 1
        fan = [far, top, low] if not step else [far, top, top - 1, low]
        triangles += [(right, a, b) for a, b in pairwise(fan)]
    return _across(extruded(points, triangles, width))


def ramp(*, width: Metres = 1.2, height: Metres = 1.0, depth: Metres = 3.0) -> Mesh:
    """Build a wedge, its foot at +Z and its full height at −Z. Stands on y = 0, centred."""
    run = depth / 2.0
    return _across(extruded([(-run, 0.0), (run, 0.0), (run, height)], [(0, 1, 2)], width))


def _across(patches: list[Patch]) -> Mesh:
    """Turn a solid whose profile rises to +X a quarter about +Y, so that it rises to −Z."""
    return assemble(
        Patch(
            positions=_quarter(patch.positions),
            normals=_quarter(patch.normals),
            uv=patch.uv,
            triangles=patch.triangles,
            edges=patch.edges,
        )
        for patch in patches
    )


def _quarter(vectors: F64) -> F64:
    return np.stack([vectors[:, 2], vectors[:, 1], -vectors[:, 0]], axis=1) + 0.0


def prism(*, radius: Metres = 0.5, height: Metres = 1.0, sides: Segments = 6) -> Mesh:
    """Build a column with flat sides, one facing +Z, standing on y = 0; radius to its corners."""
    angles = (np.arange(sides) - 0.5) * (2.0 * np.pi / sides)
    x, z = radius * np.sin(angles), radius * np.cos(angles)
    low = np.column_stack([x, np.zeros(sides), z])
    high = np.column_stack([x, np.full(sides, height), z])
    following = np.roll(np.arange(sides), -1)
    walls = [
        polygon([low[i], low[j], high[j], high[i]])
        for i, j in zip(range(sides), following, strict=True)
    ]
    return assemble([*walls, polygon(high), polygon(low[::-1])])
