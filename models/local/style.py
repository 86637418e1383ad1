"""What every style is: the passes it reads, and one picture from one frame of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from models.local.surface import Surface

U8 = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Drawing:
    """One frame as a style sees it.

    Attributes
    ----------
    index
        The frame's number in the clip, from 0.
    layers
        Passes by name; ``depth`` is (H, W) float32 in metres, infinite in the sky.
    surface
        Where the points belong.
    """

    index: int
    layers: Mapping[str, npt.NDArray[Any]]
    surface: Surface


class Style(Protocol):
    """A way to draw, made for one size and seed. It keeps nothing from frame to frame."""

    passes: tuple[str, ...]
    """What it reads, besides depth and normal, which place its strokes."""

    def draw(self, drawing: Drawing) -> U8:
        """Return (H, W, 3) uint8 sRGB pixels; the same drawing gives the same bytes."""
        ...
