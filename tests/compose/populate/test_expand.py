"""Copies of a populator: repeatable, shared out by weight, facing as asked."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from compose.errors import NotFoundError, SceneError
from compose.figures.pose import POSES
from compose.kit import PROPS, make_prop
from compose.populate.expand import MOST_VARIANTS, Variant, expand
from compose.populate.populator import Populator, PopulatorItem
from compose.populate.presets import PRESETS, preset

SQUARE = ((-20.0, -20.0), (20.0, -20.0), (20.0, 20.0), (-20.0, 20.0))
ROAD = ((0.0, 0.0, 0.0), (100.0, 0.0, 0.0))
RED, BLUE = {"body": (1.0, 0.0, 0.0)}, {"body": (0.0, 0.0, 1.0)}


def populator(**fields) -> Populator:
    usual = {"kind": "populator", "items": (PopulatorItem(prop="car"),), "area": SQUARE}
    return Populator(**(usual | fields))


def fingerprint(variants: tuple[Variant, ...]) -> str:
    digest = hashlib.sha256()
    for variant in variants:
        digest.update(repr((variant.item.prop, variant.colors, variant.pose)).encode())
        for rows in (variant.stand.translation, variant.stand.turn, variant.stand.scale):
            digest.update(rows.tobytes())
    return digest.hexdigest()


def copies(variants: tuple[Variant, ...]) -> int:
    return sum(len(variant.stand.turn) for variant in variants)


def fingerprints(seed: int) -> list[str]:
    """One of every preset."""
    wheres = [
        {"area": SQUARE} if name in ("crowd", "trees") else {"path": ROAD} for name in PRESETS
    ]
    return [
        fingerprint(expand(preset(name, **where, count=40, seed=seed)))
        for name, where in zip(PRESETS, wheres, strict=True)
    ]


def test_the_same_seed_gives_the_same_copies_in_another_process() -> None:
    script = "from tests.compose.populate.test_expand import *\nprint(*fingerprints(11))"
    command = [sys.executable, "-c", script]
    there = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    here = fingerprints(11)
    assert there.stdout.split() == here
    assert not set(fingerprints(12)) & set(here)


def test_items_are_shared_out_by_weight() -> None:
    items = (PopulatorItem(prop="car", weight=3.0), PopulatorItem(prop="van", weight=1.0))
    made = expand(populator(items=items, count=4000))
    cars = sum(len(v.stand.turn) for v in made if v.item.prop == "car")
    # Binomial, n = 4000, p = 3/4: five standard deviations are 137.
    assert abs(cars - 3000) < 137


def test_colours_and_poses_of_an_item_are_shared_out_evenly_and_leave_its_weight_alone() -> None:
    many = PopulatorItem(prop="car", colors=(RED, BLUE), poses=("stand", "sit", "wave"))
    made = expand(populator(items=(many, PopulatorItem(prop="van")), count=6000))
    counts = {(v.pose, v.colors["body"]): len(v.stand.turn) for v in made if v.item.prop == "car"}
    assert len(counts) == 6
    # Each look has 1/12 of 6000: 500, with a standard deviation of 21.4.
    assert all(abs(count - 500) < 107 for count in counts.values())


def test_too_many_looks_are_thinned_out_but_no_copy_is_lost() -> None:
    colors = tuple({"body": (i / 64.0, 0.0, 0.0)} for i in range(64))
    items = tuple(PopulatorItem(prop="car", colors=colors) for _ in range(3))
    made = expand(populator(items=items, count=3000))
    assert len(made) <= MOST_VARIANTS
    assert copies(made) == 3000


@settings(max_examples=30, deadline=None)
@given(st.integers(-(2**40), 2**40), st.integers(1, 60), st.floats(0.1, 1.0), st.floats(1.0, 3.0))
def test_copies_are_as_many_as_asked_and_as_large_as_allowed(seed, count, least, most) -> None:
    made = expand(populator(seed=seed, count=count, scale=(least, most)))
    assert copies(made) == count
    sizes = np.concatenate([variant.stand.scale for variant in made])
    assert ((sizes >= least) & (sizes <= most)).all()


@pytest.mark.parametrize(("facing", "way"), [("along", (1.0, 0.0)), ("back", (-1.0, 0.0))])
def test_along_a_path_copies_face_its_way_or_back(facing: str, way: tuple[float, float]) -> None:
    made = expand(populator(area=(), path=ROAD, facing=facing))
    turn = np.concatenate([variant.stand.turn for variant in made])
    np.testing.assert_allclose(np.stack([np.sin(turn), np.cos(turn)], 1), [way] * len(turn),
                               atol=1e-12)  # fmt: skip


def test_copies_that_face_a_point_look_at_it() -> None:
    made = expand(populator(facing="toward", toward=(3.0, 1.0, -30.0)))
    for variant in made:
        to_point = np.array((3.0, -30.0)) - variant.stand.translation[:, [0, 2]]
        to_point /= np.linalg.norm(to_point, axis=1, keepdims=True)
        facing = np.stack([np.sin(variant.stand.turn), np.cos(variant.stand.turn)], 1)
        np.testing.assert_allclose((facing * to_point).sum(1), 1.0, atol=1e-12)


def test_a_self_crossing_polygon_is_filled_by_the_even_odd_rule() -> None:
    bow_tie = ((-10.0, -5.0), (10.0, 5.0), (10.0, -5.0), (-10.0, 5.0), (-30.0, 0.0))
    made = expand(populator(area=bow_tie, count=500))
    x, z = np.concatenate([v.stand.translation for v in made])[:, [0, 2]].T
    right = (x > 0) & (np.abs(z) <= x / 2 + 1e-9)
    left = (x <= 0) & (np.abs(z) <= 5.0)
    assert (right | left).all()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"area": ((0.0, 0.0), (1.0, 1.0))}, "three corners"),
        ({"area": (), "path": ()}, "two different points"),
        ({"area": (), "path": ((1.0, 0.0, 0.0), (1.0, 0.0, 0.0))}, "two different points"),
    ],
)
def test_nowhere_to_stand_is_refused(fields: dict, says: str) -> None:
    with pytest.raises(SceneError, match=says):
        expand(populator(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"count": 0}, {"count": 20_001}, {"count": 2.5}, {"items": ()}, {"spacing_m": -1.0},
        {"spacing_m": float("nan")}, {"area": ((0.0, float("nan")), (1.0, 0.0), (0.0, 1.0))},
        {"path": ((float("inf"), 0.0, 0.0), (0.0, 0.0, 0.0))}, {"scale": (0.0, 1.0)},
        {"speed_m_s": float("nan")}, {"area": ((0.0, 0.0),) * 257},
        {"items": (PopulatorItem(prop="car"),) * 33},
    ],
    ids=str,
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused_by_the_value(fields: dict) -> None:
    with pytest.raises(ValidationError):
        populator(**fields)


def test_presets_name_props_parts_and_poses_that_there_are() -> None:
    for name in PRESETS:
        for item in preset(name, path=ROAD).items:
            assert set(item.poses) <= set(POSES)
            if item.prop is None:
                continue
            model = make_prop(item.prop, item.parameters)
            parts = {node.path for node in model.nodes}
            parts |= {part.material.name for node in model.nodes for part in node.parts}
            assert all(set(colors) <= parts for colors in item.colors)
            assert item.prop in PROPS


def test_a_preset_takes_every_field_and_refuses_others() -> None:
    assert preset("crowd", area=SQUARE, turn_deg=9.0).turn_deg == 9.0
    with pytest.raises(NotFoundError, match="'traffic'"):
        preset("trafic")
    with pytest.raises(NotFoundError, match="'spacing_m'"):
        preset("crowd", area=SQUARE, spacing=2.0)
    with pytest.raises(SceneError, match="detail"):
        preset("crowd", area=SQUARE, detail=float("nan"))
    with pytest.raises(SceneError, match="count"):
        preset("crowd", area=SQUARE, count=10**9)


def test_a_crowd_is_of_many_looks() -> None:
    made = expand(preset("crowd", area=SQUARE, count=200))
    assert len({variant.pose for variant in made}) >= 8
    assert len({tuple(variant.colors["top"]) for variant in made}) >= 5
    assert len({(variant.item.body.age, variant.item.body.sex) for variant in made}) >= 4
