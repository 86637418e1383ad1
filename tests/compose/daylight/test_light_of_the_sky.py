"""The light of a moment, and the edits that put it into a scene."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest

from compose.channels import CHANNELS
from compose.curve import Curve, Keyframe
from compose.daylight import sky_light
from compose.daylight.atmosphere import air_mass, moonlight, sunlight
from compose.daylight.black_body import black_body
from compose.daylight.places import place_named
from compose.edits import add_node, add_prop, set_track
from compose.edits.lighting import light_presets, light_with_preset
from compose.edits.placing import world_matrix
from compose.edits.time_of_day import set_time_of_day
from compose.environment import Daylight
from compose.errors import NotFoundError, SceneError
from compose.evaluation import evaluate, world_matrices
from compose.files import load_project, save_project
from compose.payload import LightPayload, Placement, Prop
from compose.track import Track
from tests.builders.small_project import small_project

NOON = datetime(2026, 6, 21, 12, tzinfo=UTC)
HERE = (math.radians(48.86), math.radians(2.35))


def sky(when: datetime, **changes: float):
    return sky_light(
        Daylight(when=when.isoformat(), latitude_deg=48.86, longitude_deg=2.35, **changes)
    )


@pytest.mark.parametrize(
    ("elevation", "mass"), [(90.0, 1.0), (30.0, 1.994), (10.0, 5.586), (5.0, 10.32), (0.0, 37.92)]
)
def test_air_mass_is_that_of_the_published_table(elevation: float, mass: float) -> None:
    """F. Kasten and A. Young (1989), table 2."""
    assert air_mass(math.radians(elevation)) == pytest.approx(mass, rel=0.01)


def test_sunlight_reddens_and_fades_as_it_sinks() -> None:
    hues, lux = zip(*(sunlight(math.radians(e), 1.0, 2.2) for e in (60, 30, 10, 3, 0)), strict=True)
    blue = [hue[2] / hue[0] for hue in hues]
    assert blue == sorted(blue, reverse=True)
    assert list(lux) == sorted(lux, reverse=True)
    assert 80e3 < lux[0] < 128e3  # direct sunlight at noon


def test_a_full_moon_gives_a_quarter_lux() -> None:
    _, lux = moonlight(math.radians(60.0), 384400.0, 0.0, 2.2)
    assert lux == pytest.approx(0.26, abs=0.04)


def test_moonlight_at_half_moon_is_about_a_tenth() -> None:
    full = moonlight(1.0, 384400.0, 0.0, 2.2)[1]
    half = moonlight(1.0, 384400.0, math.pi / 2, 2.2)[1]
    assert 0.06 < half / full < 0.13


@pytest.mark.parametrize(
    ("kelvin", "hue"),
    [(2700, (1.0, 0.396, 0.095)), (4000, (1.0, 0.629, 0.370)), (6500, (1.0, 0.95, 0.98))],
)
def test_lamps_have_the_hue_of_a_black_body(kelvin: float, hue: tuple[float, ...]) -> None:
    """From Planck's law by CIE 1931, as tables of black-body colours give it (linear sRGB)."""
    assert black_body(kelvin) == pytest.approx(hue, abs=0.05)


def test_the_day_runs_from_noon_over_blue_hour_to_night() -> None:
    skies = [sky(NOON + timedelta(hours=h)) for h in (0, 7.5, 8.4, 11)]
    elevations = [math.degrees(one.sun.position.elevation) for one in skies]
    assert elevations == sorted(elevations, reverse=True)
    assert skies[0].sun.intensity > 3.0
    assert skies[2].sun.intensity == 0.0
    lux = [one.lux_per_unit for one in skies]
    assert lux == sorted(lux, reverse=True)
    red, _, blue = skies[2].environment["zenith_color"]
    assert blue > 2.0 * red


def test_clouds_take_the_sun_and_soften_its_shadow() -> None:
    clear, grey = sky(NOON), sky(NOON, clouds=1.0)
    assert grey.sun.intensity < 0.05 * clear.sun.intensity
    assert grey.sun.angular_radius_deg > 5.0
    spread = np.ptp(grey.environment["zenith_color"])
    assert spread < np.ptp(clear.environment["zenith_color"])


def test_time_of_day_makes_a_sun_that_shines_from_where_it_stands() -> None:
    project = set_time_of_day(small_project(), "Room", NOON, *HERE, north=0.4)
    scene = project.scene("Room")
    sun = scene.find("Sun")
    shines = -world_matrix(project, scene, sun)[:3, 2]
    stands = sky(NOON).sun.position.toward(0.4)
    assert -shines == pytest.approx(stands, abs=1e-6)
    assert isinstance(sun.payload, LightPayload)
    again = set_time_of_day(project, "Room", NOON + timedelta(hours=3), *HERE)
    assert len(again.scene("Room").nodes) == len(scene.nodes)


def test_time_of_day_survives_saving(tmp_path) -> None:
    project = set_time_of_day(small_project(), "Room", NOON, *HERE, place="Paris", clouds=0.25)
    save_project(project, tmp_path / "film")
    loaded = load_project(tmp_path / "film")
    assert loaded.scene("Room").environment == project.scene("Room").environment
    kept = loaded.scene("Room").environment.daylight
    assert kept is not None
    assert (kept.place, kept.clouds) == ("Paris", 0.25)


