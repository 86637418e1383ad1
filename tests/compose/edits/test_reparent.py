"""A node hung elsewhere stays where it was, by matrices multiplied out here by hand."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compose.edits import add_node, add_scene, new_project, reparent
from compose.errors import SceneError
from compose.node import Parent
from compose.transform import matrix_eulers, matrix_quaternions

ORDERS = ("XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")
angles = st.floats(-180, 180).map(lambda x: round(x, 3))
metres = st.floats(-10, 10).map(lambda x: round(x, 3))
triples = st.tuples(metres, metres, metres)
turns = st.tuples(angles, angles, angles)


def turn(axis, degrees):
    """The rotation about an axis by Rodrigues' formula."""
    k = np.cross(np.eye(3), np.eye(3)["XYZ".index(axis)])
    t = np.radians(degrees)
    return np.eye(3) + np.sin(t) * k + (1 - np.cos(t)) * k @ k


def rotation(node):
    if node.rotation_mode == "quaternion":
        x, y, z, w = np.array(node.quaternion) / np.linalg.norm(node.quaternion)
        v = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
        return np.eye(3) + 2 * w * v + 2 * v @ v
    a, b, c = node.rotation_order
    degrees = dict(zip("XYZ", node.rotation_deg, strict=True))
    return turn(a, degrees[a]) @ turn(b, degrees[b]) @ turn(c, degrees[c])


def world(scene, node):
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(node) @ np.diag(node.scale)
    matrix[:3, 3] = node.translation
    return matrix if node.parent is None else world(scene, scene.node(node.parent.node)) @ matrix


@given(turns, st.sampled_from(ORDERS))
def test_euler_angles_give_back_the_rotation_they_came_from(degrees, order):
    a, b, c = (turn(axis, degrees["XYZ".index(axis)]) for axis in order)
    found = np.degrees(matrix_eulers((a @ b @ c)[None], order)[0])
    a2, b2, c2 = (turn(axis, found["XYZ".index(axis)]) for axis in order)
    np.testing.assert_allclose(a2 @ b2 @ c2, a @ b @ c, atol=1e-7)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("middle", [90.0, -90.0])
def test_euler_angles_hold_at_the_pole(order, middle):
    a, b, c = turn(order[0], 30), turn(order[1], middle), turn(order[2], 50)
    found = np.degrees(matrix_eulers((a @ b @ c)[None], order)[0])
    a2, b2, c2 = (turn(axis, found["XYZ".index(axis)]) for axis in order)
    np.testing.assert_allclose(a2 @ b2 @ c2, a @ b @ c, atol=1e-7)


@given(turns)
def test_a_quaternion_turns_as_its_matrix_does(degrees):
    matrix = turn("X", degrees[0]) @ turn("Y", degrees[1]) @ turn("Z", degrees[2])
    x, y, z, w = matrix_quaternions(matrix[None])[0]
    v = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    np.testing.assert_allclose(np.eye(3) + 2 * w * v + 2 * v @ v, matrix, atol=1e-12)


def two_groups(first, second, child):
    project = add_scene(new_project("P"), "S")
    project = add_node(project, "S", "first", **first)
    project = add_node(project, "S", "second", **second)
    return add_node(project, "S", "child", parent="first", **child)


@settings(max_examples=80, deadline=None)
@given(
    triples, turns, st.sampled_from(ORDERS), st.floats(0.1, 5), triples, turns,
    st.sampled_from(ORDERS), st.floats(0.1, 5), st.tuples(*[st.floats(0.1, 3)] * 3),
    st.sampled_from(["euler", "quaternion"]),
)  # fmt: skip
def test_a_node_hung_elsewhere_stays_in_its_place(t1, r1, o1, s1, t2, r2, o2, s2, size, mode):
    project = two_groups(
        {"translation": t1, "rotation_deg": r1, "rotation_order": o1, "scale": (s1,) * 3},
        {"translation": t2, "rotation_deg": r2, "rotation_order": o2, "scale": (s2,) * 3},
        {"translation": t2, "rotation_deg": r1, "rotation_order": o2, "scale": size,
         "rotation_mode": mode, "quaternion": (0.1, 0.2, 0.3, 0.9)},
    )  # fmt: skip
    scene = project.scene("S")
    before = world(scene, scene.find("child"))
    assume(np.abs(before).max() < 100)
    for parent in ("second", None, "first"):
        project = reparent(project, "S", "child", parent)
        scene = project.scene("S")
        np.testing.assert_allclose(world(scene, scene.find("child")), before, atol=1e-3)


def test_a_mirrored_node_stays_mirrored():
    project = two_groups({"rotation_deg": (0, 30, 0)}, {}, {"scale": (1, -2, 1)})
    scene = project.scene("S")
    before = world(scene, scene.find("child"))
    project = reparent(project, "S", "child", "second")
    moved = project.scene("S").find("child")
    assert moved.scale == (1.0, -2.0, 1.0)
    np.testing.assert_allclose(world(project.scene("S"), moved), before, atol=1e-5)


def test_without_keeping_its_place_only_the_parent_changes():
    project = two_groups({"translation": (1, 2, 3)}, {}, {"translation": (4, 5, 6)})
    before = project.scene("S").find("child")
    project = reparent(project, "S", "child", "second", keep_world=False)
    second = project.scene("S").find("second")
    assert project.scene("S").find("child") == before.replace(parent=Parent(node=second.id))


def test_a_shear_is_refused():
    project = two_groups({"scale": (1, 3, 1)}, {}, {"rotation_deg": (0, 0, 45)})
    with pytest.raises(SceneError, match="sheared"):
        reparent(project, "S", "child", None)


def test_a_parent_of_no_size_is_refused():
    project = two_groups({}, {"scale": (0, 0, 0)}, {})
    with pytest.raises(SceneError, match="no size"):
        reparent(project, "S", "child", "second")


@pytest.mark.parametrize("parent", ["first", "child"])
def test_a_node_cannot_hang_on_itself(parent):
    project = two_groups({}, {}, {})
    with pytest.raises(SceneError, match="itself or hangs on it"):
        reparent(project, "S", "first", parent)


def test_a_joint_of_something_without_joints_is_refused():
    project = two_groups({}, {}, {})
    with pytest.raises(SceneError, match="no joints"):
        reparent(project, "S", "child", "second", joint="Hips")
