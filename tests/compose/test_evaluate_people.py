"""Figures in a scene: their points are what forward kinematics, written out here, says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from compose.errors import NotFoundError, SceneError
from compose.evaluation import evaluate, world_matrices
from compose.figures.body import FigureBody
from compose.figures.mannequin import make_figure
from compose.figures.performance import PoseKey
from compose.figures.pose import posed
from compose.figures.skeleton import INDEX, JOINTS, PARENTS, POINTS
from tests.builders.staged import box, camera, key, person, project, track, under

MODEL = make_figure(FigureBody())
ZERO = dict.fromkeys(JOINTS, (0.0, 0.0, 0.0))


def turn(degrees) -> np.ndarray:
    """A rotation matrix of angles about X, Y and Z in order YXZ, from its definition."""
    x, y, z = np.radians(degrees)
    rx = [[1, 0, 0], [0, math.cos(x), -math.sin(x)], [0, math.sin(x), math.cos(x)]]
    ry = [[math.cos(y), 0, math.sin(y)], [0, 1, 0], [-math.sin(y), 0, math.cos(y)]]
    rz = [[math.cos(z), -math.sin(z), 0], [math.sin(z), math.cos(z), 0], [0, 0, 1]]
    return np.array(ry) @ np.array(rx) @ np.array(rz)


def walked(angles: dict[str, tuple[float, float, float]]) -> np.ndarray:
    """Joint positions in the figure's space by a walk from the hips outward."""
    turns: list[np.ndarray] = []
    places: list[np.ndarray] = []
    for row, name in enumerate(JOINTS):
        own, offset = turn(angles[name]), np.array(MODEL.nodes[row].translation)
        above = PARENTS[row]
        if above < 0:
            turns.append(own)
            places.append(offset)
        else:
            places.append(places[above] + turns[above] @ offset)
            turns.append(turns[above] @ own)
    return np.array(places)


def figures(*nodes, frame: float = 0.0, tracks=(), **more):
    made, shot = project(*nodes, tracks=tracks, **more)
    return evaluate(made, shot, frame).figures


def test_joints_set_one_by_one_stand_where_forward_kinematics_puts_them() -> None:
    rng = np.random.default_rng(3)
    angles = {name: tuple(rng.uniform(-60, 60, 3)) for name in JOINTS}
    performance = {"pose": "t-pose", "joints": angles}
    (anna,) = figures(person(performance=performance))
    assert anna.points.shape == (len(POINTS), 3)
    np.testing.assert_allclose(anna.points[: len(JOINTS)], walked(angles), atol=1e-9)


def test_a_joint_track_turns_one_axis_and_leaves_what_it_does_not_name() -> None:
    performance = {"pose": "t-pose", "joints": ZERO}
    elbow = track("anna", "joints/left_elbow/rotation_deg.y", key(0, 0.0), key(10, -90.0))
    (anna,) = figures(person(performance=performance), tracks=(elbow,), frame=10)
    expected = walked(ZERO | {"left_elbow": (0.0, -90.0, 0.0)})
    np.testing.assert_allclose(anna.points[: len(JOINTS)], expected, atol=1e-9)


def test_a_joint_with_a_track_is_not_touched_by_pose_keys() -> None:
    keys = (PoseKey(frame=0.0, pose="t-pose"), PoseKey(frame=20.0, pose="stand"))
    tracks = tuple(
        track("anna", f"joints/left_shoulder/rotation_deg.{axis}", key(0, value))
        for axis, value in zip("xyz", (10.0, 20.0, 30.0), strict=True)
    )
    made, shot = project(person(performance={"poses": keys}), tracks=tracks)
    for frame in (0, 7, 20):
        (anna,) = evaluate(made, shot, frame).figures
        chest, shoulder, elbow = (
            anna.points[INDEX[n]] for n in ("left_clavicle", "left_shoulder", "left_elbow")
        )
        assert np.linalg.norm(chest - shoulder) > 0.01
        upper = np.array(MODEL.nodes[INDEX["left_elbow"]].translation)
        world = world_matrices(made, made.scenes[0], frame)
        assert np.isclose(np.linalg.norm(elbow - shoulder), np.linalg.norm(upper))
        assert world["anna"].shape == (4, 4)


