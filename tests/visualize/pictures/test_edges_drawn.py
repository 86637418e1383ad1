"""Lines against where edges project, worked out in NumPy."""

from __future__ import annotations

import gc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compose.geometry.mesh import Mesh
from compose.snapshot import Snapshot
from tests.builders.snapshots import Thing, arm, ball, camera, crate, place, sheet, snapshot
from visualize.render.drawlist import SurfaceTable, draw_list
from visualize.render.pictures.facings import Eye
from visualize.render.pictures.frame_lines import ALONE_M, FrameLines
from visualize.render.pictures.mesh_lines import LineStore, Piece, mesh_lines
from visualize.render.pictures.skins import placed_vertices
from visualize.render.pictures.strokes import quad_corners, quad_indices
from visualize.render.planes import planes
from visualize.render.rows import frame_rows

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


def frame_lines(seen: Snapshot, size: tuple[int, int] = (320, 180)) -> FrameLines:
    table, raster = SurfaceTable(seen.surfaces), seen.camera.raster(size, 2)
    world = planes(seen.world)
    batches = draw_list(table, seen, raster, world)
    rows = frame_rows(table, batches, seen, raster, {}, world)
    return FrameLines(LineStore(), seen, raster, batches, rows.records["view"])


def shortest_edge_px(world: np.ndarray, focal: float) -> float:
    placed = CORNERS @ world[:3, :3].T + world[:3, 3]
    flat = focal * placed[:, :2] / -placed[:, 2:]
    pairs = [(i, j) for i in range(8) for j in range(i)
             if np.count_nonzero(CORNERS[i] != CORNERS[j]) == 1]  # fmt: skip
    return min(float(np.linalg.norm(flat[i] - flat[j])) for i, j in pairs)


def test_edges_too_short_to_see_are_left_out() -> None:
    far = snapshot([Thing(mesh=crate(), world=place(y=-0.5, z=-900.0))], camera())
    assert len(frame_lines(far, (320, 180)).segments(Piece.CREASES)) == 0
    assert len(frame_lines(far, (3200, 1800)).segments(Piece.CREASES)) == 4


def test_a_box_has_no_outline_but_its_edges() -> None:
    for mesh in (crate(), sheet()):
        lines = mesh_lines(mesh)
        assert not len(lines.sets[Piece.BENDS])
        assert not len(lines.sets[Piece.ROUND])


def test_sides_of_triangles_come_once() -> None:
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]], np.float32)
    mesh = Mesh(
        positions=corners,
        triangles=np.array([[0, 1, 2], [2, 1, 3]], np.uint32),
        normals=np.tile(np.array([0, 0, 1], np.float32), (4, 1)),
    )
    edges = np.sort(mesh_lines(mesh, "all").sets[Piece.CREASES].edges, axis=1)
    assert sorted(map(tuple, edges.tolist())) == [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]


@settings(max_examples=40, deadline=None)
@given(
    x=st.floats(-2, 2), y=st.floats(-1, 1), z=st.floats(-9, -3),
    turn=st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3)),
    mirror=st.booleans(),
)  # fmt: skip
def test_of_a_box_those_edges_are_left_that_a_face_towards_the_eye_has(
    x, y, z, turn, mirror
) -> None:
    world = place(x, y, z, turn=turn) @ np.diag([-1.0 if mirror else 1.0, 1.0, 1.0, 1.0])
    eye = np.linalg.inv(world) @ np.array([0.0, 0.0, 0.0, 1.0])
    faces = [(a, s) for a in range(3) for s in (0, 1)]
    bounds = ((-0.5, 0.0, -0.5), (0.5, 1.0, 0.5))
    gaps = {(a, s): (eye[a] - bounds[s][a]) * (2 * s - 1) for a, s in faces}
    assume(min(abs(gap) for gap in gaps.values()) > 1e-3)
    assume(shortest_edge_px(world, 8.0 / 36.0 * 320) > 0.5)  # shorter ones are left out
    expected = sum(
        max(gaps[a, s], gaps[b, t]) > 0
        for a, s in faces for b, t in faces if a < b
    )  # fmt: skip
    seen = snapshot([Thing(mesh=crate(), world=world)], camera(focal_length_mm=8.0))
    assert len(frame_lines(seen).segments(Piece.CREASES)) == expected


def test_lines_outside_the_picture_and_behind_it_are_left_out() -> None:
    there = [place(y=-0.5, z=-6.0), place(y=-0.5, x=40.0, z=-6.0), place(y=-0.5, z=6.0)]
    seen = snapshot([Thing(mesh=crate(), world=world) for world in there], camera())
    segments = frame_lines(seen).segments(Piece.CREASES)
    assert len(segments) == 4  # of the one face that looks here
    assert np.abs(segments[:, [2, 5]] + 5.5).max() < 1e-5


