"""Coarse: fewer triangles between the same vertices, in the same place, and no thinner."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.geometry.mesh import Mesh
from compose.geometry.shapes import make_shape
from visualize.render.draft.coarse import FULL, CoarseStore, coarse, levels


def globe(rings: int) -> Mesh:
    """Return a unit sphere of rings of triangles, outward."""
    u, v = np.meshgrid(np.linspace(0, math.tau, 2 * rings + 1), np.linspace(0, math.pi, rings + 1))
    points = np.stack([np.sin(v) * np.cos(u), np.cos(v), -np.sin(v) * np.sin(u)], axis=2)
    points = points.reshape(-1, 3).astype(np.float32)
    wide = 2 * rings + 1
    at = (np.arange(rings)[:, None] * wide + np.arange(2 * rings)).ravel()
    quads = np.stack([at, at + wide, at + wide + 1, at + 1], axis=1)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]).astype(np.uint32)
    return Mesh(positions=points, triangles=triangles, normals=points.copy(), closed=True)


def corners(mesh: Mesh, triangles: np.ndarray) -> np.ndarray:
    return mesh.positions[triangles].astype(float)


def volume(mesh: Mesh, triangles: np.ndarray) -> float:
    """Return what triangles enclose, by the divergence theorem."""
    a, b, c = corners(mesh, triangles).transpose(1, 0, 2)
    return float(np.einsum("ij,ij->", a, np.cross(b, c))) / 6.0


@pytest.mark.parametrize("cells", [8, 16, 32])
def test_a_coarse_globe_is_a_globe_of_fewer_triangles(cells: int) -> None:
    mesh = globe(48)
    found = coarse(mesh, cells)
    assert len(found) < 0.7 * len(mesh.triangles)
    sphere = 4.0 / 3.0 * math.pi
    cell = 2.0 * math.sqrt(3.0) / cells  # of the diagonal of its bounds
    assert abs(volume(mesh, found) - sphere) < 4.0 * math.pi * cell


@given(cells=st.sampled_from([8, 16, 32, 64, 128]), rings=st.integers(4, 20))
def test_corners_are_vertices_of_the_mesh_and_none_is_far_from_one(cells: int, rings: int) -> None:
    mesh = globe(rings)
    found = coarse(mesh, cells)
    assert found.max(initial=0) < len(mesh.positions)
    low, high = np.asarray(mesh.bounds, float)
    across = math.sqrt(3.0) * np.linalg.norm(high - low) / cells
    used = mesh.positions[np.unique(found)]
    away = np.linalg.norm(mesh.positions[:, None] - used, axis=2).min(axis=1)
    assert away.max() <= 2.0 * across


def test_a_box_keeps_its_corners_and_its_sharp_edges() -> None:
    box = make_shape("box", {})
    found = coarse(box, 2)
    assert sorted(map(tuple, corners(box, found).reshape(-1, 3).round(6))) == sorted(
        map(tuple, corners(box, box.triangles).reshape(-1, 3).round(6))
    )
    assert np.array_equal(box.normals[found], box.normals[box.triangles])


def test_a_mesh_without_extent_stays_as_it_is() -> None:
    mesh = Mesh(
        positions=np.ones((3, 3), np.float32),
        triangles=np.array([[0, 1, 2]], np.uint32),
        normals=np.ones((3, 3), np.float32),
    )
    assert np.array_equal(coarse(mesh, 4), mesh.triangles)


def test_a_rod_thinner_than_a_cell_does_not_vanish() -> None:
    rod = globe(20)
    rod = Mesh(
        positions=rod.positions * np.array([1.0, 0.01, 0.01], np.float32),
        triangles=rod.triangles,
        normals=rod.normals,
    )
    a, b, c = corners(rod, CoarseStore().triangles(rod, 3)).transpose(1, 0, 2)
    whole = corners(rod, rod.triangles).transpose(1, 0, 2)
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum()
    own = np.linalg.norm(np.cross(whole[1] - whole[0], whole[2] - whole[0]), axis=1).sum()
    assert area > 0.6 * own


@given(pixels=st.floats(0.0, 1e6))
def test_a_cell_is_no_wider_than_two_pixels(pixels: float) -> None:
    (level,) = levels(np.array([pixels]))
    assert 1 <= level <= FULL
    assert level == FULL or pixels / 2.0**level <= 2.0


def test_what_is_made_for_one_draft_is_bounded() -> None:
    store, meshes = CoarseStore(), [globe(40) for _ in range(6)]
    store.begin()
    first = [store.triangles(mesh, 3) for mesh in meshes]
    assert first[0] is not None
    assert first[-1] is None
    for _ in range(6):
        store.begin()
        later = [store.triangles(mesh, 3) for mesh in meshes]
    assert all(found is not None and len(found) < 1000 for found in later)
