"""Shapes, props, sizes and lenses: unknown parameters, nodes of no size, impossible cameras."""

from __future__ import annotations

from collections.abc import Iterator

from compose.camera import GATES, SENSORS_MM
from compose.errors import SceneError
from compose.files import layout
from compose.files.checks.performances import performance_names
from compose.files.checks.report import from_error, of_node, suggestion
from compose.files.problem import Problem
from compose.payload import CameraPayload, Figure, Primitive, Prop
from compose.scene import Scene
from compose.shot import Shot


def scene_geometry(scene: Scene) -> Iterator[Problem]:
    """Find unknown shapes, props, poses and parameters, nodes of no size, and blind cameras."""
    file = layout.scene_file(scene.id)
    for i, node in enumerate(scene.nodes):
        field = f"nodes[{i}]"
        if 0.0 in node.scale and not _is_animated(scene, node.id, "scale."):
            message = f"{of_node(node)} has no size along an axis: its scale is {list(node.scale)}"
            yield Problem("warning", file, f"{field}.scale", message, "Use visible to hide it.")
        if isinstance(node.payload, Primitive):
            yield from _shape(node.payload, file, f"{field}.payload")
        elif isinstance(node.payload, Prop):
            yield from _prop(node.payload, file, f"{field}.payload")
        elif isinstance(node.payload, Figure):
            yield from performance_names(node.payload, file, f"{field}.payload")
        elif isinstance(node.payload, CameraPayload):
            yield from _camera(node.payload, file, f"{field}.payload")


def shot_geometry(shot: Shot) -> Iterator[Problem]:
    """Find a gate that is not known."""
    yield from _gate(shot.gate, layout.shot_file(shot.id), "gate")


def _is_animated(scene: Scene, node_id: str, prefix: str) -> bool:
    return any(t.node == node_id and t.channel.startswith(prefix) for t in scene.tracks)


def _shape(payload: Primitive, file: str, field: str) -> Iterator[Problem]:
    from compose.geometry.shapes import SHAPES, make_shape

    if payload.shape not in SHAPES:
        message = f"there is no shape {payload.shape[:60]!r}"
        yield Problem("error", file, f"{field}.shape", message, suggestion(payload.shape, SHAPES))
        return
    try:
        make_shape(payload.shape, payload.parameters)
    except SceneError as error:
        yield from_error("error", file, f"{field}.parameters", error)


def _prop(payload: Prop, file: str, field: str) -> Iterator[Problem]:
    from compose.kit import PROPS, make_prop

    if payload.prop not in PROPS:
        message = f"the kit has no prop {payload.prop[:60]!r}"
        yield Problem("error", file, f"{field}.prop", message, suggestion(payload.prop, PROPS))
        return
    try:
        model = make_prop(payload.prop, payload.parameters)
    except SceneError as error:
        yield from_error("error", file, f"{field}.parameters", error)
        return
    paths = {inner.path for inner in model.nodes}
    finishes = {part.material.name for inner in model.nodes for part in inner.parts}
    for what, given, known in (
        ("overrides", payload.overrides, paths),
        ("colors", payload.colors, paths | finishes),
    ):
        for name in given:
            if name not in known:
                message = f"the prop {payload.prop!r} has no part {name[:80]!r}"
                hint = suggestion(name, known)
                yield Problem("error", file, f"{field}.{what}.{name[:80]}", message, hint)


def _camera(payload: CameraPayload, file: str, field: str) -> Iterator[Problem]:
    if payload.near_m >= payload.far_m:
        message = f"near_m {payload.near_m:g} is not less than far_m {payload.far_m:g}"
        yield Problem("error", file, f"{field}.near_m", message, "The camera would see nothing.")
    if isinstance(payload.sensor, str) and payload.sensor not in SENSORS_MM:
        message = f"there is no sensor {payload.sensor[:60]!r}"
        hint = suggestion(payload.sensor, SENSORS_MM) + " A size [width, height] in mm works too."
        yield Problem("error", file, f"{field}.sensor", message, hint)
    elif not isinstance(payload.sensor, str) and min(payload.sensor) <= 0.0:
        yield Problem("error", file, f"{field}.sensor", "must have a width and a height above 0")
    yield from _gate(payload.gate, file, f"{field}.gate")


def _gate(gate: str | float | None, file: str, field: str) -> Iterator[Problem]:
    if isinstance(gate, str) and gate not in GATES:
        hint = suggestion(gate, GATES) + " A ratio such as 2.2 works too."
        yield Problem("error", file, field, f"there is no gate {gate[:60]!r}", hint)
