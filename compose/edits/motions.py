"""Edits of motion made elsewhere: files that move figures, and our poses on imported rigs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compose.edits.building import built
from compose.edits.importing import root_of
from compose.edits.keys import set_keyframe
from compose.edits.nodes import replace_payload
from compose.edits.performing import figure_of, set_performance
from compose.errors import SceneError
from compose.figures.performance import MotionPlay
from compose.files.asset_copies import copy_into_assets
from compose.payload import Asset, PartOverride
from compose.project import Project

Quaternion = tuple[float, float, float, float]
Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedMotion:
    """What an import of motion made.

    Parameters
    ----------
    project
        The project whose figure moves as the file says.
    files
        Paths inside the project: the file, then the companions that it names.
    clips
        Names of the animations of the file.
    duration_s
        How long the one that plays lasts.
    missing
        Joints of the figure that the file does not have; they go with what they hang on.
    """

    project: Project
    files: tuple[str, ...]
    clips: tuple[str, ...]
    duration_s: float
    missing: tuple[str, ...]


def import_motion(
    project: Project,
    scene: str,
    figure: str,
    file: str | Path,
    *,
    clip: str = "",
    plant: bool = False,
    names: Mapping[str, str] | None = None,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> ImportedMotion:
    """Copy a motion into the project's assets and let a figure move as it says.

    Parameters
    ----------
    file
        A BVH file, or a rigged model with animations, anywhere on this machine.
    clip
        The animation's name; without one the first.
    plant
        Raise or lower the whole motion until its lowest foot touches the ground.
    names
        Our joint to the file's, where the known names do not fit.
    fields
        Any other field of ``MotionPlay``: ``start=24, loop="loop", travel=False``.

    Raises
    ------
    AssetError
        When the file cannot be read, or moves no person.
    NotFoundError
        When there is no such scene, node, field, animation or joint; the nearest are offered.
    SceneError
        When the node is no figure, the project has no folder, or a field cannot have its value.
    """
    from compose.assets import sha256_of
    from compose.figures.retarget import read_motion
    from compose.motion_files import load_motion

    node = project.scene(scene).find(figure)
    body = figure_of(node).body
    source, root = Path(file).resolve(), root_of(project)
    play = built(
        MotionPlay, f"the motion of {node.name!r}",
        path=source.name, clip=clip, plant=plant, names=dict(names or {}), **fields,
    )  # fmt: skip
    model = read_motion(source)
    motion = load_motion(project, play, body, model=model)
    files = copy_into_assets(root, source, model.companions)
    play = play.replace(path=files[0], sha256=sha256_of(root / files[0]))
    return ImportedMotion(
        project=set_performance(project, scene, figure, motion=play),
        files=files,
        clips=tuple(each.name for each in model.clips),
        duration_s=motion.duration_s,
        missing=motion.missing,
    )


def pose_asset(
    project: Project,
    scene: str,
    node: str,
    pose: str,
    *,
    mirrored: bool = False,
    left_hand: str | None = None,
    right_hand: str | None = None,
    names: Mapping[str, str] | None = None,
    frame: float | None = None,
) -> Project:
    """Put one of our poses on the skeleton of an imported asset.

    Parameters
    ----------
    pose, mirrored, left_hand, right_hand
        As for a figure.
    names
        Our joint to the asset's, where the known names do not fit.
    frame
        A scene frame to set keys of the joints at, between which they turn; without one the pose
        is what the asset holds at all times, and no animation of its file turns those joints.

    Raises
    ------
    NotFoundError
        When there is no such scene, node, pose, hand pose or joint; the nearest are offered.
    AssetError
        When the asset's file cannot be read.
    SceneError
        When the node is no imported asset, or its joints are no person's; the message lists those
        that are missing.
    """
    from compose.assets import load_model
    from compose.figures.pose import posed
    from compose.figures.retarget import place_rig, pose_rig

    held = posed(pose, mirrored, left_hand, right_hand)
    found = project.scene(scene).find(node)
    if not isinstance(found.payload, Asset):
        raise SceneError(f"{found.name!r} is no imported asset. A figure is posed by set_pose.")
    model = load_model(project, found.payload)
    try:
        turns = pose_rig(model, held.turns, names)
        hips, place = place_rig(model, held.hips, names)
    except SceneError as error:
        raise SceneError(f"{found.name!r} cannot be posed: {error}") from error
    if frame is None:
        payload = _overridden(found.payload, turns, hips, place)
        return replace_payload(project, scene, found.id, payload)
    for path, turn in turns.items():
        project = set_keyframe(project, scene=scene, node=found.id, frame=frame, value=turn,
                               channel=f"joints/{path}/quaternion")  # fmt: skip
    for axis, value in zip("xyz", place, strict=True):
        project = set_keyframe(project, scene=scene, node=found.id, frame=frame, value=value,
                               channel=f"joints/{hips}/translation.{axis}")  # fmt: skip
    return project


def _overridden(asset: Asset, turns: Mapping[str, Quaternion], hips: str, place: Vector) -> Asset:
    """Return the asset with the joints of a pose; what else is overridden of them stays."""
    parts = dict(asset.overrides)
    for path, turn in turns.items():
        part = parts.get(path, PartOverride())
        changes: dict[str, Any] = {"quaternion": turn}
        if path == hips:
            changes["translation"] = place
        kept = {name: getattr(part, name) for name in part.model_fields_set}
        parts[path] = built(PartOverride, f"the part {path!r}", **(kept | changes))
    return asset.replace(overrides=parts)
