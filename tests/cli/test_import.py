"""Import: one command brings a file in, says how large it is, and refuses what makes no sense."""

import pytest
from PIL import Image

from compose.files import load_project
from tests.builders.glb_builder import figure, triangle


@pytest.fixture
def prop(here, film):
    return triangle().write(here / "prop.glb")


def test_an_imported_model_is_saved_with_its_place_and_its_animation(shotwright, here, film):
    figure().write(here / "actor.glb")
    ending = shotwright("import", "actor.glb", film, "--at", "-1,0,2", "--turn", "90",
                        "--name", "Anna", "--play", "first")  # fmt: skip
    assert ending.status == 0, ending.err
    node = load_project(film).scenes[0].find("Anna")
    assert (node.translation, node.rotation_deg) == ((-1.0, 0.0, 2.0), (0.0, 90.0, 0.0))
    assert [play.clip for play in node.payload.plays] == ["Bend"]
    assert "0.2 x 2 x 0.2 m" in ending.out
    assert shotwright("check", film).status == 0


def test_programs_read_what_was_made(shotwright, film, prop):
    found = shotwright("import", prop, film, "--json").document
    node = load_project(film).scenes[0].node(found["node"])
    assert found["files"] == [node.payload.path]
    assert found["size_m"] == [1.0, 1.0, 0.0]
    assert (found["animations"], found["cameras"], found["warnings"]) == ([], [], [])


def test_a_size_that_looks_like_a_wrong_unit_is_pointed_out(shotwright, film, prop):
    ending = shotwright("import", prop, film, "--unit", "100")
    assert "It is 100 m large" in ending.err
    assert "set payload.unit_m of 'prop' in scenes/scn_" in ending.err
    assert "--unit" not in shotwright("import", prop, film).err


def test_what_the_importer_left_out_is_a_warning(shotwright, here, film):
    (here / "a.obj").write_text("mtllib gone.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    ending = shotwright("import", "a.obj", film)
    assert ending.status == 0
    assert "warning: A companion file names 'gone.mtl', which is not there" in ending.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["prop.glb", "--card", "plate"], "--card says nothing about a model"),
        (["art.png", "--up", "z"], "--up says nothing about a picture"),
        (["prop.glb", "--at", "1,2"], "three numbers"),
        (["prop.glb", "--at", "1,2,nan"], "not a number"),
        (["prop.glb", "--unit", "furlong"], "not a distance"),
        (["prop.glb", "--parent", "Bxo"], "Did you mean 'Box'?"),
        (["prop.glb", "--scene", "Mian"], "Did you mean 'Main'?"),
        (["prop.fbx"], "export it as glTF Binary"),
        (["gone.glb"], "there is no such file"),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(shotwright, here, film, prop, arguments, words):
    Image.new("RGB", (2, 2)).save(here / "art.png")
    (here / "prop.fbx").write_bytes(b"Kaydara FBX Binary")
    before = load_project(film)
    ending = shotwright("import", arguments[0], film, *arguments[1:])
    assert ending.status == 2
    assert words in ending.err
    assert load_project(film) == before
    assert not (film / "assets").exists()
