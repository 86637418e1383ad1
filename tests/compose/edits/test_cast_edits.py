"""Edits of people and things: names checked, places kept, references sane, frames carried along."""

from __future__ import annotations

import numpy as np
import pytest

from compose.edits import (
    add_figure,
    add_node,
    add_populator,
    add_prop,
    attach,
    bake_pose,
    change_rate,
    copy_nodes,
    key_pose,
    paste_nodes,
    remove_node,
    remove_pose_key,
    retime,
    set_keyframe,
    set_performance,
    set_pose,
    walk_along,
)
from compose.errors import NotFoundError, SceneError
from compose.evaluation import evaluate, world_matrices
from compose.figures.performance import CyclePlay, Look, Reach
from compose.figures.skeleton import POINTS
from compose.populate.presets import preset
from compose.project import Project
from tests.builders.staged import project


def cast() -> Project:
    made, _ = project()
    for name in ("Anna", "Ben"):
        made = add_figure(made, "scene", name, node_id=name.lower())
    return add_prop(made, "scene", "Table", "table", node_id="table", translation=(0, 0, 1))


def doing(made: Project, node: str = "anna"):
    return made.scenes[0].node(node).payload.performance


def points(made: Project, frame: float = 0.0) -> np.ndarray:
    return evaluate(made, made.shots[0], frame).figures[0].points


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda p: add_prop(p, "scene", "T", "tabel"), "'table'"),
        (lambda p: add_prop(p, "scene", "T", "table", parameters={"widht": 1.0}), "width"),
        (lambda p: add_figure(p, "scene", "C", pose="stnad"), "'stand'"),
        (lambda p: set_pose(p, "scene", "anna", "t-pos"), "'t-pose'"),
        (lambda p: key_pose(p, "scene", "anna", 3, "stand", left_hand="fits"), "'fist'"),
        (lambda p: attach(p, "scene", "table", "anna", "right_gripp"), "'right_grip'"),
        (lambda p: remove_pose_key(p, "scene", "anna", 3), "pose key"),
        (lambda p: walk_along(p, "scene", "anna", ((0, 0, 0), (1, 0, 0)), cycle="walkk"), "'walk'"),
    ],
)
def test_a_name_that_is_not_there_is_refused_with_the_nearest(edit, said) -> None:
    with pytest.raises(NotFoundError, match=said):
        edit(cast())


def test_what_is_no_figure_has_no_pose() -> None:
    with pytest.raises(SceneError, match="'Table' is no figure"):
        set_pose(cast(), "scene", "table", "stand")


def test_pose_keys_are_kept_in_order_and_one_to_a_frame() -> None:
    made = cast()
    for frame, pose in ((20, "stand"), (0, "t-pose"), (20, "t-pose")):
        made = key_pose(made, "scene", "anna", frame, pose)
    assert [(k.frame, k.pose) for k in doing(made).poses] == [(0, "t-pose"), (20, "t-pose")]
    made = remove_pose_key(made, "scene", "anna", 0)
    assert [k.frame for k in doing(made).poses] == [20]


def test_attaching_snaps_into_the_joint_or_keeps_the_place() -> None:
    made = add_node(cast(), "scene", "Cup", node_id="cup", translation=(1.0, 1.0, 1.0))
    names = {"keep_world": True}
    snapped = attach(made, "scene", "cup", "anna", "right_grip")
    kept = attach(made, "scene", "cup", "anna", "right_grip", **names)
    hand = world_matrices(snapped, snapped.scenes[0])["cup"]
    grip = evaluate(made, made.shots[0], 0).figures[0]
    np.testing.assert_allclose(hand[:3, 3], grip.points[POINTS.index("right_grip")], atol=1e-9)
    np.testing.assert_allclose(
        world_matrices(kept, kept.scenes[0])["cup"][:3, 3], (1, 1, 1), atol=1e-5
    )


def test_a_baked_pose_is_what_the_figure_did_at_that_frame_and_stays() -> None:
    made = add_node(cast(), "scene", "Cup", node_id="cup", translation=(-0.3, 1.3, 0.4))
    made = key_pose(made, "scene", "anna", 0, "t-pose")
    made = key_pose(made, "scene", "anna", 20, "stand")
    reach, look = Reach(limb="right_hand", node="cup"), Look(node="cup")
    made = set_performance(made, "scene", "anna", reaches=(reach,), look=look)
    turned = {"node": "anna", "frame": 5, "value": 30.0, "scene": "scene"}
    made = set_keyframe(made, channel="joints/left_elbow/rotation_deg.y", **turned)
    made = set_keyframe(made, channel="look.weight", node="anna", frame=0, value=1.0, scene="scene")
    baked = bake_pose(made, "scene", "anna", 9)
    for frame in (0, 9, 40):
        np.testing.assert_allclose(points(baked, frame), points(made, 9), atol=1e-5)
    assert not baked.scenes[0].tracks
    assert doing(baked).reaches == ()
    assert doing(baked).look is None