@pytest.mark.parametrize(("ease", "share"), [("hold", 0.0), ("linear", 0.25), ("smooth", 0.15625)])
def test_between_two_pose_keys_the_joints_go_the_eased_share_of_the_arc(ease, share) -> None:
    keys = (PoseKey(frame=0.0, pose="t-pose", ease=ease), PoseKey(frame=40.0, pose="stand"))
    made, shot = project(person(performance={"poses": keys}))

    def upper_arm(frame: float) -> np.ndarray:
        (anna,) = evaluate(made, shot, frame).figures
        arm = anna.points[INDEX["left_elbow"]] - anna.points[INDEX["left_shoulder"]]
        return arm / np.linalg.norm(arm)

    turns = [posed(name).turns[INDEX["left_shoulder"]] for name in ("t-pose", "stand")]
    whole = 2.0 * math.acos(min(1.0, abs(float(turns[0] @ turns[1]))))
    first, between = upper_arm(0), upper_arm(10)
    assert whole > 0.5
    moved = math.acos(np.clip(float(first @ between), -1.0, 1.0))
    assert moved == pytest.approx(share * whole, abs=0.02)


def test_before_its_first_key_and_after_its_last_a_figure_holds_them() -> None:
    keys = (PoseKey(frame=10.0, pose="t-pose"), PoseKey(frame=20.0, pose="stand"))
    made, shot = project(person(performance={"poses": keys}))
    at = {f: evaluate(made, shot, f).figures[0].points for f in (-50, 10, 20, 900)}
    np.testing.assert_array_equal(at[-50], at[10])
    np.testing.assert_array_equal(at[900], at[20])
    assert np.abs(at[10] - at[20]).max() > 0.1


def test_a_figure_moves_with_its_node_and_faces_where_its_chest_faces() -> None:
    placed = person(translation=(3.0, 1.0, -2.0), rotation_deg=(0.0, 90.0, 0.0),
                    performance={"pose": "t-pose", "joints": ZERO})  # fmt: skip
    (anna,) = figures(placed)
    expected = walked(ZERO) @ turn((0.0, 90.0, 0.0)).T + (3.0, 1.0, -2.0)
    np.testing.assert_allclose(anna.points[: len(JOINTS)], expected, atol=1e-9)
    np.testing.assert_allclose(anna.facing, (1.0, 0.0, 0.0), atol=1e-9)


def test_a_hidden_figure_is_in_the_list_and_says_so() -> None:
    anna, ben = figures(person("anna", visible=False), person("ben"))
    assert (anna.name, anna.visible, ben.name, ben.visible) == ("Anna", False, "Ben", True)


def test_what_hangs_on_a_joint_and_a_camera_aimed_at_one_follow_the_pose() -> None:
    lens = {"aim": {"node": "anna", "joint": "sternum"}}
    keys = (PoseKey(frame=0.0, pose="t-pose"), PoseKey(frame=20.0, pose="stand"))
    made, shot = project(
        person(performance={"poses": keys}),
        box("cup", parent=under("anna", "right_grip")),
        camera(lens=lens, translation=(2.0, 1.0, 5.0)),
    )
    for frame in (0, 11, 20):
        snapshot = evaluate(made, shot, frame)
        cup = next(i for i, s in enumerate(snapshot.surfaces) if s.node == "cup")
        points = snapshot.figures[0].points
        np.testing.assert_allclose(
            snapshot.world[cup][:3, 3], points[POINTS.index("right_grip")], atol=1e-9
        )
        seen = snapshot.camera.view @ [*points[POINTS.index("sternum")], 1.0]
        np.testing.assert_allclose(seen[:2], 0.0, atol=1e-9)


@pytest.mark.parametrize(
    ("performance", "said"),
    [
        ({"pose": "stnad"}, "'stand'"),
        ({"joints": {"left_elbo": (0.0, 0.0, 0.0)}}, "'left_elbow'"),
        ({"poses": (PoseKey(frame=0.0, pose="contraposto"),)}, "contraposto"),
    ],
)
def test_a_name_that_is_not_there_is_refused_with_the_nearest(performance, said) -> None:
    with pytest.raises(NotFoundError, match=said):
        figures(person(performance=performance))


def test_two_reaches_of_one_limb_are_refused() -> None:
    reach = {"limb": "left_hand", "offset": (0.0, 1.0, 0.0)}
    with pytest.raises(SceneError, match="reaches twice with its left hand"):
        figures(person(performance={"reaches": (reach, reach)}))
