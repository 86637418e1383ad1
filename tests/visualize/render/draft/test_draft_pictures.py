"""Drafts: what is drawn from the cast and what is drawn row by row are the same picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compose.edits.scenes import add_scene, new_project
from compose.evaluation import evaluate, view
from compose.files.load import load_project
from compose.snapshot import Snapshot
from visualize.render import Renderer, RenderOptions
from visualize.render.draft.changes import differing

SCENES = Path(__file__).parents[4] / "scenes"
DRAFT = RenderOptions(draft=True)
SIZE = (320, 180)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as renderer:
        yield renderer


@pytest.fixture(scope="module")
def street() -> Snapshot:
    project = load_project(SCENES / "street")
    shot = project.shots[0]
    return evaluate(project, shot, (shot.start + shot.end) // 2)


def draft(renderer: Renderer, snapshot: Snapshot, name: str = "clay") -> np.ndarray:
    return renderer.render(snapshot, (name,), SIZE, options=DRAFT)[name].astype(int)


def shifted(snapshot: Snapshot, rows: np.ndarray, by: float) -> Snapshot:
    """Return the snapshot with rows, of which none has a skin, moved sideways in the world."""
    world = snapshot.world.copy()
    world[rows, 0, 3] += by
    return replace(snapshot, world=world)


def blocks(picture: np.ndarray) -> np.ndarray:
    """Return the means of squares of 20 pixels, in which lines and jagged edges count little."""
    height, width = (side // 20 for side in picture.shape[:2])
    picture = picture[: 20 * height, : 20 * width]
    return picture.reshape(height, 20, width, 20, 3).mean(axis=(1, 3)).ravel()


def rigid(snapshot: Snapshot, share: int) -> np.ndarray:
    """Return every ``share``-th row that has no skin."""
    return np.flatnonzero(snapshot.joint_start < 0)[::share]


@pytest.mark.parametrize("name", ["clay", "beauty"])
def test_a_draft_is_nearly_the_finished_picture(
    renderer: Renderer, street: Snapshot, name: str
) -> None:
    fine = renderer.render(street, (name,), SIZE)[name].astype(float)
    rough = draft(renderer, street, name).astype(float)
    assert abs(rough.mean() - fine.mean()) < 8.0
    assert np.corrcoef(blocks(rough), blocks(fine))[0, 1] > 0.97


def test_a_row_that_moves_leaves_the_cast_and_is_drawn_where_it_is(street: Snapshot) -> None:
    rows = rigid(street, 29)
    moved = shifted(street, rows, 0.7)
    bare = RenderOptions(draft=True, shadows=False)  # what moves throws no shadow
    with Renderer() as one, Renderer() as other:
        one.render(street, ("clay",), SIZE, options=bare)  # makes the cast
        found = one.render(moved, ("clay",), SIZE, options=bare)["clay"].astype(int)
        expected = other.render(moved, ("clay",), SIZE, options=bare)["clay"].astype(int)
        before = other.render(street, ("clay",), SIZE, options=bare)["clay"]
    # A vertex is placed by another sum of the same numbers, so the edge of a thing may differ.
    wrong = np.mean(np.abs(found - expected).max(axis=2) > 3)
    assert wrong < 0.1 * np.mean(np.abs(before - expected).max(axis=2) > 3)


def draft_of_new(snapshot: Snapshot) -> np.ndarray:
    with Renderer() as renderer:
        return draft(renderer, snapshot)


def test_a_row_that_moves_takes_its_shadow_out_of_the_map(street: Snapshot) -> None:
    rows = rigid(street, 1)
    world = street.world.copy()
    world[rows] = world[rows] @ np.diag([1.0, 1.0, 1.0 + 1e-9, 1.0])  # all that throws shadows
    nudged = replace(street, world=world)
    bare = RenderOptions(draft=True, shadows=False)
    with Renderer() as renderer:
        dark = draft(renderer, street).mean()
        light = draft(renderer, nudged).mean()
        unshaded = renderer.render(nudged, ("clay",), SIZE, options=bare)["clay"].mean()
    assert light > dark + 5.0
    assert abs(light - unshaded) < 2.0


def test_many_rows_that_came_to_rest_elsewhere_are_cast_anew(street: Snapshot) -> None:
    moved = shifted(street, rigid(street, 1), 0.5)
    with Renderer() as renderer:
        for snapshot in (street, moved, moved, moved):
            found = draft(renderer, snapshot)
    assert np.array_equal(found, draft_of_new(moved))


def test_hidden_rows_are_not_drawn(renderer: Renderer, street: Snapshot) -> None:
    nothing = replace(street, visible=np.zeros(len(street.surfaces), bool))
    draft(renderer, street)
    empty = draft(renderer, nothing)
    assert np.array_equal(empty, draft_of_new(nothing))
    rows = empty[:, ::40].reshape(len(empty), -1)
    assert np.abs(np.diff(rows, axis=0)).max() <= 3  # the backdrop alone: a slow gradient


@pytest.mark.parametrize("name", ["clay", "beauty"])
def test_a_new_project_without_anything_in_it_can_be_drafted(
    renderer: Renderer, street: Snapshot, name: str
) -> None:
    project = add_scene(new_project("Empty"), "Nothing")
    for step in range(3):
        world = street.camera.world.copy()
        world[0, 3] += step
        camera = replace(street.camera, world=world)
        nothing = view(project, project.scenes[-1], 0.0, camera)
        found, fine = draft(renderer, nothing, name), renderer.render(nothing, (name,), SIZE)[name]
        assert np.abs(found - fine.astype(int)).max() <= 3


def test_drafts_of_two_scenes_take_turns(renderer: Renderer, street: Snapshot) -> None:
    project = load_project(SCENES / "product")
    other = evaluate(project, project.shots[0], project.shots[0].start)
    first = draft(renderer, street), draft(renderer, other)
    again = draft(renderer, street), draft(renderer, other)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))


def test_passes_without_a_draft_are_drawn_plainly(renderer: Renderer, street: Snapshot) -> None:
    frame = renderer.render(street, ("id", "depth"), SIZE, options=DRAFT)
    exact = renderer.render(street, ("id", "depth"), SIZE)
    assert np.array_equal(frame["id"], exact["id"])
    assert np.array_equal(frame["depth"], exact["depth"])


def test_a_draft_changes_nothing_of_the_finished_picture(street: Snapshot) -> None:
    with Renderer() as one, Renderer() as other:
        draft(one, street)
        found = one.render(street, ("clay",), SIZE)["clay"]
        assert np.array_equal(found, other.render(street, ("clay",), SIZE)["clay"])


def test_the_rows_that_differ_are_those_that_were_changed(street: Snapshot) -> None:
    rows = rigid(street, 31)
    assert np.array_equal(np.flatnonzero(differing(street, shifted(street, rows, 0.1))), rows)
    assert not differing(street, street).any()


def test_a_joint_changes_the_rows_of_its_own_skin_alone(street: Snapshot) -> None:
    start = int(np.unique(street.joint_start[street.joint_start >= 0])[1])
    joints = street.joints.copy()
    joints[start + 2, :3, 3] += 0.1
    changed = differing(street, replace(street, joints=joints))
    assert np.array_equal(changed, street.joint_start == start)
