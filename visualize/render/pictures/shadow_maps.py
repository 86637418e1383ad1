"""Shadow maps on the GPU: one atlas, drawn again only when lights, casters or view have changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.geometry.material import AlphaMode
from compose.snapshot import LightState, Snapshot
from visualize.render.drawlist import Batch
from visualize.render.pictures.shadow_fit import (
    MOST_SPOTS,
    ShadowView,
    row_spheres,
    spot_view,
    sun_views,
)
from visualize.render.pictures.uniforms import set_uniforms
from visualize.render.program import set_matrix
from visualize.render.stage import Stage
from visualize.render.textures import base_color_defines, set_base_color

ATLAS_UNIT = 5
"""The texture unit of ``shadow_atlas``."""

_INSET = 2.0  # texels at a tile's border that are not read, so that tiles do not mix
_SLOPE_OFFSET = (1.5, 2.0)


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
    """The depth texture with all maps of a frame.

    The sun's maps lie side by side in the upper part, those of spot lights, half as wide, below.
    """

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._texture: moderngl.Texture | None = None
        self._framebuffer: moderngl.Framebuffer | None = None
        self._drawn: _Drawn | None = None

    def update(self, stage: Stage, *, with_spots: bool) -> Shadows:
        """Return the maps of this frame, drawn if those at hand are of another state."""
        if not stage.options.shadows:
            return Shadows()
        size = _map_size(stage)
        sun, cascades = _sun(stage, size)
        spots = _spots(stage.snapshot) if with_spots else ()
        views = [*cascades, *(spot_view(light, size // 2) for light in spots)]
        if not views:
            return Shadows()
        tiles = _tiles(len(cascades), len(spots), size)
        state = _Drawn.of(stage.snapshot, views, tiles)
        if self._drawn is None or not self._drawn.same(state):
            self._resize((2 * size, size + (size // 2 if spots else 0)))
            self._draw(stage, views, tiles)
            self._drawn = state
        return Shadows(
            sun=sun if cascades else None,
            spots=spots,
            cascades=len(cascades),
            uniforms=self._uniforms(stage.snapshot, views, tiles),
        )

    def bind(self, program: moderngl.Program) -> None:
        """Bind the atlas for a program that reads it."""
        if self._texture is not None and "shadow_atlas" in program:
            self._texture.use(ATLAS_UNIT)
            program["shadow_atlas"] = ATLAS_UNIT

    def _resize(self, size: tuple[int, int]) -> None:
        if self._texture is not None and self._texture.size == size:
            return
        self.close()
        self._texture = self._context.depth_texture(size)
        self._texture.compare_func = "<="
        self._texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self._texture.repeat_x = self._texture.repeat_y = False
        self._framebuffer = self._context.framebuffer(depth_attachment=self._texture)

    def _draw(self, stage: Stage, views: Sequence[ShadowView], tiles: Sequence[_Tile]) -> None:
        if self._framebuffer is None:
            raise RuntimeError("the atlas has no framebuffer yet")
        context = self._context
        self._framebuffer.use()
        self._framebuffer.clear(depth=1.0)
        context.enable_only(moderngl.DEPTH_TEST)
        context.depth_func = "<"
        context.polygon_offset = _SLOPE_OFFSET
        for view, tile in zip(views, tiles, strict=True):
            self._framebuffer.viewport = (tile[0], tile[1], tile[2], tile[2])
            to_light = view.matrix @ stage.snapshot.camera.world
            for batch in stage.batches:
                if _casts(batch) and _reaches(stage, batch, view):
                    _draw_caster(stage, batch, to_light)
        context.polygon_offset = (0.0, 0.0)
        context.clear_samplers(0, 1)

    def _uniforms(
        self, snapshot: Snapshot, views: Sequence[ShadowView], tiles: Sequence[_Tile]
    ) -> dict[str, Any]:
        if self._texture is None:
            raise RuntimeError("the atlas has no texture yet")
        wide, tall = self._texture.size
        matrices, rects = [], []
        for view, (x, y, side) in zip(views, tiles, strict=True):
            place = np.eye(4)
            place[0, 0], place[1, 1], place[2, 2] = side / (2.0 * wide), side / (2.0 * tall), 0.5
            place[:3, 3] = ((x + side / 2.0) / wide, (y + side / 2.0) / tall, 0.5)
            matrices.append((place @ view.matrix @ snapshot.camera.world).T)
            low, high = (x + _INSET, y + _INSET), (x + side - _INSET, y + side - _INSET)
            rects.append((low[0] / wide, low[1] / tall, high[0] / wide, high[1] / tall))
        return {
            "shadow_matrix": np.array(matrices),
            "shadow_rect": np.array(rects),
            "shadow_texel": np.array([view.texel_m for view in views]),
        }

    def close(self) -> None:
        """Free the texture."""
        if self._framebuffer is not None:
            self._framebuffer.release()
        if self._texture is not None:
            self._texture.release()
        self._framebuffer = self._texture = self._drawn = None


_Tile = tuple[int, int, int]  # x, y and side in texels


@dataclass(frozen=True, eq=False, slots=True)
class _Drawn:
    """What the atlas depends on."""

    snapshot: Snapshot
    matrices: npt.NDArray[np.float64]
    tiles: tuple[_Tile, ...]

    @classmethod
    def of(cls, snapshot: Snapshot, views: Sequence[ShadowView], tiles: Sequence[_Tile]) -> _Drawn:
        return cls(snapshot, np.stack([view.matrix for view in views]), tuple(tiles))

    def same(self, other: _Drawn) -> bool:
        """Tell whether the maps of ``other`` would be the same to the bit."""
        ours, theirs = self.snapshot, other.snapshot
        return (
            ours.surfaces is theirs.surfaces
            and self.tiles == other.tiles
            and np.array_equal(self.matrices, other.matrices)
            and np.array_equal(ours.camera.world, theirs.camera.world)
            and all(
                np.array_equal(getattr(ours, name), getattr(theirs, name))
                for name in ("world", "visible", "color", "joints", "morph_weights")
            )
        )


def _map_size(stage: Stage) -> int:
    """Return the side of a map: even, and no larger than the driver allows."""
    limit = int(stage.device.context.info["GL_MAX_TEXTURE_SIZE"]) // 2
    return max(min(stage.options.shadow_map_size, limit) // 2 * 2, 16)


def _sun(stage: Stage, size: int) -> tuple[LightState | None, list[ShadowView]]:
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
    if sun is None or not stage.batches:
        return None, []
    table = stage.device.table(snapshot.surfaces)
    every = [batch.rows for batch in stage.batches if _casts(batch)]
    seen = [batch.rows[: batch.seen] for batch in stage.batches]
    casters = row_spheres(table, snapshot, np.concatenate([np.zeros(0, np.int64), *every]))
    receivers = row_spheres(table, snapshot, np.concatenate([np.zeros(0, np.int64), *seen]))
    return sun, sun_views(sun, snapshot.camera, stage.raster, casters, receivers, size)


def _spots(snapshot: Snapshot) -> tuple[LightState, ...]:
    """Return the first spot lights that cast shadows."""
    wanted = [x for x in snapshot.lights if x.type == "spot" and x.shadow and any(x.color)]
    return tuple(wanted[:MOST_SPOTS])


def _tiles(cascades: int, spots: int, size: int) -> list[_Tile]:
    suns = [(size * at, 0, size) for at in range(cascades)]
    return suns + [(size // 2 * at, size, size // 2) for at in range(spots)]


def _casts(batch: Batch) -> bool:
    return batch.casts_shadow and batch.material.alpha_mode is not AlphaMode.BLEND


def _reaches(stage: Stage, batch: Batch, view: ShadowView) -> bool:
    """Tell whether any row of a batch may be in a map; skins and morphs always may."""
    if batch.skinned or batch.morphed or view.matrix[3, 3] == 0.0:
        return True
    table = stage.device.table(stage.snapshot.surfaces)
    spheres = row_spheres(table, stage.snapshot, batch.rows)
    centers = spheres.center @ view.matrix[:2, :3].T + view.matrix[:2, 3]
    reach = spheres.radius[:, None] * np.linalg.norm(view.matrix[:2, :3], axis=1)
    return bool(np.all(np.abs(centers) <= 1.0 + reach, axis=1).any())


def _draw_caster(stage: Stage, batch: Batch, to_light: npt.NDArray[np.float64]) -> None:
    defines = [name for name in stage.defines(batch) if name != "ORTHOGRAPHIC"]
    cut = batch.material.alpha_mode is AlphaMode.MASK
    if cut:
        defines += ["CUT", *base_color_defines(batch.mesh, batch.material)]
    program = stage.device.programs.get("shadow", defines)
    set_matrix(program, "to_light", to_light)
    if cut:
        set_base_color(program, batch.material, stage.device.textures)
        set_uniforms(program, {"cutoff": batch.material.alpha_cutoff})
    stage.draw(batch, program, all_rows=True, upright=True)
