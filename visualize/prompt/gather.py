"""Gather: everything a prompt needs to know of a shot, looked up once."""

from __future__ import annotations

import numpy as np

from compose.framing.describe import Description, describe
from compose.moves.analysis import analyse_shot
from compose.payload import Prop
from compose.project import Project
from compose.shot import Shot
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.prompt.camera_end import camera_end
from visualize.prompt.camera_facts import camera_facts
from visualize.prompt.cast import cast_of, setting_of
from visualize.prompt.facts import PromptFacts, Seen
from visualize.prompt.light_facts import light_facts
from visualize.prompt.naming import naming_of
from visualize.prompt.sighting import look_at
from visualize.prompt.sounds import sounds_of, without_sounds
from visualize.prompt.staging import Staging, point, stage_shot

_SAME_SPOT_M = 0.3


def gather_facts(
    project: Project, shot: Shot, *, frame: int | None = None, renderer: Draws | None = None
) -> PromptFacts:
    """Return the facts of a shot, the same for equal scenes.

    The id and depth passes of up to three small pictures say who is seen and where, one small
    beauty picture the mood; all else is read from the scene's own tracks.

    Parameters
    ----------
    frame
        A scene frame: the facts are of that one picture, without motion.
    renderer
        What draws; a new one by default.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated or drawn.
    """
    still = frame is not None
    with renderer_or_new(renderer) as draws:
        views = look_at(project, shot, draws, None if frame is None else (frame,))
        staging = stage_shot(project, shot, views, still=still)
        first = describe(project, shot, views.frames[0], in_sight=views.in_sight(0))
        told = cast_of(staging, first)
        names = _names(staging, told)
        move = None if still else analyse_shot(project, shot, (shot.start, shot.end))
        camera = camera_facts(
            first, camera_end(project, shot, views, first), views.snapshots[0].camera, move,
            float(project.frame_rate), names=names,
        )  # fmt: skip
        return PromptFacts(
            description=without_sounds(staging.scene, shot.description),
            seen=told,
            setting=setting_of(staging, told),
            camera=camera,
            lighting=light_facts(staging, _lit_place(staging, told, first), draws),
            style=" ".join(project.bible.split()),
            sounds=sounds_of(staging.scene, shot),
            still=still,
        )


def _names(staging: Staging, told: tuple[Seen, ...]) -> dict[str, str]:
    """Return what to call nodes in the camera's sentences, by their names in the scene."""
    names = {node.name: naming_of(staging.scene, node).called for node in staging.scene.nodes}
    for one in told:
        names[staging.scene.node(one.node).name] = one.called
        parent = staging.scene.node(one.node).parent
        if parent is not None and not one.person and one.role == "subject":
            names[staging.scene.node(parent.node).name] = one.called
    hero = next((one for one in told if one.role == "subject" and not one.person), None)
    if hero is not None:
        names |= dict.fromkeys(_close_to(staging, hero.node), hero.called)
    return names


def _close_to(staging: Staging, node: str) -> list[str]:
    """Return the names of things that stand where a thing stands, as the plinth under it."""
    world = staging.worlds[0]
    here = world[node][[0, 2], 3]
    return [
        other.name for other in staging.scene.nodes
        if isinstance(other.payload, Prop)
        and float(np.linalg.norm(world[other.id][[0, 2], 3] - here)) < _SAME_SPOT_M
    ]  # fmt: skip


def _lit_place(staging: Staging, told: tuple[Seen, ...], first: Description) -> np.ndarray:
    """Return the place whose light is told: the first subject's chest or middle, world space."""
    snapshot = staging.snapshot
    if told:
        figure = next((f for f in snapshot.figures if f.node == told[0].node), None)
        if figure is not None:
            return point(figure, "throat") + np.asarray(figure.facing) * 0.25
    if first.cast is not None:
        return np.asarray(first.cast.key)
    camera = snapshot.camera
    return np.asarray(camera.world[:3, 3] - camera.world[:3, 2] * camera.focus_distance_m)
