"""Lighting presets as edits: named lights in a group, round a subject or in the scene's lamps."""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from compose.daylight.black_body import black_body
from compose.edits.nodes import add_node, remove_node, set_node
from compose.edits.placing import world_matrix
from compose.edits.scenes import clear_environment_tracks, set_environment
from compose.errors import NotFoundError, SceneError
from compose.framing.subjects import subject_of
from compose.geometry.model import Model
from compose.node import Node
from compose.payload import LightPayload, Prop
from compose.project import Project
from compose.scene import Scene
from compose.transform import compose_matrices, euler_quaternions

_STAND_IN = (np.array([0.0, 0.9, 0.0]), np.array([0.0, 0.0, 1.0]), 1.8)
"""Middle, facing and height of what is lit where no subject is named: a person at the origin."""

_LAMP_NODE = re.compile(r"lamp(_\d+)?")
_MOST_LEVEL = 1000.0
_MOST_LAMPS = 64
_SOFT_EDGE = 0.7  # of a cone, where its light begins to fade


def light_presets() -> dict[str, str]:
    """Return the names of the presets, with what each is in a few words."""
    return {name: preset["summary"] for name, preset in _presets().items()}


def light_with_preset(
    project: Project, scene: str, preset: str, subject: str | None = None, *,
    frame: float = 0.0, level: float = 1.0, with_environment: bool = True,
) -> Project:  # fmt: skip
    """Light a subject with a preset; what the same preset left before gives way.

    Parameters
    ----------
    preset
        A name of ``light_presets``.
    subject
        A node's id or name; the lights stand round it by its facing and size at ``frame``.
        ``None`` is a person at the origin who faces +Z.
    level
        Times the light of every lamp.
    with_environment
        Set the sky, air and exposure that belong to the preset too, and hide the scene's suns.
        Keys that the scene has for them are removed.

    Raises
    ------
    NotFoundError
        When there is no such scene, preset or subject.
    SceneError
        When the subject draws nothing, or the scene has no lamps for ``street-lamps``.
    """
    chosen = _preset(preset)
    stage = project.scene(scene)
    if not 0.0 <= level <= _MOST_LEVEL:
        raise SceneError(f"The level of a preset is from 0 to {_MOST_LEVEL:g}, not {level:g}.")
    group = _group_name(preset)
    project = _without_group(project, stage, group)
    if "lamps" in chosen:
        return _lamps_lit(project, stage.id, group, chosen["lamps"], level)
    middle, facing, height = _measured(project, stage.id, subject, frame)
    if with_environment and "environment" in chosen:
        fields = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in chosen["environment"].items()
        }
        project = clear_environment_tracks(project, stage.id, fields)
        project = set_environment(project, stage.id, **fields)
        project = _suns_hidden(project, project.scene(stage.id))
    project = add_node(project, stage.id, group, translation=middle)
    parent = project.scene(stage.id).nodes[-1].id
    for light in chosen["lights"]:
        project = add_node(
            project, stage.id, light["name"], parent=parent, **_light(light, facing, height, level)
        )
    return project


def _preset(name: str) -> dict[str, Any]:
    presets = _presets()
    if name not in presets:
        raise NotFoundError("light preset", name, presets)
    return presets[name]


def _group_name(preset: str) -> str:
    return f"{preset.replace('-', ' ').capitalize()} light"


def _without_group(project: Project, scene: Scene, group: str) -> Project:
    """Remove what this preset made before: its group, and lights of it that hang on lamps."""
    for node in scene.nodes:
        stage = project.scene(scene.id)
        if node.id not in {other.id for other in stage.nodes}:
            continue
        bare = node.payload is None and node.name == group
        hung = isinstance(node.payload, LightPayload) and node.name.startswith(f"{group} of ")
        if bare or hung:
            project = remove_node(project, stage.id, node.id)
    return project


def _suns_hidden(project: Project, scene: Scene) -> Project:
    """Hide suns and moons, which belong to the sky that the preset takes away."""
    for node in scene.nodes:
        if isinstance(node.payload, LightPayload) and node.payload.type == "directional":
            project = set_node(project, scene.id, node.id, visible=False)
    return project


