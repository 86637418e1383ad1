"""Picking reads the id pass: exactly where something is, near it where nothing is."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from compose.edits import add_node, add_scene, new_project
from studio.viewport.clicking import cycled
from studio.viewport.outline import outline_of
from studio.viewport.picking import Seen


def seen(ids: list[list[int]], nodes: dict[int, str]) -> Seen:
    surfaces = [SimpleNamespace(pass_id=number, node=node) for number, node in nodes.items()]
    array = np.array(ids, np.uint32)
    shape = array.shape
    return Seen(
        SimpleNamespace(surfaces=surfaces), array, np.ones(shape, np.float32),
        np.zeros((*shape, 3), np.float32),
    )  # fmt: skip


@pytest.fixture
def post() -> Seen:
    """A post one pixel wide in column 10, and a wall from column 20 on."""
    ids = np.zeros((30, 40), int)
    ids[:, 10], ids[:, 20:] = 3, 7
    return seen(ids.tolist(), {3: "post", 7: "wall"})


@pytest.mark.parametrize(
    ("column", "reach", "found"),
    [(10.5, 4, "post"), (13.9, 4, "post"), (15.2, 4, None), (19.1, 4, "wall"), (6.8, 4, "post"),
     (5.9, 4, None), (13.9, 2, None)],
)  # fmt: skip
def test_a_thin_thing_is_picked_from_within_reach(post, column, reach, found) -> None:
    assert post.node_near(column, 15.5, reach) == found


def test_what_is_under_the_pointer_wins_over_what_is_near(post) -> None:
    ids = np.asarray(post.ids).copy()
    ids[:, 11:20] = 7
    covered = Seen(post.snapshot, ids, post.depth, post.normal)
    assert covered.node_near(11.5, 15.5, 4) == "wall"


def test_beside_the_picture_only_what_is_within_reach_is_picked(post) -> None:
    assert post.node_near(41.0, 15.0, 4) == "wall"
    assert post.node_near(60.0, 15.0, 4) is None
    assert post.node_near(-3.0, -3.0, 4) is None


def test_a_rectangle_takes_what_is_touched_or_what_is_wholly_inside() -> None:
    ids = np.zeros((20, 20), int)
    ids[4:8, 4:8], ids[10:14, 10:14], ids[16:20, 4:8] = 1, 2, 3
    picture = seen(ids.tolist(), {1: "a", 2: "b", 3: "cut by the border"})
    assert picture.nodes_in(3, 3, 9, 9, wholly=True) == {"a"}
    assert picture.nodes_in(3, 3, 11.5, 11.5, wholly=True) == {"a"}
    assert picture.nodes_in(3, 3, 11.5, 11.5, wholly=False) == {"a", "b"}
    assert picture.nodes_in(11.5, 11.5, 3, 3, wholly=False) == {"a", "b"}, "any way round"
    assert picture.nodes_in(0, 0, 20, 20, wholly=True) == {"a", "b"}


def test_the_outline_runs_around_the_mask_and_nowhere_in_it() -> None:
    mask = np.zeros((40, 50), bool)
    mask[10:20, 15:30] = True
    strength, left, top = outline_of(mask, 2.0)
    whole = np.zeros((60, 70), np.uint8)
    whole[10 + top : 10 + top + strength.shape[0], 10 + left : 10 + left + strength.shape[1]] = (
        strength
    )
    line = whole[10:50, 10:60]
    assert not line[mask].any()
    rows, columns = np.nonzero(line == 255)
    dx = np.maximum(np.maximum(15 - columns, columns - 29), 0)
    dy = np.maximum(np.maximum(10 - rows, rows - 19), 0)
    assert (dx + dy).max() == 2
    assert line[10:20, 13:15].min() == 255
    assert line[8:10, 15:30].min() == 255
    assert outline_of(np.zeros((4, 4), bool), 2.0) is None


def test_clicking_on_goes_up_to_what_a_node_hangs_on_and_round() -> None:
    project = add_scene(new_project("Film", rate="24"), "Stage")
    scene = project.scenes[0].id
    project = add_node(project, scene, "Car", node_id="nod_car")
    project = add_node(project, scene, "Door", node_id="nod_door", parent="nod_car")
    project = add_node(project, scene, "Handle", node_id="nod_handle", parent="nod_door")
    stage = project.scenes[0]
    chosen: tuple[str, ...] = ()
    went = []
    for _ in range(4):
        chosen = (cycled(stage, "nod_handle", chosen, again=bool(chosen)),)
        went += chosen
    assert went == ["nod_handle", "nod_door", "nod_car", "nod_handle"]
    assert cycled(stage, "nod_door", ("nod_door",), again=False) == "nod_door"
    assert cycled(stage, "nod_door", ("nod_car", "nod_door"), again=True) == "nod_door"
