"""Pictures that are one shader over every surface, drawn as their entry in the table says."""

from __future__ import annotations

from typing import Any

import moderngl
import numpy.typing as npt

from visualize.render.drawlist import Batch
from visualize.render.passes import Pass, Shading
from visualize.render.pictures.materials import map_defines, set_material
from visualize.render.pictures.samples import picture_target
from visualize.render.pictures.surfaces import SurfaceShader, draw_blended, draw_opaque
from visualize.render.stage import Stage
from visualize.render.target import Attachment


def draw_shaded(stage: Stage, entry: Pass, shading: Shading) -> npt.NDArray[Any]:
    """Return (H, W) or (H, W, channels) of the pass's type: what the shader writes, antialiased."""
    attachment = Attachment(4, "f1" if entry.dtype == "uint8" else "f4")
    picture = picture_target(stage, attachment)
    picture.framebuffer.use()
    picture.framebuffer.clear(*shading.ground, depth=1.0)
    shader = _surface_shader(stage, shading)
    draw_opaque(stage, shader)
    if shading.transparent:
        draw_blended(stage, shader, picture.framebuffer)
    averaged = picture
    if picture.samples:
        averaged = stage.device.targets.get(stage.raster.size, [attachment], tag="shaded")
        picture.resolve_into(averaged)
    array = averaged.read(0, stage.device.arrays)
    return array[..., 0] if entry.channels == 1 else array[..., : entry.channels]


def _surface_shader(stage: Stage, shading: Shading) -> SurfaceShader:
    if not shading.maps:
        return SurfaceShader(name=shading.shader, normals=shading.normals)
    textures = stage.device.textures

    def set_maps(program: moderngl.Program, batch: Batch) -> None:
        set_material(program, batch.material, textures)

    return SurfaceShader(
        name=shading.shader,
        normals=shading.normals,
        batch_defines=map_defines,
        set_material=set_maps,
    )
