"""Acting: the flags of `shotwright pose` become what a figure does, one change after another."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from cli.stage import node_and_joint
from compose.edits import (
    import_motion,
    key_pose,
    pose_asset,
    set_performance,
    set_pose,
    walk_along,
)
from compose.edits.performing import figure_of
from compose.figures.performance import CyclePlay, Look, Reach
from compose.node import Node
from compose.payload import Asset
from compose.project import Project
from compose.scene import Scene
from compose.values import Vec3
from shotwright import UsageError

IN_PLACE = ("idle", "sit-talk")
"""The cycles that follow time, not a way."""

Told = tuple[Project, str]
"""The project after a change, and what the figure does now in words, "" where nothing changed."""


def _posed(project: Project, scene: Scene, node: Node, arguments: Namespace) -> Told:
    if arguments.pose is None:
        return project, ""
    looks: dict[str, Any] = {
        "mirrored": arguments.mirrored,
        "left_hand": arguments.left_hand,
        "right_hand": arguments.right_hand,
    }
    if isinstance(node.payload, Asset):
        return _posed_rig(project, scene, node, arguments, looks)
    told = f"the pose {arguments.pose!r}{' mirrored' if arguments.mirrored else ''}"
    if arguments.frame is None:
        project = set_pose(project, scene.id, node.id, arguments.pose, **looks)
        return project, f"holds {told}"
    project = key_pose(
        project, scene.id, node.id, arguments.frame, arguments.pose,
        ease=arguments.ease or "smooth", **looks,
    )  # fmt: skip
    return project, f"is in {told} at frame {arguments.frame:g}"


def _posed_rig(
    project: Project, scene: Scene, node: Node, arguments: Namespace, looks: dict[str, Any]
) -> Told:
    """Put the pose on the skeleton of an imported model."""
    pose, frame = arguments.pose, arguments.frame
    project = pose_asset(project, scene.id, node.id, pose, frame=frame, **looks)
    when = "" if frame is None else f" at frame {frame:g}"
    return project, f"takes the pose {pose!r}{when}"


def _moved(project: Project, scene: Scene, node: Node, arguments: Namespace) -> Told:
    """Let the figure move as a file says."""
    if arguments.motion is None:
        return project, ""
    made = import_motion(
        project, scene.id, node.id, arguments.motion, clip=arguments.clip or "",
        plant=arguments.plant, start=arguments.start or 0.0,
    )  # fmt: skip
    return made.project, f"moves as {made.files[0]} says for {made.duration_s:.3g} s"


def _walking(project: Project, scene: Scene, node: Node, arguments: Namespace) -> Told:
    if arguments.walk is None:
        return project, ""
    height = node.translation[1]
    points: list[Vec3] = [(x, height if y is None else y, z) for x, y, z in arguments.walk]
    cycle = arguments.cycle or "walk"
    start = arguments.start or 0.0
    project = walk_along(
        project, scene.id, node.id, points, start=start, speed_m_s=arguments.speed, cycle=cycle
    )
    _, last = window_of(project, scene, node)
    return project, f"goes along {len(points)} points from frame {start:g} to {last:g}"


def _cycling(project: Project, scene: Scene, node: Node, arguments: Namespace) -> Told:
    """Play a cycle that stays in place, instead of one that began at the same frame."""
    if arguments.cycle is None or arguments.walk is not None:
        return project, ""
    start = arguments.start or 0.0
    old = figure_of(node).performance.cycles
    kept = [play for play in old if play.start != start or play.cycle not in IN_PLACE]
    cycles = (*kept, CyclePlay(cycle=arguments.cycle, start=start))
    project = set_performance(project, scene.id, node.id, cycles=cycles)
    return project, f"does {arguments.cycle!r} from frame {start:g}"


def _looking(project: Project, scene: Scene, node: Node, arguments: Namespace) -> Told:
    if arguments.look_at is None:
        return project, ""
    if arguments.look_at == "nothing":
        return set_performance(project, scene.id, node.id, look=None), "looks ahead"
    target, joint = node_and_joint(project, scene, arguments.look_at)
    if target.id == node.id and joint is None:
        raise UsageError(
            f"{node.name} cannot look at {node.name}; name a joint, as {node.name}.left_hand."
        )
    look = Look(node=target.id, joint=joint)
    project = set_performance(project, scene.id, node.id, look=look)
    return project, f"looks at {arguments.look_at}"


def _reaching(project: Project, scene: Scene, node: Node, arguments: Namespace) -> Told:
    """Set a reach for each limb, in place of what that limb reached for."""
    if not arguments.reach:
        return project, ""
    reaches = {reach.limb: reach for reach in figure_of(node).performance.reaches}
    told = []
    for limb, where in arguments.reach:
        target, joint = node_and_joint(project, scene, where)
        if target.id == node.id and joint is None:
            raise UsageError(
                f"{node.name} cannot reach for {node.name}; name where, as {limb}:{node.name}.nose."
            )
        reaches[limb] = Reach(limb=limb, node=target.id, joint=joint)
        told.append(f"reaches for {where} with the {limb.replace('_', ' ')}")
    project = set_performance(project, scene.id, node.id, reaches=tuple(reaches.values()))
    return project, ", ".join(told)


def window_of(project: Project, scene: Scene, node: Node) -> tuple[float, float]:
    """Return the first and the last frame of the keys that a walk gave to a node."""
    track = next(
        track for track in project.scene(scene.id).tracks
        if track.key == (node.id, "translation.x")
    )  # fmt: skip
    return track.curve.keys[0].frame, track.curve.keys[-1].frame


Change = Callable[[Project, Scene, Node, Namespace], Told]

CHANGES: tuple[Change, ...] = (_posed, _moved, _walking, _cycling, _looking, _reaching)
"""What the flags ask for, in the order in which it is done; each does nothing where not asked."""
