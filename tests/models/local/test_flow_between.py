"""Flow: what moved is half-way there half-way, and what has nothing in common dissolves."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from models.local.flow import Flow

WAY = 12


def textured(seed: int, height: int = 120, width: int = 240) -> np.ndarray:
    noise = np.random.default_rng(seed).standard_normal((height, width, 3))
    soft = cv2.GaussianBlur(noise, (0, 0), 3.0)
    return np.clip(128 + 60 * soft / soft.std(), 0, 255).astype(np.uint8)


WIDE = textured(1, width=300)


def window(left: float) -> np.ndarray:
    shift = np.float32([[1, 0, -left - 20], [0, 1, 0]])
    return cv2.warpAffine(WIDE, shift, (240, 120), flags=cv2.INTER_CUBIC)


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_a_pan_is_part_of_the_way_there(share: float) -> None:
    made = Flow(window(0), window(WAY)).draw(share).astype(float)
    inside = (slice(10, -10), slice(30, -30))
    wrong = np.abs(made - window(share * WAY))[inside].mean()
    dissolve = np.abs((1 - share) * window(0).astype(float) + share * window(WAY)
                      - window(share * WAY))[inside].mean()  # fmt: skip
    assert wrong < 3.0
    assert wrong < dissolve / 5


def test_the_ends_are_the_pictures() -> None:
    flow = Flow(window(0), window(WAY))
    assert np.abs(flow.draw(0.0).astype(int) - window(0)).max() <= 1
    assert np.abs(flow.draw(1.0).astype(int) - window(WAY)).max() <= 1


def test_unrelated_pictures_dissolve_into_each_other() -> None:
    one, other = textured(1), textured(2)
    made = Flow(one, other).draw(0.5).astype(float)
    mean = (one.astype(float) + other) / 2
    assert np.corrcoef(made.ravel(), mean.ravel())[0, 1] > 0.6
