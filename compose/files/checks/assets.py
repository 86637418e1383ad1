"""What lies beside the project files: imported assets, textures, pictures of cards, references."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from compose.errors import AssetError, NotFoundError, SceneError
from compose.files import layout
from compose.files.checks.report import from_error, of_node, suggestion
from compose.files.problem import Problem
from compose.node import Node
from compose.payload import Asset, Figure, ImageCard, Modelled, Primitive, Prop
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.targets import targets_of
from compose.track import Track

if TYPE_CHECKING:
    from compose.geometry.model import Model


def scene_assets(project: Project, scene: Scene) -> Iterator[Problem]:
    """Find files that are missing, changed, unreadable or outside, and names they do not have."""
    file = layout.scene_file(scene.id)
    models: dict[str, Model] = {}
    for i, node in enumerate(scene.nodes):
        field = f"nodes[{i}]"
        yield from _references(project, node.references, file, f"{field}.references")
        if isinstance(node.payload, Asset):
            yield from _asset(project, node, node.payload, models, file, f"{field}.payload")
        elif isinstance(node.payload, Prop | Figure):
            models.update(_made(project, node, node.payload))
            if isinstance(node.payload, Figure):
                yield from _motion(project, node.payload, file, f"{field}.payload")
        elif isinstance(node.payload, ImageCard):
            yield from _picture(project, node.payload.image, file, f"{field}.payload.image")
        elif isinstance(node.payload, Primitive) and node.payload.material.texture is not None:
            path = f"{field}.payload.material.texture"
            yield from _picture(project, node.payload.material.texture, file, path)
    yield from _joints(scene, models, file)
    yield from _inner_tracks(scene.tracks, models, file)
    for shot in project.shots:
        if shot.scene == scene.id:
            yield from _inner_tracks(shot.tracks, models, layout.shot_file(shot.id))


def shot_assets(project: Project, shot: Shot) -> Iterator[Problem]:
    """Find reference pictures that are not there."""
    yield from _references(project, shot.references, layout.shot_file(shot.id), "references")


def _references(
    project: Project, paths: tuple[str, ...], file: str, field: str
) -> Iterator[Problem]:
    from compose.assets import resolve

    for i, path in enumerate(paths):
        try:
            resolve(project, path)
        except AssetError as error:
            yield from_error("warning", file, f"{field}[{i}]", error)


def _picture(project: Project, path: str, file: str, field: str) -> Iterator[Problem]:
    from compose.assets import load_image

    try:
        load_image(project, path)
    except AssetError as error:
        yield from_error("error", file, field, error)


def _asset(
    project: Project,
    node: Node,
    payload: Asset,
    models: dict[str, Model],
    file: str,
    field: str,
) -> Iterator[Problem]:
    from compose.assets import load_model

    try:
        model = load_model(project, payload)
    except AssetError as error:
        yield from_error("error", file, f"{field}.path", error)
        return
    models[node.id] = model
    for warning in model.warnings:
        yield Problem("warning", file, f"{field}.path", f"{payload.path}: {warning.rstrip('.')}")
    clips = {clip.name for clip in model.clips}
    for i, play in enumerate(payload.plays):
        if play.clip not in clips:
            message = f"{of_node(node)} has no animation {play.clip[:60]!r} in its file"
            yield Problem(
                "error", file, f"{field}.plays[{i}].clip", message, suggestion(play.clip, clips)
            )
    for field_name, given, known in (
        ("overrides", payload.overrides, {inner.path for inner in model.nodes}),
        ("morphs", payload.morphs, morph_names(model)),
    ):
        for name in given:
            if name not in known:
                message = f"{of_node(node)} has nothing called {name[:80]!r} in its file"
                hint = suggestion(name, known)
                yield Problem("error", file, f"{field}.{field_name}.{name[:80]}", message, hint)


def _made(project: Project, node: Node, payload: Prop | Figure) -> Iterator[tuple[str, Model]]:
    """Yield the node's id and model, if it can be made; what is wrong is said elsewhere."""
    from compose.assets import load_model

    with suppress(SceneError):
        yield node.id, load_model(project, payload)


def _motion(project: Project, figure: Figure, file: str, field: str) -> Iterator[Problem]:
    play = figure.performance.motion
    if play is None:
        return
    from compose.motion_files import load_motion

    try:
        load_motion(project, play, figure.body)
    except AssetError as error:
        yield from_error("error", file, f"{field}.performance.motion.path", error)
    except NotFoundError as error:
        yield from_error("error", file, f"{field}.performance.motion", error)


def morph_names(model: Model) -> set[str]:
    """Return the names of all morph targets of an asset."""
    return {morph.name for node in model.nodes for part in node.parts for morph in part.mesh.morphs}


def _joints(scene: Scene, models: dict[str, Model], file: str) -> Iterator[Problem]:
    nodes = {node.id: node for node in scene.nodes}
    for i, node in enumerate(scene.nodes):
        payload = node.payload
        hung = [(f"payload.{t.field}", t.node, t.joint) for t in targets_of(payload)]
        if node.parent is not None:
            hung.append(("parent", node.parent.node, node.parent.joint))
        for field, target, joint in hung:
            if joint is None or target not in nodes:
                continue
            path = f"nodes[{i}].{field}.joint"
            if not isinstance(nodes[target].payload, Modelled):
                message = (
                    f"{of_node(nodes[target])} has no joints: it is no figure, prop or "
                    "imported asset"
                )
                yield Problem("error", file, path, message)
            elif target in models:
                yield from _joint(models[target], joint, file, path)


def _joint(model: Model, joint: str, file: str, field: str) -> Iterator[Problem]:
    if model.index(joint) < 0:
        error = NotFoundError("joint", joint, [inner.path for inner in model.nodes])
        yield from_error("error", file, field, error)


def _inner_tracks(
    tracks: tuple[Track, ...], models: dict[str, Model], file: str
) -> Iterator[Problem]:
    """Check what channels of joints and morphs name inside an asset that could be read."""
    for i, track in enumerate(tracks):
        model = models.get(track.node or "")
        first, _, rest = track.channel.partition("/")
        if model is None:
            continue
        if first == "joints":
            yield from _joint(model, rest.rpartition("/")[0], file, f"tracks[{i}].channel")
        elif first == "morphs" and rest not in morph_names(model):
            error = NotFoundError("morph target", rest, morph_names(model))
            yield from_error("error", file, f"tracks[{i}].channel", error)
