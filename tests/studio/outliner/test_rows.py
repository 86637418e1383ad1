"""The rows of the outliner: every node has one, whatever hangs on what; a search keeps parents."""

from __future__ import annotations

import json
import tomllib
from importlib import resources
from pathlib import Path

import qtawesome
from hypothesis import given
from hypothesis import strategies as st

from compose.edits import add_node, add_scene, new_project, reparent
from compose.figures.skeleton import JOINTS
from compose.geometry.shapes import SHAPES
from compose.kit import FAMILIES, PROPS
from compose.node import Node, Parent
from compose.payload import Prop
from compose.scene import Scene
from studio.outliner.icons import icon_of
from studio.outliner.joints import figure_rows, joint_of, label_of, row_of_joint
from studio.outliner.rows import (
    ENVIRONMENT,
    KINDS,
    ROOT,
    SCENE,
    RowKey,
    Search,
    children_of,
    preorder,
)


def _scene(parents: list[int | None]) -> Scene:
    nodes = tuple(
        Node(
            id=f"nod_{i}",
            name=f"Node {i}",
            parent=None if above is None else Parent(node=f"nod_{above}"),
        )
        for i, above in enumerate(parents)
    )
    return Scene(id="scn_x", name="Room", nodes=nodes)


@given(st.lists(st.one_of(st.none(), st.integers(0, 14)), max_size=12))
def test_every_node_has_exactly_one_row_even_in_circles_and_without_parents(parents) -> None:
    scene = _scene(parents)
    rows = [key for key, _ in preorder(children_of(scene, Search(), {}))]
    assert sorted(key.node for key in rows if key.node) == sorted(n.id for n in scene.nodes)
    assert rows[:2] == [SCENE, ENVIRONMENT]


@given(st.lists(st.one_of(st.none(), st.integers(0, 14)), max_size=12))
def test_a_row_hangs_on_its_nodes_parent_where_that_leads_to_the_top(parents) -> None:
    scene = _scene(parents)
    above = dict(preorder(children_of(scene, Search(), {})))
    for i, first in enumerate(parents):
        chain, at = {i}, first
        while at is not None and at < len(parents) and at not in chain:
            chain.add(at)
            at = parents[at]
        if at is None:
            expected = SCENE if first is None else RowKey(f"nod_{first}")
            assert above[RowKey(f"nod_{i}")] == expected


def test_a_deep_hierarchy_is_no_recursion() -> None:
    scene = _scene([None, *range(4999)])
    assert len(list(preorder(children_of(scene, Search(), {})))) == 5002


def test_a_search_shows_what_it_finds_and_what_that_hangs_on() -> None:
    project = add_scene(new_project("Film", rate="24"), "Room")
    for name in ("Houses", "Roof", "Tile", "Car"):
        project = add_node(project, "Room", name)
    project = reparent(project, "Room", "Roof", "Houses")
    project = reparent(project, "Room", "Tile", "Roof")
    scene = project.scenes[0]
    names = {node.id: node.name for node in scene.nodes}
    found = children_of(scene, Search("ROO"), {})
    assert [names.get(key.node) for key, _ in preorder(found)] == [None, "Houses", "Roof"]
    assert children_of(scene, Search("submarine"), {}) == {ROOT: (SCENE,)}


def test_a_filter_by_kind_and_words_must_both_hold() -> None:
    scene = _scene([None, None])
    assert Search("node 1", frozenset({"group"})).finds(scene.nodes[1])
    assert not Search("node 1", frozenset({"camera"})).finds(scene.nodes[1])


def test_every_joint_of_a_figure_has_one_row() -> None:
    rows = figure_rows("nod_a")
    shown = {key.inner.removeprefix("joint/") for keys in rows.values() for key in keys}
    assert set(JOINTS) - shown == set()
    every = [key for keys in rows.values() for key in keys]
    assert len(every) == len(set(every))


def test_a_part_of_a_body_selects_the_joint_it_begins_at() -> None:
    parts = figure_rows("nod_a")[RowKey("nod_a")]
    arm = next(key for key in parts if label_of(key) == "Left arm")
    assert joint_of(arm) == "left_clavicle"
    assert label_of(row_of_joint("nod_a", "left_index_2")) == "Index 2"


def test_every_kind_of_node_has_an_icon_that_the_font_has() -> None:
    fonts = Path(qtawesome.__file__).parent / "fonts"
    (charmap,) = fonts.glob("materialdesignicons6*.json")
    known = json.loads(charmap.read_text("utf-8"))
    table = tomllib.loads(resources.files("studio.outliner").joinpath("icons.toml").read_text())
    for rows in table.values():
        assert set(rows.values()) <= set(known)
    assert set(table["kind"]) == set(KINDS)
    assert set(table["family"]) == set(FAMILIES)
    assert set(table["prop"]) <= set(PROPS)
    assert set(table["shape"]) <= set(SHAPES)
    for prop in PROPS:
        node = Node(id="nod_a", name="x", payload=Prop(kind="prop", prop=prop))
        assert icon_of(node) in known
