"""Import: what came from anywhere is whole in the project, and stays true without its source."""

import hashlib
import json
import shutil

import numpy as np
import pytest
from PIL import Image

from compose.assets import load_image, load_model
from compose.edits import FIRST, import_model, import_picture
from compose.errors import AssetError, NotFoundError, SceneError
from compose.evaluation import evaluate, world_matrices
from compose.files import check_project, load_project, save_project
from tests.builders.glb_builder import GlbBuilder, figure, png, triangle
from tests.builders.small_project import small_project


@pytest.fixture
def project(tmp_path):
    return save_project(small_project(), tmp_path / "film")


@pytest.fixture
def elsewhere(tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


def assets_of(project):
    found = (project.root / "assets").rglob("*")
    return sorted(p.relative_to(project.root).as_posix() for p in found if p.is_file())


def with_companions(folder):
    """A .gltf whose buffer lies beside it and whose picture lies in a folder below."""
    glb = triangle()
    (folder / "tex").mkdir()
    (folder / "shape 1.bin").write_bytes(glb.binary)
    Image.new("RGB", (2, 2), (255, 0, 0)).save(folder / "tex" / "red.png")
    glb.add("images", {"uri": "tex/red.png"})
    glb.add("textures", {"source": 0})
    glb.add("materials", {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}})
    glb.json["meshes"][0]["primitives"][0]["material"] = 0
    buffers = [{"uri": "shape%201.bin", "byteLength": len(glb.binary)}]
    file = folder / "prop.gltf"
    file.write_text(json.dumps(glb.json | {"buffers": buffers}))
    return file


def test_a_model_is_copied_whole_and_stands_where_it_is_put(project, elsewhere):
    file = triangle().write(elsewhere / "my prop.glb")
    data = file.read_bytes()
    made = import_model(project, "Room", file, translation=(1.0, 2.0, 3.0))
    file.unlink()
    save_project(made.project)
    again = load_project(project.root)
    node = again.scene("Room").find("my prop")
    assert node.payload.sha256 == hashlib.sha256(data).hexdigest()
    assert (project.root / node.payload.path).read_bytes() == data
    assert made.files == (node.payload.path,) == ("assets/my_prop.glb",)
    snapshot = evaluate(again, again.shots[0], 0)
    row = [s.node for s in snapshot.surfaces].index(node.id)
    np.testing.assert_allclose(snapshot.world[row][:3, 3], [1.0, 2.0, 3.0])
    assert check_project(project.root) == []


def test_the_project_that_was_given_is_not_changed(project, elsewhere):
    before = project.scene("Room").nodes
    import_model(project, "Room", triangle().write(elsewhere / "a.glb"))
    assert project.scene("Room").nodes is before


def test_a_gltf_brings_its_buffer_and_its_pictures(project, elsewhere):
    made = import_model(project, "Room", with_companions(elsewhere))
    shutil.rmtree(elsewhere)
    assert sorted(made.files) == [
        "assets/prop/prop.gltf", "assets/prop/shape 1.bin", "assets/prop/tex/red.png",
    ]  # fmt: skip
    model = load_model(made.project, made.node.payload)
    part = next(part for node in model.nodes for part in node.parts)
    assert part.material.base_color_texture.image.pixels[0, 0].tolist() == [255, 0, 0, 255]


def test_an_obj_brings_its_material_library_and_the_picture_that_names(project, elsewhere):
    (elsewhere / "chair.obj").write_text(
        "mtllib chair.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 0 1\n"
        "usemtl cloth\nf 1/1 2/2 3/3\n"
    )
    (elsewhere / "chair.mtl").write_text("newmtl cloth\nKd 1 1 1\nmap_Kd cloth.png\n")
    (elsewhere / "cloth.png").write_bytes(png(np.full((4, 4, 3), (0, 255, 0), np.uint8)))
    made = import_model(project, "Room", elsewhere / "chair.obj")
    shutil.rmtree(elsewhere)
    model = load_model(made.project, made.node.payload)
    texture = model.nodes[0].parts[0].material.base_color_texture
    assert texture.image.pixels[0, 0].tolist() == [0, 255, 0, 255]
    assert model.warnings == ()


def test_an_equal_file_is_copied_once_and_another_of_its_name_gets_a_number(project, elsewhere):
    file = triangle().write(elsewhere / "a.glb")
    first = import_model(project, "Room", file)
    second = import_model(first.project, "Room", file)
    assert first.files == second.files
    assert second.node.name == "a 2"
    figure().write(file)
    third = import_model(second.project, "Room", file)
    assert assets_of(project) == ["assets/a.glb", "assets/a_2.glb"]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == third.node.payload.sha256


def test_a_file_of_the_project_is_used_where_it_is(project):
    folder = project.root / "models"
    folder.mkdir()
    made = import_model(project, "Room", triangle().write(folder / "a.glb"))
    assert made.files == ("models/a.glb",)
    assert not (project.root / "assets").exists()


def test_a_file_that_cannot_be_read_leaves_nothing_behind(project, elsewhere):
    broken = elsewhere / "a.glb"
    broken.write_bytes(triangle().to_bytes()[:-9])
    with pytest.raises(AssetError, match="cut off"):
        import_model(project, "Room", broken)
    with pytest.raises(AssetError, match="no such file"):
        import_model(project, "Room", elsewhere / "gone.glb")
    whole = triangle().write(broken)
    with pytest.raises(NotFoundError, match=r"no scene 'Rom'.*'Room'"):
        import_model(project, "Rom", whole)
    with pytest.raises(NotFoundError, match=r"no node called 'Chiar' in scene.*'Chair'"):
        import_model(project, "Room", whole, parent="Chiar")
    for wrong in ({"unit_m": -1.0}, {"up_axis": "w"}, {"opacity": 2.0}):
        with pytest.raises(SceneError, match=next(iter(wrong))):
            import_model(project, "Room", whole, **wrong)
    assert not (project.root / "assets").exists()


