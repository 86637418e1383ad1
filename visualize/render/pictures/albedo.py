"""``albedo``: base colour without light."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from visualize.render.passes import PASSES, Shading
from visualize.render.pictures.samples import ALBEDO
from visualize.render.pictures.shaded import draw_shaded
from visualize.render.pictures.shared import SharedSurfaces
from visualize.render.pictures.surfaces import SurfaceShader, draw_blended
from visualize.render.stage import Stage

_SHADING = Shading(shader="albedo", normals=False)


def draw_albedo(stage: Stage) -> npt.NDArray[Any]:
    """Return (H, W, 3) float32, linear Rec.709.

    Opaque surfaces come from the draw of another picture's samples where there was one.
    """
    entry = PASSES["albedo"]
    samples = stage.device.part(SharedSurfaces).drawn_along(stage)
    if samples is None:
        return draw_shaded(stage, entry, _SHADING)
    device, drawn = stage.device, samples.target
    picture = device.context.framebuffer([drawn.colors[1]], drawn.depth)
    picture.use()
    draw_blended(stage, SurfaceShader(name=_SHADING.shader, normals=_SHADING.normals), picture)
    if drawn.samples:
        averaged = device.targets.get(stage.raster.size, [ALBEDO], tag="shaded")
        device.context.copy_framebuffer(averaged.framebuffer, picture)
        array = averaged.read(0, device.arrays)
    else:
        array = drawn.read(1, device.arrays)
    picture.release()
    return array[..., : entry.channels]
