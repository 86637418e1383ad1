"""Spheres around rows against every vertex, skinned and morphed in NumPy."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.snapshot import Snapshot
from tests.builders.snapshots import Thing, arm, camera, crate, face, place, snapshot
from visualize.render.bounds import Spheres
from visualize.render.drawlist import SurfaceTable, draw_list
from visualize.render.planes import planes

numbers = st.floats(-50.0, 50.0)
places = st.builds(
    lambda x, y, z, scale, turn: place(x, y, z, scale=scale, turn=turn),
    numbers,
    numbers,
    numbers,
    st.tuples(*[st.floats(0.02, 6.0)] * 3),
    st.tuples(*[st.floats(-3.0, 3.0)] * 3),
)
weights = st.tuples(*[st.floats(-2.0, 2.0, width=32)] * 3)


def spheres(now: Snapshot) -> Spheres:
    return SurfaceTable(now.surfaces).spheres(now, planes(now.world))


def outside(points: np.ndarray, found: Spheres, row: int = 0) -> float:
    """Return how far the farthest point lies outside the sphere, as a share of its radius."""
    away = np.linalg.norm(points - found.center[row], axis=1).max()
    return float(away / found.radius[row] - 1.0)


@settings(max_examples=80, deadline=None)
@given(first=places, second=places)
def test_no_vertex_of_a_skin_leaves_its_sphere(first: np.ndarray, second: np.ndarray) -> None:
    now = snapshot([Thing(mesh=arm(), world=np.eye(4), joints=np.stack([first, second]))], camera())
    mesh = arm()
    assert mesh.joints is not None
    assert mesh.weights is not None
    ends = np.c_[mesh.positions.astype(float), np.ones(len(mesh.positions))]
    moved = np.einsum("vk,vkij,vj->vi", mesh.weights, np.stack([first, second])[mesh.joints], ends)
    assert outside(moved[:, :3], spheres(now)) < 1e-4


@settings(max_examples=80, deadline=None)
@given(world=places, active=weights)
def test_no_vertex_of_a_morph_leaves_its_sphere(
    world: np.ndarray, active: tuple[float, ...]
) -> None:
    now = snapshot([Thing(mesh=face(), world=world, weights=active)], camera())
    mesh = face()
    moved = mesh.positions.astype(float)
    for weight, morph in zip(active, mesh.morphs, strict=True):
        moved = moved + weight * morph.positions
    assert outside(moved @ world[:3, :3].T + world[:3, 3], spheres(now)) < 1e-6


def test_a_skin_behind_the_camera_is_not_drawn_and_one_before_it_is() -> None:
    for z, seen in ((8.0, 0), (-8.0, 1)):
        joints = np.stack([place(z=z), place(x=0.2, z=z)])
        now = snapshot([Thing(mesh=arm(), world=np.eye(4), joints=joints)], camera())
        table = SurfaceTable(now.surfaces)
        (batch,) = draw_list(table, now, now.camera.raster((160, 90)), planes(now.world))
        assert batch.seen == seen


def test_nothing_is_known_of_a_skin_whose_joints_are_no_numbers() -> None:
    joints = np.stack([np.full((4, 4), np.nan), np.eye(4)])
    things = [
        Thing(mesh=arm(), world=np.eye(4), joints=joints),
        Thing(mesh=crate(), world=place(x=3.0)),
    ]
    found = spheres(snapshot(things, camera()))
    assert np.isinf(found.radius[0])
    assert np.allclose(found.center[1], [3.0, 0.5, 0.0])
