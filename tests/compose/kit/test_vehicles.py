"""Vehicles: real sizes, wheels that stand on the ground and turn about their axles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.geometry.model import Model
from compose.kit import make_prop
from compose.kit.vehicles import MODULES

VEHICLES = tuple(MODULES)
FOUR_WHEELS = ("car", "taxi", "van", "pickup", "bus", "truck")
TWO_WHEELS = ("bicycle", "motorbike", "scooter")
SIZES = {
    "car": ((1.7, 2.25), (1.2, 1.6), (3.3, 5.5)),
    "taxi": ((1.7, 2.25), (1.4, 1.8), (3.3, 5.5)),
    "van": ((1.9, 2.4), (1.9, 2.8), (4.3, 6.6)),
    "pickup": ((1.8, 2.3), (1.6, 1.95), (4.9, 5.8)),
    "bus": ((2.45, 3.0), (2.8, 3.4), (8.0, 13.2)),
    "truck": ((2.4, 3.0), (3.0, 4.0), (6.4, 11.3)),
    "bicycle": ((0.5, 0.75), (0.95, 1.15), (1.6, 1.9)),
    "motorbike": ((0.7, 0.95), (1.0, 1.4), (1.9, 2.4)),
    "scooter": ((0.6, 0.85), (1.0, 1.4), (1.7, 2.0)),
}
"""Outer width with mirrors, height and length in metres: the range of what is built."""


def part_points(model: Model, path: str) -> np.ndarray:
    """Points of one node's own meshes in the prop's space."""
    index = model.index(path)
    world = model.rest_world()[index]
    points = [p.mesh.positions for p in model.nodes[index].parts]
    return np.concatenate(points) @ world[:3, :3].T + world[:3, 3]


def all_points(model: Model) -> np.ndarray:
    drawn = [n.path for n in model.nodes if n.parts]
    return np.concatenate([part_points(model, path) for path in drawn])


def wheels(model: Model) -> list[str]:
    return [n.path for n in model.nodes if n.path.startswith("wheel_") and "/" not in n.path]


def nearest_hit(corners: np.ndarray, eye: np.ndarray, way: tuple[float, float, float]) -> float:
    """How far along a ray the first of (T, 3, 3) triangles is (Möller and Trumbore 1997)."""
    a, ab, ac = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    p = np.cross(way, ac)
    determinant = np.einsum("ij,ij->i", ab, p)
    usable = np.abs(determinant) > 1e-12
    scale = 1.0 / np.where(usable, determinant, 1.0)
    u = np.einsum("ij,ij->i", eye - a, p) * scale
    q = np.cross(eye - a, ab)
    v, t = q @ np.array(way) * scale, np.einsum("ij,ij->i", ac, q) * scale
    inside = usable & (u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & (t > 0.0)
    return float(t[inside].min(initial=np.inf))


def triangles(model: Model) -> int:
    return sum(len(p.mesh.triangles) for n in model.nodes for p in n.parts)


def test_every_vehicle_of_the_kit_is_checked_here():
    assert set(VEHICLES) == set(SIZES)


@pytest.mark.parametrize("name", VEHICLES)
@pytest.mark.parametrize("detail", [0.25, 1.0])
def test_a_vehicle_has_the_size_of_a_real_one(name, detail):
    points = all_points(make_prop(name, {"detail": detail}))
    assert np.isfinite(points).all()
    for extent, (low, high) in zip(np.ptp(points, axis=0), SIZES[name], strict=True):
        assert low <= extent <= high
    assert abs(points[:, 1].min()) < 2e-3
    middle = (points.min(0) + points.max(0)) / 2.0
    assert abs(middle[0]) < 0.02
    assert abs(middle[2]) < 0.15


@pytest.mark.parametrize("name", VEHICLES)
@pytest.mark.parametrize("detail", [0.25, 1.0])
def test_wheels_touch_the_ground_and_are_round_about_their_pivot(name, detail):
    model = make_prop(name, {"detail": detail})
    count = 4 if name in FOUR_WHEELS else 2
    assert len(wheels(model)) == count
    for path in wheels(model):
        pivot = model.rest_world()[model.index(path)][:3, 3]
        points = part_points(model, path)
        out = np.hypot(points[:, 1] - pivot[1], points[:, 2] - pivot[2])
        assert points[:, 1].min() == pytest.approx(0.0, abs=1e-5)
        assert out.max() == pytest.approx(pivot[1], abs=1e-5)
        tread = points[out > 0.999 * pivot[1]]
        angles = np.sort(np.arctan2(tread[:, 1] - pivot[1], tread[:, 2] - pivot[2]))
        assert np.diff(angles, append=angles[0] + 2 * np.pi).max() < np.radians(37.0)


@pytest.mark.parametrize("name", FOUR_WHEELS)
def test_wheels_are_named_by_their_side_of_a_vehicle_that_faces_plus_z(name):
    model = make_prop(name)
    for path in wheels(model):
        x, _, z = model.rest_world()[model.index(path)][:3, 3]
        assert (x > 0.0) == path.endswith("left")
        assert (z > 0.0) == ("front" in path)


@pytest.mark.parametrize("name", VEHICLES)
def test_the_driver_sits_inside_the_vehicle_on_its_left(name):
    model = make_prop(name)
    index = model.index("seat_driver")
    assert index >= 0
    assert not model.nodes[index].parts
    seat = model.rest_world()[index][:3, 3]
    points = all_points(model)
    hips = seat + np.array([0.0, 0.445, 0.0])
    assert (hips > points.min(0)).all()
    assert (hips < points.max(0) + np.array([0.0, 0.1, 0.0])).all()
    assert seat[0] > 0.2 if name in FOUR_WHEELS else seat[0] == 0.0


@pytest.mark.parametrize("name", FOUR_WHEELS)
def test_a_head_in_the_drivers_seat_looks_out_through_glass(name):
    """A ray forward from a driver's eyes meets the windscreen before anything of the body."""
    model = make_prop(name)
    seat = model.rest_world()[model.index("seat_driver")][:3, 3]
    eye = seat + np.array([0.0, 1.1, 0.0])
    hits = {}
    for path in ("glass", "body"):
        mesh = model.nodes[model.index(path)].parts[0].mesh
        hits[path] = nearest_hit(
            mesh.positions[mesh.triangles].astype(float), eye, (0.0, -0.05, 1.0)
        )
    assert np.isfinite(hits["glass"])
    assert hits["glass"] < hits["body"]


