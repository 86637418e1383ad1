"""Lines against where edges project, worked out in NumPy."""

from __future__ import annotations

import gc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.geometry.mesh import Mesh
from compose.snapshot import Snapshot
from tests.builders.snapshots import Thing, arm, ball, camera, crate, place, sheet, snapshot
from visualize.render.device import Device
from visualize.render.pictures.contours import bends_of, contour_segments, placed_vertices
from visualize.render.pictures.edges import EdgeStore, triangle_edges

FOCAL_SHARE = 35.0 / 36.0
SEEN = camera(eye=(2.0, 2.2, 3.0), target=(0.0, 0.5, 0.0))
CORNERS = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (0.0, 1.0) for z in (-0.5, 0.5)])


def box_scene(*, seen_by=SEEN) -> Snapshot:
    return snapshot([Thing(mesh=crate(), world=place())], seen_by)


def pixels(points: np.ndarray, seen: Snapshot, size: tuple[int, int]) -> np.ndarray:
    view = points @ seen.camera.view[:3, :3].T + seen.camera.view[:3, 3]
    focal = FOCAL_SHARE * size[0]
    across = [size[0] / 2 + focal * view[:, 0] / -view[:, 2],
              size[1] / 2 - focal * view[:, 1] / -view[:, 2]]  # fmt: skip
    return np.stack(across, axis=1)


def box_edges() -> list[tuple[np.ndarray, np.ndarray, bool]]:
    """The twelve edges of the crate, and whether SEEN sees them (convex: a face that faces us)."""
    eye = SEEN.world[:3, 3]
    faces = {(0, 0.5), (1, 1.0), (2, 0.5)}  # towards +x, +y, +z, where the eye is
    assert np.all(eye > [0.5, 1.0, 0.5])
    result = []
    for i, a in enumerate(CORNERS):
        for b in CORNERS[i + 1 :]:
            if np.count_nonzero(a != b) == 1:
                seen = any(a[axis] == at and b[axis] == at for axis, at in faces)
                result.append((a, b, seen))
    return result


