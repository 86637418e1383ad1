"""A picture shows a scene when its edges lie where the scene's do, whatever its colours."""

import numpy as np
import pytest

from models.local.likeness import shows_the_same

SIZE = (180, 320)


def blocks(seed: int, colours: int, count: int = 24) -> np.ndarray:
    """Boxes placed by one seed and coloured by another."""
    places, paints = np.random.default_rng(seed), np.random.default_rng(colours)
    page = np.full((*SIZE, 3), 120, np.uint8)
    for _ in range(count):
        top, left = places.integers(0, SIZE[0] - 20), places.integers(0, SIZE[1] - 20)
        height, width = places.integers(12, 70, 2)
        page[top : top + height, left : left + width] = paints.integers(0, 256, 3)
    return page


@pytest.mark.parametrize("seed", range(5))
def test_the_same_things_in_other_colours_show_the_same(seed):
    assert shows_the_same(blocks(seed, 1), blocks(seed, 1))
    assert shows_the_same(blocks(seed, 1), blocks(seed, 2))


@pytest.mark.parametrize("seed", range(5))
def test_grain_and_another_exposure_do_not_matter(seed):
    drawn = blocks(seed, 1)
    noise = np.random.default_rng(seed).normal(0.0, 14.0, drawn.shape)
    assert shows_the_same(np.clip(drawn * 0.6 + 30 + noise, 0, 255).astype(np.uint8), drawn)


@pytest.mark.parametrize("seed", range(5))
def test_other_things_a_shift_and_a_mirror_do_not_show_the_same(seed):
    drawn = blocks(seed, 1)
    assert not shows_the_same(blocks(seed + 50, 1), drawn)
    assert not shows_the_same(np.roll(drawn, SIZE[1] // 12, axis=1), drawn)
    assert not shows_the_same(np.ascontiguousarray(drawn[:, ::-1]), drawn)


def test_a_blank_page_shows_nothing():
    assert not shows_the_same(np.full((*SIZE, 3), 90, np.uint8), blocks(0, 1))
