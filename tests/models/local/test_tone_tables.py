"""Colour by tables against the formulas they stand for."""

from __future__ import annotations

import numpy as np
import pytest

from models.local import tone

RANDOM = np.random.default_rng(0)
PICTURE = RANDOM.integers(0, 256, (20, 30, 3)).astype(np.uint8)
MASK = RANDOM.integers(0, 256, (20, 30)).astype(np.uint8)


def test_luma_is_that_of_rec_709() -> None:
    expected = PICTURE @ np.array([0.2126, 0.7152, 0.0722])
    assert np.abs(tone.luma(PICTURE) - expected).max() <= 0.51


def test_mixing_is_a_weighted_mean() -> None:
    over = 255 - PICTURE
    share = MASK[..., None] / 255.0
    expected = PICTURE * (1 - share) + over * share
    assert np.abs(tone.mixed(PICTURE, over, MASK) - expected).max() <= 1.01


def test_multiplying_by_a_grey_scales_all_channels() -> None:
    expected = PICTURE * (MASK[..., None] / 255.0)
    assert np.abs(tone.multiplied(PICTURE, MASK) - expected).max() <= 1.01


def test_a_ramp_colours_its_stops_exactly() -> None:
    colours = tone.ramp(((0.0, (10, 20, 30)), (1.0, (250, 200, 100))))
    made = tone.coloured(np.array([[0, 255]], np.uint8), colours)
    assert made.tolist() == [[[10, 20, 30], [250, 200, 100]]]


def test_steps_are_flat_between_soft_edges() -> None:
    table = tone.steps((0.5,), (0.2, 0.8), 0.05)
    assert set(table[:114].tolist()) == {51}
    assert set(table[142:].tolist()) == {204}
    assert np.all(np.diff(table.astype(int)) >= 0)


def test_a_soft_step_runs_either_way() -> None:
    x = np.array([0.0, 0.3, 0.5, 0.7, 1.0], np.float32)
    up, down = tone.soft_step(x, 0.3, 0.7), tone.soft_step(x, 0.7, 0.3)
    assert up == pytest.approx([0, 0, 0.5, 1, 1], abs=1e-6)
    assert down == pytest.approx(1 - up, abs=1e-6)