def test_removing_a_node_clears_all_that_goes_for_it_with_its_tracks() -> None:
    made = cast()
    reaches = (
        Reach(limb="left_hand", node="table"),
        Reach(limb="right_hand", offset=(0.0, 1.0, 0.0)),
    )
    made = set_performance(
        made, "scene", "anna", reaches=reaches, look=Look(node="table"), ground=("table",)
    )
    for channel in ("reach.left_hand.weight", "reach.right_hand.weight", "look.weight"):
        made = set_keyframe(made, channel=channel, node="anna", frame=0, value=1.0, scene="scene")
    left = remove_node(made, "scene", "table")
    assert [r.limb for r in doing(left).reaches] == ["right_hand"]
    assert doing(left).look is None
    assert doing(left).ground == ()
    assert [t.channel for t in left.scenes[0].tracks] == ["reach.right_hand.weight"]
    assert len(evaluate(left, left.shots[0], 0).figures) == 2


def test_pasted_figures_look_at_each_others_copies_and_drop_what_is_not_there() -> None:
    made = set_performance(cast(), "scene", "anna", look=Look(node="ben"))
    made = set_performance(made, "scene", "ben", reaches=(Reach(limb="left_hand", node="table"),))
    board = copy_nodes(made, "scene", ["anna", "ben"])
    pasted = paste_nodes(made, "scene", board).scenes[0].nodes[-2:]
    assert pasted[0].payload.performance.look.node == pasted[1].id
    assert pasted[1].payload.performance.reaches[0].node == "table"
    empty, _ = project()
    elsewhere = paste_nodes(empty, "scene", board).scenes[0].nodes[-2:]
    assert elsewhere[1].payload.performance.reaches == ()


def acted() -> Project:
    made = cast()
    for frame in (0, 10, 50):
        made = key_pose(made, "scene", "anna", frame, "stand")
    cycle = CyclePlay(cycle="idle", start=10.0, end=50.0, blend=6.0)
    return set_performance(made, "scene", "anna", cycles=(cycle,))


def test_retiming_carries_pose_keys_and_cycles_of_the_chosen_nodes() -> None:
    moved = retime(acted(), scene="scene", shift=5.0, start=5.0, nodes=["anna"])
    assert [k.frame for k in doing(moved).poses] == [0, 15, 55]
    assert (doing(moved).cycles[0].start, doing(moved).cycles[0].end) == (15, 55)
    assert doing(retime(acted(), scene="scene", shift=5.0, nodes=["ben"])) == doing(acted())


def test_a_new_rate_keeps_pose_keys_and_cycles_at_their_second() -> None:
    made = acted()
    fresh = change_rate(made, "48", keep="seconds")
    assert [k.frame for k in doing(fresh).poses] == [0, 20, 100]
    cycle = doing(fresh).cycles[0]
    assert (cycle.start, cycle.end, cycle.blend) == (20, 100, 12)
    assert doing(change_rate(made, "48", keep="frames")) == doing(made)


def test_a_second_walk_takes_the_place_of_the_first_where_they_overlap() -> None:
    made = walk_along(cast(), "scene", "anna", ((0, 0, 0), (0, 0, 3)))
    made = walk_along(made, "scene", "anna", ((0, 0, 0), (4, 0, 0)), start=10, cycle="run")
    assert [play.cycle for play in doing(made).cycles] == ["run"]
    tracks = {t.channel for t in made.scenes[0].tracks}
    assert tracks == {"translation.x", "translation.y", "translation.z", "rotation_deg.y"}


def test_a_path_of_one_place_and_a_speed_of_nothing_are_refused() -> None:
    with pytest.raises(SceneError, match="two different points"):
        walk_along(cast(), "scene", "anna", ((0, 0, 0), (0, 0, 0)))
    with pytest.raises(SceneError, match="more than 0 m/s"):
        walk_along(cast(), "scene", "anna", ((0, 0, 0), (1, 0, 0)), speed_m_s=0.0)


@pytest.mark.parametrize(("grip", "thumb"), [("right_grip", "right"), ("left_grip", "left")])
def test_what_is_made_for_a_hand_is_turned_in_a_grip_and_nothing_else_is(grip, thumb) -> None:
    made = cast()
    for name, kind in (("Torch", "torch"), ("Stool", "stool")):
        made = add_prop(made, "scene", name, kind, rotation_deg=(10.0, 20.0, 30.0))
        made = attach(made, "scene", name, "anna", grip)
    stage = made.scene("scene")
    assert stage.find("Stool").rotation_deg == (0.0, 0.0, 0.0)
    world = world_matrices(made, stage)
    points = evaluate(made, made.shots[0], 0).figures[0].points
    forearm = points[POINTS.index(f"{thumb}_wrist")] - points[POINTS.index(f"{thumb}_elbow")]
    ahead = world[stage.find("Torch").id][:3, 2]
    assert ahead @ forearm / np.linalg.norm(forearm) > 0.9, "it points on from the forearm"


def test_a_populator_is_added_or_refused_where_it_has_no_room() -> None:
    made = add_populator(cast(), "scene", "Crowd", preset("crowd", area=[(0, 0), (4, 0), (4, 4)]))
    assert made.scene("scene").find("Crowd").payload.kind == "populator"
    with pytest.raises(SceneError, match="not on one line"):
        add_populator(cast(), "scene", "Crowd", preset("crowd", area=[(0, 0), (4, 0), (8, 0)]))
