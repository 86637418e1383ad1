"""Lying, broken and hostile GLBs: an AssetError that names the field, in little time and memory."""

from __future__ import annotations

import json
import os
import struct
import tracemalloc
import zlib

import numpy as np
import pytest

from compose.errors import AssetError
from compose.importers import read_model
from tests.builders.glb_builder import GlbBuilder, figure, pack, png, triangle


@pytest.fixture
def refusal(tmp_path):
    """Return the message that a GLB is refused with."""

    def refuse(glb: GlbBuilder | bytes, name: str = "bad.glb") -> str:
        path = tmp_path / name
        path.write_bytes(glb if isinstance(glb, bytes) else glb.to_bytes())
        with pytest.raises(AssetError) as caught:
            read_model(path)
        assert caught.value.path == path
        assert str(path) in str(caught.value)
        return str(caught.value)

    return refuse


def primitive(glb: GlbBuilder) -> dict:
    return glb.json["meshes"][0]["primitives"][0]


def test_every_cut_of_a_file_is_refused(tmp_path):
    data = figure().to_bytes()
    path = tmp_path / "cut.glb"
    for length in [*range(0, 64), *range(64, len(data) - 3, 97)]:
        path.write_bytes(data[:length])
        with pytest.raises(AssetError):
            read_model(path)


def test_a_wrong_magic_is_told(refusal):
    assert "does not begin with 'glTF'" in refusal(b"PNG!" + figure().to_bytes()[4:])


def test_gltf_1_is_told(refusal):
    glb = triangle()
    glb.json["asset"]["version"] = "1.0"
    assert "asset.version is '1.0'" in refusal(glb)
    data = bytearray(triangle().to_bytes())
    struct.pack_into("<I", data, 4, 1)
    assert "GLB version 1" in refusal(bytes(data))


def test_a_chunk_longer_than_the_file_is_told(refusal):
    data = bytearray(triangle().to_bytes())
    struct.pack_into("<I", data, 12, 2**31)
    assert "longer than the file" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"\xff\xfe{}", "not UTF-8"),
        (b"{", "cannot be read"),
        (b"[]", "not an object"),
        (b'{"asset":{},"asset":{"version":"2.0"}}', "'asset' appears twice"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deep"),
        (b'{"asset":{"version":"2.0"},"scene":' + b"9" * 5000 + b"}", "JSON"),
        (b'{"asset":3}', "asset is not an object"),
        (b'{"asset":{"version":"2.0"},"nodes":{}}', "nodes is not a list"),
        (b'{"asset":{"version":"2.0"},"nodes":[[]]}', r"nodes[0] is not an object"),
        (b'{"asset":{"version":"2.0"},"nodes":[{"name":3}]}', r"nodes[0].name is not a text"),
    ],
)
def test_bad_json_is_told(refusal, text, words):
    assert words in refusal(pack(text, b""))


FIELDS = [
    (("accessors", 0, "count"), 4, "accessors[0].bufferView needs 48 bytes of bufferViews[0]"),
    (("accessors", 0, "count"), -1, "accessors[0].count is -1"),
    (("accessors", 0, "count"), 2**31, "accessors[0].count asks for far more data"),
    (("accessors", 0, "count"), 2**40, "accessors[0].count is"),
    (("accessors", 0, "count"), 2.5, "accessors[0].count is not a whole number"),
    (("accessors", 0, "count"), "3", "accessors[0].count is not a whole number"),
    (("accessors", 0, "byteOffset"), 40, "accessors[0].byteOffset needs"),
    (("accessors", 0, "componentType"), 5130, "accessors[0].componentType is 5130"),
    (("accessors", 0, "type"), "VEC2", "accessors[0].type is 'VEC2'"),
    (("accessors", 0, "bufferView"), 9, "accessors[0].bufferView points at entry 9 of"),
    (("bufferViews", 0, "byteLength"), 2**30, "bufferViews[0].byteLength reaches to byte"),
    (("bufferViews", 0, "byteOffset"), 2**30, "bufferViews[0].byteLength reaches to byte"),
    (("bufferViews", 0, "byteStride"), 4, "bufferViews[0].byteStride is 4, less than 12"),
    (("bufferViews", 0, "buffer"), 1, "bufferViews[0].buffer points at entry 1 of 1"),
    (("nodes", 0, "mesh"), 1, "nodes[0].mesh points at entry 1 of 1"),
    (("nodes", 0, "mesh"), -1, "nodes[0].mesh points at entry -1 of 1"),
    (("nodes", 0, "children"), [0], "ring of nodes"),
    (("nodes", 0, "children"), [7], "nodes[0].children[0] points at entry 7 of 1"),
    (("nodes", 0, "rotation"), [0, 0, 0, 0], "nodes[0].rotation has no direction"),
    (("nodes", 0, "rotation"), [0, 0, 1], "nodes[0].rotation holds 3 numbers, not 4"),
    (("nodes", 0, "scale"), [1, 1, 1e300], "nodes[0].scale[2] is 1e+300"),
    (("nodes", 0, "matrix"), [1] * 16, "nodes[0].matrix is no affine matrix"),
    (("nodes", 0, "skin"), 0, "nodes[0].skin points at entry 0 of 0"),
    (("nodes", 0, "camera"), 0, "nodes[0].camera points at entry 0 of 0"),
    (("scene",), 3, "scene points at entry 3 of 1"),
    (("scenes", 0, "nodes"), ["a"], "scenes[0].nodes[0] points at entry a of 1"),
    (("extensionsRequired",), ["KHR_draco_mesh_compression"], "compressed with Draco"),
    (("extensionsRequired",), ["EXT_meshopt_compression"], "compressed with meshopt"),
    (("extensionsRequired",), ["KHR_texture_basisu"], "KTX2"),
    (("extensionsRequired",), ["VENDOR_magic"], "extensionsRequired[0] is 'VENDOR_magic'"),
]


