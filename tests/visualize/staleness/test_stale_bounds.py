"""Bounds never miss: what is in sight, or shades what is, is always found."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.edits import add_figure, add_node, add_scene, add_shot, new_project, set_pose
from compose.evaluation import evaluate
from compose.payload import CameraPayload
from compose.snapshot import CameraState, Snapshot
from tests.builders.lit import lamp, sun
from tests.builders.snapshots import Thing, face, place, snapshot
from visualize.staleness.boxes import Boxes, RowBoxes
from visualize.staleness.volume import lit_by, seen_by, shadowing, shown_part

metres = st.floats(-30.0, 30.0)
places = st.tuples(metres, metres, metres).map(np.array)
shares = st.floats(0.0, 1.0)


def turned(angles: tuple[float, float, float]) -> np.ndarray:
    """A rotation about x, y and z in turn."""
    x, y, z = (math.radians(angle) for angle in angles)
    about_x = [[1, 0, 0], [0, math.cos(x), -math.sin(x)], [0, math.sin(x), math.cos(x)]]
    about_y = [[math.cos(y), 0, math.sin(y)], [0, 1, 0], [-math.sin(y), 0, math.cos(y)]]
    about_z = [[math.cos(z), -math.sin(z), 0], [math.sin(z), math.cos(z), 0], [0, 0, 1]]
    return np.array(about_z) @ about_y @ about_x


@st.composite
def cameras(draw: st.DrawFn) -> CameraState:
    """A camera anywhere, with a lens or without perspective."""
    world = np.eye(4)
    world[:3, :3] = turned(draw(st.tuples(*[st.floats(-180.0, 180.0)] * 3)))
    world[:3, 3] = draw(places)
    return CameraState(
        world=world, focal_length_mm=draw(st.floats(10.0, 200.0)), sensor_mm=(24.89, 18.66),
        gate_mm=draw(st.sampled_from([(24.89, 14.0), (10.0, 18.0)])), near_m=0.1, far_m=80.0,
        focus_distance_m=5.0, f_stop=4.0,
        orthographic_height_m=draw(st.sampled_from([0.0, 0.0, 7.0])),
    )  # fmt: skip


def pixel_point(camera: CameraState, across: float, down: float, deep: float) -> np.ndarray:
    """The place that a pixel shows at a share of the depth, by the raster's own projection."""
    raster = camera.raster((1280, 720))
    depth = camera.near_m + deep * (camera.far_m - camera.near_m)
    scale = (1.0 if raster.orthographic else depth) / raster.focal
    x, y = across * raster.width - raster.cx, raster.cy - down * raster.height
    return camera.world[:3, :3] @ [x * scale, y * scale, -depth] + camera.world[:3, 3]


def point_box(point: np.ndarray, half: float = 1e-4) -> Boxes:
    """A tiny box around a place."""
    return Boxes(np.array([point]), np.full((1, 3), half))


@given(cameras(), shares, shares, shares)
def test_whatever_a_pixel_shows_is_in_the_view(
    camera: CameraState, across: float, down: float, deep: float
) -> None:
    point = pixel_point(camera, across, down, deep)
    assert seen_by(camera).meets(point_box(point)).all()


@given(cameras(), places)
def test_whatever_is_behind_the_camera_or_far_off_is_not(
    camera: CameraState, place: np.ndarray
) -> None:
    behind = camera.world[:3, 3] + camera.world[:3, 2] * (1.0 + abs(place[0]))
    beyond = camera.world[:3, 3] - camera.world[:3, 2] * (camera.far_m * 1.1)
    assert not seen_by(camera).meets(point_box(behind)).any()
    assert not seen_by(camera).meets(point_box(beyond)).any()


@given(cameras(), st.lists(st.tuples(shares, shares, shares), min_size=1, max_size=4), shares,
       places, st.booleans(), st.integers(0, 3))  # fmt: skip
def test_whatever_stands_between_a_light_and_what_is_seen_may_shade_it(
    camera: CameraState, seen: list[tuple[float, float, float]], share: float,
    place: np.ndarray, is_sun: bool, which: int,
) -> None:  # fmt: skip
    points = np.array([pixel_point(camera, *pixel) for pixel in seen])
    shown = Boxes(points, np.full((len(points), 3), 0.1))
    corners = shown_part(seen_by(camera), shown)
    receiver = points[which % len(points)]
    if is_sun:
        way = (
            place / np.linalg.norm(place) if np.linalg.norm(place) > 1e-6 else np.array([0, -1, 0])
        )
        light = sun(tuple(way), shadow=True)
        caster = receiver - way * (0.5 + 60.0 * share)
    else:
        light = lamp(tuple(place), shadow=True)
        caster = receiver + (place - receiver) * share
    assert shadowing(light, corners, point_box(caster)).all()


