"""Edits of nodes and scenes: what they change, what they share, what they refuse."""

import math

import numpy as np
import pytest

from compose.camera import Aim
from compose.edits import (
    add_node,
    add_scene,
    new_project,
    remove_node,
    remove_scene,
    rename,
    rename_scene,
    replace_payload,
    separate_ids,
    set_environment,
    set_keyframe,
    set_node,
    set_payload,
    set_project,
)
from compose.environment import Environment
from compose.errors import NotFoundError, SceneError
from compose.node import Parent
from compose.payload import Asset, CameraPayload, Placement, Primitive
from tests.builders.small_project import small_project


@pytest.fixture
def project():
    return small_project()


def room(project):
    return project.scene("Room")


def test_an_edit_shares_everything_it_does_not_change(project):
    edited = set_node(project, "Room", "Chair", translation=(0, 0, 0))
    assert room(project).find("Chair").translation == (1.0, 0.0, -2.0)
    for name in ("Cushion", "Lamp", "Camera"):
        assert room(edited).find(name) is room(project).find(name)
    assert all(a is b for a, b in zip(edited.shots, project.shots, strict=True))
    assert room(edited).tracks[0] is room(project).tracks[0]


def test_setting_what_is_already_so_changes_nothing(project):
    assert set_node(project, "Room", "Chair", translation=(1, 0, -2)) is project
    assert set_payload(project, "Room", "Camera", f_stop=5.6) is project
    assert rename(project, "Room", "Chair", "Chair") is project
    assert set_project(project, name="Small") is project


def test_numbers_are_rounded_to_six_decimals_and_never_minus_zero(project):
    project = set_node(project, "Room", "Chair", translation=(1 / 3, -1e-9, 2e5 + 1e-7))
    assert str(room(project).find("Chair").translation) == "(0.333333, 0.0, 200000.0)"
    payload = Primitive(
        kind="primitive",
        shape="wall",
        parameters={"width": math.pi, "openings": [{"x": 1 / 3}, {"x": 2}]},
        instances=(Placement(translation=(1e-9, 1.23456789, 0.0)),),
    )
    project = add_node(project, "Room", "Wall", payload=payload)
    wall = room(project).find("Wall").payload
    assert wall.parameters == {"width": 3.141593, "openings": [{"x": 0.333333}, {"x": 2}]}
    assert wall.instances[0].translation == (0.0, 1.234568, 0.0)


def test_lists_arrays_and_numpy_numbers_are_taken(project):
    project = set_node(
        project, "Room", "Chair", translation=np.array([1, 2, 3]), scale=[2, np.float32(0.5), 1]
    )
    chair = room(project).find("Chair")
    assert (chair.translation, chair.scale) == ((1.0, 2.0, 3.0), (2.0, 0.5, 1.0))
    assert type(chair.scale[1]) is float


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"translation": (1, 2)}, r"translation\[2\] is missing"),
        ({"translation": (1, math.nan, 2)}, "must be a finite number"),
        ({"rotation_order": "YXX"}, "must be one of XYZ"),
        ({"opacity": 2}, "must be at most 1"),
        ({"id": "nod_x"}, "never changes"),
        ({"parent": None}, "use reparent"),
        ({"payload": None}, "use set_payload"),
        ({"references": ["a"] * 5}, "at most 4"),
    ],
)
def test_a_field_that_cannot_be_so_is_refused_in_words(project, changes, said):
    with pytest.raises(SceneError, match=said):
        set_node(project, "Room", "Chair", **changes)


@pytest.mark.parametrize(
    ("edit", "hint"),
    [
        (lambda p: set_node(p, "Room", "Chair", translaton=(1, 2, 3)), "'translation'"),
        (lambda p: set_node(p, "Room", "Chiar", visible=False), "'Chair'"),
        (lambda p: set_node(p, "Rom", "Chair", visible=False), "'Room'"),
        (lambda p: set_payload(p, "Room", "Camera", focal_length=3), "'focal_length_mm'"),
        (lambda p: set_environment(p, "Room", fog_densty=3), "'fog_density'"),
        (lambda p: remove_node(p, "Room", "nod_lam"), "no node"),
        (lambda p: add_node(p, "Room", "x", parent="Lmap"), "'Lamp'"),
        (lambda p: add_node(p, "Room", "x", colour=(1, 1, 1)), "'color'"),
        (lambda p: set_payload(p, "Room", "Camera", aim=Aim(node="nod_lam")), "'nod_lamp'"),
    ],
)
def test_an_unknown_name_offers_the_nearest(project, edit, hint):
    with pytest.raises(NotFoundError, match=hint):
        edit(project)


def test_pass_ids_are_given_once_and_never_again(project):
    assert room(project).pass_ids == {
        "nod_chair": 1, "nod_cushion": 2, "nod_lamp": 3, "nod_cam": 4
    }  # fmt: skip
    project = remove_node(project, "Room", "Lamp")
    project = add_node(project, "Room", "Lamp 2", node_id="nod_new")
    assert room(project).pass_ids == {
        "nod_chair": 1, "nod_cushion": 2, "nod_cam": 4, "nod_new": 5
    }  # fmt: skip
    assert room(project).next_pass_id == 6


