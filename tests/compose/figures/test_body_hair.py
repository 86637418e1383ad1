"""Hair and hats on heads: what lies over the skull is what is seen of it."""

from __future__ import annotations

import numpy as np
import pytest

from compose.figures.body import FigureBody
from compose.figures.mannequin import make_figure
from compose.figures.proportions import proportions
from compose.geometry.mesh import Mesh
from tests.builders.ray_hits import first_hits


def corners(mesh: Mesh) -> np.ndarray:
    return mesh.positions[mesh.triangles]


def upper_directions(count: int) -> np.ndarray:
    """Unit vectors to the crown and the back of a head, evenly spread."""
    n = np.arange(count * 4) + 0.5
    up, turn = 1.0 - 2.0 * n / (count * 4), np.pi * (1.0 + np.sqrt(5.0)) * n
    flat = np.sqrt(1.0 - up**2)
    every = np.stack([np.sin(turn) * flat, up, np.cos(turn) * flat], axis=1)
    return every[(up > 0.85) | ((up > 0.25) & (every[:, 2] < -0.3))]


@pytest.mark.parametrize("age", ["adult", "child"])
@pytest.mark.parametrize("style", ["short", "long", "bun", "cap"])
@pytest.mark.parametrize("detail", [0.25, 1.0, 2.0])
def test_no_skull_comes_through_the_hair(age, style, detail):
    body = FigureBody(age=age, hair_style=style, detail=detail)
    found = {n.path: p.mesh for n in make_figure(body).nodes for p in n.parts}
    names = [name for name in ("hair", "cap", "skin") if name in found]
    measured = proportions(body)
    middle = np.array([0.0, measured.stature - 0.45 * measured.head_height, 0.0])
    ways = upper_directions(80)
    first = np.stack([first_hits(corners(found[n]), middle + ways, -ways) for n in names])
    assert np.isfinite(first[-1]).all()
    assert (np.argmin(first, axis=0) < len(names) - 1).all()


@pytest.mark.parametrize("detail", [0.25, 1.0, 2.0])
def test_a_cap_covers_the_hair_of_the_crown(detail):
    body = FigureBody(hair_style="cap", detail=detail)
    found = {n.path: p.mesh for n in make_figure(body).nodes for p in n.parts}
    crown = proportions(body).stature - 0.2 * proportions(body).head_height
    grid = np.array([(x, 3.0, z) for x in (-0.03, 0.0, 0.03) for z in (-0.02, 0.02, 0.06)])
    down = np.tile([0.0, -1.0, 0.0], (len(grid), 1))
    tops = {name: 3.0 - first_hits(corners(found[name]), grid, down) for name in ("cap", "hair")}
    assert (tops["cap"] > tops["hair"]).all()
    assert tops["cap"].min() > crown
