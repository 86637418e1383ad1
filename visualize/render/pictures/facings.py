"""Which triangles of a frame's rows face the eye. Pure CPU."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot
from visualize.render.pictures.mesh_lines import MeshLines, triangle_planes

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_FLATTENED = 1e-12
"""Determinant of a row that has no volume, and so no inside to turn away."""


class Eye:
    """A camera that asks which triangles of a frame face it.

    Parameters
    ----------
    snapshot
        The frame.
    parallel
        The projection is parallel: the eye is infinitely far.
    """

    def __init__(self, snapshot: Snapshot, *, parallel: bool) -> None:
        self.snapshot = snapshot
        self._parallel = parallel
        with np.errstate(over="ignore", invalid="ignore"):  # such rows have no outline to draw
            matrices = snapshot.camera.view @ snapshot.world
            volume = np.abs(np.linalg.det(matrices))
        self.solid = np.isfinite(volume) & (volume >= _FLATTENED)
        back = np.zeros_like(matrices)
        back[self.solid] = np.linalg.inv(matrices[self.solid])
        self._eye: F64 = back[:, :3, 2 if parallel else 3]

    def rigid(self, lines: MeshLines, rows: I64) -> Flags:
        """Return (R, T + 1): which triangles of rows of one mesh face the eye; the last is True.

        The eye is brought to every row's mesh, instead of every mesh to the eye.
        """
        facing = np.ones((len(rows), len(lines.normals) + 1), bool)
        ahead = self._eye[rows] @ lines.normals.T
        np.greater(ahead, 0.0 if self._parallel else lines.offsets, out=facing[:, :-1])
        return facing

    def placed(self, lines: MeshLines, placed: F64, *, mirrored: bool) -> Flags:
        """Return (1, T + 1) as ``rigid``, of a row's (V, 3) vertices in camera space."""
        normals, offsets = triangle_planes(placed, lines.triangles)
        facing = np.ones((1, len(normals) + 1), bool)
        facing[0, :-1] = normals[:, 2] > 0.0 if self._parallel else offsets < 0.0
        facing[0, :-1] ^= mirrored
        return facing
