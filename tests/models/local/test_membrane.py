"""The light in a gap is that around it, carried on as a skin would be stretched over it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from models.local.membrane import settled

HEIGHT, WIDTH = 90, 120
ROWS, COLUMNS = np.mgrid[:HEIGHT, :WIDTH]
SCENE = np.stack([90 + 20 * np.sin(COLUMNS / 9.0), 110 + ROWS / 3.0, 100 + 0.0 * ROWS], axis=-1)
ONE = np.ones((HEIGHT, WIDTH), np.uint32)


def pixels(values: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    return np.rint(values).astype(np.uint8)


def gap(rows: slice, columns: slice) -> npt.NDArray[np.bool_]:
    shown = np.ones((HEIGHT, WIDTH), np.bool_)
    shown[rows, columns] = False
    return shown


MIDDLE = gap(slice(30, 61), slice(41, 90))


@given(st.tuples(*[st.integers(-60, 60)] * 3), st.integers(0, 60), st.integers(0, 80))
@settings(max_examples=25)
def test_light_that_is_the_same_all_around_a_gap_is_the_same_in_it(light, top, left) -> None:
    shown = gap(slice(top, top + 30), slice(left, left + 40))
    page = pixels(SCENE + light)
    made = settled(pixels(SCENE), page, shown, ONE)
    assert np.abs(made.astype(int) - page)[~shown].max() <= 1


def test_light_that_rises_across_a_gap_leaves_no_seam_at_either_side() -> None:
    page = pixels(SCENE + (COLUMNS / 2.0 - 30.0)[..., None])
    made = settled(pixels(SCENE), page, MIDDLE, ONE).astype(int)
    apart = np.abs(made - page).max(axis=-1)
    edge = ~MIDDLE & (np.abs(COLUMNS - 65) > 20)
    assert apart[edge].max() <= 4  # of the 15 and 22 codes that lie there without
    assert apart[~MIDDLE].max() <= 10


def test_in_a_gap_is_no_more_light_than_around_it() -> None:
    light = np.random.default_rng(4).uniform(-40.0, 40.0, (HEIGHT // 10, WIDTH // 10))
    spread = light.repeat(10, axis=0).repeat(10, axis=1)
    made = settled(pixels(SCENE), pixels(SCENE + spread[..., None]), MIDDLE, ONE).astype(int)
    assert np.abs(made - SCENE)[~MIDDLE].max() <= 41.0


def test_light_stays_on_the_thing_that_it_is_on() -> None:
    ids = np.where(COLUMNS < 60, 1, 2).astype(np.uint32)
    page = pixels(SCENE + np.where(ids == 1, 30.0, -20.0)[..., None])
    made = settled(pixels(SCENE), page, MIDDLE, ids).astype(int)
    assert np.abs(made - page)[~MIDDLE].max() <= 1


def test_a_thing_that_is_shown_nowhere_keeps_its_light() -> None:
    ids = np.where(MIDDLE, 1, 2).astype(np.uint32)
    made = settled(pixels(SCENE), pixels(SCENE + 30.0), MIDDLE, ids)
    assert np.array_equal(made, pixels(SCENE))
