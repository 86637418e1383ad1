"""What the glTF reader makes of sound files, against numbers by hand, the standard, trimesh."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import trimesh

from compose.geometry.material import AlphaMode, Wrap
from compose.importers import read_model
from compose.transform import quaternion_matrices
from tests.builders.glb_builder import GlbBuilder, figure, png, triangle


@pytest.fixture
def read(tmp_path):
    def read_builder(glb: GlbBuilder, **options):
        return read_model(glb.write(tmp_path / "model.glb"), **options)

    return read_builder


def only_mesh(model):
    (node,) = [node for node in model.nodes if node.parts]
    (part,) = node.parts
    return part.mesh


def test_a_figure_keeps_hierarchy_skin_morph_and_animation(read):
    model = read(figure())
    assert [n.path for n in model.nodes] == [
        "Armature", "Armature/Lower", "Armature/Lower/Upper", "Armature/Body",
    ]  # fmt: skip
    assert [n.parent for n in model.nodes] == [-1, 0, 1, 0]
    body = model.nodes[3]
    assert body.skin == 0
    assert body.weights == (0.25,)
    assert model.skins[0].joints == (1, 2)
    assert model.skins[0].inverse_bind[1][:3, 3].tolist() == [0.0, -1.0, 0.0]
    mesh = body.parts[0].mesh
    assert mesh.closed
    assert [m.name for m in mesh.morphs] == ["bulge"]
    assert mesh.weights.sum(axis=1) == pytest.approx(1.0)
    (clip,) = model.clips
    assert (clip.name, clip.duration_s) == ("Bend", 1.0)
    turn, bulge = clip.channels
    assert (turn.node, turn.target, bulge.node, bulge.target) == (2, "rotation", 3, "weights")
    assert bulge.values.tolist() == [[0.0], [1.0]]


def test_at_rest_joints_times_inverse_bind_move_nothing(read):
    model = read(figure())
    skin = model.skins[0]
    moved = model.rest_world()[list(skin.joints)] @ skin.inverse_bind
    assert moved == pytest.approx(np.tile(np.eye(4), (2, 1, 1)))


def test_the_geometry_is_trimeshs(read, tmp_path):
    mesh = read(figure()).nodes[3].parts[0].mesh
    theirs = trimesh.load_scene(tmp_path / "model.glb", process=False).to_geometry()
    assert mesh.positions == pytest.approx(theirs.vertices)
    assert np.array_equal(mesh.triangles, theirs.faces)


def test_the_material_and_its_sampling(read):
    material = read(figure()).nodes[3].parts[0].material
    assert material.base_color == (0.5, 0.25, 0.125, 1.0)
    assert (material.metallic, material.roughness) == (0.0, 0.5)
    texture = material.base_color_texture
    assert (texture.wrap_u, texture.wrap_v, texture.nearest) == (Wrap.CLAMP, Wrap.MIRROR, True)
    assert texture.image.pixels.shape == (2, 4, 4)
    assert texture.image.pixels[0, 0].tolist() == [200, 0, 0, 255]


def test_two_nodes_of_one_mesh_share_its_arrays_and_material(read):
    glb = figure()
    glb.add("nodes", {"name": "Twin", "mesh": 0})
    glb.json["scenes"][0]["nodes"].append(4)
    model = read(glb)
    assert model.nodes[3].parts[0] is model.nodes[4].parts[0]


def test_all_material_properties(read):
    glb = triangle()
    picture = glb.view(png(np.full((1, 1, 4), 255, np.uint8)))
    glb.add("images", {"bufferView": picture})
    glb.add("textures", {"source": 0})
    moved = {"KHR_texture_transform": {"offset": [0.5, 0.25], "scale": [2.0, 3.0], "texCoord": 1}}
    glb.add("materials", {
        "alphaMode": "MASK", "alphaCutoff": 0.25, "doubleSided": True,
        "emissiveFactor": [1.0, 0.5, 0.0],
        "normalTexture": {"index": 0, "scale": 0.5},
        "occlusionTexture": {"index": 0, "strength": 0.75},
        "emissiveTexture": {"index": 0, "extensions": moved},
        "pbrMetallicRoughness": {"metallicRoughnessTexture": {"index": 0, "texCoord": 1}},
        "extensions": {
            "KHR_materials_unlit": {}, "KHR_materials_emissive_strength": {"emissiveStrength": 4},
        },
    })  # fmt: skip
    glb.json["meshes"][0]["primitives"][0]["material"] = 0
    material = read(glb).nodes[0].parts[0].material
    assert material.alpha_mode is AlphaMode.MASK
    assert (material.alpha_cutoff, material.double_sided, material.unlit) == (0.25, True, True)
    assert material.emissive == (4.0, 2.0, 0.0)
    assert (material.normal_scale, material.occlusion_strength) == (0.5, 0.75)
    assert material.metallic_roughness_texture.uv_set == 1
    assert material.emissive_texture.uv_set == 1
    matrix = material.emissive_texture.transform
    assert (matrix @ [1, 1, 1])[:2].tolist() == [2.5, 3.25]
    assert material.normal_texture.image is material.emissive_texture.image


def test_a_turned_texture_turns_uvs_counter_clockwise_in_the_picture(read):
    """In the picture v runs down, so a quarter turn takes u = 1 to v = −1."""
    glb = triangle()
    glb.add("images", {"bufferView": glb.view(png(np.zeros((1, 1, 3), np.uint8)))})
    glb.add("textures", {"source": 0})
    turned = {"KHR_texture_transform": {"rotation": math.pi / 2}}
    glb.add("materials", {
        "pbrMetallicRoughness": {"baseColorTexture": {"index": 0, "extensions": turned}}
    })  # fmt: skip
    glb.json["meshes"][0]["primitives"][0]["material"] = 0
    matrix = read(glb).nodes[0].parts[0].material.base_color_texture.transform
    assert matrix @ [1, 0, 1] == pytest.approx([0, -1, 1])


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (4, [[0, 1, 2]]),
        (5, [[0, 1, 2], [1, 3, 2], [2, 3, 4]]),
        (6, [[1, 2, 0], [2, 3, 0], [3, 4, 0]]),
    ],
)
def test_lists_strips_and_fans_follow_the_specification(read, mode, expected):
    glb = GlbBuilder()
    points = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 2, 0]]
    attributes = {"POSITION": glb.accessor(points), "NORMAL": glb.accessor([[0, 0, 1]] * 5)}
    glb.add("meshes", {"primitives": [{"attributes": attributes, "mode": mode}]})
    glb.add("nodes", {"mesh": 0})
    assert only_mesh(read(glb)).triangles.tolist() == expected


def test_points_and_lines_are_left_out_with_a_warning(read):
    glb = triangle()
    glb.json["meshes"][0]["primitives"].append({"attributes": {"POSITION": 0}, "mode": 1})
    model = read(glb)
    assert len(model.nodes[0].parts) == 1
    assert "meshes[0].primitives[1] is points or lines" in model.warnings[0]


def test_missing_normals_are_flat_in_the_base_and_in_morphs(read):
    glb = GlbBuilder()
    points = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 1]]
    lifted = [[0, 0, 0], [0, 0, 1], [0, 0, 0], [0, 0, 0]]
    primitive = {
        "attributes": {"POSITION": glb.accessor(points)},
        "indices": glb.accessor([0, 1, 2, 1, 3, 2], "uint8"),
        "targets": [{"POSITION": glb.accessor(lifted)}],
    }
    glb.add("meshes", {"primitives": [primitive]})
    glb.add("nodes", {"mesh": 0})
    mesh = only_mesh(read(glb))
    for weight in (0.0, 1.0):
        moved = mesh.positions + weight * mesh.morphs[0].positions
        expected = trimesh.Trimesh(moved, mesh.triangles, process=False).face_normals
        normals = mesh.normals + weight * mesh.morphs[0].normals
        assert normals[mesh.triangles[:, 0]] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("dtype", "values", "expected"),
    [
        ("uint8", [[255, 0, 51]] * 3, [1.0, 0.0, 0.2, 1.0]),
        ("uint16", [[65535, 0, 13107, 32768]] * 3, [1.0, 0.0, 0.2, 32768 / 65535]),
        ("float32", [[1.0, 0.0, 0.2, 0.5]] * 3, [1.0, 0.0, 0.2, 0.5]),
    ],
)
def test_vertex_colours_of_every_type(read, dtype, values, expected):
    glb = triangle()
    color = glb.accessor(values, dtype, normalized=dtype != "float32")
    if dtype == "uint8":  # three bytes, on a stride of four as the specification asks
        padded = np.zeros((3, 4), np.uint8)
        padded[:, :3] = values
        view = glb.view(padded.tobytes(), byteStride=4)
        glb.json["accessors"][color]["bufferView"] = view
    glb.json["meshes"][0]["primitives"][0]["attributes"]["COLOR_0"] = color
    assert only_mesh(read(glb)).colors[0] == pytest.approx(expected)


def test_quantised_positions_are_read_as_they_stand(read):
    glb = triangle()
    attributes = glb.json["meshes"][0]["primitives"][0]["attributes"]
    attributes["POSITION"] = glb.accessor([[0, 0, 0], [100, 0, 0], [0, -100, 0]], "int16")
    attributes["NORMAL"] = glb.accessor([[0, 0, 127]] * 3, "int8", normalized=True)
    glb.json["extensionsRequired"] = ["KHR_mesh_quantization"]
    mesh = only_mesh(read(glb))
    assert mesh.positions[1:].tolist() == [[100, 0, 0], [0, -100, 0]]
    assert mesh.normals[0].tolist() == [0, 0, 1]


def test_sparse_accessors_patch_rows_with_and_without_a_base(read):
    glb = triangle()
    rows = glb.view(np.uint8([2]).tobytes())
    values = glb.view(np.float32([0, 5, 0]).tobytes())
    sparse = {
        "count": 1, "indices": {"bufferView": rows, "componentType": 5121},
        "values": {"bufferView": values},
    }  # fmt: skip
    glb.json["accessors"][0]["sparse"] = sparse
    target = glb.add(
        "accessors", {"componentType": 5126, "count": 3, "type": "VEC3", "sparse": sparse}
    )
    glb.json["meshes"][0]["primitives"][0]["targets"] = [{"POSITION": target}]
    mesh = only_mesh(read(glb))
    assert mesh.positions[2].tolist() == [0, 5, 0]
    assert mesh.morphs[0].positions.tolist() == [[0, 0, 0], [0, 0, 0], [0, 5, 0]]
    assert mesh.morphs[0].name == "morph0"


def test_interleaved_vertices_are_read_by_their_stride(read):
    glb = GlbBuilder()
    points, normals = np.float32([[0, 0, 0], [1, 0, 0], [0, 1, 0]]), np.float32([[0, 0, 1]] * 3)
    view = glb.view(np.hstack([points, normals]).tobytes(), byteStride=24)
    common = {"bufferView": view, "componentType": 5126, "count": 3, "type": "VEC3"}
    attributes = {
        "POSITION": glb.add("accessors", common),
        "NORMAL": glb.add("accessors", common | {"byteOffset": 12}),
    }
    glb.add("meshes", {"primitives": [{"attributes": attributes}]})
    glb.add("nodes", {"mesh": 0})
    mesh = only_mesh(read(glb))
    assert np.array_equal(mesh.positions, points)
    assert np.array_equal(mesh.normals, normals)


def test_a_matrix_becomes_the_same_transform(read):
    glb = triangle()
    turn = quaternion_matrices([[0.1, 0.7, -0.2, 0.4]])[0]
    matrix = np.eye(4)
    matrix[:3, :3] = turn * [2.0, -3.0, 0.5]
    matrix[:3, 3] = [1, 2, 3]
    glb.json["nodes"][0]["matrix"] = matrix.T.reshape(-1).tolist()
    model = read(glb)
    assert model.rest_world()[0] == pytest.approx(matrix)
    assert model.warnings == ()


def test_a_sheared_matrix_is_told(read):
    glb = triangle()
    sheared = np.eye(4)
    sheared[0, 1] = 0.5
    glb.json["nodes"][0]["matrix"] = sheared.T.reshape(-1).tolist()
    assert "nodes[0].matrix is sheared" in read(glb).warnings[0]


def test_equal_names_get_numbers_and_slashes_are_replaced(read):
    glb = GlbBuilder()
    for name in ("a/b", "a/b", "", None):
        glb.add("nodes", {} if name is None else {"name": name})
    assert [n.path for n in read(glb).nodes] == ["a_b", "a_b.001", "node2", "node3"]


def test_perspective_cameras_keep_their_field_of_view(read):
    glb = GlbBuilder()
    view = {"yfov": 0.6, "aspectRatio": 2.39, "znear": 0.2, "zfar": 50.0}
    glb.add("cameras", {"type": "perspective", "perspective": view})
    glb.add("nodes", {"name": "Cam", "camera": 0})
    lens = read(glb).nodes[0].camera
    height = 24.89 / 2.39  # the gate is as wide as a Super 35 sensor
    assert lens.gate == "2.39"
    assert 2 * math.atan(height / 2 / lens.focal_length_mm) == pytest.approx(0.6)
    assert (lens.near_m, lens.far_m) == (0.2, 50.0)


def test_orthographic_cameras_keep_their_height(read):
    glb = GlbBuilder()
    view = {"xmag": 3.0, "ymag": 1.5, "znear": 0.0, "zfar": 50.0}
    glb.add("cameras", {"type": "orthographic", "orthographic": view})
    glb.add("nodes", {"camera": 0})
    lens = read(glb).nodes[0].camera
    assert (lens.orthographic_height_m, lens.gate) == (3.0, 2.0)


def test_lights_keep_their_units(read):
    glb = GlbBuilder()
    spot = {"innerConeAngle": 0.2, "outerConeAngle": 0.5}
    lights = [
        {"type": "directional", "intensity": 3.0, "color": [1.0, 0.5, 0.25]},
        {"type": "point", "range": 7.0},
        {"type": "spot", "spot": spot, "intensity": 40.0},
    ]
    glb.json["extensions"] = {"KHR_lights_punctual": {"lights": lights}}
    for i in range(3):
        glb.add("nodes", {"extensions": {"KHR_lights_punctual": {"light": i}}})
    sun, bulb, cone = (n.light for n in read(glb).nodes)
    assert (sun.type, sun.intensity, sun.color) == ("directional", 3.0, (1.0, 0.5, 0.25))
    assert (bulb.type, bulb.range_m, bulb.intensity) == ("point", 7.0, 1.0)
    assert math.radians(cone.inner_cone_deg) == pytest.approx(0.2)
    assert math.radians(cone.outer_cone_deg) == pytest.approx(0.5)


def test_every_interpolation_kind(read):
    glb = triangle()
    times = glb.accessor([0.0, 0.5])
    cubic = np.arange(18).reshape(6, 3)
    samplers = [
        {"input": times, "output": glb.accessor([[0, 0, 0], [1, 2, 3]])},
        {"input": times, "output": glb.accessor([[1, 1, 1], [2, 2, 2]]), "interpolation": "STEP"},
        {"input": times, "output": glb.accessor(cubic), "interpolation": "CUBICSPLINE"},
    ]
    paths = ["translation", "scale", "translation"]
    channels = [{"sampler": i, "target": {"node": 0, "path": p}} for i, p in enumerate(paths)]
    glb.add("animations", {"samplers": samplers, "channels": channels})
    linear, step, spline = read(glb).clips[0].channels
    assert (linear.interpolation, step.interpolation) == ("LINEAR", "STEP")
    assert spline.values.tolist() == cubic[[1, 4]].tolist()
    assert spline.tangents.tolist() == [cubic[[0, 3]].tolist(), cubic[[2, 5]].tolist()]


def test_normalised_rotations_and_pointer_channels(read):
    glb = triangle()
    output = glb.accessor([[0, 0, 0, 32767], [0, 0, 32767, 0]], "int16", normalized=True)
    samplers = [{"input": glb.accessor([0.0, 1.0]), "output": output}]
    channels = [
        {"sampler": 0, "target": {"node": 0, "path": "rotation"}},
        {"sampler": 0, "target": {"path": "pointer"}},
        {"sampler": 0, "target": {"path": "rotation"}},
    ]
    glb.add("animations", {"samplers": samplers, "channels": channels})
    model = read(glb)
    assert model.clips[0].channels[0].values.tolist() == [[0, 0, 0, 1], [0, 0, 1, 0]]
    assert len(model.clips[0].channels) == 1
    assert "'pointer'" in model.warnings[0]


def test_weights_are_normalised_and_only_the_four_strongest_kept(read):
    glb = figure()
    attributes = glb.json["meshes"][0]["primitives"][0]["attributes"]
    attributes["WEIGHTS_0"] = glb.accessor(np.tile([0.2, 0.0, 0.1, 0.1], (12, 1)))
    attributes["JOINTS_0"] = glb.accessor(np.tile([1, 9, 0, 0], (12, 1)), "uint16")
    attributes["WEIGHTS_1"] = glb.accessor(np.tile([0.5, 0.05, 0.0, 0.0], (12, 1)))
    attributes["JOINTS_1"] = glb.accessor(np.tile([1, 0, 0, 0], (12, 1)), "uint8")
    mesh = read(glb).nodes[3].parts[0].mesh
    assert mesh.weights[0] == pytest.approx(np.array([0.5, 0.2, 0.1, 0.1]) / 0.9)
    assert mesh.joints[0].tolist() == [1, 1, 0, 0]


def test_a_vertex_without_weights_follows_its_first_joint(read):
    glb = figure()
    attributes = glb.json["meshes"][0]["primitives"][0]["attributes"]
    attributes["WEIGHTS_0"] = glb.accessor(np.zeros((12, 4)))
    attributes["JOINTS_0"] = glb.accessor(np.tile([1, 7, 7, 7], (12, 1)), "uint8")
    mesh = read(glb).nodes[3].parts[0].mesh
    assert mesh.weights[0].tolist() == [1, 0, 0, 0]
    assert mesh.joints[0].tolist() == [1, 0, 0, 0]


def test_unit_and_up_axis_hang_everything_under_one_node(read):
    model = read(figure(), unit_m=0.01, up_axis="z")
    assert model.nodes[0].path == ""
    assert model.nodes[1].path == "Armature"
    assert model.skins[0].joints == (2, 3)
    assert model.clips[0].channels[0].node == 3
    up = model.rest_world()[3] @ [0.0, 0.0, 1.0, 0.0]
    assert up == pytest.approx([0.0, 0.01, 0.0, 0.0])


def test_a_gltf_finds_its_companions_beside_and_below(tmp_path):
    glb = triangle()
    (tmp_path / "my data").mkdir()
    (tmp_path / "my data" / "bytes.bin").write_bytes(glb.binary)
    (tmp_path / "red.png").write_bytes(png(np.full((3, 3, 3), [255, 0, 0], np.uint8)))
    glb.json["buffers"] = [{"uri": "my%20data/bytes.bin", "byteLength": len(glb.binary)}]
    glb.add("images", {"uri": "red.png"})
    glb.add("textures", {"source": 0})
    glb.add("materials", {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}})
    glb.json["meshes"][0]["primitives"][0]["material"] = 0
    path = tmp_path / "model.gltf"
    path.write_text(json.dumps(glb.json))
    part = read_model(path).nodes[0].parts[0]
    assert part.mesh.positions[1].tolist() == [1, 0, 0]
    assert part.material.base_color_texture.image.pixels[0, 0].tolist() == [255, 0, 0, 255]


def test_edges_between_primitives_of_one_material_are_no_seams(read):
    """A square cut along its diagonal: drawn only where the materials differ."""
    glb = GlbBuilder()
    points = glb.accessor([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    attributes = {"POSITION": points, "NORMAL": glb.accessor([[0, 0, 1]] * 4)}
    halves = [
        {"attributes": attributes, "indices": glb.accessor(i, "uint8"), "material": 0}
        for i in ([0, 1, 2], [0, 2, 3])
    ]
    glb.add("meshes", {"primitives": halves})
    glb.json["materials"] = [{}, {}]
    glb.add("nodes", {"mesh": 0})
    assert sum(len(p.mesh.edges) for p in read(glb).nodes[0].parts) == 4
    halves[1]["material"] = 1
    assert sum(len(p.mesh.edges) for p in read(glb).nodes[0].parts) == 5
