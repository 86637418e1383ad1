"""Where the shadow maps of a frame lie, and how shaders read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.snapshot import LightState, Snapshot
from visualize.render.bounds import Spheres
from visualize.render.pictures.shadow_casters import casts
from visualize.render.pictures.shadow_fit import (
    FACES,
    ShadowView,
    face_reaches,
    point_faces,
    spot_reaches,
    spot_view,
    sun_views,
)
from visualize.render.pictures.shadow_layers import ShadowLayers, Tile
from visualize.render.pictures.shadow_lights import Casting, casting_lights
from visualize.render.stage import Stage

ATLAS_UNIT = 5
"""The texture unit of ``shadow_atlas``."""

DEPTH_UNIT = 12
"""The texture unit of ``shadow_depth``: the same texture, read without a comparison."""

_INSET = 2.0  # texels at a tile's border that are not read, so that tiles do not mix

_WIDEST_EDGE = 96.0
"""Radius of the softest edge, in texels of a map that is not halved for a small picture."""

_SMALL_PICTURE = 720
"""Pictures up to this long, in pixels, show no more than maps of half the size hold."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Shadows:
    """The shadow maps of a frame, ready for ``include/sunlit.glsl``.

    ``casting`` are the lights that have maps; ``cascades`` is how many the sun has.
    """

    casting: Casting = field(default_factory=Casting)
    cascades: int = 0
    uniforms: dict[str, Any] = field(default_factory=dict)

    @property
    def defines(self) -> list[str]:
        """The shader's defines."""
        casting = self.casting
        moons, spots, points = int(casting.moon is not None), casting.spots, casting.points
        tiles = self.cascades + moons + len(spots) + FACES * len(points)
        counts = [
            f"CASCADES {self.cascades}",
            f"MOON_SHADOWS {moons}",
            f"SPOT_SHADOWS {len(spots)}",
            f"POINT_SHADOWS {len(points)}",
        ]
        return [*counts, *([f"SHADOWS {tiles}"] if tiles else [])]


