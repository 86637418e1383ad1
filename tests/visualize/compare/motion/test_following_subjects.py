"""Where a named object goes, known to the pixel, is what is measured and said of it."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
from painted_room import (
    CARD_Z,
    FOCAL,
    SIZE,
    Room,
    eye,
    judged_exactly,
    judged_pictures,
    metric,
    path,
    words,
)

COUNT = 20


@cache
def walking(share: float = 1.0, aside: float = 0.0, pan: float = 6.0):
    """A card that walks a metre to the right while the camera pans after it.

    ``aside`` metres to the right are added from the middle on, evenly.
    """

    def at(t: float):
        x = -0.5 + share * t + aside * 2.0 * max(0.0, t - 0.5)
        return eye(pan=pan * t, card=(x, -0.4))

    return path(COUNT, at)


def standing(aside: float = 0.0):
    return path(COUNT, lambda t: eye(card=(aside * 2.0 * max(0.0, t - 0.5), -0.4)))


def test_a_faithful_walk_is_perfect(painted: Room):
    found = judged_exactly(painted, walking(), walking())
    assert metric(found, "subjects").score == pytest.approx(100.0, abs=0.01)
    assert not found.remarks


def test_a_drift_is_measured_in_the_pictures_width(painted: Room):
    found = judged_exactly(painted, standing(), standing(-0.4))
    pixels = 0.4 * FOCAL / -CARD_Z
    said = metric(found, "subjects").details["Mara drift_percent"]
    assert said == pytest.approx(100.0 * pixels / SIZE[0], rel=0.06)


def test_a_subject_that_drifts_is_named_with_side_and_time(painted: Room):
    for aside, side in ((-0.4, "left"), (0.4, "right")):
        (said,) = words(judged_exactly(painted, standing(), standing(aside)))
        assert said in (f"Mara drifts {side} after 0.4 s", f"Mara drifts {side} after 0.5 s")


def test_a_subject_that_stands_where_it_should_walk_is_said_to_stand(painted: Room):
    found = judged_exactly(painted, walking(), walking(0.0))
    assert words(found) == ["Mara stands still"]
    assert metric(found, "subjects").score < 35.0
    assert metric(found, "camera").score == pytest.approx(100.0, abs=0.1)


def test_a_subject_at_half_its_pace_is_said_to_be_slow(painted: Room):
    assert words(judged_exactly(painted, walking(), walking(0.5))) == ["Mara moves 50 % slow"]


def test_what_the_camera_does_is_not_blamed_on_the_subject(painted: Room):
    found = judged_exactly(painted, walking(pan=12.0), walking(pan=8.4))
    assert words(found) == ["pan 30 % slow"]
    assert metric(found, "subjects").score < 90.0


def test_a_slow_walk_is_found_from_pictures_alone(painted: Room):
    clip = [painted.picture(one) for one in walking(0.5)]
    assert words(judged_pictures(painted, walking(), clip)) == ["Mara moves 50 % slow"]


def test_a_subject_that_boils_away_is_lost(painted: Room):
    random = np.random.default_rng(1)
    clip = []
    for i, one in enumerate(standing()):
        picture = painted.picture(one).copy()
        if i >= COUNT // 2:  # the card fills these pixels
            part = picture[47:131, 94:162]
            noise = cv2.GaussianBlur(random.normal(0.0, 1.0, part.shape[:2]), (0, 0), 1.2)
            grey = np.clip(128 + 45 * noise / noise.std(), 0, 255)
            part[...] = grey.astype(np.uint8)[..., None]
        clip.append(picture)
    found = judged_pictures(painted, standing(), clip)
    assert "Mara cannot be found after 0.4 s" in words(found)
    assert metric(found, "subjects").details["Mara lost"] == pytest.approx(0.5, abs=0.1)
