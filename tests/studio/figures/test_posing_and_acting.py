"""What a figure does at the desk: held or keyed by the rule, undone in one step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compose.edits import (
    add_figure,
    add_node,
    add_scene,
    add_shot,
    key_pose,
    new_project,
    set_performance,
)
from compose.edits.performing import figure_of
from compose.errors import SceneError
from compose.evaluation import evaluate
from compose.figures.performance import Performance
from compose.node import Node
from compose.payload import CameraPayload
from studio.figures import acting, joint_turning, posing
from studio.figures.held_pose import held_pose
from studio.figures.pose_tiles import EVERY, SAVED, forget_poses, names_in, save_pose, saved_poses
from studio.session import Layer, Session
from studio.settings import Settings


@pytest.fixture
def session() -> Session:
    project = add_scene(new_project("Film", rate="24"), "Room", scene_id="scn_room")
    project = add_figure(project, "Room", "Mara", node_id="nod_mara", translation=(1.0, 0.0, 0.0))
    project = add_figure(project, "Room", "Joon", node_id="nod_joon", translation=(0.0, 0.0, 2.0))
    camera = CameraPayload(kind="camera")
    project = add_node(project, "Room", "Cam", payload=camera, node_id="nod_cam",
                       translation=(0.0, 1.5, 6.0))  # fmt: skip
    return Session(add_shot(project, "Room", "nod_cam", name="Wide", start=0, end=48))


def _mara(session: Session) -> Node:
    return session.scene.node("nod_mara")


def _does(session: Session, node: str = "nod_mara") -> Performance:
    return figure_of(session.scene.node(node)).performance


def _point(session: Session, name: str, frame: float = 0.0, figure: str = "Mara") -> np.ndarray:
    from compose.figures.skeleton import POINTS

    snapshot = evaluate(session.project, session.project.shots[0], frame)
    (state,) = [each for each in snapshot.figures if each.node == f"nod_{figure.lower()}"]
    return state.points[POINTS.index(name)]


def test_a_figure_without_keys_holds_the_pose_and_one_with_keys_takes_a_key(session) -> None:
    posing.pose_figure(session, _mara(session), "sit")
    assert (_does(session).pose, _does(session).poses) == ("sit", ())
    session.do("Key", lambda p: key_pose(p, "Room", "Mara", 0, "stand"))
    session.set_frame(24)
    posing.pose_figure(session, _mara(session), "wave")
    assert [(key.frame, key.pose) for key in _does(session).poses] == [(0, "stand"), (24, "wave")]


def test_auto_key_makes_the_first_key(session) -> None:
    session.set_recording(True, Layer.SCENE)
    session.set_frame(12)
    posing.pose_figure(session, _mara(session), "wave")
    assert [(key.frame, key.pose) for key in _does(session).poses] == [(12, "wave")]


def test_a_pose_recorded_into_the_shot_is_seen_there_and_the_scene_stays(session) -> None:
    session.do("Key", lambda p: key_pose(p, "Room", "Mara", 0, "stand"))
    scene, standing = session.scene, _point(session, "head")
    plain = Session(session.project)
    plain.do("Sit", lambda p: set_performance(p, "Room", "Mara", pose="sit", poses=()))
    session.set_recording(True, Layer.SHOT)
    session.set_frame(24)
    posing.pose_figure(session, _mara(session), "sit")
    assert session.scene == scene
    for name in ("head", "hips", "left_wrist", "right_ankle", "left_grip"):
        assert _point(session, name, 24) == pytest.approx(_point(plain, name), abs=1e-3), name
    session.set_frame(36)
    posing.pose_figure(session, _mara(session), "stand")
    assert _point(session, "head", 36) == pytest.approx(standing, abs=1e-3)
    assert _point(plain, "head")[1] < _point(session, "head", 30)[1] < standing[1]
    assert posing.pose_state(session, _mara(session)) == "overridden"
    session.set_recording(False)
    assert posing.keys_into(session, _mara(session)) is Layer.SHOT
    posing.unkey_here(session, _mara(session))
    assert posing.pose_state(session, _mara(session)) == "overridden-between"
    for _ in range(3):
        session.undo()
    assert session.shot.tracks == ()


def test_a_walk_holds_still_where_the_shot_keys_its_pose(session) -> None:
    session.do("Walk", lambda p: acting.cycling(p, "scn_room", "nod_mara", 0.0, "idle"))
    session.set_recording(True, Layer.SHOT)
    session.set_frame(12)
    before = _point(session, "right_wrist", 12)
    posing.key_here(session, _mara(session))
    for frame in (0, 12, 40):
        assert _point(session, "right_wrist", frame) == pytest.approx(before, abs=2e-3)


def test_a_pose_pasted_puts_every_joint_where_it_was_copied(session) -> None:
    posing.pose_figure(session, _mara(session), "wave")
    session.do("Turn", joint_turning.turning(session, _mara(session), "neck", (20.0, 30.0, 0.0)))
    text = posing.copied(session, _mara(session))
    posing.paste(session, session.scene.node("nod_joon"), text)
    shift = _point(session, "hips", figure="Joon") - _point(session, "hips")
    for name in ("right_wrist", "nose", "left_ankle"):
        moved = _point(session, name) + shift
        assert _point(session, name, figure="Joon") == pytest.approx(moved, abs=2e-3)


def test_mirroring_puts_the_left_hand_where_the_right_was(session) -> None:
    posing.pose_figure(session, _mara(session), "wave")
    before = _point(session, "right_wrist") - (1.0, 0.0, 0.0)
    posing.mirror(session, _mara(session))
    after = _point(session, "left_wrist") - (1.0, 0.0, 0.0)
    assert after == pytest.approx(before * (-1.0, 1.0, 1.0), abs=1e-3)
    session.undo()
    assert not _does(session).mirrored


def test_a_blend_is_one_gesture_and_can_be_cancelled(session) -> None:
    before = session.project
    edit = posing.blending(session, _mara(session), _does(session), "sit", False, 0.7)
    session.begin_gesture("Blend")
    session.step_gesture(edit)
    high = _point(session, "hips")[1]
    session.cancel_gesture()
    assert session.project is before
    assert high < _point(session, "hips")[1]


def test_a_joint_is_set_where_nothing_animates_it_and_keyed_where_something_does(session) -> None:
    mara = _mara(session)
    session.do("Turn", joint_turning.turning(session, mara, "left_elbow", (0.0, 90.0, 0.0)))
    assert _does(session).joints == {"left_elbow": (0.0, 90.0, 0.0)}
    assert session.scene.tracks == ()
    joint_turning.toggle_joint_key(session, _mara(session), "left_elbow", (0.0, 90.0, 0.0))
    assert joint_turning.joint_state(session, _mara(session), "left_elbow") == "keyed"
    session.set_frame(24)
    session.do(
        "Turn", joint_turning.turning(session, _mara(session), "left_elbow", (0.0, 10.0, 0.0))
    )
    (bend,) = [t for t in session.scene.tracks if t.channel.endswith("left_elbow/rotation_deg.y")]
    assert [(key.frame, key.value) for key in bend.curve.keys] == [(0, 90.0), (24, 10.0)]
    joint_turning.toggle_joint_key(session, _mara(session), "left_elbow", (0.0, 10.0, 0.0))
    assert joint_turning.joint_state(session, _mara(session), "left_elbow") == "animated"


def test_a_joint_keyed_in_the_shot_overrides_there_alone(session) -> None:
    session.set_recording(True, Layer.SHOT)
    session.do("Turn", joint_turning.turning(session, _mara(session), "neck", (10.0, 0.0, 0.0)))
    assert joint_turning.joint_state(session, _mara(session), "neck") == "overridden"
    assert session.scene.tracks == ()


def test_a_joint_given_back_turns_as_the_pose_says(session) -> None:
    mara = _mara(session)
    rest = joint_turning.joint_degrees(mara, "neck")
    session.do("Turn", joint_turning.turning(session, mara, "neck", (50.0, 0.0, 0.0)))
    joint_turning.release(session, _mara(session), "neck")
    assert joint_turning.joint_degrees(_mara(session), "neck") == rest


def test_a_hand_that_begins_to_reach_stays_where_it_is_and_then_goes_where_told(session) -> None:
    before = _point(session, "right_grip")
    session.do(
        "Reach",
        lambda p: acting.reaching(p, "scn_room", "nod_mara", "right_hand", acting.PLACE),
    )
    assert _point(session, "right_grip") == pytest.approx(before, abs=0.01)
    offset = acting.reach_of(_does(session), "right_hand").offset
    session.do("Up", session.writing([("nod_mara", "reach.right_hand.offset.y", offset[1] + 0.3)]))
    assert _point(session, "right_grip")[1] == pytest.approx(before[1] + 0.3, abs=0.01)


def test_a_hand_reaches_for_another_figures_joint(session) -> None:
    key = acting.target_key("nod_joon", "right_wrist")
    assert key in dict(acting.targets(session.scene, "nod_mara"))
    session.do("Reach", lambda p: acting.reaching(p, "scn_room", "nod_mara", "left_hand", key))
    reach = acting.reach_of(_does(session), "left_hand")
    assert (reach.node, reach.joint) == ("nod_joon", "right_wrist")
    session.do("Let go", lambda p: acting.reaching(p, "scn_room", "nod_mara", "left_hand", ""))
    assert _does(session).reaches == ()


def test_a_look_at_a_place_begins_straight_ahead(session) -> None:
    session.do("Look", lambda p: acting.looking(p, "scn_room", "nod_mara", acting.PLACE))
    x, _, z = _does(session).look.offset
    head = _point(session, "head")
    assert (x - head[0], z - head[2]) == pytest.approx((0.0, 2.0), abs=0.05)
    session.do("Head", acting.look_changed("scn_room", "nod_mara", head=0.4))
    assert _does(session).look.head == 0.4


def test_a_look_that_is_not_there_cannot_be_changed(session) -> None:
    with pytest.raises(SceneError, match="target"):
        acting.look_changed("scn_room", "nod_mara", head=0.4)(session.project)


def test_a_cycle_begins_at_the_playhead_and_ends_where_the_next_begins(session) -> None:
    for frame, cycle in ((40.0, "run"), (10.0, "walk")):
        session.do(
            "Cycle",
            lambda p, f=frame, c=cycle: acting.cycling(p, "scn_room", "nod_mara", f, c),
        )
    plays = [(play.cycle, play.start, play.end) for play in _does(session).cycles]
    assert plays == [("walk", 10.0, 40.0), ("run", 40.0, None)]
    assert acting.cycle_at(_does(session), 9.0) == -1
    session.do("Other", lambda p: acting.cycling(p, "scn_room", "nod_mara", 20.0, "sneak"))
    session.do("None", lambda p: acting.cycling(p, "scn_room", "nod_mara", 90.0, acting.NOTHING))
    assert [play.cycle for play in _does(session).cycles] == ["sneak"]


def test_every_pose_is_offered_in_all_and_in_its_group() -> None:
    groups = ("standing", "gesture", "seated", "action", "ground")
    every = [name for group in groups for name in names_in(group)]
    assert sorted(every) == sorted(names_in(EVERY))
    assert names_in(SAVED) == ()
    assert names_in(EVERY)[:2] == ("stand", "walk-pose")


def test_a_saved_pose_is_there_in_the_next_run_and_can_be_forgotten(
    session, tmp_path: Path
) -> None:
    settings = Settings(tmp_path)
    save_pose(settings, "  On guard ", posing.copied(session, _mara(session)))
    again = Settings(tmp_path)
    assert saved_poses(again)["On guard"] == held_pose(posing.copied(session, _mara(session)))
    forget_poses(again, ["On guard"])
    assert saved_poses(Settings(tmp_path)) == {}
    with pytest.raises(SceneError, match="name"):
        save_pose(settings, "  ", "{}")
