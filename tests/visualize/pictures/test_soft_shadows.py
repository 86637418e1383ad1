"""Shadow edges against the geometry of a disc of light, and skies without steps."""

from __future__ import annotations

import numpy as np
import pytest

from compose.environment import Environment
from compose.snapshot import LightState, Snapshot
from tests.builders.lit import NIGHT, WHITE_CARD, sun
from tests.builders.snapshots import Thing, camera, crate, place, sheet, snapshot

pytestmark = pytest.mark.gpu
SIZE = (480, 270)
ACROSS = 4.0  # metres that the picture is wide


def edge_over_ground(light: LightState, height: float) -> Snapshot:
    """A ground from above, half of it below an edge (x < 0) out of the picture's sight."""
    ground = Thing(
        mesh=sheet(), world=place(scale=4.0, turn=(-np.pi / 2, 0, 0)), material=WHITE_CARD
    )
    wide = np.diag([8.0, 0.02, 8.0, 1.0])
    wide[:3, 3] = -4.0, height, 0.0
    seen = camera(
        eye=(0.0, height - 0.05, 1e-4), target=(0.0, 0.0, 0.0),
        orthographic_height_m=ACROSS * 9 / 16,
    )  # fmt: skip
    edge = Thing(mesh=crate(), world=wide)
    return snapshot([ground, edge], seen, environment=NIGHT, lights=(light,))


def width_between(profile: np.ndarray, low: float, high: float) -> float:
    """Metres between two shares of the light across the picture's middle."""
    rising = profile if profile[-1] > profile[0] else profile[::-1]
    x = (np.arange(len(rising)) + 0.5) * ACROSS / len(rising)
    return float(np.interp(high, rising, x) - np.interp(low, rising, x))


def disc_share(u: np.ndarray) -> np.ndarray:
    """Share of a unit disc on the far side of a chord at u (elementary geometry)."""
    u = np.clip(u, -1.0, 1.0)
    return 0.5 + (u * np.sqrt(1.0 - u * u) + np.arcsin(u)) / np.pi


