"""Light on a card against the formulas, worked out in NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compose.geometry.material import AlphaMode, Material
from compose.snapshot import Snapshot
from tests.builders.lit import NIGHT, WHITE_CARD, lamp, srgb, sun, white_room
from tests.builders.snapshots import Thing, ball, camera, place, sheet, snapshot
from visualize.errors import RenderError

pytestmark = pytest.mark.gpu
MIDDLE = (45, 80)


def card(material: Material = WHITE_CARD, z: float = -4.0, turn: float = 0.0) -> Thing:
    return Thing(mesh=sheet(), world=place(z=z, scale=20.0, turn=(0, turn, 0)), material=material)


def scene(*things: Thing, **changes: object) -> Snapshot:
    return snapshot(list(things), camera(), **{"environment": NIGHT, **changes})


def middle_ray() -> np.ndarray:
    """Towards the centre of pixel MIDDLE of a 160 x 90 picture of a 36 mm gate at 35 mm."""
    focal = 160 * 35.0 / 36.0
    return np.array([(MIDDLE[1] + 0.5 - 80) / focal, -(MIDDLE[0] + 0.5 - 45) / focal, -1.0])


def test_white_card_under_pi_lux_has_radiance_one(draw) -> None:
    linear = draw(scene(card(), lights=(sun(),)), "beauty_linear")
    assert np.allclose(linear, 1.0, atol=2e-3)


@pytest.mark.parametrize("degrees", [0, 20, 45, 70, 85])
def test_matte_radiance_follows_the_cosine(draw, degrees: int) -> None:
    angle = np.radians(degrees)
    light = sun((0.0, -np.sin(angle), -np.cos(angle)))
    linear = draw(scene(card(), lights=(light,)), "beauty_linear")
    assert np.allclose(linear[MIDDLE], np.cos(angle), atol=3e-3)


def test_lamp_falls_off_with_the_square_of_distance(draw) -> None:
    linear = draw(scene(card(z=-4.0), lights=(lamp((0.0, 0.0, -1.0)),)), "beauty_linear")
    hit = middle_ray() * 4.0
    path = np.array([0.0, 0.0, -1.0]) - hit
    expected = path[2] / np.linalg.norm(path) ** 3
    assert linear[MIDDLE][0] == pytest.approx(expected, rel=5e-3)


def test_range_of_a_lamp_ends_its_light(draw) -> None:
    near = scene(card(z=-4.0), lights=(lamp((0.0, 0.0, -1.0), range_m=2.9),))
    assert draw(near, "beauty_linear").max() == 0.0


def test_spot_lights_its_cone_and_nothing_else(draw) -> None:
    spot = sun(type="spot", inner_cone=0.10, outer_cone=0.2)
    linear = draw(scene(card(z=-4.0), lights=(spot,)), "beauty_linear")[..., 0]
    focal = 160 * 35.0 / 36.0
    y, x = np.mgrid[:90, :160]
    angle = np.arctan(np.hypot(x + 0.5 - 80, y + 0.5 - 45) / focal)
    assert np.all(linear[angle > 0.205] == 0.0)
    inside = angle < 0.095
    assert np.allclose(linear[inside], np.cos(angle[inside]) ** 3 / 16.0, rtol=5e-3)


def ggx(base: np.ndarray, metallic: float, roughness: float, n, v, light) -> np.ndarray:
    """glTF 2.0 appendix B, with the dielectric highlight fading out as 1 − roughness⁴."""
    h = (v + light) / np.linalg.norm(v + light)
    n_l, n_v, n_h, v_h = n @ light, n @ v, n @ h, v @ h
    a2 = roughness**4
    spread = a2 / (np.pi * (n_h**2 * (a2 - 1) + 1) ** 2)
    smith = 0.5 / (n_l * np.sqrt(n_v**2 * (1 - a2) + a2) + n_v * np.sqrt(n_l**2 * (1 - a2) + a2))
    gloss = 1 - roughness**4
    f0 = 0.04 * gloss * (1 - metallic) + base * metallic
    f90 = gloss * (1 - metallic) + metallic
    fresnel = f0 + (f90 - f0) * (1 - v_h) ** 5
    diffuse = base * (1 - metallic)
    return ((1 - fresnel) * diffuse / np.pi + fresnel * spread * smith) * n_l


@pytest.mark.parametrize("metallic", [0.0, 1.0, 0.4])
@pytest.mark.parametrize("roughness", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("tilt", [-0.5, 0.2, 0.8])
def test_highlight_is_that_of_ggx(draw, metallic: float, roughness: float, tilt: float) -> None:
    base = np.array([0.8, 0.5, 0.2])
    material = Material(base_color=(*base, 1.0), metallic=metallic, roughness=roughness)
    travels = np.array([-0.3, -0.4, -1.0]) / np.linalg.norm([-0.3, -0.4, -1.0])
    linear = draw(scene(card(material, turn=tilt), lights=(sun(tuple(travels)),)), "beauty_linear")
    ray = middle_ray()
    normal = np.array([np.sin(tilt), 0.0, np.cos(tilt)])
    expected = np.pi * ggx(base, metallic, roughness, normal, -ray / np.linalg.norm(ray), -travels)
    assert np.allclose(linear[MIDDLE], expected, rtol=0.02, atol=2e-3)


def test_matte_surface_in_a_white_room_is_white(draw) -> None:
    thing = Thing(mesh=ball(), world=place(z=-3.0, scale=2.0), material=WHITE_CARD)
    linear = draw(scene(thing, environment=white_room()), "beauty_linear")
    assert np.allclose(linear, 1.0, atol=0.01)


@pytest.mark.parametrize("metallic", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("roughness", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_nothing_returns_more_than_it_receives(draw, metallic: float, roughness: float) -> None:
    material = Material(base_color=(1, 1, 1, 1), metallic=metallic, roughness=roughness)
    thing = Thing(mesh=ball(), world=place(z=-3.0, scale=2.0), material=material)
    linear = draw(scene(thing, environment=white_room()), "beauty_linear")
    assert np.isfinite(linear).all()
    assert linear.max() <= 1.004


def test_unlit_card_shows_its_colour(draw) -> None:
    material = Material(base_color=(0.5, 0.25, 0.75, 1.0), unlit=True)
    linear = draw(scene(card(material)), "beauty_linear")
    assert np.allclose(linear, [0.5, 0.25, 0.75], rtol=4e-3)


def filmic(x: np.ndarray) -> np.ndarray:
    """Uchimura 2017 with its default parameters."""
    most, contrast, start, length, black = 1.0, 1.0, 0.22, 0.4, 1.33
    linear_end = start + (most - start) * length / contrast
    peak = start + contrast * (linear_end - start)
    steep = contrast * most / (most - peak)
    toe = start * (x / start) ** black
    middle = start + contrast * (x - start)
    shoulder = most - (most - peak) * np.exp(-steep * (x - linear_end) / most)
    t = np.clip(x / start, 0, 1)
    to_middle = t * t * (3 - 2 * t)
    to_shoulder = (x >= linear_end).astype(float)
    return toe * (1 - to_middle) + middle * (to_middle - to_shoulder) + shoulder * to_shoulder


@pytest.mark.parametrize("stops", [-2.0, 0.0, 1.5])
def test_shown_picture_is_the_film_curve_of_radiance(draw, stops: float) -> None:
    light = lamp((1.0, 0.5, -3.0))
    night = NIGHT.replace(exposure_ev=stops)
    seen = scene(card(), lights=(light,), environment=night)
    linear = draw(seen, "beauty_linear", samples=1).astype(np.float64)
    shown = draw(seen, "beauty", samples=1)
    assert shown.dtype == np.uint8
    expected = 255.0 * srgb(filmic(linear * 2.0**stops))
    assert np.abs(shown - expected).max() <= 1.05


def test_film_curve_rises_and_keeps_middle_grey() -> None:
    x = np.linspace(0.0, 16.0, 4001)
    assert np.all(np.diff(filmic(x)) >= 0.0)
    assert filmic(np.array([0.18]))[0] == pytest.approx(0.18, abs=0.01)
    assert filmic(np.array([1.0]))[0] == pytest.approx(0.83, abs=0.01)


@pytest.mark.parametrize("density", [0.01, 0.1])
def test_even_fog_takes_light_by_distance(draw, density: float) -> None:
    foggy = NIGHT.replace(fog_density=density, fog_color=(0.2, 0.4, 0.6))
    material = Material(base_color=(0.8, 0.8, 0.8, 1.0), unlit=True)
    linear = draw(scene(card(material, z=-12.0), environment=foggy), "beauty_linear")
    clear = np.exp(-density * 12.0 * np.linalg.norm(middle_ray()))
    expected = 0.8 * clear + np.array([0.2, 0.4, 0.6]) * (1.0 - clear)
    assert np.allclose(linear[MIDDLE], expected, rtol=5e-3)


@pytest.mark.parametrize("height", [-1.0, 0.5, 6.0])
def test_fog_thins_with_height_as_the_integral_says(draw, height: float) -> None:
    foggy = NIGHT.replace(fog_density=0.08, fog_falloff=0.5, fog_base_m=0.5, fog_color=(0, 0, 0))
    material = Material(base_color=(0.8, 0.8, 0.8, 1.0), unlit=True)
    eye = camera(eye=(0.0, height, 0.0))
    thing = Thing(mesh=sheet(), world=place(y=height, z=-10.0, scale=20.0), material=material)
    linear = draw(snapshot([thing], eye, environment=foggy), "beauty_linear")
    focal = 160 * 35.0 / 36.0
    for row in (5, 45, 85):
        hit = 10.0 * np.array([0.5 / focal, (45 - row - 0.5) / focal, -1.0])
        steps = (np.arange(4000) + 0.5) / 4000.0
        heights = np.maximum(height + steps * hit[1] - 0.5, 0.0)
        thick = 0.08 * np.exp(-0.5 * heights).mean() * np.linalg.norm(hit)
        assert linear[row, 80][0] == pytest.approx(0.8 * np.exp(-thick), rel=5e-3)


def test_transparent_panes_cover_each_other_from_back_to_front(draw) -> None:
    def pane(z: float, color: tuple[float, float, float], alpha: float) -> Thing:
        material = Material(
            base_color=(*color, alpha), unlit=True, alpha_mode=AlphaMode.BLEND, double_sided=True
        )
        return Thing(mesh=sheet(), world=place(z=z, scale=20.0), material=material)

    wall = card(Material(base_color=(0.1, 0.1, 0.1, 1.0), unlit=True), z=-9.0)
    far, near = pane(-6.0, (1.0, 0.0, 0.0), 0.5), pane(-3.0, (0.0, 1.0, 0.0), 0.25)
    expected = np.array([0.1, 0.1, 0.1])
    for color, alpha in (((1, 0, 0), 0.5), ((0, 1, 0), 0.25)):
        expected = expected * (1 - alpha) + np.array(color) * alpha
    for order in ((wall, far, near), (near, wall, far), (far, near, wall)):
        for name in ("beauty_linear", "albedo"):
            assert np.allclose(draw(scene(*order), name)[MIDDLE], expected, rtol=4e-3, atol=1e-3)


def test_too_many_lights_are_named(draw) -> None:
    lights = tuple(lamp((float(k), 0.0, 0.0)) for k in range(40))
    with pytest.raises(RenderError, match="40 lights"):
        draw(scene(card(), lights=lights), "beauty")


def test_every_value_is_finite_in_odd_places(draw) -> None:
    lights = (sun(), lamp((0.0, 0.0, -4.0)), lamp((0.0, 0.0, 0.0)))
    glossy = Material(base_color=(1, 1, 1, 1), metallic=1.0, roughness=0.0)
    things = [card(glossy), Thing(mesh=ball(), world=place(scale=0.0), material=glossy)]
    seen = replace(scene(*things, lights=lights), environment=white_room(fog_density=0.3))
    for options in ({}, {"depth_of_field": True}, {"samples": 1}, {"samples": 8}):
        assert np.isfinite(draw(seen, "beauty_linear", **options)).all()
