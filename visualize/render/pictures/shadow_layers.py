"""The depth texture that shadow maps share, and what of it is drawn when.

Every map has two layers. The still one holds what has not moved lately, and stays as long as the
light and the snapped place of the map do; the other is a copy of it with the rest drawn over it.
Depths are the same however rows are shared out, so a frame is the same whatever was drawn before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import moderngl
import numpy as np

from visualize.render.pictures.shadow_casters import CasterState, Flags
from visualize.render.pictures.shadow_draw import draw_casters
from visualize.render.pictures.shadow_fit import ShadowView
from visualize.render.stage import Stage

_SETTLED_MOST = 64
"""Rows that stand still and are yet drawn every frame, until the still layer is renewed."""


@dataclass(frozen=True, eq=False, slots=True)
class Tile:
    """A map and its place: the lower left corner and the side in texels."""

    view: ShadowView
    x: int
    y: int
    side: int

    @property
    def viewport(self) -> tuple[int, int, int, int]:
        """The tile as GL takes it."""
        return (self.x, self.y, self.side, self.side)


@dataclass(frozen=True, eq=False, slots=True)
class _Still:
    """What the still layer of a tile holds: the kept rows as they were at a state."""

    tile: Tile
    state: CasterState
    kept: Flags

    def holds(self, tile: Tile, now: CasterState, moving: Flags) -> bool:
        """Tell whether the layer is true now, and all but a few of what stands still is in it."""
        if self.state.surfaces is not now.surfaces or not self.tile.view.same(tile.view):
            return False
        if (self.kept & (~now.rigid | now.moved(self.state))).any():
            return False
        return int(np.count_nonzero(now.rigid & ~self.kept & ~moving)) <= _SETTLED_MOST


class _Depth:
    """A depth texture with its framebuffers.

    moderngl's copy of a framebuffer takes depth along, but only where there is a colour: that is
    what ``copied`` has one for. A shader that copies depth would round it.
    """

    def __init__(self, context: moderngl.Context, size: tuple[int, int]) -> None:
        self.texture = context.depth_texture(size)
        self.texture.compare_func = "<="
        self.texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self.texture.repeat_x = self.texture.repeat_y = False
        self.framebuffer = context.framebuffer(depth_attachment=self.texture)
        self._color = context.texture(size, 1)
        self.copied = context.framebuffer([self._color], self.texture)

    def release(self) -> None:
        self.copied.release()
        self._color.release()
        self.framebuffer.release()
        self.texture.release()


class ShadowLayers:
    """The two layers of all maps. ``texture`` is what shaders read, None before the first draw."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._still_depth: _Depth | None = None
        self._depth: _Depth | None = None
        self._still: dict[tuple[int, int], _Still] = {}
        self._drawn: dict[tuple[int, int], tuple[Tile, CasterState]] = {}
        self._last: CasterState | None = None

    @property
    def texture(self) -> moderngl.Texture | None:
        """The maps."""
        return None if self._depth is None else self._depth.texture

    def update(self, stage: Stage, tiles: Sequence[Tile], size: tuple[int, int]) -> None:
        """Draw what of these tiles is not at hand, in a texture of ``size`` texels."""
        depth, still_depth = self._sized(size)
        now = CasterState.of(stage.snapshot, stage.batches)
        if not all(self._has(tile, now) for tile in tiles):
            moving = np.zeros_like(now.rigid) if self._last is None else now.moved(self._last)
            for tile in tiles:
                self._keep_still(stage, tile, now, moving, still_depth)
            self._context.copy_framebuffer(depth.copied, still_depth.copied)
            self._drawn.clear()
            depth.framebuffer.use()
            for tile in tiles:
                depth.framebuffer.viewport = tile.viewport
                rest = now.bent | (now.rigid & ~self._still[tile.x, tile.y].kept)
                draw_casters(stage, now.batches, rest, tile.view)
                self._drawn[tile.x, tile.y] = (tile, now)
        self._last = now

    def _has(self, tile: Tile, now: CasterState) -> bool:
        """Tell whether a tile is there to the bit."""
        drawn = self._drawn.get((tile.x, tile.y))
        return drawn is not None and drawn[0].view.same(tile.view) and now.same(drawn[1])

    def _keep_still(
        self, stage: Stage, tile: Tile, now: CasterState, moving: Flags, depth: _Depth
    ) -> None:
        """Draw the still layer of a tile unless it holds."""
        place = (tile.x, tile.y)
        if place in self._still and self._still[place].holds(tile, now, moving):
            return
        kept = now.rigid & ~moving
        depth.framebuffer.use()
        depth.framebuffer.clear(depth=1.0, viewport=tile.viewport)
        depth.framebuffer.viewport = tile.viewport
        draw_casters(stage, now.batches, kept, tile.view)
        self._still[place] = _Still(tile, now, kept)

    def _sized(self, size: tuple[int, int]) -> tuple[_Depth, _Depth]:
        if self._depth is None or self._still_depth is None or self._depth.texture.size != size:
            self.close()
            self._depth = _Depth(self._context, size)
            self._still_depth = _Depth(self._context, size)
            self._still_depth.framebuffer.clear(depth=1.0)
        return self._depth, self._still_depth

    def close(self) -> None:
        """Free the textures."""
        for depth in (self._depth, self._still_depth):
            if depth is not None:
                depth.release()
        self._depth = self._still_depth = self._last = None
        self._still.clear()
        self._drawn.clear()