@pytest.mark.parametrize(("place", "value", "words"), FIELDS)
def test_a_wrong_field_is_named(refusal, place, value, words):
    glb = triangle()
    holder = glb.json
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    assert words in refusal(glb)


def test_indices_beyond_the_vertices_are_told(refusal):
    glb = triangle()
    primitive(glb)["indices"] = glb.accessor([0, 1, 3], "uint16")
    assert "meshes[0].primitives[0].indices points at vertex 3 of 3" in refusal(glb)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30, 1e15])
def test_positions_that_are_nowhere_are_told(refusal, value):
    glb = triangle()
    primitive(glb)["attributes"]["POSITION"] = glb.accessor([[0, 0, 0], [value, 0, 0], [0, 1, 0]])
    assert any(w in refusal(glb) for w in ("vast a number at 1", "attributes.POSITION"))


def test_a_vast_normal_found_by_fuzzing_is_told(refusal):
    glb = triangle()
    primitive(glb)["attributes"]["NORMAL"] = glb.accessor([[0, 0, 1], [0, 3e38, 3e38], [0, 0, 1]])
    assert "too vast a number at 1" in refusal(glb)


def test_attributes_of_another_length_are_told(refusal):
    glb = triangle()
    primitive(glb)["attributes"]["TEXCOORD_0"] = glb.accessor([[0, 0]])
    assert "attributes.TEXCOORD_0 holds 1 vertices, POSITION 3" in refusal(glb)


def test_joints_beyond_the_skin_are_told(refusal):
    glb = figure()
    attributes = primitive(glb)["attributes"]
    attributes["JOINTS_0"] = glb.accessor(np.tile([0, 2, 0, 0], (12, 1)), "uint8")
    assert "nodes[3].skin has 2 joints, but JOINTS_0 of meshes[0] points at joint 2" in refusal(glb)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"joints": []}, "nodes[3].skin has 0 joints"),
        ({"joints": [1, 99]}, "skins[0].joints[1] points at entry 99"),
        ({"joints": [1, 2, 0]}, "skins[0].inverseBindMatrices holds 2 matrices for 3 joints"),
    ],
)
def test_wrong_skins_are_told(refusal, change, words):
    glb = figure()
    glb.json["skins"][0] |= change
    assert words in refusal(glb)


@pytest.mark.parametrize(
    ("times", "values", "words"),
    [
        ([1.0, 0.0], [[0, 0, 0]] * 2, "animations[0].samplers[0].input goes back in time at key 1"),
        ([0.0, 1.0], [[0, 0, 0]] * 3, "animations[0].samplers[0].output holds 9 numbers"),
        ([0.0, np.nan], [[0, 0, 0]] * 2, "NaN, infinity or too vast a number at 1"),
    ],
)
def test_wrong_animations_are_told(refusal, times, values, words):
    glb = triangle()
    sampler = {"input": glb.accessor(times), "output": glb.accessor(values)}
    channel = {"sampler": 0, "target": {"node": 0, "path": "translation"}}
    glb.add("animations", {"samplers": [sampler], "channels": [channel]})
    assert words in refusal(glb)


