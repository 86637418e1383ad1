"""Laws of the prop store, for every prop there is."""

from itertools import pairwise

import numpy as np
import pytest
import trimesh
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compose.errors import NotFoundError, SceneError
from compose.geometry.bounds import rest_bounds
from compose.geometry.model import Model
from compose.kit import FAMILIES, PROPS, make_prop
from compose.kit.catalogue import triangles_of

OURS = [n for n in PROPS if PROPS[n].family in ("sets", "furniture", "hand", "stage_gear")]
FLAT_PAINT = {"crossing"}
"""Nothing of it is round or bevelled, so that there is nothing to cut more finely."""

MEASURED = {
    "width": (0, ["chair", "sofa", "table", "desk", "shelf", "bar_counter", "rug", "mirror",
                  "television", "turntable", "flat", "cyclorama", "laptop", "kitchen_counter"]),
    "height": (1, ["chair", "table", "desk", "bed", "wardrobe", "shelf", "fridge", "floor_lamp",
                   "mug", "bottle", "wine_glass", "column", "arch", "flat", "plinth", "perfume"]),
    "depth": (2, ["table", "desk", "shelf", "coffee_table", "rug", "sofa", "cyclorama", "stairs"]),
}  # fmt: skip


def soup(model: Model) -> tuple[np.ndarray, np.ndarray]:
    """Return the triangles (T, 3, 3) and their corner normals in the prop's space."""
    corners, normals = [], []
    for node, world in zip(model.nodes, model.rest_world(), strict=True):
        for part in node.parts:
            points = part.mesh.positions @ world[:3, :3].T + world[:3, 3]
            corners.append(points[part.mesh.triangles])
            normals.append((part.mesh.normals @ world[:3, :3].T)[part.mesh.triangles])
    return np.concatenate(corners), np.concatenate(normals)


@st.composite
def requests(draw):
    """A prop of ours with some of its parameters, anywhere in their ranges."""
    name = draw(st.sampled_from(OURS))
    values = {}
    for parameter in PROPS[name].parameters.values():
        low, high = parameter.range.low, parameter.range.high
        kinds = {
            "switch": st.booleans(),
            "choice": st.sampled_from(parameter.choices or ("",)),
            "integer": st.integers(int(low), int(high)),
            "number": st.floats(low, min(high, 1.2) if parameter.name == "detail" else high),
        }
        if draw(st.booleans()):
            values[parameter.name] = draw(kinds[parameter.kind])
    return name, values


def made_or_refusal(name, values):
    try:
        return make_prop(name, values)
    except SceneError as error:
        return error


@settings(max_examples=90, deadline=None, suppress_health_check=list(HealthCheck))
@given(requests())
def test_any_parameters_within_their_ranges_give_a_sound_prop_or_are_refused_in_words(request):
    name, values = request
    model = made_or_refusal(name, values)
    if isinstance(model, SceneError):
        assert name in str(model)
        assert name in ("room", "corridor"), "only these have parameters that limit each other"
        return
    corners, normals = soup(model)
    assert np.isfinite(corners).all()
    np.testing.assert_allclose(np.linalg.norm(normals, axis=2), 1.0, atol=1e-3)
    on_ground = PROPS[name].origin == "ground" or values.get("on_table", False)
    if on_ground:
        assert corners[..., 1].min() > -1.1e-3


@pytest.mark.parametrize("name", OURS)
def test_every_part_is_a_solid_whose_normals_face_out(name):
    model = make_prop(name)
    for node in model.nodes:
        for part in node.parts:
            mesh = part.mesh
            assert mesh.closed, node.path
            solid = trimesh.Trimesh(mesh.positions, mesh.triangles, process=False)
            solid.merge_vertices(merge_norm=True, merge_tex=True)
            assert solid.volume > 0.0, node.path
            edges = np.sort(solid.edges, axis=1)
            _, shared = np.unique(edges, axis=0, return_counts=True)
            assert (shared % 2 == 0).all(), node.path
    corners, normals = soup(model)
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    areas = np.linalg.norm(faces, axis=1)
    facing = np.einsum("tj,tcj->tc", faces, normals).min(axis=1)
    assert (areas * (facing < 0.0)).sum() < 0.01 * areas.sum()


