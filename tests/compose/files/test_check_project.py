"""``check`` finds what points at nothing and what is probably not meant, with file and field."""

import json

import numpy as np
import pytest

from compose.edits import add_node, set_node, set_payload
from compose.errors import ProjectFileError
from compose.files import check_project, load_project, save_project
from compose.files.checks.cameras import is_inside
from compose.geometry.shapes import make_shape
from compose.payload import Primitive
from tests.builders.small_project import small_project

ROOM = "scenes/scn_room.json"
WIDE = "shots/sht_wide.json"


@pytest.fixture
def folder(tmp_path):
    save_project(small_project(), tmp_path)
    return tmp_path


def edit(folder, name, change):
    document = json.loads((folder / name).read_text())
    change(document)
    (folder / name).write_text(json.dumps(document))


def node(index, **fields):
    return lambda scene: scene["nodes"][index].update(fields)


def payload(index, **fields):
    return lambda scene: scene["nodes"][index]["payload"].update(fields)


def track(**fields):
    key = {"frame": 0, "value": 1}
    new = {"node": "nod_chair", "channel": "scale.x", "curve": {"keys": [key]}} | fields
    return lambda scene: scene.setdefault("tracks", []).append(new)


def found(folder):
    return [(p.level, p.file, p.field, p.message, p.hint) for p in check_project(folder)]


def test_a_sound_project_has_no_problems(folder):
    assert found(folder) == []


CASES = [
    (ROOM, node(0, translaton=[1, 2, 3]), "warning", "nodes[0].translaton", "'translation'"),
    (ROOM, payload(3, focal_length=3), "warning", "nodes[3].payload.focal_length",
     "'focal_length_mm'"),
    (ROOM, node(1, parent={"node": "nod_chai"}), "error", "nodes[1].parent.node", "'nod_chair'"),
    (ROOM, node(0, parent={"node": "nod_cushion"}), "error", "nodes[0].parent", "circle"),
    (ROOM, node(0, parent={"node": "nod_chair"}), "error", "nodes[0].parent", "circle"),
    (ROOM, node(1, parent={"node": "nod_chair", "joint": "Hips"}), "error",
     "nodes[1].parent.joint", "has no joints"),
    (ROOM, payload(3, aim={"node": "nod_lam"}), "error", "nodes[3].payload.aim.node",
     "'nod_lamp'"),
    (ROOM, payload(3, aim={"node": "nod_cam"}), "error", "nodes[3].payload.aim.node", "itself"),
    (ROOM, track(channel="scale.w"), "error", "tracks[1]", "'scale."),
    (ROOM, track(node="nod_gone"), "error", "tracks[1]", "'nod_gone'"),
    (ROOM, track(channel="translation.x"), "error", "tracks[1]", "second track"),
    (WIDE, track(channel="opacty"), "error", "tracks[0]", "'opacity'"),
    (WIDE, lambda s: s.update(scene="scn_rom"), "error", "scene", "'scn_room'"),
    (WIDE, lambda s: s.update(camera="nod_camm"), "error", "camera", "'nod_cam'"),
    (WIDE, lambda s: s.update(camera="nod_chair"), "error", "camera", "no camera"),
    (WIDE, lambda s: s.update(gate="16:8"), "error", "gate", "'16:9'"),
    (WIDE, lambda s: s.update(number="020"), "error", "number", "sht_wide"),
    (WIDE, lambda s: s.update(references=["no.png"]), "warning", "references[0]", "no.png"),
    ("project.json", lambda p: p["sequence"].append("sht_wid"), "error", "sequence[2]",
     "'sht_wide'"),
    ("project.json", lambda p: p["sequence"].append("sht_wide"), "error", "sequence[2]",
     "second time"),
    (ROOM, payload(0, shape="bux"), "error", "nodes[0].payload.shape", "'box'"),
    (ROOM, payload(0, parameters={"widht": 1}), "error", "nodes[0].payload.parameters", "widht"),
    (ROOM, payload(0, parameters={"width": -1}), "error", "nodes[0].payload.parameters", "width"),
    (ROOM, node(0, scale=[1, 0, 1]), "warning", "nodes[0].scale", "no size"),
    (ROOM, payload(3, near_m=5, far_m=5), "error", "nodes[3].payload.near_m", "not less"),
    (ROOM, payload(3, sensor="super35"), "error", "nodes[3].payload.sensor", "'super-35'"),
    (ROOM, payload(3, sensor=[0, 3]), "error", "nodes[3].payload.sensor", "above 0"),
    (ROOM, payload(3, gate="2.4"), "error", "nodes[3].payload.gate", "2.39"),
    (ROOM, node(2, id="nod/lamp"), "error", "nodes[2].id", "not an id"),
    (ROOM, node(2, id="nod_chair"), "error", "nodes[2].id", "2 nodes"),
    (ROOM, node(2, name="Chair"), "warning", "nodes[2].name", "2 nodes"),
    (ROOM, lambda s: s["pass_ids"].pop("nod_chair"), "warning", "nodes[0].id", "id pass"),
    (ROOM, lambda s: s["pass_ids"].update(nod_lamp=1), "error", "pass_ids.nod_lamp",
     "2 entries"),
    (ROOM, lambda s: s["pass_ids"].update(nod_lamp=0), "error", "pass_ids.nod_lamp", "at least 1"),
    (ROOM, lambda s: s["pass_ids"].update({"nod_gone#3": 3}), "warning", "pass_ids.nod_gone#3",
     "does not have"),
    (ROOM, lambda s: s.update(next_pass_id=4), "error", "next_pass_id", "at least 5"),
    (ROOM, payload(0, material={"texture": "assets/no.png"}), "error",
     "nodes[0].payload.material.texture", "no.png"),
    (ROOM, node(0, references=["../../etc/passwd"]), "warning", "nodes[0].references[0]", ""),
    (ROOM, node(0, payload={"kind": "asset", "path": "assets/no.glb"}), "error",
     "nodes[0].payload.path", "no.glb"),
    (ROOM, node(0, payload={"kind": "asset", "path": "https://example.com/a.glb"}), "error",
     "nodes[0].payload.path", "example.com"),
    (ROOM, node(0, payload={"kind": "card", "image": "assets/no.png"}), "error",
     "nodes[0].payload.image", "no.png"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "change", "level", "field", "said"),
    CASES,
    ids=[f"{i}-{field}" for i, (_, _, _, field, _) in enumerate(CASES)],
)
def test_each_fault_is_found_where_it_is(folder, file, change, level, field, said):
    edit(folder, file, change)
    matching = [p for p in check_project(folder) if (p.level, p.field) == (level, field)]
    assert any(said in f"{p.file} {p.message} {p.hint}" for p in matching), found(folder)


