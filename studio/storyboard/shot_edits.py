"""Edits of the storyboard: a shot from a view, a copy of a shot, another order."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase
from typing import Any

import numpy as np

from compose.edits.clipboard import duplicate_node
from compose.edits.nodes import add_node
from compose.edits.parts import with_shot
from compose.edits.scenes import add_scene
from compose.edits.shots import add_shot, next_number, reorder_sequence
from compose.payload import CameraPayload
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import CameraState
from compose.stage.lens import gate_aspect, gate_inside, sensor_size
from compose.transform import matrix_eulers
from compose.values import new_id, rounded

_SECONDS = 3
_FIRST_SCENE = "Scene 1"
_EYE_LEVEL = (0.0, 1.6, 6.0)
_COPIED = ("head", "tail", "focal_length_mm", "gate", "description", "notes", "prompt",
           "references")  # fmt: skip


def shot_from_view(
    project: Project, scene: str, view: CameraState | None, frame: float, *,
    like: str = "", shot_id: str | None = None,
) -> Project:  # fmt: skip
    """Add a shot with a camera of its own that sees what a view shows, in one edit.

    The shot lasts three seconds and begins where the last one of the scene ends, or at ``frame``
    where that is later. Its picture is the largest of its gate inside the view.

    Parameters
    ----------
    scene
        The scene's id; empty in a project without one, and a scene is made.
    view
        The view's camera; without one the camera stands at eye level before the origin.
    like
        The id of a shot whose sensor and gate are taken over.
    shot_id
        The id to use, so that the caller can go there.

    Raises
    ------
    ShotwrightError
        When the scene is gone.
    """
    if not scene:
        project = add_scene(project, _FIRST_SCENE)
        scene = project.scenes[-1].id
    number = next_number(project)
    lens = _lens(project, like)
    camera = new_id("nod")
    project = camera_from_view(project, scene, view, f"Camera {number}", lens, node_id=camera)
    ends = [shot.end for shot in project.shots if shot.scene == scene]
    start = max([*ends, round(frame)]) if ends else round(frame)
    length = max(round(_SECONDS * project.frame_rate), 1)
    return add_shot(
        project, scene, camera,
        name="New shot", number=number, start=start, end=start + length, shot_id=shot_id,
    )  # fmt: skip


def camera_from_view(
    project: Project, scene: str, view: CameraState | None, name: str,
    lens: CameraPayload = CameraPayload(kind="camera"), *, node_id: str | None = None,  # noqa: B008 - a frozen value
) -> Project:  # fmt: skip
    """Add a camera that sees what a view shows, as far as its gate allows.

    Raises
    ------
    ShotwrightError
        When the scene is gone.
    """
    fitted = lens if view is None else _fitted(lens, view)
    return add_node(project, scene, name, payload=fitted, node_id=node_id, **_placed(view))


def _lens(project: Project, like: str) -> CameraPayload:
    """Return the camera of a shot, without its aim and roll; a usual one where there is none."""
    shot = next((s for s in project.shots if s.id == like), None)
    nodes = () if shot is None else project.scene(shot.scene).nodes
    for node in nodes:
        if shot is not None and node.id == shot.camera and isinstance(node.payload, CameraPayload):
            gate = node.payload.gate if shot.gate is None else shot.gate
            return node.payload.replace(aim=None, roll_deg=0.0, gate=gate)
    return CameraPayload(kind="camera")


def _fitted(lens: CameraPayload, view: CameraState) -> CameraPayload:
    """Return the lens whose picture is the largest inside that of the view."""
    width, height = gate_inside(sensor_size(lens.sensor), gate_aspect(lens.gate))
    focal = view.focal_length_mm * max(width / view.gate_mm[0], height / view.gate_mm[1])
    share = min(1.0, view.aspect / (width / height))
    return lens.replace(
        focal_length_mm=rounded(focal),
        orthographic_height_m=rounded(view.orthographic_height_m * share),
    )


def _placed(view: CameraState | None) -> dict[str, Any]:
    if view is None:
        return {"translation": _EYE_LEVEL}
    angles = np.degrees(matrix_eulers(view.world[None, :3, :3], "YXZ")[0])
    return {
        "translation": tuple(float(v) for v in view.world[:3, 3]),
        "rotation_deg": tuple(float(v) for v in angles),
    }


def duplicate_shot(project: Project, shot: str, *, shot_id: str | None = None) -> Project:
    """Add a copy of a shot behind it, with a copy of its camera that moves as it does.

    The copy covers the same frames, keeps the shot's overrides, and has no takes.

    Raises
    ------
    NotFoundError
        When there is no such shot.
    """
    old = project.shot(shot)
    scene = project.scene(old.scene)
    before = {node.id for node in scene.nodes}
    project = duplicate_node(project, scene.id, old.camera, children=False)
    (camera,) = (node.id for node in project.scene(scene.id).nodes if node.id not in before)
    project = with_shot(project, project.shot(old.id).replace(tracks=old.tracks))
    tracks = tuple(
        track.replace(node=camera) if track.node == old.camera else track for track in old.tracks
    )
    shot_id = shot_id or new_id("sht")
    sequence = project.sequence
    project = add_shot(
        project, scene.id, camera,
        name=old.name, number=_lettered(project, old.number), start=old.start, end=old.end,
        shot_id=shot_id, tracks=tracks, **{field: getattr(old, field) for field in _COPIED},
    )  # fmt: skip
    place = sequence.index(old.id) + 1 if old.id in sequence else len(sequence)
    return reorder_sequence(project, (*sequence[:place], shot_id, *sequence[place:]))


def _lettered(project: Project, number: str) -> str:
    """Return the number with the first letter that is free, as slates have it: ``020A``."""
    taken = {shot.number for shot in project.shots}
    stem = number.rstrip(ascii_uppercase) or number
    free = (stem + letter for letter in ascii_uppercase if stem + letter not in taken)
    return next(free, next_number(project))


def move_in_sequence(project: Project, shots: Iterable[str], before: int) -> Project:
    """Move shots of the storyboard, in the order they have, before the one at a place.

    Raises
    ------
    ShotwrightError
        When a shot is gone.
    """
    chosen = set(shots)
    moving = [shot for shot in project.sequence if shot in chosen]
    head = [shot for shot in project.sequence[:before] if shot not in chosen]
    tail = [shot for shot in project.sequence[before:] if shot not in chosen]
    return reorder_sequence(project, (*head, *moving, *tail))


def aspect_of(project: Project, shot: Shot) -> float:
    """Return the width by the height of a shot's picture; 16:9 where its camera is gone."""
    scene: Scene = project.scene(shot.scene)
    for node in scene.nodes:
        if node.id == shot.camera and isinstance(node.payload, CameraPayload):
            return gate_aspect(node.payload.gate if shot.gate is None else shot.gate)
    return gate_aspect("16:9")


def counted(project: Project) -> str:
    """Return the length of the storyboard in words: ``"6 shots · 23.0 s · 552 frames"``."""
    shots = project.in_sequence()
    frames = sum(shot.end - shot.start for shot in shots)
    seconds = float(frames / project.frame_rate)
    many = "1 shot" if len(shots) == 1 else f"{len(shots)} shots"
    return f"{many} · {seconds:.1f} s · {frames:,} frames"
