"""Pinholes against the projection formula of the conventions, point by point in float64."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from models.local.pinhole import Pinhole

SIZE = (32, 18)


def pinhole(place: tuple[float, float, float], turn_deg: tuple[float, float, float],
            *, orthographic: bool = False) -> Pinhole:  # fmt: skip
    world = np.eye(4)
    world[:3, :3] = Rotation.from_euler("YXZ", turn_deg, degrees=True).as_matrix()
    world[:3, 3] = place
    return Pinhole(world, SIZE, 4.0 if orthographic else 28.0, 16.3, 8.6, orthographic)


def landing(one: Pinhole, other: Pinhole, column: int, row: int, depth: float) -> list[float]:
    x = (column + 0.5 - one.cx) / one.focal
    y = (one.cy - row - 0.5) / one.focal
    reach = 1.0 if one.orthographic else depth
    point = one.world @ np.array([x * reach, y * reach, -depth, 1.0])
    a, b, c, _ = np.linalg.inv(other.world) @ point
    scale = other.focal if other.orthographic else other.focal / -c
    return [other.cx + a * scale - 0.5, other.cy - b * scale - 0.5, -c]


@pytest.mark.parametrize("orthographic", [False, True])
def test_points_land_where_the_formula_says(orthographic: bool) -> None:
    one = pinhole((1.0, 2.0, 5.0), (10, -5, 0), orthographic=orthographic)
    other = pinhole((0.4, 2.2, 4.0), (-6, 3, 8), orthographic=orthographic)
    depth = np.random.default_rng(1).uniform(3, 9, SIZE[::-1]).astype(np.float32)
    x, y, away = one.seen_from(other, depth)
    for column, row in ((0, 0), (31, 17), (12, 5), (3, 16)):
        found = [x[row, column], y[row, column], away[row, column]]
        expected = landing(one, other, column, row, float(depth[row, column]))
        assert found == pytest.approx(expected, abs=2e-4)


def test_the_same_camera_sees_every_pixel_at_its_own_place() -> None:
    camera = pinhole((30.0, -2.0, 100.0), (35, 12, 4))
    depth = np.random.default_rng(2).uniform(0.2, 500, SIZE[::-1]).astype(np.float32)
    x, y, away = camera.seen_from(camera, depth)
    assert x == pytest.approx(np.broadcast_to(np.arange(32), x.shape), abs=1e-3)
    assert y == pytest.approx(np.broadcast_to(np.arange(18)[:, None], y.shape), abs=1e-3)
    assert away == pytest.approx(depth, rel=1e-5)


def test_travel_does_not_move_the_sky_and_turning_does() -> None:
    sky = np.full(SIZE[::-1], np.inf, np.float32)
    here, there, turned = (pinhole(p, t) for p, t in (((0, 0, 0), (0, 0, 0)),
                                                      ((3, 1, -4), (0, 0, 0)),
                                                      ((0, 0, 0), (5, 0, 0))))  # fmt: skip
    still = here.seen_from(there, sky)[0]
    moved = here.seen_from(turned, sky)[0]
    assert still == pytest.approx(np.broadcast_to(np.arange(32), still.shape), abs=1e-3)
    middle = landing(here, turned, 16, 8, 1e6)[0]
    assert moved[8, 16] == pytest.approx(middle, abs=1e-3)
    assert abs(moved[8, 16] - 16) > 2
