"""Posing by mouse, against where the evaluated figure's points come to be."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from compose.edits import add_figure, add_node, key_pose, set_performance
from compose.edits.baking import joint_angles
from compose.evaluation import evaluate
from compose.figures.limits import excess
from compose.figures.performance import Reach
from compose.figures.skeleton import JOINTS, POINTS
from compose.transform import euler_quaternions
from studio.session import Layer

VIEW = {"pivot": (0.0, 1.0, 0.0), "distance": 3.2, "yaw": 0.5, "pitch": 0.1}
MARA = "nod_mara"


@pytest.fixture
def figure(stage):
    scene = stage.scenes[0].id
    return add_figure(
        stage, scene, "Mara", pose="wave", node_id=MARA, rotation_deg=(0.0, 20.0, 0.0),
        scale=(0.9, 0.9, 0.9),
    )  # fmt: skip


@pytest.fixture
def hand(open_hand, figure):
    made = open_hand(figure, **VIEW)
    made.take("pose", MARA)
    return made


def points(hand, frame: float | None = None) -> dict[str, np.ndarray]:
    session = hand.session
    at = session.frame if frame is None else frame
    (seen,) = evaluate(session.project, session.shot, at).figures
    return dict(zip(POINTS, seen.points, strict=True))


def length(place: dict, one: str, other: str) -> float:
    return float(np.linalg.norm(place[one] - place[other]))


def test_a_dragged_hand_goes_where_the_pointer_goes_and_bones_keep_their_length(hand) -> None:
    before = points(hand)
    middle = (before["right_shoulder"] + before["right_wrist"]) / 2.0
    start, end = hand.place(before["right_wrist"]), hand.place(middle)
    hand.drag(start, end)
    after = points(hand)
    shown = hand.place(after["right_wrist"])
    assert (shown - end).manhattanLength() < 2.0
    for one, other in (("right_shoulder", "right_elbow"), ("right_elbow", "right_wrist")):
        assert length(after, one, other) == pytest.approx(length(before, one, other), abs=1e-3)
    for name in ("left_wrist", "head", "left_ankle", "right_ankle", "right_shoulder"):
        assert after[name] == pytest.approx(before[name], abs=1e-3)
    assert hand.session.undo_label == "Pose Mara"
    assert hand.session.joint == "right_wrist"


def test_a_hand_that_cannot_reach_points_the_arm_at_the_pointer(hand) -> None:
    before = points(hand)
    far = before["left_shoulder"] + 3.0 * np.array([0.6, -0.4, 0.2])
    hand.drag(hand.place(before["left_wrist"]), hand.place(far))
    after = points(hand)
    stretched = length(after, "left_shoulder", "left_wrist")
    bones = length(after, "left_shoulder", "left_elbow") + length(after, "left_elbow", "left_wrist")
    assert stretched == pytest.approx(bones, rel=0.03)


def test_no_dragged_joint_is_beyond_its_limits(hand) -> None:
    session = hand.session
    before = points(hand)
    hand.drag(hand.place(before["left_ankle"]), hand.place(before["head"]))
    angles, _ = joint_angles(session.project, session.scene, MARA, 0.0, session.shot)
    turns = euler_quaternions(np.radians([angles[name] for name in JOINTS]), "YXZ")
    legs = [JOINTS.index(f"left_{name}") for name in ("hip", "knee", "ankle")]
    assert excess(turns[None])[0][legs].max() < 1e-3


def test_a_dragged_foot_stays_as_level_as_it_was(hand) -> None:
    before = points(hand)
    start = before["left_ankle"]
    goal = hand.place(start + np.array([0.05, 0.12, 0.05]))
    hand.drag(hand.place(start), goal)
    after = points(hand)
    assert (hand.place(after["left_ankle"]) - goal).manhattanLength() < 2.0
    foot = before["left_ball"] - before["left_heel"]
    assert after["left_ball"] - after["left_heel"] == pytest.approx(foot, abs=5e-3)


def test_a_press_selects_a_joint_and_changes_nothing(hand) -> None:
    project = hand.session.project
    at = hand.place(points(hand)["chest"])
    hand.press(at)
    hand.release(at)
    assert hand.session.joint == "chest"
    assert hand.session.project is project


def test_an_elbow_goes_round_and_leaves_the_hand_where_it_is(hand) -> None:
    before = points(hand)
    start = hand.place(before["right_elbow"])
    hand.drag(start, start + QPointF(18.0, -14.0))
    after = points(hand)
    assert length({"a": before["right_elbow"], "b": after["right_elbow"]}, "a", "b") > 0.02
    assert after["right_wrist"] == pytest.approx(before["right_wrist"], abs=0.02)


def test_a_typed_turn_of_a_ring_turns_the_joint_by_it(qtbot, hand) -> None:
    at = hand.place(points(hand)["head"])
    hand.press(at)
    hand.release(at)
    hand.settle()
    session = hand.session
    before, _ = joint_angles(session.project, session.scene, MARA, 0.0)
    tool = hand.viewport.tool
    ring = next(h for h in tool.handles(hand.canvas.context()) if h.name == "y")
    front = QPointF(*ring.points[np.flatnonzero(ring.front)[len(np.flatnonzero(ring.front)) // 3]])
    hand.press(front)
    hand.move(front + QPointF(4.0, 0.0))
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return):
        qtbot.keyClick(hand.canvas, key)
    hand.release(front)
    after, _ = joint_angles(session.project, session.scene, MARA, 0.0)
    assert after["head"][1] - before["head"][1] == pytest.approx(12.0, abs=0.6)


def test_escape_puts_the_pose_back(qtbot, hand) -> None:
    project = hand.session.project
    at = hand.place(points(hand)["left_wrist"])
    hand.press(at)
    hand.move(at + QPointF(30.0, -30.0))
    assert hand.session.project is not project
    qtbot.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.release(at)
    assert hand.session.project is project


def test_while_auto_key_records_into_the_shot_only_the_shot_is_keyed(hand) -> None:
    session = hand.session
    session.set_recording(True, Layer.SHOT)
    scene = session.scene
    at = hand.place(points(hand)["left_wrist"])
    hand.drag(at, at + QPointF(20.0, -30.0))
    assert session.scene == scene
    keyed = {track.channel.split("/")[1] for track in session.shot.tracks}
    assert keyed == {"left_shoulder", "left_elbow", "left_wrist"}


def test_a_figure_with_pose_keys_is_keyed_at_the_playhead(open_hand, figure) -> None:
    scene = figure.scenes[0].id
    for frame, pose in ((0.0, "stand"), (40.0, "wave")):
        figure = key_pose(figure, scene, MARA, frame, pose)
    hand = open_hand(figure, **VIEW)
    hand.session.set_frame(20.0)
    hand.take("pose", MARA)
    at = hand.place(points(hand)["left_wrist"])
    goal = hand.place(points(hand)["left_wrist"] + (0.05, 0.15, 0.0))
    hand.drag(at, goal)
    assert (hand.place(points(hand)["left_wrist"]) - goal).manhattanLength() < 3.0
    tracks = hand.session.scene.tracks
    assert {key.frame for track in tracks for key in track.curve.keys} == {20.0}


@pytest.fixture
def open_reaching(open_hand, figure):
    """Return a function that opens the figure with its left hand at something."""

    def make(**reach):
        scene = figure.scenes[0].id
        wanted = Reach(limb="left_hand", **reach)
        hand = open_hand(set_performance(figure, scene, MARA, reaches=(wanted,)), **VIEW)
        hand.take("pose", MARA)
        return hand

    return make


@pytest.mark.parametrize("target", [None, "nod_turned"])
def test_a_hand_that_reaches_takes_its_goal_along(open_hand, figure, target) -> None:
    scene = figure.scenes[0].id
    figure = add_node(
        figure, scene, "Turned", node_id="nod_turned", translation=(0.4, 1.0, 0.3),
        rotation_deg=(20.0, 50.0, 0.0), scale=(1.5, 1.5, 1.5),
    )  # fmt: skip
    offset = (0.1, 0.05, 0.0) if target else (0.5, 1.1, 0.4)
    reach = Reach(limb="left_hand", node=target, offset=offset)
    hand = open_hand(set_performance(figure, scene, MARA, reaches=(reach,)), **VIEW)
    hand.take("pose", MARA)
    before = points(hand)
    start, way = hand.place(before["left_wrist"]), QPointF(-18.0, 14.0)
    grip = hand.place(before["left_grip"])
    hand.drag(start, start + way)
    after = points(hand)
    assert (hand.place(after["left_grip"]) - grip - way).manhattanLength() < 3.0
    for name in ("right_wrist", "head", "left_ankle"):
        assert after[name] == pytest.approx(before[name], abs=1e-6)
    acting = hand.session.scene.node(MARA).payload.performance
    (kept,) = acting.reaches
    assert (kept.node, kept.limb, acting.joints) == (target, "left_hand", {})
    assert hand.session.undo_label == "Left hand of Mara"
    hand.session.undo()
    assert hand.session.scene.node(MARA).payload.performance.reaches == (reach,)


def test_a_hand_too_far_from_its_goal_answers_at_once(open_reaching) -> None:
    hand = open_reaching(offset=(6.0, 1.0, 4.0))
    before = points(hand)
    start = hand.place(before["left_wrist"])
    hand.drag(start, start + QPointF(-40.0, 0.0))
    after = points(hand)
    moved = hand.place(after["left_grip"]) - hand.place(before["left_grip"])
    assert moved.x() == pytest.approx(-40.0, abs=6.0)


def test_a_keyed_goal_takes_a_key_at_the_playhead(open_reaching) -> None:
    hand = open_reaching(offset=(0.5, 1.1, 0.4))
    session = hand.session
    session.set_recording(True, Layer.SHOT)
    session.set_frame(6)
    hand.settle()
    at = hand.place(points(hand)["left_wrist"])
    hand.drag(at, at + QPointF(-15.0, 10.0))
    keyed = {track.channel: [k.frame for k in track.curve.keys] for track in session.shot.tracks}
    assert keyed == {f"reach.left_hand.offset.{axis}": [6.0] for axis in "xyz"}


def test_an_elbow_of_a_limb_that_reaches_stays_says_why_and_can_be_let_go(open_reaching) -> None:
    hand = open_reaching(offset=(0.5, 1.1, 0.4))
    told = []
    hand.session.told.connect(told.append)
    project = hand.session.project
    at = hand.place(points(hand)["left_elbow"])
    hand.drag(at, at + QPointF(20.0, -30.0))
    assert hand.session.project is project
    assert "Drag the hand itself" in told[0].detail
    ((label, let_go),) = told[0].actions
    assert label == "Let the hand go"
    let_go()
    assert hand.session.scene.node(MARA).payload.performance.reaches == ()


def test_a_limb_whose_reach_has_no_weight_is_posed(open_reaching) -> None:
    hand = open_reaching(offset=(0.5, 1.1, 0.4), weight=0.0)
    at = hand.place(points(hand)["left_wrist"])
    hand.drag(at, at + QPointF(10.0, -20.0))
    assert hand.session.undo_label == "Pose Mara"


def test_the_tool_says_how_far_a_hand_went_in_the_figures_own_words(hand) -> None:
    at = hand.place(points(hand)["right_wrist"])
    hand.press(at)
    hand.move(at + QPointF(0.0, 5.0))
    hand.move(at + QPointF(0.0, 40.0))
    assert hand.viewport.tool.running.drag.words.startswith("Right hand +")
    assert hand.viewport.tool.running.drag.words.endswith(" m down")
    hand.release(at)
