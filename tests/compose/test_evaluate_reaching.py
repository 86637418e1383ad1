"""Hands, feet and looks of figures in a scene go where they are told, in their order."""

from __future__ import annotations

import numpy as np
import pytest

from compose.errors import SceneError
from compose.evaluation import evaluate, timeline_of, world_matrices
from compose.figures.skeleton import POINTS
from tests.builders.staged import box, group, key, person, project, track, under

MM = 1e-3


def point(state, name: str) -> np.ndarray:
    return state.points[POINTS.index(name)]


def reach(limb: str, node: str | None = None, **more) -> dict:
    return {"limb": limb, "node": node, **more}


def looking(node: str, joint: str | None = None, **more) -> dict:
    return {"node": node, "joint": joint, **more}


def off_sight(made, frame: float, node: str, target: np.ndarray) -> float:
    """Degrees between where an eye looks, its own +Z, and the way to a target."""
    line = timeline_of(made, made.scenes[0])
    eye = line.worlds(line.values(frame))[line.stage.slots.insides[node].slot("left_eye")]
    way = target - eye[:3, 3]
    cosine = way @ eye[:3, 2] / np.linalg.norm(way) / np.linalg.norm(eye[:3, 2])
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


@pytest.mark.parametrize("limb", ["left_hand", "right_hand"])
def test_a_hand_follows_a_moving_node_to_within_a_millimetre(limb) -> None:
    side = 1.0 if limb == "left_hand" else -1.0
    tracks = (
        track("cup", "translation.x", key(0, 0.2 * side), key(20, 0.35 * side)),
        track("cup", "translation.y", key(0, 0.9), key(20, 1.5)),
    )
    cup = box("cup", translation=(0.2 * side, 1.0, 0.3))
    made, shot = project(
        person(performance={"reaches": (reach(limb, "cup"),)}, translation=(0.0, 0.0, 0.0)),
        cup, tracks=tracks,
    )  # fmt: skip
    for frame in (0, 5, 13.5, 20):
        state = evaluate(made, shot, frame).figures[0]
        goal = world_matrices(made, made.scenes[0], frame)["cup"][:3, 3]
        assert np.linalg.norm(point(state, limb.replace("hand", "grip")) - goal) < MM


def test_reaching_holds_in_turned_scaled_and_mirrored_figures_and_for_offsets_of_turned_nodes():
    for scale in ((1.0, 1.0, 1.0), (1.3, 0.9, 1.1), (-1.0, 1.0, 1.0)):
        figure = person(
            performance={"reaches": (reach("right_hand", "wheel", offset=(0.1, 0.0, 0.0)),)},
            translation=(4.0, 1.0, 2.0), rotation_deg=(0.0, 130.0, 0.0), scale=scale,
        )  # fmt: skip
        nodes = (figure, group("wheel", parent=under("anna"), translation=(-0.2, 1.2, 0.3),
                               rotation_deg=(0.0, 0.0, 90.0)))  # fmt: skip
        made, shot = project(*nodes)
        state = evaluate(made, shot, 0).figures[0]
        wheel = world_matrices(made, made.scenes[0], 0)["wheel"]
        goal = (wheel @ [0.1, 0.0, 0.0, 1.0])[:3]
        assert np.linalg.norm(point(state, "right_grip") - goal) < MM


def test_a_foot_puts_its_ball_on_a_place_in_the_scene() -> None:
    goal = (0.15, 0.3, 0.25)
    made, shot = project(person(performance={"reaches": (reach("left_foot", offset=goal),)}))
    state = evaluate(made, shot, 0).figures[0]
    assert np.linalg.norm(point(state, "left_ball") - goal) < MM


def test_half_a_weight_stops_on_the_way_and_none_keeps_the_pose() -> None:
    performance = {"reaches": (reach("right_hand", offset=(-0.2, 1.5, 0.3)),)}
    weight = track("anna", "reach.right_hand.weight", key(0, 0.0), key(10, 1.0))
    still, shot = project(person())
    made, _ = project(person(performance=performance), tracks=(weight,))
    grips = [point(evaluate(made, shot, f).figures[0], "right_grip") for f in (0, 5, 10)]
    posed = point(evaluate(still, shot, 0).figures[0], "right_grip")
    np.testing.assert_allclose(grips[0], posed, atol=1e-9)
    assert np.linalg.norm(grips[2] - (-0.2, 1.5, 0.3)) < MM
    assert MM * 50 < np.linalg.norm(grips[1] - posed) < np.linalg.norm(grips[2] - posed)


def test_a_hand_takes_what_hangs_on_the_reaching_hand_of_another() -> None:
    ben = person(
        "ben", translation=(0.0, 0.0, 0.7), rotation_deg=(0.0, 180.0, 0.0),
        performance={"reaches": (reach("right_hand", offset=(0.1, 1.15, 0.35)),)},
    )  # fmt: skip
    anna = person("anna", performance={"reaches": (reach("right_hand", "letter"),)})
    letter = box("letter", parent=under("ben", "right_grip"), translation=(0.0, 0.02, 0.05))
    made, shot = project(anna, letter, ben)
    states = evaluate(made, shot, 3).figures
    goal = world_matrices(made, made.scenes[0], 3)["letter"][:3, 3]
    assert np.linalg.norm(point(states[1], "right_grip") - (0.1, 1.15, 0.35)) < MM
    assert np.linalg.norm(point(states[0], "right_grip") - goal) < MM


