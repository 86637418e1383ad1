"""``beauty`` and ``beauty_linear``: the lit picture."""

from __future__ import annotations

from typing import Any

import moderngl
import numpy.typing as npt

from visualize.render.drawlist import Batch
from visualize.render.pictures.air import air_defines, air_uniforms
from visualize.render.pictures.lens_blur import draw_lens_blur
from visualize.render.pictures.lighting import light_defines, light_uniforms
from visualize.render.pictures.lit_samples import light_samples
from visualize.render.pictures.materials import map_defines, set_material
from visualize.render.pictures.samples import SHOWN, Veil
from visualize.render.pictures.shadow_maps import ShadowAtlas
from visualize.render.pictures.shared import SharedSurfaces
from visualize.render.pictures.surfaces import SurfaceShader, draw_solid_depth
from visualize.render.pictures.uniforms import draw_fullscreen, parallel_defines, ray_uniforms
from visualize.render.stage import Stage
from visualize.render.target import Attachment, Target

_RADIANCE = Attachment(4, "f4")


def draw_beauty(stage: Stage) -> npt.NDArray[Any]:
    """Return (H, W, 3) uint8: the lit picture as shown."""
    shown = stage.device.targets.get(stage.raster.size, [SHOWN], tag="shown")
    exposure = {"exposure": float(2.0**stage.snapshot.environment.exposure_ev)}
    if stage.options.depth_of_field:
        blurred = _through_lens(stage)
        shown.framebuffer.use()
        stage.device.context.enable_only(moderngl.NOTHING)
        draw_fullscreen(stage, "show", (), exposure, {"radiance": blurred.colors[0]})
    else:
        _draw(stage, shown, [], exposure)
    return shown.read(0, stage.device.arrays)


def draw_beauty_linear(stage: Stage) -> npt.NDArray[Any]:
    """Return (H, W, 3) float32: radiance before exposure and tone map, linear Rec.709."""
    if stage.options.depth_of_field:
        drawn = _through_lens(stage)
    else:
        drawn = stage.device.targets.get(stage.raster.size, [_RADIANCE], tag="radiance")
        _draw(stage, drawn, ["LINEAR"], {})
    return drawn.read(0, stage.device.arrays)[..., :3]


def _through_lens(stage: Stage) -> Target:
    """Return radiance as the camera's lens spreads it."""
    sharp = stage.device.targets.get(stage.raster.size, [_RADIANCE], tag="radiance")
    _draw(stage, sharp, ["LINEAR", "WEIGHTED"], {})
    draw_solid_depth(stage, sharp)
    return draw_lens_blur(stage, sharp)


def _draw(stage: Stage, into: Target, mapping: list[str], uniforms: dict[str, Any]) -> None:
    """Draw the frame's light into a target of one sample a pixel, with its depth."""
    snapshot = stage.snapshot
    shadows = stage.device.part(ShadowAtlas).update(stage, sun_alone=False)
    defines = [
        *light_defines(snapshot, shadows),
        *shadows.defines,
        *parallel_defines(stage),
        *air_defines(snapshot),
    ]
    light = {
        **air_uniforms(snapshot),
        **light_uniforms(snapshot, shadows),
        **shadows.uniforms,
        **ray_uniforms(stage.raster, snapshot.camera),
        **uniforms,
    }
    shared = stage.device.part(SharedSurfaces)
    samples = shared.whole(stage)
    occlusion = {}
    if stage.options.occlusion and snapshot.environment.occlusion > 0.0:
        occlusion = shared.occlusion(stage, samples)
    shares = shared.all_shares(stage, samples, shadows)
    with Veil(stage, samples, _transparent(stage, defines, light)) as veil:
        flags = [*defines, *mapping]
        light_samples(stage, "beauty", samples, veil, into, occlusion, shares, light, flags)


def _transparent(stage: Stage, defines: list[str], light: dict[str, Any]) -> SurfaceShader:
    """Return the shader of transparent surfaces, lit as the others are."""
    atlas, textures = stage.device.part(ShadowAtlas), stage.device.textures

    def set_all(program: moderngl.Program, batch: Batch) -> None:
        atlas.bind(program)
        set_material(program, batch.material, textures)

    return SurfaceShader(
        name="veil",
        defines=defines,
        uniforms=light,
        batch_defines=map_defines,
        set_material=set_all,
    )