@pytest.mark.parametrize("name", OURS)
def test_more_detail_is_more_triangles_and_keeps_the_size(name):
    far, near = (make_prop(name, {"detail": detail}) for detail in (0.25, 2.0))
    assert name in FLAT_PAINT or triangles_of(far) < triangles_of(near)
    sizes = [np.ptp(soup(model)[0].reshape(-1, 3), axis=0) for model in (far, near)]
    np.testing.assert_allclose(sizes[0], sizes[1], rtol=0.06, atol=0.03)


@pytest.mark.parametrize(
    ("name", "parameter", "axis"),
    [(name, p, axis) for p, (axis, names) in MEASURED.items() for name in names],
)
def test_a_prop_is_as_large_as_it_is_asked_to_be(name, parameter, axis):
    limits = PROPS[name].parameters[parameter].range
    for share in (0.3, 0.6):
        asked = limits.low + share * (min(limits.high, 5.0) - limits.low)
        extent = np.ptp(soup(make_prop(name, {parameter: asked}))[0].reshape(-1, 3), axis=0)
        assert extent[axis] == pytest.approx(asked, rel=0.04)


@pytest.mark.parametrize("name", OURS)
def test_equal_requests_give_the_same_object_and_equal_geometry_when_built_again(name):
    assert make_prop(name) is make_prop(name, {})
    again = PROPS[name].build()
    for one, other in zip(make_prop(name).nodes, again.nodes, strict=True):
        assert one.path == other.path
        assert [p.mesh.content_hash for p in one.parts] == [
            p.mesh.content_hash for p in other.parts
        ]


@pytest.mark.parametrize("name", [n for n in OURS if PROPS[n].origin == "grip"])
def test_a_hand_prop_is_where_the_hand_closes_and_no_larger_than_one_carries(name):
    triangles = soup(make_prop(name))[0]
    nearest = trimesh.triangles.closest_point(triangles, np.zeros((len(triangles), 3)))
    assert np.linalg.norm(nearest, axis=1).min() < 0.05
    assert np.ptp(triangles.reshape(-1, 3), axis=0).max() < 1.3


def test_there_are_sixty_props_and_more_each_in_a_family_with_a_title_and_a_name_of_its_own():
    assert len(PROPS) >= 60
    assert len(set(PROPS)) == len(PROPS)
    for name, prop in PROPS.items():
        assert prop.name == name
        assert prop.family in FAMILIES
        assert prop.title
        assert not prop.title.startswith("Build")
        assert prop.parameters["detail"].default == 1.0


def test_no_two_families_claim_one_name():
    from importlib import import_module

    names = [n for f in FAMILIES for n in import_module(f"compose.kit.{f}").MODULES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", OURS)
def test_a_parameter_outside_its_range_is_refused_by_name(name):
    for parameter in PROPS[name].parameters.values():
        wrong = {"switch": "maybe", "choice": "unheard of"}.get(
            parameter.kind, parameter.range.high + 1
        )
        with pytest.raises(SceneError, match=rf"{name}: {parameter.name}"):
            make_prop(name, {parameter.name: wrong})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "1", None, [1.0], True])
def test_a_length_that_is_no_number_is_refused(value):
    with pytest.raises(SceneError, match="table: width"):
        make_prop("table", {"width": value})


def test_unknown_names_offer_the_nearest():
    with pytest.raises(NotFoundError, match="'chair'"):
        make_prop("chiar")
    with pytest.raises(NotFoundError, match="'width'"):
        make_prop("table", {"widht": 1.0})


