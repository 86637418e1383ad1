"""The table of pictures: a shader over every surface, or a function of the stage for the others."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from visualize.render.passes import Pass
from visualize.render.pictures.albedo import draw_albedo
from visualize.render.pictures.beauty import draw_beauty, draw_beauty_linear
from visualize.render.pictures.clay import draw_clay
from visualize.render.pictures.shaded import draw_shaded
from visualize.render.pictures.wire import draw_lines, draw_wire
from visualize.render.stage import PicturePass, Stage

PICTURES: dict[str, PicturePass] = {
    "albedo": draw_albedo,
    "beauty": draw_beauty,
    "beauty_linear": draw_beauty_linear,
    "clay": draw_clay,
    "wire": draw_wire,
    "lines": draw_lines,
}
"""What draws the pictures that are more than one shader over every surface."""


def draw_picture(stage: Stage, entry: Pass) -> npt.NDArray[Any]:
    """Return the array of a picture pass as its entry in ``visualize.render.passes`` says."""
    if entry.shading is not None:
        return draw_shaded(stage, entry, entry.shading)
    return PICTURES[entry.name](stage)
