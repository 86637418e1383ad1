"""Light the samples of a picture, with one full-screen pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import moderngl

from visualize.render.pictures.light_shares import LightShares
from visualize.render.pictures.samples import Samples, Veil
from visualize.render.pictures.shadow_maps import ShadowAtlas
from visualize.render.pictures.uniforms import draw_fullscreen
from visualize.render.stage import Stage
from visualize.render.target import Target


def light_samples(
    stage: Stage, name: str, samples: Samples, veil: Veil, into: Target,
    occlusion: Mapping[str, moderngl.Texture], shares: LightShares,
    uniforms: Mapping[str, Any], defines: list[str],
) -> None:  # fmt: skip
    """Light the samples with the full-screen shader ``name`` into ``into``, depth included."""
    context = stage.device.context
    textures = samples.textures
    values = dict(uniforms)
    flags = [*samples.defines, *shares.defines, *defines]
    if veil.texture is not None:
        flags.append("VEILED")
        textures["veil"] = veil.texture
    if occlusion:
        flags.append("OCCLUDED")
        values["occlusion_strength"] = stage.snapshot.environment.occlusion
    textures |= {**occlusion, **shares.textures}
    into.framebuffer.use()
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "1"
    atlas = stage.device.part(ShadowAtlas)
    draw_fullscreen(stage, name, flags, values, textures, prepare=atlas.bind)
    context.depth_func = "<"
