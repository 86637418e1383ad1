"""What a take shows when, whether it holds together, and what stands still or skips."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders.degraded_clips import boiling, edged, flickering, recoloured
from tests.builders.layered_shot import CARDS, LayeredShot, watched
from visualize.compare.alignment import AlignmentMeter, OwnCourse
from visualize.compare.outlines import Outlines
from visualize.compare.temporal import TemporalMeter, courses
from visualize.takes.measures import Alignment, Metric

SHOT = LayeredShot()
COUNT = 20
STILL = LayeredShot(
    tuple(card.__class__(card.number, card.place, card.size) for card in CARDS), (0.0, 0.0)
)


def aligned(clip: list[np.ndarray], shot: LayeredShot = SHOT) -> tuple[Alignment, list[str]]:
    meter = AlignmentMeter(OwnCourse(Outlines({})))
    watched(shot, clip, meter)
    found = meter.finish()
    return meter.alignment, [remark.text for remark in found.remarks]


def held(clip: list[np.ndarray], shot: LayeredShot = SHOT) -> dict[str, Metric]:
    meter = TemporalMeter(courses())
    watched(shot, clip, meter)
    return {metric.name: metric for metric in meter.finish().metrics}


@pytest.fixture(scope="module")
def own() -> list[np.ndarray]:
    return SHOT.clip(range(COUNT))


@pytest.mark.parametrize("late", [0, 1, 4, 9])
def test_a_known_delay_is_found_to_the_frame(own, late):
    alignment, remarks = aligned([own[max(0, i - late)] for i in range(COUNT)])
    assert alignment.sure
    assert alignment.offset == pytest.approx(late, abs=0.5)
    assert alignment.frozen == tuple(range(1, late + 1))
    words = [text for text in remarks if text.endswith("late")]
    assert words == ([] if not late else [f"{late} frame{'s' * (late > 1)} late"])


@pytest.mark.parametrize("missing", [2, 5])
def test_missing_first_frames_are_told(missing):
    alignment, remarks = aligned(SHOT.clip(range(missing, COUNT + missing)))
    assert alignment.sure
    assert alignment.offset == pytest.approx(-missing, abs=0.4)
    assert f"the first {missing} frames missing" in remarks


@pytest.mark.parametrize("restyle", [recoloured, edged])
def test_a_delay_is_found_in_another_style(own, restyle):
    alignment, _ = aligned(restyle([own[max(0, i - 5)] for i in range(COUNT)]))
    assert alignment.sure
    assert alignment.offset == pytest.approx(5, abs=0.5)


def test_a_slowed_take_has_no_single_offset():
    alignment, _ = aligned(SHOT.clip([0.5 * i for i in range(COUNT)]))
    assert not alignment.sure


def test_on_a_still_shot_no_offset_is_claimed():
    clip = STILL.clip(range(COUNT))
    noise = np.random.default_rng(2).normal(0.0, 2.0, (COUNT, *clip[0].shape))
    noisy = [np.clip(frame + more, 0, 255).astype(np.uint8)
             for frame, more in zip(clip, noise, strict=True)]  # fmt: skip
    alignment, remarks = aligned(noisy, STILL)
    assert not alignment.sure
    assert alignment.frozen == ()
    assert remarks == []


def test_another_film_has_no_offset():
    other = LayeredShot(CARDS[::-1], (2.0, 1.0), seed=40, pace=lambda frame: 1.3 * frame)
    assert not aligned(other.clip(range(COUNT)))[0].sure


def test_a_frame_shown_twice_and_one_skipped_are_found(own):
    twice = [own[i - 1] if i == 8 else own[i] for i in range(COUNT)]
    alignment, remarks = aligned(twice)
    assert alignment.frozen == (8,)
    assert alignment.dropped == (8,)
    assert "shows a frame twice" in remarks
    skipped = SHOT.clip([i if i < 8 else i + 1 for i in range(COUNT)])
    assert aligned(skipped)[0].dropped == (7,)


def test_our_own_picture_holds_together(own):
    metrics = held(own)
    assert metrics["warping"].score == 100.0
    assert metrics["flicker"].score == 100.0
    assert metrics["warping"].covered > 0.8


def test_flicker_is_the_jump_of_brightness_in_per_cent(own):
    gains = np.where(np.arange(COUNT) % 2, 1.06, 0.94)
    clip = [np.clip(frame * gain, 0, 255).astype(np.uint8)
            for frame, gain in zip(own, gains, strict=True)]  # fmt: skip
    jump = held(clip)["flicker"]
    assert jump.value == pytest.approx(12.0, rel=0.35)  # 94 to 106 and back, less its mean
    assert jump.score == 0.0
    slow = [np.clip(frame * (1.0 - 0.008 * i), 0, 255).astype(np.uint8)
            for i, frame in enumerate(own)]  # fmt: skip
    assert held(slow)["flicker"].score > 90.0, "a fade is no flicker"


def test_more_boiling_holds_together_less(own):
    scores = [held(boiling(own, pixels))["warping"].value for pixels in (0.7, 1.5, 3.0)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 0.2


def test_flicker_and_wobble_are_told_apart(own):
    assert held(flickering(own, 0.1))["flicker"].score < 40.0
    wobble = held(boiling(own, 2.5))
    assert wobble["warping"].score < 80.0 < wobble["flicker"].score