@pytest.mark.parametrize("style", ["saloon", "estate", "hatchback", "coupe"])
def test_a_crowd_of_cars_is_cheap_and_a_hero_is_not_coarser(style):
    coarse = triangles(make_prop("car", {"style": style, "detail": 0.25}))
    assert coarse < 1600
    assert triangles(make_prop("car", {"style": style, "detail": 1.0})) > 4 * coarse


@given(
    st.sampled_from(["saloon", "estate", "hatchback", "coupe"]),
    st.floats(3.4, 5.4),
    st.sampled_from([0.25, 0.5, 1.0]),
)
@settings(max_examples=8, deadline=None)
def test_a_car_of_any_length_is_as_long_as_asked_and_has_a_closed_hull(style, length, detail):
    model = make_prop("car", {"style": style, "length": length, "detail": detail})
    points = all_points(model)
    assert np.isfinite(points).all()
    assert np.ptp(points[:, 2]) == pytest.approx(length, abs=0.06)
    body = model.nodes[model.index("body")].parts[0].mesh
    assert body.closed
    np.testing.assert_allclose(np.linalg.norm(body.normals, axis=1), 1.0, atol=1e-4)


@given(st.floats(4.4, 6.5), st.floats(8.0, 13.0), st.floats(6.5, 11.0))
@settings(max_examples=4, deadline=None)
def test_working_vehicles_are_as_long_as_asked(van, bus, truck):
    for name, length in (("van", van), ("bus", bus), ("truck", truck)):
        points = all_points(make_prop(name, {"length": length, "detail": 0.25}))
        assert np.ptp(points[:, 2]) == pytest.approx(length, abs=0.2)