def test_instances_get_numbers_of_their_own_and_keep_them(project):
    row = Primitive(kind="primitive", shape="box", instances=(Placement(), Placement()))
    project = add_node(project, "Room", "Row", payload=row, node_id="nod_row")
    project = separate_ids(project, "Room", "Row", "instances")
    assert room(project).pass_ids["nod_row#1"] == 7
    project = set_payload(project, "Room", "Row", instances=(Placement(),) * 3)
    project = separate_ids(project, "Room", "Row", "instances")
    numbers = [room(project).pass_ids[f"nod_row#{i}"] for i in range(3)]
    assert (numbers, room(project).next_pass_id) == ([6, 7, 8], 9)
    project = remove_node(project, "Room", "Row")
    assert not any(key.startswith("nod_row") for key in room(project).pass_ids)


@pytest.mark.parametrize(("node", "by"), [("Lamp", "instances"), ("Chair", "parts")])
def test_what_has_no_parts_cannot_be_told_apart(project, node, by):
    with pytest.raises(SceneError, match=f"no {by}"):
        separate_ids(project, "Room", node, by)


def test_a_removed_node_takes_children_tracks_and_aims_with_it(project):
    project = set_payload(project, "Room", "Camera", aim={"node": "nod_cushion"})
    for shot in ("wide", "push"):
        project = set_keyframe(
            project, shot=shot, node="Cushion", channel="scale.x", frame=3, value=2
        )
    project = set_keyframe(project, scene="Room", channel="fog_density", frame=3, value=2)
    project = remove_node(project, "Room", "Chair")
    assert [node.name for node in room(project).nodes] == ["Lamp", "Camera"]
    assert [track.channel for track in room(project).tracks] == ["fog_density"]
    assert all(shot.tracks == () for shot in project.shots)
    assert room(project).find("Camera").payload.aim is None


def test_kept_children_stay_where_they_stand(project):
    project = set_node(project, "Room", "Chair", rotation_deg=(0, 90, 0), scale=(2, 2, 2))
    project = add_node(project, "Room", "Lace", parent="Cushion", translation=(0, 0, 1))
    project = remove_node(project, "Room", "Chair", children="keep")
    cushion = room(project).find("Cushion")
    assert cushion.parent is None
    assert cushion.translation == (1.0, 1.0, -2.0)
    assert cushion.rotation_deg == (0.0, 90.0, 0.0)
    assert cushion.scale == (2.0, 2.0, 2.0)
    assert room(project).find("Lace").parent == Parent(node="nod_cushion")


def test_the_camera_of_a_shot_cannot_be_removed(project):
    with pytest.raises(SceneError, match="010 wide, 020 push"):
        remove_node(project, "Room", "Camera")
    project = set_node(project, "Room", "Chair", visible=True)
    assert remove_node(project, "Room", "Lamp") != project


def test_a_taken_name_gets_a_number_and_a_taken_id_is_refused(project):
    project = add_node(project, "Room", "Chair")
    project = add_node(project, "Room", "Chair")
    assert [n.name for n in room(project).nodes][-2:] == ["Chair 2", "Chair 3"]
    with pytest.raises(SceneError, match="already"):
        add_node(project, "Room", "x", node_id="nod_chair")
    with pytest.raises(SceneError, match="already"):
        add_scene(project, "x", scene_id="scn_room")


def test_a_payload_is_replaced_whole_or_changed_by_field(project):
    project = set_payload(project, "Room", "Camera", focal_length_mm=85, gate="2.39")
    assert room(project).find("Camera").payload == CameraPayload(
        kind="camera", focal_length_mm=85.0, gate="2.39"
    )
    project = replace_payload(project, "Room", "Chair", Asset(kind="asset", path="a.glb"))
    assert room(project).find("Chair").payload.path == "a.glb"
    project = replace_payload(project, "Room", "Chair", None)
    with pytest.raises(SceneError, match="is a group"):
        set_payload(project, "Room", "Chair", shape="box")
    with pytest.raises(SceneError, match="replace_payload"):
        set_payload(project, "Room", "Lamp", kind="camera")


def test_scenes_are_added_renamed_lit_and_removed(project):
    project = add_scene(project, "Roof", environment=Environment(ambient=0.2))
    project = set_environment(project, "Roof", fog_density=0.1234567)
    project = rename_scene(project, "Roof", "Terrace")
    assert project.scene("Terrace").environment == Environment(ambient=0.2, fog_density=0.123457)
    with pytest.raises(SceneError, match="010 wide, 020 push"):
        remove_scene(project, "Room")
    assert remove_scene(project, "Terrace").scenes == (room(project),)
    emptied = remove_scene(project, "Room", shots="remove")
    assert (len(emptied.scenes), emptied.shots, emptied.sequence) == (1, (), ())


def test_a_new_project_has_an_id_of_its_own_and_a_real_rate():
    assert new_project("A").id != new_project("A").id
    with pytest.raises(SceneError, match="frame rate"):
        new_project("A", rate="fast")
