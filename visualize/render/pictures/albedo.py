"""``albedo``: base colour without light."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from visualize.render.pictures.samples import picture_target
from visualize.render.pictures.surfaces import SurfaceShader, draw_blended, draw_opaque
from visualize.render.stage import Stage
from visualize.render.target import Attachment

_SAMPLES = Attachment(4, "f4")


def draw_albedo(stage: Stage) -> npt.NDArray[Any]:
    """Return (H, W, 3) float32: linear base colour, antialiased, black where nothing is."""
    picture = picture_target(stage, _SAMPLES)
    picture.framebuffer.use()
    picture.framebuffer.clear(depth=1.0)
    shader = SurfaceShader(name="albedo", normals=False)
    draw_opaque(stage, shader)
    draw_blended(stage, shader, picture.framebuffer)
    averaged = picture
    if picture.samples:
        averaged = stage.device.targets.get(stage.raster.size, [_SAMPLES], tag="albedo")
        picture.resolve_into(averaged)
    return averaged.read(0, stage.device.arrays)[..., :3]
