"""Passes as pictures: what 8 bits show, what 16 bits keep, and how to read them back.

The table ``docs/output-files.md`` is the same in words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from visualize.encode.colour import id_color, srgb_encoded
from visualize.errors import RenderError
from visualize.guide import DepthGuide
from visualize.render.passes import Pass, pass_named

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
Array = npt.NDArray[Any]

MOTION_STEPS = 64.0
"""Codes a pixel of motion in 16 bits: 1/64 px steps, 512 px either way (as KITTI's flow files)."""
MOTION_FULL_PX = 32.0
"""Motion that has full saturation in the 8-bit colour wheel."""
POSITION_STEPS = 256.0
"""Codes a metre of position in 16 bits: 1/256 m steps, 128 m either way."""
POSITION_PERIOD_M = 8.0
"""Length after which the colours of the 8-bit position preview repeat."""


_MOST_COUNTED = 1 << 20
"""Ids below this are coloured through a table; the table's size is bounded by it."""


def preview(name: str, values: Array, guide: DepthGuide | None) -> U8:
    """Return a pass as 8-bit pixels, (H, W) grey or (H, W, 3).

    ``guide`` is needed for depth alone.

    Raises
    ------
    RenderError
        When the pass has no 8-bit picture.
    """
    entry = pass_named(name)
    if entry.kind == "picture":
        return _picture(entry, values)
    if name == "depth":
        return _guided(guide).codes(values, 255)
    makers: dict[str, Callable[[Array], U8]] = {
        "normal": _normal8,
        "id": id_preview,
        "motion": motion_wheel,
        "motion_back": motion_wheel,
        "position": _position8,
        "mask": _same,
    }
    if name not in makers:
        raise RenderError(f"Pass {name!r} has no 8-bit picture; ask for --format exr.")
    return makers[name](values)


def deep(name: str, values: Array, guide: DepthGuide | None) -> U8 | U16:
    """Return a pass as 16-bit pixels; pictures and masks, drawn with 8 bits, stay 8-bit.

    Raises
    ------
    RenderError
        When the pass has no 16-bit picture, or holds an id that 16 bits cannot.
    """
    entry = pass_named(name)
    if entry.dtype == "uint8":
        return _picture(entry, values)
    if entry.kind == "picture":
        return np.rint(srgb_encoded(values, 65535)).astype(np.uint16)
    if name == "depth":
        codes: U16 = _guided(guide).codes(values, 65535)
        return codes
    makers: dict[str, Callable[[Array], U16]] = {
        "normal": _normal16,
        "id": _id16,
        "motion": _motion16,
        "motion_back": _motion16,
        "position": _position16,
    }
    if name not in makers:
        raise RenderError(f"Pass {name!r} has no 16-bit picture; ask for --format exr.")
    return makers[name](values)


def id_preview(ids: Array) -> U8:
    """Return (H, W, 3) legend colours of (H, W) pass ids (see ``colour.id_color``)."""
    if ids.size and int(ids.max()) < _MOST_COUNTED:  # counting is many times faster than sorting
        counts = np.bincount(ids.ravel())
        table = np.zeros((len(counts), 3), np.uint8)
        for one in np.flatnonzero(counts):
            table[one] = id_color(int(one))
        shown: U8 = np.take(table, ids, axis=0)
        return shown
    present, where = np.unique(ids, return_inverse=True)
    colors = np.array([id_color(int(one)) for one in present], np.uint8).reshape(-1, 3)
    return colors[where.reshape(ids.shape)]


def motion_wheel(motion: Array) -> U8:
    """Return (H, W, 3): hue is the direction, saturation the speed, white no motion.

    Right is red, down yellow-green, left cyan, up violet; ``MOTION_FULL_PX`` is full colour on a
    square-root scale, so that slow moves show. What lies behind the camera is black.
    """
    u, v, known = _known_motion(motion)
    hue = np.arctan2(v, u) * np.float32(3.0 / np.pi)  # sixths of a turn
    hue[hue < 0.0] += np.float32(6.0)
    speed = np.hypot(u, v) * np.float32(1.0 / MOTION_FULL_PX)
    amount = np.sqrt(np.minimum(speed, np.float32(1.0))) * np.float32(255.0)
    result = np.empty((*u.shape, 3), np.uint8)
    lacks = (2.0 - np.abs(hue - 3.0), np.abs(hue - 2.0) - 1.0, np.abs(hue - 4.0) - 1.0)
    for channel, lack in enumerate(lacks):  # HSV to RGB: how far a channel is from full
        shade = np.float32(255.0) - amount * np.clip(lack, 0.0, 1.0)
        result[..., channel] = np.rint(shade) * known
    return result


def _picture(entry: Pass, values: Array) -> U8:
    if entry.dtype == "uint8":
        return _same(values)
    return np.rint(srgb_encoded(values, 255)).astype(np.uint8)


def _same(values: Array) -> U8:
    return values.astype(np.uint8, copy=False)


def _guided(guide: DepthGuide | None) -> DepthGuide:
    if guide is None:
        raise RenderError("A depth picture needs a DepthGuide: near, far and encoding.")
    return guide


def _normal8(normal: Array) -> U8:
    return np.rint(np.clip(normal * 0.5 + 0.5, 0.0, 1.0) * 255.0).astype(np.uint8)


def _normal16(normal: Array) -> U16:
    return np.rint(np.clip(normal * 0.5 + 0.5, 0.0, 1.0) * 65535.0).astype(np.uint16)


def _id16(ids: Array) -> U16:
    if ids.size and int(ids.max()) > 65535:
        raise RenderError(
            f"Pass id {int(ids.max())} does not fit in 16 bits; ask for --format exr, "
            "which keeps ids whole."
        )
    return ids.astype(np.uint16)


def _motion16(motion: Array) -> U16:
    u, v, known = _known_motion(motion)
    result = np.zeros((*u.shape, 3), np.uint16)
    for channel, values in enumerate((u, v)):
        codes = np.rint(values * np.float32(MOTION_STEPS)) + np.float32(32768.0)
        result[..., channel] = np.clip(codes, 1.0, 65535.0) * known
    result[..., 2] = known
    return result


def _known_motion(motion: Array) -> tuple[Array, Array, npt.NDArray[np.bool_]]:
    """Return u, v with zero for what is not finite, and where both are."""
    u, v = motion[..., 0], motion[..., 1]
    known = np.isfinite(u) & np.isfinite(v)
    if known.all():
        return u, v, known
    return np.where(known, u, np.float32(0.0)), np.where(known, v, np.float32(0.0)), known


def _position8(position: Array) -> U8:
    turns = position * np.float32(1.0 / POSITION_PERIOD_M)
    wave = np.abs(turns - np.rint(turns)) * np.float32(2.0)  # a triangle wave: no false edges
    shown: U8 = np.rint(np.nan_to_num(wave, nan=0.0) * 255.0).astype(np.uint8)
    return shown


def _position16(position: Array) -> U16:
    codes = np.clip(np.rint(position * POSITION_STEPS) + 32768.0, 1.0, 65535.0)
    return np.nan_to_num(codes, nan=0.0).astype(np.uint16)