def brightness_along(picture: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The brightest of the 3 x 3 pixels around points between two places, ends left out."""
    found = []
    for t in np.linspace(0.04, 0.96, 200):
        x, y = (a + t * (b - a)).astype(int)
        found.append(picture[y - 1 : y + 2, x - 1 : x + 2].max())
    return np.array(found)


@pytest.mark.gpu
@pytest.mark.parametrize(("name", "least"), [("lines", 110), ("wire", 90)])
@pytest.mark.parametrize("size", [(320, 180), (640, 360)])
def test_every_visible_edge_is_unbroken_and_no_hidden_one_shows(draw, name, least, size) -> None:
    seen = box_scene()
    picture = draw(seen, name, size=size).max(axis=-1)
    for a, b, visible in box_edges():
        ends = pixels(np.stack([a, b]), seen, size)
        along = brightness_along(picture, *ends)
        if visible:
            assert along.min() > least
        else:
            inside = brightness_along(picture, *(ends * 0.6 + ends.mean(0) * 0.4))
            assert np.median(inside) < 60


@pytest.mark.gpu
@pytest.mark.parametrize("tilt", [0.0, 0.3, 0.8, 1.2])
@pytest.mark.parametrize("height", [180, 720])
def test_a_line_is_as_wide_as_its_share_of_the_picture(draw, tilt: float, height: int) -> None:
    line = Mesh(
        positions=np.array([[-9, 0, 0], [9, 0, 0], [0, 9, -9]], np.float32),
        triangles=np.array([[0, 1, 2]], np.uint32),
        normals=np.tile(np.array([0, 0, 1], np.float32), (3, 1)),
        edges=np.array([[0, 1]], np.uint32),
    )
    thing = Thing(mesh=line, world=place(z=-5.0, turn=(0, 0, tilt)))
    size = (height * 16 // 9, height)
    picture = draw(snapshot([thing], camera()), "lines", size=size)[..., 0] / 255.0
    y, x = np.mgrid[: size[1], : size[0]]
    along = np.array([np.cos(tilt), -np.sin(tilt)])
    place_along = (x + 0.5 - size[0] / 2) * along[0] + (y + 0.5 - size[1] / 2) * along[1]
    reach = height / 4
    part = np.abs(place_along) < reach
    width = picture[part].sum() / (2 * reach)
    assert width == pytest.approx(max(1.7 * height / 720, 1.0), rel=0.06)


@pytest.mark.gpu
def test_all_edges_adds_the_diagonals(draw) -> None:
    seen = box_scene()
    plain, every = (draw(seen, "wire", size=(320, 180), all_edges=flag) for flag in (False, True))
    assert (every > 100).sum() > 1.15 * (plain > 100).sum()


@pytest.mark.gpu
def test_far_lines_are_fainter(draw) -> None:
    near, far = (
        draw(snapshot([Thing(mesh=crate(), world=place(z=-z, scale=z / 4))], camera()), "wire")
        for z in (4.0, 100.0)
    )
    assert near.max() > 1.3 * far.max()


def test_a_box_has_nothing_to_bend_but_its_edges() -> None:
    assert len(bends_of(crate())) == 0
    assert len(bends_of(sheet())) == 0


def test_sides_of_triangles_come_once() -> None:
    edges = triangle_edges(np.array([[0, 1, 2], [2, 1, 3]], np.uint32))
    assert sorted(map(tuple, edges.tolist())) == [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]


@settings(max_examples=25, deadline=None)
@given(
    x=st.floats(-3, 3), y=st.floats(-2, 2), z=st.floats(-9, -2), size=st.floats(0.3, 2.0)
)  # fmt: skip
def test_contour_of_a_ball_is_where_rays_graze_it(x, y, z, size) -> None:
    seen = snapshot([Thing(mesh=ball(64), world=place(x, y, z, scale=size))], camera())
    segments = contour_segments(bends_of(ball(64)), ball(64), seen, np.array([0]), parallel=False)
    middle = np.array([x, y, z])
    points = segments.mean(axis=1)
    normals = (points - middle) / np.linalg.norm(points - middle, axis=1, keepdims=True)
    rays = points / np.linalg.norm(points, axis=1, keepdims=True)
    assert len(segments) >= 8
    assert np.abs((normals * rays).sum(axis=1)).max() < 0.2  # a facet of 64 is 0.1 wide


@pytest.mark.gpu
def test_edges_of_a_mesh_that_is_gone_are_freed(renderer) -> None:
    with Device() as device:
        store = device.part(EdgeStore)
        assert device.part(EdgeStore) is store
        mesh = ball(12)
        copy = replace(mesh, closed=False)
        for one in (mesh, copy):
            with device.context:
                assert store.get(one, "display")
        assert len(store) == 2
        del copy, one
        gc.collect()
        with device.context:
            store.collect()
        assert len(store) == 1


@pytest.mark.gpu
def test_skinned_and_morphed_lines_follow_their_surface(draw) -> None:
    mesh = arm()
    bent = np.stack([np.eye(4), place(turn=(0.0, 0.0, 0.9))])
    thing = Thing(mesh=mesh, world=np.eye(4), joints=bent)
    seen = snapshot([thing], camera(eye=(0.0, 1.0, 5.0)))
    picture = draw(seen, "wire", size=(320, 180)).max(axis=-1)
    placed = placed_vertices(mesh, seen, 0)
    size = (320, 180)
    focal = FOCAL_SHARE * size[0]
    covered = draw(seen, "depth", size=size) < np.inf
    bright = np.argwhere(picture > 110)
    near = [covered[max(r - 2, 0) : r + 3, max(c - 2, 0) : c + 3].any() for r, c in bright]
    assert len(bright) > 200
    assert all(near)
    column = 160 + focal * placed[:, 0] / -placed[:, 2]
    assert bright[:, 1].min() >= column.min() - 3
    assert bright[:, 1].max() <= column.max() + 3
