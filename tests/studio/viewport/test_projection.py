"""Projection agrees with the matrices of a renderer, and with itself on the way back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.snapshot import CameraState
from studio.viewport.free_camera import FreeCamera
from studio.viewport.projection import Projection, Ray

angles = st.floats(-1.4, 1.4)
places = st.tuples(*[st.floats(-20.0, 20.0)] * 3)


def at(camera: CameraState, left: float = 13.0, top: float = -7.0, scale: float = 0.5):
    return Projection(camera, camera.raster((640, 360), 1), left, top, scale)


@given(yaw=angles, pitch=angles, point=places, parallel=st.booleans())
def test_a_point_falls_where_the_clip_matrices_put_it(yaw, pitch, point, parallel) -> None:
    camera = FreeCamera(yaw=yaw, pitch=pitch, orthographic=parallel).state(16 / 9)
    projection = at(camera)
    clip = projection.raster.projection(camera.near_m, camera.far_m) @ np.linalg.inv(camera.world)
    x, y, _, w = clip @ [*point, 1.0]
    (place,), (depth,) = projection.to_screen([point])
    if w <= 1e-3 or depth <= 1e-3:
        return
    assert place[0] == pytest.approx(13.0 + 0.5 * 640 * (x / w + 1) / 2, abs=1e-4, rel=1e-9)
    assert place[1] == pytest.approx(-7.0 + 0.5 * 360 * (1 - y / w) / 2, abs=1e-4, rel=1e-9)


@given(yaw=angles, pitch=angles, x=st.floats(0, 300), y=st.floats(0, 150),
       depth=st.floats(0.5, 90.0), parallel=st.booleans())  # fmt: skip
def test_the_point_at_a_place_and_depth_falls_back_there(yaw, pitch, x, y, depth, parallel) -> None:
    projection = at(FreeCamera(yaw=yaw, pitch=pitch, orthographic=parallel).state(16 / 9))
    point = projection.point_at(x, y, depth)
    (place,), (found,) = projection.to_screen([point])
    assert place == pytest.approx([x, y], abs=1e-6)
    assert found == pytest.approx(depth)


@given(start=places, end=places)
def test_segments_are_cut_at_the_near_plane_and_stay_on_their_line(start, end) -> None:
    camera = FreeCamera(pivot=(0.0, 0.0, 0.0), distance=5.0).state(16 / 9)
    projection = at(camera)
    found, rows = projection.segments([start], [end])
    _, depth = projection.to_screen([start, end])
    assert len(rows) == int(bool((depth >= camera.near_m).any()))
    if (depth >= camera.near_m).all():
        both, _ = projection.to_screen([start, end])
        assert found[0] == pytest.approx(both.ravel())
    elif len(rows):
        share = np.linspace(0.0, 1.0, 200)[:, None]
        line = np.array(start) * (1 - share) + np.array(end) * share
        seen, far = projection.to_screen(line)
        (x0, y0, x1, y1) = found[0]
        for x, y in seen[far > camera.near_m + 1e-9]:
            across = (x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)
            assert abs(across) <= 1e-5 * max(np.hypot(x1 - x0, y1 - y0), 1.0) * 1e3


def test_a_pixel_is_as_long_as_the_lens_says() -> None:
    view = FreeCamera(pivot=(0.0, 0.0, 0.0), distance=4.0)
    projection = at(view.state(16 / 9), scale=1.0)
    shown = 2.0 * view.half_height * 4.0
    assert projection.metres_per_pixel([0.0, 0.0, 0.0]) == pytest.approx(shown / 360)


def test_a_ray_meets_planes_before_it_alone() -> None:
    ray = Ray(np.array([0.0, 2.0, 0.0]), np.array([0.0, -1.0, 0.0]))
    up = np.array([0.0, 1.0, 0.0])
    assert ray.on_plane(np.zeros(3), up) == pytest.approx([0.0, 0.0, 0.0])
    assert ray.on_plane(np.array([0.0, 3.0, 0.0]), up) is None
    assert ray.on_plane(np.zeros(3), np.array([1.0, 0.0, 0.0])) is None


def test_the_point_of_a_line_nearest_to_a_ray_is_square_to_both() -> None:
    ray = Ray(np.array([1.0, 2.0, 3.0]), np.array([0.0, 0.0, -1.0]))
    direction = np.array([1.0, 1.0, 0.5]) / 1.5
    point = ray.nearest_on_line(np.array([0.0, 5.0, 0.0]), direction)
    toward = point - ray.origin
    across = toward - (toward @ ray.direction) * ray.direction
    assert across @ direction == pytest.approx(0.0, abs=1e-12)


@given(yaw=angles, pitch=angles, parallel=st.booleans())
def test_a_polygon_is_cut_where_its_plane_goes_behind_the_eye(yaw, pitch, parallel) -> None:
    view = FreeCamera(pivot=(0.0, 0.0, 0.0), yaw=yaw, pitch=pitch, distance=3.0)
    camera = view.with_projection(parallel=parallel).state(16 / 9, sees_behind=False)
    projection = at(camera)
    corners = 8.0 * np.array([[-1, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1]], np.float64)
    cut = projection.polygon(corners)
    assert np.isfinite(cut).all()
    depths = (corners - camera.world[:3, 3]) @ -camera.world[:3, 2]
    if (depths > camera.near_m).all():
        assert cut == pytest.approx(projection.to_screen(corners)[0])
    assert len(cut) == 0 or 3 <= len(cut) <= 5
    if len(cut):
        edges, _ = projection.segments(corners, np.roll(corners, -1, axis=0))
        ends = np.vstack([edges[:, :2], edges[:, 2:]])
        assert all(np.abs(ends - place).sum(axis=1).min() < 1e-3 for place in cut)
