"""Display edges, closedness, normals and merging, against counts known by hand and trimesh."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh

from compose.geometry.edges import display_edges, edge_vertices
from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh, Morph
from compose.geometry.normals import flat_normals, split_smooth, unshared
from compose.geometry.shapes import make_shape
from compose.geometry.topology import (
    face_normals,
    is_closed,
    signed_volume,
    sorted_with_order,
    weld,
)


def arrays(mesh: trimesh.Trimesh) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32)


def soup(mesh: trimesh.Trimesh) -> tuple[np.ndarray, np.ndarray]:
    """Every triangle with vertices of its own, as STL has it."""
    points = np.asarray(mesh.triangles, np.float32).reshape(-1, 3)
    return points, np.arange(len(points), dtype=np.uint32).reshape(-1, 3)


def test_places_are_equal_exactly_where_positions_are():
    generator = np.random.default_rng(1)
    points = generator.integers(0, 5, (2000, 3)).astype(np.float32)
    points[::7, 0] *= -0.0
    _, expected = np.unique(points + np.float32(0), axis=0, return_inverse=True)
    places = weld(points)
    assert places.max() + 1 == expected.max() + 1
    pairs = np.unique(np.stack([places, expected.reshape(-1)]), axis=1)
    assert pairs.shape[1] == places.max() + 1


@pytest.mark.parametrize("top", [100, 2**62])
def test_sorting_keeps_equal_keys_in_order(top):
    keys = np.random.default_rng(2).integers(0, 50, 1000) * (top // 50)
    ordered, order = sorted_with_order(keys)
    assert np.array_equal(order, np.argsort(keys, kind="stable"))
    assert np.array_equal(ordered, keys[order])


def test_a_box_without_shared_vertices_is_closed_and_draws_twelve_edges():
    points, triangles = soup(trimesh.creation.box((1, 2, 3)))
    assert is_closed(points, triangles)
    assert len(display_edges(points, triangles)) == 12


def test_a_box_without_a_triangle_is_open_and_draws_the_hole():
    points, triangles = soup(trimesh.creation.box())
    assert not is_closed(points, triangles[1:])
    assert len(display_edges(points, triangles[1:])) == 13


def test_an_inside_out_box_is_not_closed_for_culling():
    points, triangles = arrays(trimesh.creation.box())
    assert signed_volume(points, triangles) == pytest.approx(1.0)
    assert not is_closed(points, triangles[:, ::-1])


def test_one_flipped_triangle_opens_the_box_but_draws_no_extra_edge():
    points, triangles = soup(trimesh.creation.box())
    triangles = triangles.copy()
    triangles[0] = triangles[0, ::-1]
    assert not is_closed(points, triangles)
    assert len(display_edges(points, triangles)) == 12


def test_a_smooth_ball_draws_nothing():
    points, triangles = arrays(trimesh.creation.icosphere(subdivisions=3))
    assert len(display_edges(points, triangles)) == 0


def test_creases_are_those_beyond_the_angle():
    mesh = trimesh.creation.cylinder(1.0, 2.0, sections=24)
    points, triangles = arrays(mesh)
    expected = np.count_nonzero(np.degrees(mesh.face_adjacency_angles) > 30.0)
    assert len(display_edges(points, triangles)) == expected == 48
    assert len(display_edges(points, triangles, crease_deg=10.0)) == 48 + 24


def test_a_material_seam_is_drawn_on_a_flat_face():
    points = np.float32([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    triangles = np.uint32([[0, 1, 2], [0, 2, 3]])
    assert len(display_edges(points, triangles)) == 4
    assert len(display_edges(points, triangles, groups=np.array([0, 1]))) == 5


def test_a_surface_modelled_from_both_sides_draws_as_one():
    points, triangles = arrays(trimesh.creation.icosphere(subdivisions=2))
    both = np.concatenate([triangles, triangles[:, ::-1]])
    assert len(display_edges(points, both)) == 0


def test_a_single_crease_with_nothing_at_its_ends_is_left_out():
    """A hipped roof: its ridge bends by 39 degrees, its hips by 22, its eaves are the border."""
    points = np.float32(
        [[-1, 0.35, 0], [1, 0.35, 0], [-3, 0, -1], [3, 0, -1], [3, 0, 1], [-3, 0, 1]]
    )
    triangles = np.uint32([[0, 5, 4], [0, 4, 1], [1, 3, 2], [1, 2, 0], [0, 2, 5], [1, 4, 3]])
    assert len(display_edges(points, triangles)) == 4
    assert len(display_edges(points, triangles, crease_deg=20.0)) == 4 + 1 + 4


def test_edges_name_vertices_of_the_triangle_they_come_from():
    points, triangles = soup(trimesh.creation.box())
    half = display_edges(points, triangles)
    ends = edge_vertices(triangles, half)
    for (row, _), pair in zip(half, ends, strict=True):
        assert set(pair) <= set(triangles[row])


def test_face_normals_are_trimeshs():
    mesh = trimesh.creation.annulus(0.5, 1.0, 2.0)
    assert face_normals(*arrays(mesh)) == pytest.approx(mesh.face_normals, abs=1e-6)


def test_triangles_without_area_have_no_normal_and_no_edges():
    points = np.float32([[0, 0, 0], [1, 0, 0], [1, 0, 0]])
    triangles = np.uint32([[0, 1, 2]])
    assert not face_normals(points, triangles).any()
    assert len(display_edges(points, triangles)) == 0
    assert not is_closed(points, triangles)


def test_smooth_normals_of_a_ball_point_outward_and_share_vertices():
    points, triangles = soup(trimesh.creation.icosphere(subdivisions=3))
    rows, faces, normals = split_smooth(points, triangles)
    assert faces.shape == triangles.shape
    outward = points[rows] / np.linalg.norm(points[rows], axis=1, keepdims=True)
    assert np.einsum("ij,ij->i", normals, outward).min() > 0.999


def test_smooth_normals_of_a_box_stay_flat():
    mesh = trimesh.creation.box()
    rows, faces, normals = split_smooth(*arrays(mesh))
    assert len(rows) == 24
    assert normals[faces] == pytest.approx(np.repeat(mesh.face_normals[:, None], 3, 1), abs=1e-3)


def test_a_fan_of_many_triangles_is_bounded_and_smooth():
    count = 5000
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    rim = np.stack([np.cos(angles), 0 * angles, np.sin(angles)], axis=1)
    points = np.concatenate([[[0, 0.1, 0]], rim]).astype(np.float32)
    i = np.arange(count)
    triangles = np.stack([0 * i, (i + 1) % count + 1, i + 1], axis=1).astype(np.uint32)
    rows, _, normals = split_smooth(points, triangles)
    assert normals[rows == 0][0] == pytest.approx([0, 1, 0], abs=1e-3)


def test_flat_normals_are_those_of_the_faces():
    mesh = trimesh.creation.icosphere(subdivisions=1)
    points, triangles = arrays(mesh)
    rows, faces = unshared(triangles)
    normals = flat_normals(points[rows], faces)
    assert normals[faces] == pytest.approx(np.repeat(mesh.face_normals[:, None], 3, 1), abs=1e-5)


def test_merged_meshes_hold_everything_of_both():
    box, plane = make_shape("box"), make_shape("plane")
    merged = merge_meshes([box, plane])
    assert len(merged.triangles) == len(box.triangles) + len(plane.triangles)
    assert len(merged.edges) == len(box.edges) + len(plane.edges)
    assert not merged.closed
    assert merge_meshes([box, make_shape("sphere")]).closed
    assert merged.positions[merged.triangles[-1]].tolist() == (
        plane.positions[plane.triangles[-1]].tolist()
    )


def test_what_deforms_cannot_be_merged():
    box = make_shape("box")
    morph = Morph(name="a", positions=np.zeros_like(box.positions))
    morphing = Mesh(
        positions=box.positions, triangles=box.triangles, normals=box.normals, morphs=(morph,)
    )
    with pytest.raises(ValueError, match="cannot be merged"):
        merge_meshes([box, morphing])
    with pytest.raises(ValueError, match="nothing to merge"):
        merge_meshes([])
