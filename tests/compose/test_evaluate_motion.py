"""Motion files on the stage: a figure does what the file says, by forward kinematics done here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compose.edits import import_motion, retime, set_performance
from compose.errors import AssetError, NotFoundError, SceneError
from compose.evaluation import evaluate
from compose.figures.body import FigureBody
from compose.figures.performance import MotionPlay, PoseKey
from compose.figures.proportions import proportions
from compose.figures.skeleton import POINTS
from compose.files.checks.assets import scene_assets
from compose.project import Project
from compose.shot import Shot
from tests.builders.bvh_person import bvh_text, bvh_world
from tests.builders.person_rig import A_POSE_DEG, write_rig
from tests.builders.staged import person, project

FRAMES = 25
BONES = {
    ("left_shoulder", "left_elbow"): ("LeftArm", "LeftForeArm"),
    ("right_elbow", "right_wrist"): ("RightForeArm", "RightHand"),
    ("left_hip", "left_knee"): ("LeftUpLeg", "LeftLeg"),
    ("right_knee", "right_ankle"): ("RightLeg", "RightFoot"),
}


def staged(folder: Path, **performance) -> tuple[Project, Shot]:
    made, shot = project(person(performance=performance), rate="24")
    return made.replace(root=folder), shot


def bvh_at_24(folder: Path, seed: int = 3) -> tuple[Path, dict]:
    """A person at 24 samples a second, so that each frame of the project is one of the file."""
    text, data = bvh_text(np.random.default_rng(seed), frames=FRAMES, arms_down=False, scale=1.0)
    path = folder / "dance.bvh"
    path.write_text(text.replace(f"{1 / 30:.9f}", f"{1 / 24:.15f}"))
    return path, data


def point(made: Project, shot: Shot, frame: float, name: str) -> np.ndarray:
    (anna,) = evaluate(made, shot, frame).figures
    return anna.points[POINTS.index(name)]


def angle(a: np.ndarray, b: np.ndarray) -> float:
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def assert_limbs(made: Project, shot: Shot, frame: float, data: dict, sample: int) -> None:
    places = bvh_world(data, sample)
    for (a, b), (c, d) in BONES.items():
        ours = point(made, shot, frame, b) - point(made, shot, frame, a)
        assert angle(ours, places[d] - places[c]) < 0.5, (frame, a)


@pytest.mark.parametrize(("play", "samples"), [
    ({}, {0: 0, 7: 7, 24: 24, 90: 24}),
    ({"start": 10}, {10: 0, 15: 5}),
    ({"offset_s": 0.5}, {0: 12, 4: 16}),
    ({"speed": 2.0}, {0: 0, 5: 10}),
    ({"speed": -1.0, "offset_s": 1.0}, {0: 24, 5: 19}),
    ({"loop": "loop"}, {3: 3, 27: 3, 51: 3}),
    ({"loop": "ping-pong"}, {3: 3, 27: 21, 48: 0}),
    ({"end": 12, "blend": 50}, {5: 5}),
])  # fmt: skip
def test_limbs_point_where_the_files_do_at_the_files_time(tmp_path, play, samples) -> None:
    path, data = bvh_at_24(tmp_path)
    made, shot = staged(tmp_path)
    made = import_motion(made, "scene", "anna", path, **play).project
    for frame, sample in samples.items():
        assert_limbs(made, shot, frame, data, sample)


def test_the_hips_travel_as_far_as_the_legs_are_long_and_on_from_loop_to_loop(tmp_path) -> None:
    path, data = bvh_at_24(tmp_path)
    made, shot = staged(tmp_path)
    made = import_motion(made, "scene", "anna", path, loop="loop").project
    ratio = proportions(FigureBody()).leg_length / 0.8
    roots = data["roots"]
    once = (roots[24] - roots[0]) * ratio * (1, 0, 1)
    for frame, sample, loops in ((5, 5, 0), (24 + 5, 5, 1), (48 + 9, 9, 2)):
        way = point(made, shot, frame, "hips") - point(made, shot, 0, "hips")
        wanted = (roots[sample] - roots[0]) * ratio + once * loops
        np.testing.assert_allclose(way, wanted, atol=1e-3)


def test_without_travel_a_walk_at_one_speed_stays_over_the_node(tmp_path) -> None:
    path, data = bvh_at_24(tmp_path)
    head, body = path.read_text().split("Frame Time:")
    first, *rows = body.strip().splitlines()
    walked = [" ".join([f"{0.3 * i}", "0.9", f"{0.1 * i}", *row.split()[3:]])
              for i, row in enumerate(rows)]  # fmt: skip
    path.write_text("\n".join([f"{head}Frame Time:{first}", *walked]))
    made, shot = staged(tmp_path)
    made = import_motion(made, "scene", "anna", path, loop="loop", travel=False).project
    for frame in (0, 3, 12, 20.5, 24, 70):
        hips = point(made, shot, frame, "hips")
        assert np.abs(hips[[0, 2]]).max() < 1e-6
    assert_limbs(made, shot, 7, data, 7)


def test_over_the_blend_the_motion_comes_out_of_the_pose_and_goes_back(tmp_path) -> None:
    path, _ = bvh_at_24(tmp_path)
    still, shot = staged(tmp_path, pose="sit")
    made = import_motion(still, "scene", "anna", path, start=20, end=30, blend=8).project
    seated = evaluate(still, shot, 0).figures[0].points
    full = evaluate(made, shot, 20).figures[0].points
    for frame in (0, 12, 38, 90):
        np.testing.assert_allclose(evaluate(made, shot, frame).figures[0].points, seated, atol=1e-9)
    half = evaluate(made, shot, 16).figures[0].points[0]
    np.testing.assert_allclose(half, 0.5 * (seated[0] + full[0]), atol=1e-6)


def test_a_motion_wins_over_pose_keys_and_a_cycle_over_the_motion(tmp_path) -> None:
    path, data = bvh_at_24(tmp_path)
    keys = (PoseKey(frame=0.0, pose="sit"), PoseKey(frame=20.0, pose="t-pose"))
    made, shot = staged(tmp_path, poses=keys)
    made = import_motion(made, "scene", "anna", path).project
    assert_limbs(made, shot, 10, data, 10)
    idle = {"cycle": "idle", "start": 8.0, "end": 12.0, "blend": 0.0}
    both = set_performance(made, "scene", "anna", cycles=(idle,))
    alone = set_performance(both, "scene", "anna", motion=None, poses=())
    for frame, same in ((10, True), (15, False)):
        a = point(both, shot, frame, "sternum")
        b = point(alone, shot, frame, "sternum")
        assert bool(np.linalg.norm(a - b) < 1e-6) is same
    assert_limbs(both, shot, 15, data, 15)


def test_joints_set_one_by_one_are_not_touched_by_a_motion(tmp_path) -> None:
    path, _ = bvh_at_24(tmp_path)
    still, shot = staged(tmp_path, joints={"left_elbow": (0.0, -70.0, 0.0)})
    made = import_motion(still, "scene", "anna", path).project

    def bend(frame: float, which: Project) -> float:
        a, b, c = (point(which, shot, frame, f"left_{n}") for n in ("shoulder", "elbow", "wrist"))
        return angle(b - a, c - b)

    for frame in (0, 9, 20):
        assert bend(frame, made) == pytest.approx(bend(0, still), abs=1e-6)
        moved = point(made, shot, frame, "left_wrist") - point(still, shot, frame, "left_wrist")
        assert np.linalg.norm(moved) > 0.05


def test_a_clip_of_a_rig_in_an_a_pose_lifts_the_same_forearm_by_as_much(tmp_path) -> None:
    rig = write_rig(tmp_path / "rig.glb")
    made, shot = staged(tmp_path)
    done = import_motion(made, "scene", "anna", rig, clip="wave")
    assert done.clips == ("wave",)
    assert done.duration_s == pytest.approx(1.0)
    assert "left_thumb_1" in done.missing
    for frame, lifted in ((0, 0.0), (12, 45.0), (24, 90.0)):
        turn = np.radians(lifted - A_POSE_DEG)
        ours = point(done.project, shot, frame, "left_wrist")
        ours = ours - point(done.project, shot, frame, "left_elbow")
        assert angle(ours, np.array((np.cos(turn), np.sin(turn), 0.0))) < 0.5


def test_the_import_copies_the_file_and_holds_it_to_its_hash(tmp_path) -> None:
    (tmp_path / "film").mkdir()
    path, _ = bvh_at_24(tmp_path)
    made, shot = staged(tmp_path / "film")
    done = import_motion(made, "scene", "anna", path)
    copy = tmp_path / "film" / done.files[0]
    assert done.files == ("assets/dance.bvh",)
    assert copy.read_bytes() == path.read_bytes()
    assert check_problems(done.project) == []
    copy.write_text(copy.read_text().replace("0 0 0.01", "0 0 0.02"))
    (problem,) = check_problems(done.project)
    assert problem.startswith("nodes[1].payload.performance.motion.path: ")
    assert "is not the motion the scene was made with" in problem
    with pytest.raises(AssetError, match="is not the motion"):
        evaluate(done.project.replace(scenes=(fresh(done.project),)), shot, 0)
    copy.write_text("nonsense")
    unhashed = done.project.scenes[0].find("anna").payload.performance.motion.replace(sha256="")
    open_play = set_performance(done.project, "scene", "anna", motion=unhashed)
    assert "a BVH begins with HIERARCHY" in check_problems(open_play)[0]
    copy.unlink()
    assert "there is no such file" in check_problems(done.project)[0]


def check_problems(made: Project) -> list[str]:
    found = scene_assets(made, made.scenes[0])
    return [f"{problem.field}: {problem.message}" for problem in found]


def fresh(made: Project):
    """The scene as another object, as when it is loaded anew."""
    return made.scenes[0].replace(name=made.scenes[0].name + " again")


def test_an_animal_is_refused_with_a_list_of_what_it_lacks(tmp_path) -> None:
    path, _ = bvh_at_24(tmp_path)
    renamed = path.read_text().replace("UpLeg", "Thigh_03").replace("ForeArm", "Paw_04")
    (tmp_path / "fox.bvh").write_text(renamed)
    (tmp_path / "film").mkdir()
    made, _ = staged(tmp_path / "film")
    with pytest.raises(
        AssetError, match=r"fox\.bvh: cannot move a figure.*no joint known for"
    ) as it:
        import_motion(made, "scene", "anna", tmp_path / "fox.bvh")
    for joint in ("left_hip", "right_hip", "left_elbow", "right_elbow"):
        assert joint in str(it.value)
    assert "left_knee" not in str(it.value)
    assert not (tmp_path / "film" / "assets").exists()


@pytest.mark.parametrize(("fields", "said"), [
    ({"clip": "run"}, "animation 'run'"),
    ({"names": {"left_elbow": "LeftForArm"}}, "Did you mean 'LeftForeArm'"),
    ({"begin": 4}, "field 'begin'"),
    ({"loop": "always"}, "cannot be so"),
])  # fmt: skip
def test_what_does_not_exist_is_refused_and_copies_nothing(tmp_path, fields, said) -> None:
    (tmp_path / "film").mkdir()
    path, _ = bvh_at_24(tmp_path)
    made, _ = staged(tmp_path / "film")
    with pytest.raises((SceneError, NotFoundError), match=said):
        import_motion(made, "scene", "anna", path, **fields)
    assert not (tmp_path / "film" / "assets").exists()


def test_a_motion_is_moved_with_the_other_keys_of_its_scene() -> None:
    play = MotionPlay(path="a.bvh", start=10.0, end=30.0)
    made, _ = project(person(performance={"motion": play}))
    moved = retime(made, scene="scene", shift=5.0)
    found = moved.scenes[0].find("anna").payload.performance.motion
    assert (found.start, found.end) == (15.0, 35.0)
