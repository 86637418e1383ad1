"""Matching: the drawn scene takes on each thing's colours in the picture."""

from __future__ import annotations

import numpy as np
import pytest

from models.local.matching import Matching

RANDOM = np.random.default_rng(5)
IDS = np.repeat(np.array([[3, 9]], np.uint32), 40, axis=0).repeat(30, axis=1)
DRAWN = RANDOM.integers(60, 140, (*IDS.shape, 3)).astype(np.uint8)
EVERYWHERE = np.ones(IDS.shape, bool)


def filled(picture: np.ndarray, ids: np.ndarray = IDS) -> np.ndarray:
    page = np.zeros_like(DRAWN)
    Matching(picture, DRAWN, IDS).fill(page, DRAWN, ids, EVERYWHERE)
    return page


def test_the_drawn_picture_itself_changes_nothing() -> None:
    assert np.array_equal(filled(DRAWN), DRAWN)


def test_each_thing_gets_the_mean_and_spread_it_has_in_the_picture() -> None:
    picture = DRAWN.copy()
    picture[IDS == 3] = (DRAWN[IDS == 3] * 0.8 + np.array([60, 0, 20])).astype(np.uint8)
    picture[IDS == 9] = (DRAWN[IDS == 9] * 1.3 - 30).astype(np.uint8)
    made = filled(picture)
    for number in (3, 9):
        here = np.equal(IDS, number)
        one, other = made[here].astype(float), picture[here].astype(float)
        assert one.mean(axis=0) == pytest.approx(other.mean(axis=0), abs=1.0)
        assert one.std(axis=0) == pytest.approx(other.std(axis=0), rel=0.08)


def test_a_thing_the_picture_never_showed_shifts_as_the_whole_picture_does() -> None:
    picture = (DRAWN + np.array([20, 10, 40])).astype(np.uint8)
    unseen = np.full_like(IDS, 77)
    assert np.array_equal(filled(picture, unseen), picture)


def test_only_what_is_asked_for_is_written() -> None:
    page = np.full_like(DRAWN, 7)
    where = np.zeros(IDS.shape, bool)
    where[3, 4] = True
    Matching(255 - DRAWN, DRAWN, IDS).fill(page, DRAWN, IDS, where)
    assert (page != 7).any(axis=-1).sum() == 1
