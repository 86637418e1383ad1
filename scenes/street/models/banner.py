"""A cloth banner on a chain of five joints: a ``wind`` clip, and the morph ``billow``.

It hangs from y = 0 down −Y, its top edge along +X from the origin, and faces +Z.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from scenes.street.models.glb import GlbWriter
from scenes.street.models.solids import F64, I64, Solid

WIDTH_M, DROP_M = 0.8, 2.4
WIND_S = 2.0
JOINTS = 5
COLUMNS, ROWS = 6, 20

_STRIPES = (("head", 0, 4, 0), ("field", 4, 16, 1), ("foot", 16, 20, 0))
_COLORS = ((0.42, 0.05, 0.04, 1.0), (0.66, 0.36, 0.05, 1.0))


def write_banner(path: Path) -> None:
    """Write the banner as a GLB."""
    writer = GlbWriter()
    drops = np.arange(JOINTS) * (DROP_M / JOINTS)
    nodes: list[int] = []
    for i in range(JOINTS):
        fall = (0.0, -DROP_M / JOINTS if i else 0.0, 0.0)
        nodes.append(
            writer.node(f"chain{i}", parent=nodes[-1] if nodes else None, translation=fall)
        )
    rest = np.column_stack([np.zeros(JOINTS), -drops, np.zeros(JOINTS)])
    skin = writer.skin(nodes, rest)
    cloth = [
        writer.material(name, color, roughness=0.9, double_sided=True)
        for name, color in zip(("border", "field"), _COLORS, strict=True)
    ]
    for name, top, bottom, material in _STRIPES:
        flat, full = _sheet(top, bottom, 0.0), _sheet(top, bottom, 0.22)
        mesh = writer.mesh(name, flat, cloth[material], {"billow": full})
        writer.node(name, mesh=mesh, skin=skin)
    _add_wind(writer, nodes)
    writer.save(path)


def _sheet(top: int, bottom: int, bulge_m: float) -> Solid:
    """Return the rows of cloth from ``top`` to ``bottom``, pushed along +Z by a sine in u and v."""
    u, row = np.meshgrid(np.linspace(0.0, 1.0, COLUMNS + 1), np.arange(top, bottom + 1.0))
    u, v = u.reshape(-1), row.reshape(-1) / ROWS
    positions = np.column_stack(
        [u * WIDTH_M, -v * DROP_M, bulge_m * np.sin(np.pi * u) * np.sin(np.pi * v)]
    )
    slope_u = bulge_m * np.pi * np.cos(np.pi * u) * np.sin(np.pi * v) / WIDTH_M
    slope_v = -bulge_m * np.pi * np.sin(np.pi * u) * np.cos(np.pi * v) / DROP_M
    normals = np.column_stack([-slope_u, -slope_v, np.ones_like(u)])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    joints, weights = _weights(v)
    return Solid(
        positions=positions,
        normals=normals,
        triangles=_grid(bottom - top),
        joints=joints,
        weights=weights,
    )


def _grid(rows: int) -> I64:
    index = np.arange((rows + 1) * (COLUMNS + 1)).reshape(rows + 1, COLUMNS + 1)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    halves = np.stack([np.stack([a, b, c], axis=-1), np.stack([a, c, d], axis=-1)], axis=2)
    return halves.reshape(-1, 3)


def _weights(v: F64) -> tuple[I64, F64]:
    """Share every point between the joint above and the one below it."""
    place = np.clip(v * JOINTS - 0.5, 0.0, JOINTS - 1.0)
    upper = np.minimum(place.astype(np.int64), JOINTS - 2)
    share = place - upper
    joints = np.zeros((len(v), 4), np.int64)
    weights = np.zeros((len(v), 4))
    joints[:, 0], joints[:, 1] = upper, upper + 1
    weights[:, 0], weights[:, 1] = 1.0 - share, share
    return joints, weights


def _add_wind(writer: GlbWriter, nodes: list[int]) -> None:
    """Send a wave down the chain: each joint turns about X, a little later than the last."""
    phases = np.linspace(0.0, 1.0, 17)
    moves: list[tuple[int, str, F64]] = []
    for i, node in enumerate(nodes):
        halves = [
            math.radians(4.0 + (3.0 + 2.0 * i) * math.sin(2.0 * math.pi * float(p) - 0.9 * i)) / 2.0
            for p in phases
        ]
        moves.append(
            (node, "rotation", np.array([(math.sin(h), 0.0, 0.0, math.cos(h)) for h in halves]))
        )
    writer.clip("wind", phases * WIND_S, moves)
