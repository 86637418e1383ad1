"""Shadows of point lights and of a second directional light, against rays traced in NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from compose.snapshot import LightState, Snapshot
from tests.builders.lit import NIGHT, WHITE_CARD, lamp, sun
from tests.builders.snapshots import Thing, camera, crate, place, sheet, snapshot

pytestmark = pytest.mark.gpu
SIZE = (160, 90)
FOCAL = 160 * 35.0 / 36.0
CRATES = ((0.0, 0.0, 0.0), (1.9, 0.0, -0.9), (-1.7, 0.0, 1.2), (-0.6, 0.0, -2.2))


def room(*lights: LightState, eye: tuple[float, float, float] = (1.5, 6.0, 6.0)) -> Snapshot:
    """A ground with crates round the middle."""
    turn = (-np.pi / 2, 0, 0)
    ground = Thing(mesh=sheet(), world=place(scale=30.0, turn=turn), material=WHITE_CARD)
    things = [ground, *(Thing(mesh=crate(), world=place(*at)) for at in CRATES)]
    return snapshot(things, camera(eye=eye, target=(0, 0, 0)), environment=NIGHT, lights=lights)


def ground_points(seen: Snapshot) -> np.ndarray:
    """Return (90, 160, 3): where the ray of each pixel centre meets y = 0."""
    y, x = np.mgrid[:90, :160]
    rays = np.stack([(x + 0.5 - 80) / FOCAL, (45 - y - 0.5) / FOCAL, -np.ones_like(x, float)], -1)
    world = rays @ seen.camera.world[:3, :3].T
    eye = seen.camera.world[:3, 3]
    return eye - world * (eye[1] / world[..., 1:2])


def blocked(start: np.ndarray, end: np.ndarray, grow: float) -> np.ndarray:
    """Tell which of the ways from start to end meet a crate (slabs)."""
    met = np.zeros(start.shape[:-1], bool)
    for at in CRATES:
        low = np.add(at, (-0.5, 0.0, -0.5)) - grow
        high = np.add(at, (0.5, 1.0, 0.5)) + grow
        with np.errstate(divide="ignore", invalid="ignore"):
            one, other = (low - start) / (end - start), (high - start) / (end - start)
        near = np.minimum(one, other).max(axis=-1)
        far = np.maximum(one, other).min(axis=-1)
        met |= (near < far) & (far > 1e-6) & (near < 1.0)
    return met


def check_against_rays(
    shadowed: np.ndarray, lit: np.ndarray, seen: Snapshot, light: LightState
) -> None:
    points = ground_points(seen)
    if light.type == "directional":
        ends = points - 100.0 * np.array(light.direction)
    else:
        ends = np.broadcast_to(np.array(light.position), points.shape)
    eye = np.broadcast_to(seen.camera.world[:3, 3], points.shape)
    reached = ~blocked(points, eye, 0.1) & (lit > 1e-3)
    share = shadowed[reached] / lit[reached]
    surely, perhaps = blocked(points, ends, -0.07)[reached], blocked(points, ends, 0.07)[reached]
    assert surely.sum() > 60
    assert share[surely].max() < 0.02
    assert share[~perhaps].min() > 0.98


@pytest.mark.parametrize(
    "position", [(0.9, 1.6, 0.4), (-0.7, 0.6, -0.8), (1.0, 3.0, 1.0), (0.0, 0.7, 1.1)], ids=str
)
def test_a_point_light_is_blocked_where_rays_to_it_are(draw, position) -> None:
    light = lamp(position, shadow=True, color=(40.0, 40.0, 40.0))
    seen = room(light)
    shadowed = draw(seen, "beauty_linear", samples=1, shadow_map_size=4096)[..., 0]
    lit = draw(seen, "beauty_linear", samples=1, shadows=False)[..., 0]
    check_against_rays(shadowed, lit, seen, light)


def test_a_second_directional_light_casts_its_own_shadow(draw) -> None:
    first = sun((-0.6, -1.0, -0.35), shadow=True)
    second = sun((0.5, -1.0, 0.6), shadow=True, color=(1.0, 1.0, 1.0))
    both, alone = room(first, second), room(first)
    share = [
        draw(both, "beauty_linear", samples=1, shadows=shadows, shadow_map_size=8192)[..., 0]
        - draw(alone, "beauty_linear", samples=1, shadows=shadows, shadow_map_size=8192)[..., 0]
        for shadows in (True, False)
    ]
    check_against_rays(share[0], share[1], both, second)


@pytest.mark.parametrize("height", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("radius", [0.0, 0.1])
def test_ground_that_nothing_hides_from_a_lamp_has_neither_acne_nor_seams(
    draw, height: float, radius: float
) -> None:
    light = lamp((0.3, height, -0.2), shadow=True, radius_m=radius)
    turn = (-np.pi / 2, 0, 0)
    ground = Thing(mesh=sheet(), world=place(scale=30.0, turn=turn), material=WHITE_CARD)
    seen = snapshot(
        [ground], camera(eye=(1.5, 6.0, 6.0), target=(0, 0, 0)), environment=NIGHT, lights=(light,)
    )
    shadowed = draw(seen, "beauty_linear", samples=1)
    plain = draw(seen, "beauty_linear", samples=1, shadows=False)
    assert np.allclose(shadowed, plain, rtol=2e-3)


def test_lamps_beyond_those_with_maps_still_shine(draw) -> None:
    lamps = [lamp((x, 2.0, 0.0), shadow=True) for x in (-2.0, -1.0, 0.0, 1.0, 2.0)]
    turn = (-np.pi / 2, 0, 0)
    ground = Thing(mesh=sheet(), world=place(scale=30.0, turn=turn), material=WHITE_CARD)
    seen = camera(eye=(1.5, 6.0, 6.0), target=(0, 0, 0))
    all_at_once = draw(
        snapshot([ground], seen, environment=NIGHT, lights=tuple(lamps)), "beauty_linear", samples=1
    )
    one_by_one = sum(
        draw(snapshot([ground], seen, environment=NIGHT, lights=(one,)), "beauty_linear", samples=1)
        for one in lamps
    )
    assert np.allclose(all_at_once, one_by_one, rtol=3e-3)
