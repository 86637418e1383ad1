"""Ground under points, against planes and an ellipsoid."""

import numpy as np
import pytest
import trimesh

from compose.figures.ground import Ground


def test_heights_and_normals_on_a_slope_are_those_of_the_plane():
    slope = np.array(
        [[[-5, 0, -5], [-5, 2, 5], [5, 2, 5]], [[-5, 0, -5], [5, 2, 5], [5, 0, -5]]], float
    )
    spots = np.random.default_rng(0).uniform(-4.9, 4.9, (200, 2))
    heights, normals = Ground.of(slope).under(spots, 1.0, step=3.0)
    assert np.allclose(heights, (spots[:, 1] + 5) / 5, atol=1e-12)
    assert np.allclose(normals, np.array([0, 5, -1]) / np.sqrt(26), atol=1e-12)


def test_the_height_over_a_fine_dome_is_that_of_the_ellipsoid():
    """With r = 3 m and facets of 2 degrees, chords lie within r (1 - cos 2°) of the surface."""
    dome = trimesh.creation.icosphere(subdivisions=5, radius=3.0)
    dome.vertices *= (1.0, 0.3, 1.0)
    spots = np.random.default_rng(4).uniform(-1.9, 1.9, (300, 2))
    exact = 0.3 * np.sqrt(9.0 - np.sum(spots**2, axis=1))
    heights, normals = Ground.of(dome.triangles).under(spots, exact - 0.1)
    slope = np.stack([spots[:, 0], exact / 0.09, spots[:, 1]], axis=1)
    slope /= np.linalg.norm(slope, axis=1, keepdims=True)
    assert np.abs(heights - exact).max() < 3.0 * (1.0 - np.cos(np.radians(2.0)))
    assert np.degrees(np.arccos(np.clip(np.sum(normals * slope, axis=1), -1, 1))).max() < 4.0


def test_the_highest_step_within_reach_counts_and_no_wall_or_ceiling():
    def floor(y):
        return [[[-1, y, -1], [-1, y, 1], [1, y, 1]], [[-1, y, -1], [1, y, 1], [1, y, -1]]]

    ground = Ground.of(np.array([*floor(0.0), *floor(0.2), *floor(2.4)], float))
    assert ground.under([[0, 0]], [0.0])[0] == pytest.approx([0.2])
    assert ground.under([[0, 0]], [2.3])[0] == pytest.approx([2.4])
    assert ground.under([[0, 0]], [0.0], step=0.1)[0] == pytest.approx([0.0])


def test_beside_the_ground_the_height_given_is_kept():
    ground = Ground.of(np.array([[[0, 1, 0], [0, 1, 1], [1, 1, 0]]], float))
    heights, normals = ground.under([[5, 5], [-1e30, 2]], [0.7, 0.8])
    assert heights.tolist() == [0.7, 0.8]
    assert normals.tolist() == [[0, 1, 0]] * 2


@pytest.mark.parametrize("triangles", [
    np.zeros((0, 3, 3)),
    np.full((2, 3, 3), np.nan),
    np.zeros((3, 3, 3)),
    np.array([[[0, 0, 0], [0, 9, 0], [1, 0, 0]]], float),
])  # fmt: skip
def test_what_nobody_can_stand_on_is_left_out(triangles):
    heights, _ = Ground.of(triangles).under([[0.2, 0.0]], [0.3])
    assert heights.tolist() == [0.3]


def test_huge_and_tiny_triangles_together_stay_within_bounds():
    rng = np.random.default_rng(5)
    big = rng.uniform(-1e6, 1e6, (3000, 3, 3)) * (1, 1e-9, 1)
    ground = Ground.of(big)
    assert len(ground.members) <= 4_000_000
    assert np.isfinite(ground.under(rng.uniform(-10, 10, (5, 2)), 0.0)[0]).all()
