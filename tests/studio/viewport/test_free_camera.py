"""FreeCamera moves as a hand expects, and draws what it says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.viewport.free_camera import HALF_HEIGHT, SIDES, FreeCamera, flight_from
from studio.viewport.navigation import dragged, flown, wheeled
from studio.viewport.projection import Projection

views = st.builds(
    FreeCamera,
    pivot=st.tuples(*[st.floats(-9.0, 9.0)] * 3),
    yaw=st.floats(-3.0, 3.0),
    pitch=st.floats(-1.5, 1.5),
    distance=st.floats(0.5, 40.0),
    orthographic=st.booleans(),
)
steps = st.floats(-0.6, 0.6)


def places(view: FreeCamera, points: object) -> np.ndarray:
    state = view.state(1.5)
    return Projection(state, state.raster((600, 400), 1)).to_screen(points)[0]


@given(views)
def test_the_pivot_is_in_the_middle(view) -> None:
    assert places(view, [view.pivot])[0] == pytest.approx([300.0, 200.0], abs=1e-6)


@given(views, steps, steps)
def test_orbiting_keeps_the_pivot_and_the_distance(view, right, up) -> None:
    turned = view.orbited(right, up)
    assert turned.pivot == view.pivot
    assert np.linalg.norm(turned.eye - view.pivot) == pytest.approx(view.distance)
    assert turned.rotation @ turned.rotation.T == pytest.approx(np.eye(3), abs=1e-12)
    assert turned.rotation[1, 0] == 0.0, "the horizon stays level"


@given(views, steps, steps)
def test_turning_the_head_keeps_the_eye(view, right, up) -> None:
    assert view.turned(right, up).eye == pytest.approx(view.eye, abs=1e-9)


@given(views, st.floats(0.3, 3.0), st.floats(100, 500), st.floats(80, 320), st.floats(0.5, 30.0))
def test_a_dolly_keeps_what_it_goes_toward_in_its_place(view, factor, x, y, depth) -> None:
    state = view.state(1.5)
    stand_off = 500.0 if view.orthographic else 0.0
    towards = Projection(state, state.raster((600, 400), 1)).point_at(x, y, depth + stand_off)
    nearer = view.dollied(factor, towards)
    assert places(nearer, [towards])[0] == pytest.approx([x, y], abs=1e-4)
    assert nearer.distance == pytest.approx(view.distance * factor)


@given(views, st.tuples(*[st.floats(-50.0, 50.0)] * 3), st.tuples(*[st.floats(0.0, 30.0)] * 3))
def test_framing_shows_the_whole_box_and_fills_the_view(view, low, size) -> None:
    box = np.array([low, np.add(low, size)])
    framed = view.framed(box, 1.5)
    corners = [[box[i >> axis & 1, axis] for axis in range(3)] for i in range(8)]
    shown = places(framed, corners)
    assert (shown >= 0.0).all()
    assert (shown <= (600.0, 400.0)).all()
    if framed.distance > 0.6:
        reach = np.abs(shown - (300.0, 200.0)) / (300.0, 200.0)
        assert reach.max() == pytest.approx(0.8, abs=1e-6)


@pytest.mark.parametrize(
    ("side", "right", "up"),
    [
        ("front", (1, 0, 0), (0, 1, 0)), ("back", (-1, 0, 0), (0, 1, 0)),
        ("right", (0, 0, -1), (0, 1, 0)), ("left", (0, 0, 1), (0, 1, 0)),
        ("top", (1, 0, 0), (0, 0, -1)), ("bottom", (1, 0, 0), (0, 0, 1)),
    ],
)  # fmt: skip
def test_sides_are_looked_at_squarely_and_named(side, right, up) -> None:
    view = FreeCamera().seen_from(side)
    assert view.rotation[:, 0] == pytest.approx(right, abs=1e-12)
    assert view.rotation[:, 1] == pytest.approx(up, abs=1e-12)
    assert view.side == side
    assert view.orthographic
    assert set(SIDES) >= {side}
    assert view.orbited(0.1, 0.0).side is None


@given(views)
def test_a_flight_begins_where_the_camera_stands(view) -> None:
    state = view.state(1.5)
    again = flight_from(state, view.half_height, view.distance)
    assert again.rotation == pytest.approx(view.rotation, abs=1e-6)
    if view.orthographic:
        points = view.pivot + np.eye(3)
        assert places(again, points) == pytest.approx(places(view, points), abs=1e-3)
    else:
        assert again.eye == pytest.approx(view.eye, abs=1e-6)


def test_parallel_and_perspective_show_the_pivot_in_one_size() -> None:
    view = FreeCamera(yaw=0.0, pitch=0.0)
    tall = [(0.0, 0.8, 0.0), (0.0, 1.8, 0.0)]
    near = np.diff(places(view, tall), axis=0)
    flat = np.diff(places(view.with_projection(parallel=True), tall), axis=0)
    assert near == pytest.approx(flat)


@given(views, st.floats(-100, 100), st.floats(-100, 100))
def test_a_panned_pivot_follows_the_pointer(view, right, down) -> None:
    moved = dragged(view, "pan", right, down, 400.0)
    assert places(moved, [view.pivot])[0] == pytest.approx([300 + right, 200 + down], abs=1e-6)


def test_dragging_right_turns_the_scene_right() -> None:
    view = FreeCamera(pivot=(0.0, 0.0, 0.0), yaw=0.0, pitch=0.2)
    near = [(0.0, 0.0, 1.0)]
    turned = places(dragged(view, "orbit", 40.0, 0.0, 400.0), near) - places(view, near)
    assert turned[0, 0] > 0.0


def test_the_wheel_forward_comes_nearer() -> None:
    assert wheeled(FreeCamera(), 1.0, None).distance < FreeCamera().distance
    there_and_back = wheeled(wheeled(FreeCamera(), 3.0, None), -3.0, None)
    assert there_and_back.distance == pytest.approx(FreeCamera().distance)


def test_flying_goes_along_the_view_and_faster_from_afar() -> None:
    view = FreeCamera(yaw=math.pi / 2, pitch=0.0, distance=10.0)
    ahead = flown(view, {"W"}, 0.5, fast=False).eye - view.eye
    assert ahead / np.linalg.norm(ahead) == pytest.approx([-1.0, 0.0, 0.0], abs=1e-9)
    fast = flown(view, {"W"}, 0.5, fast=True).eye - view.eye
    assert np.linalg.norm(fast) > 2 * np.linalg.norm(ahead)
    far = flown(view.with_distance(100.0), {"W"}, 0.5, fast=False).eye
    assert np.linalg.norm(far - view.with_distance(100.0).eye) > np.linalg.norm(ahead)
    assert (flown(view, {"W", "S"}, 1.0, fast=False).eye == view.eye).all()


def test_the_lens_shows_its_angle() -> None:
    state = FreeCamera(half_height=HALF_HEIGHT).state(1.5)
    angle = 2.0 * math.atan(state.gate_mm[1] / 2.0 / state.focal_length_mm)
    assert math.degrees(angle) == pytest.approx(40.0)
