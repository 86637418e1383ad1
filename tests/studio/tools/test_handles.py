"""Handles keep their size on screen and can be taken, whatever they belong to. No window."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.tools.handles import LEAST_PX, LENGTH_PX, free, handle_at, lines, planes, rings
from studio.viewport.free_camera import FreeCamera
from studio.viewport.projection import Projection

AXES = np.eye(3)


def seen(distance: float = 8.0, lens: float = 0.36, pivot=(0.0, 0.0, 0.0), **angles) -> Projection:
    """The picture, 800 x 500, of a view about a pivot."""
    view = FreeCamera(pivot=pivot, distance=distance, half_height=lens, **angles)
    camera = view.state(1.6)
    return Projection(camera, camera.raster((800, 500), 1))


def length(points: np.ndarray, middle: np.ndarray) -> float:
    return math.hypot(*(points[-1] - middle))


@given(
    distance=st.floats(0.3, 2000.0), lens=st.floats(0.05, 1.2), yaw=st.floats(-3.0, 3.0),
    pitch=st.floats(-1.4, 1.4), parallel=st.booleans(),
)  # fmt: skip
def test_every_arrow_reaches_sixty_pixels_unless_it_points_at_the_eye(
    distance, lens, yaw, pitch, parallel
) -> None:
    projection = seen(distance, lens, yaw=yaw, pitch=pitch, orthographic=parallel)
    pivot = np.zeros(3)
    middle = projection.to_screen([pivot])[0][0]
    found = {handle.axis: handle for handle in lines(projection, pivot, AXES)}
    assert len(found) >= 2, "at most one axis points at the eye"
    for axis, handle in found.items():
        vanishing, _ = projection.to_screen([projection.eye + 1e7 * AXES[axis]])
        room = math.hypot(*(vanishing[0] - middle)) if not parallel else math.inf
        room = math.inf if math.isnan(room) else room
        assert length(handle.points, middle) >= min(LEAST_PX, 0.65 * room) - 0.1
        assert length(handle.points, middle) < 2.0 * LENGTH_PX
        on_axis, _ = projection.to_screen([AXES[axis] * 1e-3 * distance])
        way = on_axis[0] - middle
        across = (handle.points - middle) @ (np.array((-way[1], way[0])) / math.hypot(*way))
        assert np.abs(across).max() < 0.01, "it lies on its axis"


@given(far=st.floats(0.01, 50.0), yaw=st.floats(-3.0, 3.0), pitch=st.floats(-1.4, 1.4))
def test_a_gizmo_looks_the_same_near_and_far(far, yaw, pitch) -> None:
    shapes = [
        [h.points for make in (lines, planes, rings) for h in make(projection, np.zeros(3), AXES)]
        for projection in (seen(8.0, yaw=yaw, pitch=pitch), seen(8.0 * far, yaw=yaw, pitch=pitch))
    ]
    for near, other in zip(*shapes, strict=True):
        assert other == pytest.approx(near, abs=1e-6)


@given(yaw=st.floats(0.3, 1.2), pitch=st.floats(0.3, 1.2), turn=st.floats(0.0, 6.28))
def test_eight_pixels_beside_an_arrow_take_it(yaw, pitch, turn) -> None:
    projection = seen(yaw=yaw, pitch=pitch)
    for handle in lines(projection, np.zeros(3), AXES):
        x, y = handle.points[-1]
        aside = 7.9 * np.array((math.cos(turn), math.sin(turn)))
        assert handle_at((handle,), x + aside[0], y + aside[1]) is handle
        assert handle_at((handle,), x + 3 * aside[0], y + 3 * aside[1]) is not handle or (
            handle.distance(x + 3 * aside[0], y + 3 * aside[1]) <= 8.0
        )


@given(yaw=st.floats(0.2, 1.3), pitch=st.floats(0.2, 1.2))
def test_a_place_in_the_middle_of_a_handle_takes_that_handle(yaw, pitch) -> None:
    projection = seen(yaw=yaw, pitch=pitch)
    pivot = np.zeros(3)
    flats = planes(projection, pivot, AXES)
    every = (*flats, *lines(projection, pivot, AXES), free(projection, pivot))
    for flat in flats:
        middle = flat.points.mean(axis=0)
        near = min(h.distance(*middle) for h in every if h.kind == "line")
        assume(near > 0.0)
        assert handle_at(every, *middle) is flat
    middle = projection.to_screen([pivot])[0][0]
    assert handle_at(every, *middle).name == "free"
    assert handle_at(every, middle[0] + 6.0, middle[1] + 6.0).name == "free"


def test_a_plane_that_is_seen_as_a_sliver_is_eight_pixels_thick_to_the_hand() -> None:
    projection = seen(yaw=0.0, pitch=math.asin(0.17))
    flat = next(h for h in planes(projection, np.zeros(3), AXES) if h.name == "xz")
    high = np.ptp(flat.points[:, 1])
    assert high < 8.0, "on screen it is thinner"
    x, y = flat.points.mean(axis=0)
    taken = [handle_at((flat,), x, y + up) is flat for up in (-3.9, 0.0, 3.9)]
    assert taken == [True] * 3
