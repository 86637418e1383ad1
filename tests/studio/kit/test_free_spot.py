"""Where a new thing finds room, against boxes laid out by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compose.edits import add_scene, new_project
from compose.geometry.bounds import rest_bounds
from compose.kit import make_prop
from studio.kit.free_spot import beside, free_point
from studio.kit.items import item_named
from studio.kit.placing import placed
from studio.session import Session

_CRATE = np.array([[-0.5, 0.0, -0.5], [0.5, 1.0, 0.5]])
_FLOOR = np.array([[-50.0, -0.2, -50.0], [50.0, 0.0, 50.0]])


def _overlap(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.all(np.minimum(one[1], other[1]) - np.maximum(one[0], other[0]) > 0.05))


def test_what_has_room_stays_where_it_is_put() -> None:
    assert beside(_CRATE, [_FLOOR], (3.0, 0.0, 4.0)) == (3.0, 0.0, 4.0)


def test_a_crate_put_on_its_like_stands_on_the_floor_beside_it() -> None:
    x, y, z = beside(_CRATE, [_FLOOR, _CRATE], (0.0, 1.0, 0.0))
    assert y == 0.0
    assert max(abs(x), abs(z)) >= 1.0


def test_a_cup_put_on_a_table_stays_on_it() -> None:
    cup = np.array([[-0.05, 0.0, -0.05], [0.05, 0.1, 0.05]])
    table = np.array([[-0.8, 0.0, -0.5], [0.8, 0.75, 0.5]])
    assert beside(cup, [table], (0.1, 0.75, 0.1)) == (0.1, 0.75, 0.1)


def test_a_room_is_not_in_the_way_of_what_stands_in_it() -> None:
    room = np.array([[-4.0, 0.0, -4.0], [4.0, 2.6, 4.0]])
    assert beside(_CRATE, [room], (1.0, 0.0, 1.0)) == (1.0, 0.0, 1.0)


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(-2, 2)), max_size=5))
def test_what_finds_room_touches_nothing(centres: list[tuple[float, float]]) -> None:
    standing = [_CRATE + np.array([x, 0.0, z]) for x, z in centres]
    at = beside(_CRATE, standing, (0.0, 0.0, 0.0))
    assert not any(_overlap(_CRATE + np.array(at), box) for box in standing)


def test_two_cars_put_at_one_place_stand_side_by_side() -> None:
    project = add_scene(new_project("Film", rate="24"), "Street")
    session, car = Session(project), item_named("prop", "car")
    for _ in range(2):
        placed(session, car, free_point(session, car, (2.0, 0.0, 1.0)))
    first, second = (np.array(node.translation) for node in session.scene.nodes)
    assert tuple(first) == (2.0, 0.0, 1.0)
    body = rest_bounds(make_prop("car"))
    assert not _overlap(body + first, body + second)
    assert np.linalg.norm(second - first) < 6.0


def test_a_lamp_goes_where_it_is_asked_to() -> None:
    session = Session(add_scene(new_project("Film", rate="24"), "Street"))
    assert free_point(session, item_named("light", "spot"), (1.0, 2.0, 3.0)) == (1.0, 2.0, 3.0)
