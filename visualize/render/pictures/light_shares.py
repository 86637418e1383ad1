"""The share of each light with a shadow at every pixel, with soft edges: once for all pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import moderngl
import numpy as np

from compose.snapshot import CameraState, LightState
from visualize.render.pictures.samples import Samples
from visualize.render.pictures.shadow_maps import DEPTH_UNIT, ShadowAtlas, Shadows
from visualize.render.pictures.smoothing import draw_smoothed
from visualize.render.pictures.uniforms import (
    draw_fullscreen,
    parallel_defines,
    ray_uniforms,
)
from visualize.render.stage import Stage
from visualize.render.target import Attachment, Target

_AT_ONCE = 4
"""Lamps of one texture: a channel each."""


@dataclass(frozen=True, eq=False, slots=True)
class LightShares:
    """Textures of the picture's size: what arrives at each pixel's first surface, 0 to 1.

    ``textures`` are those that ``include/sunlit.glsl`` reads, and ``defines`` tell it of them.
    """

    textures: dict[str, moderngl.Texture] = field(default_factory=dict)
    defines: list[str] = field(default_factory=list)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class SeenDepth:
    """Metres of the samples' first, of every pixel and of every other one of every other row."""

    whole: moderngl.Texture
    half: moderngl.Texture


def draw_sun_share(
    stage: Stage, samples: Samples, depth: SeenDepth, shadows: Shadows
) -> LightShares:
    """Return the sun's share; nothing without its shadows.

    Parameters
    ----------
    stage, samples, depth
        The frame, its samples and how deep they lie.
    shadows
        The maps of the frame.
    """
    sun = shadows.casting.sun
    if sun is None:
        return LightShares()
    target = stage.device.targets.get(stage.raster.size, [Attachment(1, "f2")], tag="sun share")
    _draw_share(stage, samples, depth, shadows, sun, ["SUN"], 0, target)
    draw_smoothed(stage, target, depth.whole, marked=True)
    return LightShares({"sun_share": target.colors[0]}, ["SUN_SHARE"])


def draw_lamp_shares(
    stage: Stage, samples: Samples, depth: SeenDepth, shadows: Shadows
) -> LightShares:
    """Return the shares of all other lights that have shadows; parameters as for the sun."""
    lamps = shadows.casting.lamps
    textures: dict[str, moderngl.Texture] = {}
    for name, first in (("lamp_shares", 0), ("more_lamp_shares", _AT_ONCE)):
        group = lamps[first : first + _AT_ONCE]
        if not group:
            continue
        target = stage.device.targets.get(stage.raster.size, [Attachment(_AT_ONCE, "f2")], tag=name)
        for channel, light in enumerate(group):
            red, green, blue, alpha = (at == channel for at in range(_AT_ONCE))
            target.framebuffer.color_mask = red, green, blue, alpha
            _draw_share(stage, samples, depth, shadows, light, [], first + channel, target)
        target.framebuffer.color_mask = True, True, True, True
        draw_smoothed(stage, target, depth.whole, marked=True)
        textures[name] = target.colors[0]
    return LightShares(textures, [f"LAMP_SHARES {len(lamps)}"] if lamps else [])


def light_place(light: LightState, camera: CameraState) -> tuple[float, ...]:
    """Return a light's position and 1, or the direction towards it and 0, in camera space."""
    if light.type == "directional":
        return (*(camera.world[:3, :3].T @ -np.array(light.direction)), 0.0)
    return (*(camera.view[:3, :3] @ np.array(light.position) + camera.view[:3, 3]), 1.0)


def _draw_share(
    stage: Stage, samples: Samples, depth: SeenDepth, shadows: Shadows,
    light: LightState, defines: list[str], lamp: int, into: Target,
) -> None:  # fmt: skip
    """Draw one light's share, packed, into the channels of ``into`` that may be written."""
    context, size = stage.device.context, depth.half.size
    flags = [*samples.defines, *shadows.defines, *parallel_defines(stage), *defines]
    values: dict[str, Any] = {
        **shadows.uniforms,
        **ray_uniforms(stage.raster, stage.snapshot.camera),
        "light_at": light_place(light, stage.snapshot.camera),
        "lamp": lamp,
    }
    found = stage.device.targets.get(size, [Attachment(2, "f2")], tag="light search")
    whole = {**samples.textures, "first_depth": depth.whole, "half_depth": depth.half}
    half = {**samples.textures, "first_depth": depth.half}

    def draw(name: str, target: Target, step: int, textures: dict[str, moderngl.Texture]) -> None:
        bind = stage.device.part(ShadowAtlas).bind
        context.enable_only(moderngl.NOTHING)
        target.framebuffer.use()
        draw_fullscreen(stage, name, flags, values | {"pixel_step": step}, textures, prepare=bind)
        context.clear_samplers(DEPTH_UNIT, DEPTH_UNIT + 1)

    draw("light_search", found, 2, half)
    draw_smoothed(stage, found, depth.half)
    draw("light_shares", into, 1, {**whole, "found_before": found.colors[0]})
