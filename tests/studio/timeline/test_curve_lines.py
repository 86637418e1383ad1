"""Which channels the curve editor lists, in which groups, without a window."""

from __future__ import annotations

import pytest

from compose.channels import channels_of
from compose.edits import set_keyframe
from studio.session import Layer, Session
from studio.timeline.curve_lines import CurveLine, Heading, StillLine, curve_lines, listed
from studio.timeline.curve_model import CurveModel
from studio.timeline.keys import TrackRef
from studio.timeline.sheet import Sheet
from tests.builders.timed_scene import BOX, CAMERA, FIGURE, SCENE, SECOND, timed_project

X = TrackRef(Layer.SCENE, BOX, "translation.x")


@pytest.fixture
def model() -> CurveModel:
    return CurveModel(Sheet(Session(timed_project())))


def titles(lines) -> list[str]:
    return [line.title for line in lines]


@pytest.mark.parametrize("node", [BOX, CAMERA, FIGURE, None])
def test_every_channel_of_a_node_is_listed_once_and_known_by_its_name(node) -> None:
    scene = timed_project().scene(SCENE)
    lines = [ln for ln in curve_lines(scene, None, [node]) if not isinstance(ln, Heading)]
    own = channels_of(None if node is None else scene.node(node))
    assert sorted(line.key[1] for line in lines) == sorted(own)
    assert all(line.key[0] == node for line in lines)


def test_only_what_has_keys_has_a_curve() -> None:
    project = timed_project()
    lines = curve_lines(project.scene(SCENE), project.shot(SECOND), [BOX])
    curves = {line.key[1]: line.ref.layer for line in lines if isinstance(line, CurveLine)}
    assert curves == {
        "translation.x": Layer.SCENE,
        "translation.y": Layer.SHOT,
        "rotation_deg.y": Layer.SCENE,
    }


def test_groups_are_folded_but_for_the_transform_and_those_that_move() -> None:
    lines = curve_lines(timed_project().scene(SCENE), None, [CAMERA])
    folds = {line.title: line.folded for line in lines if isinstance(line, Heading)}
    assert folds == {"Cam": False, "Transform": False, "Camera": False, "In the picture": True}
    shown = listed(lines, {})
    assert "Visible" not in titles(shown)
    assert "Visible" in titles(listed(lines, {f"{CAMERA}/In the picture": False}))
    assert titles(listed(lines, {CAMERA: True})) == ["Cam"]
    assert titles(listed(lines, {f"{CAMERA}/Transform": True}))[:3] == [
        "Cam",
        "Transform",
        "Camera",
    ]


def test_a_joint_is_a_group_of_its_own_where_only_the_axis_is_named() -> None:
    channel = "joints/right_elbow/rotation_deg.x"
    project = set_keyframe(
        timed_project(), channel=channel, node=FIGURE, frame=4.0, value=30.0, scene=SCENE
    )
    lines = curve_lines(project.scene(SCENE), None, [FIGURE])
    at = titles(lines).index("Right elbow")
    assert isinstance(lines[at], Heading)
    assert (lines[at + 1].short, lines[at + 1].title) == ("Rotation X", "Right elbow rotation X")


def test_a_search_finds_by_channel_group_and_node_and_unfolds(model: CurveModel) -> None:
    model.sheet.session.select([BOX, CAMERA])
    model.search("focus")
    assert titles(model.lines) == ["Cam", "Camera", "Focus"]
    model.search("transform")
    assert titles(model.lines).count("Position X") == 2
    model.search("box")
    assert titles(model.lines)[0] == "Box"
    assert "Visible" in titles(model.lines)
    model.search("nothing of the kind")
    assert model.lines == ()


def test_a_group_that_was_opened_stays_open_when_it_is_keyed(model: CurveModel) -> None:
    session = model.sheet.session
    session.select([CAMERA])
    group = next(line for line in model.lines if line.title == "In the picture")
    model.fold(group, folded=False)
    visible = next(line for line in model.lines if line.title == "Visible")
    assert isinstance(visible, StillLine)
    model.key_channel(visible)
    assert "Visible" in titles(model.lines)
    session.undo()
    assert "Visible" in titles(model.lines)


def test_folding_a_group_hides_no_curve(model: CurveModel) -> None:
    model.sheet.session.select([BOX])
    before = {line.ref for line in model.shown}
    model.fold(next(line for line in model.lines if line.title == "Transform"), folded=True)
    assert "Position X" not in titles(model.lines)
    assert {line.ref for line in model.shown} == before


def test_a_key_goes_into_the_layer_that_drives_the_channel(model: CurveModel) -> None:
    session = model.sheet.session
    session.look_at_shot(SECOND)
    session.select([BOX])
    session.set_frame(60.0)
    for name in ("Position X", "Position Y"):
        model.key_channel(next(line for line in model.lines if line.title == name))
    scene = {
        t.channel: {k.frame for k in t.curve.keys} for t in session.scene.tracks if t.node == BOX
    }
    shot = {t.channel: {k.frame for k in t.curve.keys} for t in session.shot.tracks}
    assert 60.0 in scene["translation.x"]
    assert 60.0 in shot["translation.y"]
    assert 60.0 not in scene["translation.y"]


def test_values_are_those_of_the_playhead_with_their_unit(model: CurveModel) -> None:
    session = model.sheet.session
    session.select([BOX, CAMERA])
    said = {
        (ln.key[0], ln.title): model.value_at(ln, 24.0)
        for ln in model.lines
        if not isinstance(ln, Heading)
    }
    assert said[BOX, "Position X"] == "4.00 m"
    assert said[BOX, "Scale X"] == "1.00×"
    assert said[CAMERA, "Lens"] == f"{session.scene.node(CAMERA).payload.focal_length_mm:.1f} mm"
    assert said[CAMERA, "Rotation X"] == "0.0°"
