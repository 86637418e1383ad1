"""What figures do beside their pose: hands and feet that reach, a look, cycles of steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from compose.edits import set_performance
from compose.edits.building import built, changed
from compose.edits.performing import figure_of
from compose.edits.placing import joint_matrix, world_matrix
from compose.errors import SceneError
from compose.figures.gait.table import CYCLES
from compose.figures.performance import CyclePlay, Limb, Look, Performance, Reach
from compose.node import Node
from compose.payload import Figure
from compose.project import Project
from compose.scene import Scene
from compose.values import Vec3
from studio.session.session import Edit

LIMBS: dict[Limb, str] = {limb: limb.replace("_", " ").capitalize() for limb in get_args(Limb)}
"""What can reach, with its name on screen."""

ENDS: dict[Limb, str] = {
    "left_hand": "left_grip",
    "right_hand": "right_grip",
    "left_foot": "left_ball",
    "right_foot": "right_ball",
}
"""What of a hand or a foot goes to the target."""

_POINTS = ("head", "chest", "hips", "left_wrist", "right_wrist", "left_grip", "right_grip")
PLACE = "place"
"""As a target: no node, but a place in the scene."""

NOTHING = ""
"""As a target or a cycle: none at all."""

FOLLOWS_STEPS = ("walk", "run", "sneak", "limp")
"""Cycles whose feet stay where they are put."""


def cycle_titles() -> dict[str, str]:
    """Return the cycles with their titles, none first."""
    return {NOTHING: "None", **CYCLES}


def targets(scene: Scene, figure: str) -> list[tuple[str, str]]:
    """Return what a figure can reach for or look at: keys and labels; people by points."""
    people, others = [], []
    for node in scene.nodes:
        if node.id == figure or node.payload is None:
            continue
        others.append((target_key(node.id, None), node.name))
        if isinstance(node.payload, Figure):
            people += [
                (target_key(node.id, point), f"{node.name} · {point.replace('_', ' ')}")
                for point in _POINTS
            ]
    return people + others


def target_label(scene: Scene, node: str | None, joint: str | None) -> str:
    """Return what a target is called, also one that the list does not offer."""
    if node is None:
        return "A place"
    name = next((n.name for n in scene.nodes if n.id == node), node)
    return f"{name} · {joint.replace('_', ' ')}" if joint else name


def target_key(node: str | None, joint: str | None) -> str:
    """Return the key of a target in a list."""
    return PLACE if node is None else f"{node}/{joint or ''}"


def target_of(key: str) -> tuple[str | None, str | None]:
    """Return the node and the joint of a target's key."""
    if key == PLACE:
        return None, None
    node, _, joint = key.partition("/")
    return node, joint or None


def reach_of(performance: Performance, limb: str) -> Reach | None:
    """Return what a hand or a foot reaches for, if it does."""
    return next((reach for reach in performance.reaches if reach.limb == limb), None)


def reaching(project: Project, scene: str, figure: str, limb: Limb, key: str) -> Project:
    """Let a hand or a foot go to a target; ``NOTHING`` lets it follow the pose again.

    A place in the scene is first where the hand is now.

    Raises
    ------
    ShotwrightError
        When there is no such figure or target.
    """
    stage = project.scene(scene)
    node = stage.find(figure)
    old = figure_of(node).performance.reaches
    kept = tuple(reach for reach in old if reach.limb != limb)
    if key == NOTHING:
        return set_performance(project, scene, figure, reaches=kept)
    target, joint = target_of(key)
    before = reach_of(figure_of(node).performance, limb)
    fields: dict[str, Any] = {"node": target, "joint": joint, "offset": (0.0, 0.0, 0.0)}
    if target is None:
        fields["offset"] = place_of(project, stage, node, ENDS[limb])
    elif target not in {n.id for n in stage.nodes}:
        raise SceneError(f"What {node.name!r} should reach for is no longer in the scene.")
    where = f"the reach of {node.name!r}"
    reach = (
        built(Reach, where, limb=limb, **fields)
        if before is None
        else changed(before, where, **fields)
    )
    return set_performance(project, scene, figure, reaches=(*kept, reach))


def looking(project: Project, scene: str, figure: str, key: str) -> Project:
    """Let head and eyes follow a target; ``NOTHING`` lets them follow the pose again."""
    stage = project.scene(scene)
    node = stage.find(figure)
    if key == NOTHING:
        return set_performance(project, scene, figure, look=None)
    target, joint = target_of(key)
    fields: dict[str, Any] = {"node": target, "joint": joint, "offset": (0.0, 0.0, 0.0)}
    if target is None:
        x, y, z = place_of(project, stage, node, "head")
        ahead = world_matrix(project, stage, node)[:3, 2].tolist()
        fields["offset"] = (x + 2.0 * ahead[0], y, z + 2.0 * ahead[2])
    before, where = figure_of(node).performance.look, f"the look of {node.name!r}"
    look = built(Look, where, **fields) if before is None else changed(before, where, **fields)
    return set_performance(project, scene, figure, look=look)


def look_changed(scene: str, figure: str, **changes: Any) -> Edit:  # noqa: ANN401 - pydantic checks them
    """Return the edit that changes fields of a figure's look."""

    def edit(project: Project) -> Project:
        look = figure_of(project.scene(scene).find(figure)).performance.look
        if look is None:
            raise SceneError("The figure looks at nothing. Choose a target first.")
        return set_performance(project, scene, figure, look=changed(look, "the look", **changes))

    return edit


def place_of(project: Project, scene: Scene, node: Node, joint: str) -> Vec3:
    """Return where a joint of a figure is in the world, in its base pose, in metres."""
    world = world_matrix(project, scene, node) @ joint_matrix(project, node, joint)
    x, y, z = (round(float(value), 3) for value in world[:3, 3])
    return (x, y, z)


def cycle_at(performance: Performance, frame: float) -> int:
    """Return the place of the cycle that plays at a frame, the last of those; −1 for none."""
    found = -1
    for place, play in enumerate(performance.cycles):
        if play.start <= frame and (play.end is None or frame < play.end):
            found = place
    return found


def cycling(project: Project, scene: str, figure: str, frame: float, cycle: str) -> Project:
    """Play another cycle where one plays at a frame, or begin one there; ``NOTHING`` ends it."""
    performance = figure_of(project.scene(scene).find(figure)).performance
    place, plays = cycle_at(performance, frame), list(performance.cycles)
    if cycle == NOTHING:
        if place >= 0:
            del plays[place]
    elif place >= 0:
        plays[place] = changed(plays[place], "the cycle", cycle=cycle)
    else:
        end = min((play.start for play in plays if play.start > frame), default=None)
        plays.append(built(CyclePlay, "the cycle", cycle=cycle, start=frame, end=end))
    return set_performance(project, scene, figure, cycles=_in_order(plays))


def cycle_changed(scene: str, figure: str, place: int, **changes: Any) -> Edit:  # noqa: ANN401 - pydantic checks them
    """Return the edit that changes fields of one of a figure's cycles."""

    def edit(project: Project) -> Project:
        plays = list(figure_of(project.scene(scene).find(figure)).performance.cycles)
        if not 0 <= place < len(plays):
            raise SceneError("The figure no longer has this cycle.")
        plays[place] = changed(plays[place], "the cycle", **changes)
        return set_performance(project, scene, figure, cycles=_in_order(plays))

    return edit


def _in_order(plays: Iterable[CyclePlay]) -> tuple[CyclePlay, ...]:
    return tuple(sorted(plays, key=lambda play: play.start))
