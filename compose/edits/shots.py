"""Edits of shots and of the storyboard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compose.edits.building import built, changed
from compose.edits.parts import with_shot
from compose.edits.retime import mapped_track, stretched_key
from compose.errors import NotFoundError, SceneError
from compose.payload import CameraPayload
from compose.project import Project
from compose.shot import Shot
from compose.values import new_id


def add_shot(
    project: Project,
    scene: str,
    camera: str,
    *,
    name: str,
    start: int,
    end: int,
    number: str | None = None,
    shot_id: str | None = None,
    in_sequence: bool = True,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Project:
    """Add a shot of the scene frames ``start <= frame < end``, at the end of the storyboard.

    Parameters
    ----------
    camera
        The id or name of a camera node.
    number
        A label; by default the next multiple of ten, as ``010``.
    in_sequence
        Whether the storyboard shows it.
    fields
        Any other field of ``Shot``.

    Raises
    ------
    NotFoundError
        When there is no such scene, node or field.
    SceneError
        When the node is no camera, the number or the id is taken, or the window holds no frame.
    """
    shot_id = shot_id or new_id("sht")
    if any(shot.id == shot_id for shot in project.shots):
        raise SceneError(f"The project has a shot with the id {shot_id!r} already.")
    number = next_number(project) if number is None else number
    _refuse_taken_number(project, number, shot_id)
    shot = built(
        Shot,
        f"the shot {name!r}",
        id=shot_id,
        number=number,
        name=name,
        scene=project.scene(scene).id,
        camera=_camera(project, scene, camera),
        start=start,
        end=end,
        **fields,
    )
    sequence = (*project.sequence, shot.id) if in_sequence else project.sequence
    return project.replace(shots=(*project.shots, shot), sequence=sequence)


def set_shot(project: Project, shot: str, **changes: Any) -> Project:  # noqa: ANN401 - pydantic checks them
    """Change fields of a shot; a camera or scene may be given by name.

    To move the window with its overrides, use ``move_shot_window``.

    Raises
    ------
    NotFoundError
        When there is no such shot, scene, camera or field.
    SceneError
        When a field cannot have its value, the number is taken, or the camera is none.
    """
    old = project.shot(shot)
    if "id" in changes:
        raise SceneError("The id of a shot never changes; set its number or its name.")
    if "number" in changes:
        _refuse_taken_number(project, str(changes["number"]), old.id)
    if "scene" in changes or "camera" in changes:
        scene = project.scene(changes.get("scene", old.scene))
        camera = _camera(project, scene.id, changes.get("camera", old.camera))
        changes |= {"scene": scene.id, "camera": camera}
    return with_shot(project, changed(old, f"the shot {old.label!r}", **changes))


def remove_shot(project: Project, shot: str) -> Project:
    """Remove a shot, from the storyboard too. Its takes stay where they are.

    Raises
    ------
    NotFoundError
        When there is no such shot.
    """
    gone = project.shot(shot)
    return project.replace(
        shots=tuple(s for s in project.shots if s is not gone),
        sequence=tuple(s for s in project.sequence if s != gone.id),
    )


def reorder_sequence(project: Project, shots: Iterable[str]) -> Project:
    """Set the storyboard: shots by id, number or name, in story order.

    Shots left out stay in the project. Scene time does not move.

    Raises
    ------
    NotFoundError
        When there is no such shot.
    SceneError
        When a shot is named twice.
    """
    ids = tuple(project.shot(name).id for name in shots)
    twice = [project.shot(i).label for i in dict.fromkeys(ids) if ids.count(i) > 1]
    if twice:
        raise SceneError(f"The storyboard shows a shot once; named twice: {', '.join(twice)}.")
    return project.replace(sequence=ids)


def move_shot_window(
    project: Project,
    shot: str,
    *,
    by: int | None = None,
    start: int | None = None,
    move_tracks: bool = True,
) -> Project:
    """Move a shot's window in scene time, by so many frames or to a new start.

    Parameters
    ----------
    move_tracks
        Whether the shot's override tracks come along.

    Raises
    ------
    NotFoundError
        When there is no such shot.
    SceneError
        When not exactly one of ``by`` and ``start`` is given.
    """
    old = project.shot(shot)
    if (by is None) == (start is None):
        raise SceneError("Say by how many frames the window moves, or where it starts: one of two.")
    shift = by if by is not None else (start or 0) - old.start
    fresh = changed(old, f"the shot {old.label!r}", start=old.start + shift, end=old.end + shift)
    if move_tracks and old.tracks:
        tracks = [mapped_track(t, lambda key: stretched_key(key, 1.0, shift)) for t in old.tracks]
        fresh = fresh.replace(tracks=tuple(tracks))
    return with_shot(project, fresh)


def next_number(project: Project) -> str:
    """Return the first multiple of ten above every shot's number, in three digits."""
    numbers = [int(s.number) for s in project.shots if s.number.isascii() and s.number.isdigit()]
    return f"{max(numbers, default=0) // 10 * 10 + 10:03d}"


def _camera(project: Project, scene: str, name: str) -> str:
    stage = project.scene(scene)
    node = next((n for n in stage.nodes if n.id == name), None)
    cameras = [n for n in stage.nodes if isinstance(n.payload, CameraPayload)]
    node = node or next((n for n in cameras if n.name == name), None)
    if node is None:
        names = [camera.name for camera in cameras]
        raise NotFoundError("camera called", name, names, f"in scene {stage.name!r}")
    if not isinstance(node.payload, CameraPayload):
        raise SceneError(f"{node.name!r} is no camera, so it cannot film a shot.")
    return node.id


def _refuse_taken_number(project: Project, number: str, shot_id: str) -> None:
    for other in project.shots:
        if other.number == number and other.id != shot_id:
            raise SceneError(f"The number {number} is taken by the shot {other.label!r}.")
