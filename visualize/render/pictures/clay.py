"""``clay``: matte grey with soft shadows and quiet crease lines."""

from __future__ import annotations

from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from visualize.render.drawlist import Batch
from visualize.render.pictures.air import first_sun
from visualize.render.pictures.occlusion import draw_occlusion
from visualize.render.pictures.samples import SHOWN, TONES, Veil, draw_samples, light_samples
from visualize.render.pictures.shadow_maps import ShadowAtlas
from visualize.render.pictures.strokes import SURFACE_OFFSET, Stroke, draw_strokes
from visualize.render.pictures.surfaces import SurfaceShader
from visualize.render.pictures.uniforms import in_view, parallel_defines, ray_uniforms
from visualize.render.stage import Stage

_SHOULDER = np.array([-0.55, 0.75, 0.65])
"""Towards the key of a scene without a sun, in camera space: over the left shoulder."""

_KEY, _FILL = 1.25, 0.5
_CREASES = Stroke(color=(0.12, 0.12, 0.125, 0.45), width=1.15, cue=(4.0, 60.0, 0.2))
_BACKDROP = {
    "horizon_color": (0.34, 0.34, 0.335),
    "zenith_color": (0.115, 0.115, 0.12),
    "nadir_color": (0.16, 0.16, 0.16),
}


def draw_clay(stage: Stage) -> npt.NDArray[Any]:
    """Return (H, W, 3) uint8: grey shading as shown."""
    snapshot = stage.snapshot
    shadows = stage.device.part(ShadowAtlas).update(stage, with_spots=False)
    light = {
        **shadows.uniforms,
        **_BACKDROP,
        **ray_uniforms(stage.raster, snapshot.camera),
        "world_up": in_view(snapshot.camera, (0.0, 1.0, 0.0)),
        "key_toward": _key_toward(stage),
        "key_strength": _KEY,
        "fill_strength": _FILL,
        "line_reach": SURFACE_OFFSET[0],
    }
    defines = [*shadows.defines, *parallel_defines(stage)]
    samples = draw_samples(stage, TONES)
    occlusion = draw_occlusion(stage, samples) if stage.options.occlusion else None
    shown = stage.device.targets.get(stage.raster.size, [SHOWN], tag="shown")
    with Veil(stage, samples, _transparent(stage, defines, light)) as veil:
        light_samples(stage, "clay", samples, veil, shown, occlusion, light, defines)
    draw_strokes(stage, _CREASES, shown.framebuffer)
    return shown.read(0, stage.device.arrays)


def _key_toward(stage: Stage) -> tuple[float, float, float]:
    """Return the unit vector towards the key light in camera space."""
    sun = first_sun(stage.snapshot)
    if sun is None:
        x, y, z = _SHOULDER / np.linalg.norm(_SHOULDER)
        return (float(x), float(y), float(z))
    toward = -np.array(sun.direction)
    return in_view(stage.snapshot.camera, toward / np.linalg.norm(toward))


def _transparent(stage: Stage, defines: list[str], light: dict[str, Any]) -> SurfaceShader:
    atlas = stage.device.part(ShadowAtlas)

    def bind(program: moderngl.Program, _: Batch) -> None:
        atlas.bind(program)

    return SurfaceShader(name="veil", defines=[*defines, "TONE"], uniforms=light, set_material=bind)
