"""The hero: a faceted perfume bottle of 118 mm, written as a GLB.

The glass is painted the way a photographer lights it: each facet has a bright line along its edge,
a dark band inside that, and a clear middle, so that its shape shows without ray tracing.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from compose.geometry.forms import lathe
from compose.geometry.forms.loft import quads
from compose.geometry.material import AlphaMode, Material
from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model, ModelNode, Part
from scenes.writing import write_model

F64 = npt.NDArray[np.float64]
Paint = Callable[[F64, F64], F64]
"""Linear RGBA (N, 4) out of points (N, 3) and their distances (N,) to the facet's border."""

WIDTH_M, DEPTH_M, CUT_M = 0.064, 0.036, 0.0095
SHOULDER_M, BODY_M, HEIGHT_M = 0.072, 0.081, 0.118
_WALL_M, _FOOT_M, _FILL_M = 0.0046, 0.013, 0.062

_GLASS = Material(
    name="glass", metallic=0.0, roughness=0.17, alpha_mode=AlphaMode.BLEND, solid=True
)
_JUICE = Material(name="juice", metallic=0.0, roughness=0.9, emissive=(0.05, 0.016, 0.002))
_GOLD = Material(name="gold", base_color=(0.80, 0.52, 0.20, 1.0), metallic=1.0, roughness=0.27)
_ONYX = Material(name="onyx", base_color=(0.012, 0.012, 0.013, 1.0), metallic=0.0, roughness=0.12)
_TUBE = Material(name="tube", base_color=(0.75, 0.72, 0.66, 1.0), metallic=0.0, roughness=0.5)


def write_bottle(path: Path) -> None:
    """Write the bottle: glass, juice, collar, cap and the tube, each a node of its own."""
    parts = (
        ("juice", _JUICE, _juice()),
        ("tube", _TUBE, _turned([(0, _FILL_M), (0.0011, _FILL_M), (0.0011, BODY_M), (0, BODY_M)])),
        ("collar", _GOLD, _collar()),
        ("cap", _GOLD, _cap()),
        ("inlay", _ONYX, _inlay()),
        ("glass", _GLASS, _glass()),
    )
    nodes = [
        ModelNode(path=name, parts=(Part(mesh=mesh, material=material),))
        for name, material, mesh in parts
    ]
    write_model(path, Model(nodes=tuple(nodes)))


def _glass() -> Mesh:
    rings = [
        _ring(0.0, 0.0022),
        _ring(0.0028, 0.0),
        _ring(SHOULDER_M, 0.0),
        _ring(BODY_M, 0.0088),
    ]
    return _faceted(rings, _glass_paint)


def _juice() -> Mesh:
    rings = [
        _ring(_FOOT_M, _WALL_M + 0.003),
        _ring(_FOOT_M + 0.004, _WALL_M),
        _ring(_FILL_M, _WALL_M),
    ]
    return _faceted(rings, _juice_paint)


def _glass_paint(points: F64, border: F64) -> F64:
    """Bright along the edge, dark inside it, clear in the middle; the foot is thick glass."""
    stops = [0.0, 0.0004, 0.0009, 0.0032, 0.0075]
    light = np.interp(border, stops, [0.70, 0.35, 0.03, 0.03, 0.35])
    alpha = np.interp(border, stops, [0.52, 0.34, 0.46, 0.34, 0.05])
    foot = np.clip((1.2 * _FOOT_M - points[:, 1]) / _FOOT_M, 0.0, 1.0)
    light = np.maximum(light, 0.42 * foot)
    sheen = np.clip((points[:, 1] + 0.6 * points[:, 0]) / BODY_M - 0.45, 0.0, 1.0)
    alpha = np.maximum(alpha, np.maximum(0.46 * foot, 0.22 * sheen))
    tint = light[:, None] * np.array([0.92, 0.98, 0.96])
    return np.column_stack([tint, alpha])


def _juice_paint(points: F64, border: F64) -> F64:
    """Golden where light comes through the middle, deep amber toward the sides and the top."""
    inner = np.clip(border / 0.012, 0.0, 1.0)
    rise = np.clip((points[:, 1] - _FOOT_M) / (_FILL_M - _FOOT_M), 0.0, 1.0)
    share = (inner * (1.0 - 0.62 * rise))[:, None]
    deep, gold = np.array([0.20, 0.045, 0.006]), np.array([0.95, 0.46, 0.085])
    return np.column_stack([deep + (gold - deep) * share, np.ones(len(points))])


def _collar() -> Mesh:
    y = BODY_M
    profile = [(0.0, y), (0.0132, y), (0.0138, y + 0.0006), (0.0138, y + 0.0026),
               (0.0130, y + 0.0032), (0.0108, y + 0.0036), (0.0108, y + 0.0052),
               (0.0, y + 0.0052)]  # fmt: skip
    return _turned(profile)


