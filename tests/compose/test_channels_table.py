"""The table of channels: every declared one can be keyed, and it moves what it names."""

from __future__ import annotations

import math

import pytest

from compose.camera import CameraLens
from compose.channels import CHANNELS, base_value, channel_named, channels_of
from compose.environment import Environment
from compose.errors import NotFoundError, SceneError
from compose.light import Light
from compose.node import Node
from compose.payload import ImageCard, LightPayload
from tests.builders.staged import asset, box, camera, group, key, person, project, track


def stage():
    made, _ = project(
        box("box"),
        box("spun", rotation_mode="quaternion"),
        asset("figure"),
        camera("camera", lens={"aim": {"node": "box", "offset": (1.0, 2.0, 3.0)}}),
        Node(id="lamp", name="Lamp", payload=LightPayload(kind="light", type="spot")),
        Node(id="card", name="Card", payload=ImageCard(kind="card", image="a.png")),
        person("anna", performance={"reaches": REACHES, "look": {"node": "box"}}),
        group("empty"),
    )
    return made.scenes[0]


OWNERS = {
    "node": "box", "camera": "camera", "light": "lamp", "card": "card", "environment": None,
    "reach": "anna", "look": "anna",
}  # fmt: skip
REACHES = tuple({"limb": limb} for limb in ("left_hand", "right_hand", "left_foot", "right_foot"))


@pytest.mark.parametrize("name", CHANNELS)
def test_every_declared_channel_is_found_and_has_a_base_value(name: str) -> None:
    scene, channel = stage(), CHANNELS[name]
    owner = "spun" if name == "quaternion" else OWNERS[channel.target]
    value = (0.0, 0.0, 0.0, 1.0) if channel.kind == "quaternion" else 1.0
    assert channel_named(scene, track(owner, name, key(0, value))) == channel
    base = base_value(scene, owner, channel)
    if isinstance(base, float):
        assert channel.low <= base <= channel.high


def test_base_values_are_the_fields_of_the_scene() -> None:
    scene = stage()
    assert base_value(scene, "camera", CHANNELS["camera.aim.offset.y"]) == 2.0
    assert base_value(scene, "box", CHANNELS["visible"]) == 1.0
    assert base_value(scene, None, CHANNELS["fog_color.b"]) == Environment().fog_color[2]


def test_every_number_of_a_camera_a_light_and_the_environment_can_be_keyed() -> None:
    def numbers(kind: type, skip: set[str]) -> set[str]:
        fields = {n: f for n, f in kind.model_fields.items() if n not in skip}
        return {n for n, f in fields.items() if f.annotation is not bool}

    def keyed(target: str) -> set[str]:
        return {c.field for c in CHANNELS.values() if c.target == target}

    assert numbers(Environment, {"daylight"}) == keyed("environment")
    assert numbers(Light, {"type"}) == keyed("light")
    assert numbers(CameraLens, {"sensor", "gate", "aim"}) == keyed("camera") - {"aim.offset"}


@pytest.mark.parametrize(
    ("node", "name", "nearest"),
    [
        ("box", "translation.w", "translation."),
        ("box", "rotation.x", "rotation_deg.x"),
        ("box", "quaternion", "box 'Box'|primitive 'Box'"),
        ("spun", "rotation_deg.x", "primitive 'Spun'"),
        ("camera", "camera.focal_length", "camera.focal_length_mm"),
        ("camera", "light.intensity", "camera 'Camera'"),
        ("lamp", "light.intensty", "light.intensity"),
        ("empty", "color.r", "group 'Empty'"),
        ("empty", "joints/a/translation.x", "group 'Empty'"),
        ("figure", "joints/hip/tranlation.x", "joints/hip/translation.x"),
        ("figure", "joints/translation.x", "joints/<path>/translation.x"),
        ("figure", "morphs/", "asset 'Figure'"),
        (None, "fog", "environment"),
        ("bxo", "translation.x", "'box'"),
    ],
)
def test_an_unknown_channel_offers_the_nearest(node, name: str, nearest: str) -> None:
    with pytest.raises(NotFoundError, match=nearest):
        channel_named(stage(), track(node, name, key(0, 0.0)))


def test_a_joint_channel_carries_its_path_and_a_morph_its_name() -> None:
    joint = channel_named(stage(), track("figure", "joints/Hips/Spine/scale.z", key(0, 0.0)))
    assert (joint.target, joint.path, joint.field, joint.component) == (
        "joint", "Hips/Spine", "scale", 2,
    )  # fmt: skip
    morph = channel_named(stage(), track("figure", "morphs/brows/up", key(0, 0.0)))
    assert (morph.target, morph.path) == ("morph", "brows/up")
    with pytest.raises(SceneError, match="model"):
        base_value(stage(), "figure", joint)


def test_keys_of_the_wrong_kind_are_refused_with_the_channel_and_node() -> None:
    with pytest.raises(SceneError, match=r"'scale\.x' of 'Box' must be numbers"):
        channel_named(stage(), track("box", "scale.x", key(0, (0.0, 0.0, 0.0, 1.0))))
    with pytest.raises(SceneError, match=r"'quaternion' of 'Spun' must be quaternions"):
        channel_named(stage(), track("spun", "quaternion", key(0, 1.0)))


def test_a_node_offers_only_what_it_has() -> None:
    scene = stage()
    assert "camera.aim.offset.x" in channels_of(scene.node("camera"))
    assert "camera.aim.offset.x" not in channels_of(camera("plain"))
    assert "opacity" in channels_of(scene.node("figure"))
    assert "opacity" not in channels_of(scene.node("lamp"))
    assert set(channels_of(None)) == {n for n, c in CHANNELS.items() if c.target == "environment"}


def test_ranges_are_ordered_and_units_are_named() -> None:
    for channel in CHANNELS.values():
        assert channel.low < channel.high
        assert channel.unit
        assert not math.isnan(channel.low)
