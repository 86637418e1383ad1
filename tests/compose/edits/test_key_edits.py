"""Keyframes, tracks and retiming, of scenes and of shots."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.edits import (
    add_node,
    add_scene,
    change_rate,
    move_keyframes,
    new_project,
    remove_keyframe,
    remove_track,
    retime,
    set_keyframe,
    set_keyframes,
    set_track,
)
from compose.errors import NotFoundError, SceneError
from compose.payload import Asset, ClipPlay
from compose.track import Track
from tests.builders.small_project import small_project

CHAIR = {"scene": "Room", "node": "Chair", "channel": "translation.x"}
SHOT = {"shot": "wide", "node": "Chair", "channel": "translation.x"}


@pytest.fixture
def project():
    return small_project()


def keys(project, owner="Room"):
    tracks = project.scene(owner).tracks if owner == "Room" else project.shot(owner).tracks
    (track,) = (t for t in tracks if t.channel == "translation.x")
    return [(key.frame, key.value) for key in track.curve.keys]


def test_keys_are_kept_in_order_and_replaced_at_their_frame(project):
    project = set_keyframe(project, **CHAIR, frame=12, value=9)
    project = set_keyframe(project, **CHAIR, frame=24.0000001, value=8)
    assert keys(project) == [(0.0, 1.0), (12.0, 9.0), (24.0, 8.0), (48.0, 0.5)]


def test_a_shot_overrides_without_touching_the_scene(project):
    edited = set_keyframe(project, **SHOT, frame=5, value=3, interpolation="bezier", right=(2, 1))
    assert edited.scene("Room") is project.scene("Room")
    assert edited.shot("push") is project.shot("push")
    key = edited.shot("wide").tracks[0].curve.keys[0]
    assert (key.interpolation, key.right) == (Interpolation.BEZIER, (2.0, 1.0))


def test_setting_one_key_shares_the_others(project):
    edited = set_keyframe(project, **CHAIR, frame=12, value=9)
    old = project.scene("Room").tracks[0].curve.keys
    new = edited.scene("Room").tracks[0].curve.keys
    assert [new[0], new[2], new[3]] == list(old)
    assert new[0] is old[0]


def test_with_its_last_key_a_track_goes(project):
    for frame in (0, 24, 48):
        project = remove_keyframe(project, **CHAIR, frame=frame)
    assert project.scene("Room").tracks == ()
    with pytest.raises(NotFoundError, match="no track"):
        remove_keyframe(project, **CHAIR, frame=0)


def test_moved_keys_push_aside_what_they_land_on(project):
    assert keys(move_keyframes(project, **CHAIR, frames=[0, 24], by=24)) == [
        (24.0, 1.0),
        (48.0, 2.0),
    ]
    assert keys(move_keyframes(project, **CHAIR, frames=[48], by=-30.5))[1] == (17.5, 0.5)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda p: set_keyframe(p, channel="ambient", frame=0, value=1), "scene or the shot"),
        (lambda p: set_keyframe(p, **CHAIR, shot="wide", frame=0, value=1), "scene or the shot"),
        (lambda p: set_keyframe(p, **CHAIR, frame=0, value=(0, 0, 0, 1)), "not both"),
        (lambda p: set_keyframe(p, **SHOT, frame=0, value=(0, 0, 0, 1)), "must be numbers"),
        (lambda p: set_keyframe(p, **CHAIR, frame=float("nan"), value=1), "finite"),
        (lambda p: retime(p, scene="Room", scale=0), "greater than 0"),
        (lambda p: retime(p, scene="Room", shift=float("inf")), "finite"),
        (lambda p: change_rate(p, "0", keep="frames"), "between 1 and 1000"),
        (lambda p: change_rate(p, "25", keep="both"), "'seconds' or 'frames'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(project, edit, said):
    with pytest.raises(SceneError, match=said):
        edit(project)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda p: set_keyframe(p, **(CHAIR | {"node": "Char"}), frame=0, value=1), "'Chair'"),
        (
            lambda p: set_keyframe(p, **(CHAIR | {"channel": "scale.w"}), frame=0, value=1),
            "'scale.",
        ),
        (lambda p: set_keyframe(p, **(SHOT | {"shot": "wid"}), frame=0, value=1), "'wide'"),
        (lambda p: remove_keyframe(p, **CHAIR, frame=3), "Known: 0, 24, 48"),
        (lambda p: move_keyframes(p, **CHAIR, frames=[3], by=1), "Known: 0, 24, 48"),
        (lambda p: remove_track(p, **SHOT), "no track"),
        (lambda p: retime(p, scene="Room", nodes=["Char"]), "'Chair'"),
    ],
)
def test_an_unknown_name_offers_what_there_is(project, edit, said):
    with pytest.raises(NotFoundError, match=said):
        edit(project)


def test_a_whole_track_replaces_the_one_of_its_channel(project):
    curve = Curve(keys=(Keyframe(frame=0.0, value=1 / 3),), after=Extrapolation.LOOP)
    track = Track(node="Chair", channel="translation.x", curve=curve)
    project = set_track(project, track, scene="Room")
    assert project.scene("Room").tracks == (
        Track(
            node="nod_chair",
            channel="translation.x",
            curve=Curve(keys=(Keyframe(frame=0.0, value=0.333333),), after=Extrapolation.LOOP),
        ),
    )
    project = set_track(project, track, shot="wide")
    assert len(remove_track(project, **SHOT).shot("wide").tracks) == 0
    assert remove_track(project, **CHAIR).scene("Room").tracks == ()


def test_retiming_stretches_about_a_frame_and_takes_handles_along(project):
    project = set_keyframe(
        project, **CHAIR, frame=24, value=2, interpolation="bezier", left=(-3, 1), right=(4, 2)
    )
    project = retime(project, scene="Room", scale=2, about=24, shift=1)
    assert keys(project) == [(-23.0, 1.0), (25.0, 2.0), (73.0, 0.5)]
    key = project.scene("Room").tracks[0].curve.keys[1]
    assert (key.left, key.right) == ((-6.0, 1.0), (8.0, 2.0))


def test_retiming_a_range_moves_only_the_keys_in_it(project):
    assert keys(retime(project, scene="Room", shift=10, start=24, end=48)) == [
        (0.0, 1.0),
        (34.0, 2.0),
        (48.0, 0.5),
    ]
    assert keys(retime(project, scene="Room", shift=24, start=24, end=48))[1] == (48.0, 2.0)
    assert retime(project, scene="Room", shift=1, nodes=["Lamp"]).scene("Room").tracks == (
        project.scene("Room").tracks
    )


@settings(max_examples=50, deadline=None)
@given(st.floats(0.25, 4), st.integers(-500, 500))
def test_retiming_and_its_inverse_give_back_the_keys(scale, shift):
    project = small_project()
    there = retime(project, scene="Room", scale=scale, shift=shift)
    back = retime(there, scene="Room", scale=1 / scale, shift=-shift / scale)
    for (found, value), (frame, expected) in zip(keys(back), keys(project), strict=True):
        assert value == expected
        assert found == pytest.approx(frame, abs=1e-4)


def test_a_change_of_rate_keeps_seconds(project):
    plays = (ClipPlay(clip="walk", start=24.0, speed=2.0),)
    project = add_node(
        project, "Room", "Fox", payload=Asset(kind="asset", path="fox.glb", plays=plays)
    )
    project = set_keyframe(project, **SHOT, frame=12, value=3)
    seconds = [frame / project.frame_rate for frame, _ in keys(project)]
    faster = change_rate(project, "50", keep="seconds")
    assert [float(frame / faster.frame_rate) for frame, _ in keys(faster)] == [
        float(second) for second in seconds
    ]
    assert keys(faster, "wide") == [(25.0, 3.0)]
    assert (faster.shot("push").start, faster.shot("push").end) == (50, 100)
    play = faster.scene("Room").find("Fox").payload.plays[0]
    assert (play.start, play.speed) == (50.0, 2.0)


def test_a_change_of_rate_keeps_frames_when_asked(project):
    slower = change_rate(project, "12", keep="frames")
    assert slower.rate == "12"
    assert slower.scenes == project.scenes
    assert slower.shots == project.shots


def test_no_shot_vanishes_at_a_lower_rate(project):
    assert all(len(s.window) >= 1 for s in change_rate(project, "1", keep="seconds").shots)


def test_many_keys_at_once_are_those_set_one_by_one():
    project = add_node(add_scene(new_project("P"), "S"), "S", "A")
    project = set_keyframe(
        project, channel="translation.x", frame=5, value=1.0, node="A", scene="S",
        interpolation="linear",
    )  # fmt: skip
    values = {"translation.x": 2.0, "translation.z": -1.5, "scale.y": 3.0}
    for frame in (5, 9):
        single = set_keyframe(
            project, channel="translation.x", frame=frame, value=2.0, node="A", scene="S",
            interpolation="linear" if frame == 5 else "smooth",
        )  # fmt: skip
        for channel in ("translation.z", "scale.y"):
            single = set_keyframe(
                single, channel=channel, frame=frame, value=values[channel], node="A", scene="S"
            )
        together = set_keyframes(project, values, frame=frame, node="A", scene="S")
        assert together.scene("S").tracks == single.scene("S").tracks
        project = together
    with pytest.raises(NotFoundError):
        set_keyframes(project, {"translation.q": 1.0}, frame=0, node="A", scene="S")
