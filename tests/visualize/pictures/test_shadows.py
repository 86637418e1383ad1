"""Shadows against rays from the ground to the light, traced in NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compose.geometry.material import AlphaMode, Image, Material, Texture
from compose.snapshot import LightState, Snapshot
from tests.builders.lit import NIGHT, WHITE_CARD, sun
from tests.builders.snapshots import Thing, camera, crate, place, sheet, snapshot
from visualize.render.bounds import Spheres
from visualize.render.pictures.shadow_fit import sun_views

pytestmark = pytest.mark.gpu
SIZE = (160, 90)
FOCAL = 160 * 35.0 / 36.0


def stage_with(light: LightState, eye=(1.5, 5.0, 6.0), crates=((0.0, 0.0, 0.0),)) -> Snapshot:
    ground = Thing(
        mesh=sheet(), world=place(scale=30.0, turn=(-np.pi / 2, 0, 0)), material=WHITE_CARD
    )
    things = [ground, *(Thing(mesh=crate(), world=place(*at)) for at in crates)]
    seen = camera(eye=eye, target=(0.0, 0.0, 0.0))
    return snapshot(things, seen, environment=NIGHT, lights=(light,))


def ground_points(seen: Snapshot) -> np.ndarray:
    """Return (90, 160, 3): where the ray of each pixel centre meets y = 0."""
    y, x = np.mgrid[:90, :160]
    rays = np.stack([(x + 0.5 - 80) / FOCAL, (45 - y - 0.5) / FOCAL, -np.ones_like(x, float)], -1)
    world = rays @ seen.camera.world[:3, :3].T
    eye = seen.camera.world[:3, 3]
    return eye - world * (eye[1] / world[..., 1:2])


def blocked(start: np.ndarray, toward: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Tell which rays meet a box (slabs); ``toward`` ends at the light."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - start) / toward, (high - start) / toward
    near = np.minimum(one, other).max(axis=-1)
    far = np.maximum(one, other).min(axis=-1)
    return (near < far) & (far > 1e-6) & (near < 1.0)


def shadow_truth(seen: Snapshot, grow: float) -> tuple[np.ndarray, np.ndarray]:
    """Return which pixels show ground, and which of those are in a crate's shadow."""
    points = ground_points(seen)
    light = seen.lights[0]
    if light.type == "directional":
        toward = np.broadcast_to(-100.0 * np.array(light.direction), points.shape)
    else:
        toward = np.array(light.position) - points
    eye = np.broadcast_to(seen.camera.world[:3, 3] - points, points.shape)
    shaded = np.zeros(points.shape[:2], bool)
    hidden = np.zeros_like(shaded)
    for surface in range(1, len(seen.surfaces)):
        middle = seen.world[surface][:3, 3]
        low, high = np.array([-0.5, 0.0, -0.5]), np.array([0.5, 1.0, 0.5])
        shaded |= blocked(points, toward, middle + low - grow, middle + high + grow)
        hidden |= blocked(points, eye, middle + low - 0.1, middle + high + 0.1)
    return ~hidden, shaded


SUN = sun((-0.6, -1.0, -0.35), shadow=True)
SPOT = sun(
    (0.3, -1.0, 0.1), type="spot", position=(-0.9, 4.0, -0.3), inner_cone=0.9, outer_cone=1.0,
    shadow=True, color=(60.0, 60.0, 60.0),
)  # fmt: skip


@pytest.mark.parametrize("light", [SUN, SPOT], ids=["sun", "spot"])
def test_shadow_is_where_rays_to_the_light_are_blocked(draw, light: LightState) -> None:
    seen = stage_with(light, crates=((0.0, 0.0, 0.0), (1.8, 0.0, -0.8)))
    linear = draw(seen, "beauty_linear", samples=1)[..., 0]
    open_ground, surely = shadow_truth(seen, -0.06)
    _, perhaps = shadow_truth(seen, 0.06)
    lit = draw(seen, "beauty_linear", samples=1, shadows=False)[..., 0]
    reached = open_ground & (lit > 1e-3)
    share = linear[reached] / lit[reached]
    assert surely[reached].sum() > 60
    assert share[surely[reached]].max() < 0.02
    assert share[~perhaps[reached]].min() > 0.98


