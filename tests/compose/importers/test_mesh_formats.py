"""OBJ, STL, PLY, OFF, DAE and 3MF: sizes in metres, up axes, materials, and hostile files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from compose.errors import AssetError
from compose.importers import SUFFIXES, read_model, xml_guard

BOX = trimesh.creation.box((1.0, 2.0, 3.0))


def exported(tmp_path: Path, suffix: str) -> Path:
    path = tmp_path / f"box{suffix}"
    if suffix == ".3mf":
        path.write_bytes(trimesh.Scene(BOX).export(file_type="3mf"))
    else:
        BOX.export(path)
    return path


def the_mesh(model):
    (node,) = model.nodes
    return node.parts[0].mesh


@pytest.mark.parametrize("suffix", [".obj", ".stl", ".ply", ".off", ".dae"])
def test_a_box_keeps_its_size_and_draws_twelve_edges(tmp_path, suffix):
    mesh = the_mesh(read_model(exported(tmp_path, suffix)))
    assert mesh.bounds[1] - mesh.bounds[0] == pytest.approx([1, 2, 3])
    assert mesh.closed
    places = {tuple(sorted(map(tuple, mesh.positions[e].tolist()))) for e in mesh.edges}
    assert len(places) == 12
    faces = trimesh.Trimesh(mesh.positions, mesh.triangles, process=False).face_normals
    agreement = np.einsum("ij,ikj->ik", faces, mesh.normals[mesh.triangles])
    assert agreement.min() > 0.5


@pytest.mark.parametrize(("up", "size"), [("y", [1, 2, 3]), ("z", [1, 3, 2]), ("x", [2, 1, 3])])
def test_unit_and_up_axis_are_honoured(tmp_path, up, size):
    mesh = the_mesh(read_model(exported(tmp_path, ".stl"), unit_m=0.01, up_axis=up))
    assert mesh.bounds[1] - mesh.bounds[0] == pytest.approx(np.array(size) / 100)
    assert mesh.closed  # still facing outward


def test_a_3mf_is_in_its_own_unit_with_z_up(tmp_path):
    mesh = the_mesh(read_model(exported(tmp_path, ".3mf")))
    assert mesh.bounds[1] - mesh.bounds[0] == pytest.approx([0.001, 0.003, 0.002])
    assert mesh.closed


def test_a_dae_states_its_unit_and_up_axis(tmp_path):
    path = exported(tmp_path, ".dae")
    text = path.read_text()
    start, stop = text.index("<asset>"), text.index("</asset>") + len("</asset>")
    asset = '<asset><unit name="inch" meter="0.0254"/><up_axis>Z_UP</up_axis></asset>'
    path.write_text(text[:start] + asset + text[stop:])
    mesh = the_mesh(read_model(path))
    assert mesh.bounds[1] - mesh.bounds[0] == pytest.approx(np.array([1, 3, 2]) * 0.0254)


def test_an_obj_brings_its_materials_and_pictures(tmp_path):
    Image.new("RGB", (4, 4), (0, 255, 0)).save(tmp_path / "green.png")
    (tmp_path / "m.mtl").write_text("newmtl paint\nKd 0.5 0.25 1.0\nmap_Kd green.png\n")
    (tmp_path / "quad.obj").write_text(
        "mtllib m.mtl\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n"
        "vt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nusemtl paint\nf 1/1 2/2 3/3 4/4\n"
    )
    (node,) = read_model(tmp_path / "quad.obj").nodes
    mesh, material = node.parts[0].mesh, node.parts[0].material
    assert material.base_color[:3] == pytest.approx((0.5, 0.25, 1.0), abs=1 / 255)
    assert material.base_color_texture.image.pixels[0, 0].tolist() == [0, 255, 0, 255]
    top = mesh.positions[:, 1] > 0.5
    assert mesh.uv0[top, 1].tolist() == [0.0, 0.0]  # the picture's top is the quad's top
    assert len(mesh.edges) == 4


def test_an_obj_without_its_materials_is_grey_and_says_so(tmp_path):
    path = tmp_path / "a.obj"
    path.write_text("mtllib gone.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl x\nf 1 2 3\n")
    model = read_model(path)
    assert "'gone.mtl', which is not there" in model.warnings[0]
    assert len(set(model.nodes[0].parts[0].material.base_color[:3])) == 1


@pytest.mark.parametrize("name", ["../secret.mtl", "/etc/passwd", "https://example.org/a.mtl"])
def test_an_obj_reads_nothing_outside_its_folder(tmp_path, name):
    (tmp_path / "secret.mtl").write_text("newmtl x\nKd 1 0 0\n")
    folder = tmp_path / "model"
    folder.mkdir()
    path = folder / "a.obj"
    path.write_text(f"mtllib {name}\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl x\nf 1 2 3\n")
    model = read_model(path)
    assert model.warnings
    assert model.nodes[0].parts[0].material.base_color[:3] != (1.0, 0.0, 0.0)


def test_colours_of_a_ply_become_linear(tmp_path):
    box = trimesh.creation.box()
    box.visual.vertex_colors = [188, 0, 255, 255]
    box.export(tmp_path / "c.ply")
    colors = the_mesh(read_model(tmp_path / "c.ply")).colors
    assert colors[0] == pytest.approx([0.5029, 0.0, 1.0, 1.0], abs=1e-3)


def test_a_file_of_points_is_told(tmp_path):
    path = tmp_path / "cloud.ply"
    trimesh.PointCloud(np.eye(3)).export(path)
    with pytest.raises(AssetError, match="holds no triangles"):
        read_model(path)


@pytest.mark.parametrize("suffix", [s for s in SUFFIXES if s not in (".glb", ".gltf")])
@pytest.mark.parametrize("content", [b"", b"rubbish", b"\0" * 200, b"\xff\xfe" * 50])
def test_rubbish_is_an_asset_error(tmp_path, suffix, content):
    path = tmp_path / f"bad{suffix}"
    path.write_bytes(content)
    with pytest.raises(AssetError, match=f"bad{suffix}"):
        read_model(path)


@pytest.mark.parametrize("suffix", [".stl", ".ply", ".off", ".obj"])
def test_cut_and_changed_files_give_a_model_or_an_error(tmp_path, suffix):
    data = exported(tmp_path, suffix).read_bytes()
    generator = np.random.default_rng(5)
    path = tmp_path / f"bad{suffix}"
    for _ in range(40):
        changed = bytearray(data[: generator.integers(1, len(data) + 1)])
        for _ in range(generator.integers(0, 4)):
            changed[generator.integers(len(changed))] = generator.integers(256)
        path.write_bytes(changed)
        try:
            model = read_model(path)
        except AssetError:
            continue
        assert all(np.isfinite(p.mesh.positions).all() for n in model.nodes for p in n.parts)


@pytest.mark.parametrize("value", ["nan", "inf", "1e300"])
def test_vertices_that_are_nowhere_are_told(tmp_path, value):
    path = tmp_path / "a.obj"
    path.write_text(f"v 0 0 0\nv {value} 0 0\nv 0 1 0\nf 1 2 3\n")
    with pytest.raises(AssetError, match="a vertex is"):
        read_model(path)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ('<?xml version="1.0"?>' + ENTITIES, "DOCTYPE"),
        ('<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">', "DOCTYPE"),
        ('<?xml version="1.0" encoding="UTF-7"?>', "utf-7"),
        ('<?xml version="1.0"?>' + "<a>" * 300, "nested deeper"),
        ('<?xml version="1.0"?><a><b></a>', "XML is broken"),
    ],
)
def test_hostile_xml_is_not_parsed(tmp_path, head, words):
    path = tmp_path / "bad.dae"
    path.write_text(head + "<COLLADA/>")
    with pytest.raises(AssetError, match=words):
        read_model(path)


def test_utf16_cannot_hide_a_doctype(tmp_path):
    path = tmp_path / "bad.dae"
    path.write_bytes(f'<?xml version="1.0"?>{ENTITIES}<COLLADA/>'.encode("utf-16"))
    with pytest.raises(AssetError, match="Save it as UTF-8"):
        read_model(path)


def doubling(levels: int) -> str:
    nodes = "".join(
        f'<node id="n{i}"><instance_node url="#n{i + 1}"/><instance_node url="#n{i + 1}"/></node>'
        for i in range(levels)
    )
    return f'<?xml version="1.0"?><COLLADA>{nodes}<node id="n{levels}"/></COLLADA>'


def test_endless_instancing_is_counted_not_unfolded(tmp_path):
    path = tmp_path / "bomb.dae"
    path.write_text(doubling(60))
    with pytest.raises(AssetError, match="unfolds to more than 20,000 copies"):
        read_model(path)


def test_a_ring_of_instances_is_told(tmp_path):
    path = tmp_path / "ring.dae"
    path.write_text(
        '<COLLADA><node id="a"><instance_node url="#b"/></node>'
        '<node id="b"><instance_node url="#a"/></node></COLLADA>'
    )
    with pytest.raises(AssetError, match="contains itself"):
        read_model(path)


def test_a_3mf_that_unpacks_to_more_than_the_limit_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(xml_guard, "MAX_XML_BYTES", 2**20)
    path = tmp_path / "bomb.3mf"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("3D/3dmodel.model", "w", force_zip64=True) as file,
    ):
        file.write(bytes(2**21))
    with pytest.raises(AssetError, match="unpacks to more than"):
        read_model(path)


def test_an_fbx_names_the_way_to_glb(tmp_path):
    with pytest.raises(AssetError, match=r"export it as glTF Binary \(\.glb\)"):
        read_model(tmp_path / "hero.FBX")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.glbb", r"Did you mean \.glb\?"),
        ("a.xyzzy", r"Known: \.glb"),
        ("a", "a file without suffix"),
        ("gone.glb", "there is no such file"),
        ("a.usdz", "USD files are not read yet"),
        ("a\0.glb", "no such file|cannot be read"),
    ],
)
def test_other_files_are_told_what_to_do(tmp_path, name, words):
    with pytest.raises(AssetError, match=words):
        read_model(tmp_path / name)
