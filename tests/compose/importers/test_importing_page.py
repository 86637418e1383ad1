"""``docs/importing.md`` is true: its formats, its limits, its examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compose import load_project, save_project
from compose.assets import load_model
from compose.geometry.mesh import MAX_VERTICES
from compose.importers import SUFFIXES
from compose.importers.gltf.materials import MAX_TOTAL_PIXELS
from compose.importers.gltf.meshes import MAX_MORPHS
from compose.importers.gltf.motion import MAX_JOINTS
from compose.importers.gltf.nodes import MAX_DEPTH, MAX_NODES
from compose.importers.pictures import FORMATS, MAX_PICTURE_PIXELS
from compose.importers.xml_guard import MAX_INSTANCES
from tests.builders.glb_builder import GlbBuilder
from tests.builders.small_project import small_project

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")


def write_robot(path: Path) -> None:
    """Write a triangle on a node named Body."""
    glb = GlbBuilder()
    corners = glb.accessor([[0, 0, 0], [1, 0, 0], [0, 1, 0]], min=[0, 0, 0], max=[1, 1, 0])
    mesh = glb.add("meshes", {"primitives": [{"attributes": {"POSITION": corners}}]})
    glb.add("nodes", {"name": "Body", "mesh": mesh})
    glb.add("scenes", {"nodes": [0]})
    glb.write(path)


def test_the_examples_put_two_robots_on_the_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "downloads").mkdir()
    write_robot(tmp_path / "downloads" / "robot.glb")
    save_project(small_project(), tmp_path / "film")
    for example in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(example, "importing.md", "exec"), {})
    film = load_project(tmp_path / "film")
    first, second = (film.scene("Room").find(name) for name in ("Robot", "Second robot"))
    assert first.payload.sha256 == second.payload.sha256
    assert first.payload.overrides["Body"].color == (0.8, 0.1, 0.1)
    assert load_model(film, second.payload).nodes[0].path == "Body"


def test_the_page_lists_the_formats_that_are_read() -> None:
    table = PAGE.split("| suffix |", 1)[1].split("\n\n", 1)[0]
    assert sorted(re.findall(r"`(\.(?!mtl)\w+)`", table)) == sorted(SUFFIXES)
    for name in FORMATS:
        assert name.lower() in PAGE.lower()


def test_the_page_states_the_limits_of_the_code() -> None:
    for number in (MAX_NODES, MAX_JOINTS, MAX_MORPHS, MAX_INSTANCES, MAX_DEPTH):
        assert f"{number:,}" in PAGE
    for millions in (MAX_VERTICES, MAX_PICTURE_PIXELS, MAX_TOTAL_PIXELS):
        assert re.search(rf"\b{millions // 10**6}\b[^|]*million", PAGE)


def test_links_on_the_page_exist() -> None:
    for link in re.findall(r"\]\((\S+?)\)", PAGE):
        assert (ROOT / "docs" / link).is_file(), link
