"""Edits of the project itself and of its scenes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from compose.channels import CHANNELS
from compose.edits.building import built, changed
from compose.edits.parts import with_scene
from compose.environment import Environment
from compose.errors import SceneError
from compose.project import Project
from compose.scene import Scene
from compose.values import new_id


def new_project(
    name: str, *, rate: str = "24", bible: str = "", project_id: str | None = None
) -> Project:
    """Return an empty project.

    Raises
    ------
    SceneError
        When the rate is not one.
    """
    return built(
        Project,
        f"the project {name!r}",
        id=project_id or new_id("prj"),
        name=name,
        rate=rate,
        bible=bible,
    )


def set_project(project: Project, *, name: str | None = None, bible: str | None = None) -> Project:
    """Change the project's name or its style paragraph; ``None`` leaves it."""
    given = {"name": name, "bible": bible}
    changes = {field: text for field, text in given.items() if text is not None}
    return changed(project, "the project", **changes)


def add_scene(
    project: Project,
    name: str,
    *,
    environment: Environment | None = None,
    scene_id: str | None = None,
) -> Project:
    """Add an empty scene at the end.

    Raises
    ------
    SceneError
        When the id is taken.
    """
    scene_id = scene_id or new_id("scn")
    if any(scene.id == scene_id for scene in project.scenes):
        raise SceneError(f"The project has a scene with the id {scene_id!r} already.")
    fields = {} if environment is None else {"environment": environment}
    scene = built(Scene, f"the scene {name!r}", id=scene_id, name=name, **fields)
    return project.replace(scenes=(*project.scenes, scene))


def remove_scene(
    project: Project, scene: str, *, shots: Literal["refuse", "remove"] = "refuse"
) -> Project:
    """Remove a scene, with its shots where ``shots`` says so.

    Raises
    ------
    SceneError
        When shots play in the scene and ``shots`` is ``"refuse"``.
    NotFoundError
        When there is no such scene.
    """
    gone = project.scene(scene)
    playing = [shot for shot in project.shots if shot.scene == gone.id]
    if playing and shots == "refuse":
        labels = ", ".join(shot.label for shot in playing)
        raise SceneError(
            f"The scene {gone.name!r} is used by: {labels}. Remove these shots first, or with it."
        )
    lost = {shot.id for shot in playing}
    return project.replace(
        scenes=tuple(s for s in project.scenes if s is not gone),
        shots=tuple(s for s in project.shots if s.id not in lost),
        sequence=tuple(s for s in project.sequence if s not in lost),
    )


def rename_scene(project: Project, scene: str, name: str) -> Project:
    """Give a scene another name."""
    old = project.scene(scene)
    return with_scene(project, changed(old, f"the scene {old.name!r}", name=name))


def set_environment(project: Project, scene: str, **changes: Any) -> Project:  # noqa: ANN401 - pydantic checks them
    """Change fields of a scene's environment: ``set_environment(p, s, fog_density=0.02)``.

    Raises
    ------
    NotFoundError
        When there is no such scene or field.
    SceneError
        When a field cannot have its value.
    """
    old = project.scene(scene)
    environment = changed(old.environment, f"the environment of {old.name!r}", **changes)
    return with_scene(project, changed(old, f"the scene {old.name!r}", environment=environment))


def clear_environment_tracks(project: Project, scene: str, fields: Collection[str]) -> Project:
    """Remove the scene's tracks of fields of its environment, which would win over new values.

    Raises
    ------
    NotFoundError
        When there is no such scene.
    """
    stage = project.scene(scene)
    tracks = tuple(
        track
        for track in stage.tracks
        if track.node is not None or CHANNELS[track.channel].field not in fields
    )
    return with_scene(project, stage.replace(tracks=tracks))
