"""Baking: the angles of a figure's joints at one frame, as a file would say them."""

from __future__ import annotations

import numpy as np

from compose.evaluation import timeline_of
from compose.figures.skeleton import JOINTS
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.transform import decompose_matrices, matrix_eulers

Vector = tuple[float, float, float]


def joint_angles(
    project: Project, scene: Scene, node: str, frame: float, shot: Shot | None = None
) -> tuple[dict[str, Vector], Vector]:
    """Return degrees X, Y, Z (order YXZ) by joint, and where the hips are in the figure's space.

    Raises
    ------
    ShotwrightError
        As ``compose.evaluation.evaluate``.
    """
    line = timeline_of(project, scene, shot=shot)
    values = line.values(frame)
    line.worlds(values)
    first = line.stage.slots.insides[node].first
    local = line.locals(values, first + np.arange(len(JOINTS)))
    turns = decompose_matrices(local)
    rotations = local[:, :3, :3] / np.where(turns[2] == 0.0, 1.0, turns[2])[:, None, :]
    degrees = np.degrees(matrix_eulers(rotations, "YXZ"))
    angles = {name: _vector(row) for name, row in zip(JOINTS, degrees, strict=True)}
    return angles, _vector(local[0, :3, 3])


def _vector(row: np.ndarray) -> Vector:
    x, y, z = (float(value) for value in row)
    return (x, y, z)
