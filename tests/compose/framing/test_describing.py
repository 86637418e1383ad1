"""Describe: a camera in words, and cuts that an editor would or would not object to."""

import json
import math

import numpy as np
import pytest

from compose.edits import add_node, add_shot, set_keyframe, set_node
from compose.errors import SceneError
from compose.framing.continuity import check_continuity
from compose.framing.describe import describe
from compose.framing.shooting import add_framed_shot
from compose.framing.solve import solve
from compose.framing.words import Words
from compose.payload import CameraPayload
from tests.compose.framing.framing_stage import FACING, Box, stage


def _shoot(project, subjects, words=None, *, start=0, end=24, **how):
    solution = solve(project, "Room", subjects, words or Words(), frame=start, **how)
    return add_framed_shot(project, "Room", solution, start=start, end=end)


def _at(project, place, toward, *, start=0, end=24, lens=50.0, name="cam"):
    """Add a shot from a camera at a place that looks at a point, both in metres."""
    x, y, z = np.subtract(toward, place)
    yaw = math.degrees(math.atan2(-x, -z))
    pitch = math.degrees(math.atan2(y, math.hypot(x, z)))
    payload = CameraPayload(kind="camera", focal_length_mm=lens)
    project = add_node(
        project, "Room", name, node_id=f"nod_{name}", translation=tuple(map(float, place)),
        rotation_deg=(pitch, yaw, 0.0), payload=payload,
    )  # fmt: skip
    return add_shot(project, "Room", f"nod_{name}", name=name, start=start, end=end)


def _kinds(project) -> list[str]:
    return [warning.kind for warning in check_continuity(project)]


@pytest.mark.parametrize("size", ["full", "medium", "close-up"])
@pytest.mark.parametrize("side", ["front", "three-quarter-left", "profile-right", "back"])
def test_a_solved_shot_is_described_by_its_words_without_being_told_the_subject(size, side):
    project, shot = _shoot(
        stage({"Anna": (2.0, -1.0, 35.0)}), ["Anna"],
        Words(size=size, side=side, angle="low", composition="right-third"),
    )  # fmt: skip
    told = describe(project, shot, 0)
    assert (told.kind, told.subjects) == ("single", ("Anna",))
    found = told.measured
    assert (found.size, found.angle, found.side, found.composition) == (
        size, "low", side, "right-third",
    )  # fmt: skip
    assert told.focus == "Anna"


def test_over_the_shoulder_two_shot_and_point_of_view_are_known_from_the_picture():
    project, shot = _shoot(stage(FACING), ["Anna"], Words(size="medium-close-up"), over="Ben")
    told = describe(project, shot, 0)
    assert (told.kind, told.subjects, told.over) == ("over-the-shoulder", ("Anna",), "Ben")
    project, shot = _shoot(stage(FACING), ["Anna", "Ben"], Words(size="full", side="profile"))
    told = describe(project, shot, 0)
    assert (told.kind, set(told.subjects)) == ("two-shot", {"Anna", "Ben"})
    assert told.measured.side.startswith("profile")
    project, shot = _shoot(stage(FACING), ["Ben"], pov="Anna")
    told = describe(project, shot, 0)
    assert (told.kind, told.subjects, told.over) == ("point-of-view", ("Ben",), "Anna")


def test_a_thing_is_an_insert_and_an_empty_stage_has_no_subject():
    project, shot = _shoot(stage({}, (Box((0, 0, 0), (0.1, 0.3, 0.1)),)), ["Block 0"])
    assert describe(project, shot, 0).kind == "insert"
    empty = _at(stage({}), (0.0, 1.0, 5.0), (0.0, 1.0, 0.0))
    told = describe(empty, empty.shots[0], 0)
    assert (told.kind, told.measured, told.in_frame) == ("empty", None, ())
    assert "No subject" in told.sentence


def test_who_stands_behind_a_wall_is_not_in_the_frame():
    blocked = _at(stage({"Anna": (0, 0, 0)}, (Box((0, 0, 1.0), (4.0, 3.0, 0.1)),)),
                  (0.0, 1.5, 5.0), (0.0, 1.5, 0.0))  # fmt: skip
    names = [entry.name for entry in describe(blocked, blocked.shots[0], 0).in_frame]
    assert names == ["Block 0"]


def test_layers_and_cuts_are_where_they_are():
    people = {"Near": (0.5, 2.2, 180.0), "Anna": (0.0, 0.0, 0.0), "Far": (-1.0, -6.0, 0.0)}
    project = _at(stage(people), (0.0, 1.5, 4.0), (0.0, 1.3, 0.0), lens=35.0)
    told = describe(project, project.shots[0], 0, subjects=["Anna"])
    assert told.layers["foreground"] == ("Near",)
    assert told.layers["midground"] == ("Anna",)
    assert told.layers["background"] == ("Far",)
    entries = {entry.name: entry for entry in told.in_frame}
    assert "bottom" in entries["Near"].cut
    assert entries["Far"].cut == ()
    assert entries["Near"].x > 0.0 > entries["Far"].x
    assert entries["Far"].depth_m == pytest.approx(10.0, abs=0.3)


def test_the_share_of_the_frame_height_is_that_of_similar_triangles():
    project = _at(stage({}, (Box((0, 0, 0), (0.5, 1.0, 0.001)),)), (0, 0.5, 6.0), (0, 0.5, 0))
    (entry,) = describe(project, project.shots[0], 0).in_frame
    tall = 24.89 / (16 / 9) / 50.0 * 6.0
    assert entry.tall == pytest.approx(1.0 / tall, rel=1e-3)


