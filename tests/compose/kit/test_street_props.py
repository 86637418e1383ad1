"""Street furniture and nature: on the ground, in real sizes, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.geometry.model import Model
from compose.kit import PROPS, make_prop
from compose.kit.nature import MODULES as NATURE
from compose.kit.street import MODULES as STREET

NAMES = (*STREET, *NATURE)
HEIGHTS = {
    "street_lamp": (5.9, 6.2),
    "traffic_light": (3.0, 3.8),
    "road_sign": (2.4, 2.8),
    "street_sign": (2.8, 3.0),
    "bus_stop": (2.4, 3.3),
    "billboard": (6.0, 7.0),
    "parking_meter": (1.2, 1.5),
    "traffic_cone": (0.7, 0.75),
    "barrier": (0.9, 1.1),
    "park_bench": (0.75, 0.95),
    "cafe_set": (2.3, 2.8),
    "picnic_table": (0.7, 0.8),
    "market_stall": (2.2, 2.8),
    "kiosk": (2.8, 3.6),
    "bollard": (0.9, 1.0),
    "hydrant": (0.7, 0.9),
    "litter_bin": (0.9, 1.2),
    "wheelie_bin": (1.0, 1.12),
    "post_box": (1.5, 1.7),
    "phone_box": (2.4, 2.7),
    "fence": (1.0, 1.2),
    "railing": (1.0, 1.2),
    "planter": (0.6, 1.0),
    "drain_cover": (0.01, 0.05),
    "cable_drum": (1.1, 1.3),
    "scaffolding": (4.9, 5.2),
}
"""Metres from the ground to the top, at the default parameters."""


def all_points(model: Model) -> np.ndarray:
    world = model.rest_world()
    return np.concatenate(
        [
            part.mesh.positions @ world[i][:3, :3].T + world[i][:3, 3]
            for i, node in enumerate(model.nodes)
            for part in node.parts
        ]
    )


def parameters(name: str) -> st.SearchStrategy[dict[str, object]]:
    """Any values in the declared ranges; detail stays low so that examples are quick."""
    values: dict[str, st.SearchStrategy[object]] = {}
    for key, declared in PROPS[name].parameters.items():
        low, high = declared.range.low, declared.range.high
        if key == "detail":
            values[key] = st.sampled_from([0.25, 0.5, 1.0])
        elif declared.kind == "switch":
            values[key] = st.booleans()
        elif declared.kind == "choice":
            values[key] = st.sampled_from(declared.choices)
        elif declared.kind == "integer":
            values[key] = st.integers(int(low), int(min(high, 12)) if key != "seed" else int(high))
        else:
            values[key] = st.floats(low, high)
    return st.fixed_dictionaries(values)


def test_every_thing_that_stands_in_the_street_has_a_height_to_check():
    assert set(STREET) - set(HEIGHTS) == {"awning"}


@pytest.mark.parametrize("name", HEIGHTS)
def test_street_furniture_has_the_height_of_real_things(name):
    low, high = HEIGHTS[name]
    assert low <= all_points(make_prop(name))[:, 1].max() <= high


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=3, deadline=None)
def test_any_parameters_give_finite_triangles_on_the_ground(name, data):
    given_values = data.draw(parameters(name))
    model = make_prop(name, given_values)
    points = all_points(model)
    assert np.isfinite(points).all()
    assert sum(len(p.mesh.triangles) for n in model.nodes for p in n.parts) < 200_000
    for node in model.nodes:
        for part in node.parts:
            lengths = np.linalg.norm(part.mesh.normals, axis=1)
            np.testing.assert_allclose(lengths, 1.0, atol=1e-4)
    if PROPS[name].origin == "ground" and name != "water":
        size = float(np.ptp(points, axis=0).max())
        assert -0.02 - 0.004 * size <= points[:, 1].min() <= 0.01 + 0.002 * size


@pytest.mark.parametrize("name", [n for n in NAMES if "seed" in PROPS[n].parameters])
def test_a_seed_gives_the_same_thing_again_and_another_gives_another(name):
    build = PROPS[name].build
    first, again, other = (build(seed=seed, detail=0.5) for seed in (3, 3, 4))
    hashes = [
        [p.mesh.content_hash for n in m.nodes for p in n.parts] for m in (first, again, other)
    ]
    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2]


@pytest.mark.parametrize("style", ["mast", "lantern", "globe", "double"])
def test_the_light_of_a_street_lamp_hangs_in_its_glowing_glass(style):
    model = make_prop("street_lamp", {"style": style})
    world = model.rest_world()
    bulb = model.nodes[model.index("bulb")].parts[0].mesh
    lamps = [i for i, node in enumerate(model.nodes) if node.path.startswith("lamp")]
    assert len(lamps) == (2 if style == "double" else 1)
    for lamp in lamps:
        place = world[lamp][:3, 3]
        assert np.linalg.norm(bulb.positions - place, axis=1).min() < 0.4
        assert 5.0 < place[1] < 6.0


def test_water_waves_stay_within_the_height_asked():
    points = all_points(make_prop("water", {"wave_height": 0.5, "seed": 5}))
    assert 0.05 < np.ptp(points[:, 1]) <= 0.5 + 1e-6
    still = all_points(make_prop("water", {"wave_height": 0.0}))
    np.testing.assert_array_equal(still[:, 1], 0.0)


def test_a_hill_is_as_high_as_asked_and_flat_at_its_rim():
    points = all_points(make_prop("hill", {"height": 9.0, "width": 60.0, "depth": 30.0}))
    assert points[:, 1].max() == pytest.approx(9.0, rel=1e-5)
    far = np.hypot(points[:, 0] / 30.0, points[:, 2] / 15.0) >= 0.999
    assert np.abs(points[far, 1]).max() < 1e-3
    assert np.ptp(points[:, 0]) == pytest.approx(60.0)
    assert np.ptp(points[:, 2]) == pytest.approx(30.0)