def test_a_door_turns_on_its_hinge_and_takes_its_handle_along():
    shut, ajar = (make_prop("door", {"open_deg": angle}) for angle in (0.0, 90.0))
    leaf, handle = shut.index("leaf"), shut.index("leaf/handle")
    hinge = shut.rest_world()[leaf][:3, 3]
    points = shut.nodes[handle].parts[0].mesh.positions
    before, after = (
        points @ world[:3, :3].T + world[:3, 3]
        for world in (shut.rest_world()[handle], ajar.rest_world()[handle])
    )
    quarter = np.array([[0, 0, 1], [0, 1, 0], [-1, 0, 0]])
    np.testing.assert_allclose(after, (before - hinge) @ quarter.T + hinge, atol=1e-6)


def test_books_stand_beside_each_other_and_never_in_one_another():
    model = make_prop("shelf", {"books": 1.0, "rows": 1, "seed": 3})
    spans = []
    for node in model.nodes:
        if node.path.startswith("books_"):
            mesh = node.parts[0].mesh
            solid = trimesh.Trimesh(mesh.positions, mesh.triangles, process=False)
            solid.merge_vertices(merge_norm=True, merge_tex=True)
            spans += [tuple(piece.bounds[:, 0]) for piece in solid.split(only_watertight=False)]
    ordered = sorted(spans)
    assert len(ordered) > 8
    assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(ordered[:-1]))


def test_a_crossing_on_a_road_lies_in_no_plane_of_it():
    """Two surfaces in one plane would fight for the picture, pixel by pixel."""
    heights = {}
    for name in ("road", "crossing"):
        model = make_prop(name, {"pavement": 0.0} if name == "road" else {})
        worlds = model.rest_world()
        for index, node in enumerate(model.nodes):
            for part in node.parts:
                points = part.mesh.positions @ worlds[index][:3, :3].T + worlds[index][:3, 3]
                heights[name, node.path] = float(points[:, 1].max())
    assert heights["crossing", "asphalt"] < heights["road", "asphalt"] - 0.0015
    assert heights["crossing", "bars"] > heights["road", "markings"] + 0.0015


def top_at(triangles: np.ndarray, x: float, z: float) -> float:
    """Return the height of the highest of (T, 3, 3) triangles over a point of the ground."""
    a, b, c = (triangles[:, k] for k in range(3))
    flat = [corner[:, [0, 2]] - (x, z) for corner in (a, b, c)]
    cross = [
        u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
        for u, v in zip(flat, flat[1:] + flat[:1], strict=True)
    ]
    whole = np.sum(cross, axis=0)
    over = (np.abs(whole) > 1e-12) & np.all([w * np.sign(whole) >= 0.0 for w in cross], axis=0)
    if not over.any():
        return -np.inf
    ab, bc, ca = (w[over] / whole[over] for w in cross)
    return float((bc * a[over, 1] + ca * b[over, 1] + ab * c[over, 1]).max())


@pytest.mark.parametrize(
    ("name", "earth", "pot"), [("plant_pot", "earth", "pot"), ("planter", "soil", "trough")]
)
def test_from_above_one_looks_on_earth_and_not_on_the_bottom_of_the_pot(name, earth, pot):
    meshes = {node.path: node.parts[0].mesh for node in make_prop(name).nodes if node.parts}
    filled, vessel = (
        meshes[path].positions[meshes[path].triangles].astype(float) for path in (earth, pot)
    )
    half = np.ptp(filled[:, :, 2]) / 2.0
    assert half > 0.7 * np.ptp(vessel[:, :, 2]) / 2.0, "from wall to wall"
    for share in (0.3, 0.7, 0.97):
        for angle in np.linspace(0.1, 6.2, 9):
            x, z = share * half * np.cos(angle), share * half * np.sin(angle)
            assert top_at(filled, x, z) > top_at(vessel, x, z)


def test_a_curtain_hangs_as_far_off_the_wall_as_asked():
    for off_wall in (0.1, 0.25):
        low, high = rest_bounds(make_prop("curtain", {"off_wall": off_wall, "drawn": 1.0}))
        assert low[2] == pytest.approx(0.0, abs=1e-6), "its brackets are on the wall"
        assert high[2] > off_wall
