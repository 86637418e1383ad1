"""The picture passes, by name: one function each, ``Stage -> array``."""

from __future__ import annotations

from visualize.render.pictures.albedo import draw_albedo
from visualize.render.pictures.beauty import draw_beauty, draw_beauty_linear
from visualize.render.pictures.clay import draw_clay
from visualize.render.pictures.wire import draw_lines, draw_wire
from visualize.render.stage import PicturePass

PICTURES: dict[str, PicturePass] = {
    "beauty": draw_beauty,
    "beauty_linear": draw_beauty_linear,
    "clay": draw_clay,
    "wire": draw_wire,
    "lines": draw_lines,
    "albedo": draw_albedo,
}