def test_faults_that_stop_a_load_do_not_hide_the_others(folder):
    edit(folder, WIDE, lambda shot: shot.update(start="now"))
    edit(folder, ROOM, payload(0, shape="bux"))
    problems = check_project(folder)
    assert {(p.file, p.field) for p in problems} == {
        (WIDE, "start"),
        (ROOM, "nodes[0].payload.shape"),
    }
    with pytest.raises(ProjectFileError):
        load_project(folder)


def test_files_that_are_not_listed_are_named(folder):
    (folder / "shots" / "sht_old.json").write_text("{}")
    (folder / ".project.json.0a1b2c3d.tmp").write_text("{")
    (folder / "notes.txt").write_text("mine")
    assert [(level, file) for level, file, *_ in found(folder)] == [
        ("warning", ".project.json.0a1b2c3d.tmp"),
        ("warning", "shots/sht_old.json"),
    ]


def test_a_folder_that_cannot_be_listed_is_a_problem_not_a_crash(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    assert {file for level, file, *_ in found(folder) if level == "error"} == {
        ".", "scenes", "shots",
    }  # fmt: skip


def test_a_name_from_a_file_cannot_speak_to_the_terminal(folder):
    edit(folder, ROOM, node(0, **{"\x1b[2J" + "x" * 10_000: 1}))
    (problem,) = check_project(folder)
    assert "\x1b" not in str(problem)
    assert len(str(problem)) < 500


def test_checking_changes_nothing_on_the_disk(folder):
    edit(folder, ROOM, node(0, translaton=[1, 2, 3]))
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*.json")}
    check_project(folder)
    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*.json")}
    assert before == after


def test_a_camera_that_starts_a_shot_inside_a_solid_is_named(folder):
    project = load_project(folder)
    project = add_node(
        project, "Room", "Crate", translation=(0, 0, 5), scale=(4, 4, 4),
        payload=Primitive(kind="primitive", shape="box"),
    )  # fmt: skip
    save_project(project)
    problems = check_project(folder)
    assert {(p.level, p.file, p.field) for p in problems} == {
        ("warning", WIDE, "camera"),
        ("warning", "shots/sht_push.json", "camera"),
    }
    assert "'Crate'" in problems[0].message
    save_project(set_node(load_project(folder), "Room", "Crate", visible=False))
    assert found(folder) == []


def crossings(mesh, point):
    """How often a ray from ``point`` goes through the surface (Möller and Trumbore 1997)."""
    direction = np.array([0.3141, 0.8271, 0.4663])
    a, b, c = (mesh.positions[mesh.triangles[:, i]].astype(float) for i in range(3))
    normal = np.cross(direction, c - a)
    scale = 1.0 / np.einsum("ij,ij->i", b - a, normal)
    offset = np.cross(point - a, b - a)
    u = np.einsum("ij,ij->i", point - a, normal) * scale
    v = offset @ direction * scale
    t = np.einsum("ij,ij->i", c - a, offset) * scale
    return int(((u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0)).sum())


@pytest.mark.parametrize("shape", ["torus", "arch", "wall", "sphere", "stairs"])
def test_inside_means_inside_the_surface_as_rays_tell(shape):
    parameters = {"wall": {"openings": [{"x": 1.0, "y": 0.0, "width": 1.0, "height": 2.0}]}}
    mesh = make_shape(shape, parameters.get(shape))
    low, high = mesh.bounds
    points = np.random.default_rng(3).uniform(low, high, (60, 3))
    expected = [crossings(mesh, point) % 2 == 1 for point in points]
    assert 0 < sum(expected) < 60
    assert [is_inside(mesh, point) for point in points] == expected


def test_a_lens_change_keeps_a_sound_project_sound(folder):
    save_project(set_payload(load_project(folder), "Room", "Camera", focal_length_mm=14, gate=2.2))
    assert found(folder) == []
