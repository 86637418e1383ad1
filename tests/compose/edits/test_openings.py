"""Doors and windows of walls: areas of the mesh by hand."""

import pytest

from compose.edits import add_node, add_prop, add_scene, new_project
from compose.edits.openings import new_opening, openings_of, set_openings
from compose.errors import SceneError
from compose.geometry.shapes import make_shape
from compose.geometry.shapes.parameters import MAX_OPENINGS, Opening
from compose.payload import Primitive


@pytest.fixture
def project():
    wall = Primitive(kind="primitive", shape="wall", parameters={"width": 5.0, "height": 3.0})
    project = add_scene(new_project("P"), "S")
    return add_node(project, "S", "Wall", payload=wall)


def front(project):
    """The area of the wall's face toward +Z, by the cross product."""
    import numpy as np

    wall = project.scene("S").find("Wall").payload
    mesh = make_shape(wall.shape, wall.parameters)
    corners = np.asarray(mesh.positions, float)[mesh.triangles]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]) / 2.0
    return across[across[:, 2] > 1e-9][:, 2].sum()


def test_openings_are_cut_out_of_the_wall(project):
    assert front(project) == pytest.approx(15.0, abs=1e-5)
    project = set_openings(project, "S", "Wall", [Opening(0, 0, 1, 2), Opening(-2, 1, 0.5, 1)])
    assert front(project) == pytest.approx(15.0 - 2.0 - 0.5, abs=1e-5)
    assert openings_of(project.scene("S").find("Wall")) == (
        Opening(0, 0, 1, 2),
        Opening(-2, 1, 0.5, 1),
    )


def test_new_openings_lie_in_the_wall_and_beside_one_another(project):
    for count in range(1, 9):
        wall = project.scene("S").find("Wall")
        there = openings_of(wall)
        fresh = new_opening(wall)
        assert all(abs(fresh.x - o.x) >= (fresh.width + o.width) / 2.0 for o in there)
        project = set_openings(project, "S", "Wall", [*there, fresh])
        cut = sum(o.width * o.height for o in openings_of(project.scene("S").find("Wall")))
        assert front(project) == pytest.approx(15.0 - cut, abs=1e-4), count


@pytest.mark.parametrize("opening", [Opening(2.3, 0, 1, 2), Opening(0, 1.5, 1, 2)])
def test_an_opening_beyond_the_wall_is_refused(project, opening):
    with pytest.raises(SceneError, match="beyond the wall"):
        set_openings(project, "S", "Wall", [opening])


def test_a_full_wall_takes_no_more(project):
    project = set_openings(project, "S", "Wall", [Opening(0, 0, 4.98, 2)])
    with pytest.raises(SceneError, match="no room"):
        new_opening(project.scene("S").find("Wall"))
    many = [Opening(-2.4 + i * 0.009, 1, 0.001, 1) for i in range(MAX_OPENINGS)]
    project = set_openings(project, "S", "Wall", many)
    with pytest.raises(SceneError, match="no room"):
        new_opening(project.scene("S").find("Wall"))


def test_what_is_no_wall_has_none(project):
    project = add_prop(project, "S", "Chair", "chair")
    project = add_node(project, "S", "Box", payload=Primitive(kind="primitive", shape="box"))
    for name in ("Chair", "Box"):
        assert openings_of(project.scene("S").find(name)) is None
        with pytest.raises(SceneError, match="no wall"):
            set_openings(project, "S", name, [])
        with pytest.raises(SceneError, match="no wall"):
            new_opening(project.scene("S").find(name))
