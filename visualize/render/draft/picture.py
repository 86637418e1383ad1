"""Drafts: clay and beauty of one sample, with no more than the sun's shadow, and without lines.

They are for the moments in which a hand moves something and the finished picture would come too
late. Light, exposure and backdrop are those of the finished picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import Snapshot
from visualize.render.device import Device
from visualize.render.draft.cast import Cast
from visualize.render.draft.cast_store import CastStore
from visualize.render.draft.still import Still, View
from visualize.render.draft.sun_map import SunMap
from visualize.render.drawlist import Batch
from visualize.render.options import RenderOptions
from visualize.render.pictures.air import air_defines, air_uniforms
from visualize.render.pictures.clay import clay_light
from visualize.render.pictures.lighting import light_defines, light_uniforms
from visualize.render.pictures.samples import SHOWN
from visualize.render.pictures.shadow_maps import Shadows
from visualize.render.pictures.surfaces import SurfaceShader, draw_blended, draw_opaque
from visualize.render.pictures.uniforms import (
    Uniforms,
    draw_fullscreen,
    parallel_defines,
    ray_uniforms,
    set_uniforms,
)
from visualize.render.stage import Stage
from visualize.render.target import Target

DRAFTED = frozenset({"clay", "beauty"})
"""The passes that have drafts."""

_OPENNESS = 0.8
"""The share of the light from all around that reaches a surface, in the middle of most pictures."""


class Drafts:
    """Draws drafts, and keeps a cast of what stands still between them. A part of the device."""

    def __init__(self, context: moderngl.Context) -> None:
        self._casts = CastStore(context)
        self._still = Still(context)

    def draw(
        self, device: Device, snapshot: Snapshot, raster: Raster, options: RenderOptions, name: str
    ) -> npt.NDArray[Any]:
        """Return (H, W, 3) uint8: the draft of the pass ``name``, one of ``DRAFTED``."""
        cast, still = self._casts.update(device, snapshot), self._still
        view = View.of(cast, snapshot, raster, options, name)
        kept = still.look(view, snapshot)
        if kept and not still.ready:
            resting = _without(snapshot, cast.holds | still.loose)
            with Stage(device, resting, raster, options, {}) as stage:
                _draw_solid(stage, cast, name, still.begin(view, raster.size))
        shown = device.targets.get(raster.size, [SHOWN], tag="draft")
        with Stage(
            device, _without(snapshot, cast.holds | ~still.loose), raster, options, {}
        ) as stage:
            if kept:
                still.put(shown)
                shader = _surfaces(*_light(stage, name, cast.shadows(stage)), cast.sun_map)
                shown.framebuffer.use()
                draw_opaque(stage, shader)
            else:
                shader = _draw_solid(stage, cast, name, shown, coarse=still.turning)
            draw_blended(stage, shader, shown.framebuffer)
            return shown.read(0, device.arrays)

    def close(self) -> None:
        """Free the casts and the kept picture."""
        self._still.close()
        self._casts.close()


def _without(snapshot: Snapshot, rows: npt.NDArray[np.bool_]) -> Snapshot:
    return replace(snapshot, visible=snapshot.visible & ~rows)


def _draw_solid(
    stage: Stage, cast: Cast, name: str, target: Target, *, coarse: bool = False
) -> SurfaceShader:
    """Draw a cast, the stage's opaque rows and what is behind them; return the rows' shader."""
    defines, light = _light(stage, name, cast.shadows(stage))
    target.clear_depth()
    target.framebuffer.use()
    cast.draw(stage, defines, light, coarse=coarse)
    shader = _surfaces(defines, light, cast.sun_map)
    draw_opaque(stage, shader)
    _draw_sky(stage, defines, light)
    return shader


def _light(stage: Stage, name: str, shadows: Shadows) -> tuple[list[str], dict[str, Any]]:
    """Return the defines and uniforms of a pass's light."""
    snapshot = stage.snapshot
    defines = [*shadows.defines, *parallel_defines(stage)]
    light = {**shadows.uniforms, **ray_uniforms(stage.raster, snapshot.camera)}
    if name == "clay":
        return defines, {**light, **clay_light(stage), "openness": _OPENNESS}
    return [*defines, "LIT", *light_defines(snapshot, shadows), *air_defines(snapshot)], {
        **light,
        **air_uniforms(snapshot),
        **light_uniforms(snapshot, shadows),
        "exposure": float(2.0**snapshot.environment.exposure_ev),
    }


def _surfaces(defines: list[str], light: Mapping[str, Any], sun_map: SunMap) -> SurfaceShader:
    def set_material(program: moderngl.Program, batch: Batch) -> None:
        sun_map.bind(program)
        set_uniforms(program, {"glow": batch.material.emissive})

    def unlit(batch: Batch) -> list[str]:
        return ["UNLIT"] if batch.material.unlit else []

    return SurfaceShader(
        name="draft",
        defines=defines,
        uniforms=light,
        batch_defines=unlit,
        set_material=set_material,
    )


def _draw_sky(stage: Stage, defines: list[str], light: Uniforms) -> None:
    context = stage.device.context
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "<="
    draw_fullscreen(stage, "draft_sky", defines, light)
    context.depth_func = "<"
