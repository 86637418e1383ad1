"""What is built in one go, or from a template, is what it would be built by itself."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.geometry.forms import pipe, pipes, rounded_box
from compose.geometry.merge import merge_meshes
from compose.geometry.normals import split_smooth
from compose.geometry.topology import is_closed, weld

sizes = st.tuples(*[st.floats(0.05, 6.0)] * 3)
corners = st.tuples(*[st.floats(-20.0, 20.0)] * 3)


@settings(max_examples=60, deadline=None)
@given(low=corners, size=sizes, share=st.floats(0.02, 0.6), steps=st.integers(1, 4))
def test_every_point_of_a_rounded_box_is_a_radius_away_from_the_box_within(
    low: tuple, size: tuple, share: float, steps: int
) -> None:
    first, last = np.array(low), np.array(low) + size
    radius = min(share * min(size), min(size) / 2.0)
    mesh = rounded_box(first, last, share * min(size), steps=steps)
    core = np.clip(mesh.positions, first + radius, last - radius)
    away = np.linalg.norm(mesh.positions - core, axis=1)
    assert away == pytest.approx(radius, abs=4e-6 * (1.0 + np.abs([first, last]).max()))
    assert mesh.bounds == pytest.approx(np.stack([first, last]), abs=1e-5)
    assert mesh.closed
    assert trimesh.Trimesh(mesh.positions, mesh.triangles).is_watertight


@settings(max_examples=30, deadline=None)
@given(low=corners, size=sizes)
def test_a_plain_box_has_the_volume_and_the_twelve_edges_of_a_box(low: tuple, size: tuple) -> None:
    mesh = rounded_box(low, np.add(low, size))
    solid = trimesh.Trimesh(mesh.positions, mesh.triangles)
    assert solid.is_watertight
    assert solid.volume == pytest.approx(np.prod(size), rel=1e-3)
    assert len(mesh.edges) == 12
    faces = trimesh.Trimesh(mesh.positions, mesh.triangles, process=False).face_normals
    assert np.einsum("ij,ij->i", faces, mesh.normals[mesh.triangles[:, 0]]) == pytest.approx(1.0)


def test_boxes_of_different_sizes_do_not_share_what_differs() -> None:
    small, large = rounded_box((0, 0, 0), (1, 1, 1), 0.1), rounded_box((0, 0, 0), (2, 1, 1), 0.1)
    assert small.bounds[1] == pytest.approx((1, 1, 1))
    assert large.bounds[1] == pytest.approx((2, 1, 1))
    assert not np.array_equal(small.uv0, large.uv0)


def test_many_pipes_at_once_are_each_pipe_merged() -> None:
    random = np.random.default_rng(5)
    runs = []
    for number in range(9):
        path = np.array((5.0 * number, 0.0, 0.0)) + np.cumsum(random.normal(0.0, 0.3, (4, 3)), 0)
        runs.append((path, random.uniform(0.02, 0.1, 4), 3 + number % 4))
    together = pipes(runs)
    apart = merge_meshes([pipe(path, radii, segments=n) for path, radii, n in runs])
    assert np.array_equal(together.triangles, apart.triangles)
    assert np.array_equal(together.positions, apart.positions)
    assert together.normals == pytest.approx(apart.normals, abs=1e-6)
    assert np.array_equal(together.edges, apart.edges)
    assert together.closed


def test_smooth_normals_of_a_whole_ball_are_those_of_trimesh() -> None:
    ball = trimesh.creation.icosphere(subdivisions=3)
    points = np.asarray(ball.vertices * (1.0, 0.7, 1.3), np.float32)
    bent = trimesh.Trimesh(points, ball.faces, process=False)
    angles = bent.face_angles.reshape(-1)
    sums = np.zeros(points.shape)
    np.add.at(sums, ball.faces.reshape(-1), np.repeat(bent.face_normals, 3, 0) * angles[:, None])
    expected = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    source, _, normals = split_smooth(points, np.asarray(ball.faces), 180.0)
    assert len(source) == len(points)
    assert normals == pytest.approx(expected[source], abs=1e-5)


@settings(max_examples=40, deadline=None)
@given(dropped=st.integers(0, 79), flipped=st.integers(0, 79))
def test_a_ball_with_a_hole_or_a_turned_triangle_is_open(dropped: int, flipped: int) -> None:
    ball = trimesh.creation.icosphere(subdivisions=1)
    points, faces = np.asarray(ball.vertices, np.float32), np.asarray(ball.faces, np.uint32)
    assert is_closed(points, faces)
    assert not is_closed(points, np.delete(faces, dropped, axis=0))
    turned = faces.copy()
    turned[flipped] = turned[flipped, ::-1]
    assert not is_closed(points, turned)
    assert weld(points).max() + 1 == len(points)
