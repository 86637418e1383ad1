"""Exported GLBs: read back, judged by trimesh and the rules of glTF; motion against evaluate."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe
from compose.errors import AssetError, SceneError
from compose.evaluation import evaluate
from compose.exporters.glb import export_glb
from compose.geometry.model import Model
from compose.importers import read_model
from compose.payload import (
    Asset,
    CameraPayload,
    ClipPlay,
    ImageCard,
    LightPayload,
    MaterialSpec,
    Placement,
    Primitive,
)
from compose.project import Project
from compose.transform import compose_matrices
from tests.builders.glb_builder import figure


def document(path: Path) -> tuple[dict, bytes]:
    data = path.read_bytes()
    assert data[:4] == b"glTF"
    assert struct.unpack_from("<I", data, 8)[0] == len(data)
    size = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + size]), data[28 + size :]


def numbers(gltf: dict, binary: bytes, index: int) -> np.ndarray:
    accessor = gltf["accessors"][index]
    dtype = {5126: "<f4", 5125: "<u4", 5123: "<u2", 5121: "u1"}[accessor["componentType"]]
    width = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}[accessor["type"]]
    view = gltf["bufferViews"][accessor["bufferView"]]
    flat = np.frombuffer(binary, dtype, accessor["count"] * width, view["byteOffset"])
    return flat.reshape(accessor["count"], width)


@pytest.fixture
def film(tmp_path) -> Project:
    """A room with a chair that slides, a figure that bends, a card, a lamp, and a crane shot."""
    root = tmp_path / "film"
    root.mkdir()
    figure().write(root / "figure.glb")
    Image.new("RGBA", (4, 2), (10, 20, 30, 128)).save(root / "card.png")
    project = new_project("Film").replace(root=root)
    project = add_scene(project, "Room")
    box = Primitive(kind="primitive", shape="box", material=MaterialSpec(emissive=(4.0, 2.0, 0.0)))
    project = add_node(
        project, "Room", "Chair", node_id="nod_chair", translation=(1.0, 0.0, -2.0),
        scale=(1.0, 2.0, 1.0), color=(0.25, 0.5, 0.75), payload=box,
    )  # fmt: skip
    project = add_node(
        project, "Room", "Cushion", node_id="nod_cushion", parent="Chair",
        rotation_deg=(0.0, 30.0, 0.0), payload=Primitive(kind="primitive", shape="sphere"),
    )  # fmt: skip
    crowd = Asset(
        kind="asset", path="figure.glb", plays=(ClipPlay(clip="Bend", loop="once"),),
        instances=(Placement(), Placement(translation=(3.0, 0.0, 0.0))),
    )  # fmt: skip
    lone = Asset(kind="asset", path="figure.glb", plays=(ClipPlay(clip="Bend", loop="once"),))
    project = add_node(project, "Room", "Lone", node_id="nod_lone", payload=lone)
    project = add_node(project, "Room", "Crowd", node_id="nod_crowd", payload=crowd)
    card = ImageCard(kind="card", image="card.png", type="cut-out")
    project = add_node(project, "Room", "Card", node_id="nod_card", payload=card)
    lamp = LightPayload(kind="light", type="spot", color=(2.0, 1.0, 0.5), intensity=10.0)
    project = add_node(project, "Room", "Lamp", node_id="nod_lamp", payload=lamp)
    project = add_node(
        project, "Room", "Crane", node_id="nod_cam", parent="Chair",
        translation=(0.0, 1.0, 6.0), payload=CameraPayload(kind="camera", focal_length_mm=50.0),
    )  # fmt: skip
    for channel, node, first, last in (
        ("translation.x", "Chair", 1.0, 4.0),
        ("rotation_deg.y", "Chair", 0.0, 720.0),
        ("translation.y", "Crane", 1.0, 3.0),
        ("camera.focal_length_mm", "Crane", 50.0, 85.0),
        ("visible", "Card", 0.0, 1.0),
    ):
        for frame, value in ((0, first), (20, last)):
            project = set_keyframe(
                project, scene="Room", node=node, channel=channel, frame=frame, value=value
            )
    project = add_shot(project, "Room", "Crane", name="a", start=0, end=12)
    return add_shot(project, "Room", "Crane", name="b", start=12, end=25)


@pytest.fixture
def exported(film, tmp_path) -> tuple[Path, Model]:
    path = tmp_path / "room.glb"
    export_glb(film, film.scenes[0], path, shots=film.shots)
    return path, read_model(path)


def posed(model: Model, key: int) -> dict[str, np.ndarray]:
    """Return the world matrix of every node at one key of the only animation."""
    parts = {
        "translation": np.array([n.translation for n in model.nodes]),
        "rotation": np.array([n.rotation for n in model.nodes]),
        "scale": np.array([n.scale for n in model.nodes]),
    }
    for channel in model.clips[0].channels:
        if channel.target != "weights":
            parts[channel.target][channel.node] = channel.values[key]
    world = compose_matrices(*parts.values())
    for i, node in enumerate(model.nodes):
        if node.parent >= 0:
            world[i] = world[node.parent] @ world[i]
    return {node.path: matrix for node, matrix in zip(model.nodes, world, strict=True)}


def test_hierarchy_names_and_ids_are_kept(exported):
    path, model = exported
    paths = {node.path for node in model.nodes}
    assert {"Chair", "Chair/Cushion", "Lone/Armature/Lower/Upper", "Crane", "Lamp"} <= paths
    gltf, _ = document(path)
    ids = {n["name"]: n["extras"]["shotwright_id"] for n in gltf["nodes"] if "extras" in n}
    assert ids["Chair"] == "nod_chair"


@pytest.mark.parametrize("frame", [0, 7, 12, 24])
def test_everything_stands_where_evaluate_puts_it(film, exported, frame):
    _, model = exported
    shot = film.shots[0] if frame < 12 else film.shots[1]
    snapshot = evaluate(film, shot, frame)
    worlds = posed(model, frame)
    for path, node in (("Chair", "nod_chair"), ("Chair/Cushion", "nod_cushion")):
        row = next(i for i, s in enumerate(snapshot.surfaces) if s.node == node)
        assert worlds[path] == pytest.approx(snapshot.world[row], abs=1e-5)
    assert worlds["Crane"] == pytest.approx(snapshot.camera.world, abs=1e-5)


@pytest.mark.parametrize("frame", [0, 13, 24])
def test_skinned_copies_bend_as_evaluate_bends_them(film, exported, frame):
    _, model = exported
    snapshot = evaluate(film, film.shots[-1], frame)
    worlds = list(posed(model, frame).values())
    ours = []
    for node in model.nodes:
        if node.skin >= 0:
            skin = model.skins[node.skin]
            ours.append(np.array([worlds[j] for j in skin.joints]) @ skin.inverse_bind)
    rows = [i for i, start in enumerate(snapshot.joint_start) if start >= 0]
    theirs = [snapshot.joints[snapshot.joint_start[i] :][:2] for i in rows]
    assert len(ours) == len(theirs) == 3
    for one in theirs:
        assert min(np.abs(one - other).max() for other in ours) < 1e-5


def test_morph_weights_are_baked(film, exported):
    _, model = exported
    channels = [c for c in model.clips[0].channels if c.target == "weights"]
    assert len(channels) == 3
    expected = [evaluate(film, film.shots[0], frame).morph_weights[0] for frame in range(25)]
    for channel in channels:
        assert channel.values[:, 0] == pytest.approx(expected, abs=1e-6)


def test_the_lens_is_the_shots_and_its_change_is_written_by_pointer(film, exported):
    path, model = exported
    camera = next(n.camera for n in model.nodes if n.camera)
    state = evaluate(film, film.shots[0], 0).camera
    ours = camera.focal_length_mm / 24.89
    assert ours == pytest.approx(state.focal_length_mm / state.gate_mm[0], rel=1e-6)
    gltf, binary = document(path)
    (channel,) = [c for c in gltf["animations"][0]["channels"] if c["target"]["path"] == "pointer"]
    pointer = channel["target"]["extensions"]["KHR_animation_pointer"]["pointer"]
    assert pointer == "/cameras/0/perspective/yfov"
    sampler = gltf["animations"][0]["samplers"][channel["sampler"]]
    last = evaluate(film, film.shots[1], 24).camera
    expected = 2 * np.arctan(last.gate_mm[1] / 2 / last.focal_length_mm)
    assert numbers(gltf, binary, sampler["output"])[-1, 0] == pytest.approx(expected)


def test_colours_materials_and_lights_go_along(exported):
    _, model = exported
    by_path = {node.path: node for node in model.nodes}
    chair = by_path["Chair"].parts[0].material
    assert chair.base_color == pytest.approx((0.25, 0.5, 0.75, 1.0))
    assert chair.emissive == pytest.approx((4.0, 2.0, 0.0))
    card = by_path["Card"].parts[0].material
    assert card.unlit
    assert card.base_color_texture.image.pixels[0, 0].tolist() == [10, 20, 30, 128]
    lamp = by_path["Lamp"].light
    assert np.array(lamp.color) * lamp.intensity == pytest.approx([20.0, 10.0, 5.0])


def test_what_goes_out_of_sight_is_scaled_to_nothing(exported):
    _, model = exported
    place = next(i for i, n in enumerate(model.nodes) if n.path == "Card")
    channel = next(c for c in model.clips[0].channels if c.node == place and c.target == "scale")
    assert channel.interpolation == "STEP"
    assert channel.values[0].tolist() == [0, 0, 0]
    assert channel.values[-1].tolist() == [1, 1, 1]


def test_quaternions_take_the_short_way_from_key_to_key(exported):
    _, model = exported
    for channel in model.clips[0].channels:
        if channel.target == "rotation":
            dots = np.einsum("ij,ij->i", channel.values[1:], channel.values[:-1])
            assert dots.min() > 0.0


def test_geometry_is_as_trimesh_reads_it(exported):
    path, model = exported
    theirs = trimesh.load_scene(path, process=False)
    count = sum(len(theirs.geometry[theirs.graph[n][1]].faces) for n in theirs.graph.nodes_geometry)
    assert count == sum(len(p.mesh.triangles) for n in model.nodes for p in n.parts)


def test_the_file_keeps_the_rules_of_gltf(exported):
    """Alignment, bounds, targets and references that the standard demands."""
    gltf, binary = document(exported[0])
    assert len(binary) % 4 == 0
    assert gltf["buffers"][0]["byteLength"] <= len(binary)
    for view in gltf["bufferViews"]:
        assert view["byteOffset"] % 4 == 0
        assert view["byteOffset"] + view["byteLength"] <= gltf["buffers"][0]["byteLength"]
    times = {s["input"] for a in gltf["animations"] for s in a["samplers"]}
    positions = {p["attributes"]["POSITION"] for m in gltf["meshes"] for p in m["primitives"]} | {
        t["POSITION"] for m in gltf["meshes"] for p in m["primitives"] for t in p.get("targets", [])
    }
    for index in times | positions:
        values = numbers(gltf, binary, index)
        assert gltf["accessors"][index]["min"] == pytest.approx(values.min(0).tolist())
        assert gltf["accessors"][index]["max"] == pytest.approx(values.max(0).tolist())
    for index in times:
        assert (np.diff(numbers(gltf, binary, index)[:, 0]) > 0).all()
        assert numbers(gltf, binary, index)[0, 0] == 0.0
    children = [c for n in gltf["nodes"] for c in n.get("children", [])]
    roots = gltf["scenes"][0]["nodes"]
    assert sorted(children + roots) == list(range(len(gltf["nodes"])))
    used = set(gltf["extensionsUsed"])
    assert used >= {"KHR_lights_punctual", "KHR_materials_unlit", "KHR_materials_emissive_strength"}
    for node in gltf["nodes"]:
        assert not ("skin" in node and "mesh" not in node)


def test_shared_geometry_and_pictures_are_written_once(exported):
    gltf, _ = document(exported[0])
    assert len([m for m in gltf["meshes"] if m["name"] == "Body"]) == 1
    assert len(gltf["images"]) == 2


def test_without_shots_the_keys_give_the_frames(film, tmp_path):
    path = tmp_path / "a.glb"
    export_glb(film, film.scenes[0], path)
    (clip,) = read_model(path).clips
    assert clip.duration_s == pytest.approx(24 / 24)  # the figure bends for one second


def test_a_still_scene_has_no_animation(tmp_path):
    project = add_scene(new_project("Still"), "S")
    box = Primitive(kind="primitive", shape="box")
    project = add_node(project, "S", "Box", payload=box)
    export_glb(project, project.scenes[0], tmp_path / "a.glb")
    model = read_model(tmp_path / "a.glb")
    assert model.clips == ()
    assert len(model.nodes[0].parts[0].mesh.triangles) == 12


def test_an_empty_scene_is_a_sound_file(tmp_path):
    project = add_scene(new_project("Empty"), "S")
    export_glb(project, project.scenes[0], tmp_path / "a.glb")
    assert read_model(tmp_path / "a.glb").nodes == ()


def test_a_shot_of_another_scene_is_refused(film, tmp_path):
    other = add_scene(film, "Hall")
    with pytest.raises(SceneError, match="does not play in scene 'Hall'"):
        export_glb(other, other.scene("Hall"), tmp_path / "a.glb", shots=other.shots)
    assert not (tmp_path / "a.glb").exists()


def test_a_failed_export_leaves_the_old_file(film, tmp_path):
    path = tmp_path / "a.glb"
    path.write_bytes(b"old")
    (film.root / "figure.glb").unlink()
    with pytest.raises(AssetError, match=r"figure\.glb"):
        export_glb(film, film.scenes[0], path)
    assert path.read_bytes() == b"old"
