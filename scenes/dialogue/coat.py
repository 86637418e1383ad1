"""A winter coat on a hook, written as a GLB: cloth lofted through rings, a rail and its pegs.

Its origin is where the coat's loop hangs, on the wall; it faces +Z.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from compose.geometry.forms import loft, pipe, rounded_box, smooth_path
from compose.geometry.material import Material
from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model, ModelNode, Part
from scenes.writing import write_model

F64 = npt.NDArray[np.float64]

_CLOTH = Material(name="cloth", base_color=(0.30, 0.185, 0.095, 1.0), metallic=0.0, roughness=0.95)
_SCARF = Material(name="scarf", base_color=(0.06, 0.09, 0.12, 1.0), metallic=0.0, roughness=0.95)
_WOOD = Material(name="wood", base_color=(0.16, 0.08, 0.04, 1.0), metallic=0.0, roughness=0.6)
_BRASS = Material(name="brass", base_color=(0.72, 0.48, 0.20, 1.0), metallic=1.0, roughness=0.35)

_AROUND = 40


def write_coat(path: Path) -> None:
    """Write the coat, the scarf over it, and the rail they hang on."""
    parts = (
        ("rail", _WOOD, rounded_box((-0.32, -0.05, 0.0), (0.32, 0.05, 0.02), 0.006)),
        ("pegs", _BRASS, merge_meshes([_peg(x) for x in (-0.22, 0.0, 0.22)])),
        ("body", _CLOTH, _body()),
        ("sleeves", _CLOTH, merge_meshes([_sleeve(side) for side in (-1.0, 1.0)])),
        ("scarf", _SCARF, _scarf()),
    )
    nodes = [
        ModelNode(path=name, parts=(Part(mesh=mesh, material=material),))
        for name, material, mesh in parts
    ]
    write_model(path, Model(nodes=tuple(nodes)))


def _peg(x: float) -> Mesh:
    path = [(x, -0.004, 0.01), (x, -0.01, 0.05), (x, 0.014, 0.072)]
    return pipe(smooth_path(path, 6), 0.0075, segments=12)


def _body() -> Mesh:
    """Return the coat's body from the hem to the loop, its folds deeper towards the hem."""
    rows = np.array([
        # height, half width, half depth, share of the folds
        (-1.10, 0.250, 0.085, 1.00), (-0.90, 0.240, 0.084, 0.90), (-0.62, 0.222, 0.080, 0.65),
        (-0.40, 0.205, 0.078, 0.45), (-0.24, 0.190, 0.074, 0.25), (-0.15, 0.158, 0.066, 0.15),
        (-0.08, 0.096, 0.052, 0.10), (-0.03, 0.058, 0.038, 0.00), (-0.006, 0.040, 0.026, 0.00),
    ])  # fmt: skip
    return loft(np.array([_ring(*row) for row in rows]), crease_deg=70.0)


def _ring(height: float, wide: float, deep: float, folds: float) -> F64:
    """Return (N, 3) points round the cloth at a height, flat against the wall behind."""
    turn = np.linspace(0.0, 2.0 * np.pi, _AROUND, endpoint=False)
    wave = np.sin(6.0 * turn + 0.6) + 0.5 * np.sin(11.0 * turn + 2.0)
    reach = 1.0 + 0.09 * folds * wave
    x, z = wide * reach * np.cos(turn), -deep * reach * np.sin(turn)
    opening = np.exp(-(((turn - 1.5 * np.pi) / 0.14) ** 2))
    z -= 0.018 * opening * min(1.0, 0.3 + folds)
    return np.stack([x, np.full_like(x, height), np.maximum(z + deep, 0.0) + 0.026], axis=1)


def _sleeve(side: float) -> Mesh:
    path = [(0.150, -0.15, 0.095), (0.205, -0.24, 0.105), (0.232, -0.42, 0.112),
            (0.236, -0.62, 0.125), (0.226, -0.80, 0.142)]  # fmt: skip
    radii = np.interp(np.linspace(0.0, 1.0, 25), [0.0, 0.2, 0.6, 1.0], [0.05, 0.06, 0.054, 0.05])
    return pipe(smooth_path(np.array(path) * (side, 1.0, 1.0), 6), radii, segments=18)


def _scarf() -> Mesh:
    """Return two ends of knitted cloth that hang over a peg, one before the other."""
    ends = []
    for x, z, low in ((0.212, 0.062, -0.66), (0.246, 0.040, -0.54)):
        heights = np.linspace(low, 0.004, 8)
        rings = [
            _band(x + 0.010 * np.sin(7.0 * y), y, z, 0.052 - 0.022 * max(0.0, 1.0 + 5.0 * y))
            for y in heights
        ]
        ends.append(loft(np.array(rings), crease_deg=70.0))
    return merge_meshes(ends)


def _band(x: float, y: float, z: float, wide: float) -> F64:
    turn = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
    across, deep = np.cos(turn), -np.sin(turn)
    wave = 0.006 * np.sin(9.0 * across)
    return np.stack([x + wide * across, np.full(16, y), z + 0.013 * deep + wave], axis=1)
