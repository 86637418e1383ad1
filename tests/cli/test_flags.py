"""Values of flags: what is read, and what is refused in words."""

import argparse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli import flags
from cli.drawing import frames_of
from compose.shot import Shot
from compose.timing import FrameRange
from shotwright import UsageError


@given(st.integers(2, 10**9 - 1), st.integers(2, 10**9 - 1), st.sampled_from("xX×"))
def test_a_size_is_read_as_it_is_written(width, height, cross):
    assert flags.size(f"{width}{cross}{height}") == (width, height)


@pytest.mark.parametrize("text", ["", "x", "640", "640x", "640x-1", "1e3x5", "0x0", "1x9", "2x3x4"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError):
        flags.size(text)


@given(st.floats(min_value=1e-6, max_value=1e9))
def test_a_distance_is_read_as_it_is_written(value):
    assert flags.metres(repr(value)) == value


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "far", ""])
def test_what_is_no_distance_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError):
        flags.metres(text)


def test_names_are_read_between_commas():
    assert flags.names("depth, clay,,id") == ("depth", "clay", "id")


@pytest.mark.gpu
@pytest.mark.parametrize("typed", [["--frames", "-8:24"], ["--frames=-8:24"]])
def test_a_range_may_begin_before_frame_zero(shotwright, film, typed, monkeypatch):
    seen = {}
    monkeypatch.setattr("cli.commands.render.frames_of", lambda *a, **k: seen.update(f=a[1]) or [])
    ending = shotwright("render", film, *typed)
    assert ending.status == 0, ending.err
    assert seen["f"] == FrameRange(-8, 24)


def _shot(start: int, end: int, handle: int = 0) -> Shot:
    return Shot(
        id=f"sht_{start}", number=str(start), name="", scene="scn_a", camera="nod_a",
        start=start, end=end, head=handle, tail=handle,
    )  # fmt: skip


def test_without_frames_each_shot_gives_its_window_or_that_and_its_handles():
    shots = (_shot(0, 10, 2), _shot(10, 20))
    assert [f for _, f in frames_of(shots, None, handles=False)] == [
        FrameRange(0, 10), FrameRange(10, 20),
    ]  # fmt: skip
    assert [f for _, f in frames_of(shots, None, handles=True)] == [
        FrameRange(-2, 12), FrameRange(10, 20),
    ]  # fmt: skip


def test_of_several_shots_each_gives_what_it_has_of_the_frames_asked_for():
    shots = (_shot(0, 10, 2), _shot(10, 20), _shot(30, 40))
    found = frames_of(shots, FrameRange(8, 15), handles=False)
    assert [(shot.start, frames) for shot, frames in found] == [
        (0, FrameRange(8, 12)), (10, FrameRange(10, 15)),
    ]  # fmt: skip


def test_frames_that_no_shot_has_are_a_mistake():
    with pytest.raises(UsageError, match="50:60"):
        frames_of((_shot(0, 10), _shot(10, 20)), FrameRange(50, 60), handles=False)
