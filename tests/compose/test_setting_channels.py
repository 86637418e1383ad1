"""Every channel that a node or the environment has can be set where nothing animates it."""

from dataclasses import replace

import pytest

from compose.camera import Aim
from compose.channels import MORPH_CHANNEL, base_value, channels_of
from compose.edits import (
    add_figure,
    add_node,
    add_scene,
    new_project,
    remove_node,
    set_performance,
)
from compose.edits.channel_values import set_base_value
from compose.errors import NotFoundError, SceneError
from compose.evaluation import world_matrices
from compose.figures.performance import Look, Reach
from compose.payload import Asset, CameraPayload, ImageCard, LightPayload, Primitive

PAYLOADS = {
    "group": None,
    "box": Primitive(kind="primitive", shape="box"),
    "light": LightPayload(kind="light", type="spot"),
    "card": ImageCard(kind="card", image="assets/a.png"),
    "camera": CameraPayload(kind="camera", aim=Aim(node="nod_group")),
}


@pytest.fixture
def project():
    project = add_scene(new_project("Film"), "Room")
    scene = project.scenes[-1].id
    for name, payload in PAYLOADS.items():
        project = add_node(project, scene, name, payload=payload, node_id=f"nod_{name}")
    project = add_figure(project, scene, "Anna", node_id="nod_anna")
    return set_performance(
        project, scene, "Anna",
        reaches=(Reach(limb="left_hand", offset=(0.0, 1.0, 0.0)),),
        look=Look(offset=(0.0, 1.6, 2.0)),
    )  # fmt: skip


@pytest.mark.parametrize("name", [*PAYLOADS, "anna", None])
def test_what_is_set_is_read_again_and_nothing_else_has_changed(project, name):
    scene = project.scenes[-1]
    node = None if name is None else scene.node(f"nod_{name}")
    channels = channels_of(node)
    before = {c: base_value(scene, node.id if node else None, e) for c, e in channels.items()}
    assert channels
    for channel, entry in channels.items():
        value = (0.0, 0.6, 0.0, 0.8) if entry.kind == "quaternion" else entry.clamped(0.75)
        value = 0.0 if entry.kind == "switch" else value
        changed = set_base_value(project, scene.id, node.id if node else None, channel, value)
        now = changed.scene(scene.id)
        after = {c: base_value(now, node.id if node else None, e) for c, e in channels.items()}
        assert after == before | {channel: value}, channel


def test_a_node_that_is_moved_stands_there(project):
    scene = project.scenes[-1].id
    without_file = remove_node(project, scene, "card")
    moved = set_base_value(without_file, scene, "box", "translation.y", 2.5)
    assert world_matrices(moved, moved.scene(scene))["nod_box"][1, 3] == 2.5


def test_a_value_beyond_a_channels_range_is_brought_into_it(project):
    scene = project.scenes[-1].id
    changed = set_base_value(project, scene, "box", "opacity", 7.0)
    assert changed.scene(scene).node("nod_box").opacity == 1.0


@pytest.mark.parametrize(
    ("node", "channel", "error", "words"),
    [("box", "light.intensity", NotFoundError, "light.intensity"),
     ("anna", "joints/head/rotation_deg.x", SceneError, "Pose the figure"),
     (None, "fog", NotFoundError, "fog_density")],
)  # fmt: skip
def test_what_is_no_channel_is_refused_in_words(project, node, channel, error, words):
    with pytest.raises(error, match=words):
        set_base_value(
            project, project.scenes[-1].id, None if node is None else f"nod_{node}", channel, 1.0
        )


def test_the_weight_of_a_morph_is_set_on_the_asset_and_read_again(project):
    asset = Asset(kind="asset", path="assets/flag.glb", morphs={"curl": 0.2})
    project = add_node(project, "Room", "Flag", payload=asset)
    flag = project.scenes[-1].find("Flag").id
    project = set_base_value(project, "Room", flag, "morphs/billow", 0.75)
    scene = project.scenes[-1]
    assert scene.find("Flag").payload.morphs == {"curl": 0.2, "billow": 0.75}
    billow = replace(MORPH_CHANNEL, name="morphs/billow", path="billow")
    assert base_value(scene, flag, billow) == 0.75
    with pytest.raises(SceneError, match="model"):
        base_value(scene, flag, replace(billow, name="morphs/other", path="other"))
    with pytest.raises(SceneError, match="number"):
        set_base_value(project, "Room", flag, "morphs/billow", (0.0, 0.0, 0.0, 1.0))
