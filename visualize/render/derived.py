"""Exact passes that follow from another one, without a target of their own. No GL here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import CameraState
from visualize.render.options import RenderOptions

Array = npt.NDArray[Any]
Derive = Callable[[Array, Raster, CameraState, RenderOptions], Array]


def positions(depth: Array, raster: Raster, camera: CameraState, _: RenderOptions) -> Array:
    """Return (H, W, 3) float32 world positions: the ray of each pixel centre times its depth.

    Worked out in float64; NaN where nothing is.
    """
    world = camera.world
    x = (np.arange(raster.width) + 0.5 - raster.cx) / raster.focal
    y = (raster.cy - np.arange(raster.height) - 0.5) / raster.focal
    known = np.where(np.isfinite(depth), depth.astype(np.float64), np.nan)
    result = np.empty((*depth.shape, 3), np.float32)
    for axis in range(3):
        right, up, back, eye = world[axis]
        across = right * x[None, :] + up * y[:, None]
        if raster.orthographic:
            result[..., axis] = eye + across - back * known
        else:
            result[..., axis] = eye + (across - back) * known
    return result


def mask(ids: Array, _: Raster, __: CameraState, options: RenderOptions) -> Array:
    """Return (H, W) uint8: 255 where the id is one of ``options.mask_ids``."""
    wanted: Sequence[int] = [number for number in options.mask_ids if 0 < number < 2**32]
    return np.isin(ids, np.array(wanted, np.uint32)).astype(np.uint8) * np.uint8(255)


DERIVED: dict[str, Derive] = {"position": positions, "mask": mask}
"""What works a pass out of its ``source``, by the name of the pass."""
