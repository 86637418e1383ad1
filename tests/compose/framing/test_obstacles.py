"""Sight lines and room against boxes, where the answers are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.framing.obstacles import Obstacles
from compose.framing.subjects import scene_snapshot, subject_of
from tests.compose.framing.framing_stage import Box, stage

_BOX = Box((0.0, 0.0, 0.0), (2.0, 1.0, 4.0))
_COORDINATE = st.floats(-5.0, 5.0, allow_nan=False)


@pytest.fixture(scope="module")
def obstacles():
    project = stage({}, (_BOX,))
    return Obstacles(scene_snapshot(project, project.scenes[0], 0.0))


def _slab(start, end, grown: float = 0.0) -> tuple[float, float]:
    low, high = _BOX.corners[0] - grown, _BOX.corners[1] + grown
    way = np.where(np.abs(end - start) < 1e-12, 1e-12, end - start)
    a, b = (low - start) / way, (high - start) / way
    return float(np.minimum(a, b).max()), float(np.maximum(a, b).min())


@settings(max_examples=150, deadline=None)
@given(st.tuples(*[_COORDINATE] * 3), st.tuples(*[_COORDINATE] * 3))
def test_a_sight_line_is_blocked_exactly_where_it_meets_the_box(obstacles, start, end):
    start, end = np.array(start), np.array(end)
    enters, leaves = _slab(start, end)
    length = np.linalg.norm(end - start)
    if length < 0.1 or abs(leaves - enters) < 1e-3 or enters < 1e-3:
        return  # starts inside, or grazes an edge, where either answer serves
    if abs(enters - 1.0) * length < 0.05:
        return  # ends at the surface
    thin, thick = (_slab(start, end, grown) for grown in (-1e-6, 1e-6))
    if (thin[0] < thin[1]) != (thick[0] < thick[1]):
        return  # runs along a face to the micrometre, where either answer serves
    blocked = enters < leaves and enters < 1.0 and leaves > 0.0
    assert obstacles.sees(start, end[None])[0] == (not blocked)


def test_what_is_looked_through_hides_nothing(obstacles):
    start, end = np.array([0.0, 0.5, 5.0]), np.array([[0.0, 0.5, -5.0]])
    assert not obstacles.sees(start, end)[0]
    assert obstacles.sees(start, end, through={"nod_block0"})[0]


@pytest.mark.parametrize(
    ("place", "room"),
    [((0.0, 0.5, 0.0), 0.0), ((0.5, 0.2, 1.5), 0.0), ((1.3, 0.5, 0.0), 0.3), ((0, 4, 0), 1.0)],
)
def test_room_is_the_way_to_the_nearest_surface_and_nothing_inside(obstacles, place, room):
    assert obstacles.room(np.array(place, float)) == pytest.approx(room, abs=1e-6)


def test_a_thing_is_its_bounds_and_faces_along_its_node():
    project = stage({}, (Box((3.0, 0.5, 1.0), (2.0, 1.0, 4.0)),))
    subject = subject_of(project, "Room", "Block 0", 0.0)
    assert subject.points.min(axis=0) == pytest.approx([2.0, 0.5, -1.0], abs=1e-6)
    assert subject.points.max(axis=0) == pytest.approx([4.0, 1.5, 3.0], abs=1e-6)
    assert subject.facing == pytest.approx([0.0, 0.0, 1.0])
    assert not subject.is_figure
