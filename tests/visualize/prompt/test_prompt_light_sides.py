"""Where light comes from is told as seen from the camera, by angles worked out by hand."""

import math

import numpy as np
import pytest

from visualize.prompt.light_facts import side_of_light


def camera_looking(yaw_deg):
    """A camera turned about +Y; at 0 it looks down −Z and has +X on its right."""
    c, s = math.cos(math.radians(yaw_deg)), math.sin(math.radians(yaw_deg))
    world = np.eye(4)
    world[:3, :3] = [[c, 0, s], [0, 1, 0], [-s, 0, c]]
    return world


def toward(around_deg, rise_deg=20.0):
    """A light so far round from the camera (0 behind the camera, 90 on its right)."""
    a, r = math.radians(around_deg), math.radians(rise_deg)
    return np.array([math.sin(a) * math.cos(r), math.sin(r), math.cos(a) * math.cos(r)])


@pytest.mark.parametrize(
    ("around", "side"),
    [(0, "front"), (45, "front-right"), (-45, "front-left"), (90, "right"), (-90, "left"),
     (140, "back-right"), (-140, "back-left"), (180, "back")],
)  # fmt: skip
@pytest.mark.parametrize("yaw", [0.0, 73.0, -160.0])
def test_a_light_is_told_by_its_angle_from_the_camera(around, side, yaw):
    camera = camera_looking(yaw)
    assert side_of_light(camera[:3, :3] @ toward(around), camera) == side


@pytest.mark.parametrize(("rise", "side"), [(80, "overhead"), (-40, "below")])
def test_a_steep_light_is_overhead_or_below_whatever_its_side(rise, side):
    assert side_of_light(toward(70, rise), np.eye(4)) == side
