"""Programs from ``.glsl`` files: sections, strict includes, errors mapped to file and line.

A shader file holds its stages in one place::

    #include "surface.glsl"
    #if defined VERTEX_SHADER
    ...
    #elif defined FRAGMENT_SHADER
    ...
    #endif

``#version`` and the defines are written by this module, once, before the first line. An include
is a file of ``shaders/include`` and comes in once a stage, however often it is named. Where a file
says ``#include PARTS`` stand the files that the caller names; in those ``<pass>`` and ``<PASS>``
stand for the name that the caller gives them, so that one file can come in for several passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import moderngl
import numpy as np
import numpy.typing as npt

from visualize.errors import ShaderError

SHADERS = Path(__file__).parent / "shaders"

Names = tuple[str, ...]

_INCLUDE = re.compile(r'^\s*#\s*include\s+"([a-z0-9_]+\.glsl)"\s*(?://.*)?$')
_PARTS = re.compile(r"^\s*#\s*include\s+PARTS\s*(?://.*)?$")
_LOOKS_LIKE_INCLUDE = re.compile(r"^\s*#\s*include\b")
# "1:12(3): error" is Mesa's way to name a source and a line, "1(12) : error" NVIDIA's, and
# "ERROR: 1:12: ..." Apple's and Intel's.
_PLACE = re.compile(r"\b(\d+):(\d+)(?=[(:])|\b(\d+)\((\d+)\)(?=\s*:)")


class ProgramLibrary:
    """The programs of one context, compiled when first asked for and released on ``close``.

    Parameters
    ----------
    context
        The context that compiles them.
    folder
        Where the shader files are; includes are in ``include`` below it.
    """

    def __init__(self, context: moderngl.Context, folder: Path = SHADERS) -> None:
        self._context = context
        self._folder = folder
        self._programs: dict[tuple[str, Names, Names], moderngl.Program] = {}

    def get(
        self, name: str, defines: Iterable[str] = (), parts: Iterable[str] = ()
    ) -> moderngl.Program:
        """Return the program of ``<name>.glsl`` with these names defined.

        A define is a name, or a name and a value: ``"SAMPLES 4"``. ``parts`` are files (without
        ``.glsl``) that stand where the shader says ``#include PARTS``: ``"exact/motion"``, or with
        another name for the pass than the file's, ``"exact/motion:motion_back"``.

        Raises
        ------
        ShaderError
            When a file is missing or does not compile; the message names file and line.
        """
        key = (name, tuple(sorted(set(defines))), tuple(parts))
        program = self._programs.get(key)
        if program is None:
            program = self._programs[key] = self._compile(*key)
        return program

    def _compile(self, name: str, defines: Names, parts: Names) -> moderngl.Program:
        path = self._folder / f"{name}.glsl"
        files = [_part(self._folder, part) for part in parts]
        vertex = Source(path, ("VERTEX_SHADER", *defines), files)
        fragment = Source(path, ("FRAGMENT_SHADER", *defines), files)
        try:
            return self._context.program(vertex_shader=vertex.text, fragment_shader=fragment.text)
        except moderngl.Error as error:
            raise ShaderError(path, vertex.explain(str(error))) from error

    def close(self) -> None:
        """Release every program."""
        for program in self._programs.values():
            program.release()
        self._programs.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def set_matrix(program: moderngl.Program, name: str, matrix: npt.ArrayLike) -> None:
    """Set a matrix uniform from rows and columns as mathematics writes them.

    Parameters
    ----------
    program, name
        The uniform; GL keeps it by columns.
    matrix
        (rows, columns), rounded to float32 here.
    """
    uniform = program[name]
    if not isinstance(uniform, moderngl.Uniform):
        raise TypeError(f"{name!r} of the program is no uniform")
    uniform.write(np.ascontiguousarray(np.asarray(matrix).T, np.float32).data)


def _part(folder: Path, part: str) -> tuple[Path, str]:
    """Return the file of a part, and the name of the pass it is for."""
    file, _, name = part.partition(":")
    path = folder / f"{file}.glsl"
    return path, name or path.stem


class Source:
    """One stage of a shader file, its includes written out.

    ``text`` is what the driver compiles; ``files`` are the sources by the number that ``#line``
    gave them. ``parts``, files and names of passes, come in at ``#include PARTS``.
    """

    def __init__(
        self, path: Path, defines: Iterable[str], parts: Iterable[tuple[Path, str]] = ()
    ) -> None:
        self.files: list[Path] = []
        self._includes = path.parent / "include"
        self._parts = tuple(parts)
        head = ["#version 330 core", *(f"#define {define}" for define in defines)]
        self.text = "\n".join([*head, *self._expand(path)]) + "\n"

    def _expand(self, path: Path, name: str = "") -> list[str]:
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise ShaderError(path, f"cannot be read: {error.strerror}") from error
        if name:
            text = text.replace("<pass>", name).replace("<PASS>", name.upper())
        number = len(self.files)
        self.files.append(path)
        result = [f"#line 1 {number}"]
        for at, line in enumerate(text.splitlines(), start=1):
            if not _LOOKS_LIKE_INCLUDE.match(line):
                result.append(line)
                continue
            if _PARTS.match(line):
                result += [more for part in self._parts for more in self._expand(*part)]
            else:
                result += self._include(path, at, line)
            result.append(f"#line {at + 1} {number}")
        return result

    def _include(self, path: Path, at: int, line: str) -> list[str]:
        found = _INCLUDE.match(line)
        if found is None:
            raise ShaderError(path, f'line {at}: an include is written #include "name.glsl"')
        folder = self._includes
        included = folder / found[1]
        if included in self.files:
            return []
        if not included.is_file():
            raise ShaderError(path, f"line {at}: there is no include {found[1]!r} in {folder}")
        return self._expand(included)

    def explain(self, log: str) -> str:
        """Return the driver's log with ``file:line`` where it names sources by number."""

        def place(match: re.Match[str]) -> str:
            number, line = int(match[1] or match[3]), match[2] or match[4]
            if number >= len(self.files):
                return match[0]
            return f"{self.files[number].name}:{line}"

        return _PLACE.sub(place, log)
