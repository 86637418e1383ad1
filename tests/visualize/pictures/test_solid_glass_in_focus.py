"""Depth of field and transparent surfaces: what is solid is as sharp as its own distance."""

from __future__ import annotations

import numpy as np
import pytest

from compose.geometry.material import AlphaMode, Material
from tests.builders.lit import NIGHT
from tests.builders.snapshots import Thing, camera, place, sheet, snapshot

pytestmark = pytest.mark.gpu

WALL = Material(base_color=(0.0, 0.0, 1.0, 1.0), unlit=True)


def pane_before_a_far_wall(*, solid: bool):
    glass = Material(
        base_color=(1.0, 0.0, 0.0, 0.5), unlit=True, alpha_mode=AlphaMode.BLEND, solid=solid
    )
    things = [
        Thing(mesh=sheet(), world=place(z=-60.0, scale=90.0), material=WALL),
        Thing(mesh=sheet(), world=place(z=-2.0, x=-1.0), material=glass),
    ]
    return snapshot(things, camera(focus_distance_m=2.0, f_stop=0.4), environment=NIGHT)


def width_of_edge(linear: np.ndarray) -> int:
    """How many pixels of the middle row are neither pane nor wall."""
    red = linear[45, :, 0]
    return int(((red > 0.02) & (red < 0.48)).sum())


def test_a_solid_pane_in_focus_keeps_its_edge_before_a_blurred_wall(draw) -> None:
    seen = pane_before_a_far_wall(solid=True)
    blurred = draw(seen, "beauty_linear", depth_of_field=True)
    assert width_of_edge(blurred) <= 1
    assert np.allclose(blurred[45, 70], (0.5, 0.0, 0.5), atol=5e-3)


def test_a_pane_that_is_not_solid_blurs_with_what_is_seen_through_it(draw) -> None:
    blurred = draw(pane_before_a_far_wall(solid=False), "beauty_linear", depth_of_field=True)
    assert width_of_edge(blurred) >= 4


def test_a_solid_pane_changes_no_color_without_a_lens(draw) -> None:
    one, other = (
        draw(pane_before_a_far_wall(solid=solid), "beauty_linear") for solid in (True, False)
    )
    assert np.array_equal(one, other)