def test_a_hand_stays_on_the_ear_of_a_head_that_turns() -> None:
    performance = {
        "reaches": (reach("right_hand", "anna", joint="right_ear", offset=(-0.03, 0.0, 0.0)),),
        "look": looking("ball"),
    }
    moved = track("ball", "translation.x", key(0, -2.0), key(10, 2.0))
    made, shot = project(
        person(performance=performance), box("ball", translation=(0, 1.6, 2)), tracks=(moved,)
    )
    for frame in (0, 5, 10):
        state = evaluate(made, shot, frame).figures[0]
        gap = np.linalg.norm(point(state, "right_grip") - point(state, "right_ear"))
        assert gap == pytest.approx(0.03, abs=MM)


def test_two_who_look_at_each_other_meet_eyes() -> None:
    anna = person("anna", performance={"look": looking("ben", "nose")})
    ben = person("ben", translation=(0.9, 0.0, 1.2), rotation_deg=(0.0, 180.0, 0.0),
                 performance={"look": looking("anna", "nose")})  # fmt: skip
    made, shot = project(anna, ben)
    states = {state.node: state for state in evaluate(made, shot, 0).figures}
    for one, other in (("anna", "ben"), ("ben", "anna")):
        assert off_sight(made, 0, one, point(states[other], "nose")) < 1.0


def test_eyes_follow_what_moves_and_half_a_weight_looks_half_way() -> None:
    moved = track("ball", "translation.x", key(0, -1.0), key(10, 1.0))
    weight = track("anna", "look.weight", key(0, 1.0), key(10, 1.0), key(20, 0.0))
    ball = box("ball", translation=(0.0, 1.6, 2.0))
    made, _ = project(person(performance={"look": looking("ball")}), ball, tracks=(moved, weight))
    for frame in (0, 4, 10):
        goal = world_matrices(made, made.scenes[0], frame)["ball"][:3, 3]
        assert off_sight(made, frame, "anna", goal) < 0.1
    goal = world_matrices(made, made.scenes[0], 20)["ball"][:3, 3]
    away = [off_sight(made, frame, "anna", goal) for frame in (10, 15, 20)]
    assert away[0] < away[1] < away[2]


def test_hands_that_wait_for_each_other_are_refused_by_name() -> None:
    anna = person("anna", performance={"reaches": (reach("left_hand", "ben", joint="left_grip"),)})
    ben = person("ben", performance={"reaches": (reach("left_hand", "anna", joint="left_grip"),)})
    made, shot = project(anna, ben)
    with pytest.raises(SceneError, match="left hand of 'Anna' → the left hand of 'Ben' → the left"):
        evaluate(made, shot, 0)


def test_an_embrace_of_hands_on_chests_is_no_circle() -> None:
    anna = person("anna", performance={"reaches": (reach("left_hand", "ben", joint="sternum"),)})
    ben = person("ben", translation=(0, 0, 0.5), rotation_deg=(0, 180, 0),
                 performance={"reaches": (reach("left_hand", "anna", joint="sternum"),)},
                 )  # fmt: skip
    made, shot = project(anna, ben)
    states = evaluate(made, shot, 0).figures
    for one, other in (states, states[::-1]):
        assert np.linalg.norm(point(one, "left_grip") - point(other, "sternum")) < MM


def test_a_tracked_joint_still_reaches_and_the_values_say_what_is_seen() -> None:
    performance = {"reaches": (reach("right_hand", offset=(-0.2, 1.3, 0.3)),)}
    tracks = (track("anna", "joints/right_elbow/rotation_deg.y", key(0, 10.0), key(10, 50.0)),)
    made, shot = project(person(performance=performance), tracks=tracks)
    state = evaluate(made, shot, 5).figures[0]
    assert np.linalg.norm(point(state, "right_grip") - (-0.2, 1.3, 0.3)) < MM
    line = timeline_of(made, made.scenes[0], shot=shot)
    values = line.values(5)
    world = line.worlds(values)
    inside = line.stage.slots.insides["anna"]
    slots = np.arange(inside.first, inside.first + len(POINTS))
    local = line.locals(values, slots)
    parents = line.stage.slots.parents[slots]
    np.testing.assert_allclose(world[parents] @ local, world[slots], atol=1e-9)


def test_base_matrices_show_the_reach_too() -> None:
    performance = {"reaches": (reach("right_hand", offset=(-0.2, 1.3, 0.3)),)}
    cup = box("cup", parent=under("anna", "right_grip"))
    made, _ = project(person(performance=performance), cup)
    place = world_matrices(made, made.scenes[0])["cup"][:3, 3]
    assert np.linalg.norm(place - (-0.2, 1.3, 0.3)) < MM


def test_a_figure_of_no_size_reaches_for_nothing_without_failing() -> None:
    figure = person(scale=(0.0, 1.0, 1.0), performance={
        "reaches": (reach("right_hand", offset=(0, 1, 0)),), "look": looking("ball")})  # fmt: skip
    made, shot = project(figure, box("ball"))
    assert np.isfinite(evaluate(made, shot, 0).figures[0].points).all()
