"""Walking figures and rolling wheels in a scene: what touches the ground does not slide."""

from __future__ import annotations

import math

import numpy as np
import pytest

from compose.edits import add_figure, walk_along
from compose.evaluation import evaluate, timeline_of
from compose.figures.performance import CyclePlay
from compose.figures.skeleton import POINTS
from compose.payload import Primitive
from tests.builders.staged import LINEAR, box, group, key, person, project, prop, track, under

SOLES = [POINTS.index(n) for n in ("left_heel", "left_ball", "right_heel", "right_ball")]


def slides(made, shot, frames, lifted: float = 0.001) -> list[float]:
    """How far in metres each point of a sole goes on the ground plan while it is down."""
    points = np.array([evaluate(made, shot, f).figures[0].points[SOLES] for f in frames])
    result = []
    for column in range(len(SOLES)):
        place, height = points[:, column, [0, 2]], points[:, column, 1]
        begin = None
        for i, down in enumerate([*(height < lifted), False]):
            if down and begin is None:
                begin = i
            elif not down and begin is not None:
                if i - begin > 2:
                    stay = place[begin:i]
                    result.append(float(np.linalg.norm(stay - stay[0], axis=1).max()))
                begin = None
    return result


PATHS = {
    "straight": ((0, 0, 0), (0, 0, 6)),
    "bend": ((0, 0, 0), (0, 0, 3), (2.5, 0, 5)),
}


@pytest.mark.parametrize(("cycle", "around"), [("walk", 12), ("sneak", 0)])
@pytest.mark.parametrize("path", PATHS)
def test_feet_that_are_down_stay_within_a_centimetre(path, cycle, around) -> None:
    made, shot = project()
    made = add_figure(made, "scene", "Anna", node_id="anna")
    made = walk_along(made, "scene", "anna", PATHS[path], start=10, cycle=cycle)
    last = max(k.frame for t in made.scenes[0].tracks for k in t.curve.keys)
    frames = np.arange(10 - around, last + 1 + around)
    found = slides(made, shot, frames)
    assert len(found) > 6
    assert max(found) < 0.01


def test_a_walk_is_as_long_in_the_world_as_the_path_and_faces_along_it() -> None:
    made, _ = project()
    made = add_figure(made, "scene", "Anna", node_id="anna")
    made = walk_along(made, "scene", "anna", ((1, 0, 1), (7, 0, 1)), speed_m_s=1.5, ease_s=0.5)
    line = timeline_of(made, made.scenes[0])
    slot = line.stage.slots.nodes["anna"]
    worlds = [line.worlds(line.values(f))[slot] for f in range(0, 140)]
    places = np.array([w[:3, 3] for w in worlds])
    np.testing.assert_allclose(places[[0, -1]], [(1, 0, 1), (7, 0, 1)], atol=1e-6)
    speeds = np.linalg.norm(np.diff(places, axis=0), axis=1) * float(made.frame_rate)
    assert speeds.max() == pytest.approx(1.5, rel=0.03)
    assert (np.diff(places[:, 0]) > -1e-9).all()
    np.testing.assert_allclose(worlds[50][:3, 2], (1.0, 0.0, 0.0), atol=1e-6)


def test_feet_follow_the_keys_of_a_parent() -> None:
    belt = group("belt")
    carried = track("belt", "translation.z", key(0, 0.0), key(72, 4.0))
    walk = CyclePlay(cycle="walk", start=0.0, end=72.0)
    anna = person(performance={"cycles": (walk,)}, parent=under("belt"))
    made, shot = project(belt, anna, tracks=(carried,))
    found = slides(made, shot, range(0, 73))
    assert len(found) > 4
    assert max(found) < 0.01


def test_a_standing_figure_puts_each_foot_on_its_step() -> None:
    step = Primitive(kind="primitive", shape="box")
    block = box("step", payload=step, translation=(0.55, -0.85, 0.0))
    anna = person(performance={"ground": ("step",)})
    made, shot = project(anna, block)
    top = max(
        float((s.mesh.positions @ m[:3, :3].T + m[:3, 3])[:, 1].max())
        for s, m in zip(
            evaluate(made, shot, 0).surfaces, evaluate(made, shot, 0).world, strict=True
        )
        if s.node == "step"
    )
    state = evaluate(made, shot, 0).figures[0]
    still, _ = project(person())
    flat = evaluate(still, shot, 0).figures[0]
    row = POINTS.index("left_ball")
    assert state.points[row, 1] - flat.points[row, 1] == pytest.approx(top, abs=1e-3)
    other = POINTS.index("right_ball")
    assert state.points[other, 1] == pytest.approx(flat.points[other, 1], abs=1e-3)


def wheel_angles(made, frames, name="wheel_front_left") -> list[float]:
    """The turn of a wheel about its own X axis, added up frame by frame, in radians."""
    line = timeline_of(made, made.scenes[0])
    inside = line.stage.slots.insides["car"]
    slot = inside.first + inside.paths[name]
    turned, before = [0.0], None
    for frame in frames:
        values = line.values(frame)
        line.worlds(values)
        spoke = line.locals(values, np.array([slot]))[0][:3, 1]
        if before is not None:
            across = np.cross(before, spoke) @ line.locals(values, np.array([slot]))[0][:3, 0]
            turned.append(turned[-1] + math.atan2(across, before @ spoke))
        before = spoke
    return turned


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_a_wheel_turns_once_for_its_circumference_and_backward_in_reverse(way) -> None:
    rolled = track("car", "translation.z", key(0, 0.0, LINEAR), key(100, 5.0 * way))
    made, _ = project(prop("car", "car"), tracks=(rolled,))
    model = timeline_of(made, made.scenes[0]).stage.slots.insides["car"].model
    node = model.nodes[model.index("wheel_front_left")]
    heights = np.concatenate([part.mesh.positions[:, 1] for part in node.parts])
    radius = float(heights.max() - heights.min()) / 2.0
    assert 0.2 < radius < 0.5
    turned = wheel_angles(made, range(0, 101))
    assert turned[-1] == pytest.approx(5.0 * way / radius, rel=1e-3)


def test_wheels_stand_still_where_the_prop_does_not_roll() -> None:
    rolled = track("car", "translation.z", key(0, 0.0, LINEAR), key(100, 5.0))
    made, _ = project(prop("car", "car", {"rolling": False}), tracks=(rolled,))
    assert wheel_angles(made, range(0, 60)) == pytest.approx([0.0] * 60)