def test_sunlit_ground_has_no_acne_from_steep_to_grazing(draw) -> None:
    for height in (0.08, 0.3, 1.0, 4.0):
        seen = stage_with(sun((-1.0, -height, -0.4), shadow=True), crates=())
        shadowed = draw(seen, "beauty_linear", samples=1)
        plain = draw(seen, "beauty_linear", samples=1, shadows=False)
        assert np.allclose(shadowed, plain, rtol=1e-3)


def test_shadow_meets_the_foot_of_what_casts_it(draw) -> None:
    seen = stage_with(SUN, eye=(-2.5, 2.0, 3.5))
    linear = draw(seen, "beauty_linear", size=(640, 360), samples=1)[..., 0]
    x, y, z = 0.5, 0.0, 0.0  # the side away from the light is at −x
    foot = seen.camera.view[:3, :3] @ np.array([-x - 0.03, y, z]) + seen.camera.view[:3, 3]
    focal = 4 * FOCAL
    column, row = 320 + focal * foot[0] / -foot[2], 180 - focal * foot[1] / -foot[2]
    assert linear[int(row), int(column)] < 0.02


def test_surfaces_that_cast_no_shadow_cast_none(draw) -> None:
    seen = stage_with(SUN)
    kept = tuple(replace(surface, casts_shadow=False) for surface in seen.surfaces)
    ghosts = replace(seen, surfaces=kept)
    expected = draw(seen, "beauty_linear", shadows=False)
    assert np.array_equal(draw(ghosts, "beauty_linear"), expected)


def test_a_cut_out_casts_the_shadow_of_what_is_left(draw) -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[:, 1] = 255  # the right half stays
    leaf = Material(
        base_color_texture=Texture(image=Image(pixels=pixels), nearest=True),
        metallic=0.0, alpha_mode=AlphaMode.MASK, double_sided=True,
    )  # fmt: skip
    seen = stage_with(sun((0.0, -1.0, 0.0), shadow=True), eye=(0.0, 8.0, 0.01), crates=())
    ground = Thing(
        mesh=sheet(), world=place(scale=30.0, turn=(-np.pi / 2, 0, 0)), material=WHITE_CARD
    )
    card = Thing(mesh=sheet(), world=place(y=9.0, turn=(-np.pi / 2, 0, 0)), material=leaf)
    above = snapshot([ground, card], seen.camera, environment=NIGHT, lights=seen.lights)
    linear = draw(above, "beauty_linear", samples=1)[..., 0]
    points = ground_points(above)
    inside = (np.abs(points[..., 2]) < 0.9) & (np.abs(points[..., 0]) < 0.9)
    left, right = inside & (points[..., 0] < -0.1), inside & (points[..., 0] > 0.1)
    assert linear[left].min() > 0.98
    assert linear[right].max() < 0.02


def test_a_small_step_of_the_camera_moves_maps_by_whole_texels() -> None:
    spheres = Spheres(np.zeros((1, 3)), np.array([40.0]))
    seen = camera(eye=(0.0, 2.0, 10.0))
    raster = seen.raster(SIZE)
    first = sun_views(SUN, seen, raster, spheres, spheres, 1024)
    point = np.array([1.0, 0.0, 2.0, 1.0])
    for step in np.linspace(0.0, 0.4, 5):
        moved = replace(seen, world=camera(eye=(step, 2.0, 10.0 - 0.3 * step)).world)
        views = sun_views(SUN, moved, raster, spheres, spheres, 1024)
        for one, other in zip(first, views, strict=True):
            if one.texel_m == other.texel_m:
                apart = ((other.matrix - one.matrix) @ point)[:2] * 512.0
                assert np.allclose(apart, np.round(apart), atol=1e-6)


def test_maps_are_drawn_anew_when_something_moves(renderer, draw) -> None:
    seen = stage_with(SUN)
    before = draw(seen, "beauty")
    moved = seen.world.copy()
    moved[1, 0, 3] += 0.7
    draw(replace(seen, world=moved), "beauty")
    assert np.array_equal(draw(seen, "beauty"), before)
