"""Hand props sit in the hand: where their axes point when they hang on a grip."""

import numpy as np
import pytest

from compose.kit import make_prop
from compose.kit.holding import HOLDING_DEG


def turned(angles_deg, vector):
    """Apply intrinsic turns about Y, then X, then Z, written out by hand."""
    x, y, z = np.radians(angles_deg)
    about_x = [[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]]
    about_y = [[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]]
    about_z = [[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]]
    return np.array(about_y) @ np.array(about_x) @ np.array(about_z) @ np.array(vector, float)


@pytest.mark.parametrize(("grip", "outward"), [("right_grip", -1.0), ("left_grip", 1.0)])
def test_in_the_t_pose_a_prop_points_on_from_the_arm_with_its_top_at_the_thumb(grip, outward):
    np.testing.assert_allclose(turned(HOLDING_DEG[grip], [0, 0, 1]), [outward, 0, 0], atol=1e-9)
    np.testing.assert_allclose(turned(HOLDING_DEG[grip], [0, 1, 0]), [0, 0, 1], atol=1e-9)


def test_a_gun_points_along_z_with_its_barrel_above_the_hand():
    model = make_prop("gun")
    row = model.index("barrel")
    points = model.nodes[row].parts[0].mesh.positions + model.rest_world()[row][:3, 3]
    assert points[:, 2].max() > 0.1
    assert points[:, 1].min() > 0.02


@pytest.mark.parametrize("name", ["suitcase", "bag"])
def test_what_is_carried_hangs_along_the_lowered_arm_and_stands_upright_on_the_ground(name):
    held, standing = (make_prop(name, {"on_table": resting}) for resting in (False, True))
    for model, axis in ((held, 2), (standing, 1)):
        matrix = model.rest_world()[0]
        mesh = model.nodes[0].parts[0].mesh
        points = mesh.positions @ matrix[:3, :3].T + matrix[:3, 3]
        assert points[:, axis].mean() > 0.1
