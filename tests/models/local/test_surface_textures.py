"""Textures laid on surfaces: by place in space alone, and in one size in the picture."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.local.surface import TILE, Surface

RAMP = np.add.outer(np.arange(TILE), np.arange(TILE)).astype(np.uint8)
SPECKLED = np.random.default_rng(3).integers(0, 256, (TILE, TILE)).astype(np.uint8)


def surface(place: np.ndarray, axis: int = 2, footprint: float = 0.01) -> Surface:
    shape = place.shape[:2]
    return Surface(
        place.astype(np.float32),
        np.full(shape, axis, np.uint8),
        np.full(shape, footprint, np.float32),
    )


@given(st.integers(0, 2**31), st.integers(0, 2), st.floats(1e-4, 10.0))
def test_a_point_shows_the_same_texel_wherever_it_is_in_the_picture(
    seed: int, axis: int, footprint: float
) -> None:
    random = np.random.default_rng(seed)
    places = random.uniform(-50, 50, (6, 8, 3))
    order = random.permutation(48)
    moved = places.reshape(48, 3)[order].reshape(6, 8, 3)
    one = surface(places, axis, footprint).look_up(SPECKLED, 2.0)
    other = surface(moved, axis, footprint).look_up(SPECKLED, 2.0)
    assert np.array_equal(one.reshape(48)[order], other.reshape(48))


@given(st.integers(-12, 3))
def test_octaves_join_without_a_jump(power: int) -> None:
    places = np.random.default_rng(1).uniform(-3, 3, (16, 16, 3))
    limit = 2.0**power
    below = surface(places, footprint=limit * (1 - 1e-6)).look_up(SPECKLED, 2.0)
    above = surface(places, footprint=limit).look_up(SPECKLED, 2.0)
    assert np.abs(below.astype(int) - above).max() <= 1


def test_twice_the_distance_shows_twice_the_length_in_as_many_pixels() -> None:
    x = np.arange(64.0)[None, :] * np.ones((4, 1))
    near = surface(np.dstack([0.5 * x, 0 * x, 0 * x]), footprint=0.5).look_up(RAMP, 2.0)
    far = surface(np.dstack([1.0 * x, 0 * x, 0 * x]), footprint=1.0).look_up(RAMP, 2.0)
    assert np.array_equal(near, far)


def test_no_coordinate_along_the_faced_axis_counts() -> None:
    random = np.random.default_rng(2)
    places = random.uniform(-5, 5, (8, 8, 3))
    for axis in range(3):
        pushed = places.copy()
        pushed[..., axis] += 7.3
        one, other = (surface(p, axis).look_up(SPECKLED, 2.0) for p in (places, pushed))
        assert np.array_equal(one, other), axis


def test_places_that_are_no_numbers_are_harmless() -> None:
    places = np.full((4, 4, 3), np.nan)
    places[1] = np.inf
    places[2] = 1e30
    assert surface(places).look_up(SPECKLED, 2.0).shape == (4, 4)


def test_every_other_pixel_gives_nearly_the_same_of_a_soft_texture() -> None:
    y, x = np.mgrid[0:64, 0:64] * 0.01
    soft = (127 + 100 * np.sin(np.arange(TILE) / TILE * 2 * np.pi)).astype(np.uint8)
    tile = np.broadcast_to(soft, (TILE, TILE)).copy()
    flat = surface(np.dstack([x, y, 0 * x]))
    full, half = flat.look_up(tile, 4.0), flat.look_up(tile, 4.0, step=2)
    assert np.abs(full.astype(int) - half).max() <= 6
