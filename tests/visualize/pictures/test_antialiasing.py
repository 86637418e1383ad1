"""Edges against how much of each pixel they cover, and the lens against the thin lens formula."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from compose.environment import Environment
from compose.geometry.material import AlphaMode, Image, Material, Texture
from compose.snapshot import Snapshot
from tests.builders.lit import NIGHT, sun
from tests.builders.snapshots import GREY, Thing, ball, camera, crate, place, sheet, snapshot
from visualize.render.pictures.lens_blur import confusion_at_infinity
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu
WHITE = Material(base_color=(1, 1, 1, 1), unlit=True)


def half_plane(angle: float) -> Snapshot:
    world = place(z=-5.0, turn=(0, 0, angle)) @ place(y=-20.0, scale=20.0)
    return snapshot([Thing(mesh=sheet(), world=world, material=WHITE)], camera(),
                    environment=NIGHT)  # fmt: skip


def coverage(angle: float) -> np.ndarray:
    """The share of each pixel below a line through the picture's middle, by 16 x 16 points."""
    step = (np.arange(16) + 0.5) / 16.0
    x = (np.arange(160)[:, None] + step).reshape(-1) - 80.0
    y = 45.0 - (np.arange(90)[:, None] + step).reshape(-1)
    below = y[:, None] * np.cos(angle) - x[None, :] * np.sin(angle) < 0.0
    return below.reshape(90, 16, 160, 16).mean(axis=(1, 3))


@pytest.mark.parametrize("angle", [0.1, 0.5, 1.1])
@pytest.mark.parametrize("name", ["albedo", "beauty_linear"])
def test_an_edge_covers_its_share_of_each_pixel(draw, name: str, angle: float) -> None:
    truth = coverage(angle)
    fine, coarse = (draw(half_plane(angle), name, samples=n)[..., 0] for n in (4, 1))
    assert np.abs(fine - truth).max() < 0.34
    edge = (truth > 0.0) & (truth < 1.0)
    assert np.abs(fine - truth)[edge].mean() < 0.5 * np.abs(coarse - truth)[edge].mean()
    assert fine.mean() == pytest.approx(truth.mean(), abs=2e-3)


@pytest.mark.parametrize("name", ["albedo", "beauty_linear", "clay"])
def test_cut_out_shows_what_its_alpha_keeps(draw, name: str) -> None:
    pixels = np.full((2, 2, 4), 255, np.uint8)
    pixels[:, 0, 3] = 100
    cut = Material(
        base_color_texture=Texture(image=Image(pixels=pixels), nearest=True),
        alpha_mode=AlphaMode.MASK, unlit=True, double_sided=True,
    )  # fmt: skip
    card = Thing(mesh=sheet(), world=place(z=-4.0), material=cut)
    seen = snapshot([card], camera(), environment=NIGHT)
    empty = draw(snapshot([Thing(mesh=sheet(), world=place(z=9.0))], camera(), environment=NIGHT),
                 name)  # fmt: skip
    shown = draw(seen, name)
    assert np.array_equal(shown[35:55, 50:78], empty[35:55, 50:78])
    assert np.all(shown[35:55, 84:110].astype(float) > empty[35:55, 84:110] + 0.2)


@pytest.mark.parametrize("distance", [4.0, 12.0])
def test_a_point_of_light_becomes_a_disc_of_the_lens_formula(draw, distance: float) -> None:
    glow = Material(base_color=(0, 0, 0, 1), emissive=(40.0, 40.0, 40.0), unlit=True)
    size = 0.006 * distance
    dot = Thing(mesh=ball(), world=place(z=-distance, scale=size), material=glow)
    seen = camera(focus_distance_m=6.0, f_stop=0.08)
    linear = draw(snapshot([dot], seen, environment=NIGHT), "beauty_linear", size=(480, 270),
                  depth_of_field=True)[..., 0]  # fmt: skip
    focal_m, focus = 0.035, 6.0
    on_sensor = focal_m**2 / (0.08 * (focus - focal_m)) * abs(distance - focus) / distance
    diameter = on_sensor / 0.036 * 480
    y, x = np.mgrid[:270, :480]
    spread = linear > 0.1 * np.percentile(linear[linear > 0], 90)
    measured = 2.0 * np.sqrt(spread.sum() / np.pi)
    own = 0.006 * 480 * 35.0 / 36.0
    assert diameter - 3 < measured < diameter + own + 3
    assert (x[spread].mean() + 0.5, y[spread].mean() + 0.5) == pytest.approx((240, 135), abs=1.0)


