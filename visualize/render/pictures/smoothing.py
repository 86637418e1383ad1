"""Depth in metres of what is seen, and averages over the screen that keep to one surface."""

from __future__ import annotations

from collections.abc import Sequence

import moderngl

from visualize.render.pictures.uniforms import draw_fullscreen, parallel_defines, ray_uniforms
from visualize.render.stage import Stage
from visualize.render.target import Attachment, Target


def draw_first_depth(stage: Stage, picture: Target, *, step: int) -> moderngl.Texture:
    """Return a texture of metres along the view axis: each pixel's first sample.

    Parameters
    ----------
    stage, picture
        The frame, and what its surfaces were drawn into.
    step
        1 for every pixel, 2 for every other one of every other row.
    """
    width, height = stage.raster.size
    size = ((width + step - 1) // step, (height + step - 1) // step)
    target = stage.device.targets.get(size, [Attachment(1, "f4")], tag="first depth")
    target.framebuffer.use()
    stage.device.context.enable_only(moderngl.NOTHING)
    uniforms = {**ray_uniforms(stage.raster, stage.snapshot.camera), "pixel_step": step}
    defines = [f"SAMPLES {max(picture.samples, 1)}", *parallel_defines(stage)]
    draw_fullscreen(stage, "first_depth", defines, uniforms, {"depth": picture.depth})
    return target.colors[0]


def draw_smoothed(
    stage: Stage, values: Target, depth: moderngl.Texture, *, marked: bool = False
) -> None:
    """Average ``values`` in place over every four by four texels of one surface.

    Parameters
    ----------
    stage
        The frame.
    values
        One colour of up to four channels.
    depth
        Metres, of the same size.
    marked
        Values are shares of light as ``light_shares.glsl`` packs them; they come out plain,
        and only those of wide edges are averaged.
    """
    between = stage.device.targets.get(values.size, values.attachments, tag="smoothed")
    stage.device.context.enable_only(moderngl.NOTHING)
    one = values.attachments[0].components == 1
    defines = [*parallel_defines(stage), *(["MARKED"] if marked else []), *(["ONE"] if one else [])]
    turns: Sequence[tuple[Target, Target, tuple[int, int], list[str]]] = (
        (values, between, (1, 0), []),
        (between, values, (0, 1), ["LAST"] if marked else []),
    )
    for source, target, direction, last in turns:
        target.framebuffer.use()
        textures = {"values": source.colors[0], "first_depth": depth}
        draw_fullscreen(stage, "smoothing", [*defines, *last], {"direction": direction}, textures)
