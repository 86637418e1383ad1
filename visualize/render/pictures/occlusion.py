"""Ambient occlusion out of the picture's own depth, at half its size."""

from __future__ import annotations

import moderngl

from visualize.render.pictures.uniforms import draw_fullscreen, parallel_defines, ray_uniforms
from visualize.render.stage import Stage
from visualize.render.target import Attachment, Target

REACH_M = 0.9
"""How far a surface is darkened by what stands before it."""


def draw_occlusion(stage: Stage, picture: Target) -> moderngl.Texture:
    """Return a texture of half the picture's size: light that arrives (0…1), depth in metres.

    Parameters
    ----------
    stage
        The frame.
    picture
        What the surfaces were drawn into; its depth is read, its first sample where it has several.
    """
    width, height = stage.raster.size
    size = ((width + 1) // 2, (height + 1) // 2)
    targets = stage.device.targets
    half = targets.get(size, [Attachment(1, "f4")], tag="half depth")
    first = targets.get(size, [Attachment(2, "f2")], tag="occlusion")
    second = targets.get(size, [Attachment(2, "f2")], tag="occlusion blur")
    parallel = parallel_defines(stage)
    rays = ray_uniforms(stage.raster, stage.snapshot.camera)
    stage.device.context.enable_only(moderngl.NOTHING)
    half.framebuffer.use()
    samples = [f"SAMPLES {max(picture.samples, 1)}"]
    draw_fullscreen(stage, "occlusion_depth", [*samples, *parallel], rays, {"depth": picture.depth})
    first.framebuffer.use()
    far = {"reach": REACH_M, "far_metres": stage.snapshot.camera.far_m}
    draw_fullscreen(stage, "occlusion", parallel, rays | far, {"half_depth": half.colors[0]})
    for source, target, direction in ((first, second, (1.0, 0.0)), (second, first, (0.0, 1.0))):
        target.framebuffer.use()
        draw_fullscreen(
            stage,
            "occlusion_blur",
            (),
            {"direction": direction},
            {"occlusion": source.colors[0]},
        )
    return first.colors[0]
