"""Which lights of a frame have shadow maps, and how shaders read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.snapshot import LightState, Snapshot
from visualize.render.bounds import Spheres
from visualize.render.pictures.shadow_casters import casts
from visualize.render.pictures.shadow_fit import (
    MOST_SPOTS,
    ShadowView,
    spot_reaches,
    spot_view,
    sun_views,
)
from visualize.render.pictures.shadow_layers import ShadowLayers, Tile
from visualize.render.stage import Stage

ATLAS_UNIT = 5
"""The texture unit of ``shadow_atlas``."""

_INSET = 2.0  # texels at a tile's border that are not read, so that tiles do not mix

_SMALL_PICTURE = 720
"""Pictures up to this long, in pixels, show no more than maps of half the size hold."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Shadows:
    """The shadow maps of a frame, ready for ``include/sunlit.glsl``.

    ``sun`` and ``spots`` are the lights that have maps; ``cascades`` is how many the sun has.
    """

    sun: LightState | None = None
    spots: tuple[LightState, ...] = ()
    cascades: int = 0
    uniforms: dict[str, Any] = field(default_factory=dict)

    @property
    def defines(self) -> list[str]:
        """The shader's defines."""
        tiles = self.cascades + len(self.spots)
        return [f"CASCADES {self.cascades}", *([f"SHADOWS {tiles}"] if tiles else [])]


class ShadowAtlas:
    """The shadow maps of a device, in one texture.

    The sun's maps lie side by side in the lower part, those of spot lights, half as wide, above.
    """

    def __init__(self, context: moderngl.Context) -> None:
        self._layers = ShadowLayers(context)

    def update(self, stage: Stage, *, with_spots: bool) -> Shadows:
        """Return the maps of this frame; what of them is not at hand is drawn."""
        if not stage.options.shadows or not stage.batches:
            return Shadows()
        size = _map_size(stage)
        receivers = _spheres(stage, [batch.rows[: batch.seen] for batch in stage.batches])
        sun, cascades = _sun(stage, receivers, size)
        every = _spots(stage.snapshot)
        spots = every if with_spots else ()
        views = [*cascades, *(spot_view(light, size // 2) for light in spots)]
        if not views:
            return Shadows()
        tiles = _tiles(views, len(cascades), size)
        # Nobody looks up the map of a spot that lights nothing in the picture.
        needed = [True] * len(cascades) + [spot_reaches(light, receivers) for light in spots]
        atlas = (2 * size, size + (size // 2 if every else 0))
        self._layers.update(stage, list(compress(tiles, needed)), atlas)
        return Shadows(
            sun=sun if cascades else None,
            spots=spots,
            cascades=len(cascades),
            uniforms=_uniforms(stage.snapshot, tiles, atlas),
        )

    def bind(self, program: moderngl.Program) -> None:
        """Bind the atlas for a program that reads it."""
        texture = self._layers.texture
        if texture is not None and "shadow_atlas" in program:
            texture.use(ATLAS_UNIT)
            program["shadow_atlas"] = ATLAS_UNIT

    def close(self) -> None:
        """Free the texture."""
        self._layers.close()


def _map_size(stage: Stage) -> int:
    """Return the side of a map: even, fit for the picture, and no larger than the driver allows."""
    limit = int(stage.device.context.info["GL_MAX_TEXTURE_SIZE"]) // 2
    small = max(stage.raster.size) <= _SMALL_PICTURE
    asked = stage.options.shadow_map_size // (2 if small else 1)
    return max(min(asked, limit) // 2 * 2, 16)


def _sun(stage: Stage, receivers: Spheres, size: int) -> tuple[LightState | None, list[ShadowView]]:
    """Return the first directional light that casts shadows, and its maps."""
    snapshot = stage.snapshot
    sun = next(
        (
            light
            for light in snapshot.lights
            if light.type == "directional" and light.shadow and any(light.color)
        ),
        None,
    )
    if sun is None:
        return None, []
    casters = _spheres(stage, [batch.rows for batch in stage.batches if casts(batch)])
    return sun, sun_views(sun, snapshot.camera, stage.raster, casters, receivers, size)


def _spots(snapshot: Snapshot) -> tuple[LightState, ...]:
    """Return the first spot lights that cast shadows."""
    wanted = [x for x in snapshot.lights if x.type == "spot" and x.shadow and any(x.color)]
    return tuple(wanted[:MOST_SPOTS])


def _spheres(stage: Stage, rows: Sequence[npt.NDArray[np.int64]]) -> Spheres:
    """Return spheres around some rows of the frame, those of which anything is known."""
    found = stage.spheres.of(np.concatenate([np.zeros(0, np.int64), *rows]))
    known = np.isfinite(found.center).all(axis=1) & np.isfinite(found.radius)
    return Spheres(found.center[known], found.radius[known])


def _tiles(views: Sequence[ShadowView], cascades: int, size: int) -> list[Tile]:
    suns = [Tile(view, size * at, 0, size) for at, view in enumerate(views[:cascades])]
    half = size // 2
    return suns + [Tile(view, half * at, size, half) for at, view in enumerate(views[cascades:])]


def _uniforms(
    snapshot: Snapshot, tiles: Sequence[Tile], atlas: tuple[int, int]
) -> dict[str, npt.NDArray[np.float64]]:
    wide, tall = atlas
    matrices, rects = [], []
    for tile in tiles:
        x, y, side = tile.x, tile.y, tile.side
        place = np.eye(4)
        place[0, 0], place[1, 1], place[2, 2] = side / (2.0 * wide), side / (2.0 * tall), 0.5
        place[:3, 3] = ((x + side / 2.0) / wide, (y + side / 2.0) / tall, 0.5)
        matrices.append((place @ tile.view.matrix @ snapshot.camera.world).T)
        low, high = (x + _INSET, y + _INSET), (x + side - _INSET, y + side - _INSET)
        rects.append((low[0] / wide, low[1] / tall, high[0] / wide, high[1] / tall))
    return {
        "shadow_matrix": np.array(matrices),
        "shadow_rect": np.array(rects),
        "shadow_texel": np.array([tile.view.texel_m for tile in tiles]),
    }