def test_a_description_is_plain_json_data():
    project, shot = _shoot(stage(FACING), ["Anna"], over="Ben")
    data = json.loads(json.dumps(describe(project, shot, 0).as_data(), allow_nan=False))
    assert data["words"]["size"] == "medium"
    assert data["over"] == "Ben"


def test_a_parallel_camera_is_measured_by_its_height():
    project = add_node(
        stage({"Anna": (0, 0, 0)}), "Room", "plan", node_id="nod_plan", translation=(0.0, 1.6, 9.0),
        payload=CameraPayload(kind="camera", orthographic_height_m=2.0),
    )  # fmt: skip
    project = add_shot(project, "Room", "plan", name="plan", start=0, end=9)
    told = describe(project, project.shots[0], 0)
    assert told.lens == "parallel"
    assert told.measured.picture_height_m == pytest.approx(2.0)


_EYES = {"Anna": (-0.7, 1.6, 0.0), "Ben": (0.7, 1.6, 0.0)}


def test_crossing_the_line_is_warned_about_and_naming_both_shots():
    project = _at(stage(FACING), (-0.3, 1.6, 2.5), _EYES["Anna"], name="one")
    project = _at(project, (0.3, 1.6, -2.5), _EYES["Ben"], name="two")
    (warning,) = check_continuity(project)
    assert warning.kind == "line"
    assert warning.shots == ("010 one", "020 two")
    assert "180-degree" in warning.text


def test_a_reverse_on_the_same_side_of_the_line_is_no_fault():
    project = _at(stage(FACING), (0.6, 1.6, 2.0), _EYES["Anna"], name="one")
    project = _at(project, (-0.6, 1.6, 2.0), _EYES["Ben"], name="two")
    assert _kinds(project) == []


def test_a_solved_over_the_shoulder_pair_cuts_together():
    project = stage(FACING)
    for on, over in (("Anna", "Ben"), ("Ben", "Anna")):
        project, _ = _shoot(project, [on], Words(size="medium-close-up"), over=over)
    assert _kinds(project) == []


def test_an_over_the_shoulder_pair_of_unlike_sizes_is_warned_about():
    project = stage(FACING)
    for on, over, size in (("Anna", "Ben", "close-up"), ("Ben", "Anna", "medium-wide")):
        project, _ = _shoot(project, [on], Words(size=size), over=over)
    assert "size" in _kinds(project)


@pytest.mark.parametrize(("degrees", "warned"), [(0, True), (15, True), (40, False)])
def test_a_jump_cut_is_less_than_thirty_degrees_in_the_same_size(degrees, warned):
    project = stage({"Anna": (0, 0, 0)})
    for name, turn in (("one", 0.0), ("two", math.radians(degrees))):
        place = (3.0 * math.sin(turn), 1.6, 3.0 * math.cos(turn))
        project = _at(project, place, (0.0, 1.5, 0.0), name=name)
    assert _kinds(project) == (["jump-cut"] if warned else [])


def test_a_cut_in_along_the_axis_is_no_jump_cut():
    project = _at(stage({"Anna": (0, 0, 0)}), (0, 1.5, 6), (0, 1.2, 0), name="one")
    project = _at(project, (0, 1.6, 1.6), (0, 1.6, 0), name="two")
    assert _kinds(project) == []


@pytest.mark.parametrize(("z", "warned"), [(4.0, False), (-4.0, True)])
def test_who_walks_to_the_right_does_not_walk_to_the_left_after_the_cut(z, warned):
    project = stage({"Anna": (0, 0, 90.0)})
    for frame in (0, 48):
        project = set_keyframe(
            project, scene="Room", node="Anna", channel="translation.x", frame=frame,
            value=frame / 24.0, interpolation="linear",
        )  # fmt: skip
    project = _at(project, (0.5, 1.2, 6.0), (0.5, 1.2, 0.0), name="one", end=24)
    project = _at(project, (1.0, 1.2, z), (1.0, 1.2, 0.0), name="two", start=24, end=48, lens=85.0)
    assert ("direction" in _kinds(project)) == warned


@pytest.mark.parametrize(("turn", "kinds"), [(90.0, []), (40.0, ["eyeline"])])
def test_two_who_look_at_each_other_may_not_both_look_left(turn, kinds):
    """At 40 degrees Anna looks past Ben and to the left of her own camera, as he does of his."""
    people = {"Anna": (-1.5, 0.0, turn), "Ben": (1.5, 0.0, -90.0)}
    project = _at(stage(people), (1.2, 1.6, 0.9), (-1.5, 1.6, 0.0), name="one")
    project = _at(project, (-1.0, 1.6, 2.0), (1.5, 1.6, 0.0), name="two")
    assert _kinds(project) == kinds


def test_a_hidden_figure_is_no_subject():
    project = set_node(stage({"Anna": (0, 0, 0)}), "Room", "Anna", visible=False)
    with pytest.raises(SceneError, match="draws nothing"):
        solve(project, "Room", ["Anna"], Words())


def test_shots_of_two_scenes_are_not_held_against_each_other():
    project = _at(stage({"Anna": (0, 0, 0)}), (0, 1.6, 3), (0, 1.5, 0), name="one")
    twin = project.scenes[0].replace(id="scn_twin", name="Twin")
    project = project.replace(scenes=(*project.scenes, twin))
    project = add_shot(project, "Twin", "nod_one", name="two", start=0, end=24)
    assert _kinds(project) == []
