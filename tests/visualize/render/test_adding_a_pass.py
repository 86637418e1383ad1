"""``docs/adding-a-pass.md`` is true: following it to the letter makes working passes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import moderngl
import numpy as np
import OpenEXR
import pytest

from tests.builders.snapshots import Thing, ball, camera, place, snapshot
from visualize.encode.exr import write_exr
from visualize.errors import ShaderError
from visualize.render import passes, pictures
from visualize.render.derived import DERIVED
from visualize.render.passes import Pass, Shading
from visualize.render.program import SHADERS, ProgramLibrary
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu

PAGE = Path(__file__).resolve().parents[3] / "docs" / "adding-a-pass.md"
BALL = snapshot([Thing(mesh=ball(), world=place(0, 0, -1.5))], camera())
SIZE = (64, 36)


def block(language: str, name: str) -> str:
    """Return a code block of the page."""
    found = re.search(rf"```{language} {name}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def shaders(tmp_path: Path) -> Path:
    """A copy of the shaders, to add to."""
    shutil.copytree(SHADERS, tmp_path / "shaders")
    return tmp_path / "shaders"


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    """Put the table of passes back after each test."""
    known = dict(passes.PASSES)
    yield
    passes.PASSES.clear()
    passes.PASSES.update(known)


@pytest.fixture
def renderer(gl_context: moderngl.Context, shaders: Path) -> Iterator[Renderer]:
    """A renderer that reads the copied shaders."""
    with Renderer(gl_context) as made:
        made._device.programs = ProgramLibrary(gl_context, shaders)
        yield made


def follow(shaders: Path, name: str, file: str) -> None:
    """Do what the page says: one shader file, one entry."""
    (shaders / file).write_text(block("glsl", name))
    exec(compile(block("python", name), str(PAGE), "exec"), {})


def test_one_shader_and_one_entry_make_a_picture_pass(renderer: Renderer, shaders: Path) -> None:
    follow(shaders, "facing", "facing.glsl")
    picture = renderer.render(BALL, ("facing",), SIZE)["facing"]
    assert (picture.shape, picture.dtype) == ((36, 64, 3), np.uint8)
    assert picture[18, 32, 0] > 250
    assert picture[0, 0, 0] == 0
    across = picture[18, 32:48, 0].astype(int)
    assert np.all(np.diff(across) <= 0)


def test_one_shader_and_one_entry_make_an_exact_pass_of_the_same_draw(
    renderer: Renderer, shaders: Path, tmp_path: Path
) -> None:
    """By hand: depth along the axis times the length of the ray through the pixel centre."""
    follow(shaders, "distance", "exact/distance.glsl")
    others = ("depth", "normal", "id", "motion")
    frame = renderer.render(BALL, ("distance", *others), SIZE, forward=BALL)
    far = frame["distance"]
    assert (far.shape, far.dtype) == ((36, 64), np.float32)
    seen = frame["id"] > 0
    assert np.all(far[~seen] == np.inf)
    y, x = np.indices(far.shape) + 0.5
    focal = 64 * 35.0 / 36.0
    slope = np.sqrt(1.0 + ((x - 32) / focal) ** 2 + ((y - 18) / focal) ** 2)
    np.testing.assert_allclose(far[seen], (frame["depth"] * slope)[seen], rtol=1e-5)
    alone = renderer.render(BALL, others, SIZE, forward=BALL)
    for name in others:
        assert np.array_equal(frame[name], alone[name], equal_nan=True)
    write_exr(tmp_path / "far.exr", frame)
    with OpenEXR.File(str(tmp_path / "far.exr"), separate_channels=True) as file:
        assert np.array_equal(file.channels()["distance.R"].pixels, far)


def test_more_exact_passes_find_targets_of_their_own(renderer: Renderer, shaders: Path) -> None:
    """Every type and width, with a clear value to the bit, beside the built-in passes."""
    kinds = {"float32": ("float", "vec2", "vec3", "vec4"), "uint32": ("uint", "uvec2")}
    for dtype, types in kinds.items():
        for width, kind in enumerate(types, start=1):
            name = f"{dtype}x{width}"
            values = ", ".join(str(number) for number in range(1, width + 1))
            (shaders / "exact" / f"{name}.glsl").write_text(
                f"#if defined VERTEX_SHADER\nvoid pass_{name}() {{}}\n"
                f"#elif !defined SKY\n{kind} exact_{name}() {{ return {kind}({values}); }}\n"
                "#endif\n"
            )
            clear = tuple(0.1 + number for number in range(width))
            passes.PASSES[name] = Pass(
                name=name, kind="exact", channels=width, dtype=dtype, unit="", meaning="",
                clear=clear,
            )  # fmt: skip
            frame = renderer.render(BALL, (name, "normal", "id"), SIZE)
            kept = np.array(clear).astype(dtype)
            seen = frame["id"] > 0
            assert frame[name].dtype == dtype
            found = frame[name].reshape(36, 64, width)
            assert np.all(found[seen] == np.arange(1, width + 1))
            assert np.all(found[~seen] == kept)


def test_a_mistake_in_a_pass_of_ones_own_names_its_file_and_line(
    renderer: Renderer, shaders: Path
) -> None:
    follow(shaders, "distance", "exact/distance.glsl")
    path = shaders / "exact" / "distance.glsl"
    path.write_text(path.read_text().replace("length(seen)", "length(unseen)"))
    with pytest.raises(ShaderError, match=r"distance\.glsl:14"):
        renderer.render(BALL, ("distance",), SIZE)
    path.unlink()
    with pytest.raises(ShaderError, match="cannot be read"):
        renderer.render(BALL, ("distance", "id"), SIZE)


def test_an_entry_may_ask_for_one_channel_and_the_materials_maps(
    renderer: Renderer, shaders: Path
) -> None:
    """A pass of roughness: the material's own factor, white where the entry says ground."""
    text = (
        (shaders / "albedo.glsl")
        .read_text()
        .replace('#include "base_color.glsl"', '#include "base_color.glsl"\n#include "maps.glsl"')
    )
    text = text.replace("    pass_base_color();", "    pass_base_color();\n    pass_maps();")
    (shaders / "rough.glsl").write_text(text.replace("base.rgb", "vec3(rough_factor.x)"))
    passes.PASSES["rough"] = Pass(
        name="rough", kind="picture", channels=1, dtype="float32", unit="", meaning="",
        shading=Shading(shader="rough", maps=True, ground=(1.0, 1.0, 1.0)),
    )  # fmt: skip
    rough = renderer.render(BALL, ("rough",), SIZE)["rough"]
    assert (rough.shape, rough.dtype) == ((36, 64), np.float32)
    assert rough[0, 0] == 1.0
    assert rough[18, 32] == pytest.approx(BALL.surfaces[0].material.roughness)


def test_every_pass_has_exactly_one_way_to_be_drawn() -> None:
    for entry in passes.PASSES.values():
        by_function = entry.name in pictures.PICTURES
        by_file = (SHADERS / "exact" / f"{entry.part or entry.name}.glsl").is_file()
        worked_out = entry.source is not None or bool(entry.needs)
        ways = [by_function, entry.shading is not None, worked_out, by_file]
        assert sum(ways) == 1, entry.name
        assert (entry.kind == "exact") == (by_file or entry.source is not None), entry.name
        assert (entry.name in DERIVED) == (entry.source is not None), entry.name
