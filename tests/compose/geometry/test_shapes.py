"""Primitives against analytic solids and trimesh's own judgement."""

from __future__ import annotations

import math

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.errors import NotFoundError, SceneError
from compose.geometry.mesh import Mesh
from compose.geometry.shapes import SHAPES, make_shape

DOOR = {"x": -1.0, "y": 0.0, "width": 0.9, "height": 2.1}
WINDOW = {"x": 1.0, "y": 0.9, "width": 1.2, "height": 1.2}
SURFACES = {"plane", "disc"}
FLAT = {"box", "plane", "stairs", "ramp", "wall", "arch", "prism", "disc"}


def shape(name: str) -> Mesh:
    return make_shape(name, {"openings": [DOOR, WINDOW]} if name == "wall" else {})


def solid(mesh: Mesh) -> trimesh.Trimesh:
    return trimesh.Trimesh(mesh.positions, mesh.triangles)


def polygon_area(sides: int, radius: float) -> float:
    return 0.5 * sides * radius**2 * math.sin(2 * math.pi / sides)


@pytest.mark.parametrize("name", sorted(set(SHAPES) - SURFACES))
def test_a_solid_is_watertight_and_faces_outward(name):
    mesh = shape(name)
    found = solid(mesh)
    assert mesh.closed
    assert found.is_watertight
    assert found.is_winding_consistent
    assert found.volume > 0


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_an_open_surface_does_not_claim_to_be_closed(name):
    assert not shape(name).closed


CIRCLE = polygon_area(48, 0.5)
VOLUMES = {
    "box": 1.0,
    "cylinder": CIRCLE,
    "cone": CIRCLE / 3,
    "ramp": 1.2 * 1.0 * 3.0 / 2,
    "stairs": 1.2 * 2.8 * 1.8 * (10 + 1) / (2 * 10),
    "wall": (4.0 * 2.8 - 0.9 * 2.1 - 1.2 * 1.2) * 0.2,
    "prism": polygon_area(6, 0.5),
    "tube": CIRCLE - polygon_area(48, 0.4),
}


@pytest.mark.parametrize(("name", "volume"), VOLUMES.items())
def test_the_volume_of_a_solid_is_the_analytic_one(name, volume):
    assert solid(shape(name)).volume == pytest.approx(volume, rel=1e-5)


@pytest.mark.parametrize(
    ("name", "parameters", "volume"),
    [
        ("sphere", {"radius": 2.0}, 4 / 3 * math.pi * 8),
        ("capsule", {"radius": 0.5, "height": 3.0}, math.pi * 0.25 * (2.0 + 4 / 3 * 0.5)),
        ("torus", {"radius": 2.0, "tube_radius": 0.5}, 2 * math.pi**2 * 2.0 * 0.25),
    ],
)
def test_a_round_solid_tends_to_the_analytic_volume(name, parameters, volume):
    fine = solid(make_shape(name, parameters | {"segments": 256})).volume
    coarse = solid(make_shape(name, parameters | {"segments": 64})).volume
    assert fine == pytest.approx(volume, rel=2e-3)
    assert coarse < fine < volume


def test_an_arch_lacks_its_passage():
    area = 3.0 * 3.0 - 2.0 * 1.5 - math.pi / 2
    assert solid(make_shape("arch", {"segments": 200})).volume == pytest.approx(area / 2, rel=1e-4)


@pytest.mark.parametrize("name", sorted(set(SHAPES) - {"sphere", "torus"}))
def test_a_thing_that_stands_has_its_origin_in_the_middle_of_its_foot(name):
    low, high = shape(name).bounds
    assert low[1] == 0.0
    assert low[[0, 2]] == pytest.approx(-high[[0, 2]])


@pytest.mark.parametrize("name", ["sphere", "torus"])
def test_a_thing_that_rolls_has_its_origin_in_its_centre(name):
    low, high = shape(name).bounds
    assert low == pytest.approx(-high)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_normals_are_unit_and_agree_with_the_triangles(name):
    mesh = shape(name)
    faces = solid(mesh).face_normals
    assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(1.0, abs=1e-6)
    agreement = np.einsum("ij,ikj->ik", faces, mesh.normals[mesh.triangles])
    assert agreement.min() > math.cos(math.radians(12))


@pytest.mark.parametrize("name", sorted(FLAT))
def test_one_uv_is_one_metre_on_flat_faces(name):
    mesh = shape(name)
    points = mesh.positions[mesh.triangles].astype(float)
    uv = mesh.uv0[mesh.triangles].astype(float)
    area = np.linalg.norm(
        np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]), axis=1
    )
    a, b = uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
    uv_area = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
    assert uv_area == pytest.approx(area, rel=1e-4, abs=1e-6)


def test_a_picture_stands_upright_on_the_front_of_a_box():
    mesh = make_shape("box")
    front = mesh.normals[:, 2] > 0.5
    points, uv = mesh.positions[front], mesh.uv0[front]
    assert uv[:, 0] == pytest.approx(points[:, 0] + 0.5)
    assert uv[:, 1] == pytest.approx(1.0 - points[:, 1])


