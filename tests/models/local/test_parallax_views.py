"""Parallax against a world whose every view is known by formula."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from models.local.parallax import Parallax, feathered
from tests.builders.flat_world import CARD_ID, camera, view

START = view(camera())
MOVES = [(0.6, 0.0, 0.0), (-0.5, 0.3, 0.0), (0.1, 0.0, -1.5)]


@pytest.mark.parametrize("move", [(0.0, 0.0, 0.0), *MOVES])
def test_the_drawn_start_frame_gives_the_true_picture_from_anywhere(move) -> None:
    seen = view(camera(*move))
    made = Parallax(START.drawn, START).draw(seen).astype(int)
    wrong = np.abs(made - seen.drawn).max(axis=-1)
    edge = cv2.dilate(cv2.Canny((seen.ids == CARD_ID).astype(np.uint8) * 255, 1, 2),
                      np.ones((5, 5))) > 0  # fmt: skip
    assert np.percentile(wrong[~edge], 99.5) <= 4
    assert wrong[edge].mean() < 25


def test_from_its_own_camera_a_picture_of_ones_own_is_given_back_untouched() -> None:
    own = np.random.default_rng(3).integers(0, 256, START.drawn.shape).astype(np.uint8)
    assert np.array_equal(Parallax(own, START).draw(START), own)


def test_what_stood_before_the_wall_leaves_no_trace_on_it() -> None:
    own = START.drawn.copy()
    own[START.ids == CARD_ID] = (255, 0, 255)
    seen = view(camera(0.8))
    made = Parallax(own, START).draw(seen)
    pink = (made[..., 0] > 200) & (made[..., 1] < 80) & (made[..., 2] > 200)
    on_card = cv2.dilate((seen.ids == CARD_ID).astype(np.uint8), np.ones((3, 3))) > 0
    assert not (pink & ~on_card).any()
    assert pink[on_card].mean() > 0.6


def test_a_gap_is_filled_in_the_colours_of_the_picture() -> None:
    own = np.clip(START.drawn.astype(int) + np.array([40, -20, 0]), 0, 255).astype(np.uint8)
    seen = view(camera(0.8))
    made = Parallax(own, START).draw(seen).astype(int)
    shifted = np.clip(seen.drawn.astype(int) + np.array([40, -20, 0]), 0, 255)
    assert np.abs(made - shifted).mean() < 3.0


def test_nothing_is_stretched_where_the_camera_comes_very_near() -> None:
    striped = START.drawn.copy()
    striped[:, ::2] = 0
    seen = view(camera(0.0, 0.0, -4.4))
    made = Parallax(striped, START).draw(seen)
    card = seen.ids == CARD_ID
    widest = np.abs(np.diff(made[45].astype(int), axis=0)).max()
    assert card.all()
    assert widest < 60, "stripes 2 pixels wide became bars more than 3 times as wide"


def test_weights_are_1_far_from_a_gap_and_0_inside_it() -> None:
    shown = np.ones((40, 40), bool)
    shown[10:20, 10:20] = False
    weight = feathered(shown)
    assert weight[15, 15] == 0.0
    assert weight[0, 0] == 1.0
    assert weight[35, 35] == 1.0
    assert weight[9, 15] == 0.0, "the fringe belongs to the gap"
