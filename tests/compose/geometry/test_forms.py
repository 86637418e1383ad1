"""Form makers against the volumes and areas that geometry books give."""

from __future__ import annotations

import math

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.geometry.forms import (
    arc_path,
    blob,
    extrude_outline,
    icosphere,
    lathe,
    loft,
    panelled,
    pipe,
    rod,
    rounded_box,
    sheet,
    skin,
    smooth_path,
    sweep,
)
from compose.geometry.mesh import Mesh

L_SHAPE = [(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)]
SQUARE = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
LENGTHS = st.floats(0.2, 3.0)


def witness(mesh: Mesh) -> trimesh.Trimesh:
    """The same triangles in trimesh, equal places merged."""
    return trimesh.Trimesh(mesh.positions.astype(float), mesh.triangles, process=True)


def assert_normals_face_out(mesh: Mesh) -> None:
    """Every corner's normal is a unit vector on the front side of its triangle."""
    a, b, c = (mesh.positions[mesh.triangles[:, i]].astype(float) for i in range(3))
    faces = np.cross(b - a, c - a)
    sides = np.einsum("ij,ikj->ik", faces, mesh.normals[mesh.triangles])
    big = np.linalg.norm(faces, axis=1) > 1e-9
    assert (sides[big] > 0.0).all()
    np.testing.assert_allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-5)


CLOSED = {
    "plain box": (rounded_box((0, 0, 0), (1, 2, 3)), 6.0, 1e-6),
    "cylinder": (lathe([(0, 0), (1, 0), (1, 2), (0, 2)], 256), 2.0 * math.pi, 2e-4),
    "cylinder along X": (lathe([(0, 0), (1, 0), (1, 2), (0, 2)], 256, axis="x"), 2 * math.pi, 2e-4),
    "cylinder along Z": (lathe([(0, 0), (1, 0), (1, 2), (0, 2)], 256, axis="z"), 2 * math.pi, 2e-4),
    "rod": (rod((1, 2, 3), (2, 3, 4), 0.2, segments=256), math.pi * 0.04 * math.sqrt(3.0), 2e-4),
    "cone frustum": (
        rod((0, 0, 0), (0, 3, 0), 1.0, end_radius=0.5, segments=256),
        math.pi * 3.0 / 3.0 * (1.0 + 0.5 + 0.25),
        2e-4,
    ),
    "torus": (
        pipe(arc_path((0, 0, 0), 2.0, 0, 360, steps=256)[:-1], 0.5, segments=128, closed=True),
        2.0 * math.pi**2 * 2.0 * 0.25,
        1e-3,
    ),
    "L drawn out": (extrude_outline(L_SHAPE, 0.5), 1.5, 1e-6),
    "ball": (blob((1, 2, 3), 2.0, level=5), 4.0 / 3.0 * math.pi * 8.0, 2e-3),
    "straight sweep": (sweep([(0, 0, 0), (0, 0, 4)], SQUARE), 4.0, 1e-6),
    "stretched loft": (
        loft([[(0, 0, z), (1, 0, z), (1, 1, z), (0, 1, z)] for z in (0, 2)]),
        2.0,
        1e-6,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CLOSED)
def test_solids_are_watertight_and_have_the_volume_of_the_formula(name: str) -> None:
    mesh, volume, tolerance = CLOSED[name]
    solid = witness(mesh)
    assert solid.is_watertight
    assert mesh.closed
    assert solid.volume == pytest.approx(volume, rel=tolerance)
    assert_normals_face_out(mesh)


@given(LENGTHS, LENGTHS, LENGTHS, st.floats(0.01, 0.09))
@settings(max_examples=15, deadline=None)
def test_a_rounded_box_has_the_volume_of_a_box_swept_by_a_ball(a, b, c, r):
    """Steiner's formula for a box of a − 2r … swept by a ball of radius r."""
    mesh = rounded_box((0, 0, 0), (a, b, c), r, steps=12)
    x, y, z = a - 2 * r, b - 2 * r, c - 2 * r
    exact = x * y * z + 2 * r * (x * y + y * z + z * x)
    exact += math.pi * r * r * (x + y + z) + 4.0 / 3.0 * math.pi * r**3
    assert witness(mesh).is_watertight
    assert 0.99 * exact < witness(mesh).volume <= exact * (1.0 + 1e-5)
    np.testing.assert_allclose(mesh.bounds, [[0, 0, 0], [a, b, c]], atol=1e-6)


def test_a_rounded_box_shows_the_twelve_edges_of_its_box():
    assert len(rounded_box((0, 0, 0), (1, 1, 1), 0.1, steps=4).edges) == 12
    assert len(rounded_box((0, 0, 0), (1, 1, 1)).edges) == 12


def test_a_bevel_takes_a_prism_off_every_rim():
    """A unit square of depth 1 with bevel b is a frustum at both ends."""
    b = 0.1
    mesh = extrude_outline(SQUARE, 1.0, bevel=b)
    inner = (1 - 2 * b) ** 2
    frustum = b / 3.0 * (1.0 + inner + math.sqrt(inner))
    assert witness(mesh).volume == pytest.approx((1 - 2 * b) + 2 * frustum, rel=1e-6)


def test_an_outline_may_run_either_way_round():
    for outline in (L_SHAPE, L_SHAPE[::-1]):
        assert witness(extrude_outline(outline, 1.0)).volume == pytest.approx(3.0)


@given(st.integers(5, 12), st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_a_star_shaped_outline_keeps_its_area_when_cut_into_triangles(count, seed):
    source = np.random.default_rng(seed)
    angles = np.arange(count) * 2 * np.pi / count
    outline = np.stack([np.cos(angles), np.sin(angles)], 1) * source.uniform(0.3, 1.0, (count, 1))
    x, y = outline.T
    area = 0.5 * abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))
    assert witness(extrude_outline(outline, 2.0)).volume == pytest.approx(2.0 * area, rel=1e-5)