@pytest.mark.parametrize("name", sorted(FLAT - {"plane"}))
def test_display_edges_of_flat_faces_are_never_diagonals(name):
    mesh = shape(name)
    found = solid(mesh)
    found.merge_vertices()
    flat = found.face_adjacency_angles < 1e-4
    inner = {tuple(sorted(map(tuple, found.vertices[e].round(5).tolist())))
             for e in found.face_adjacency_edges[flat]}  # fmt: skip
    drawn = {tuple(sorted(map(tuple, mesh.positions[e].round(5).tolist()))) for e in mesh.edges}
    assert drawn
    assert not drawn & inner


def test_a_box_draws_its_twelve_edges():
    mesh = make_shape("box")
    drawn = {tuple(sorted(map(tuple, mesh.positions[e].tolist()))) for e in mesh.edges}
    assert len(drawn) == 12


def test_round_shapes_draw_a_few_lines_only():
    for name in ("sphere", "cylinder", "cone", "capsule", "torus"):
        mesh = make_shape(name)
        assert 0 < len(mesh.edges) < 0.2 * 1.5 * len(mesh.triangles) + 100


def test_equal_requests_give_the_same_mesh_and_order_does_not_matter():
    one = make_shape("box", {"width": 2, "height": 3.0})
    assert one is make_shape("box", {"height": 3, "width": 2.0, "depth": 1.0})


def test_an_unknown_shape_offers_the_nearest():
    with pytest.raises(NotFoundError, match="'cylinder'"):
        make_shape("cilinder")


def test_an_unknown_parameter_offers_the_nearest():
    with pytest.raises(NotFoundError, match="'radius'"):
        make_shape("sphere", {"radus": 1.0})


@pytest.mark.parametrize(
    ("name", "parameters", "words"),
    [
        ("box", {"width": 0.0}, "box: width is between 0.001 and 100000 m, not 0"),
        ("box", {"width": math.nan}, "box: width is a number"),
        ("box", {"width": "wide"}, "box: width is a number, not 'wide'"),
        ("box", {"width": True}, "box: width is a number"),
        ("sphere", {"segments": 12.5}, "sphere: segments is a whole number"),
        ("sphere", {"segments": 100000}, "sphere: segments is between 3 and 512"),
        ("capsule", {"radius": 1.0, "height": 1.5}, "capsule: height is at least twice"),
        ("torus", {"radius": 0.1, "tube_radius": 0.2}, "torus: tube_radius is less than"),
        ("tube", {"inner_radius": 0.5}, "tube: inner_radius is less than"),
        ("disc", {"inner_radius": 0.5}, "disc: inner_radius is less than"),
        ("arch", {"opening_width": 3.0}, "arch: opening_width is less than the width"),
        ("wall", {"openings": [WINDOW | {"x": 1.8}]}, r"openings\[0\] reaches from x 1.2 to 2.4"),
        ("wall", {"openings": [WINDOW | {"y": -0.5}]}, r"openings\[0\] reaches from y"),
        ("wall", {"openings": [WINDOW | {"width": -1}]}, r"openings\[0\].width is greater than 0"),
        ("wall", {"openings": [{"x": 1.0}]}, r"openings\[0\] needs a width"),
        ("wall", {"openings": [{"widht": 1.0}]}, "'width'"),
        ("wall", {"openings": 3}, "list of openings"),
        ("wall", {"openings": [3]}, r"openings\[0\] is an opening"),
        ("wall", {"openings": [{"width": 4, "height": 2.8}]}, "leave nothing of the wall"),
        ("wall", {"openings": [WINDOW] * 501}, "at most 500 openings"),
    ],
)
def test_a_wrong_parameter_is_named(name, parameters, words):
    with pytest.raises(SceneError, match=words):
        make_shape(name, parameters)


def test_every_shape_declares_its_parameters_and_says_what_it_is():
    for name, declared in SHAPES.items():
        assert declared.name == name
        assert len(declared.summary) > 10
        assert all(p.default is not None for p in declared.parameters.values())


metres = st.floats(0.05, 50.0)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_wall_with_separate_openings_is_closed_and_lacks_just_them(data):
    columns = data.draw(st.integers(0, 4))
    openings, left = [], -5.0
    for _ in range(columns):
        width, gap = data.draw(st.floats(0.1, 1.0)), data.draw(st.floats(0.05, 0.5))
        sill = data.draw(st.sampled_from([0.0, 0.4, 1.0]))
        openings.append({"x": left + gap + width / 2, "y": sill, "width": width, "height": 1.0})
        left += gap + width
    depth = data.draw(metres)
    mesh = make_shape("wall", {"width": 10.0, "height": 3.0, "depth": depth, "openings": openings})
    assert mesh.closed
    area = 30.0 - sum(o["width"] for o in openings)
    assert solid(mesh).volume == pytest.approx(area * depth, rel=1e-3)


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(sorted(set(SHAPES) - SURFACES - {"wall", "arch"})), data=st.data())
def test_any_size_of_a_solid_is_closed(name, data):
    given_ = {}
    for parameter in SHAPES[name].parameters.values():
        if parameter.kind == "integer":
            given_[parameter.name] = data.draw(st.integers(3, 40))
        elif parameter.name in ("inner_radius", "tube_radius"):
            given_[parameter.name] = 0.04
        else:
            given_[parameter.name] = data.draw(metres)
    if name == "capsule":
        given_["height"] = 2 * given_["radius"] + data.draw(st.floats(0.0, 5.0))
    assert make_shape(name, given_).closed