@settings(max_examples=25, deadline=None)
@given(scale=st.tuples(*[st.floats(0.2, 5.0)] * 3), turn=st.floats(-3, 3))
def test_breadths_are_those_of_the_faces_however_a_box_is_stretched(scale, turn) -> None:
    world = place(z=-20.0, turn=(turn, 0.4, 0.2)) @ np.diag([*scale, 1.0])
    seen = snapshot([Thing(mesh=crate(), world=world)], camera())
    segments = frame_lines(seen, (1280, 720)).segments(Piece.CREASES).astype(np.float64)
    lengths = np.linalg.norm(segments[:, :3] - segments[:, 3:6], axis=1)
    for length, breadth in zip(lengths, segments[:, 6], strict=True):
        axis = int(np.abs(np.array(scale) - length).argmin())
        alike = np.isclose(scale, scale[axis], rtol=1e-4)
        others = max(scale) if alike.sum() > 1 else max(np.delete(scale, axis))
        assert breadth == pytest.approx(others, rel=3e-3)


def test_outlines_stand_alone() -> None:
    seen = snapshot([Thing(mesh=ball(16), world=place(z=-5.0))], camera())
    lines = frame_lines(seen)
    assert (lines.segments(Piece.BENDS)[:, 6] == ALONE_M).all()


def test_a_line_has_both_ends_at_each_of_its_four_corners() -> None:
    line = np.array([[1, 2, 3, 4, 5, 6, 7]], np.float32)
    corners = quad_corners(line)[0]
    assert corners[[0, 1]].tolist() == [[1, 2, 3, 4, 5, 6, 7]] * 2
    assert corners[[2, 3]].tolist() == [[4, 5, 6, 1, 2, 3, 7]] * 2
    assert quad_indices(2).reshape(-1, 6)[1].tolist() == [4, 5, 6, 6, 5, 7]


@settings(max_examples=25, deadline=None)
@given(
    x=st.floats(-3, 3), y=st.floats(-2, 2), z=st.floats(-9, -2), size=st.floats(0.3, 2.0)
)  # fmt: skip
def test_outline_of_a_ball_is_where_rays_graze_it(x, y, z, size) -> None:
    seen = snapshot(
        [Thing(mesh=ball(64), world=place(x, y, z, scale=size))], camera(focal_length_mm=8.0)
    )
    segments = frame_lines(seen).segments(Piece.BENDS).astype(np.float64)
    middle = np.array([x, y, z])
    points = (segments[:, :3] + segments[:, 3:6]) / 2.0
    normals = (points - middle) / np.linalg.norm(points - middle, axis=1, keepdims=True)
    rays = points / np.linalg.norm(points, axis=1, keepdims=True)
    assert len(segments) >= 8
    assert np.abs((normals * rays).sum(axis=1)).max() < 0.2  # a facet of 64 is 0.1 wide


def test_lines_of_a_mesh_that_is_gone_are_forgotten() -> None:
    store = LineStore()
    mesh = ball(12)
    copy = replace(mesh, closed=False)
    assert store.get(mesh, "display") is store.get(mesh, "display")
    store.get(copy, "display")
    assert len(store) == 2
    del copy
    gc.collect()
    assert len(store) == 1


@pytest.mark.parametrize("mirror", [False, True])
def test_a_bent_solid_turns_the_same_triangles_away_as_its_placed_points_say(mirror) -> None:
    mesh = arm()
    flip = np.diag([-1.0 if mirror else 1.0, 1.0, 1.0, 1.0])
    bent = np.stack([flip, flip @ place(turn=(0.0, 0.0, 0.9))])
    seen = snapshot(
        [Thing(mesh=mesh, world=np.eye(4), joints=bent)], camera(eye=(0.3, 1.0, 5.0))
    )  # fmt: skip
    lines = mesh_lines(mesh)
    placed = placed_vertices(mesh, seen, 0)
    facing = Eye(seen, parallel=False).placed(lines, placed, mirrored=mirror)[0]
    a, b, c = (placed[mesh.triangles[:, k].astype(np.int64)] for k in range(3))
    outward = np.cross(b - a, c - a) * (-1.0 if mirror else 1.0)
    towards = np.einsum("tk,tk->t", outward, -a) > 0.0
    assert facing[:-1].tolist() == towards.tolist()
    assert facing[-1]


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
