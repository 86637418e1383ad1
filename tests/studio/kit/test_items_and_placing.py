"""The kit: all of it can be found and put into a scene, where it stands on the ground."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.edits import add_scene, new_project
from compose.edits.placing import world_matrix
from compose.errors import NotFoundError, SceneError
from compose.geometry.bounds import rest_bounds
from compose.geometry.shapes import SHAPES, make_shape
from compose.kit import PROPS, make_prop
from compose.payload import LightPayload, Primitive, Prop
from studio.kit.items import EVERYTHING, found_items, groups, item_named, kit_items
from studio.kit.placing import dragged, item_of_drag, place_item, placed
from studio.session import Session

POINT = (3.0, 0.0, -2.0)


def _session() -> Session:
    return Session(add_scene(new_project("Film", rate="24"), "Room"))


def test_every_prop_and_shape_is_in_the_kit_once() -> None:
    keys = [item.key for item in kit_items()]
    assert len(keys) == len(set(keys))
    assert {f"prop/{name}" for name in PROPS} <= set(keys)
    assert {f"shape/{name}" for name in SHAPES} <= set(keys)
    assert sum(len(found_items(group=group)) for group in groups()) == len(keys)


@pytest.mark.parametrize("item", kit_items(), ids=lambda item: item.key)
def test_each_thing_can_be_placed_and_undone(item) -> None:
    session = _session()
    before = session.project
    told: list = []
    session.told.connect(told.append)
    assert placed(session, item, POINT, 0.5), told
    (node,) = session.scene.nodes
    assert session.selection == (node.id,)
    assert (node.translation[0], node.translation[2]) == (POINT[0], POINT[2])
    session.undo()
    assert session.project is before


@pytest.mark.parametrize(
    "name", sorted(n for n in PROPS if PROPS[n].origin not in ("wall", "ceiling"))
)
def test_what_stands_on_the_ground_touches_it_and_what_a_hand_holds_lies_on_it(name) -> None:
    session = _session()
    placed(session, item_named("prop", name), POINT)
    (node,) = session.scene.nodes
    assert isinstance(node.payload, Prop)
    low, _ = rest_bounds(make_prop(name, node.payload.parameters))
    foot = node.translation[1] + float(low[1])
    sunk = {"water", "hill", "drain_cover", "log", "rock", "boulders", "umbrella", "road", "bridge"}
    assert foot == pytest.approx(0.0, abs=0.35 if name in sunk else 0.06)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_shape_stands_with_its_lowest_point_at_the_height_given(name) -> None:
    session = _session()
    placed(session, item_named("shape", name), (0.0, 1.25, 0.0))
    (node,) = session.scene.nodes
    assert isinstance(node.payload, Primitive)
    lowest = float(make_shape(name).positions[:, 1].min())
    assert node.translation[1] + lowest == pytest.approx(1.25, abs=1e-5)


def test_what_hangs_on_a_wall_is_at_the_height_of_the_wall_that_it_is_put_on() -> None:
    session = _session()
    clock = item_named("prop", "wall_clock")
    placed(session, clock, (0.0, 0.0, 0.0))
    placed(session, clock, (0.0, 2.2, -3.0))
    assert [node.translation[1] for node in session.scene.nodes] == [1.5, 2.2]


@given(st.floats(-math.pi, math.pi))
def test_figures_face_and_lamps_shine_where_they_are_told_to(facing) -> None:
    session = _session()
    placed(session, item_named("figure", "woman"), (0.0, 0.0, 0.0), facing)
    placed(session, item_named("light", "spot"), (0.0, 0.0, 0.0), facing)
    way = np.array([math.sin(facing), 0.0, math.cos(facing)])
    woman, spot = (
        world_matrix(session.project, session.scene, node) for node in session.scene.nodes
    )
    assert woman[:3, 2] == pytest.approx(way, abs=1e-5)
    shine = -spot[:3, 2]
    assert shine[1] < 0.0
    assert shine[[0, 2]] / np.hypot(shine[0], shine[2]) == pytest.approx(way[[0, 2]], abs=1e-5)


def test_an_edit_can_be_made_again_and_gives_the_same() -> None:
    session = _session()
    edit = place_item(item_named("prop", "car"), session.scene.id, POINT)
    assert edit(session.project) == edit(session.project)


def test_a_search_finds_by_words_of_name_and_kind_and_puts_beginnings_first() -> None:
    assert found_items("street lamp")[0].name == "street_lamp"
    assert "floor_lamp" in [item.name for item in found_items("lamp", "furniture")]
    assert {item.kind for item in found_items("fresnel", "lights")} == {"light"}
    assert found_items("zeppelin") == ()
    assert found_items("", EVERYTHING)[0].name == "car"


@pytest.mark.parametrize("wanted", ["floor", "ground", "stage"])
def test_what_goes_by_a_name_is_found_before_what_mentions_it(wanted: str) -> None:
    names = [item.name for item in found_items(wanted)]
    titled = [n for n in names if item_words(n).startswith(wanted)]
    assert names.index("plane") <= len(titled)


def item_words(name: str) -> str:
    return next(item.title for item in kit_items() if item.name == name).casefold()


def test_what_a_drag_carries_comes_out_as_it_went_in() -> None:
    for item in kit_items():
        assert item_of_drag(dragged(item)) is item
    assert item_of_drag(b'{"prop": "car"}').title == "Car"


@pytest.mark.parametrize(
    "data",
    [b"", b"car", b"[]", b"{}", b'{"prop": 3}', b'{"weapon": "car"}', b'{"a": 1, "b": 2}',
     b"[" * 50_000, b'{"prop": "' + b"x" * 20_000 + b'"}', b"\xff\xfe"],
)  # fmt: skip
def test_a_drag_from_elsewhere_is_refused_in_words(data) -> None:
    with pytest.raises(SceneError, match="nothing of the kit"):
        item_of_drag(data)


def test_an_unknown_prop_of_a_drag_offers_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="street_lamp"):
        item_of_drag(b'{"prop": "street_lampp"}')


def test_without_a_scene_nothing_is_placed_and_that_is_told() -> None:
    session = Session(new_project("Film", rate="24"))
    told: list = []
    session.told.connect(told.append)
    assert not placed(session, item_named("light", "sun"), POINT)
    assert "scene" in told[0].detail


def test_a_sun_of_the_kit_is_a_directional_light() -> None:
    session = _session()
    placed(session, item_named("light", "sun"), POINT)
    payload = session.scene.nodes[0].payload
    assert isinstance(payload, LightPayload)
    assert payload.type == "directional"