class ShadowAtlas:
    """The shadow maps of a device, in one texture.

    The sun's maps lie side by side in the lowest row. Above are those of spot lights, as wide or
    half as wide; then those of point lights, a quarter as wide and six in a row, with the moon's
    beside them.
    """

    def __init__(self, context: moderngl.Context) -> None:
        self._layers = ShadowLayers(context)
        self._plain = context.sampler(repeat_x=False, repeat_y=False)
        self._plain.filter = (moderngl.NEAREST, moderngl.NEAREST)

    def update(self, stage: Stage, *, sun_alone: bool) -> Shadows:
        """Return the maps of this frame, or the sun's alone; what is not at hand is drawn."""
        if not stage.options.shadows or not stage.batches:
            return Shadows()
        size = _map_size(stage)
        receivers = _spheres(stage, [batch.rows[: batch.seen] for batch in stage.batches])
        casters = _spheres(stage, [batch.rows for batch in stage.batches if casts(batch)])
        every = casting_lights(stage.snapshot)
        suns = _far_views(stage, every.sun, casters, receivers, size, 2)
        moons = _far_views(stage, every.moon, casters, receivers, size // 2, 1)
        casting = Casting(
            sun=every.sun if suns else None,
            moon=every.moon if moons and not sun_alone else None,
            spots=() if sun_alone else every.spots,
            points=() if sun_alone else every.points,
        )
        last = _last_row(every, size)
        planned = [
            *_sun_tiles(suns, size),
            *(_moon_tiles(moons, size, last) if casting.moon is not None else []),
            *_spot_tiles(casting.spots, receivers, size, _spot_side(every, size)),
            *_point_tiles(casting.points, receivers, size // 4, last),
        ]
        if not planned:
            return Shadows()
        atlas = _atlas_size(every, size)
        self._layers.update(stage, [tile for tile, needed in planned if needed], atlas)
        tiles = [tile for tile, _ in planned]
        return Shadows(
            casting=casting,
            cascades=len(suns),
            uniforms={
                **_uniforms(stage.snapshot, tiles, atlas),
                "most_texels": _WIDEST_EDGE * size / stage.options.shadow_map_size,
            },
        )

    def bind(self, program: moderngl.Program) -> None:
        """Bind the atlas for a program that reads it."""
        texture = self._layers.texture
        if texture is not None and "shadow_atlas" in program:
            texture.use(ATLAS_UNIT)
            program["shadow_atlas"] = ATLAS_UNIT
        if texture is not None and "shadow_depth" in program:
            texture.use(DEPTH_UNIT)
            self._plain.use(DEPTH_UNIT)
            program["shadow_depth"] = DEPTH_UNIT

    def close(self) -> None:
        """Free the texture."""
        self._layers.close()
        self._plain.release()


def _map_size(stage: Stage) -> int:
    """Return the side of a map: fit for the picture, and no larger than the driver allows."""
    limit = int(stage.device.context.info["GL_MAX_TEXTURE_SIZE"]) * 2 // 5
    small = max(stage.raster.size) <= _SMALL_PICTURE
    asked = stage.options.shadow_map_size // (2 if small else 1)
    return max(min(asked, limit) // 4 * 4, 16)


def _spot_side(every: Casting, size: int) -> int:
    """Return the side of a spot light's map: up to two have whole ones, more of them half."""
    return size if len(every.spots) <= 2 else size // 2


def _last_row(every: Casting, size: int) -> int:
    """Return where the maps of points and of the moon begin."""
    return size + (_spot_side(every, size) if every.spots else 0)


def _atlas_size(every: Casting, size: int) -> tuple[int, int]:
    """Return what all lights that cast take, so that the maps stay whichever picture is drawn."""
    last = size // 2 if every.points or every.moon is not None else 0
    return (2 * size, _last_row(every, size) + last)


def _far_views(
    stage: Stage, light: LightState | None, casters: Spheres, receivers: Spheres, size: int,
    most: int,
) -> list[ShadowView]:  # fmt: skip
    """Return the maps of a directional light, none where nothing casts or receives."""
    if light is None:
        return []
    camera, raster = stage.snapshot.camera, stage.raster
    return sun_views(light, camera, raster, casters, receivers, size, most=most)


def _spheres(stage: Stage, rows: Sequence[npt.NDArray[np.int64]]) -> Spheres:
    """Return spheres around some rows of the frame, those of which anything is known."""
    found = stage.spheres.of(np.concatenate([np.zeros(0, np.int64), *rows]))
    known = np.isfinite(found.center).all(axis=1) & np.isfinite(found.radius)
    return Spheres(found.center[known], found.radius[known])


_Planned = tuple[Tile, bool]
"""A tile, and whether anything in the picture looks it up."""


def _sun_tiles(views: Sequence[ShadowView], size: int) -> list[_Planned]:
    return [(Tile(view, size * at, 0, size), True) for at, view in enumerate(views)]


def _moon_tiles(views: Sequence[ShadowView], size: int, bottom: int) -> list[_Planned]:
    return [(Tile(view, size + size // 2, bottom, size // 2), True) for view in views]


def _spot_tiles(
    spots: Sequence[LightState], receivers: Spheres, size: int, side: int
) -> list[_Planned]:
    return [
        (Tile(spot_view(light, side), side * at, size, side), spot_reaches(light, receivers))
        for at, light in enumerate(spots)
    ]


def _point_tiles(
    points: Sequence[LightState], receivers: Spheres, side: int, bottom: int
) -> list[_Planned]:
    return [
        (
            Tile(spot_view(face, side), side * column, bottom + side * row, side),
            face_reaches(face, receivers),
        )
        for row, light in enumerate(points)
        for column, face in enumerate(point_faces(light))
    ]


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
        "shadow_light": np.array([tile.view.light for tile in tiles]),
    }
