"""Depth of field from the camera's lens: focal length, f-stop and focus distance."""

from __future__ import annotations

import moderngl

from compose.raster import Raster
from compose.snapshot import CameraState
from visualize.render.pictures.uniforms import draw_fullscreen, parallel_defines, ray_uniforms
from visualize.render.stage import Stage
from visualize.render.target import Attachment, Target

_MOST = 0.035
"""The largest radius of a circle of confusion, as a share of the picture's height."""

_BLURRED = Attachment(4, "f4")


def confusion_at_infinity(camera: CameraState, raster: Raster) -> float:
    """Return the diameter, in pixels, of the circle of confusion of a point at infinity.

    The thin lens: with focal length f, f-stop N and focus distance s, a point at distance z has
    a circle of ``f² / (N (s − f)) · |z − s| / z`` on the sensor (any text on optics), which at
    infinity is ``f² / (N (s − f))``. A parallel projection has no lens and no blur.
    """
    if raster.orthographic:
        return 0.0
    focal = camera.focal_length_mm
    focus = max(camera.focus_distance_m * 1000.0, 1.01 * focal)
    on_sensor = focal * focal / (camera.f_stop * (focus - focal))
    return on_sensor * raster.focal / focal


def draw_lens_blur(stage: Stage, sharp: Target) -> Target:
    """Return a target with the radiance of ``sharp`` as the lens spreads it by its depth."""
    camera, raster = stage.snapshot.camera, stage.raster
    target = stage.device.targets.get(raster.size, [_BLURRED], tag="blurred")
    target.framebuffer.use()
    stage.device.context.enable_only(moderngl.NOTHING)
    uniforms = {
        "confusion": (confusion_at_infinity(camera, raster), camera.focus_distance_m),
        "most": max(_MOST * raster.height, 1.0),
        **ray_uniforms(raster, camera),
    }
    textures = {"sharp": sharp.colors[0], "depth": sharp.depth}
    draw_fullscreen(stage, "lens_blur", parallel_defines(stage), uniforms, textures)
    return target
