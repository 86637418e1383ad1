"""Adding: the words of `shotwright add` become a node of the scene."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.locate import PROJECT_FILE
from cli.stage import node_and_joint
from cli.standing import Standing, standing_on
from cli.values import Color, Setting
from compose.camera import Aim
from compose.edits import add_figure, add_node, add_prop
from compose.edits.building import built
from compose.errors import NotFoundError
from compose.figures.body import FigureBody
from compose.geometry.shapes import SHAPES, make_shape
from compose.kit import PROPS
from compose.node import Parent
from compose.payload import CameraPayload, LightPayload, Primitive
from compose.project import Project
from compose.scene import Scene
from shotwright import UsageError

OTHERS = ("figure", "light", "camera", "group")
"""What can be added and is neither a prop nor a shape."""

SHAPE = "shape:"
"""Before the name of a shape, where the kit has a prop of that name."""

_BODY = {"age": "age", "sex": "sex", "height": "height_m", "build": "build", "outfit": "outfit",
         "hair": "hair_style"}  # fmt: skip
_BODY_COLORS = ("skin", "hair", "top", "bottom", "shoes")
_FOREIGN = dict.fromkeys((*_BODY, "pose"), ("figure",)) | {
    "aim": ("camera",),
    "tilt": ("light", "camera"),
    "color": ("prop", "shape", "figure", "light"),
    "set": ("prop", "shape", "figure", "light", "camera"),
}
"""Flags that are about some kinds of things only."""

_LAMP = {"type": "point", "intensity": 12.0}
"""A light without settings: it gives a white card two metres away its full brightness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One thing as it is asked for. ``place`` has the fields of the node that say where it is."""

    name: str
    what: str
    settings: dict[str, Any]
    colors: dict[str, Color]
    place: dict[str, Any]


def added(project: Project, scene: Scene, kind: str, what: str, arguments: Namespace) -> Project:
    """Return the project with the thing as the last node of the scene.

    Parameters
    ----------
    kind, what
        As `kind_of` gives them.

    Raises
    ------
    NotFoundError
        When a parameter, a part or a node is unknown; the nearest are offered.
    SceneError
        When a value does not fit.
    UsageError
        When a flag says nothing about such a thing.
    """
    for flag, kinds in _FOREIGN.items():
        if getattr(arguments, flag) not in (None, []) and kind not in kinds:
            raise UsageError(f"--{flag} says nothing about a {kind}. Leave it out.")
    hung = standing_on(project, scene, what if kind == "prop" else "", arguments.on)
    asked = _Asked(
        name=arguments.name or what.replace("_", " ").capitalize(),
        what=what,
        settings={**hung.parameters, **dict(arguments.set)},
        colors=dict(arguments.color),
        place=_place(arguments, hung),
    )
    if kind == "prop":
        return _with_prop(project, scene, asked)
    if kind == "figure":
        return _with_figure(project, scene, asked, arguments)
    if kind == "shape":
        return _with_shape(project, scene, asked)
    if kind == "light":
        return _with_light(project, scene, asked)
    if kind == "camera":
        return _with_camera(project, scene, asked, arguments.aim)
    return add_node(project, scene.id, asked.name, **asked.place)


def kind_of(word: str) -> tuple[str, str]:
    """Return ``prop``, ``shape`` or one of `OTHERS`, and the name of what is meant.

    Raises
    ------
    NotFoundError
        When nothing is called so; the nearest names are offered.
    UsageError
        When it is a project.
    """
    name = word.replace("-", "_")
    if name.startswith(SHAPE):
        shape = name.removeprefix(SHAPE)
        if shape not in SHAPES:
            raise NotFoundError("shape", shape, SHAPES)
        return "shape", shape
    if name in OTHERS:
        return name, name
    if name in PROPS:
        return "prop", name
    if name in SHAPES:
        return "shape", name
    if (Path(word) / PROJECT_FILE).is_file():
        raise UsageError(f"{word} is a project. Say first what to add: shotwright add chair {word}")
    raise NotFoundError("thing to add", name, [*OTHERS, *PROPS, *SHAPES])


def _place(arguments: Namespace, hung: Standing) -> dict[str, Any]:
    """Return the fields of the node that say where it is."""
    fields: dict[str, Any] = {"translation": arguments.at or hung.translation}
    if arguments.turn is not None or arguments.tilt is not None:
        fields["rotation_deg"] = (arguments.tilt or 0.0, arguments.turn or 0.0, 0.0)
    else:
        fields["rotation_deg"] = hung.rotation_deg
    if hung.node is not None:
        fields["parent"] = Parent(node=hung.node, joint=hung.joint)
    return fields


def _with_prop(project: Project, scene: Scene, asked: _Asked) -> Project:
    from compose.kit import make_prop

    model = make_prop(asked.what, asked.settings)
    known = {node.path for node in model.nodes if node.parts}
    known |= {part.material.name for node in model.nodes for part in node.parts}
    _check_parts(asked, known, asked.what)
    return add_prop(
        project, scene.id, asked.name, asked.what,
        parameters=asked.settings, colors=asked.colors, **asked.place,
    )  # fmt: skip


def _with_figure(project: Project, scene: Scene, asked: _Asked, arguments: Namespace) -> Project:
    _check_parts(asked, set(_BODY_COLORS), "figure")
    flags = {
        field: getattr(arguments, flag)
        for flag, field in _BODY.items()
        if getattr(arguments, flag) is not None
    }
    fields: dict[str, Setting] = {**asked.settings, **flags, **asked.colors}
    body = built(FigureBody, f"the body of {asked.name!r}", **fields)
    pose = arguments.pose or "stand"
    return add_figure(project, scene.id, asked.name, body=body, pose=pose, **asked.place)


def _with_shape(project: Project, scene: Scene, asked: _Asked) -> Project:
    make_shape(asked.what, asked.settings)
    payload = Primitive(kind="primitive", shape=asked.what, parameters=asked.settings)
    fields = asked.place | _whole_color("shape", asked)
    return add_node(project, scene.id, asked.name, payload=payload, **fields)


def _with_light(project: Project, scene: Scene, asked: _Asked) -> Project:
    settings = asked.settings | _whole_color("light", asked)
    usual = {} if settings.get("type") == "directional" else _LAMP
    fields = {"kind": "light", **usual, **settings}
    payload = built(LightPayload, f"the light {asked.name!r}", **fields)
    return add_node(project, scene.id, asked.name, payload=payload, **asked.place)


def _with_camera(project: Project, scene: Scene, asked: _Asked, aim: str | None) -> Project:
    from compose.stage.lens import gate_aspect, gate_inside, sensor_size

    fields: dict[str, Any] = {"kind": "camera", **asked.settings}
    if aim is not None:
        node, joint = node_and_joint(project, scene, aim)
        fields["aim"] = Aim(node=node.id, joint=joint)
    owner = f"the camera {asked.name!r}"
    payload = built(CameraPayload, owner, **fields)
    gate_inside(sensor_size(payload.sensor, owner), gate_aspect(payload.gate, owner))
    return add_node(project, scene.id, asked.name, payload=payload, **asked.place)


def _check_parts(asked: _Asked, known: set[str], thing: str) -> None:
    """Refuse a colour for what the thing has not."""
    for part in asked.colors:
        if not part:
            raise UsageError(f"Say of what the colour is: --color {min(known)}=#rrggbb.")
        if part not in known:
            raise NotFoundError("part", part, known, f"of a {thing}")


def _whole_color(thing: str, asked: _Asked) -> dict[str, Color]:
    for part in asked.colors:
        if part:
            raise UsageError(f"A {thing} has no part {part!r}; write --color '#rrggbb'.")
    return {"color": asked.colors[""]} if asked.colors else {}
