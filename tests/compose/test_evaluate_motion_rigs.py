"""Our poses on imported rigs: their limbs point where our figure's do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compose.edits import import_model, pose_asset, set_node
from compose.errors import NotFoundError, SceneError
from compose.evaluation import evaluate, world_matrices
from compose.figures.pose import pose_named
from compose.figures.skeleton import POINTS
from compose.project import Project
from tests.builders.person_rig import write_rig
from tests.builders.staged import box, group, person, project, under

BONES = {
    (f"{side}_{a}", f"{side}_{b}"): (side.title() + c, side.title() + d)
    for side in ("left", "right")
    for (a, b), (c, d) in {
        ("shoulder", "elbow"): ("Arm", "ForeArm"),
        ("elbow", "wrist"): ("ForeArm", "Hand"),
        ("hip", "knee"): ("UpLeg", "Leg"),
        ("knee", "ankle"): ("Leg", "Foot"),
    }.items()
}
RIG_LEG_M = 0.8


def rigged(folder: Path, prefix: str = "mixamorig:") -> Project:
    made, _ = project()
    write_rig(folder / "rig.glb", prefix)
    made = made.replace(root=folder)
    return import_model(made, "scene", folder / "rig.glb", name="Rig").project


def marked(made: Project, prefix: str = "mixamorig:") -> tuple[Project, dict[str, str]]:
    """The project with a group hung on every joint that is looked at; joint to the group's id."""
    from compose.assets import load_model

    rig = made.scenes[0].find("Rig")
    paths = {node.path.rpartition("/")[2].removeprefix(prefix): node.path
             for node in load_model(made, rig.payload).nodes}  # fmt: skip
    marks = tuple(group(f"at_{name}", parent=under(rig.id, path)) for name, path in paths.items())
    scene = made.scenes[0]
    return made.replace(scenes=(scene.replace(nodes=(*scene.nodes, *marks)),)), {
        name: f"at_{name}" for name in paths
    }


def places(made: Project, frame: float | None = None) -> dict[str, np.ndarray]:
    made, marks = marked(made)
    world = world_matrices(made, made.scenes[0], frame)
    return {name: world[node][:3, 3] for name, node in marks.items()}


def figure_points(pose: str, mirrored: bool = False) -> dict[str, np.ndarray]:
    made, shot = project(person(performance={"pose": pose, "mirrored": mirrored}))
    (anna,) = evaluate(made, shot, 0).figures
    return dict(zip(POINTS, anna.points, strict=True))


def angle(a: np.ndarray, b: np.ndarray) -> float:
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def assert_same_limbs(found: dict[str, np.ndarray], wanted: dict[str, np.ndarray]) -> None:
    for (a, b), (c, d) in BONES.items():
        assert angle(found[d] - found[c], wanted[b] - wanted[a]) < 0.6, (a, b)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("pose", ["t-pose", "sit", "point", "run-pose", "kneel"])
def test_limbs_of_a_rig_in_an_a_pose_point_where_the_figures_do(tmp_path, pose, mirrored) -> None:
    made = pose_asset(rigged(tmp_path), "scene", "Rig", pose, mirrored=mirrored)
    assert_same_limbs(places(made), figure_points(pose, mirrored))


def test_the_rig_stood_otherwise_before(tmp_path) -> None:
    found = places(rigged(tmp_path))
    assert found["LeftArm"][0] - found["RightArm"][0] == pytest.approx(0.34)
    with pytest.raises(AssertionError):
        assert_same_limbs(found, figure_points("t-pose"))


def test_the_hips_go_down_as_far_as_the_rigs_legs_are_long(tmp_path) -> None:
    made = rigged(tmp_path)
    before = places(made)["Hips"]
    after = places(pose_asset(made, "scene", "Rig", "sit"))["Hips"]
    np.testing.assert_allclose(after - before, pose_named("sit").hips * RIG_LEG_M, atol=1e-5)


def test_with_frames_the_joints_are_keyed_and_hold_each_pose_there(tmp_path) -> None:
    made = rigged(tmp_path)
    for frame, pose in ((10, "point"), (30, "sit")):
        made = pose_asset(made, "scene", "Rig", pose, frame=frame)
    for frame, pose in ((0, "point"), (10, "point"), (30, "sit"), (99, "sit")):
        assert_same_limbs(places(made, frame), figure_points(pose))
    between = places(made, 20)["Hips"][1]
    assert places(made, 30)["Hips"][1] < between < places(made, 10)["Hips"][1]


def test_a_rig_that_is_turned_in_the_scene_is_posed_in_its_own_space(tmp_path) -> None:
    made = pose_asset(rigged(tmp_path), "scene", "Rig", "point")
    turned = set_node(made, "scene", "Rig", rotation_deg=(0.0, 90.0, 0.0))
    plain, found = places(made), places(turned)
    for name, place in plain.items():
        np.testing.assert_allclose(found[name], (place[2], place[1], -place[0]), atol=1e-9)


def test_names_of_the_users_own_are_taken_and_missing_ones_listed(tmp_path) -> None:
    made = rigged(tmp_path, prefix="bone_")
    with pytest.raises(SceneError, match=r"'Rig' cannot be posed: .*no joint known for hips, "):
        pose_asset(made, "scene", "Rig", "sit")
    theirs = {"hip": "UpLeg", "knee": "Leg", "ankle": "Foot", "shoulder": "Arm",
              "elbow": "ForeArm", "wrist": "Hand"}  # fmt: skip
    names = {"hips": "bone_Hips"} | {
        f"{side}_{ours}": f"bone_{side.title()}{other}"
        for side in ("left", "right")
        for ours, other in theirs.items()
    }
    posed = pose_asset(made, "scene", "Rig", "sit", names=names)
    made, marks = marked(posed, "bone_")
    world = world_matrices(made, made.scenes[0])
    found = {name: world[node][:3, 3] for name, node in marks.items()}
    assert_same_limbs(found, figure_points("sit"))


def test_what_is_no_rig_is_refused(tmp_path) -> None:
    made, _ = project(person(), box())
    with pytest.raises(SceneError, match="is no imported asset"):
        pose_asset(made, "scene", "Anna", "sit")
    with pytest.raises(SceneError, match="is no imported asset"):
        pose_asset(made, "scene", "Box", "sit")
    with pytest.raises(NotFoundError, match="pose called 'sitt'"):
        pose_asset(made, "scene", "Box", "sitt")
