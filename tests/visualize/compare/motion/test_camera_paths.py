"""A camera with a known path, in a room cut by rays, is found and told in words."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from painted_room import (
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

COUNT = 24


@cache
def panning(share: float = 1.0):
    return path(COUNT, lambda t: eye(pan=25.0 * t * share))


@cache
def dollying(share: float = 1.0, aside: float = 0.0):
    return path(COUNT, lambda t: eye(x=aside * t, z=-2.0 * t * share))


def easing(t: float) -> float:
    t = min(max(t, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@cache
def eased(late: int = 0):
    """A dolly over 15 of 24 frames that begins at frame 4, or later."""
    return path(COUNT, lambda t: eye(z=-2.0 * easing((t * (COUNT - 1) - 4 - late) / 15)))


@cache
def shaken(degrees: float, seed: int = 2):
    hand = np.random.default_rng(seed).normal(0.0, degrees, (COUNT, 2))

    def at(t: float):
        dx, dy = hand[round(t * (COUNT - 1))]
        return eye(pan=10.0 * t + dx, tilt=dy)

    return path(COUNT, at)


def test_the_shots_own_path_is_perfect_and_nothing_is_said(painted: Room):
    found = judged_exactly(painted, panning(), panning())
    assert metric(found, "camera").score == pytest.approx(100.0, abs=0.01)
    assert not found.remarks


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9, 1.2])
def test_a_pan_at_another_speed_is_measured_to_one_in_a_hundred(painted: Room, share: float):
    found = metric(judged_exactly(painted, panning(), panning(share)), "camera")
    assert found.details["rotation_ratio"] == pytest.approx(share, abs=0.01)


def test_a_slow_pan_is_said_to_be_slow_and_nothing_else(painted: Room):
    assert words(judged_exactly(painted, panning(), panning(0.7))) == ["pan 30 % slow"]


def test_a_slow_pan_is_found_from_pictures_alone(painted: Room):
    pictures = [painted.picture(one) for one in panning(0.7)]
    found = judged_pictures(painted, panning(), pictures)
    assert metric(found, "camera").details["rotation_ratio"] == pytest.approx(0.7, abs=0.05)
    assert words(found) == ["pan 30 % slow"]


def test_a_slow_pan_is_followed_where_the_authored_camera_has_long_looked_away(painted: Room):
    authored = path(COUNT, lambda t: eye(pan=46.0 * t - 23.0))
    take = path(COUNT, lambda t: eye(pan=23.0 * t - 23.0))
    found = metric(judged_exactly(painted, authored, take), "camera")
    assert found.details["rotation_ratio"] == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_half_a_dolly_is_measured(painted: Room, share: float):
    found = judged_exactly(painted, dollying(), dollying(share))
    assert metric(found, "camera").details["travel_ratio"] == pytest.approx(share, abs=0.02)
    assert words(found) == [f"dolly {100.0 * (1.0 - share):.0f} % slow"]


def test_the_direction_of_travel_is_measured(painted: Room):
    angle = np.radians(20.0)
    take = dollying(float(np.cos(angle)), aside=2.0 * float(np.sin(angle)))
    found = metric(judged_exactly(painted, dollying(), take), "camera")
    assert found.details["direction_deg"] == pytest.approx(20.0, abs=1.0)


def test_a_zoom_is_told_from_a_dolly(painted: Room):
    def zoom(share: float):
        return path(COUNT, lambda t: eye(focal=FOCAL * float(np.exp(0.4 * t * share))))

    found = metric(judged_exactly(painted, zoom(1.0), zoom(0.5)), "camera")
    assert found.details["zoom_ratio"] == pytest.approx(0.5, abs=0.02)
    assert found.details["travel_ratio"] is None


def test_a_camera_that_holds_is_worth_next_to_nothing_and_said_so(painted: Room):
    found = judged_exactly(painted, dollying(), dollying(0.0))
    assert metric(found, "camera").score < 5.0
    assert words(found) == ["camera holds where it should dolly in 2.0 m"]


def test_a_camera_that_stops_halfway_is_said_to_stop_then(painted: Room):
    def at(t: float):
        return eye(z=-3.0 * min(t, 0.5))

    found = judged_exactly(painted, path(37, lambda t: eye(z=-3.0 * t)), path(37, at))
    assert words(found) == ["camera stops at 0.8 s where it should still dolly in 3.0 m"]


def test_a_pan_the_other_way_is_said_to_be_wrong(painted: Room):
    found = judged_exactly(painted, panning(), panning(-1.0))
    assert metric(found, "camera").score < 5.0
    assert words(found) == ["camera moves the wrong way where it should pan right 25°"]


def test_a_move_where_the_camera_should_hold_is_seen(painted: Room):
    still = path(COUNT, lambda t: eye())
    found = judged_exactly(painted, still, panning(0.3))
    assert metric(found, "camera").score < 25.0
    assert words(found)[0].startswith("camera drifts right where it should hold")


@pytest.mark.parametrize("late", [3, 5])
def test_an_eased_move_that_comes_late_is_late_and_not_slow(painted: Room, late: int):
    delayed = words(judged_exactly(painted, eased(), eased(late)))
    assert len(delayed) == 1
    assert delayed[0].startswith(f"dolly {late} frames late")
    early = words(judged_exactly(painted, eased(late), eased()))
    assert len(early) == 1
    assert early[0].startswith(f"dolly {late} frames early")


def test_jitter_is_told_in_pixels_of_the_clip(painted: Room):
    still = path(COUNT, lambda t: eye(pan=10.0 * t))
    found = judged_exactly(painted, still, shaken(0.5))
    pixels = np.sqrt(2.0) * np.radians(0.5) * FOCAL
    said = metric(found, "camera").details["shake_percent"] * SIZE[0] / 100.0
    assert said == pytest.approx(pixels, rel=0.25)
    assert "camera shakes" in words(found)[0]


def test_more_jitter_scores_less(painted: Room):
    still = path(COUNT, lambda t: eye(pan=10.0 * t))
    found = [judged_exactly(painted, still, shaken(degrees)) for degrees in (0.1, 0.8)]
    for name in ("camera", "motion"):
        marks = [metric(one, name).score for one in found]
        assert marks == sorted(marks, reverse=True)
        assert marks[0] - marks[-1] > 20.0


def test_a_slower_take_never_scores_more(painted: Room):
    found = [judged_exactly(painted, dollying(), dollying(s)) for s in (1.0, 0.8, 0.4)]
    for name in ("camera", "motion"):
        marks = [metric(one, name).score for one in found]
        assert marks == sorted(marks, reverse=True)
        assert marks[0] == pytest.approx(100.0, abs=0.01)
        assert min(np.abs(np.diff(marks))) > 4.0
