"""Patches: the pieces primitives are put together from, and their assembly into one mesh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F64, Mesh
from compose.geometry.topology import is_closed

I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Patch:
    """A piece of surface: positions, normals (N, 3), UVs in metres (N, 2), triangles and edges."""

    positions: F64
    normals: F64
    uv: F64
    triangles: I64
    edges: I64


def assemble(patches: Iterable[Patch]) -> Mesh:
    """Join patches into one mesh; ``closed`` is found by counting edges, never claimed."""
    patches = list(patches)
    offsets = np.cumsum([0, *(len(p.positions) for p in patches)])
    shifted = list(zip(patches, offsets, strict=False))
    positions = np.concatenate([p.positions for p in patches]).astype(np.float32) + np.float32(0)
    triangles = np.concatenate([p.triangles + o for p, o in shifted]).astype(np.uint32)
    return Mesh(
        positions=positions,
        normals=np.concatenate([p.normals for p in patches]).astype(np.float32),
        uv0=np.concatenate([p.uv for p in patches]).astype(np.float32),
        triangles=triangles,
        edges=np.concatenate([p.edges + o for p, o in shifted]).astype(np.uint32),
        closed=is_closed(positions, triangles),
    )


def polygon(corners: npt.ArrayLike, outlined: Sequence[bool] | None = None) -> Patch:
    """Return a flat convex polygon, (N, 3) corners counter-clockwise seen from its front.

    UVs are metres along the polygon: u to the right, v downward from its upper left, seen from
    the front with world up above (for a floor or a ceiling: −Z above). ``outlined`` tells for
    each side, beginning at the corner of the same number, whether it is a display edge.
    """
    points = np.asarray(corners, np.float64)
    normal = np.cross(points, np.roll(points, -1, axis=0)).sum(0)
    normal /= np.linalg.norm(normal)
    count = len(points)
    inner = np.arange(1, count - 1)
    begin = np.arange(count)
    edges = np.stack([begin, np.roll(begin, -1)], axis=1)
    if outlined is not None:
        edges = edges[np.asarray(outlined, bool)]
    return Patch(
        positions=points,
        normals=np.tile(normal, (count, 1)),
        uv=flat_uv(points, normal),
        triangles=np.stack([np.zeros_like(inner), inner, inner + 1], axis=1),
        edges=edges,
    )


def flat_uv(points: F64, normal: F64) -> F64:
    """Return (N, 2) UVs in metres of points on a plane, from their upper left (see `polygon`)."""
    up = np.array([0.0, 1.0, 0.0] if abs(normal[1]) < 0.999 else [0.0, 0.0, -1.0])
    right = np.cross(up, normal)
    right /= np.linalg.norm(right)
    uv = np.stack([points @ right, -(points @ np.cross(normal, right))], axis=1)
    return np.asarray(uv - uv.min(0))


def evenly(count: int, steps: int) -> list[int]:
    """Return at most ``count`` different numbers of ``0 … steps - 1``, evenly spread."""
    return sorted({round(i * steps / count) % steps for i in range(count)})