def _cap() -> Mesh:
    """Turn the cap: a column with a groove near its foot and a round shoulder."""
    low, r, soft = BODY_M + 0.0050, 0.0126, 0.0022
    bend = np.linspace(0.0, np.pi / 2.0, 7)
    shoulder = np.stack(
        [r - soft + soft * np.cos(bend), HEIGHT_M - soft + soft * np.sin(bend)], axis=1
    )
    profile = [
        (0.0, low), (r - 0.0005, low), (r, low + 0.0005), (r, low + 0.0034),
        (r - 0.0007, low + 0.0039), (r - 0.0007, low + 0.0047), (r, low + 0.0052),
        *shoulder.tolist(), (0.0088, HEIGHT_M), (0.0085, HEIGHT_M - 0.0005),
        (0.0, HEIGHT_M - 0.0005),
    ]  # fmt: skip
    return _turned(profile)


def _inlay() -> Mesh:
    y = HEIGHT_M - 0.0005
    return _turned([(0.0, y - 0.0004), (0.0082, y - 0.0004), (0.0082, y + 0.0002),
                    (0.0078, y + 0.0005), (0.0, y + 0.0007)])  # fmt: skip


def _turned(profile: npt.ArrayLike) -> Mesh:
    return lathe(profile, 64, crease_deg=32.0)


def _ring(height: float, inset: float) -> F64:
    """Return (8, 3): the bottle's plan at a height, drawn in, counter-clockwise from above."""
    x, z, cut = WIDTH_M / 2.0 - inset, DEPTH_M / 2.0 - inset, max(CUT_M - 0.6 * inset, 0.001)
    plan = [(x, z - cut), (x, cut - z), (x - cut, -z), (cut - x, -z),
            (-x, cut - z), (-x, z - cut), (cut - x, z), (x - cut, z)]  # fmt: skip
    return np.array([(px, height, pz) for px, pz in plan])


def _faceted(rings: list[F64], paint: Paint) -> Mesh:
    """Return the closed solid between rings of eight points, each facet flat and painted.

    Every column and every row of facets is cut alike, so that neighbours share their points.
    """
    columns = [_cuts(ring_edge) for ring_edge in _edge_lengths(rings[-1])]
    facets = []
    for lower, upper in pairwise(rings):
        row = _cuts(float(np.linalg.norm(upper[0] - lower[0])))
        for i in range(8):
            j = (i + 1) % 8
            corners = np.array([lower[i], lower[j], upper[j], upper[i]])
            facets.append(_facet(corners, columns[i], row, paint))
    for ring, upward in ((rings[-1], True), (rings[0], False)):
        for quad, along in ((0, 1, 2, 7), 1), ((7, 2, 3, 6), 2), ((6, 3, 4, 5), 3):
            corners = ring[list(quad)]
            across, other = columns[0], columns[along]
            if not upward:
                corners, across, other = corners[[0, 3, 2, 1]], other, across
            facets.append(_facet(corners, across, other, paint))
    return merge_meshes(facets)


def _edge_lengths(ring: F64) -> list[float]:
    return [float(v) for v in np.linalg.norm(np.roll(ring, -1, axis=0) - ring, axis=1)]


def _facet(corners: F64, across: F64, along: F64, paint: Paint) -> Mesh:
    """Return a flat quad (4, 3), counter-clockwise from outside, cut at shares of its sides."""
    a, b, c, d = corners
    s, t = (grid.ravel()[:, None] for grid in np.meshgrid(across, along))
    points = (1 - t) * ((1 - s) * a + s * b) + t * ((1 - s) * d + s * c)
    border = np.min([_to_line(points, *edge) for edge in ((a, b), (b, c), (c, d), (d, a))], axis=0)
    normal = np.cross(c - a, d - b)
    normal /= np.linalg.norm(normal)
    index = np.arange(len(points)).reshape(len(along), len(across))
    rim = np.concatenate([index[0], index[1:, -1], index[-1, -2::-1], index[-2::-1, 0]])
    return Mesh(
        positions=points.astype(np.float32),
        triangles=quads(index, around=False).astype(np.uint32),
        normals=np.tile(normal, (len(points), 1)).astype(np.float32),
        colors=paint(points, border).astype(np.float32),
        edges=np.column_stack([rim[:-1], rim[1:]]).astype(np.uint32),
    )


def _cuts(length: float) -> F64:
    """Return rising shares from 0 to 1 of a side of metres, close together near both ends."""
    near = np.array([0.0, 0.0004, 0.0009, 0.0032, 0.0075, 0.012]) / length
    half = near[near < 0.49]
    return np.concatenate([half, [0.5], 1.0 - half[::-1]])


def _to_line(points: F64, begin: F64, end: F64) -> F64:
    way = (end - begin) / np.linalg.norm(end - begin)
    away = points - begin
    return np.asarray(np.linalg.norm(away - (away @ way)[:, None] * way, axis=1))