def test_an_assets_folder_that_leads_out_of_the_project_is_refused(project, elsewhere, tmp_path):
    (tmp_path / "private").mkdir()
    (project.root / "assets").symlink_to(tmp_path / "private")
    with pytest.raises(AssetError, match="leads out of the project"):
        import_model(project, "Room", triangle().write(elsewhere / "a.glb"))
    assert list((tmp_path / "private").iterdir()) == []


def test_a_project_without_a_folder_says_what_to_do(elsewhere):
    with pytest.raises(SceneError, match="Save it"):
        import_model(small_project(), "Room", triangle().write(elsewhere / "a.glb"))


def test_unit_and_up_axis_give_the_size_in_metres(project, elsewhere):
    file = elsewhere / "a.obj"
    file.write_text("v 0 0 0\nv 200 0 0\nv 0 0 300\nf 1 2 3\n")
    made = import_model(project, "Room", file, unit_m=0.01, up_axis="z")
    assert made.size_m == pytest.approx((2.0, 3.0, 0.0), abs=1e-6)


def test_a_skinned_model_is_as_large_as_its_joints_hold_it(project, elsewhere):
    glb = figure()
    glb.json["nodes"][1]["scale"] = [3.0, 3.0, 3.0]  # Lower, the root of both joints
    made = import_model(project, "Room", glb.write(elsewhere / "a.glb"))
    assert made.size_m == pytest.approx((0.6, 6.0, 0.6), abs=1e-5)


def test_the_first_animation_can_be_played_at_once(project, elsewhere):
    made = import_model(
        project, "Room", figure().write(elsewhere / "a.glb"), play=FIRST, cameras=False
    )
    assert made.clips == ("Bend",)
    shot = made.project.shots[0]
    still, bent = (evaluate(made.project, shot, frame).joints[1] for frame in (0, 23.999))
    np.testing.assert_allclose(still[:3, :3], np.eye(3), atol=1e-4)
    np.testing.assert_allclose(bent[:3, 0], [0.0, 1.0, 0.0], atol=1e-3)  # 90 degrees about Z


def test_an_unknown_animation_offers_the_nearest_and_none_says_so(project, elsewhere):
    with pytest.raises(NotFoundError, match=r"no animation 'Bent' in a\.glb.*'Bend'"):
        import_model(project, "Room", figure().write(elsewhere / "a.glb"), play="Bent")
    with pytest.raises(AssetError, match="holds no animation"):
        import_model(project, "Room", triangle().write(elsewhere / "b.glb"), play=FIRST)


def test_a_camera_inside_becomes_a_camera_that_moves_with_the_model(project, elsewhere):
    glb = GlbBuilder()
    view = {"yfov": 0.5, "znear": 0.2, "zfar": 50.0, "aspectRatio": 16 / 9}
    glb.add("cameras", {"type": "perspective", "perspective": view})
    glb.add("nodes", {"name": "Crane", "children": [1]})
    glb.add("nodes", {"name": "Eye", "camera": 0, "translation": [0, 2, 0]})
    times = glb.accessor([0.0, 1.0])
    glb.add("animations", {
        "name": "Rise",
        "samplers": [{"input": times, "output": glb.accessor([[0, 0, 0], [0, 4, 0]])}],
        "channels": [{"sampler": 0, "target": {"node": 0, "path": "translation"}}],
    })  # fmt: skip
    glb.add("scenes", {"nodes": [0]})
    file = glb.write(elsewhere / "crane.glb")
    made = import_model(project, "Room", file, play="Rise", translation=(5.0, 0.0, 0.0))
    (camera,) = made.cameras
    scene = made.project.scene("Room")
    place = world_matrices(made.project, scene, 12)[camera.id][:3, 3]
    np.testing.assert_allclose(place, [5.0, 4.0, 0.0], atol=1e-6)  # half a second: 2 m up
    shot = made.project.shots[0].replace(camera=camera.id)
    seen = evaluate(made.project, shot, 12).camera
    assert 2 * np.arctan(seen.gate_mm[1] / (2 * seen.focal_length_mm)) == pytest.approx(0.5)
    assert (seen.near_m, seen.far_m) == (0.2, 50.0)


def test_a_picture_becomes_a_card_of_its_own_shape(project, elsewhere):
    file = elsewhere / "wall art.png"
    Image.new("RGB", (30, 20), (9, 8, 7)).save(file)
    made = import_picture(project, "Room", file, type="backdrop", height_m=4.0)
    file.unlink()
    assert made.size_m == pytest.approx((6.0, 4.0, 0.0))
    assert made.node.payload.type == "backdrop"
    pixels = load_image(made.project, made.node.payload.image).pixels
    assert pixels[0, 0].tolist() == [9, 8, 7, 255]


def test_what_is_no_picture_leaves_nothing_behind(project, elsewhere):
    file = elsewhere / "a.png"
    file.write_text("no picture")
    with pytest.raises(AssetError, match="not a picture"):
        import_picture(project, "Room", file)
    assert not (project.root / "assets").exists()
