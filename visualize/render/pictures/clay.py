"""``clay``: matte grey with soft shadows and quiet crease lines."""

from __future__ import annotations

import math
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from visualize.render.drawlist import Batch
from visualize.render.pictures.air import first_sun
from visualize.render.pictures.lit_samples import light_samples
from visualize.render.pictures.samples import SHOWN, Veil
from visualize.render.pictures.shadow_maps import ShadowAtlas
from visualize.render.pictures.shared import SharedSurfaces
from visualize.render.pictures.strokes import (
    CREASE_LINES,
    SURFACE_OFFSET,
    Stroke,
    draw_strokes,
)
from visualize.render.pictures.surfaces import SurfaceShader
from visualize.render.pictures.uniforms import in_view, parallel_defines, ray_uniforms
from visualize.render.stage import Stage

Direction = tuple[float, float, float]

_SHOULDER = np.array([-0.55, 0.75, 0.65])
"""Towards the key of a scene without a sun, in camera space: over the left shoulder."""

_OVERHEAD = 1e-3
_KEY, _FILL = 2.5, 0.34
_CREASES = Stroke(
    color=(0.10, 0.10, 0.105, 0.55), width=1.15, cue=(4.0, 60.0, 0.2), thinnest=0.4, crowded=0.35
)
_BACKDROP = {
    "horizon_color": (0.34, 0.34, 0.335),
    "zenith_color": (0.115, 0.115, 0.12),
    "nadir_color": (0.16, 0.16, 0.16),
}


def draw_clay(stage: Stage) -> npt.NDArray[Any]:
    """Return (H, W, 3) uint8: grey shading as shown."""
    shadows = stage.device.part(ShadowAtlas).update(stage, sun_alone=True)
    light = {**shadows.uniforms, **clay_light(stage), "line_reach": SURFACE_OFFSET[0]}
    defines = [*shadows.defines, *parallel_defines(stage)]
    shared = stage.device.part(SharedSurfaces)
    samples = shared.plain(stage)
    occlusion = shared.occlusion(stage, samples) if stage.options.occlusion else {}
    shares = shared.sun_share(stage, samples, shadows)
    shown = stage.device.targets.get(stage.raster.size, [SHOWN], tag="shown")
    with Veil(stage, samples, _transparent(stage, defines, light)) as veil:
        light_samples(stage, "clay", samples, veil, shown, occlusion, shares, light, defines)
    draw_strokes(stage, _CREASES, shown.framebuffer, CREASE_LINES)
    return shown.read(0, stage.device.arrays)


def clay_light(stage: Stage) -> dict[str, Any]:
    """Return the uniforms of clay's light and backdrop: ``matte``, ``backdrop`` and ``ray``."""
    camera, key = stage.snapshot.camera, _key_toward(stage)
    return {
        **_BACKDROP,
        **ray_uniforms(stage.raster, camera),
        "world_up": in_view(camera, (0.0, 1.0, 0.0)),
        "key_toward": in_view(camera, key),
        "side_toward": in_view(camera, _beside(key)),
        "key_strength": _KEY,
        "fill_strength": _FILL,
    }


def _key_toward(stage: Stage) -> Direction:
    """Return the unit vector towards the key light in the world."""
    sun = first_sun(stage.snapshot)
    camera = stage.snapshot.camera.world[:3, :3]
    toward = camera @ _SHOULDER if sun is None else -np.array(sun.direction, np.float64)
    x, y, z = toward / np.linalg.norm(toward)
    return (float(x), float(y), float(z))


def _beside(key: Direction) -> Direction:
    """Return a level unit vector at a right angle to the key; any level one for a key overhead."""
    x, _, z = key
    length = math.hypot(x, z)
    return (-z / length, 0.0, x / length) if length > _OVERHEAD else (1.0, 0.0, 0.0)


def _transparent(stage: Stage, defines: list[str], light: dict[str, Any]) -> SurfaceShader:
    atlas = stage.device.part(ShadowAtlas)

    def bind(program: moderngl.Program, _: Batch) -> None:
        atlas.bind(program)

    return SurfaceShader(name="veil", defines=[*defines, "TONE"], uniforms=light, set_material=bind)
