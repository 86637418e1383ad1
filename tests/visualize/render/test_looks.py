"""Surfaces that differ in colour alone are one draw, and look as they do apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compose.geometry.material import AlphaMode, Image, Material, Texture
from tests.builders.snapshots import GREY, Thing, ball, camera, place, snapshot
from visualize.render import Renderer
from visualize.render.drawlist import SurfaceTable
from visualize.render.looks import Looks

COLORS = ((0.8, 0.1, 0.1), (0.1, 0.7, 0.2), (0.15, 0.2, 0.9), (0.6, 0.6, 0.05))
CHECK = Texture(image=Image(pixels=np.full((2, 2, 4), 200, np.uint8)))


def painted(color: tuple[float, ...], name: str = "") -> Material:
    return replace(GREY, base_color=(*color, 1.0), name=name)


def row_of_balls() -> list[Thing]:
    """Four balls of one mesh side by side, each in its own colour and tinted by its node."""
    mesh = ball(24)
    return [
        Thing(mesh=mesh, world=place(1.2 * i - 1.8, 0.0, -4.0), material=painted(color, str(i)),
              color=(0.9, 0.8, 0.7, 1.0))
        for i, color in enumerate(COLORS)
    ]  # fmt: skip


def test_materials_that_differ_in_name_and_colour_alone_have_one_number() -> None:
    looks = Looks()
    one = looks.number(GREY)
    assert looks.number(painted((1.0, 0.0, 0.0), "paint")) == one


@pytest.mark.parametrize(
    "change",
    [
        {"roughness": 0.2},
        {"emissive": (0.1, 0.0, 0.0)},
        {"alpha_mode": AlphaMode.MASK},
        {"base_color": (0.5, 0.5, 0.5, 0.4)},
        {"double_sided": True},
        {"base_color_texture": CHECK},
        {"normal_texture": CHECK},
    ],
)
def test_any_other_difference_keeps_materials_apart(change: dict) -> None:
    looks = Looks()
    assert looks.number(GREY) != looks.number(replace(GREY, **change))


def test_one_draw_serves_equal_meshes_of_all_colours() -> None:
    now = snapshot(row_of_balls(), camera())
    table = SurfaceTable(now.surfaces)
    assert len(table.groups) == 1
    assert table.groups[0][1].base_color == (1.0, 1.0, 1.0, 1.0)
    assert table.tint[:, :3] == pytest.approx(np.array(COLORS))


def test_a_group_of_one_colour_keeps_its_material() -> None:
    things = [replace(thing, material=GREY) for thing in row_of_balls()]
    table = SurfaceTable(snapshot(things, camera()).surfaces)
    assert table.groups[0][1] is GREY
    assert np.all(table.tint == 1.0)


def test_colours_in_rows_show_as_colours_in_materials() -> None:
    """Each ball by itself keeps its material; together they share one and differ by row."""
    with Renderer() as renderer:
        together = renderer.render(snapshot(row_of_balls(), camera()), ["albedo"], (320, 180))
        apart = np.zeros_like(together["albedo"])
        for thing in row_of_balls():
            alone = renderer.render(snapshot([thing], camera()), ["albedo"], (320, 180))
            apart += alone["albedo"]
        centre = together["albedo"][90]
    for color in COLORS:
        expected = np.array(color) * (0.9, 0.8, 0.7)
        assert np.isclose(centre, expected, rtol=1e-5).all(axis=1).any()
    assert together["albedo"] == pytest.approx(apart, abs=1e-5)
