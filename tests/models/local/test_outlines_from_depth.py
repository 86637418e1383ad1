"""Silhouettes: where things stand before others, and nowhere on a plane."""

from __future__ import annotations

import numpy as np
import pytest

from models.local.outlines import faded, silhouettes


def plane(slope: float) -> np.ndarray:
    """Depth of a floor seen by a pinhole: 1 / depth is linear down the picture."""
    rows = np.linspace(0.02, 0.02 + slope, 60)
    return np.repeat((1.0 / rows)[:, None], 80, axis=1).astype(np.float32)


@pytest.mark.parametrize("slope", [0.0, 0.1, 0.6])
def test_a_plane_has_no_silhouette_however_steep(slope: float) -> None:
    assert silhouettes(plane(slope), 2.0).max() == 0


@pytest.mark.parametrize("width", [2.0, 4.0])
def test_a_card_before_a_wall_is_outlined_at_its_edges_in_the_width_asked_for(width: float) -> None:
    depth = np.full((60, 80), 10.0, np.float32)
    depth[20:40, 30:50] = 5.0
    drawn = silhouettes(depth, width)
    row = drawn[30].astype(float) / 255.0
    assert row[30] > 0.9
    assert row[50] > 0.9
    assert row[40] == 0.0
    assert row[:20].max() == 0.0
    assert row[20:40].sum() == pytest.approx(width, abs=2.0)


def test_what_stands_against_the_sky_is_outlined() -> None:
    depth = np.full((40, 40), np.inf, np.float32)
    depth[20:] = 30.0
    drawn = silhouettes(depth, 2.0)
    assert drawn[19:21].min() > 200
    assert drawn[:10].max() == 0


def test_lines_fade_by_the_logarithm_of_distance() -> None:
    lines = np.full((1, 4), 200, np.uint8)
    depth = np.array([[1.0, 10.0, 100.0, np.inf]], np.float32)
    made = faded(lines, depth, 1.0, 100.0, 0.5)
    assert made.tolist() == [[200, 150, 100, 100]]
