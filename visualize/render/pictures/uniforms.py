"""Uniforms that many picture shaders share, and the triangle that covers the whole picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import moderngl
import numpy as np

from compose.raster import Raster
from compose.snapshot import CameraState
from visualize.render.context import wait_until_drawn
from visualize.render.stage import Stage

Uniforms = Mapping[str, Any]


def set_uniforms(program: moderngl.Program, values: Uniforms) -> None:
    """Set those of the values that the program reads; a compiler drops what it does not need.

    An array is written as it is: float32, and matrices by columns. A compiler may also shorten an
    array to the elements that the program reads.
    """
    for name, value in values.items():
        uniform = program.get(name, None)
        if uniform is None:
            continue
        if isinstance(value, np.ndarray) and isinstance(uniform, moderngl.Uniform):
            read = uniform.array_length * uniform.dimension
            uniform.write(np.ascontiguousarray(value, np.float32).ravel()[:read].data)
        else:
            program[name] = value


def ray_uniforms(raster: Raster, camera: CameraState) -> dict[str, Any]:
    """Return the uniforms of ``include/ray.glsl``.

    With n and f the near and far planes, a perspective depth buffer holds
    ``d = f (z − n) / (z (f − n))`` for depth z, so ``z = (f n / (f − n)) / (f / (f − n) − d)``.
    """
    near, far = camera.near_m, camera.far_m
    span = far - near
    depth = (span, near) if raster.orthographic else (far * near / span, far / span)
    return {"pixel_ray": (raster.focal, raster.cx, raster.cy), "depth_to_metres": depth}


def draw_fullscreen(
    stage: Stage, name: str, defines: Sequence[str], uniforms: Uniforms,
    textures: Mapping[str, moderngl.Texture] | None = None,
    prepare: Callable[[moderngl.Program], None] | None = None,
) -> None:  # fmt: skip
    """Run a full-screen shader into the framebuffer in use.

    ``textures`` are bound to units 6 and up, away from those of materials; those that the program
    does not read are left out. ``prepare`` may set more.
    """
    program = stage.device.programs.get(name, defines)
    set_uniforms(program, uniforms)
    if prepare is not None:
        prepare(program)
    read = {name: texture for name, texture in (textures or {}).items() if name in program}
    for unit, (sampler, texture) in enumerate(read.items(), start=6):
        texture.use(unit)
        program[sampler] = unit
    array = stage.device.context.vertex_array(program, [])
    wait_until_drawn()  # the textures that it reads
    array.render(moderngl.TRIANGLES, vertices=3)
    array.release()


def parallel_defines(stage: Stage) -> list[str]:
    """Return the define that tells shaders of a parallel projection."""
    return ["ORTHOGRAPHIC"] if stage.raster.orthographic else []


def in_view(camera: CameraState, direction: Sequence[float]) -> tuple[float, float, float]:
    """Return a world direction in camera space."""
    x, y, z = camera.world[:3, :3].T @ np.asarray(direction, np.float64)
    return (float(x), float(y), float(z))
