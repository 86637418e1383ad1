"""Drop, align, distribute and mirror, against places worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from compose.edits import add_figure, add_node, set_node
from compose.evaluation import evaluate, world_matrices
from compose.figures.skeleton import POINTS, mirrored_name
from studio.session import Session
from studio.tools import arranging


@pytest.fixture
def session(stage) -> Session:
    return Session(stage)


def put(session: Session, node: str, **changes: object) -> None:
    scene = session.scene.id
    assert session.do("put", lambda p: set_node(p, scene, node, **changes))


def place(session: Session, node: str) -> np.ndarray:
    worlds = world_matrices(session.project, session.scene, session.frame, shot=session.shot)
    return worlds[node][:3, 3]


def test_a_ball_in_the_air_is_dropped_onto_the_ground(session) -> None:
    put(session, "nod_ball", translation=(2.0, 3.0, 0.0))
    session.select(["nod_ball"])
    assert arranging.drop(session)
    assert place(session, "nod_ball") == pytest.approx([2.0, 0.5, 0.0], abs=1e-4)
    session.undo()
    assert place(session, "nod_ball")[1] == pytest.approx(3.0)


def test_a_ball_over_a_box_is_dropped_onto_the_box(session) -> None:
    put(session, "nod_ball", translation=(-2.0, 3.0, 0.0))
    session.select(["nod_ball"])
    arranging.drop(session)
    assert place(session, "nod_ball")[1] == pytest.approx(1.5, abs=1e-4)


def test_what_is_sunk_a_little_comes_up(session) -> None:
    put(session, "nod_ball", translation=(2.0, 0.3, 0.0))
    session.select(["nod_ball"])
    arranging.drop(session)
    assert place(session, "nod_ball")[1] == pytest.approx(0.5, abs=1e-4)


def test_a_tilted_box_is_dropped_onto_its_lowest_corner(session) -> None:
    put(session, "nod_box", translation=(-2.0, 5.0, 0.0), rotation_deg=(0.0, 0.0, 30.0))
    session.select(["nod_box"])
    arranging.drop(session)
    lowest = -1.0 * np.sin(np.radians(30.0))  # half the width of 2 m, the base at the origin
    assert place(session, "nod_box")[1] == pytest.approx(-lowest, abs=1e-4)


def test_what_hangs_on_a_group_is_dropped_with_it(session) -> None:
    put(session, "nod_group", translation=(0.0, 4.0, 0.0))
    session.select(["nod_group"])
    arranging.drop(session)
    assert place(session, "nod_ball")[1] == pytest.approx(0.5, abs=1e-4)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_alignment_gives_all_the_active_ones_place_along_an_axis(session, axis) -> None:
    put(session, "nod_ball", translation=(2.0, 0.7, 0.4))
    before = {node: place(session, node) for node in ("nod_box", "nod_post", "nod_ball")}
    session.select(before)
    assert arranging.align(session, axis)
    for node, old in before.items():
        expected = old.copy()
        expected[axis] = before["nod_ball"][axis]
        assert place(session, node) == pytest.approx(expected, abs=1e-5)
    session.undo()
    assert place(session, "nod_box") == pytest.approx(before["nod_box"])


def test_alignment_of_one_is_told_and_nothing_is_done(session) -> None:
    told = []
    session.told.connect(told.append)
    project = session.project
    session.select(["nod_box"])
    assert not arranging.align(session, 0)
    assert session.project is project
    assert len(told) == 1


def test_things_are_spaced_evenly_between_the_outermost(session) -> None:
    scene = session.scene.id
    for at, x in enumerate((0.0, 1.0, 1.5, 9.0)):
        session.do("add", lambda p, i=at, x=x: add_node(
            p, scene, f"T{i}", node_id=f"nod_t{i}", translation=(x, 0.0, 0.0)))  # fmt: skip
    session.select(["nod_t2", "nod_t0", "nod_t3", "nod_t1"])
    assert arranging.distribute(session)
    assert [place(session, f"nod_t{i}")[0] for i in range(4)] == pytest.approx([0, 3, 6, 9])


def test_mirrored_pairs_change_places_and_turns(session) -> None:
    put(session, "nod_box", translation=(-2.0, 0.0, 1.0), rotation_deg=(0.0, 30.0, 0.0))
    put(session, "nod_ball", translation=(4.0, 0.5, 0.0), rotation_deg=(0.0, 90.0, 0.0))
    session.select(["nod_box", "nod_ball"])
    assert arranging.mirror(session)
    assert place(session, "nod_box") == pytest.approx([4.0, 0.0, 1.0])
    assert place(session, "nod_ball") == pytest.approx([-2.0, 0.5, 0.0])
    assert session.scene.node("nod_box").rotation_deg == pytest.approx((0.0, -30.0, 0.0))
    arranging.mirror(session)
    assert place(session, "nod_box") == pytest.approx([-2.0, 0.0, 1.0])


def test_every_point_of_a_mirrored_figure_is_the_picture_of_its_other_side(stage) -> None:
    session = Session(stage)
    scene = session.scene.id
    place = (0.5, 0.0, 0.0)
    session.do(
        "add",
        lambda p: add_figure(p, scene, "Mara", pose="wave", translation=place, node_id="nod_mara"),
    )
    put(session, "nod_mara", rotation_deg=(0.0, 25.0, 0.0))
    before = _points(session)
    session.select(["nod_mara"])
    assert arranging.mirror(session)
    assert session.undo_label == "Mirror Mara"
    rows = [POINTS.index(mirrored_name(name)) for name in POINTS]
    expected = before[rows] * (-1.0, 1.0, 1.0) + (1.0, 0.0, 0.0)
    assert _points(session) == pytest.approx(expected, abs=2e-3)


def _points(session: Session) -> np.ndarray:
    (figure,) = evaluate(session.project, session.shot, session.frame).figures
    return figure.points


def test_a_ray_meets_the_nearest_of_two_faces(stage) -> None:
    from studio.session.surfaces import Surfaces

    solid = Surfaces(evaluate(stage, stage.shots[0], 0))
    assert solid.hit(np.array([2.0, 0.5, 10.0]), np.array([0.0, 0.0, -2.0])) == pytest.approx(
        4.75, abs=0.02
    )
    assert solid.hit(np.array([0.0, 9.0, 10.0]), np.array([0.0, 0.0, -1.0])) is None
