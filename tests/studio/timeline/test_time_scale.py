"""The time scale and its ticks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.timeline.scale import TimeScale, label_step, ticks

frames = st.floats(-1e5, 1e5)
pixels = st.floats(0.01, 70.0)


@given(frames, frames, pixels)
def test_a_pixel_and_its_frame_lead_to_one_another(left: float, frame: float, px: float) -> None:
    scale = TimeScale(left, px)
    assert scale.frame(scale.x(frame)) == pytest.approx(frame, abs=1e-6)


@given(frames, pixels, st.floats(0, 2000), st.floats(0.2, 5.0))
def test_zooming_keeps_the_frame_under_the_pointer(
    left: float, px: float, x: float, factor: float
) -> None:
    scale = TimeScale(left, px)
    assert scale.zoomed(x, factor).frame(x) == pytest.approx(scale.frame(x), abs=1e-6)


def test_fitting_shows_both_ends() -> None:
    scale = TimeScale.fitting(96, 552, 1000)
    assert scale.x(96) == pytest.approx(16)
    assert scale.x(552) == pytest.approx(984)


@given(pixels, st.sampled_from([Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(60)]))
def test_labels_stay_apart_and_fall_on_whole_parts_of_a_second(px: float, rate: Fraction) -> None:
    step = label_step(TimeScale(0.0, px), rate)
    second = round(rate)
    assert step * px >= 76 * 0.999
    assert second % step == 0 or step % second == 0


def test_the_mockups_ruler_has_a_label_every_two_seconds() -> None:
    scale = TimeScale(0.0, 2.4)
    labelled = [tick.frame for tick in ticks(scale, 1000, Fraction(24)) if tick.labelled]
    assert labelled[:4] == [0, 48, 96, 144]


@given(pixels, frames)
def test_ticks_cover_the_width_and_are_not_too_many(px: float, left: float) -> None:
    scale = TimeScale(left, px)
    found = [tick.frame for tick in ticks(scale, 1500, Fraction(24))]
    assert found[0] <= scale.frame(0)
    assert found[-1] >= scale.frame(1500)
    assert len(found) < 300