def test_what_is_in_focus_stays_as_it_is(draw) -> None:
    lit = {"environment": Environment(), "lights": (sun(),)}
    thing = Thing(mesh=sheet(), world=place(z=-5.0, scale=20.0))
    seen = snapshot([thing], camera(focus_distance_m=5.0, f_stop=0.5), **lit)
    sharp = draw(seen, "beauty_linear")
    blurred = draw(seen, "beauty_linear", depth_of_field=True)
    assert np.allclose(sharp, blurred, rtol=1e-3)


def test_sharp_foreground_does_not_bleed_into_a_blurred_background(draw) -> None:
    glow = Material(base_color=(1, 0, 0, 1), unlit=True)
    wall = Material(base_color=(0, 0, 1, 1), unlit=True)
    things = [
        Thing(mesh=sheet(), world=place(z=-2.0, x=-1.0), material=glow),
        Thing(mesh=sheet(), world=place(z=-60.0, scale=90.0), material=wall),
    ]
    seen = snapshot(things, camera(focus_distance_m=2.0, f_stop=0.4), environment=NIGHT)
    linear = draw(seen, "beauty_linear", depth_of_field=True)
    assert confusion_at_infinity(seen.camera, seen.camera.raster((160, 90))) > 5.0
    assert linear[45, 83:, 0].max() < 0.02


def varied() -> Snapshot:
    things = [
        Thing(mesh=sheet(), world=place(scale=12.0, turn=(-np.pi / 2, 0, 0)), material=GREY),
        *(Thing(mesh=crate(), world=place(k - 5.0, 0, -k % 4)) for k in range(10)),
        Thing(mesh=ball(), world=place(0.5, 1.4, 2.0)),
    ]
    lights = (sun((-0.6, -1.0, -0.35), shadow=True),)
    seen = camera(eye=(2.0, 3.0, 8.0), target=(0, 0.5, 0))
    return snapshot(things, seen, lights=lights)


def digest(renderer: Renderer) -> str:
    names = ("beauty", "beauty_linear", "clay", "wire", "lines", "albedo")
    frame = renderer.render(varied(), names, (160, 90))
    return hashlib.sha256(b"".join(frame[name].tobytes() for name in names)).hexdigest()


def test_pictures_are_the_same_in_another_process_and_after_other_frames(renderer, draw) -> None:
    draw(half_plane(0.3), "beauty")
    here = digest(renderer)
    draw(half_plane(0.7), "clay", samples=1)
    assert digest(renderer) == here
    code = (
        "from tests.visualize.pictures.test_antialiasing import digest\n"
        "from visualize.render.renderer import Renderer\n"
        "with Renderer() as renderer:\n"
        "    print(digest(renderer))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == here


@pytest.mark.parametrize("name", ["beauty", "clay", "wire", "lines", "albedo"])
def test_an_empty_scene_and_parallel_cameras_can_be_drawn(draw, name: str) -> None:
    flat = camera(eye=(2.0, 3.0, 8.0), target=(0, 0.5, 0), orthographic_height_m=6.0)
    full = varied()
    empty = snapshot([], camera())
    assert draw(empty, name).shape == (90, 160, 3)
    parallel = snapshot([Thing(mesh=crate(), world=place())], flat, lights=full.lights)
    shown = draw(parallel, name).astype(float)
    assert np.isfinite(shown).all()
    assert np.ptp(shown) > 0.2


def test_occlusion_darkens_corners_and_spares_open_ground_and_sky(draw) -> None:
    seen = varied()
    even = snapshot(
        [Thing(mesh=surface.mesh, world=world, material=GREY)
         for surface, world in zip(seen.surfaces, seen.world, strict=True)],
        seen.camera, environment=Environment(occlusion=1.0),
    )  # fmt: skip
    with_it, without = (
        draw(even, "beauty_linear", size=(320, 180), occlusion=flag) for flag in (True, False)
    )
    share = with_it[..., 0] / without[..., 0]
    sky = ~np.isfinite(draw(even, "depth", size=(320, 180)))
    assert share[sky] == pytest.approx(1.0, abs=1e-3)
    assert share.max() <= 1.001
    assert share.min() < 0.75
    assert np.median(share[~sky]) > 0.9
