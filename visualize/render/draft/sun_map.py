"""SunMap: the shadows that a cast throws in the sun, in one map that holds for every camera.

It is drawn when the cast, the rows that stand still or the sun change. What moves throws no shadow
until it has come to rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.snapshot import LightState
from visualize.render.bounds import Spheres
from visualize.render.context import wait_until_drawn
from visualize.render.pictures.shadow_lights import Casting
from visualize.render.pictures.shadow_maps import ATLAS_UNIT, Shadows

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_WIDEST_M = 90.0
"""Radius of the largest place whose shadows are drawn; around it the sun shines everywhere."""
_DEPTH = 4.0
"""How far before and behind that place things throw shadows, in its radii."""
_INSET = 2.0  # texels at the border that are not read


class SunMap:
    """A depth texture, as the sun sees the cast."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._texture: moderngl.Texture | None = None
        self._framebuffer: moderngl.Framebuffer | None = None
        self._drawn: tuple[tuple[float, float, float], Flags] | None = None
        self._to_map = np.eye(4)
        self._texel_m = 1.0

    def update(
        self, sun: LightState, rows: Flags, spheres: Spheres, size: int,
        draw: Callable[[F64], None],
    ) -> None:  # fmt: skip
        """Draw the map unless it shows these rows in this sun.

        Parameters
        ----------
        rows, spheres
            (S,) bool: what throws shadows, and spheres around all S rows in the world.
        size
            The map's side in texels.
        draw
            Draws those rows into the framebuffer in use, given the (4, 4) matrix from the world to
            clip space.
        """
        if self._drawn is not None and self._texture is not None:
            direction, shown = self._drawn
            same_size = self._texture.size == (size, size)
            if same_size and direction == sun.direction and np.array_equal(shown, rows):
                return
        framebuffer = self._target(size)
        to_clip, radius = _sun_view(sun, spheres.of(np.flatnonzero(rows)))
        framebuffer.use()
        framebuffer.clear(depth=1.0)
        draw(to_clip)
        wait_until_drawn()
        half = np.eye(4)
        half[:3, :3] *= 0.5
        half[:3, 3] = 0.5
        self._to_map = half @ to_clip
        self._texel_m = 2.0 * radius / size
        self._drawn = (sun.direction, rows)

    def shadows(self, sun: LightState, camera_world: F64) -> Shadows:
        """Return the map as the shaders of pictures know shadow maps."""
        assert self._texture is not None  # it was updated
        inset = _INSET / self._texture.size[0]
        uniforms: dict[str, Any] = {
            "shadow_matrix": np.array([(self._to_map @ camera_world).T]),
            "shadow_rect": np.array([(inset, inset, 1.0 - inset, 1.0 - inset)]),
            "shadow_texel": np.array([self._texel_m]),
        }
        return Shadows(casting=Casting(sun=sun), cascades=1, uniforms=uniforms)

    def bind(self, program: moderngl.Program) -> None:
        """Bind the map for a program that reads it."""
        if self._texture is not None and "shadow_atlas" in program:
            self._texture.use(ATLAS_UNIT)
            program["shadow_atlas"] = ATLAS_UNIT

    def release(self) -> None:
        """Free the texture."""
        if self._framebuffer is not None and self._texture is not None:
            self._framebuffer.release()
            self._texture.release()
        self._framebuffer = self._texture = self._drawn = None

    def _target(self, size: int) -> moderngl.Framebuffer:
        if self._framebuffer is None or self._framebuffer.size != (size, size):
            self.release()
            texture = self._context.depth_texture((size, size))
            texture.compare_func = "<="
            texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
            texture.repeat_x = texture.repeat_y = False
            self._texture = texture
            self._framebuffer = self._context.framebuffer(depth_attachment=texture)
        return self._framebuffer


def _sun_view(sun: LightState, spheres: Spheres) -> tuple[F64, float]:
    """Return (4, 4) from the world to the map's clip space, and the radius in metres it covers."""
    known = np.isfinite(spheres.radius)
    centers, radii = spheres.center[known], spheres.radius[known]
    middle = np.median(centers, axis=0) if len(centers) else np.zeros(3)
    reach = np.linalg.norm(centers - middle, axis=1) + radii
    radius = min(float(reach.max(initial=1.0)), _WIDEST_M)
    toward = -np.array(sun.direction)
    level = np.array([0.0, 1.0, 0.0]) if abs(toward[1]) < 0.9 else np.array([1.0, 0.0, 0.0])
    right = np.cross(level, toward)
    right /= np.linalg.norm(right)
    result = np.eye(4)
    result[0, :3] = right / radius
    result[1, :3] = np.cross(toward, right) / radius
    result[2, :3] = -toward / (_DEPTH * radius)
    result[:3, 3] = -result[:3, :3] @ middle
    return result, radius
