"""The sun's share at every pixel, with the soft edges of its shadows: once for all pictures."""

from __future__ import annotations

import moderngl

from compose.snapshot import LightState
from visualize.render.pictures.samples import Samples
from visualize.render.pictures.shadow_maps import DEPTH_UNIT, ShadowAtlas, Shadows
from visualize.render.pictures.uniforms import (
    draw_fullscreen,
    in_view,
    parallel_defines,
    ray_uniforms,
)
from visualize.render.stage import Stage
from visualize.render.target import Attachment


def draw_sunlight(
    stage: Stage, samples: Samples, shadows: Shadows, sun: LightState
) -> moderngl.Texture:
    """Return a texture of the picture's size: the share of the sun on each first surface.

    Parameters
    ----------
    stage, samples
        The frame and its samples.
    shadows, sun
        The maps of the frame, and whose shadow it is.
    """
    context = stage.device.context
    target = stage.device.targets.get(stage.raster.size, [Attachment(1, "f2")], tag="sunlight")
    target.framebuffer.use()
    context.enable_only(moderngl.NOTHING)
    camera = stage.snapshot.camera
    uniforms = {
        **shadows.uniforms,
        **ray_uniforms(stage.raster, camera),
        "sun_axis": in_view(camera, [-part for part in sun.direction]),
    }
    defines = [*samples.defines, *shadows.defines, *parallel_defines(stage)]
    bind = stage.device.part(ShadowAtlas).bind
    draw_fullscreen(stage, "sunlight", defines, uniforms, samples.textures, prepare=bind)
    context.clear_samplers(DEPTH_UNIT, DEPTH_UNIT + 1)
    return target.colors[0]
