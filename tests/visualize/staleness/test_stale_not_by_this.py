"""What changes neither the picture nor the words of a shot leaves its takes as good as new."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, reduce
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.edits import (
    add_node,
    remove_node,
    rename,
    reorder_sequence,
    set_keyframe,
    set_node,
    set_payload,
    set_project,
    set_prompt,
    set_shot,
)
from compose.files import load_project, save_project
from compose.payload import Primitive
from compose.project import Project
from tests.builders.recorded_takes import hosted, take_of, yard
from visualize.staleness import stale_parts
from visualize.takes.take import Take

Edit = Callable[[Project], Project]
THINGS = len(yard().scenes[0].nodes)
LOOKS = ("beauty", "clay", "wire")
BOX = Primitive(kind="primitive", shape="box")

texts = st.text("abcXYZé", min_size=1, max_size=12)
frames = st.integers(0, 30)
behind = st.tuples(st.floats(-20, 20), st.floats(0, 5), st.floats(30, 50))


def _reordered(order: list[int]) -> Edit:
    """Return an edit that puts the yard's own things in another order in the outliner."""

    def edit(project: Project) -> Project:
        scene = project.scene("Yard")
        nodes = (*(scene.nodes[at] for at in order), *scene.nodes[len(order) :])
        return project.replace(scenes=(scene.replace(nodes=nodes),))

    return edit


def _other(**changes: object) -> Edit:
    return lambda project: set_shot(project, "sht_other", **changes)


def _key(node: str, frame: int, value: float, shot: str | None) -> Edit:
    where = {"scene": "Yard"} if shot is None else {"shot": shot}
    return lambda p: set_keyframe(
        p, node=node, channel="translation.y", frame=frame, value=value, **where
    )


def _hidden_thing(place: tuple[float, float, float], color: float) -> Edit:
    return lambda p: add_node(
        p, "Yard", "Spare", payload=BOX, translation=(0.0, 0.0, place[0] / 10), visible=False,
        color=(color, color, color),
    )  # fmt: skip


neutral = st.one_of(
    st.builds(lambda name: lambda p: rename(p, "Yard", "nod_cart", name), texts),
    st.builds(lambda name: lambda p: rename(p, "Yard", "nod_camera", name), texts),
    st.builds(_reordered, st.permutations(range(THINGS))),
    st.builds(lambda text: _other(notes=text, description=text), texts),
    st.builds(lambda text: lambda p: set_prompt(p, "sht_other", "scene", text), texts),
    st.builds(lambda mm: _other(focal_length_mm=mm), st.floats(10.0, 200.0)),
    st.builds(lambda: _other(references=("pictures/somebody.png",))),
    st.builds(lambda f, y: _key("nod_cart", f, y, "sht_other"), frames, st.floats(0, 9)),
    st.builds(lambda f, y: _key("nod_camera_b", f, y, None), frames, st.floats(0, 9)),
    st.builds(lambda text: lambda p: set_shot(p, "sht_push", name=text), texts),
    st.builds(lambda text: lambda p: set_shot(p, "sht_push", notes=text), texts),
    st.builds(lambda pick: lambda p: set_shot(p, "sht_push", pick=pick), texts),
    st.builds(lambda text: lambda p: set_project(p, name=text), texts),
    st.builds(lambda: lambda p: reorder_sequence(p, p.sequence[::-1])),
    st.builds(lambda place: lambda p: set_node(p, "Yard", "Shed", translation=place), behind),
    st.builds(lambda: lambda p: set_node(p, "Yard", "Shed", color=(1.0, 0.0, 0.0))),
    st.builds(_hidden_thing, behind, st.floats(0, 1)),
    st.builds(lambda x: lambda p: set_payload(p, "Yard", "Camera B", roll_deg=x), st.floats(0, 90)),
)  # fmt: skip


@cache
def takes() -> tuple[Take, ...]:
    """Direct takes of every look, and hosted ones with every kind of guide."""
    direct = [take_of(yard(), model=look) for look in LOOKS]
    return (*direct, *(take_of(yard(), **hosted(guide)) for guide in ("beauty", "clay", "depth")))


@settings(max_examples=40)
@given(st.lists(neutral, min_size=1, max_size=4))
def test_edits_that_no_take_can_show_mark_none(edits: list[Edit]) -> None:
    after = reduce(lambda project, edit: edit(project), edits, yard())
    assert stale_parts(after, takes()) == {take.id: () for take in takes()}


def test_a_key_that_lies_on_the_way_already_changes_nothing() -> None:
    straight = set_keyframe(
        yard(), scene="Yard", node="Cart", channel="translation.x", frame=0, value=-1.0,
        interpolation="linear",
    )  # fmt: skip
    more = set_keyframe(
        straight, scene="Yard", node="Cart", channel="translation.x", frame=12, value=0.5,
        interpolation="linear",
    )  # fmt: skip
    take = take_of(straight)
    assert stale_parts(more, [take])[take.id] == ()


def test_keys_that_end_before_or_begin_after_the_window_change_nothing() -> None:
    def with_key(frame: int, value: float) -> Project:
        project = yard()
        for at, y in ((2, 0.0), (4, 0.0), (16, 0.0), (frame, value)):
            project = set_keyframe(
                project, scene="Yard", node="Courier", channel="translation.y", frame=at, value=y
            )
        return project

    takes = [take_of(with_key(2, 0.0), model=look) for look in LOOKS]
    for frame in (2, 20):
        assert set(stale_parts(with_key(frame, 3.0), takes).values()) == {()}


def test_a_project_in_another_folder_is_the_same_project(tmp_path: Path) -> None:
    save_project(yard(), tmp_path / "first")
    takes = [take_of(load_project(tmp_path / "first"), **hosted())]
    (tmp_path / "first").rename(tmp_path / "second")
    moved = load_project(tmp_path / "second")
    assert set(stale_parts(moved, takes).values()) == {()}


def test_a_thing_that_left_and_came_back_leaves_nothing_behind() -> None:
    take = take_of(yard())
    with_more = add_node(yard(), "Yard", "Crate", payload=BOX, translation=(0.5, 0.5, -3.0))
    assert stale_parts(with_more, [take])[take.id] != ()
    assert stale_parts(remove_node(with_more, "Yard", "Crate"), [take])[take.id] == ()


@pytest.mark.parametrize("name", ["Rider", "Courier 2"])
def test_a_new_name_is_told_only_to_models_that_read_it(name: str) -> None:
    direct, told = take_of(yard()), take_of(yard(), **hosted())
    after = stale_parts(rename(yard(), "Yard", "Courier", name), [direct, told])
    assert after[direct.id] == ()
    parts = [reason.part for reason in after[told.id]]
    assert parts == (["prompt:scene"] if name == "Rider" else [])  # numbers are never spoken