def test_morph_weights_without_morphs_are_told(refusal):
    glb = triangle()
    sampler = {"input": glb.accessor([0.0]), "output": glb.accessor([0.0])}
    channel = {"sampler": 0, "target": {"node": 0, "path": "weights"}}
    glb.add("animations", {"samplers": [sampler], "channels": [channel]})
    assert "has no morph targets" in refusal(glb)


def test_a_node_with_two_parents_is_told(refusal):
    glb = GlbBuilder()
    glb.json["nodes"] = [{"children": [2]}, {"children": [2]}, {}]
    assert "nodes[1].children lists node 2, which is already under 0" in refusal(glb)


def test_a_ring_of_many_nodes_is_told(refusal):
    glb = GlbBuilder()
    glb.json["nodes"] = [{"children": [(i + 1) % 1000]} for i in range(1000)]
    assert "ring of nodes" in refusal(glb)


def test_a_tower_of_nodes_is_told(refusal):
    glb = GlbBuilder()
    glb.json["nodes"] = [{"children": [i + 1]} for i in range(5000)] + [{}]
    assert "deeper than 256" in refusal(glb)


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("https://example.org/a.bin", "no addresses"),
        ("file:///etc/passwd", "no addresses"),
        ("/etc/passwd", "no addresses or absolute"),
        ("C:/secret.bin", "no addresses"),
        ("../secret.bin", "leads out of the model's folder"),
        ("%2e%2e/secret.bin", "leads out of the model's folder"),
        ("sub/../../secret.bin", "leads out of the model's folder"),
        ("..\\secret.bin", "leads out of the model's folder"),
        ("missing.bin", "'missing.bin', which is not there"),
        ("a%00b", "is not a file name"),
        ("data:application/octet-stream;base64,@@@", "is not base64"),
        ("data:nothing", "without data"),
    ],
)
def test_companions_are_read_from_the_models_folder_alone(refusal, tmp_path, uri, words):
    (tmp_path.parent / "secret.bin").write_bytes(bytes(100))
    glb = triangle()
    document = glb.json | {"buffers": [{"uri": uri, "byteLength": 72}]}
    message = refusal(json.dumps(document).encode(), "bad.gltf")
    assert "buffers[0].uri" in message
    assert words in message


def test_a_link_out_of_the_folder_is_not_followed(refusal, tmp_path):
    secret = tmp_path.parent / "linked.bin"
    secret.write_bytes(bytes(100))
    os.symlink(secret, tmp_path / "inside.bin")
    document = triangle().json | {"buffers": [{"uri": "inside.bin", "byteLength": 72}]}
    assert "leads out" in refusal(json.dumps(document).encode(), "bad.gltf")


def textured(image: dict, data: bytes = b"") -> GlbBuilder:
    glb = triangle()
    if data:
        image = image | {"bufferView": glb.view(data)}
    glb.add("images", image)
    glb.add("textures", {"source": 0})
    glb.add("materials", {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}})
    primitive(glb)["material"] = 0
    return glb


def test_a_missing_texture_is_told(refusal):
    message = refusal(textured({"uri": "wood.png"}))
    assert "images[0].uri names 'wood.png', which is not there" in message


def test_a_picture_that_is_none_is_told(refusal):
    assert "images[0].bufferView is not a picture" in refusal(textured({}, b"GIF89a...."))


def test_a_cut_picture_is_told(refusal):
    whole = png(np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8))
    assert "images[0].bufferView cannot be decoded" in refusal(textured({}, whole[:2000]))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that claims a vast picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99)))


@pytest.mark.parametrize("size", [(12000, 12000), (100_000, 100_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_bomb_is_not_unpacked(refusal, size):
    tracemalloc.start()
    message = refusal(textured({}, bomb(*size)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "pixels" in message or "cannot be decoded" in message
    assert peak < 64 * 2**20


def test_a_small_file_cannot_ask_for_gigabytes(refusal):
    """A thousand primitives of one accessor without bytes."""
    glb = GlbBuilder()
    entry = {"componentType": 5126, "count": 100_000, "type": "VEC3"}
    glb.add("accessors", entry)
    glb.add("meshes", {"primitives": [{"attributes": {"POSITION": 0}}] * 1000})
    glb.add("nodes", {"mesh": 0})
    tracemalloc.start()
    message = refusal(glb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "asks for far more data than the file holds" in message
    assert peak < 512 * 2**20


def test_meshes_of_no_node_cost_nothing(tmp_path):
    glb = triangle()
    glb.json["meshes"].append({"primitives": [{"attributes": {"POSITION": 77}}]})
    assert read_model(glb.write(tmp_path / "a.glb")).nodes
