"""Framing: a camera by film words: what it shows now, and where it stands for other words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compose.channels import channels_of
from compose.edits import set_payload
from compose.edits.parts import with_scene, with_shot
from compose.edits.placing import parent_matrix
from compose.errors import SceneError
from compose.evaluation import world_matrices
from compose.framing.describe import Description, describe
from compose.framing.placement import Gate
from compose.framing.solve import Solution, solve
from compose.framing.words import Words
from compose.node import Node
from compose.payload import CameraPayload, Figure
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.transform import (
    affine_inverse,
    euler_quaternions,
    matrix_eulers,
    matrix_quaternions,
    quaternion_matrices,
)
from studio.session import Session
from studio.session.layers import ChannelValue, Place
from studio.session.session import Edit

_AIM = "camera.aim."


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A solved camera as values of its node's channels, and what had to change for it."""

    values: tuple[tuple[str | None, str, ChannelValue], ...]
    words: Words
    subjects: str
    changes: tuple[str, ...]


def people_and_things(scene: Scene) -> tuple[list[Node], list[Node]]:
    """Return the figures, and the other nodes that a shot can be about."""
    people = [node for node in scene.nodes if isinstance(node.payload, Figure)]
    things = [
        node
        for node in scene.nodes
        if node.payload is not None
        and node.payload.kind in ("prop", "asset", "primitive", "card")
        and not getattr(node.payload, "instances", ())
    ]
    return people, things


def seen_by(project: Project, place: Place, camera: str) -> Description:
    """Return what a camera shows at a place, in film words.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    shot = _shot_through(place, camera)
    return describe(project, shot, place.frame)


def framed(
    project: Project, place: Place, camera: str, subjects: Sequence[str], words: Words,
    *, keep_lens: bool = False,
) -> Framed:  # fmt: skip
    """Return where a camera stands to frame subjects as the words say.

    Parameters
    ----------
    keep_lens
        Use the lens that is on the camera in place of the usual one for the size.

    Raises
    ------
    SceneError
        When no camera has room and sees the subjects.
    """
    node = place.scene.node(camera)
    lens = node.payload
    if not isinstance(lens, CameraPayload):
        raise SceneError(f"{node.name!r} is no camera.")
    solution = solve(
        project, place.scene.id, subjects, words, frame=place.frame,
        gate=Gate(sensor=lens.sensor, gate=lens.gate),
        focal_length_mm=lens.focal_length_mm if keep_lens else None,
    )  # fmt: skip
    return Framed(
        values=_values(project, place, node, solution),
        words=solution.words,
        subjects=solution.cast.names,
        changes=solution.changes,
    )


def framing_edit(session: Session, camera: str, found: Framed) -> Edit:
    """Return the edit that puts the camera there, by the rule of the layers.

    An aim would turn it away again, and is removed.
    """
    writing = session.writing(found.values)
    scene = session.scene
    if scene is None:
        raise SceneError("This project has no scene yet. Add one first.")
    scene_id = scene.id

    def edit(project: Project) -> Project:
        return writing(without_aim(project, scene_id, camera))

    return edit


def without_aim(project: Project, scene: str, camera: str) -> Project:
    """Let a camera look where it is turned; its aim goes with the tracks of it."""
    node = project.scene(scene).node(camera)
    if not isinstance(node.payload, CameraPayload) or node.payload.aim is None:
        return project
    project = set_payload(project, scene, camera, aim=None)
    stage = project.scene(scene)
    kept = tuple(t for t in stage.tracks if (t.node, t.channel[: len(_AIM)]) != (camera, _AIM))
    project = with_scene(project, stage.replace(tracks=kept))
    for shot in project.shots:
        own = tuple(t for t in shot.tracks if (t.node, t.channel[: len(_AIM)]) != (camera, _AIM))
        if len(own) < len(shot.tracks):
            project = with_shot(project, shot.replace(tracks=own))
    return project


def _shot_through(place: Place, camera: str) -> Shot:
    """Return the shot as if this camera filmed it, or one made up where there is none."""
    if place.shot is not None:
        return place.shot if place.shot.camera == camera else place.shot.replace(camera=camera)
    first = math.floor(place.frame)
    return Shot(
        id="sht_here", number="", name="here", scene=place.scene.id, camera=camera,
        start=first, end=first + 1,
    )  # fmt: skip


def _values(
    project: Project, place: Place, node: Node, solution: Solution
) -> tuple[tuple[str | None, str, ChannelValue], ...]:
    camera = solution.camera
    turn = quaternion_matrices(euler_quaternions(np.radians([camera.rotation_deg]), "YXZ"))[0]
    world = np.eye(4)
    world[:3, :3], world[:3, 3] = turn, camera.position
    local = affine_inverse(_above(project, place, node)) @ world
    axes = local[:3, :3] / np.linalg.norm(local[:3, :3], axis=0)
    wanted: dict[str, ChannelValue] = {
        f"translation.{letter}": float(value)
        for letter, value in zip("xyz", local[:3, 3], strict=True)
    }
    if node.rotation_mode == "quaternion":
        x, y, z, w = (float(part) for part in matrix_quaternions(axes[None])[0])
        wanted["quaternion"] = (x, y, z, w)
    else:
        angles = np.degrees(matrix_eulers(axes[None], node.rotation_order)[0])
        for letter, angle in zip("xyz", angles, strict=True):
            wanted[f"rotation_deg.{letter}"] = float(angle)
    wanted["camera.focal_length_mm"] = camera.focal_length_mm
    wanted["camera.focus_distance_m"] = camera.focus_distance_m
    wanted["camera.roll_deg"] = math.degrees(camera.roll)
    known = channels_of(node)
    return tuple((node.id, name, value) for name, value in wanted.items() if name in known)


def _above(project: Project, place: Place, node: Node) -> np.ndarray:
    """Return the world matrix of what a node hangs on, at the frame."""
    if node.parent is None:
        return np.eye(4)
    if node.parent.joint is not None:
        return parent_matrix(project, place.scene, node)
    worlds = world_matrices(project, place.scene, place.frame, shot=place.shot)
    return worlds[node.parent.node]
