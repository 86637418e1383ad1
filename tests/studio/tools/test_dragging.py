"""Drags against what geometry says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.tools.dragging import (
    along_line,
    angle_about,
    nearest_turn,
    on_plane,
    snapped,
    turn_about,
)
from studio.viewport.projection import Ray

X, Y, Z = np.eye(3)
numbers = st.floats(-10.0, 10.0)


@given(st.floats(-8.0, 8.0), numbers, st.floats(0.5, 10.0))
def test_a_ray_through_a_point_of_a_line_finds_that_point(along, eye_x, eye_z) -> None:
    eye = np.array([eye_x, 1.0, eye_z])
    goal = along * X
    way = goal - eye
    ray = Ray(eye, way / np.linalg.norm(way))
    if abs(ray.direction[0]) < 0.999:
        assert along_line(ray, np.zeros(3), X) == pytest.approx(along, abs=1e-6)


def test_the_amount_counts_in_lengths_of_the_direction() -> None:
    ray = Ray(np.array([6.0, 0.0, 5.0]), -Z)
    assert along_line(ray, np.zeros(3), 2.0 * X) == pytest.approx(3.0)


def test_skew_lines_meet_where_they_are_nearest() -> None:
    ray = Ray(np.array([3.0, 4.0, 5.0]), -Z)
    assert along_line(ray, np.zeros(3), X) == pytest.approx(3.0)


def test_a_line_seen_from_its_end_gives_nothing() -> None:
    ray = Ray(np.array([0.0, 0.1, 5.0]), -Z)
    assert along_line(ray, np.zeros(3), Z) is None


def test_a_line_behind_the_eye_gives_nothing() -> None:
    ray = Ray(np.array([0.0, 0.0, 5.0]), Z)
    assert along_line(ray, np.zeros(3), X) is None


def test_a_plane_is_met_before_the_eye_only_and_not_edge_on() -> None:
    down = np.array([0.0, -0.6, -0.8])
    met = on_plane(Ray(np.array([1.0, 3.0, 4.0]), down), np.zeros(3), Y)
    assert met == pytest.approx([1.0, 0.0, 0.0])
    assert on_plane(Ray(np.array([1.0, 3.0, 4.0]), -down), np.zeros(3), Y) is None
    flat = np.array([0.0, -0.01, -1.0])
    assert (
        on_plane(Ray(np.array([0.0, 1.0, 0.0]), flat / np.linalg.norm(flat)), np.zeros(3), Y)
        is None
    )


@given(st.floats(-math.pi + 0.01, math.pi - 0.01), st.floats(-3.0, 3.0))
def test_the_angle_about_an_axis_is_the_polar_angle_whatever_the_height(angle, height) -> None:
    end = np.array([2.0 * math.sin(angle), height, 2.0 * math.cos(angle)])
    assert angle_about(Y, Z, end) == pytest.approx(angle, abs=1e-9)


@given(st.floats(-3.0, 3.0), numbers, numbers)
def test_a_turn_about_an_axis_keeps_it_and_turns_what_is_across(angle, x, y) -> None:
    axis = np.array([x, y, 1.0])
    turn = turn_about(axis, angle)
    assert turn @ axis == pytest.approx(axis)
    assert turn @ turn.T == pytest.approx(np.eye(3))
    across = np.array([1.0, 0.0, -x])
    cosine = across @ turn @ across / (across @ across)
    assert cosine == pytest.approx(math.cos(angle))


def test_a_turn_is_right_handed() -> None:
    assert turn_about(Z, math.pi / 2.0) @ X == pytest.approx(Y)


@given(st.floats(-50.0, 50.0), st.floats(-50.0, 50.0))
def test_the_nearest_turn_is_the_same_direction_within_half_a_turn(angle, near) -> None:
    found = nearest_turn(angle, near)
    assert math.cos(found - angle) == pytest.approx(1.0)
    assert abs(found - near) <= math.pi + 1e-9


@pytest.mark.parametrize(("value", "held"), [(0.37, 0.25), (0.38, 0.5), (-0.2, -0.25)])
def test_a_step_takes_the_nearest_multiple(value, held) -> None:
    assert snapped(value, 0.25) == pytest.approx(held)


def test_no_step_changes_nothing() -> None:
    assert snapped(0.3712, 0.0) == 0.3712
