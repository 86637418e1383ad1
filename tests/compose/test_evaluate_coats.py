"""Coats on the move: legs that walk stay under the cloth, measured on the skinned meshes."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh
from trimesh.proximity import closest_point_naive

from compose.evaluation import evaluate
from compose.figures.body import FigureBody
from compose.figures.mannequin import make_figure
from compose.figures.proportions import proportions
from compose.geometry.mesh import Mesh
from compose.node import Node
from compose.payload import Figure
from compose.snapshot import Snapshot
from tests.builders.staged import LINEAR, key, project, track
from tests.builders.winding import winding

SPEEDS = {"walk": 1.4, "sneak": 0.8, "limp": 0.85, "run": 3.0}
HEM_CM, REFERENCE_CM = 49.0, 175.0


def skinned(taken: Snapshot, mesh: Mesh) -> np.ndarray:
    """World places of a mesh's vertices, by linear blend skinning."""
    row = next(i for i, surface in enumerate(taken.surfaces) if surface.mesh is mesh)
    moved = taken.joints[taken.joint_start[row] + mesh.joints.astype(np.intp)]
    place = np.c_[mesh.positions, np.ones(len(mesh.positions))]
    return np.einsum("vk,vkij,vj->vi", mesh.weights, moved, place)[:, :3]


def underside(coat: Mesh) -> np.ndarray:
    """Which triangles close the coat from below, as it hangs."""
    a, b, c = (coat.positions[coat.triangles[:, i]] for i in range(3))
    normals = np.cross(b - a, c - a)
    return normals[:, 1] < -0.7 * np.linalg.norm(normals, axis=1)


def bare_depths(body: FigureBody, cycle: str) -> np.ndarray:
    """How far in metres each vertex of the upper legs is outside the coat, 0 within or below it."""
    parts = {n.path: p.mesh for n in make_figure(body).nodes for p in n.parts}
    coat, legs = parts["top"], parts["bottom"]
    hem = HEM_CM / REFERENCE_CM * proportions(body).stature
    lid = underside(coat)
    performance = {"cycles": ({"cycle": cycle, "start": 0.0, "end": 96.0},)}
    figure = Figure(kind="figure", body=body, performance=performance)
    way = track("anna", "translation.z", key(0, 0.0, LINEAR), key(96, 4.0 * SPEEDS[cycle], LINEAR))
    made, shot = project(Node(id="anna", name="Anna", payload=figure), tracks=(way,))
    found = []
    for frame in np.arange(48.0, 48.0 + 24.0, 4.0):
        taken = evaluate(made, shot, float(frame))
        cloth = skinned(taken, coat)
        places = skinned(taken, legs)[legs.positions[:, 1] > hem]
        depths = np.zeros(len(places))
        bare = winding(cloth[coat.triangles], places) < 0.5
        if bare.any():
            shell = trimesh.Trimesh(cloth, coat.triangles, process=False)
            _, away, near = closest_point_naive(shell, places[bare])
            depths[bare] = np.where(lid[near], 0.0, away)
        found.append(depths)
    return np.concatenate(found)


@pytest.mark.parametrize("sex", ["male", "female"])
@pytest.mark.parametrize("cycle", ["walk", "sneak", "limp"])
def test_no_leg_comes_through_a_walking_coat(cycle, sex) -> None:
    depths = bare_depths(FigureBody(sex=sex, outfit="coat"), cycle)
    assert len(depths) > 100
    assert np.mean(depths > 0.002) < 0.01
    assert depths.max() < 0.008


def test_a_running_coat_opens_at_most_a_vent() -> None:
    depths = bare_depths(FigureBody(sex="male", outfit="coat"), "run")
    assert np.mean(depths > 0.002) < 0.05
    assert depths.max() < 0.02
