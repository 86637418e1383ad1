"""A figure's joints worked out one by one with 4x4 matrices, apart from the product's solvers."""

from __future__ import annotations

import numpy as np

from compose.figures.proportions import ABOVE, Proportions
from compose.figures.skeleton import JOINTS, POINTS
from compose.transform import quaternion_matrices


def points_of(body: Proportions, turns: np.ndarray, hips: np.ndarray) -> dict[str, np.ndarray]:
    """Places of all points in the figure's space; ``hips`` in leg lengths, as poses have it."""
    matrices = matrices_of(body, turns, hips)
    return {name: matrix[:3, 3] for name, matrix in matrices.items()}


def matrices_of(body: Proportions, turns: np.ndarray, hips: np.ndarray) -> dict[str, np.ndarray]:
    rotations = quaternion_matrices(turns)
    found: dict[str, np.ndarray] = {}
    for row, name in enumerate(POINTS):
        local = np.eye(4)
        local[:3, 3] = body.offsets[row]
        if row < len(JOINTS):
            local[:3, :3] = rotations[row]
        if row == 0:
            local[:3, 3] += hips * body.leg_length
            found[name] = local
        else:
            found[name] = found[POINTS[ABOVE[row]]] @ local
    return found
