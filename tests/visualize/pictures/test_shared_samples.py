"""The two ways of packing samples: which one a scene takes never shows, nor what else is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from compose.geometry.material import Image, Material, Texture
from compose.snapshot import Snapshot
from tests.builders.lit import sun, white_room
from tests.builders.snapshots import Thing, ball, camera, crate, place, sheet, snapshot
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu
SIZE = (160, 90)
GLOSSY = Material(base_color=(0.8, 0.3, 0.1, 1.0), metallic=0.6, roughness=0.35)
GLOWING = Material(base_color=(0.2, 0.3, 0.4, 1.0), metallic=0.0, emissive=(0.5, 0.2, 0.05))
BUMPS = Texture(image=Image(pixels=np.full((2, 2, 4), (150, 128, 240, 255), np.uint8)))


def white_map(material: Material) -> Material:
    """The same material with a map that changes nothing: 1 in every channel."""
    white = Texture(image=Image(pixels=np.full((2, 2, 4), 255, np.uint8)))
    return replace(material, metallic_roughness_texture=white)


def room(change: Callable[[Material], Material] = lambda material: material) -> Snapshot:
    """Matt, glossy and glowing things under a sun."""
    materials = [change(Material(metallic=0.0)), change(GLOSSY), change(GLOWING)]
    turn = (-np.pi / 2, 0, 0)
    things = [
        Thing(mesh=sheet(), world=place(scale=9.0, turn=turn), material=materials[0]),
        Thing(mesh=ball(), world=place(x=-1.0, y=0.6), material=materials[1]),
        Thing(mesh=crate(), world=place(x=1.0, turn=(0, 0.4, 0)), material=materials[2]),
    ]
    seen = camera(eye=(0.5, 2.5, 4.5), target=(0.0, 0.4, 0.0))
    light = sun((-0.6, -1.0, -0.35), shadow=True)
    return snapshot(
        things, seen, environment=white_room(ambient=0.4, occlusion=1.0), lights=(light,)
    )


def drawn(seen: Snapshot, *passes: str) -> dict[str, np.ndarray]:
    with Renderer() as renderer:
        frame = renderer.render(seen, passes, SIZE)
        return {name: frame[name] for name in passes}


@pytest.mark.parametrize("bumps", [False, True])
def test_every_picture_is_the_same_alone_and_beside_the_others(bumps: bool) -> None:
    seen = room(lambda x: replace(x, normal_texture=BUMPS) if bumps else x)
    assert any(surface.mesh.uv0 is not None for surface in seen.surfaces)
    names = ("beauty", "beauty_linear", "clay")
    together = drawn(seen, *names)
    for name in names:
        assert np.array_equal(drawn(seen, name)[name], together[name])


def test_a_map_that_changes_nothing_changes_no_picture_by_more_than_a_step() -> None:
    plain, mapped = drawn(room(), "beauty")["beauty"], drawn(room(white_map), "beauty")["beauty"]
    assert np.abs(plain.astype(int) - mapped).max() <= 2
    assert np.abs(plain.astype(int) - mapped).mean() < 0.2
