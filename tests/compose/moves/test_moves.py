"""Moves write what their names say, as few ordinary keys."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from move_stage import MARA, ZED, cameras, key_counts, places, seen, stage, walking

from compose.edits import add_node, set_keyframe, set_shot
from compose.errors import NotFoundError, SceneError
from compose.evaluation import evaluate
from compose.figures.skeleton import POINTS
from compose.moves import MOVES, apply_move
from compose.payload import Figure
from compose.project import Project
from compose.transform import look_rotation, matrix_eulers

ALL = np.arange(0.0, 72.01, 0.5)


@pytest.mark.parametrize(
    ("move", "parameters", "way"),
    [
        ("dolly", {"distance_m": 3}, (0, 0, -3)),
        ("dolly", {"distance_m": -2}, (0, 0, 2)),
        ("truck", {"distance_m": 1.5}, (1.5, 0, 0)),
        ("pedestal", {"distance_m": -1}, (0, -1, 0)),
        ("crane", {"height_m": 4, "reach_m": 2}, (0, 4, -2)),
        ("push-in", {"point": (0.3, 1.6, -2.0), "share": 0.5}, (0, 0, -2)),
        ("pull-out", {"point": (0.3, 1.6, -2.0), "share": 0.5}, (0, 0, 2)),
    ],
)
def test_travel_goes_the_way_named_in_a_straight_line_with_two_keys(move, parameters, way) -> None:
    moved = apply_move(stage(), "sh", move, **parameters)
    path = places(moved, ALL)
    assert path[-1] - path[0] == pytest.approx(np.array(way), abs=1e-5)
    line = np.outer((path - path[0]) @ way / np.dot(way, way), way)
    assert np.abs(path - path[0] - line).max() < 1e-5
    assert set(key_counts(moved).values()) == {2}


@pytest.mark.parametrize(
    ("move", "angle", "ahead", "up"),
    [
        ("pan", 90, (1, 0, 0), (0, 1, 0)),
        ("pan", -450, (-1, 0, 0), (0, 1, 0)),
        ("tilt", 30, (0, 0.5, -np.sqrt(0.75)), (0, np.sqrt(0.75), 0.5)),
        ("roll", 90, (0, 0, -1), (-1, 0, 0)),
        ("whip-pan", 90, (1, 0, 0), (0, 1, 0)),
    ],
)
def test_turns_end_where_named(move, angle, ahead, up) -> None:
    moved = apply_move(stage(), "sh", move, angle_deg=angle)
    last = cameras(moved, [72])[0].world
    assert -last[:3, 2] == pytest.approx(np.array(ahead), abs=1e-6)
    assert last[:3, 1] == pytest.approx(np.array(up), abs=1e-6)
    assert places(moved, ALL) == pytest.approx(np.tile((0.3, 1.6, 2.0), (len(ALL), 1)))
    assert max(key_counts(moved).values()) <= 5


@given(ease_in=st.floats(0, 1), ease_out=st.floats(0, 1))
@settings(max_examples=8, deadline=None)
def test_every_ease_goes_forward_only_and_covers_the_whole_way(ease_in, ease_out) -> None:
    moved = apply_move(stage(), "sh", "truck", distance_m=2, ease_in=ease_in, ease_out=ease_out)
    x = places(moved, np.arange(73.0))[:, 0]
    assert (np.diff(x) >= -1e-6).all()
    assert (x[0], x[-1]) == pytest.approx((0.3, 2.3), abs=1e-6)


def test_no_ease_is_a_steady_pace() -> None:
    x = places(apply_move(stage(), "sh", "truck", ease_in=0, ease_out=0), np.arange(73.0))[:, 0]
    assert np.diff(x) == pytest.approx(np.full(72, 2.0 / 72.0), abs=1e-5)


def test_a_speed_sets_the_time_and_then_the_camera_holds() -> None:
    moved = apply_move(stage(), "sh", "dolly", distance_m=2, speed=1.0)
    path = places(moved, [0, 47, 48, 72])
    assert path[1, 2] > 1e-5
    assert path[2:, 2] == pytest.approx([0.0, 0.0], abs=1e-6)
    with pytest.raises(SceneError, match="needs 481 frames"):
        apply_move(stage(), "sh", "dolly", distance_m=20, speed=1.0)


@given(
    share=st.floats(-1.5, 0.85), x=st.floats(-3, 3), height=st.floats(0.2, 4),
    walk=st.floats(-1.5, 1.5),
)  # fmt: skip
@settings(max_examples=12, deadline=None)
def test_a_dolly_zoom_holds_the_size_within_one_percent_between_all_frames(
    share, x, height, walk
) -> None:
    project = stage(translation=(x, height, 2.0), rotation_deg=(3.0, 5.0 * x, 0.0))
    project = walking(project, (0, 0, -5), (72, walk, -5))
    moved = apply_move(project, "sh", "dolly-zoom", subject="Mara", share=share)
    sizes = []
    for frame, camera in zip(ALL, cameras(moved, ALL), strict=True):
        subject = MARA + np.array([walk * frame / 72.0, 0.0, 0.0])
        depth = (np.linalg.inv(camera.world) @ (*subject, 1.0))[2]
        sizes.append(camera.focal_length_mm / -depth)
    assert np.ptp(sizes) / sizes[0] < 0.01


@pytest.mark.parametrize("frame", [0, 20, 36, 72])
def test_an_arc_is_a_circle_that_holds_its_subject_where_it_was_in_the_picture(frame) -> None:
    moved = apply_move(stage(), "sh", "arc", subject="Mara", angle_deg=120)
    first, last = cameras(moved, [0, 72])
    camera = cameras(moved, [frame])[0]
    away = (camera.world[:3, 3] - MARA)[[0, 2]]
    assert np.linalg.norm(away) == pytest.approx(np.hypot(0.3, 7.0), abs=0.005)
    assert seen(camera, MARA) == pytest.approx(seen(first, MARA), abs=0.003)
    assert camera.world[1, 0] == pytest.approx(0.0, abs=1e-4), "the horizon stays level"
    way = [np.arctan2(*(c.world[:3, 3] - MARA)[[0, 2]]) for c in (first, last)]
    assert np.degrees(way[1] - way[0]) == pytest.approx(120.0, abs=0.05)


def test_a_subject_out_of_the_picture_is_brought_to_its_middle() -> None:
    moved = apply_move(stage(rotation_deg=(0, 150, 0)), "sh", "arc", subject="Mara", angle_deg=30)
    for camera in cameras(moved, [0, 30, 72]):
        assert seen(camera, MARA) == pytest.approx((0.0, 0.0), abs=0.01)


@pytest.mark.parametrize(("move", "side"), [("follow", -1.0), ("lead", 1.0)])
def test_follow_and_lead_keep_station_on_a_bending_way(move, side) -> None:
    project = walking(stage(97), (0, 0, -5), (48, 0, -8), (96, 3, -8))
    moved = apply_move(project, "sh", move, subject="Mara", distance_m=2.5, height_m=0.5)
    frames = np.arange(97.0)
    walk = np.array([[np.interp(f, [48, 96], [0, 3]), 0.9, np.interp(f, [0, 48], [-5, -8])]
                     for f in frames])  # fmt: skip
    away = places(moved, frames) - walk
    level = np.hypot(away[:, 0], away[:, 2])
    straight = [*range(6), *range(90, 97)]
    assert level[straight] == pytest.approx(np.full(13, 2.5), abs=0.03)
    assert away[:, 1] == pytest.approx(np.full(97, 0.5), abs=0.02)
    assert away[0] @ (0, 0, -1) == pytest.approx(side * 2.5, abs=0.03)
    assert away[-1] @ (1, 0, 0) == pytest.approx(side * 2.5, abs=0.03)
    steps = np.linalg.norm(np.diff(places(moved, frames), axis=0), axis=1)
    assert steps.max() < 4.5 * 3.0 / 48.0, "the corner is rounded off, not jumped"
    for frame in (0, 30, 60, 96):
        assert np.abs(seen(cameras(moved, [frame])[0], walk[frame])).max() < 0.75


def test_a_subject_that_stands_cannot_be_followed() -> None:
    with pytest.raises(SceneError, match="does not move in these frames"):
        apply_move(stage(), "sh", "follow", subject="Mara")


def test_over_the_shoulder_stands_behind_the_near_one_and_holds_the_far_one() -> None:
    moved = apply_move(stage(), "sh", "over-the-shoulder", subject="Mara", shoulder="Zed")
    first, last = cameras(moved, [0, 72])
    line = (MARA - ZED) / np.linalg.norm(MARA - ZED)
    level = line * (1, 0, 1) / np.hypot(line[0], line[2])
    middle = 0.5 * (first.world[:3, 3] + last.world[:3, 3])
    assert (middle - ZED) @ level == pytest.approx(-1.1, abs=0.01)
    assert seen(first, MARA) == pytest.approx(seen(last, MARA), abs=0.002)
    assert np.linalg.norm(last.world[:3, 3] - first.world[:3, 3]) == pytest.approx(0.2, abs=1e-3)
    for camera in (first, last):
        assert 0.15 < -seen(camera, ZED)[0] < 1.0, "in the picture, at its edge"
        assert seen(camera, MARA)[0] == pytest.approx(0.25, abs=0.01)


def test_a_jib_swings_on_its_arm() -> None:
    path = places(apply_move(stage(), "sh", "crane", height_m=6, arm_m=5), ALL)
    pivot = np.array([0.3, 1.6 + 3.0, 2.0 + 4.0])
    assert np.linalg.norm(path - pivot, axis=1) == pytest.approx(np.full(len(path), 5.0), abs=0.01)


def test_moves_add_up_and_handheld_lies_on_top() -> None:
    project = apply_move(stage(), "sh", "truck", distance_m=2)
    project = apply_move(project, "sh", "pedestal", distance_m=1)
    project = apply_move(project, "sh", "pan", angle_deg=20)
    path = places(project, [0, 72])
    assert path[1] - path[0] == pytest.approx((2, 1, 0), abs=1e-5)
    shaken = apply_move(project, "sh", "handheld", seed=4)
    off = places(shaken, np.arange(73)) - places(project, np.arange(73))
    assert 0.002 < np.sqrt((off**2).sum(axis=1).mean()) < 0.04


def spectrum(values: np.ndarray, rate: float) -> tuple[np.ndarray, np.ndarray]:
    window = np.hanning(len(values))[:, None]
    power = np.abs(np.fft.rfft((values - values.mean(axis=0)) * window, axis=0)) ** 2
    return np.fft.rfftfreq(len(values), 1.0 / rate), power.sum(axis=1)


def test_handheld_noise_lies_between_0_3_and_8_hertz_and_repeats_by_its_seed() -> None:
    first = apply_move(stage(480), "sh", "handheld", seed=7)
    frames = np.arange(480.0)
    hertz, power = spectrum(places(first, frames), 24.0)
    inside = (hertz > 0.2) & (hertz < 8.1)
    assert power[inside].sum() > 0.99 * power.sum()
    assert power[(hertz > 3.0) & (hertz < 8.0)].sum() > 1e-4 * power.sum()
    again, other = (apply_move(stage(480), "sh", "handheld", seed=s) for s in (7, 8))
    assert np.array_equal(places(again, frames[:50]), places(first, frames[:50]))
    assert not np.allclose(places(other, frames[:50]), places(first, frames[:50]))


def test_an_aiming_camera_keeps_its_aim_while_it_travels_and_turns_by_its_offset() -> None:
    aimed = stage(lens={"aim": {"node": "mara"}})
    trucked = apply_move(aimed, "sh", "truck", distance_m=3)
    assert not any(channel.startswith("camera") for channel in key_counts(trucked))
    for camera in cameras(trucked, [0, 40, 72]):
        assert seen(camera, MARA) == pytest.approx((0, 0), abs=1e-6)
    panned = apply_move(aimed, "sh", "pan", angle_deg=30)
    first, last = (-c.world[:3, 2] * (1, 0, 1) for c in cameras(panned, [0, 72]))
    cosine = first @ last / np.linalg.norm(first) / np.linalg.norm(last)
    assert np.degrees(np.arccos(cosine)) == pytest.approx(30.0, abs=0.02)


def test_a_camera_on_a_turning_parent_moves_as_told_in_the_world() -> None:
    project = add_node(stage(), "s", "Car", node_id="car", translation=(5, 0, 1))
    for frame, angle in ((0, 0.0), (72, 80.0)):
        project = set_keyframe(project, scene="s", node="car", channel="rotation_deg.y",
                               frame=frame, value=angle)  # fmt: skip
    project = add_node(project, "s", "Onboard", node_id="on", parent="car", translation=(0, 2, 0),
                       rotation_mode="quaternion",
                       payload=project.scene("s").node("cam").payload)  # fmt: skip
    project = set_shot(project, "sh", camera="on")
    moved = apply_move(project, "sh", "static")
    worlds = np.array([c.world for c in cameras(moved, ALL[::4])])
    assert np.abs(worlds - worlds[0]).max() < 0.005


def test_a_turn_follows_the_angles_that_the_camera_has() -> None:
    moved = apply_move(stage(rotation_deg=(0, 720, 0)), "sh", "pan", angle_deg=-200)
    (track,) = moved.scene("s").tracks
    assert [key.value for key in track.curve.keys] == pytest.approx([720, 920])


def test_own_keys_belong_to_the_shot_and_leave_the_scene_alone() -> None:
    project = apply_move(stage(), "sh", "truck", distance_m=1)
    own = apply_move(project, "sh", "dolly", distance_m=1, own=True)
    assert own.scene("s") is project.scene("s")
    assert {track.channel for track in own.shot("sh").tracks} == {"translation.z"}
    lens = set_shot(stage(), "sh", focal_length_mm=50)
    zoomed = apply_move(lens, "sh", "zoom", to_mm=100)
    assert cameras(zoomed, [72])[0].focal_length_mm == pytest.approx(100)


def _travelling() -> Project:
    project = stage()
    for frame, x in ((0, 5.0), (30, 6.0), (60, 7.0), (71, 8.0)):
        project = set_keyframe(project, scene="s", node="cam", channel="translation.x",
                               frame=frame, value=x)  # fmt: skip
    return project


def test_keys_before_the_frames_stay_and_those_inside_give_way() -> None:
    moved = apply_move(_travelling(), "sh", "static", frames=(20, 50))
    (track,) = moved.scene("s").tracks
    frames = [key.frame for key in track.curve.keys]
    assert frames[:3] == [0, 20, 49]
    assert {60.0, 71.0} <= set(frames)
    assert 30.0 not in frames


@pytest.mark.parametrize("own", [False, True])
def test_after_a_move_inside_a_keyed_shot_the_camera_goes_on_from_where_it_is(own) -> None:
    project = _travelling()
    frames = np.arange(48.0, 72.0)
    before = places(project, frames)
    moved = apply_move(project, "sh", "pedestal", frames=(24, 48), own=own, distance_m=2.0)
    moved = apply_move(moved, "sh", "truck", frames=(24, 48), own=own, distance_m=1.5)
    moved = apply_move(moved, "sh", "zoom", frames=(24, 48), own=own, to_mm=70.0)
    further = places(moved, frames) - before
    assert further == pytest.approx(np.tile(further[0], (len(frames), 1)), abs=4e-3)
    assert np.linalg.norm(further[0]) == pytest.approx(2.5, abs=0.01)
    assert [c.focal_length_mm for c in cameras(moved, frames)] == pytest.approx([70.0] * 24)


def test_after_a_turn_inside_a_panning_shot_the_pan_goes_on() -> None:
    project = apply_move(stage(), "sh", "pan", angle_deg=40.0)
    frames = np.arange(48.0, 72.0)
    moved = apply_move(project, "sh", "pan", frames=(24, 48), angle_deg=30.0)
    ways = [np.array([-c.world[:3, 2] for c in cameras(p, frames)]) for p in (project, moved)]
    turned = np.degrees([np.arctan2(way[:, 0], -way[:, 2]) for way in ways])
    assert turned[1] - turned[0] == pytest.approx(np.full(24, 30.0), abs=0.05)


@pytest.mark.parametrize(
    ("move", "parameters", "message"),
    [
        ("dolley", {}, "Did you mean 'dolly'"),
        ("dolly", {"distnce_m": 1}, "Did you mean 'distance_m'"),
        ("dolly", {"distance_m": "far"}, "needs a number for distance_m"),
        ("dolly", {"distance_m": float("nan")}, "needs a number from"),
        ("dolly", {"ease_in": 1.5}, "from 0 to 1 for ease_in"),
        ("arc", {}, "needs a subject"),
        ("arc", {"subject": "Mira"}, "Did you mean 'Mara'"),
        ("arc", {"point": (1, 2)}, "a place of three metres"),
        ("push-in", {"subject": "Mara", "distance_m": 30}, "cannot push in 30.00 m"),
        ("dolly-zoom", {"subject": "Mara", "share": 0.99}, "within 0.5 m"),
        ("pan", {"frames": (5, 6)}, "needs at least two frames"),
        ("pan", {"frames": (6, 5)}, "hold no frame"),
        ("zoom", {"to_mm": 1}, "from 2 to 3000 mm for to_mm"),
        ("crane", {"height_m": 9, "arm_m": 3}, "An arm of 3 m cannot crane 9 m"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(move, parameters, message) -> None:
    with pytest.raises(SceneError, match=message):
        apply_move(stage(), "sh", move, **parameters)


def test_every_move_names_itself_and_its_parameters_once() -> None:
    wanted = {"static", "pan", "tilt", "roll", "dolly", "truck", "pedestal", "crane", "arc",
              "push-in", "pull-out", "zoom", "dolly-zoom", "follow", "lead",
              "over-the-shoulder", "whip-pan", "handheld"}  # fmt: skip
    assert set(MOVES) == wanted
    for name, move in MOVES.items():
        names = [parameter.name for parameter in move.parameters]
        assert move.name == name
        assert len(set(names)) == len(names)
        assert ("subject" in names) == (move.subject != "none")
        move.options({})
    with pytest.raises(NotFoundError):
        apply_move(stage(), "nobody", "pan")


def test_eulers_stay_near_through_the_pole() -> None:
    from compose.moves.rotations import nearest_eulers

    tilts = np.radians(np.arange(0.0, 181.0, 4.0))
    turns = np.array([look_rotation((0, np.sin(t), -np.cos(t)), (0, np.cos(t), np.sin(t)))
                      for t in tilts])  # fmt: skip
    angles = nearest_eulers(turns, "YXZ", np.zeros(3))
    assert angles[:, 0] == pytest.approx(np.degrees(tilts), abs=1e-4)
    assert np.degrees(matrix_eulers(turns[-1:], "YXZ"))[0, 0] == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_pushing_in_on_a_person_keeps_the_face_where_it_was_in_the_picture(share) -> None:
    person = Figure(kind="figure")
    project = add_node(stage(), "s", "Ana", node_id="ana", payload=person, translation=(0.2, 0, -1))
    face = evaluate(project, project.shot("sh"), 0.0).figures[0].points[POINTS.index("nose")]
    moved = apply_move(project, "sh", "push-in", subject="Ana", share=share)
    first, last = (seen(camera, face) for camera in cameras(moved, [0, 72]))
    assert np.abs(first).max() < 0.9
    assert last == pytest.approx(first, abs=1e-3)
