"""Whatever numbers a file holds, a frame is finite numbers or an error in words."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from compose.channels import CHANNELS, ENVIRONMENT_FIELDS, JOINT_CHANNELS, channels_of
from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.evaluation import evaluate
from compose.exporters.camera_data import camera_data
from compose.node import Node
from compose.payload import LightPayload, Primitive
from shotwright import ShotwrightError
from tests.builders.project_strategies import environments, vec2, vec3, vec4
from tests.builders.project_strategies import numbers as wild
from tests.builders.staged import MODELS, asset, camera, project

numbers = st.floats(-100, 100) | wild
positive = st.floats(0.01, 100) | st.floats(1e-300, 1e300)
colors = st.tuples(*[st.floats(0, 1) | st.floats(0, 1e300)] * 3)
placements = st.fixed_dictionaries({"translation": vec3, "rotation_deg": vec3, "scale": vec3})
places = {
    "translation": vec3, "rotation_deg": vec3, "quaternion": vec4, "scale": vec3,
    "rotation_mode": st.sampled_from(["euler", "quaternion"]), "visible": st.booleans(),
    "rotation_order": st.sampled_from(["XYZ", "ZXY", "YXZ"]),
}  # fmt: skip


def some(**fields: st.SearchStrategy) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def stages(draw: st.DrawFn):
    lens = some(
        sensor=st.sampled_from(["full-frame"] * 5 + [(10.0, 20.0)]) | vec2,
        gate=st.sampled_from(["1:1", "16:9", 0.4, 1e-9]),
        focal_length_mm=positive, near_m=positive, far_m=positive, roll_deg=numbers,
        aim=st.fixed_dictionaries({"node": st.just("box"), "offset": vec3}),
    )  # fmt: skip
    plays = st.fixed_dictionaries(
        {"clip": st.sampled_from(["wave", "jump"])},
        optional={
            "start": numbers, "offset_s": numbers, "speed": numbers,
            "loop": st.sampled_from(["once", "loop", "ping-pong"]),
        },
    )  # fmt: skip
    body = some(
        plays=st.lists(plays, max_size=2).map(tuple),
        morphs=some(smile=numbers),
        instances=st.lists(placements, max_size=2).map(tuple),
        overrides=some(**{"root/hip": some(translation=vec3, quaternion=vec4, color=colors)}),
    )
    shape = Primitive(kind="primitive", shape="box", material={"emissive": draw(colors)})
    light = LightPayload(
        kind="light", type="spot", color=draw(colors), intensity=draw(positive),
        outer_cone_deg=draw(positive), range_m=draw(positive),
    )  # fmt: skip
    nodes = (
        camera(lens=draw(lens), **draw(some(**places))),
        Node(id="box", name="Box", payload=shape, color=draw(colors), **draw(some(**places))),
        Node(id="lamp", name="Lamp", payload=light, **draw(some(**places))),
        asset(payload=draw(body), parent={"node": "box", "joint": None}, **draw(some(**places))),
    )
    return nodes, draw(environments), draw(st.lists(tracks(nodes), max_size=6))


@st.composite
def tracks(draw: st.DrawFn, nodes: tuple[Node, ...]):
    node = draw(st.sampled_from([None, *nodes]))
    names = list(channels_of(node))
    if node is not None and node.id == "figure":
        names += [f"joints/root/hip/{name}" for name in JOINT_CHANNELS] + ["morphs/frown"]
    name = draw(st.sampled_from(names))
    large = st.floats(-100, 100) | st.floats(-1e12, 1e12)
    value = st.tuples(*[large] * 4) if name.endswith("quaternion") else large
    handle = st.none() | st.tuples(large, large)
    frames = sorted(draw(st.sets(st.integers(-100, 100), min_size=1, max_size=4)))
    keys = tuple(
        Keyframe(
            frame=float(frame), value=draw(value), left=draw(handle), right=draw(handle),
            interpolation=draw(st.sampled_from(Interpolation)),
        )
        for frame in frames
    )  # fmt: skip
    ends = st.sampled_from(Extrapolation)
    curve = Curve(keys=keys, before=draw(ends), after=draw(ends))
    return {"node": None if node is None else node.id, "channel": name, "curve": curve}


@given(stages(), st.floats(-1e9, 1e9) | st.floats(-50, 50))
@settings(max_examples=40)
def test_a_frame_of_any_scene_is_finite_or_an_error_in_words(stage, frame: float) -> None:
    nodes, around, driven = stage
    made, shot = project(*nodes, tracks=tuple(driven), environment=around)
    try:
        snapshot = evaluate(made, shot, frame, models=MODELS)
        camera_data(made, shot, [int(frame)], (640, 360), models=MODELS)
    except ShotwrightError as error:
        event(" ".join(str(error).split()[:2]))
        return
    event("drawn")
    assert evaluate(made, shot, frame, models=MODELS).content_hash == snapshot.content_hash
    for name in ("world", "color", "joints", "morph_weights"):
        assert np.isfinite(getattr(snapshot, name)).all(), name
    assert np.isfinite(snapshot.camera.world).all()
    np.testing.assert_allclose(
        snapshot.camera.world[:3, :3].T @ snapshot.camera.world[:3, :3], np.eye(3), atol=1e-6
    )
    for light in snapshot.lights:
        for value in dataclasses.astuple(light):
            if isinstance(value, tuple | float):
                assert np.isfinite(np.float32(value)).all()
    for field in ENVIRONMENT_FIELDS:
        assert np.isfinite(np.float32(getattr(snapshot.environment, field))).all()


def test_every_bound_of_a_channel_fits_a_32_bit_float() -> None:
    for channel in CHANNELS.values():
        assert np.isfinite(np.float32([channel.low, channel.high])).all()
