"""The meshes of figures: closed, symmetric, well bound and of a plausible weight."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
import trimesh
from scipy.spatial import cKDTree

from compose.figures.body import FigureBody
from compose.figures.mannequin import make_figure
from compose.figures.shape.cage import Cage, boundary_loops, ladder
from compose.figures.shape.subdivide import subdivided
from compose.figures.skeleton import JOINTS
from tests.builders.winding import winding

OUTFITS = ("casual", "coat", "suit", "dress", "mannequin")
BODIES = [
    *(FigureBody(outfit=outfit) for outfit in OUTFITS),
    *(FigureBody(outfit=outfit, detail=0.25) for outfit in OUTFITS),
    FigureBody(age="child", hair_style="cap", build=1.0),
    FigureBody(age="teen", sex="female", hair_style="bun", outfit="dress", build=-1.0),
    FigureBody(sex="female", hair_style="long", outfit="coat", height_m=2.3),
    FigureBody(hair_style="bald", detail=4.0, outfit="suit"),
]


def name_of(body: FigureBody) -> str:
    return f"{body.age}-{body.sex}-{body.outfit}-{body.hair_style}-{body.detail}"


def parts(body: FigureBody) -> dict:
    return {node.path: part for node in make_figure(body).nodes for part in node.parts}


def solid(mesh) -> trimesh.Trimesh:
    return trimesh.Trimesh(mesh.positions, mesh.triangles, process=False)


@pytest.mark.parametrize("body", BODIES, ids=name_of)
def test_every_part_is_a_closed_solid_seen_from_outside(body):
    for name, part in parts(body).items():
        shape = solid(part.mesh)
        assert part.mesh.closed
        assert shape.is_watertight, name
        assert shape.is_winding_consistent, name
        assert all(piece.volume > 0.0 for piece in shape.split()), name


@pytest.mark.parametrize("body", BODIES, ids=name_of)
def test_weights_are_shares_of_named_joints_that_sum_to_one(body):
    for part in parts(body).values():
        np.testing.assert_allclose(part.mesh.weights.sum(1), 1.0, atol=1e-6)
        assert part.mesh.weights.min() >= 0.0
        assert part.mesh.joints.max() < len(JOINTS)
        assert np.isfinite(part.mesh.positions).all()
        np.testing.assert_allclose(np.linalg.norm(part.mesh.normals, axis=1), 1.0, atol=1e-4)


@pytest.mark.parametrize("body", BODIES, ids=name_of)
def test_display_edges_are_edges_of_triangles(body):
    for name, part in parts(body).items():
        known = {tuple(edge) for edge in np.sort(solid(part.mesh).edges_unique, axis=1).tolist()}
        drawn = {tuple(edge) for edge in np.sort(part.mesh.edges, axis=1).tolist()}
        assert drawn <= known, name
        assert len(drawn) < len(known) / 3, name


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_bare_body_is_its_own_mirror_image(sex):
    points = parts(FigureBody(sex=sex, outfit="mannequin"))["skin"].mesh.positions
    far, _ = cKDTree(points).query(points * np.array([-1.0, 1.0, 1.0]))
    assert far.max() < 1e-5


@pytest.mark.parametrize("sex", ["male", "female"])
@pytest.mark.parametrize(("build", "low", "high"), [(0.0, 19.5, 25.0), (1.0, 25.0, 35.0)])
def test_a_body_weighs_what_the_body_mass_index_calls_its_build(sex, build, low, high):
    """WHO: 18.5 to 25 kg/m² is normal. A body has 985 kg per cubic metre with air in its lungs."""
    skin = parts(FigureBody(sex=sex, outfit="mannequin", build=build, height_m=1.7))["skin"].mesh
    assert low < solid(skin).volume * 985.0 / 1.7**2 < high


def test_a_heavier_build_has_more_volume_and_a_slighter_less():
    volumes = [
        solid(parts(FigureBody(outfit="mannequin", build=build))["skin"].mesh).volume
        for build in (-1.0, -0.5, 0.0, 0.5, 1.0)
    ]
    assert np.all(np.diff(volumes) > 0.0)


@pytest.mark.parametrize("outfit", OUTFITS)
def test_a_figure_is_as_tall_as_it_says_and_stands_on_the_ground(outfit):
    body = FigureBody(outfit=outfit, height_m=1.8, hair_style="bald")
    corners = np.concatenate([part.mesh.positions for part in parts(body).values()])
    assert corners[:, 1].min() == pytest.approx(0.0, abs=0.004)
    assert corners[:, 1].max() == pytest.approx(1.8, abs=0.02)


def test_more_detail_means_more_triangles_and_a_crowds_figure_is_light():
    counts = [
        sum(len(part.mesh.triangles) for part in parts(FigureBody(detail=detail)).values())
        for detail in (0.25, 1.0, 2.0, 4.0)
    ]
    assert counts == sorted(set(counts))
    assert counts[0] < 2_000
    assert counts[1] <= 9_000


def test_bodies_that_differ_in_colour_share_their_meshes():
    red, blue = (FigureBody(top=color) for color in ((0.5, 0.0, 0.0), (0.0, 0.0, 0.5)))
    mine, other = parts(red), parts(blue)
    assert all(mine[name].mesh is other[name].mesh for name in mine)
    assert mine["top"].material.base_color == (0.5, 0.0, 0.0, 1.0)
    assert other["top"].material.base_color == (0.0, 0.0, 0.5, 1.0)


def test_clothes_lie_outside_the_skin_they_cover():
    bare = parts(FigureBody(outfit="mannequin"))["skin"].mesh
    dressed = parts(FigureBody(outfit="casual"))
    cloth = trimesh.util.concatenate([solid(dressed[name].mesh) for name in ("top", "bottom")])
    height = bare.positions[:, 1]
    covered = (height > 0.2) & (height < 1.40) & (np.abs(bare.positions[:, 0]) < 0.3)
    places = bare.positions[covered][::25]
    assert (np.abs(winding(cloth.triangles, places)) > 0.5).mean() > 0.98


def test_the_same_body_has_the_same_bytes_in_another_process():
    program = (
        "import hashlib\n"
        "from compose.figures.body import FigureBody\n"
        "from compose.figures.mannequin import make_figure\n"
        "nodes = make_figure(FigureBody(outfit='suit')).nodes\n"
        "text = ''.join(p.mesh.content_hash for n in nodes for p in n.parts)\n"
        "print(hashlib.sha256(text.encode()).hexdigest())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": "7"},
    ).stdout.strip()  # fmt: skip
    here = "".join(part.mesh.content_hash for part in parts(FigureBody(outfit="suit")).values())
    assert told == hashlib.sha256(here.encode()).hexdigest()


def _box_cage(quads: np.ndarray, positions: np.ndarray) -> Cage:
    weights = np.zeros((len(positions), len(JOINTS)))
    weights[:, 0] = 1.0
    return Cage(
        positions=positions, weights=weights, quads=quads, regions=np.full(len(quads), "box"),
        rows=np.zeros(len(quads), np.int64), edges=np.array([[0, 1]]),
    )  # fmt: skip


def _cube() -> Cage:
    box = trimesh.creation.box()
    quads = np.array(
        [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
    )
    return _box_cage(quads, np.array(box.vertices))


def test_a_corner_goes_to_the_same_limit_at_every_level():
    coarse, *finer = (subdivided(_cube(), levels).values[:8, :3] for levels in range(4))
    for level in finer:
        np.testing.assert_allclose(level, coarse, atol=1e-12)


def test_a_split_cube_keeps_the_cubes_symmetry_and_becomes_round():
    points = subdivided(_cube(), 3).values[:, :3]
    far, _ = cKDTree(points).query(points[:, [1, 2, 0]])
    assert far.max() < 1e-12
    reach = np.linalg.norm(points, axis=1)
    assert reach.max() / reach.min() < 1.15


def test_a_split_makes_four_quads_of_each_and_keeps_the_drawn_edge():
    surface = subdivided(_cube(), 2)
    assert len(surface.quads) == 6 * 16
    assert len(surface.edges) == 4
    assert not boundary_loops(surface.quads)


def test_an_open_tube_has_a_border_at_each_end():
    ring = np.arange(6)
    quads = np.stack([ring, np.roll(ring, -1), np.roll(ring, -1) + 6, ring + 6], axis=1)
    assert sorted(len(loop) for loop in boundary_loops(quads)) == [6, 6]
    assert len(ladder(ring)) == 2


def test_an_odd_ring_cannot_be_closed_by_a_ladder():
    with pytest.raises(ValueError, match="even"):
        ladder(np.arange(5))
