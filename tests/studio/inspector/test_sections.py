"""What the inspector offers follows from the tables of channels, fields and parameters."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from compose.channels import channels_of
from compose.edits import add_node, add_prop, add_scene, new_project, set_payload
from compose.figures.body import FigureBody, Outfit
from compose.geometry.shapes import SHAPES
from compose.kit import PROPS
from compose.node import Node
from compose.payload import (
    CameraPayload,
    Figure,
    ImageCard,
    LightPayload,
    Primitive,
)
from studio.inspector.fields import field_at, limits_of
from studio.inspector.property import Property, section_table
from studio.inspector.reading import reading_of
from studio.inspector.sections import sections_of, sections_of_environment
from studio.inspector.writing import reset_of, writing_of
from studio.session import Layer, Session
from studio.session.keying import key_channels

PAYLOADS: dict[str, Any] = {
    "camera": CameraPayload(kind="camera"),
    "light": LightPayload(kind="light", type="spot"),
    "primitive": Primitive(kind="primitive", shape="box"),
    "card": ImageCard(kind="card", image="assets/a.png"),
    "figure": Figure(kind="figure"),
}


def _session(*payloads: object) -> tuple[Session, tuple[Node, ...]]:
    project = add_scene(new_project("Film"), "Room")
    scene = project.scenes[0].id
    for number, payload in enumerate(payloads):
        project = add_node(project, scene, f"N{number}", payload=payload)
    session = Session(project)
    return session, session.scene.nodes


def _props(nodes: tuple[Node, ...]) -> dict[str, Property]:
    return {row.key: row for section in sections_of(nodes) for row in section.rows}


def _prop(session: Session, key: str) -> Property:
    return _props(session.scene.nodes)[key]


_SUN = LightPayload(kind="light", type="directional")


@pytest.mark.parametrize("kind", [*PAYLOADS, "group"])
def test_every_channel_of_a_node_can_be_edited(kind: str) -> None:
    payloads = (PAYLOADS["light"], _SUN) if kind == "light" else (PAYLOADS.get(kind),)
    nodes = [node for payload in payloads for node in _session(payload)[1]]
    rows = [row for node in nodes for row in _props((node,)).values()]
    assert {name for row in rows for name in row.channels} == set(channels_of(nodes[0]))


def test_every_channel_of_the_environment_can_be_edited() -> None:
    rows = [row for section in sections_of_environment() for row in section.rows]
    assert {name for row in rows for name in row.channels} == set(channels_of(None))


def test_every_row_of_the_table_is_shown_for_something() -> None:
    project = add_scene(new_project("Film"), "Room")
    project = add_prop(project, project.scenes[0].id, "Taxi", "car")
    nodes = [_session(payload)[1][0] for payload in PAYLOADS.values()]
    nodes += [project.scenes[0].nodes[0], *_session(None, _SUN)[1]]
    aimed = set_payload(
        (session := _session(PAYLOADS["camera"])[0]).project, session.scene.id, "N0",
        aim={"node": session.scene.nodes[0].id},
    )  # fmt: skip
    nodes += [aimed.scenes[0].nodes[0], nodes[0].replace(rotation_mode="quaternion")]
    seen = {row.label for node in nodes for section in sections_of((node,)) for row in section.rows}
    table = {
        row.label
        for entry in section_table()
        if entry.title not in ("Populator",)
        for row in entry.rows
    }
    assert table <= seen


@pytest.mark.parametrize("shape", SHAPES)
def test_the_parameters_of_a_shape_are_all_there_with_their_ranges(shape: str) -> None:
    _, nodes = _session(Primitive(kind="primitive", shape=shape))
    found = _props(nodes)
    for name, parameter in SHAPES[shape].parameters.items():
        if parameter.kind == "openings":
            continue
        prop = found[f"payload.parameters.{name}"]
        assert (prop.low, prop.high) == (parameter.range.low, parameter.range.high)
        assert prop.default == parameter.default


@pytest.mark.parametrize("prop", ["car", "street_lamp", "table"])
def test_the_parameters_of_a_prop_can_be_set_to_what_the_kit_takes(prop: str) -> None:
    session, _ = _session()
    session.do("Add", lambda p: add_prop(p, session.scene.id, "Thing", prop))
    for name, parameter in PROPS[prop].parameters.items():
        shown = _prop(session, f"payload.parameters.{name}")
        value = parameter.choices[-1] if parameter.choices else parameter.range.high
        if parameter.kind in ("switch", "openings"):
            continue
        assert session.do("Set", writing_of(session, shown, session.scene.nodes, {0: value}))
        assert reading_of(session, shown, session.scene.nodes).values == (value,)


def test_choices_are_those_of_the_type() -> None:
    session, _ = _session(Figure(kind="figure"))
    outfits = _prop(session, "payload.body.outfit")
    assert tuple(key for key, _ in outfits.choices) == get_args(Outfit)
    assert limits_of(field_at(FigureBody(), ("height_m",))) == (0.8, 2.3)
    assert limits_of(field_at(FigureBody(), ("build",))) == (-1.0, 1.0)


def test_a_figure_without_a_height_shows_the_mean_and_keeps_what_is_set() -> None:
    session, _ = _session(Figure(kind="figure"))
    height = _prop(session, "payload.body.height_m")
    (shown,) = reading_of(session, height, session.scene.nodes).values
    assert 1.7 < shown < 1.8  # the mean of men, as CDC and NCD-RisC tables have it
    session.do("Taller", writing_of(session, height, session.scene.nodes, {0: 1.95}))
    assert session.scene.nodes[0].payload.body.height_m == 1.95


def test_several_show_what_they_share_and_a_dash_where_they_differ() -> None:
    session, nodes = _session(PAYLOADS["light"], PAYLOADS["primitive"])
    keys = set(_props(nodes))
    assert "light.intensity" not in keys
    assert "visible" in keys
    place = _prop(session, "translation.x+translation.y+translation.z")
    session.do("Move", writing_of(session, place, nodes[:1], {0: 2.0}))
    reading = reading_of(session, place, session.scene.nodes)
    assert reading.values == (None, 0.0, 0.0)
    session.do("Move all", writing_of(session, place, session.scene.nodes, {0: 5.0}))
    assert [node.translation for node in session.scene.nodes] == [(5.0, 0.0, 0.0)] * 2


def test_a_reset_brings_the_first_value_back() -> None:
    session, _ = _session(PAYLOADS["primitive"])
    wanted = {"color.r+color.g+color.b": {0: 0.9}, "payload.material.roughness": {0: 0.1},
              "payload.parameters.width": {0: 3.0}, "visible": {0: 0.0}}  # fmt: skip
    before = session.scene.nodes[0]
    for key, change in wanted.items():
        prop = _prop(session, key)
        session.do("Set", writing_of(session, prop, session.scene.nodes, change))
        assert session.scene.nodes[0] != before
        session.do("Reset", reset_of(session, prop, session.scene.nodes))
        shown = reading_of(session, prop, session.scene.nodes)
        assert shown == reading_of(session, prop, [before])


def test_a_quaternion_is_shown_and_set_as_angles() -> None:
    session, _ = _session(PAYLOADS["primitive"])
    session.do(
        "Mode",
        lambda p: add_node(
            p, session.scene.id, "Q", rotation_mode="quaternion",
            quaternion=(0.0, 0.7071067811865476, 0.0, 0.7071067811865476),
        ),
    )  # fmt: skip
    node = session.scene.find("Q")
    turn = _props((node,))["quaternion"]
    assert reading_of(session, turn, [node]).values == pytest.approx((0.0, 90.0, 0.0))
    session.do("Turn", writing_of(session, turn, [node], {1: 180.0}))
    assert session.scene.find("Q").quaternion == pytest.approx((0.0, 1.0, 0.0, 0.0), abs=1e-6)


def test_a_reading_tells_keys_overrides_and_the_scenes_value() -> None:
    from compose.edits import add_shot

    session, _ = _session(PAYLOADS["camera"])
    camera = session.scene.nodes[0].id
    session.do("Shot", lambda p: add_shot(p, session.scene.id, camera, name="One", start=0, end=48))
    session.look_at_shot(session.project.shots[0].id)
    focus = _prop(session, "camera.focus_distance_m")
    whose = session.scene.nodes
    assert reading_of(session, focus, whose).diamond == ""
    session.set_frame(10)
    key_channels(session, [(camera, "camera.focus_distance_m")], Layer.SCENE)
    assert reading_of(session, focus, whose).states == ("keyed",)
    session.set_frame(11)
    assert reading_of(session, focus, whose).states == ("animated",)
    key_channels(session, [(camera, "camera.focus_distance_m")], Layer.SHOT)
    session.do("Set", writing_of(session, focus, whose, {0: 2.5}))
    reading = reading_of(session, focus, whose)
    assert (reading.values, reading.states) == ((2.5,), ("overridden",))
    assert reading.diamond == "overridden"
    assert reading.note == "Shot 010 override. Scene: 5.00 m"


@pytest.mark.parametrize(
    ("lamp", "lacks", "has"),
    [
        ("point", {"outer_cone_deg", "angular_radius_deg"}, {"range_m", "radius_m"}),
        ("directional", {"outer_cone_deg", "range_m", "radius_m"}, {"angular_radius_deg"}),
        ("spot", {"angular_radius_deg"}, {"outer_cone_deg", "range_m", "radius_m"}),
    ],
)
def test_what_means_nothing_for_a_light_is_left_out(lamp, lacks, has) -> None:
    _, nodes = _session(LightPayload(kind="light", type=lamp))
    shown = {key.removeprefix("light.") for key in _props(nodes)}
    assert has <= shown
    assert not lacks & shown
    assert "casts_shadow" not in shown
    _, boxes = _session(PAYLOADS["primitive"])
    assert "casts_shadow" in _props(boxes)
