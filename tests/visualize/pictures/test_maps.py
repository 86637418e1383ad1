"""Textures of a material, each against the number that it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from compose.geometry.material import Image, Material, Texture
from compose.snapshot import Snapshot
from tests.builders.lit import NIGHT, sun, white_room
from tests.builders.snapshots import Thing, camera, place, sheet, snapshot

pytestmark = pytest.mark.gpu
MIDDLE = (45, 80)
WHITE = (1.0, 1.0, 1.0, 1.0)


def even(*values: int) -> Texture:
    """A texture of one colour."""
    return Texture(image=Image(pixels=np.full((4, 4, 4), (*values, 255), np.uint8)))


def quarters() -> Texture:
    """Red upper left, green upper right, blue lower left, white lower right."""
    pixels = np.full((2, 2, 4), 255, np.uint8)
    pixels[0, 0, :3], pixels[0, 1, :3], pixels[1, 0, :3] = (255, 0, 0), (0, 255, 0), (0, 0, 255)
    return Texture(image=Image(pixels=pixels), nearest=True)


def card(**fields: Any) -> Snapshot:
    """A card that fills the picture's height, lit head-on by a sun of pi lux."""
    material = Material(**{"base_color": WHITE, "metallic": 0.0, **fields})
    thing = Thing(mesh=sheet(), world=place(z=-4.0), material=material)
    return snapshot([thing], camera(), environment=NIGHT, lights=(sun(),))


def test_upper_left_of_a_texture_is_upper_left_of_the_card(draw) -> None:
    seen = draw(card(base_color_texture=quarters()), "albedo")
    assert np.allclose(seen[30, 65], [1, 0, 0])
    assert np.allclose(seen[30, 95], [0, 1, 0])
    assert np.allclose(seen[60, 65], [0, 0, 1])


def test_texture_transform_moves_the_picture(draw) -> None:
    moved = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    seen = draw(card(base_color_texture=replace(quarters(), transform=moved)), "albedo")
    assert np.allclose(seen[30, 65], [0, 1, 0])
    assert np.allclose(seen[30, 95], [1, 0, 0])


def test_second_uv_set_is_read_where_asked(draw) -> None:
    seen = card(emissive=(1.0, 1.0, 1.0), emissive_texture=replace(quarters(), uv_set=1))
    mesh = sheet()
    turned = replace(mesh, uv1=1.0 - mesh.uv0)
    surfaces = tuple(replace(surface, mesh=turned) for surface in seen.surfaces)
    shown = draw(replace(seen, surfaces=surfaces, lights=()), "beauty_linear")
    assert np.allclose(shown[60, 95], [1, 0, 0], atol=0.01)
    assert np.allclose(shown[30, 95], [0, 0, 1], atol=0.01)


def test_colour_is_decoded_from_srgb_and_data_is_not(draw) -> None:
    grey = draw(card(base_color_texture=even(188, 188, 188)), "albedo")
    assert grey[MIDDLE] == pytest.approx([((188 / 255 + 0.055) / 1.055) ** 2.4] * 3, abs=2e-3)
    room = replace(card(occlusion_texture=even(188, 0, 0)), environment=white_room(), lights=())
    open_to = draw(room, "beauty_linear")[MIDDLE]
    assert open_to == pytest.approx([188 / 255] * 3, abs=6e-3)


def test_metallic_and_roughness_come_from_blue_and_green(draw) -> None:
    mapped = card(metallic=1.0, roughness=1.0, metallic_roughness_texture=even(0, 128, 204))
    plain = card(metallic=204 / 255, roughness=128 / 255)
    ours, theirs = (draw(seen, "beauty_linear")[MIDDLE] for seen in (mapped, plain))
    assert np.allclose(ours, theirs, rtol=0.01)


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (0.6, 0.0), (0.0, 0.6), (-0.5, 0.3)])
def test_normal_map_turns_the_surface_right_and_up(draw, x: float, y: float) -> None:
    z = np.sqrt(1.0 - x * x - y * y)
    held = np.round((np.array([x, y, z]) * 0.5 + 0.5) * 255).astype(int)
    light = np.array([0.5, 0.4, 0.7])
    light /= np.linalg.norm(light)
    seen = card(normal_texture=even(*held))
    lit = replace(seen, lights=(sun(tuple(-light)),))
    expected = float(np.array([x, y, z]) @ light)
    assert draw(lit, "beauty_linear")[MIDDLE][0] == pytest.approx(expected, abs=0.01)