def test_a_time_lapse_keys_what_time_changes_and_never_jumps() -> None:
    project = set_time_of_day(
        small_project(), "Room", NOON, *HERE, until=NOON + timedelta(hours=24), frames=(0, 240)
    )
    scene = project.scene("Room")
    sun = scene.find("Sun").id
    turn = next(t for t in scene.tracks if t.key == (sun, "rotation_deg.y")).curve.keys
    steps = np.diff([key.value for key in turn])
    assert np.abs(steps).max() < 60.0
    assert abs(turn[-1].value - turn[0].value) == pytest.approx(360.0, abs=2.0)
    assert {track.channel for track in scene.tracks if track.node is None} <= set(CHANNELS)


@pytest.mark.parametrize("changes", [{"frames": (0, 10)}, {"until": NOON, "frames": (0, 10)}])
def test_half_a_time_lapse_is_refused(changes: dict) -> None:
    with pytest.raises(SceneError, match="time lapse"):
        set_time_of_day(small_project(), "Room", NOON, *HERE, **changes)


def test_clocks_of_a_place_show_its_summer_time() -> None:
    berlin = place_named("berlin")
    assert berlin.at(date(2026, 7, 1), time(12)).utcoffset() == timedelta(hours=2)
    assert berlin.at(date(2026, 1, 1), time(12)).utcoffset() == timedelta(hours=1)
    assert place_named("35.7, 139.7").at(date(2026, 1, 1), time(12)).utcoffset() == timedelta(
        hours=9
    )


def test_an_unknown_place_offers_the_nearest_name() -> None:
    with pytest.raises(NotFoundError, match="berlin"):
        place_named("Berlim")
    with pytest.raises(SceneError, match="nowhere on Earth"):
        place_named("99,400")


def lux_at(project, scene, name: str, point: np.ndarray) -> float:
    """Light of a lamp on a card at a point that faces it, by the inverse square."""
    node = scene.find(name)
    payload = node.payload
    assert isinstance(payload, LightPayload)
    place = world_matrix(project, scene, node)[:3, 3]
    return payload.intensity / float(np.sum((place - point) ** 2))


def test_three_points_stand_round_the_subject_at_a_ratio_of_four_to_one() -> None:
    project = light_with_preset(small_project(), "Room", "three-point", "Chair")
    scene = project.scene("Room")
    middle = np.array(scene.find("Three point light").translation)
    key, fill = (lux_at(project, scene, name, middle) for name in ("Key", "Fill"))
    assert key / fill == pytest.approx(4.0, rel=0.01)
    for name in ("Key", "Fill", "Rim"):
        world = world_matrix(project, scene, scene.find(name))
        toward = middle - world[:3, 3]
        assert -world[:3, 2] == pytest.approx(toward / np.linalg.norm(toward), abs=1e-5)
    behind = world_matrix(project, scene, scene.find("Rim"))[2, 3]
    assert behind < middle[2] < world_matrix(project, scene, scene.find("Key"))[2, 3]


@pytest.mark.parametrize("name", [name for name in light_presets() if name != "street-lamps"])
def test_a_preset_again_takes_the_place_of_the_first(name: str) -> None:
    once = light_with_preset(small_project(), "Room", name)
    twice = light_with_preset(once, "Room", name)
    names = [node.name for node in once.scene("Room").nodes]
    assert [node.name for node in twice.scene("Room").nodes] == names


def test_presets_that_cannot_be_are_refused_in_words() -> None:
    with pytest.raises(NotFoundError, match="three-point"):
        light_with_preset(small_project(), "Room", "three-pont")
    with pytest.raises(SceneError, match="no lamps"):
        light_with_preset(small_project(), "Room", "street-lamps")


def test_a_preset_is_what_it_says_where_the_scene_had_keys_for_the_sky():
    project = small_project()
    curve = Curve(keys=(Keyframe(frame=0.0, value=0.2), Keyframe(frame=10.0, value=0.4)))
    for channel in ("fog_density", "exposure_ev"):
        project = set_track(project, Track(node=None, channel=channel, curve=curve), scene="Room")
    plain = light_with_preset(small_project(), "Room", "noir").scene("Room").environment
    lit = light_with_preset(project, "Room", "noir")
    for frame in (0, 5):
        seen = evaluate(lit, lit.shots[0], frame).environment
        assert (seen.fog_density, seen.exposure_ev) == (plain.fog_density, plain.exposure_ev)


def test_every_copy_of_a_lamp_gets_a_light_under_its_own_head():
    spots = ((0.0, 0.0, 0.0, 0.0), (10.0, 0.2, 4.0, 90.0), (-6.0, 0.0, 1.0, 180.0))
    copies = tuple(
        Placement(translation=(x, y, z), rotation_deg=(0.0, turn, 0.0)) for x, y, z, turn in spots
    )
    row = Prop(kind="prop", prop="street_lamp", instances=copies)
    project = add_node(small_project(), "Room", "Row", payload=row)
    for number, (x, y, z, turn) in enumerate(spots):
        project = add_prop(project, "Room", f"Single {number}", "street_lamp",
                           translation=(x, y, z), rotation_deg=(0.0, turn, 0.0))  # fmt: skip
    lit = light_with_preset(project, "Room", "street-lamps")
    world = world_matrices(lit, lit.scene("Room"))
    lights = {
        kind: np.array(sorted(
            tuple(world[node.id][:3, 3]) for node in lit.scene("Room").nodes
            if node.name.startswith(f"Street lamps light of {kind}")
        ))
        for kind in ("Row", "Single")
    }  # fmt: skip
    np.testing.assert_allclose(lights["Row"], lights["Single"], atol=1e-5)
    assert len(lights["Row"]) == len(spots)
