"""Painting: what a list or a wall paints its rows with."""

from studio.painting.brush import (
    Brush,
    by_keyboard,
    chip_width,
    fitting,
    text_width,
    wrapped_height,
)

__all__ = ["Brush", "by_keyboard", "chip_width", "fitting", "text_width", "wrapped_height"]
