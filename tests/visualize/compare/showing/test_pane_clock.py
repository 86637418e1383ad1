"""A clock shows the frame that stands nearest to the moment, and says where the clip has none."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.told_clips import told_clip, told_take
from tests.builders.told_comparison import told_project
from visualize.compare.showing import Clock, clock_of

CLOCKS = st.builds(
    Clock,
    start=st.integers(-50, 50).map(float),
    step=st.sampled_from((0.5, 0.8, 1.0, 1.5, 2.0, 3.0)),
    frames=st.integers(1, 60),
    rate=st.just(Fraction(24)),
)


@given(clock=CLOCKS, frame=st.integers(-100, 200))
def test_the_frame_shown_is_nearest_to_the_moment_of_all_frames_of_the_clip(clock, frame):
    shown = clock.index_at(frame)
    away = [abs(clock.start + i * clock.step - frame) for i in range(clock.frames)]
    assert away[shown] == min(away)


@given(clock=CLOCKS, frame=st.integers(-100, 200))
def test_a_clip_is_on_as_long_as_its_frames_last_and_half_of_one_before(clock, frame):
    begins = [clock.start + i * clock.step for i in range(clock.frames)]
    is_on = any(begin <= frame < begin + clock.step for begin in begins)
    assert clock.covers(frame) == (is_on or -clock.step / 2 <= frame - clock.start < 0)


@given(clock=CLOCKS)
def test_time_never_runs_back(clock):
    shown = [clock.index_at(frame) for frame in range(-60, 160)]
    assert shown == sorted(shown)


def test_a_still_is_on_all_the_time():
    clock = Clock(start=12.0, step=1.0, frames=1, rate=None)
    assert clock.is_picture
    assert all(clock.covers(frame) and clock.index_at(frame) == 0 for frame in (-9, 12, 500))


def test_frames_that_are_held_stand_for_where_the_hold_is():
    clock = Clock(start=0.0, step=1.0, frames=30, hold_from=0.0, hold_to=19.0, rate=Fraction(24))
    assert [clock.scene_frame(i) for i in (0, 19, 20, 29)] == [0.0, 19.0, 19.0, 19.0]


@pytest.mark.parametrize(("rate", "step"), [(Fraction(24), 1.0), (Fraction(12), 2.0)])
def test_a_clip_without_a_mapping_begins_with_the_shot_and_runs_in_real_time(tmp_path, rate, step):
    project, shot = told_project(tmp_path)
    file = told_clip(tmp_path / "own_take1.mp4", 12, rate=rate)
    row = told_take(project, shot, file, 1, frames=12, rate=rate)
    clock = clock_of(project, shot, row.take)
    assert (clock.start, clock.step) == (float(shot.start), step)
