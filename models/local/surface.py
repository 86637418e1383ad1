"""Surface: where each pixel's point belongs, so that strokes travel with what they are on.

A texture is looked up by the place of a point in space rather than in the picture. Two octaves of
it are blended by the size of a pixel on the surface, so that strokes keep their size in the
picture while the camera comes near (P. Bénard, A. Bousseau, J. Thollot, "Dynamic Solid Textures
for Real-Time Coherent Stylization", I3D 2009; here on the plane a surface faces most).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
U8 = npt.NDArray[np.uint8]

TILE = 1024
"""Side of most tiles in texels; a power of two, so that they repeat without a division."""


@dataclass(frozen=True, eq=False)
class Surface:
    """The anchored places of a picture's points.

    Attributes
    ----------
    place
        (H, W, 3) float32: metres in a space in which a thing that moves as one stays put.
    axis
        (H, W) uint8: the axis of that space, 0 to 2, which the surface faces most.
    footprint
        (H, W) float32: metres of surface that a pixel covers; positive.
    """

    place: F32
    axis: U8
    footprint: F32

    def look_up(self, tile: U8, texels: float, *, step: int = 1) -> U8:
        """Return (H, W) uint8 of a tile laid on every surface.

        Parameters
        ----------
        tile
            (N, N) uint8 that repeats; N a power of two.
        texels
            Texels to a pixel where the first octave is at its coarsest.
        step
            Look up every ``step``-th pixel and spread it smoothly: enough for soft textures.
        """
        u, v, near, far = (part[::step, ::step] for part in self._octaves)
        fine = _taken(tile, u, v, texels)
        coarse = _taken(tile, u, v, texels / 2.0)
        made: U8 = cv2.blendLinear(
            fine, coarse, np.ascontiguousarray(near), np.ascontiguousarray(far)
        )
        if step > 1:
            height, width = self.axis.shape
            made = cv2.resize(made, (width, height), interpolation=cv2.INTER_LINEAR)
        return made

    @cached_property
    def _octaves(self) -> tuple[F32, F32, F32, F32]:
        """Return both coordinates in pixels of the fine octave, and the weights of the two."""
        x, y, z = (np.ascontiguousarray(self.place[..., axis]) for axis in range(3))
        mantissa = np.frexp(self.footprint)[0].astype(np.float32)
        per_metre = mantissa / self.footprint
        u = np.where(self.axis == 0, z, x) * per_metre
        v = np.where(self.axis == 1, z, y) * per_metre
        far = np.float32(2.0) * mantissa - np.float32(1.0)
        return u, v, np.float32(1.0) - far, far


def _taken(tile: U8, u: F32, v: F32, texels: float) -> U8:
    """Return the nearest texels; what no whole number can say (an infinite place) is texel 0."""
    with np.errstate(invalid="ignore"):
        column = (u * np.float32(texels)).astype(np.int32)
        row = (v * np.float32(texels)).astype(np.int32)
    side = tile.shape[0]
    column &= side - 1
    row &= side - 1
    row *= side
    row += column
    return np.take(tile.reshape(-1), row)
