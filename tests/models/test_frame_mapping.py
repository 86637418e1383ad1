"""Frame mappings: which scene frame a clip frame stands for, worked out by time."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.options import mapping
from models.request import Chosen


def clip(frames: int, fit: str = "trim", rate: str = "24") -> Chosen:
    return Chosen(frames=frames, rate=rate, width=16, height=16, aspect="1:1", fit=fit)


def shown(chosen: Chosen, window: range, tail=0, rate="24") -> list[float]:
    found = mapping(chosen, window, tail, rate)
    assert found.frames == chosen.frames
    return [found.scene_frame(i) for i in range(chosen.frames)]


def test_a_clip_as_long_as_the_shot_shows_its_frames():
    for fit in ("trim", "pad", "retime"):
        assert shown(clip(24, fit), range(100, 124)) == list(range(100, 124))


def test_trim_begins_on_the_first_frame_runs_into_the_tail_and_holds_beyond():
    window = range(100, 110)
    assert shown(clip(12), window, 5) == list(range(100, 112))
    assert shown(clip(30), window, 5) == [*range(100, 115), *[114] * 15]
    assert shown(clip(12), window, 0) == [*range(100, 110), 109, 109]


def test_trim_of_a_shorter_clip_leaves_out_the_end():
    assert shown(clip(5), range(100, 110), 3) == [100, 101, 102, 103, 104]


def test_pad_holds_the_last_frame_of_the_shot():
    assert shown(clip(6, "pad"), range(10, 14), 9) == [10, 11, 12, 13, 13, 13]


def test_retime_lays_first_and_last_frame_on_the_clip_s():
    found = shown(clip(9, "retime"), range(0, 5))
    assert found == pytest.approx([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4])
    assert shown(clip(3, "retime"), range(0, 9)) == [0, 4, 8]


def test_one_frame_held_still():
    for fit in ("pad", "retime"):
        assert set(shown(clip(10, fit), range(7, 8))) == {7.0}


@given(
    st.integers(-1000, 1000),
    st.integers(1, 300),
    st.integers(1, 300),
    st.sampled_from(["24", "25", "24000/1001", "16", "60"]),
    st.sampled_from(["24", "30", "24000/1001"]),
)
def test_trimmed_clips_run_at_the_shot_s_own_speed(start, length, frames, clip_rate, shot_rate):
    window = range(start, start + length)
    found = mapping(clip(frames, "trim", clip_rate), window, 0, shot_rate)
    for i in (0, frames // 2, frames - 1):
        time = i / Fraction(clip_rate)
        exact = min(start + time * Fraction(shot_rate), start + length - 1)
        assert found.scene_frame(i) == pytest.approx(float(exact), abs=1e-6)


@given(
    st.integers(1, 300),
    st.integers(1, 300),
    st.sampled_from(["trim", "pad", "retime"]),
    st.integers(0, 20),
)
def test_every_clip_begins_on_the_first_frame_and_ends_by_the_tail_and_never_runs_back(
    length, frames, fit, tail
):
    window = range(50, 50 + length)
    found = shown(clip(frames, fit), window, tail)
    assert found[0] == 50
    assert max(found) <= 50 + length - 1 + (tail if fit == "trim" else 0)
    assert found == sorted(found)
