"""Shader files: includes, defines, and errors that name file and line."""

from __future__ import annotations

from pathlib import Path

import moderngl
import pytest

from visualize.errors import ShaderError
from visualize.render.program import SHADERS, ProgramLibrary, Source

pytestmark = pytest.mark.gpu

GOOD = """
#include "half.glsl"
#if defined VERTEX_SHADER
void main() { gl_Position = vec4(half_of(2.0)); }
#elif defined FRAGMENT_SHADER
#include "half.glsl"
#include "half.glsl"
out vec4 color;
void main() { color = vec4(half_of(1.0)); }
#endif
"""
HALF = "// Halves.\nfloat half_of(float x) { return x * 0.5; }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "include").mkdir()
    (tmp_path / "include" / "half.glsl").write_text(HALF)
    (tmp_path / "good.glsl").write_text(GOOD)
    return tmp_path


def test_an_include_comes_in_once(gl_context: moderngl.Context, folder: Path) -> None:
    with ProgramLibrary(gl_context, folder) as programs, gl_context:
        assert programs.get("good") is programs.get("good")


def test_defines_choose_a_program_whatever_their_order(
    gl_context: moderngl.Context, folder: Path
) -> None:
    with ProgramLibrary(gl_context, folder) as programs, gl_context:
        assert programs.get("good", ["A", "B 2"]) is programs.get("good", ["B 2", "A"])
        assert programs.get("good", ["A"]) is not programs.get("good")


@pytest.mark.parametrize(
    ("file", "place"), [("good.glsl", "good.glsl:4"), ("include/half.glsl", "half.glsl:2")]
)
def test_a_compile_error_names_file_and_line(
    gl_context: moderngl.Context, folder: Path, file: str, place: str
) -> None:
    path = folder / file
    path.write_text(path.read_text().replace("half_of(2.0)", "nonsense").replace("x * 0.5", "wat"))
    if file == "good.glsl":
        (folder / "include" / "half.glsl").write_text(HALF)
    with (
        ProgramLibrary(gl_context, folder) as programs,
        gl_context,
        pytest.raises(ShaderError, match=place) as caught,
    ):
        programs.get("good")
    assert caught.value.path == folder / "good.glsl"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('#include "absent.glsl"', "no include 'absent.glsl'"),
        ("#include <half.glsl>", "line 1"),
        ('#include "../good.glsl"', "line 1"),
    ],
)
def test_a_wrong_include_is_refused_with_its_line(folder: Path, line: str, words: str) -> None:
    (folder / "bad.glsl").write_text(line + "\n")
    with pytest.raises(ShaderError, match=words):
        Source(folder / "bad.glsl", ())


def test_a_missing_shader_is_named(folder: Path) -> None:
    with pytest.raises(ShaderError, match=r"absent\.glsl"):
        Source(folder / "absent.glsl", ())


def test_includes_that_include_each_other_end(folder: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (folder / "include" / f"{name}.glsl").write_text(f'#include "{other}.glsl"\n// {name}\n')
    (folder / "loop.glsl").write_text('#include "a.glsl"\n')
    assert Source(folder / "loop.glsl", ()).text.count("// a") == 1


@pytest.mark.parametrize(
    ("log", "shown"),
    [
        ("0:4(12): error: x", "good.glsl:4(12)"),
        ("0(4) : error C1008", "good.glsl:4 :"),
        ("ERROR: 1:2: 'x'", "half.glsl:2:"),
    ],
)
def test_logs_of_every_driver_are_understood(folder: Path, log: str, shown: str) -> None:
    assert shown in Source(folder / "good.glsl", ()).explain(log)


def test_no_shader_of_ours_writes_its_own_version_line() -> None:
    for path in SHADERS.rglob("*.glsl"):
        assert "#version" not in path.read_text(), path
