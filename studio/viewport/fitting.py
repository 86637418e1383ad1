"""Fitting: where a picture lies in the widget, and what is projected there. No Qt."""

from __future__ import annotations

import math

from studio.drawing.wish import Picture
from studio.viewport.projection import Projection

Size = tuple[int, int]


def even_box(width: float, height: float, ratio: float) -> Size:
    """Return the smallest even size in device pixels that covers a widget, at least 16."""
    wide, high = (max(math.ceil(side * ratio), 16) for side in (width, height))
    return wide + wide % 2, high + high % 2


def fitted(picture: Picture, width: float, height: float, ratio: float) -> Projection:
    """Return the projection of a picture as it lies in a widget of logical pixels.

    A picture that fills covers the widget; one with the shot's own gate lies whole in the middle.
    A fine one has its own pixels; a rough one is stretched.
    """
    raster = picture.frame.raster
    wide, high = width * ratio, height * ratio
    scales = (wide / raster.width, high / raster.height)
    covers = picture.wish.fill or picture.wish.camera is not None
    scale = max(scales) if covers else min(scales)
    if abs(scale - 1.0) < 0.01:
        scale = 1.0
    left = math.floor((wide - raster.width * scale) / 2.0) if scale == 1.0 or not covers else 0
    top = math.floor((high - raster.height * scale) / 2.0) if scale == 1.0 or not covers else 0
    return Projection(picture.snapshot.camera, raster, left / ratio, top / ratio, scale / ratio)
