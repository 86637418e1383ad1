"""``docs/adding-a-pass.md`` is true: following it to the letter makes a working pass."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import moderngl
import numpy as np
import pytest

from tests.builders.snapshots import Thing, ball, camera, place, snapshot
from visualize.render import passes, pictures
from visualize.render.program import SHADERS, ProgramLibrary
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu

PAGE = Path(__file__).resolve().parents[3] / "docs" / "adding-a-pass.md"


def blocks(language: str) -> list[str]:
    """Return the page's code blocks in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)


def test_the_page_makes_a_working_pass(
    gl_context: moderngl.Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shaders = tmp_path / "shaders"
    shutil.copytree(SHADERS, shaders)
    (shaders / "facing.glsl").write_text(blocks("glsl")[0])
    monkeypatch.setattr(passes, "PASSES", passes.PASSES.copy())
    monkeypatch.setattr(pictures, "PICTURES", pictures.PICTURES)
    monkeypatch.setitem(pictures.PICTURES, "facing", None)
    names: dict[str, Any] = {}
    for block in blocks("python"):
        exec(compile("from __future__ import annotations\n" + block, str(PAGE), "exec"), names)
    now = snapshot([Thing(mesh=ball(), world=place(0, 0, -1.5))], camera())
    with Renderer(gl_context) as renderer:
        renderer._device.programs = ProgramLibrary(gl_context, shaders)
        picture = renderer.render(now, ("facing",), (64, 36))["facing"]
    assert (picture.shape, picture.dtype) == ((36, 64, 3), np.uint8)
    assert picture[18, 32, 0] > 250
    assert picture[0, 0, 0] == 0
    across = picture[18, 32:48, 0].astype(int)
    assert np.all(np.diff(across) <= 0)


def test_every_pass_has_someone_who_draws_it() -> None:
    drawn = {name for name, entry in passes.PASSES.items() if entry.kind == "picture"}
    assert drawn == set(pictures.PICTURES)
