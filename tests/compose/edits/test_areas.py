"""Areas and paths of populators, by lengths of their outlines."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.edits import add_node, add_scene, new_project
from compose.edits.areas import set_area, set_kept_free, set_path, with_corner, with_point
from compose.errors import SceneError
from compose.populate.populator import Populator, PopulatorItem

metres = st.floats(-50, 50).map(lambda x: round(x, 3))
SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))


@pytest.fixture
def project():
    trees = Populator(kind="populator", items=(PopulatorItem(prop="tree"),), area=SQUARE)
    project = add_scene(new_project("P"), "S")
    return add_node(project, "S", "Trees", payload=trees)


def around(points):
    return sum(math.dist(a, b) for a, b in zip(points, (*points[1:], points[0]), strict=True))


@given(st.lists(st.tuples(metres, metres), min_size=3, max_size=9))
def test_a_corner_more_changes_no_outline(corners):
    fresh = with_corner(corners)
    assert len(fresh) == len(corners) + 1
    assert around(fresh) == pytest.approx(around(corners), abs=1e-9)


@given(st.lists(st.tuples(metres, metres, metres), min_size=2, max_size=9), st.booleans())
def test_a_point_more_goes_on_or_lies_on_the_way(points, closed):
    fresh = with_point(points, closed=closed)
    if closed:
        assert around(fresh) == pytest.approx(around(points), abs=1e-9)
    else:
        assert fresh[:-1] == tuple(points)
        assert math.dist(fresh[-1], fresh[-2]) == pytest.approx(math.dist(*points[-2:]), abs=1e-9)


def test_what_had_no_points_gets_a_square_of_four_metres_or_ten_metres_of_path():
    assert around(with_corner(())) == 16.0
    assert math.dist(*with_point(())) == 10.0


def test_area_path_and_places_kept_free_are_set(project):
    project = set_area(project, "S", "Trees", SQUARE[:3])
    project = set_path(project, "S", "Trees", ((0, 0, 0), (1, 0, 0)))
    project = set_kept_free(project, "S", "Trees", (SQUARE, SQUARE[1:]))
    trees = project.scene("S").find("Trees").payload
    assert (trees.area, trees.path) == (SQUARE[:3], ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)))
    assert trees.avoid == (SQUARE, SQUARE[1:])


@pytest.mark.parametrize("corners", [SQUARE[:2], ((0, 0), (1, 1), (2, 2))])
def test_corners_that_enclose_nothing_are_refused(project, corners):
    for edit in (set_area, lambda p, s, n, c: set_kept_free(p, s, n, (c,))):
        with pytest.raises(SceneError, match="three corners"):
            edit(project, "S", "Trees", corners)


def test_without_area_and_path_nothing_would_be_filled(project):
    with pytest.raises(SceneError, match="needs a path"):
        set_area(project, "S", "Trees", ())
    with pytest.raises(SceneError, match="apart"):
        set_path(project, "S", "Trees", ((1, 0, 0), (1, 0, 0)))
    on_path = set_path(project, "S", "Trees", ((0, 0, 0), (1, 0, 0)))
    on_path = set_area(on_path, "S", "Trees", ())
    with pytest.raises(SceneError, match="needs an area"):
        set_path(on_path, "S", "Trees", ())


def test_what_is_no_populator_is_refused(project):
    project = add_node(project, "S", "Group")
    with pytest.raises(SceneError, match="no populator"):
        set_area(project, "S", "Group", SQUARE)
