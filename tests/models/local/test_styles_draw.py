"""Every style: the same for the same seed, of the right shape, and fixed to what it is drawn on."""

from __future__ import annotations

import numpy as np
import pytest

from models.errors import UnknownModelError
from models.local.ink import Ink
from models.local.style import Drawing
from models.local.styles import STYLES, make_style
from models.local.surface import Surface

SIZE = (192, 108)
SHAPE = SIZE[::-1]


def layers(seed: int = 1) -> dict[str, np.ndarray]:
    """A slanted wall in bands of light, with a sky above."""
    random = np.random.default_rng(seed)
    light = np.repeat(np.linspace(20, 235, SIZE[0]).astype(np.uint8)[None, :], SHAPE[0], axis=0)
    lines = np.zeros((*SHAPE, 3), np.uint8)
    lines[:, ::24] = 255
    depth = np.repeat(np.linspace(12, 4, SHAPE[0], dtype=np.float32)[:, None], SIZE[0], axis=1)
    depth[:12] = np.inf
    normal = np.zeros((*SHAPE, 3), np.float32)
    normal[12:] = (0.0, 0.6, 0.8)
    albedo = np.broadcast_to(random.uniform(0.1, 0.7, 3), (*SHAPE, 3)).astype(np.float32)
    grey = np.dstack([light] * 3)
    return {"beauty": grey, "clay": grey, "lines": lines, "depth": depth, "normal": normal,
            "albedo": albedo}  # fmt: skip


def drawing(index: int = 0, shift: int = 0) -> Drawing:
    y, x = np.mgrid[0 : SHAPE[0], 0 : SIZE[0]].astype(np.float32) * 0.02
    place = np.dstack([x, y, np.zeros_like(x)])
    surface = Surface(place, np.full(SHAPE, 2, np.uint8), np.full(SHAPE, 0.02, np.float32))
    seen = layers()
    if shift:
        seen = {name: np.roll(values, shift, axis=1) for name, values in seen.items()}
        surface = Surface(np.roll(place, shift, axis=1), surface.axis, surface.footprint)
    return Drawing(index, seen, surface)


@pytest.mark.parametrize("name", STYLES)
def test_the_same_seed_gives_the_same_bytes_and_keeps_the_passes_as_they_were(name: str) -> None:
    given = drawing()
    before = {key: values.copy() for key, values in given.layers.items()}
    made = [make_style(name, SIZE, 5).draw(given).tobytes() for _ in range(2)]
    assert made[0] == made[1]
    assert all(np.array_equal(before[key], given.layers[key]) for key in before)


@pytest.mark.parametrize("name", STYLES)
def test_a_style_reads_just_the_passes_it_names(name: str) -> None:
    style = make_style(name, SIZE, 5)
    given = drawing()
    few = {key: given.layers[key] for key in style.passes}
    made = style.draw(Drawing(0, few, given.surface))
    assert made.shape == (*SHAPE, 3)
    assert made.dtype == np.uint8


@pytest.mark.parametrize("name", sorted(set(STYLES) - {"toon"}))
def test_another_seed_gives_another_grain(name: str) -> None:
    one, other = (make_style(name, SIZE, seed).draw(drawing()) for seed in (1, 2))
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("name", sorted(set(STYLES) - {"noir"}))
def test_a_still_scene_does_not_flicker(name: str) -> None:
    style = make_style(name, SIZE, 1)
    assert np.array_equal(style.draw(drawing(0)), style.draw(drawing(9)))


def test_film_grain_changes_from_frame_to_frame_but_not_the_picture_under_it() -> None:
    style = make_style("noir", SIZE, 1)
    frames = [style.draw(drawing(index)).astype(float) for index in range(12)]
    assert 0.2 < np.abs(frames[0] - frames[1]).mean() < 8.0
    halves = [np.mean(frames[k::2], axis=0) for k in (0, 1)]
    assert np.abs(halves[0] - halves[1]).mean() < np.abs(frames[0] - frames[1]).mean() / 1.8


def test_pen_strokes_travel_with_the_surface_they_are_drawn_on() -> None:
    ink = Ink(SIZE, 3)
    still, moved = ink.shade(drawing()), ink.shade(drawing(shift=17))
    inside = slice(30, -30)
    assert np.array_equal(np.roll(still, 17, axis=1)[:, inside], moved[:, inside])
    assert still.std() > 20


def test_darker_places_get_more_ink() -> None:
    drawn = make_style("ink", SIZE, 3).draw(drawing()).mean(axis=(0, 2))
    dark, light = drawn[:48].mean(), drawn[-48:].mean()
    assert dark < light - 40


def test_a_style_that_there_is_not_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownModelError, match="ink"):
        make_style("inc", SIZE, 0)