def _measured(
    project: Project, scene: str, subject: str | None, frame: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the middle, the level facing and the height of a subject, world space."""
    if subject is None:
        return _STAND_IN
    found = subject_of(project, scene, subject, frame)
    low, high = found.points.min(axis=0), found.points.max(axis=0)
    height = float(max(high - low))
    return (low + high) / 2.0, np.asarray(found.facing, np.float64), max(height, 1e-3)


def _light(
    light: dict[str, Any], facing: np.ndarray, height: float, level: float
) -> dict[str, Any]:
    """Return the fields of a light's node, in the space of its group."""
    turn = math.atan2(facing[0], facing[2]) + math.radians(light["azimuth_deg"])
    rise = math.radians(light["elevation_deg"])
    away = np.array([
        math.cos(rise) * math.sin(turn), math.sin(rise), math.cos(rise) * math.cos(turn)
    ])  # fmt: skip
    distance = light.get("distance", 3.0) * height
    lux = light["level"] * level
    fields: dict[str, Any] = {
        "kind": "light",
        "type": light["type"],
        "color": black_body(light["kelvin"]),
        "intensity": lux if light["type"] == "directional" else lux * distance**2,
    }
    if light["type"] == "directional":
        fields["angular_radius_deg"] = light["angular_radius_deg"]
    else:
        fields["radius_m"] = light["size"] * height
    if light["type"] == "spot":
        fields |= _cone(light["cone_deg"])
    return {
        "translation": away * distance,
        "rotation_deg": (-light["elevation_deg"], math.degrees(turn), 0.0),
        "payload": LightPayload(**fields),
    }


def _cone(outer_deg: float) -> dict[str, float]:
    return {"outer_cone_deg": outer_deg, "inner_cone_deg": outer_deg * _SOFT_EDGE}


def _lamps_lit(
    project: Project, scene: str, group: str, lamps: dict[str, Any], level: float
) -> Project:
    """Hang a light that shines down into the head of every lamp."""
    stage = project.scene(scene)
    found = [node for node in stage.nodes if _is_lamp(node, lamps["props"])]
    if not found:
        raise SceneError(
            f"The scene {stage.name!r} has no lamps to light. Add some of the kit first: "
            f"{', '.join(lamps['props'][:2])}."
        )
    heads = [(node, head) for node in found for head in _heads(project, node, lamps["parts"])]
    if len(heads) > _MOST_LAMPS:
        raise SceneError(
            f"The scene has {len(heads)} lamps, more than the {_MOST_LAMPS} lights that a preset "
            "adds. Light those near the camera by hand."
        )
    for node, head in heads:
        above = (world_matrix(project, stage, node) @ np.append(head, 1.0))[1]
        height = max(float(above), 0.5)
        payload = LightPayload(
            kind="light", type="spot", color=black_body(lamps["kelvin"]),
            intensity=lamps["ground_level"] * level * height**2, radius_m=lamps["size_m"],
            outer_cone_deg=lamps["cone_deg"], inner_cone_deg=lamps["cone_deg"] * _SOFT_EDGE,
        )  # fmt: skip
        project = add_node(
            project, scene, f"{group} of {node.name}", payload=payload, parent=node.id,
            translation=head, rotation_deg=(-90.0, 0.0, 0.0),
        )  # fmt: skip
    return project


def _is_lamp(node: Node, props: list[str]) -> bool:
    return isinstance(node.payload, Prop) and node.payload.prop in props


def _heads(project: Project, node: Node, parts: list[str]) -> list[np.ndarray]:
    """Return where the lamps of a node shine from, in its space: those of every copy."""
    if not isinstance(node.payload, Prop):
        raise SceneError(f"{node.name!r} is no prop, so it has no lamp to light.")
    from compose.assets import load_model

    heads = _heads_of(load_model(project, node.payload), parts)
    copies = node.payload.instances
    if not copies:
        return heads
    turns = euler_quaternions(np.radians([copy.rotation_deg for copy in copies]), "XYZ")
    placed = compose_matrices(
        np.array([copy.translation for copy in copies]), turns,
        np.array([copy.scale for copy in copies]),
    )  # fmt: skip
    return [(matrix @ np.append(head, 1.0))[:3] for matrix in placed for head in heads]


def _heads_of(model: Model, parts: list[str]) -> list[np.ndarray]:
    """Return where a model shines from.

    The kit says it by nodes called lamp; of others it is under a part called so, else the top.
    """
    worlds = model.rest_world()
    names = [inner.path.rpartition("/")[2].lower() for inner in model.nodes]
    told = [k for k, name in enumerate(names) if _LAMP_NODE.fullmatch(name)]
    if told:
        return [worlds[k][:3, 3] for k in told]
    clouds = [
        (name, part.mesh.positions @ worlds[k][:3, :3].T + worlds[k][:3, 3])
        for k, (name, inner) in enumerate(zip(names, model.nodes, strict=True))
        for part in inner.parts
    ]
    for wanted in parts:
        named = [points for name, points in clouds if wanted in name]
        if named:
            points = np.concatenate(named)
            middle = (points.min(axis=0) + points.max(axis=0)) / 2.0
            return [np.array([middle[0], points[:, 1].min() - 0.02, middle[2]])]
    every = np.concatenate([points for _, points in clouds] or [np.zeros((1, 3))])
    return [np.array([0.0, float(every[:, 1].max()), 0.0])]


@cache
def _presets() -> dict[str, dict[str, Any]]:
    text = files("compose.edits").joinpath("light_presets.toml").read_text("utf-8")
    return tomllib.loads(text)