def test_a_swept_bend_has_the_volume_of_pappus():
    """A section's area times the way of its centre (Pappus and Guldin)."""
    path = arc_path((0, 0, 0), 3.0, 0, 90, normal="y", steps=128)
    mesh = sweep(path, np.array(SQUARE) * 0.4)
    assert witness(mesh).volume == pytest.approx(0.16 * 3.0 * math.pi / 2.0, rel=1e-3)


def test_a_smooth_path_passes_through_its_points_and_keeps_a_line_straight():
    known = np.array([(0, 0, 0), (1, 2, 0), (3, 1, 1), (4, 0, 0)], float)
    path = smooth_path(known, 5)
    np.testing.assert_allclose(path[::5], known, atol=1e-12)
    line = smooth_path([(0, 0), (1, 1), (2, 2)], 4)
    np.testing.assert_allclose(line[:, 0], line[:, 1])


def test_an_icosphere_has_equal_faces_on_the_unit_sphere():
    for level in range(4):
        points, triangles = icosphere(level)
        assert len(triangles) == 20 * 4**level
        assert len(points) == 2 + 10 * 4**level
        np.testing.assert_allclose(np.linalg.norm(points, axis=1), 1.0)


@given(st.integers(0, 500), st.floats(0.0, 0.2))
@settings(max_examples=15, deadline=None)
def test_a_lumpy_blob_stays_a_closed_solid_within_its_lumps(seed, lumps):
    mesh = blob((0, 0, 0), 1.0, seed=seed, lumps=lumps, level=2)
    radii = np.linalg.norm(mesh.positions, axis=1)
    assert witness(mesh).is_watertight
    assert radii.max() <= 1.0 + 1.5 * lumps + 1e-5
    assert radii.min() >= 1.0 - 1.5 * lumps - 1e-5


def wall(opened: list[tuple[int, int]]):
    across, up = np.meshgrid(np.linspace(0.0, 4.0, 5), np.linspace(0.0, 3.0, 4))
    cells = np.zeros((3, 4), bool)
    for cell in opened:
        cells[cell] = True
    return panelled(np.stack([across, up, 0.0 * up], axis=-1), cells, 0.2)


def test_a_wall_with_windows_is_closed_and_lacks_what_was_cut_out():
    made = wall([(1, 1), (1, 2)])
    assert witness(made.wall).is_watertight
    assert witness(made.wall).volume == pytest.approx((12.0 - 2.0) * 0.2, rel=1e-6)
    assert made.panes is not None
    assert witness(made.panes).area == pytest.approx(2.0, rel=1e-6)
    assert made.panes.positions[:, 2].max() < 0.0
    assert (made.panes.normals[:, 2] > 0.99).all()


def test_a_wall_without_openings_has_no_panes():
    made = wall([])
    assert made.panes is None
    assert witness(made.wall).volume == pytest.approx(12.0 * 0.2, rel=1e-6)


def test_a_sheet_faces_the_side_from_which_its_columns_run_right():
    across, up = np.meshgrid(np.linspace(0, 2, 3), np.linspace(0, 2, 3))
    flat = sheet(np.stack([across, up, 0 * up], axis=-1))
    np.testing.assert_allclose(flat.normals, np.tile([0, 0, 1], (len(flat.normals), 1)), atol=1e-6)
    assert len(flat.edges) == 8


def test_uvs_are_metres_on_every_face_of_a_box():
    """The area of each triangle in UV is its area in space."""
    mesh = rounded_box((0, 0, 0), (1.5, 2.5, 3.5))
    assert mesh.uv0 is not None
    a, b, c = (mesh.positions[mesh.triangles[:, i]].astype(float) for i in range(3))
    space = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    p, q, r = (mesh.uv0[mesh.triangles[:, i]].astype(float) for i in range(3))
    u, v = q - p, r - p
    flat = np.abs(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])
    np.testing.assert_allclose(flat, space, rtol=1e-5)


def test_lines_asked_for_are_display_edges():
    square = [(0, 0, 0), (1, 0, 0), (1, 0, -1), (0, 0, -1)]
    mesh = skin(square, [(0, 1, 2), (0, 2, 3)], lines=[(0, 2)])
    ends = {tuple(sorted(map(tuple, mesh.positions[e].round(3).tolist()))) for e in mesh.edges}
    assert ((0.0, 0.0, 0.0), (1.0, 0.0, -1.0)) in ends
    assert len(ends) == 5
