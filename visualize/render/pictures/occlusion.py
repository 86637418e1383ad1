"""Ambient occlusion out of the picture's own depth, at half its size."""

from __future__ import annotations

import moderngl

from visualize.render.pictures.smoothing import draw_smoothed
from visualize.render.pictures.uniforms import draw_fullscreen, parallel_defines, ray_uniforms
from visualize.render.stage import Stage
from visualize.render.target import Attachment

REACH_M = 0.9
"""How far a surface is darkened by what stands before it."""


def draw_occlusion(stage: Stage, depth: moderngl.Texture) -> dict[str, moderngl.Texture]:
    """Return the textures of ``include/arriving.glsl``, of half the picture's size.

    Parameters
    ----------
    stage
        The frame.
    depth
        Metres of every other pixel of every other row.
    """
    target = stage.device.targets.get(depth.size, [Attachment(1, "f2")], tag="occlusion")
    target.framebuffer.use()
    stage.device.context.enable_only(moderngl.NOTHING)
    camera = stage.snapshot.camera
    uniforms = {
        **ray_uniforms(stage.raster, camera),
        "reach": REACH_M,
        "far_metres": camera.far_m,
    }
    draw_fullscreen(stage, "occlusion", parallel_defines(stage), uniforms, {"half_depth": depth})
    draw_smoothed(stage, target, depth)
    return {"occlusion": target.colors[0], "half_depth": depth}