def test_what_stands_aside_of_the_light_or_beyond_shades_nothing() -> None:
    corners = np.array([(x, 0.0, z) for x in (-1.0, 1.0) for z in (-1.0, 1.0)])
    down = sun((0.0, -1.0, 0.0), shadow=True)
    over = lamp((0.0, 3.0, 0.0), shadow=True, range_m=10.0)
    for light in (down, over):
        assert shadowing(light, corners, point_box(np.array([0.5, 1.0, 0.0]))).all()
        assert not shadowing(light, corners, point_box(np.array([2.0, 1.0, 0.0]))).any()
        assert not shadowing(light, corners, point_box(np.array([0.0, -0.5, 0.0]))).any()
    assert not shadowing(over, corners, point_box(np.array([0.0, 13.5, 0.0]))).any()


def test_nothing_shades_an_empty_picture() -> None:
    nothing = Boxes(np.zeros((0, 3)), np.zeros((0, 3)))
    corners = shown_part(seen_by(camera_at_origin()), nothing)
    assert not shadowing(sun(shadow=True), corners, point_box(np.zeros(3))).any()


@pytest.mark.parametrize(("range_m", "reaches"), [(0.0, True), (3.0, True), (1.5, False)])
def test_a_lamp_lights_what_its_range_reaches(range_m: float, reaches: bool) -> None:
    behind = lamp((0.0, 0.0, 2.0), range_m=range_m, radius_m=0.0)
    assert lit_by(behind, seen_by(camera_at_origin())) == reaches


def camera_at_origin() -> CameraState:
    """A camera that looks along −Z from the origin."""
    return CameraState(
        world=np.eye(4), focal_length_mm=35.0, sensor_mm=(24.89, 18.66), gate_mm=(24.89, 14.0),
        near_m=0.1, far_m=80.0, focus_distance_m=5.0, f_stop=4.0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def person() -> list[Snapshot]:
    """Someone who sits, turned and grown, under a node."""
    project = add_scene(new_project("Film"), "Set")
    project = add_node(project, "Set", "Group", translation=(2.0, 0.5, -3.0), scale=(1.5, 1.0, 0.7))
    project = add_figure(project, "Set", "Mara", parent="Group", rotation_deg=(10.0, 40.0, 5.0))
    project = add_node(project, "Set", "Camera", payload=CameraPayload(kind="camera"))
    project = add_shot(project, "Set", "Camera", name="one", start=0, end=2)
    seated = set_pose(project, "Set", "Mara", "sit")
    return [evaluate(one, one.shots[0], 0) for one in (project, seated)]


def test_every_vertex_of_a_posed_person_is_in_its_box(person: list[Snapshot]) -> None:
    for seen in person:
        boxes = RowBoxes(seen).at(seen)
        assert (seen.joint_start >= 0).any()
        for row in range(len(seen.surfaces)):
            points = placed(seen, row)
            assert (np.abs(points - boxes.center[row]) <= boxes.half[row]).all()
            assert boxes.half[row].max() < 2.0


@given(places, st.tuples(shares, shares, shares), st.tuples(*[st.floats(-2.0, 2.0)] * 3))
def test_every_vertex_of_a_face_is_in_its_box_whatever_its_morphs(
    at: np.ndarray, turn: tuple[float, float, float], weights: tuple[float, float, float]
) -> None:
    world = place(*at, scale=(0.5, 3.0, 1.0), turn=turn)
    seen = snapshot([Thing(mesh=face(), world=world, weights=weights)], camera_at_origin())
    local = face().positions + sum(
        np.float64(weight) * morph.positions
        for weight, morph in zip(weights, face().morphs, strict=True)
    )
    points = local @ world[:3, :3].T + world[:3, 3]
    boxes = RowBoxes(seen).at(seen)
    assert (np.abs(points - boxes.center[0]) <= boxes.half[0]).all()


def test_what_has_no_bounds_is_everywhere() -> None:
    lost = place(0.0, 0.0, 50.0)
    lost[0, 0] = np.inf
    seen = snapshot([Thing(mesh=face(), world=lost)], camera_at_origin())
    assert seen_by(seen.camera).meets(RowBoxes(seen).at(seen)).all()


def placed(seen: Snapshot, row: int) -> np.ndarray:
    """The vertices of a row in the world (glTF 2.0, 3.7.3.3), one joint after another."""
    mesh = seen.surfaces[row].mesh
    points = np.c_[mesh.positions.astype(float), np.ones(len(mesh.positions))]
    if seen.joint_start[row] < 0 or mesh.joints is None:
        return (points @ seen.world[row].T)[:, :3]
    result = np.zeros((len(points), 4))
    for column in range(4):
        matrices = seen.joints[seen.joint_start[row] + mesh.joints[:, column]]
        result += mesh.weights[:, column, None] * (matrices @ points[:, :, None])[:, :, 0]
    return result[:, :3]
