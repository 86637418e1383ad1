"""Exported figures: read back, their joints move in the file as they do in the scene."""

from __future__ import annotations

import numpy as np

from compose.edits import (
    add_figure,
    add_node,
    add_prop,
    add_scene,
    new_project,
    set_keyframe,
    set_performance,
    walk_along,
)
from compose.evaluation import timeline_of
from compose.exporters.glb import export_glb
from compose.figures.performance import PoseKey, Reach
from compose.figures.skeleton import POINTS
from compose.importers import read_model
from compose.node import Parent
from compose.transform import compose_matrices, normalized_quaternions


def stage():
    project = add_scene(new_project("Film"), "Room")
    project = add_figure(project, "Room", "Anna", node_id="nod_anna")
    project = walk_along(project, "Room", "Anna", ((0, 0, 0), (0, 0, 2)), start=5)
    project = add_prop(
        project, "Room", "Cup", "cup", parent=Parent(node="nod_anna", joint="right_grip")
    )
    project = add_node(project, "Room", "Mark", node_id="nod_mark", translation=(0.3, 1.3, 2.4))
    reach = Reach(limb="left_hand", node="nod_mark", weight=0.0)
    project = set_performance(project, "Room", "Anna", reaches=(reach,))
    for frame, weight in ((20, 0.0), (40, 1.0)):
        project = set_keyframe(
            project, channel="reach.left_hand.weight", node="Anna", frame=frame, value=weight,
            scene="Room",
        )  # fmt: skip
    return project


def posed(model, clip, seconds: float) -> dict[str, np.ndarray]:
    """World matrices of a file's nodes by name at a sampled time of its only animation."""
    moves = [list(node.translation) for node in model.nodes]
    turns = [list(node.rotation) for node in model.nodes]
    sizes = [list(node.scale) for node in model.nodes]
    for channel in clip.channels:
        rows = {"translation": moves, "rotation": turns, "scale": sizes}.get(channel.target)
        if rows is not None:
            found = int(np.argmin(np.abs(channel.times - seconds)))
            rows[channel.node] = list(channel.values[found])
    world = compose_matrices(moves, normalized_quaternions(np.array(turns)), sizes)
    for i, node in enumerate(model.nodes):
        if node.parent >= 0:
            world[i] = world[node.parent] @ world[i]
    return {node.path.rpartition("/")[2]: world[i] for i, node in enumerate(model.nodes)}


def test_joints_of_a_walking_reaching_figure_are_in_the_file_where_the_scene_has_them(tmp_path):
    project = stage()
    scene = project.scenes[0]
    export_glb(project, scene, tmp_path / "room.glb")
    model = read_model(tmp_path / "room.glb")
    assert model.skins
    line = timeline_of(project, scene)
    first = line.stage.slots.insides["nod_anna"].first
    for frame in (5, 17, 30, 40):
        world = line.worlds(line.values(frame))
        found = posed(model, model.clips[0], (frame - 5) / 24.0)
        for name in ("hips", "left_ankle", "right_wrist", "left_grip", "head"):
            np.testing.assert_allclose(
                found[name][:3, 3], world[first + POINTS.index(name)][:3, 3], atol=1e-4
            )


def test_without_tracks_the_file_lasts_as_long_as_poses_and_cycles(tmp_path) -> None:
    project = add_figure(add_scene(new_project("Film"), "Room"), "Room", "Anna")
    keys = (PoseKey(frame=0.0, pose="t-pose"), PoseKey(frame=24.0, pose="stand"))
    project = set_performance(project, "Room", "Anna", poses=keys)
    export_glb(project, project.scenes[0], tmp_path / "room.glb")
    (clip,) = read_model(tmp_path / "room.glb").clips
    assert clip.duration_s == 1.0
