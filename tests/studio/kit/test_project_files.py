"""Files of a project: found, told apart, counted, imported, and refused in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from compose.edits import add_figure, add_scene, new_project
from compose.errors import AssetError, SceneError
from compose.files.save import save_project
from compose.payload import Asset, ImageCard
from compose.project import Project
from shotwright import ShotwrightError
from studio.kit.importing import Coming, arrive, dragged_file, file_of_drag
from studio.kit.project_files import asks_measure, kind_of_file, project_files
from studio.session import Session
from studio.session.spot import Spot


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = add_scene(new_project("Film", rate="24"), "Room")
    return save_project(project, tmp_path / "film")


@pytest.fixture
def crate(tmp_path: Path) -> Path:
    file = tmp_path / "crate.glb"
    trimesh.creation.box(extents=(1.0, 2.0, 3.0)).export(file)
    return file


def test_a_model_arrives_in_the_scene_at_the_spot_and_is_one_entry_of_undo(project, crate) -> None:
    session = Session(project)
    coming = Coming(file=crate, scene=session.scene.id, spot=Spot((1.0, 0.0, 2.0), np.pi / 2.0))
    arrived = arrive(project, coming)
    assert session.do(arrived.label, arrived.edit)
    (node,) = session.scene.nodes
    assert (node.id, node.translation) == (arrived.node, (1.0, 0.0, 2.0))
    assert node.rotation_deg == pytest.approx((0.0, 90.0, 0.0))
    assert isinstance(node.payload, Asset)
    assert arrived.told.startswith("1.00 × 2.00 × 3.00 m")
    session.undo()
    assert session.scene.nodes == ()


def test_what_was_edited_while_a_file_was_read_stays(project, crate) -> None:
    session = Session(project)
    arrived = arrive(project, Coming(file=crate, scene=session.scene.id))
    session.do("Add", lambda p: add_figure(p, "Room", "Mara"))
    session.do(arrived.label, arrived.edit)
    assert [node.name for node in session.scene.nodes] == ["Mara", "crate"]


def test_a_file_in_centimetres_with_z_up_comes_in_metres_with_y_up(project, tmp_path) -> None:
    file = tmp_path / "post.stl"
    trimesh.creation.box(extents=(10.0, 20.0, 300.0)).export(file)
    assert asks_measure(file)
    coming = Coming(file=file, scene=project.scenes[0].id, unit_m=0.01, up_axis="z")
    assert arrive(project, coming).told.startswith("0.10 × 3.00 × 0.20 m")


def test_used_files_count_their_nodes_and_unused_ones_none(project, crate, tmp_path) -> None:
    session = Session(project)
    for _ in range(2):
        arrived = arrive(session.project, Coming(file=crate, scene=session.scene.id))
        session.do(arrived.label, arrived.edit)
    Image.new("RGB", (40, 20), "red").save(session.project.root / "assets" / "poster.png")
    (session.project.root / "assets" / "notes.txt").write_text("x")
    found = project_files(session.project)
    assert [(file.name, file.kind, file.uses) for file in found] == [
        ("crate.glb", "model", 2), ("poster.png", "picture", 0),
    ]  # fmt: skip


def test_a_picture_stands_up_in_its_own_shape(project, tmp_path) -> None:
    file = tmp_path / "poster.png"
    Image.new("RGB", (40, 20), "red").save(file)
    arrived = arrive(project, Coming(file=file, scene=project.scenes[0].id))
    node = arrived.edit(project).scenes[0].nodes[0]
    assert isinstance(node.payload, ImageCard)
    assert arrived.told == "4.00 × 2.00 m"


def test_a_motion_without_a_figure_says_to_select_one(project, tmp_path) -> None:
    file = tmp_path / "walk.bvh"
    file.write_text("HIERARCHY\n")
    with pytest.raises(AssetError, match="Select the figure"):
        arrive(project, Coming(file=file, scene=project.scenes[0].id))


@pytest.mark.parametrize("name", ["broken.glb", "scene.blend", "notes.txt", "picture.png"])
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing_behind(
    project, tmp_path, name
) -> None:
    file = tmp_path / name
    file.write_bytes(b"no such thing")
    with pytest.raises(ShotwrightError):
        arrive(project, Coming(file=file, scene=project.scenes[0].id))
    assert project_files(project) == ()


def test_a_drag_names_only_files_inside_the_project(project) -> None:
    (project.root / "assets").mkdir(exist_ok=True)
    inside = project.root / "assets" / "a.glb"
    inside.write_bytes(b"x")
    assert file_of_drag(project, dragged_file("assets/a.glb")) == inside.resolve()
    for path in ("../secret.glb", "/etc/passwd", "assets/none.glb", ""):
        with pytest.raises(ShotwrightError):
            file_of_drag(project, dragged_file(path))
    for data in (b"", b"[]", b'{"path": 3}', b"[" * 20_000):
        with pytest.raises(SceneError):
            file_of_drag(project, data)


def test_kinds_are_told_by_suffix_in_any_case() -> None:
    kinds = [kind_of_file(name) for name in ("A.GLB", "b.Png", "c.bvh", "d.mp4", "e")]
    assert kinds == ["model", "picture", "motion", None, None]
