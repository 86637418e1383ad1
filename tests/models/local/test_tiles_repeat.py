"""Seeded textures: without a seam, of the size asked for, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from models.local import tiles
from models.local.surface import TILE


@pytest.mark.parametrize("make", [lambda: tiles.noise(5, 1, texels=12.0), lambda: tiles.strokes(5)])
def test_the_step_across_the_seam_is_like_any_other(make) -> None:
    tile = make().astype(float)
    for axis in (0, 1):
        inside = np.abs(np.diff(tile, axis=axis)).mean()
        seam = np.abs(np.take(tile, 0, axis) - np.take(tile, -1, axis)).mean()
        assert seam < 1.6 * inside


def test_noise_has_mean_0_deviation_1_and_spots_of_the_size_asked_for() -> None:
    for texels in (6.0, 24.0):
        made = tiles.noise(1, 2, texels=texels)
        assert abs(made.mean()) < 1e-3
        assert made.std() == pytest.approx(1.0, abs=1e-3)
        # A Gaussian filter exp(-2πk²s²) makes the correlation exp(-πd²/4s²): half at 0.94 s.
        along = np.fft.ifft(np.abs(np.fft.fft(made, axis=1)) ** 2, axis=1).real.mean(axis=0)
        half = np.argmax(along < 0.5 * along[0])
        assert half == pytest.approx(0.94 * texels, rel=0.2)


def test_the_same_seed_gives_the_same_and_another_one_other_noise() -> None:
    one, again, other = (tiles.noise(seed, 1, texels=8.0) for seed in (4, 4, 5))
    assert np.array_equal(one, again)
    assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.1


def test_darker_tones_get_more_ink_and_white_none() -> None:
    heights = tiles.strokes(7)
    shares = [(heights > tone).mean() for tone in (250, 180, 120, 60, 20)]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] > 0.5


def test_a_sheet_of_paper_fits_any_size_even_beyond_one_tile() -> None:
    for size in ((64, 36), (TILE + 300, 40)):
        sheet = tiles.paper(size, 1, rough=2.0)
        assert sheet.shape == (size[1], size[0])
        assert sheet.mean() == pytest.approx(0.0, abs=1e-3)
