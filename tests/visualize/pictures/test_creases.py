"""Which edges count as creases, and how wide the faces beside them are, against plain geometry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.geometry.mesh import Mesh
from compose.geometry.shapes import make_shape
from tests.builders.snapshots import ball, crate, sheet
from visualize.render.pictures.breadths import LARGEST
from visualize.render.pictures.mesh_lines import LineSet, Piece, mesh_lines

SIZE = st.floats(0.01, 50.0)


def creases(mesh: Mesh) -> LineSet:
    return mesh_lines(mesh).sets[Piece.CREASES]


def faceted(solid: trimesh.Trimesh) -> Mesh:
    """Return a trimesh solid with every triangle shaded flat and every side a display edge."""
    corners = solid.vertices[solid.faces].reshape(-1, 3).astype(np.float32)
    triangles = np.arange(len(corners), dtype=np.uint32).reshape(-1, 3)
    normals = np.repeat(solid.face_normals, 3, axis=0).astype(np.float32)
    sides = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    return Mesh(positions=corners, triangles=triangles, normals=normals, edges=sides)


def test_a_box_keeps_its_twelve_edges_once_each() -> None:
    assert len(creases(crate())) == 12


def test_a_round_thing_has_no_crease() -> None:
    assert len(ball(14).edges) > 0
    assert len(creases(ball(14))) == 0


@pytest.mark.parametrize("segments", [8, 10, 24])
def test_a_cylinder_keeps_its_two_rims_however_coarse(segments: int) -> None:
    mesh = make_shape("cylinder", {"radius": 1.0, "height": 2.0, "segments": segments})
    ends = creases(mesh).ends
    assert len(ends) == 2 * segments
    assert np.allclose(ends[:, 0, 1], ends[:, 1, 1])


def test_a_border_is_a_crease() -> None:
    rim = np.array([[0, 1], [1, 2], [2, 3], [3, 0]], np.uint32)
    with_diagonal = np.concatenate([rim, [[0, 2]]]).astype(np.uint32)
    assert creases(replace(sheet(), edges=with_diagonal)).edges.tolist() == rim.tolist()


@pytest.mark.parametrize(("solid", "sharp"), [
    (trimesh.creation.icosahedron(), True),  # faces meet at 41.8 degrees
    (trimesh.creation.icosphere(subdivisions=1), False),  # at less than 25
])  # fmt: skip
def test_flat_facets_are_creases_where_they_meet_at_more_than_35_degrees(solid, sharp) -> None:
    angles = np.degrees(solid.face_adjacency_angles)
    assert bool((angles > 35.0).all()) is sharp
    mesh = faceted(solid)
    assert len(creases(mesh)) == (len(angles) if sharp else 0)


def test_lines_without_a_surface_are_kept() -> None:
    line = Mesh(
        positions=np.eye(3, dtype=np.float32),
        triangles=np.zeros((0, 3), np.uint32),
        normals=np.eye(3, dtype=np.float32),
        edges=np.array([[0, 1]], np.uint32),
    )
    assert len(creases(line)) == 1
    assert creases(line).breadth[0] == LARGEST


@settings(max_examples=30, deadline=None)
@given(width=SIZE, height=SIZE, depth=SIZE)
def test_beside_an_edge_of_a_box_lie_its_other_two_lengths(width, height, depth) -> None:
    size = np.array([width, height, depth])
    mesh = crate()
    box = replace(mesh, positions=(mesh.positions * size).astype(np.float32))
    found = np.linalg.norm(creases(box).across.astype(np.float64), axis=2)
    ends = creases(box).ends.astype(np.float64)
    along = np.abs(ends[:, 1] - ends[:, 0]).argmax(axis=1)
    for axis, lengths in zip(along, found, strict=True):
        assert np.sort(lengths) == pytest.approx(np.sort(np.delete(size, axis)), rel=2e-3)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_triangles_have_finite_breadths(data) -> None:
    """Also those without area, with repeated corners, or three on an edge."""
    count = data.draw(st.integers(3, 8))
    places = st.lists(st.integers(-2, 2), min_size=3 * count, max_size=3 * count)
    positions = np.array(data.draw(places), np.float32).reshape(-1, 3)
    corner = st.integers(0, count - 1)
    faces = data.draw(st.lists(st.tuples(corner, corner, corner), min_size=1, max_size=12))
    triangles = np.array(faces, np.uint32)
    edges = np.sort(triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    normals = np.tile(np.array([0, 1, 0], np.float32), (count, 1))
    mesh = Mesh(positions=positions, triangles=triangles, normals=normals, edges=edges)
    lines = mesh_lines(mesh)
    assert all(np.isfinite(found.across).all() for found in lines.sets.values())
    drawn = np.concatenate([lines.sets[piece].edges for piece in (Piece.CREASES, Piece.OTHERS)])
    ends = {tuple(sorted(map(tuple, pair.tolist()))) for pair in positions[drawn]}
    assert ends == {tuple(sorted(map(tuple, pair.tolist()))) for pair in positions[edges]}
    assert len(ends) == len(drawn)
