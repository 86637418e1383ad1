"""Copy and paste: fresh ids, references among the copies, across scenes, projects and rates."""

import pytest
from hypothesis import given, settings

from compose.edits import (
    Clipboard,
    add_node,
    add_scene,
    copy_nodes,
    duplicate_node,
    new_project,
    paste_nodes,
    separate_ids,
    set_keyframe,
    set_payload,
)
from compose.errors import NotFoundError
from compose.evaluation import world_matrices
from compose.payload import Placement, Primitive
from tests.builders.project_strategies import projects
from tests.builders.small_project import small_project


@pytest.fixture
def project():
    project = small_project()
    project = set_payload(project, "Room", "Camera", aim={"node": "nod_cushion"})
    return set_keyframe(
        project, scene="Room", node="Camera", channel="camera.roll_deg", frame=12, value=5
    )


def test_copies_point_at_copies(project):
    clipboard = copy_nodes(project, "Room", ["Chair", "Camera"])
    project = paste_nodes(project, "Room", clipboard)
    scene = project.scene("Room")
    chair, cushion, camera = (scene.find(f"{name} 2") for name in ("Chair", "Cushion", "Camera"))
    assert cushion.parent.node == chair.id
    assert camera.payload.aim.node == cushion.id
    assert {t.node for t in scene.tracks} == {"nod_chair", "nod_cam", chair.id, camera.id}
    assert len({node.id for node in scene.nodes}) == len(scene.nodes) == 7
    assert sorted(scene.pass_ids.values()) == list(range(1, 8))
    assert scene.find("Chair") is scene.node("nod_chair")


def test_references_that_stay_outside_hold_in_the_same_scene_and_are_dropped_in_another(project):
    clipboard = copy_nodes(project, "Room", ["Camera", "Cushion"], children=False)
    clipboard = clipboard.replace(nodes=tuple(n for n in clipboard.nodes))
    same = paste_nodes(project, "Room", clipboard).scene("Room")
    assert same.find("Cushion 2").parent.node == "nod_chair"
    other = paste_nodes(add_scene(project, "Roof"), "Roof", clipboard).scene("Roof")
    assert other.find("Cushion").parent is None
    alone = copy_nodes(project, "Room", ["Camera"])
    assert paste_nodes(project, "Room", alone).scene("Room").find("Camera 2").payload.aim.node == (
        "nod_cushion"
    )
    roof = paste_nodes(add_scene(project, "Roof"), "Roof", alone).scene("Roof")
    assert roof.find("Camera").payload.aim is None


def test_a_duplicate_moves_as_the_original_does_also_where_a_shot_overrides_it(project):
    for frame, z in ((0, 0.0), (20, 8.0)):
        project = set_keyframe(
            project, shot="wide", node="Chair", channel="translation.z", frame=frame, value=z
        )
    project = duplicate_node(project, "Room", "Chair")
    scene = project.scene("Room")
    copy = scene.find("Chair 2").id
    for label in ("wide", "push"):
        worlds = world_matrices(project, scene, 10, shot=project.shot(label))
        assert (worlds[copy] == worlds["nod_chair"]).all()
    assert {track.node for track in project.shot("wide").tracks} == {"nod_chair", copy}
    assert project.shot("push").tracks == ()


def test_overrides_of_a_shot_stay_behind_when_nodes_go_to_another_scene(project):
    project = set_keyframe(
        project, shot="wide", node="Chair", channel="translation.z", frame=0, value=1.0
    )
    roof = add_scene(project, "Roof")
    pasted = paste_nodes(roof, "Roof", copy_nodes(project, "Room", ["Chair"]))
    assert pasted.shots == roof.shots


def test_a_clipboard_travels_as_text(project):
    project = set_keyframe(
        project, shot="wide", node="Chair", channel="translation.z", frame=0, value=1.0
    )
    clipboard = copy_nodes(project, "Room", ["Chair"])
    assert clipboard.overrides
    assert Clipboard.model_validate_json(clipboard.model_dump_json()) == clipboard


def test_motion_keeps_its_seconds_in_a_project_of_another_rate(project):
    other = add_scene(new_project("Other", rate="48"), "Set")
    other = paste_nodes(other, "Set", copy_nodes(project, "Room", ["Chair"]))
    assert [key.frame for key in other.scene("Set").tracks[0].curve.keys] == [0.0, 48.0, 96.0]


def test_instances_with_numbers_of_their_own_keep_having_them(project):
    row = Primitive(kind="primitive", shape="box", instances=(Placement(), Placement()))
    project = add_node(project, "Room", "Row", payload=row)
    project = separate_ids(project, "Room", "Row", "instances")
    project = duplicate_node(project, "Room", "Row")
    scene = project.scene("Room")
    copy = scene.find("Row 2").id
    numbers = [scene.pass_ids[key] for key in (copy, f"{copy}#0", f"{copy}#1")]
    assert numbers == [8, 9, 10]
    assert scene.next_pass_id == 11


def test_a_duplicate_of_one_node_leaves_its_children(project):
    scene = duplicate_node(project, "Room", "Chair", children=False).scene("Room")
    assert [node.name for node in scene.nodes[4:]] == ["Chair 2"]


def test_what_is_not_there_cannot_be_copied(project):
    with pytest.raises(NotFoundError, match="'Chair'"):
        copy_nodes(project, "Room", ["Chiar"])
    with pytest.raises(NotFoundError, match="'Room'"):
        paste_nodes(project, "Rom", copy_nodes(project, "Room", ["Chair"]))


@settings(max_examples=40, deadline=None)
@given(projects)
def test_any_pasted_scene_holds_twice_the_nodes_and_no_reference_to_the_originals(project):
    for scene in project.scenes:
        if len({node.id for node in scene.nodes}) < len(scene.nodes):
            continue
        clipboard = copy_nodes(project, scene.id, [node.id for node in scene.nodes])
        pasted = paste_nodes(project, scene.id, clipboard).scene(scene.id)
        old = {node.id for node in scene.nodes}
        copies = pasted.nodes[len(scene.nodes) :]
        assert pasted.nodes[: len(scene.nodes)] == scene.nodes
        assert len(copies) == len(scene.nodes)
        for copy in copies:
            assert copy.id not in old
            assert copy.parent is None or copy.parent.node not in old