@pytest.mark.parametrize("height", [1.5, 3.0])
@pytest.mark.parametrize("degrees", [2.0, 4.0])
def test_penumbra_is_as_wide_as_the_light_and_the_height_make_it(
    draw, height: float, degrees: float
) -> None:
    light = sun((0.0, -1.0, 0.0), shadow=True, angular_radius=np.radians(degrees))
    linear = draw(edge_over_ground(light, height), "beauty_linear", size=SIZE, samples=1)[..., 0]
    profile = linear[SIZE[1] // 2]
    radius = height * np.tan(np.radians(degrees))
    u = np.linspace(-1.0, 1.0, 4001)
    expected = radius * np.diff(np.interp([0.1, 0.9], disc_share(u), u))[0]
    assert width_between(profile, 0.1, 0.9) == pytest.approx(expected, rel=0.08)


@pytest.mark.parametrize("size", [(320, 180), (960, 540)])
def test_an_edge_is_as_soft_in_a_small_picture_as_in_a_large_one(draw, size) -> None:
    light = sun((0.0, -1.0, 0.0), shadow=True, angular_radius=np.radians(3.0))
    linear = draw(edge_over_ground(light, 2.0), "beauty_linear", size=size, samples=1)[..., 0]
    u = np.linspace(-1.0, 1.0, 4001)
    expected = 2.0 * np.tan(np.radians(3.0)) * np.diff(np.interp([0.1, 0.9], disc_share(u), u))[0]
    assert width_between(linear[size[1] // 2], 0.1, 0.9) == pytest.approx(expected, rel=0.08)


LARGE_SUN = sun((0.0, -1.0, 0.0), shadow=True, angular_radius=np.radians(4.0))
LARGE_LAMP = sun(
    (0.0, -1.0, 0.0), type="spot", position=(0.0, 6.0, 0.0), shadow=True, radius_m=0.4,
    inner_cone=0.9, outer_cone=1.0, color=(400.0, 400.0, 400.0),
)  # fmt: skip


@pytest.mark.parametrize("light", [LARGE_SUN, LARGE_LAMP], ids=["sun", "lamp"])
def test_a_soft_edge_has_no_grain_along_it(draw, light: LightState) -> None:
    seen = edge_over_ground(light, 2.0)
    share = draw(seen, "beauty_linear", size=SIZE, samples=1)[..., 0]
    share = share / draw(seen, "beauty_linear", size=SIZE, samples=1, shadows=False)[..., 0]
    middle = share[SIZE[1] // 2 - 6 : SIZE[1] // 2 + 6]
    assert middle.min() < 0.05  # the edge is in the picture
    assert middle.max() > 0.95
    assert np.ptp(middle, axis=0).max() < 0.03


@pytest.mark.parametrize("tall", [4.0, 60.0])
def test_the_shadow_of_a_small_thing_is_whole_however_tall_the_scene_is(draw, tall: float) -> None:
    """A hand's breadth of board, 40 cm over the ground, under the sun as large as it is."""
    ground = Thing(
        mesh=sheet(), world=place(scale=6.0, turn=(-np.pi / 2, 0, 0)), material=WHITE_CARD
    )
    board, tower = np.diag([0.1, 0.02, 0.1, 1.0]), np.diag([1.0, tall, 1.0, 1.0])
    board[:3, 3], tower[:3, 3] = (0.0, 0.4, 0.0), (4.5, 0.0, 0.0)
    things = [ground, Thing(mesh=crate(), world=board), Thing(mesh=crate(), world=tower)]
    light = sun((0.0, -1.0, -1.0), shadow=True, angular_radius=np.radians(0.27))
    seen = snapshot(
        things, camera(eye=(0.0, 4.0, 1e-4), target=(0.0, 0.0, 0.0), orthographic_height_m=2.0),
        environment=NIGHT, lights=(light,),
    )  # fmt: skip
    lit = draw(seen, "beauty_linear", size=SIZE, samples=1, shadows=False)[..., 0]
    share = draw(seen, "beauty_linear", size=SIZE, samples=1)[..., 0] / lit
    row = round(SIZE[1] * (0.5 - 0.41 / 2.0))  # the shadow falls as far back as the board is high
    middle = share[row - 2 : row + 3, SIZE[0] // 2 - 2 : SIZE[0] // 2 + 3]
    assert middle.max() < 0.1


@pytest.mark.parametrize("degrees", [0.27, 1.0, 4.0])
@pytest.mark.parametrize("tilt", [0.0, 0.5, 1.0, 1.3])
def test_a_lit_plane_is_even_however_it_is_tilted_and_large_the_light(
    draw, tilt: float, degrees: float
) -> None:
    light = sun((0.3, -1.0, -0.2), shadow=True, angular_radius=np.radians(degrees))
    turned = Thing(
        mesh=sheet(), world=place(scale=4.0, turn=(-np.pi / 2 + 0.6 * tilt, 0, 0.5 * tilt)),
        material=WHITE_CARD,
    )  # fmt: skip
    seen = snapshot(
        [turned], camera(eye=(0.5, 4.0, 4.0), target=(0.0, 0.0, 0.0)),
        environment=NIGHT, lights=(light,),
    )  # fmt: skip
    shadowed = draw(seen, "beauty_linear", samples=1)
    plain = draw(seen, "beauty_linear", samples=1, shadows=False)
    assert np.allclose(shadowed, plain, rtol=2e-3)


def test_no_light_leaks_in_at_the_foot_of_a_box(draw) -> None:
    light = sun((-0.6, -1.0, -0.35), shadow=True, angular_radius=np.radians(0.27))
    ground = Thing(
        mesh=sheet(), world=place(scale=8.0, turn=(-np.pi / 2, 0, 0)), material=WHITE_CARD
    )
    box = Thing(mesh=crate(), world=place())
    seen = snapshot(
        [ground, box], camera(eye=(-2.5, 2.0, 0.0), target=(-0.5, 0.0, 0.0)),
        environment=NIGHT, lights=(light,),
    )  # fmt: skip
    linear = draw(seen, "beauty_linear", size=(640, 360), samples=1)[..., 0]
    focal = 640 * 35.0 / 36.0
    for away in (0.01, 0.03, 0.08):
        foot = seen.camera.view[:3, :3] @ np.array([-0.5 - away, 0.0, 0.0])
        foot = foot + seen.camera.view[:3, 3]
        row, column = 180 - focal * foot[1] / -foot[2], 320 + focal * foot[0] / -foot[2]
        assert linear[int(row), int(column)] < 0.02


def test_a_sky_has_no_steps_that_dither_does_not_hide(draw) -> None:
    air = Environment(
        zenith_color=(0.1, 0.2, 0.5), horizon_color=(0.3, 0.4, 0.5), glow_color=(0.4, 0.2, 0.1)
    )
    seen = snapshot([], camera(target=(0.0, 0.6, -1.0)), environment=air)
    shown = draw(seen, "beauty", size=SIZE).astype(float)
    rows = (
        shown[: SIZE[1] // 8 * 8, :, 1].reshape(SIZE[1] // 8, 8, SIZE[0] // 8, 8).mean(axis=(1, 3))
    )
    assert np.abs(np.diff(shown[..., 1], axis=1)).max() <= 1.0
    steps = np.diff(rows[:, 30])
    assert np.all(np.abs(np.diff(steps)) < 0.35)
