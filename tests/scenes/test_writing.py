"""Ids that follow from names, and asset files, against the values that went in."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest
import trimesh
from PIL import Image

from cli.starter import starter_project
from compose.evaluation import evaluate
from compose.files import check_project, save_project
from compose.geometry.material import Material
from compose.geometry.model import Model, ModelNode, Part
from compose.geometry.shapes import make_shape
from scenes.writing import lasting_id, with_lasting_ids, write_indexed_png, write_model


def ids_of(project):
    yield project.id
    yield from (scene.id for scene in project.scenes)
    yield from (node.id for scene in project.scenes for node in scene.nodes)
    yield from (shot.id for shot in project.shots)


def test_two_projects_of_one_script_get_equal_ids():
    one, other = starter_project("film"), starter_project("film")
    assert not set(ids_of(one)) & set(ids_of(other))
    assert with_lasting_ids(one) == with_lasting_ids(other)


def test_every_reference_follows_its_node(tmp_path):
    before = starter_project("film")
    after = with_lasting_ids(before)
    assert not set(ids_of(before)) & set(ids_of(after))
    save_project(after, tmp_path)
    assert list(check_project(tmp_path)) == []
    for frame in (0, 40):
        old, new = (evaluate(p, p.shots[0], frame) for p in (before, after))
        assert np.array_equal(old.world, new.world)
        assert np.array_equal(old.camera.world, new.camera.world)


def test_two_nodes_of_one_name_are_refused():
    project = starter_project("film")
    scene = project.scenes[0]
    twins = tuple(node.replace(name="Same") for node in scene.nodes)
    with pytest.raises(ValueError, match="share a name"):
        with_lasting_ids(project.replace(scenes=(scene.replace(nodes=twins),)))


def test_an_id_tells_kinds_and_names_apart():
    made = {lasting_id(*names) for names in (("nod", "a"), ("sht", "a"), ("nod", "a", "b"))}
    assert len(made) == 3
    assert all(len(one) == len("nod_") + 8 for one in made)


def test_another_reader_finds_the_written_model_where_it_was_put(tmp_path):
    box = Part(mesh=make_shape("box", {"width": 0.2}), material=Material(name="paint"))
    nodes = (
        ModelNode(path="stand", translation=(1.0, 0.0, 0.0), parts=(box,)),
        ModelNode(path="stand/arm", parent=0, translation=(0.0, 2.0, 0.0), parts=(box,)),
    )
    path = tmp_path / "stand.glb"
    write_model(path, Model(nodes=nodes))
    loaded = trimesh.load_scene(path)
    assert np.allclose(loaded.bounds, [[0.9, 0.0, -0.5], [1.1, 3.0, 0.5]], atol=1e-6)
    length = struct.unpack_from("<I", path.read_bytes(), 12)[0]
    names = [node["name"] for node in json.loads(path.read_bytes()[20 : 20 + length])["nodes"]]
    assert names == ["stand", "arm"]


def test_another_reader_sees_the_pixels_of_the_picture(tmp_path):
    numbers = np.random.default_rng(4).integers(0, 3, (300, 500)).astype(np.uint8)
    colors = [(250, 240, 230), (1, 2, 3), (90, 160, 20)]
    write_indexed_png(tmp_path / "flat.png", numbers, colors)
    with Image.open(tmp_path / "flat.png") as picture:
        pixels = np.asarray(picture.convert("RGB"))
    assert np.array_equal(pixels, np.array(colors, np.uint8)[numbers])
