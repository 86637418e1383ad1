"""Tween against a world in which a card slides by a known way before a wall."""

from __future__ import annotations

import numpy as np
import pytest

from models.local.tween import Between, End, Tween
from tests.builders.flat_world import CARD_ID, CARD_M, FOCAL, SIZE, camera, view

WAY_M = 0.5
WAY = WAY_M * FOCAL / CARD_M
"""Pixels: 14."""
EYE = camera()
FIRST, LAST = view(EYE, 0.0), view(EYE, WAY_M)


def motion(at: float, to: float) -> np.ndarray:
    made = np.zeros((SIZE[1], SIZE[0], 2), np.float32)
    made[view(EYE, at * WAY_M).ids == CARD_ID, 0] = (to - at) * WAY
    return made


def between(share: float) -> Between:
    seen = view(EYE, share * WAY_M)
    return Between(
        drawn=seen.drawn, ids=seen.ids,
        to_start=motion(share, 0.0), to_end=motion(share, 1.0),
        from_start=motion(0.0, share), from_end=motion(1.0, share),
    )  # fmt: skip


def tween(first: np.ndarray = FIRST.drawn, last: np.ndarray = LAST.drawn) -> Tween:
    return Tween(End(first, FIRST.drawn, FIRST.ids), End(last, LAST.drawn, LAST.ids))


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.8, 1.0])
def test_frames_between_are_the_true_ones(share: float) -> None:
    made = tween().draw(between(share), share).astype(int)
    wrong = np.abs(made - view(EYE, share * WAY_M).drawn).max(axis=-1)
    assert np.percentile(wrong, 98) <= 3
    assert wrong.mean() < 1.0


def test_the_ends_are_the_pictures_given() -> None:
    random = np.random.default_rng(4)
    first, last = (random.integers(0, 256, FIRST.drawn.shape).astype(np.uint8) for _ in range(2))
    made = tween(first, last)
    assert np.array_equal(made.draw(between(0.0), 0.0), first)
    assert np.array_equal(made.draw(between(1.0), 1.0), last)


def test_wall_that_only_one_end_shows_is_taken_from_that_end_alone() -> None:
    red = FIRST.drawn.copy()
    red[FIRST.ids != CARD_ID] = (200, 0, 0)
    blue = LAST.drawn.copy()
    blue[LAST.ids != CARD_ID] = (0, 0, 200)
    made = tween(red, blue).draw(between(0.5), 0.5)
    now = view(EYE, 0.5 * WAY_M).ids
    hidden_at_first = (FIRST.ids == CARD_ID) & (now != CARD_ID) & (LAST.ids != CARD_ID)
    middle = hidden_at_first[45].nonzero()[0]
    spot = made[45, middle[len(middle) // 2]]
    assert spot[2] > 150
    assert spot[0] < 60


def test_the_card_does_not_ghost() -> None:
    made = tween().draw(between(0.5), 0.5).astype(int)
    now = view(EYE, 0.5 * WAY_M)
    row = slice(40, 50)
    gone = (FIRST.ids == CARD_ID)[row] & (now.ids != CARD_ID)[row]
    assert np.abs(made[row] - now.drawn[row])[gone].mean() < 3.0


def test_points_behind_the_camera_are_taken_from_the_scene() -> None:
    unknown = np.full((SIZE[1], SIZE[0], 2), np.nan, np.float32)
    seen = view(EYE, 0.5 * WAY_M)
    lost = Between(seen.drawn, seen.ids, unknown, unknown, unknown, unknown)
    assert np.array_equal(tween().draw(lost, 0.5), seen.drawn)
