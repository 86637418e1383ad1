"""The tones a director relies on in clay, wire and lines."""

from __future__ import annotations

import numpy as np
import pytest

from compose.geometry.material import Material
from compose.geometry.shapes import make_shape
from compose.snapshot import Snapshot
from tests.builders.lit import sun
from tests.builders.snapshots import Thing, ball, camera, crate, place, sheet, snapshot

pytestmark = pytest.mark.gpu

MIDDLE = (slice(40, 50), slice(75, 85))
PLASTER = Material(base_color=(0.6, 0.6, 0.6, 1.0))
DAY = sun((0.3, -0.5, -0.8))


def wall(material: Material = PLASTER, turn: float = 0.0, z: float = -5.0) -> Thing:
    return Thing(mesh=sheet(), world=place(z=z, scale=20.0, turn=(0.0, turn, 0.0)),
                 material=material)  # fmt: skip


def lit(*things: Thing) -> Snapshot:
    return snapshot(things, camera(), lights=(DAY,))


def tone(draw, seen: Snapshot, **options: object) -> float:
    return float(draw(seen, "clay", **options)[MIDDLE].mean() / 255.0)


def test_clay_parts_light_from_shade_by_form_alone(draw) -> None:
    bright = tone(draw, lit(wall()))
    away = snapshot([wall()], camera(), lights=(sun((0.3, -0.5, 0.8)),))
    assert 0.75 < bright < 0.91
    assert 0.33 < tone(draw, away) < 0.5


def test_clay_is_never_burnt_out_or_black(draw) -> None:
    white = Material(base_color=(1.0, 1.0, 1.0, 1.0))
    black = Material(base_color=(0.0, 0.0, 0.0, 1.0))
    facing = (sun((0.0, 0.0, -1.0)),)
    assert draw(snapshot([wall(white)], camera(), lights=facing), "clay").max() < 245
    assert draw(snapshot([wall(black)], camera(), lights=facing), "clay").min() > 40


def test_clay_keeps_the_order_of_paints_but_gently(draw) -> None:
    dark, light = (tone(draw, lit(wall(Material(base_color=(v, v, v, 1.0))))) for v in (0.05, 0.6))
    assert 0.1 < light - dark < 0.35


def test_walls_in_the_shade_that_face_different_ways_differ(draw) -> None:
    """The sun is behind both walls of a corner."""
    behind = (sun((0.3, -0.5, 0.8)),)
    left, right = (
        tone(draw, snapshot([wall(turn=turn)], camera(), lights=behind)) for turn in (-0.7, 0.7)
    )
    assert abs(left - right) > 0.02


def test_clay_draws_no_facets_on_a_ball(draw) -> None:
    """Neighbouring pixels inside the outline differ by shading alone, some levels."""
    thing = Thing(mesh=ball(14), world=place(z=-3.0), material=PLASTER)
    picture = draw(snapshot([thing], camera()), "clay", size=(320, 180), occlusion=False)
    inside = picture[70:110, 140:180, 1].astype(int)
    assert max(np.abs(np.diff(inside, axis=k)).max() for k in (0, 1)) <= 5


def test_clay_and_lines_outline_a_ball(draw) -> None:
    thing = Thing(mesh=ball(14), world=place(z=-3.0), material=PLASTER)
    seen = snapshot([thing], camera())
    covered = np.isfinite(draw(seen, "depth", size=(320, 180)))
    row, columns = 90, np.flatnonzero(covered[90])
    lines = draw(seen, "lines", size=(320, 180)).max(axis=-1)
    for edge in (columns[0], columns[-1]):
        assert lines[row, edge - 2 : edge + 3].max() > 100
    assert lines[row, columns[0] + 6 : columns[-1] - 5].max() == 0


def crate_at(distance: float) -> Snapshot:
    """A crate that looks as large at any distance."""
    return snapshot([Thing(mesh=crate(), world=place(z=-distance, scale=distance / 4))], camera())


def test_wire_is_bright_near_and_readable_at_sixty_metres(draw) -> None:
    size = (1280, 720)
    assert draw(crate_at(4.0), "wire", size=size).max() > 0.9 * 255
    far = draw(crate_at(60.0), "wire", size=size)[..., 1]
    top = far[200:520, 640]  # a column across the upper edges
    assert np.sort(top)[-2:].min() > 0.35 * 255


def test_wire_shows_the_hue_of_a_surface_dimly(draw) -> None:
    red = Material(base_color=(0.5, 0.03, 0.03, 1.0))
    plain = draw(lit(wall(red)), "wire")[MIDDLE].reshape(-1, 3).mean(axis=0)
    assert plain[0] > 1.5 * max(plain[1:])
    assert plain.max() < 80


@pytest.mark.parametrize(("name", "share"), [("wire", 0.75), ("lines", 0.6)])
def test_lines_that_run_together_fade(draw, name: str, share: float) -> None:
    """A slat a pixel wide and a board of the same length, at the same distance."""
    thin, wide = (
        draw(
            snapshot([Thing(mesh=crate(), world=place(z=-9.0, scale=(width, 2.0, width)))],
                     camera()),
            name, size=(640, 360),
        )[..., 1]
        for width in (0.015, 1.0)
    )  # fmt: skip
    middle = slice(150, 180)
    assert thin[middle].max() < share * wide[middle].max()
    assert thin[middle].max(axis=1).min() > 40


def test_a_board_keeps_its_outline_however_thin_it_is(draw) -> None:
    board = make_shape("box", {"width": 2.0, "height": 2.0, "depth": 0.002})
    thing = Thing(mesh=board, world=place(z=-9.0))
    picture = draw(snapshot([thing], camera()), "lines", size=(1280, 720))
    assert picture.max() > 240
