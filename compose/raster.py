"""Raster: the exact pixels of a picture and the pinhole that makes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError

MAX_SIDE = 16384


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of ``width`` x ``height`` square pixels and its intrinsics in pixels.

    ``focal`` is the focal length, ``(cx, cy)`` the principal point from the top left corner of the
    top left pixel. A point ``(x, y, z)`` in camera space (looking down −Z) lands at
    ``(cx + focal * x / -z, cy - focal * y / -z)``. With ``orthographic`` it is ``focal`` pixels a
    metre, without the division.
    """

    width: int
    height: int
    focal: float
    cx: float
    cy: float
    orthographic: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return (self.width, self.height)

    def projection(self, near: float, far: float) -> npt.NDArray[np.float64]:
        """Return the (4, 4) matrix from camera space to OpenGL clip space, row 0 of the picture up.

        Clip z runs from −1 (near) to +1 (far). Image y grows downward, clip y upward.
        """
        m = np.zeros((4, 4))
        m[0, 0] = 2.0 * self.focal / self.width
        m[1, 1] = 2.0 * self.focal / self.height
        shift_x = 2.0 * self.cx / self.width - 1.0
        shift_y = 1.0 - 2.0 * self.cy / self.height
        if self.orthographic:
            m[0, 3], m[1, 3] = shift_x, shift_y
            m[2, 2] = -2.0 / (far - near)
            m[2, 3] = -(far + near) / (far - near)
            m[3, 3] = 1.0
            return m
        m[0, 2], m[1, 2] = -shift_x, -shift_y
        m[2, 2] = -(far + near) / (far - near)
        m[2, 3] = -2.0 * far * near / (far - near)
        m[3, 2] = -1.0
        return m


def gate_size(
    aspect: float, box: tuple[int, int], multiple: int = 2
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the largest gate-shaped picture inside ``box``, and its crop to ``multiple``.

    The first size is rounded to even numbers (never beyond the box); the second is the first,
    cropped to multiples of ``multiple`` in both directions.

    Raises
    ------
    SceneError
        When the box is too small to hold a picture, or larger than ``MAX_SIDE``.
    """
    width, height = box
    if width > MAX_SIDE or height > MAX_SIDE:
        raise SceneError(f"A picture is at most {MAX_SIDE} pixels a side, not {width}x{height}.")
    exact_w = min(float(width), height * aspect)
    exact_h = min(float(height), width / aspect)
    full = (_even(exact_w, width), _even(exact_h, height))
    crop = (full[0] // multiple * multiple, full[1] // multiple * multiple)
    if min(full) < 2 or min(crop) < multiple:
        raise SceneError(f"{width}x{height} is too small for a {aspect:.3g}:1 picture.")
    return full, crop


def _even(exact: float, limit: int) -> int:
    return min(2 * round(exact / 2.0), limit // 2 * 2)
