"""Edits of what figures do: base poses, pose keys, and a frame's doing turned into joint values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compose.edits.building import built, changed
from compose.edits.parts import with_node, with_scene, with_shot
from compose.errors import NotFoundError, SceneError
from compose.figures.performance import Ease, Performance, PoseKey
from compose.node import Node
from compose.payload import Figure, PartOverride
from compose.project import Project
from compose.scene import Scene
from compose.track import Track
from compose.values import rounded


def set_pose(
    project: Project,
    scene: str,
    figure: str,
    pose: str,
    *,
    mirrored: bool = False,
    left_hand: str | None = None,
    right_hand: str | None = None,
) -> Project:
    """Set the pose that a figure holds where no key says otherwise.

    Raises
    ------
    NotFoundError
        When there is no such scene, node, pose or hand pose; the nearest are offered.
    SceneError
        When the node is no figure.
    """
    from compose.figures.pose import posed

    posed(pose, mirrored, left_hand, right_hand)
    return set_performance(
        project, scene, figure,
        pose=pose, mirrored=mirrored, left_hand=left_hand, right_hand=right_hand,
    )  # fmt: skip


def key_pose(
    project: Project,
    scene: str,
    figure: str,
    frame: float,
    pose: str,
    *,
    mirrored: bool = False,
    left_hand: str | None = None,
    right_hand: str | None = None,
    ease: Ease = "smooth",
) -> Project:
    """Set a pose key at a scene frame, replacing one that is there.

    Raises
    ------
    NotFoundError
        When there is no such scene, node, pose or hand pose; the nearest are offered.
    SceneError
        When the node is no figure, or the ease is unknown.
    """
    from compose.figures.pose import posed

    posed(pose, mirrored, left_hand, right_hand)
    key = built(
        PoseKey,
        f"the pose key at frame {frame:g}",
        frame=frame,
        pose=pose,
        mirrored=mirrored,
        left_hand=left_hand,
        right_hand=right_hand,
        ease=ease,
    )
    old = figure_of(project.scene(scene).find(figure)).performance.poses
    keys = {k.frame: k for k in old} | {key.frame: key}
    return set_performance(project, scene, figure, poses=in_order(keys.values()))


def remove_pose_key(project: Project, scene: str, figure: str, frame: float) -> Project:
    """Remove the pose key at a scene frame.

    Raises
    ------
    NotFoundError
        When there is no such scene or node, or no key at this frame.
    SceneError
        When the node is no figure.
    """
    node = project.scene(scene).find(figure)
    old = figure_of(node).performance.poses
    kept = tuple(key for key in old if key.frame != rounded(frame))
    if len(kept) == len(old):
        known = [f"{key.frame:g}" for key in old]
        raise NotFoundError("pose key at frame", f"{frame:g}", known, f"of {node.name!r}")
    return set_performance(project, scene, figure, poses=kept)


def set_performance(
    project: Project,
    scene: str,
    figure: str,
    **changes: Any,  # noqa: ANN401 - pydantic checks them
) -> Project:
    """Change fields of what a figure does: ``set_performance(p, s, "Anna", cycles=())``.

    Raises
    ------
    NotFoundError
        When there is no such scene, node or field.
    SceneError
        When the node is no figure, or a field cannot have its value.
    """
    stage = project.scene(scene)
    node = stage.find(figure)
    payload = figure_of(node)
    performance = changed(payload.performance, f"the performance of {node.name!r}", **changes)
    return with_node(project, stage, node.replace(payload=payload.replace(performance=performance)))


def bake_pose(
    project: Project, scene: str, figure: str, frame: float, *, shot: str | None = None
) -> Project:
    """Turn what a figure does at a frame into values of its joints, which it then holds.

    Its keys, cycles, reaches, look and joint tracks go, in the scene and in its shots; the node's
    own motion stays.

    Parameters
    ----------
    shot
        The shot whose override tracks count at that frame.

    Raises
    ------
    NotFoundError
        When there is no such scene, node or shot.
    SceneError
        When the node is no figure, or the scene cannot be evaluated.
    """
    from compose.edits.baking import joint_angles

    stage = project.scene(scene)
    node = stage.find(figure)
    payload = figure_of(node)
    taken = None if shot is None else project.shot(shot)
    joints, hips = joint_angles(project, stage, node.id, frame, taken)
    performance = built(
        Performance,
        f"the performance of {node.name!r}",
        pose=payload.performance.pose,
        mirrored=payload.performance.mirrored,
        joints=joints,
        ground=payload.performance.ground,
    )
    placed = built(PartOverride, "the place of the hips", translation=hips)
    baked = payload.replace(performance=performance, overrides=payload.overrides | {"hips": placed})
    project = with_node(project, stage, node.replace(payload=baked))
    return _without_acting(project, stage.id, node.id)


def _without_acting(project: Project, scene: str, node: str) -> Project:
    """Remove the tracks of a figure's joints, reaches and look."""

    def kept(tracks: Iterable[Track]) -> tuple[Track, ...]:
        acting = ("joints/", "reach.", "look.")
        return tuple(t for t in tracks if t.node != node or not t.channel.startswith(acting))

    stage = project.scene(scene)
    project = with_scene(project, _with_tracks(stage, kept(stage.tracks)))
    for shot in project.shots:
        tracks = kept(shot.tracks)
        if shot.scene == scene and len(tracks) < len(shot.tracks):
            project = with_shot(project, shot.replace(tracks=tracks))
    return project


def _with_tracks(scene: Scene, tracks: tuple[Track, ...]) -> Scene:
    return scene if len(tracks) == len(scene.tracks) else scene.replace(tracks=tracks)


def in_order(keys: Iterable[PoseKey]) -> tuple[PoseKey, ...]:
    """Return pose keys by rising frame."""
    return tuple(sorted(keys, key=lambda key: key.frame))


def figure_of(node: Node) -> Figure:
    """Return the figure that a node carries.

    Raises
    ------
    SceneError
        When it carries none.
    """
    if not isinstance(node.payload, Figure):
        raise SceneError(f"{node.name!r} is no figure, so it has no pose.")
    return node.payload
