"""Scattered points: inside, apart, repeatable, and on the path."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.errors import SceneError
from compose.paths import Path
from compose.populate.scatter import (
    inside_polygon,
    placed_beside,
    scattered_in,
    strewn_along,
)

STAR = [(0, 10), (2.3, 3.1), (9.5, 3.1), (3.7, -1.2), (5.9, -8.1), (0, -3.8), (-5.9, -8.1),
        (-3.7, -1.2), (-9.5, 3.1), (-2.3, 3.1)]  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_inside_agrees_with_opencvs_point_polygon_test(seed: int) -> None:
    points = np.random.default_rng(seed).uniform(-11, 11, (60, 2))
    contour = np.array(STAR, np.float32).reshape(-1, 1, 2)
    signed = [cv2.pointPolygonTest(contour, (float(x), float(y)), True) for x, y in points]
    clear = np.abs(signed) > 1e-4
    told = inside_polygon(points, np.array(STAR, np.float64))
    assert (told[clear] == (np.array(signed)[clear] > 0)).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.2, 3.0), st.integers(1, 300))
def test_no_two_points_are_nearer_than_the_spacing(seed: int, spacing: float, count: int) -> None:
    found = scattered_in(STAR, count, spacing, np.random.default_rng(seed))
    assert 1 <= len(found) <= count
    apart = np.linalg.norm(found[:, None] - found[None], axis=2) + np.eye(len(found)) * 1e9
    assert apart.min() >= spacing - 1e-9


def test_a_free_area_gets_all_its_points_and_a_full_one_as_many_as_fit() -> None:
    square = [(0, 0), (10, 0), (10, 10), (0, 10)]
    rng = np.random.default_rng(1)
    assert len(scattered_in(square, 500, 0.0, rng)) == 500
    # Discs of radius 0.5 that touch: at most the densest packing, at least a random jam's share.
    full = len(scattered_in(square, 5000, 1.0, rng))
    assert 50 < full < 2 / np.sqrt(3) * 11**2


def test_points_keep_out_of_what_they_avoid() -> None:
    hole = [(-2, -2), (2, -2), (2, 2), (-2, 2)]
    found = scattered_in(STAR, 400, 0.0, np.random.default_rng(3), [hole])
    assert len(found) == 400
    assert not (np.abs(found) < 2).all(axis=1).any()


def test_points_cover_the_whole_area_evenly() -> None:
    square = [(0, 0), (10, 0), (10, 10), (0, 10)]
    found = scattered_in(square, 4000, 0.0, np.random.default_rng(5))
    counts, _, _ = np.histogram2d(*found.T, bins=4)
    # 250 expected in each of 16 cells; chi-square with 15 degrees of freedom, p = 1e-4.
    assert ((counts - 250) ** 2 / 250).sum() < 44.3


@pytest.mark.parametrize("polygon", [[], [(0, 0), (1, 1)], [(0, 0), (1, 1), (2, 2)]])
def test_an_area_without_extent_is_refused(polygon: list) -> None:
    with pytest.raises(SceneError, match="at least three corners"):
        scattered_in(polygon, 5, 0.0, np.random.default_rng(0))


def test_a_path_is_walked_by_distance() -> None:
    path = Path.through([(0, 0, 0), (3, 0, 0), (3, 0, 0), (3, 0, 4)])
    assert path.length_m == pytest.approx(7.0)
    points, along = path.at(np.array([-1.0, 1.5, 3.0, 5.0, 9.0]))
    np.testing.assert_allclose(
        points, [[0, 0, 0], [1.5, 0, 0], [3, 0, 0], [3, 0, 2], [3, 0, 4]], atol=1e-12
    )
    np.testing.assert_allclose(along[[1, 3]], [[1, 0, 0], [0, 0, 1]])
    assert Path.through([(0, 0, 0), (3, 0, 0), (3, 0, 4)], closed=True).length_m == 12.0


def test_a_path_needs_two_different_points() -> None:
    with pytest.raises(SceneError, match="two different points"):
        Path.through([(1, 2, 3), (1, 2, 3)])


def test_right_of_a_path_that_goes_away_is_plus_x() -> None:
    path = Path.through([(0, 0, 0), (0, 0, -10)])  # looking down −Z, right is +X
    np.testing.assert_allclose(
        placed_beside(path, np.array([4.0]), np.array([1.5])), [[1.5, 0, -4]]
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.floats(0.0, 6.0))
def test_without_width_copies_keep_their_spacing_along_the_path(
    seed: int, count: int, spacing: float
) -> None:
    path = Path.through([(0, 0, 0), (50, 0, 0)])
    distance, offset = strewn_along(path, count, 0.0, spacing, np.random.default_rng(seed))
    assert not offset.any()
    assert len(distance) <= count
    assert ((distance >= 0) & (distance <= 50)).all()
    assert (np.diff(np.sort(distance)) >= spacing - 1e-9).all()
    if spacing * count <= 50:
        assert len(distance) == count


def test_with_width_copies_stay_beside_the_path() -> None:
    path = Path.through([(0, 1, 0), (50, 1, 0)])
    distance, offset = strewn_along(path, 300, 4.0, 0.3, np.random.default_rng(2))
    placed = placed_beside(path, distance, offset)
    assert np.abs(placed[:, 2]).max() <= 2.0
    assert np.abs(placed[:, 2]).max() > 1.8
    assert (placed[:, 1] == 1.0).all()
