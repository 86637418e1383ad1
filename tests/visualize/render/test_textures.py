"""Pictures of materials on the GPU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import moderngl
import numpy as np
import pytest

from compose.geometry.material import Image, Material, Texture
from tests.builders.snapshots import Thing, camera, place, sheet, snapshot
from visualize.errors import RenderError
from visualize.render.renderer import Renderer
from visualize.render.textures import TextureStore

pytestmark = pytest.mark.gpu

SIZE = (64, 36)


@pytest.fixture
def small_driver(gl_context: moderngl.Context) -> Iterator[Renderer]:
    """A renderer on a driver that holds no more than 16 pixels a side."""
    with Renderer(gl_context) as renderer:
        renderer._device.textures = TextureStore(gl_context, largest=16)
        yield renderer


def halves(width: int, height: int) -> Image:
    """Return a picture whose left half is red and whose right half is blue."""
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[:, : width // 2] = (255, 0, 0, 255)
    pixels[:, width // 2 :] = (0, 0, 255, 255)
    return Image(pixels=pixels)


@pytest.mark.parametrize("size", [(16, 16), (17, 16), (4000, 3), (3, 1999), (640, 640)])
def test_a_picture_beyond_the_drivers_limit_is_shown_smaller(
    small_driver: Renderer, size: tuple[int, int]
) -> None:
    image = halves(size[0] // 2 * 2, size[1])
    material = Material(base_color_texture=Texture(image=image, nearest=True), double_sided=True)
    thing = Thing(mesh=sheet(), world=place(0, 0, -1), material=material)
    albedo = small_driver.render(snapshot([thing], camera()), ("albedo",), SIZE)["albedo"]
    assert albedo[18, 24] == pytest.approx([1, 0, 0], abs=0.02)
    assert albedo[18, 40] == pytest.approx([0, 0, 1], abs=0.02)


def test_what_is_scaled_down_is_averaged(gl_context: moderngl.Context) -> None:
    pixels = np.random.default_rng(4).integers(0, 256, (32, 48, 4)).astype(np.uint8)
    store = TextureStore(gl_context, largest=16)
    with gl_context:
        store.bind(Texture(image=Image(pixels=pixels)), 0, srgb=False)
        (texture,) = store._textures.values()
        shown = np.frombuffer(texture.read(), np.uint8).reshape(16, 16, 4).astype(float)
        store.close()
    blocks = pixels.reshape(16, 2, 16, 3, 4).astype(float).mean(axis=(1, 3))
    assert np.abs(shown - blocks).max() <= 1.0


def test_a_picture_without_pixels_is_refused(small_driver: Renderer) -> None:
    empty = Image(pixels=np.zeros((0, 4, 4), np.uint8), name="sign")
    material = Material(base_color_texture=Texture(image=empty))
    thing = Thing(mesh=sheet(), world=place(0, 0, -1))
    with pytest.raises(RenderError, match="sign has no pixels"):
        small_driver.render(
            snapshot([replace(thing, material=material)], camera()), ("albedo",), SIZE
        )
