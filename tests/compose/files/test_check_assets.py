"""``check`` looks inside imported assets: joints, morphs, inner nodes, animations, contents."""

import hashlib

import pytest

from compose import assets
from compose.camera import Aim
from compose.edits import add_node, reparent, set_payload
from compose.files import check_project, save_project
from compose.files.checks.assets import scene_assets
from compose.node import Parent
from compose.payload import Asset, ClipPlay, PartOverride
from compose.track import Track
from tests.builders.small_model import small_model
from tests.builders.small_project import small_project


@pytest.fixture
def project(monkeypatch):
    monkeypatch.setattr(assets, "load_model", lambda _project, _asset: small_model())
    asset = Asset(kind="asset", path="assets/fox.glb")
    project = add_node(small_project(), "Room", "Fox", node_id="nod_fox", payload=asset)
    return reparent(project, "Room", "Chair", "Fox", joint="Root/Hips")


def found(project):
    return [(p.field, p.hint or p.message) for p in scene_assets(project, project.scene("Room"))]


def test_names_that_the_asset_has_are_no_problem(project):
    project = set_payload(
        project, "Room", "Fox",
        plays=(ClipPlay(clip="walk"),),
        overrides={"Root/Body": PartOverride(visible=False)},
        morphs={"smile": 1.0},
    )  # fmt: skip
    assert found(project) == []


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"plays": (ClipPlay(clip="wakl"),)}, "nodes[4].payload.plays[0].clip", "'walk'"),
        ({"overrides": {"Root/Bod": PartOverride()}}, "nodes[4].payload.overrides.Root/Bod",
         "'Root/Body'"),
        ({"morphs": {"smlie": 1.0}}, "nodes[4].payload.morphs.smlie", "'smile'"),
    ],
)  # fmt: skip
def test_names_that_it_lacks_offer_the_nearest(project, changes, field, said):
    ((where, hint),) = found(set_payload(project, "Room", "Fox", **changes))
    assert (where, said in hint) == (field, True)


def test_joints_of_parents_aims_and_tracks_are_looked_up(project):
    scene = project.scene("Room")
    curve = scene.tracks[0].curve
    hung = scene.find("Chair").replace(parent=Parent(node="nod_fox", joint="Root/Hip"))
    aim = Aim(node="nod_fox", joint="Root/Head")
    camera = scene.find("Camera")
    camera = camera.replace(payload=camera.payload.replace(aim=aim))
    tracks = [
        Track(node="nod_fox", channel="joints/Root/Hpis/translation.x", curve=curve),
        Track(node="nod_fox", channel="morphs/smirk", curve=curve),
        Track(node="nod_fox", channel="joints/Root/Hips/translation.x", curve=curve),
        Track(node="nod_fox", channel="morphs/smile", curve=curve),
    ]
    nodes = tuple({"Chair": hung, "Camera": camera}.get(n.name, n) for n in scene.nodes)
    scene = scene.replace(nodes=nodes, tracks=tuple(tracks))
    shot = project.shots[0].replace(tracks=(tracks[0],))
    project = project.replace(scenes=(scene,), shots=(shot,))
    problems = list(scene_assets(project, scene))
    assert [(p.file, p.field) for p in problems] == [
        ("scenes/scn_room.json", "nodes[0].parent.joint"),
        ("scenes/scn_room.json", "nodes[3].payload.aim.joint"),
        ("scenes/scn_room.json", "tracks[0].channel"),
        ("scenes/scn_room.json", "tracks[1].channel"),
        ("shots/sht_wide.json", "tracks[0].channel"),
    ]
    assert "'Root/Hips'" in problems[0].message


def test_an_asset_that_changed_since_it_was_placed_is_named(tmp_path):
    triangle = b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a.obj").write_bytes(triangle)
    asset = Asset(kind="asset", path="assets/a.obj", sha256=hashlib.sha256(triangle).hexdigest())
    save_project(add_node(small_project(), "Room", "Tri", payload=asset), tmp_path)
    assert check_project(tmp_path) == []
    (tmp_path / "assets" / "a.obj").write_bytes(triangle.replace(b"v 1 0 0", b"v 2 0 0"))
    (problem,) = check_project(tmp_path)
    assert (problem.level, problem.field) == ("error", "nodes[4].payload.path")
    assert "a.obj" in problem.message


def test_what_the_importer_left_out_is_a_warning(tmp_path):
    (tmp_path / "assets").mkdir()
    text = "mtllib gone.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
    (tmp_path / "assets" / "a.obj").write_text(text)
    asset = Asset(kind="asset", path="assets/a.obj")
    save_project(add_node(small_project(), "Room", "Prop", payload=asset), tmp_path)
    (problem,) = check_project(tmp_path)
    assert (problem.level, problem.field) == ("warning", "nodes[4].payload.path")
    assert "gone.mtl" in problem.message
