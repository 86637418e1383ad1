"""What is drawn over a kept picture is the picture that is drawn whole."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compose.evaluation import evaluate
from compose.files.load import load_project
from compose.geometry.material import AlphaMode
from compose.snapshot import Snapshot
from visualize.render import Renderer, RenderOptions

SCENES = Path(__file__).parents[4] / "scenes"
DRAFT = RenderOptions(draft=True)
SIZE = (320, 180)


@pytest.fixture(scope="module")
def street() -> Snapshot:
    project = load_project(SCENES / "street")
    shot = project.shots[0]
    return evaluate(project, shot, (shot.start + shot.end) // 2)


@pytest.fixture
def kept() -> Iterator[Renderer]:
    with Renderer() as renderer:
        yield renderer


@pytest.fixture
def whole() -> Iterator[Renderer]:
    with Renderer() as renderer:
        yield renderer


def draft(
    renderer: Renderer, snapshot: Snapshot, name: str = "clay", size: tuple[int, int] = SIZE
) -> np.ndarray:
    return renderer.render(snapshot, (name,), size, options=DRAFT)[name].astype(int)


def moved(snapshot: Snapshot, rows: np.ndarray, by: float) -> Snapshot:
    world = snapshot.world.copy()
    world[rows, 0, 3] += by
    return replace(snapshot, world=world)


def darker(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with another exposure: after it, nothing is kept."""
    return replace(snapshot, environment=snapshot.environment.replace(exposure_ev=-1.0))


def assert_drawn_alike(
    kept: Renderer, whole: Renderer, steps: list[Snapshot], name: str = "clay"
) -> None:
    """Draw steps from one camera, and with another exposure between any two: both show the same.

    Surfaces that lie in each other may be drawn in another order.
    """
    for step in steps:
        found = draft(kept, step, name)
        draft(whole, darker(step), name)
        expected = draft(whole, step, name)
        assert np.mean(np.abs(found - expected).max(axis=2) > 2) < 5e-4


def some(snapshot: Snapshot, share: int, first: int = 0) -> np.ndarray:
    return np.flatnonzero(snapshot.joint_start < 0)[first::share]


@pytest.mark.parametrize("name", ["clay", "beauty"])
def test_things_that_move_before_a_resting_camera_are_where_they_are(
    kept: Renderer, whole: Renderer, street: Snapshot, name: str
) -> None:
    steps = [moved(street, some(street, 40), 0.3 * i) for i in range(4)]
    assert_drawn_alike(kept, whole, steps, name)


def test_another_thing_that_begins_to_move_leaves_the_kept_picture(
    kept: Renderer, whole: Renderer, street: Snapshot
) -> None:
    first = [moved(street, some(street, 60), 0.3 * i) for i in range(3)]
    second = [moved(first[-1], some(street, 60, 7), 0.4 * i) for i in range(1, 4)]
    assert_drawn_alike(kept, whole, [*first, *second])


def test_a_thing_that_is_hidden_and_shown_again_goes_and_comes_back(
    kept: Renderer, whole: Renderer, street: Snapshot
) -> None:
    shown = street.visible.copy()
    shown[some(street, 5)] = False
    hidden = replace(street, visible=shown)
    assert_drawn_alike(kept, whole, [street, hidden, street, hidden])


def test_what_is_seen_through_moves_over_what_rests(
    kept: Renderer, whole: Renderer, street: Snapshot
) -> None:
    glass = np.array([s.material.alpha_mode is AlphaMode.BLEND for s in street.surfaces])
    assert glass.any()
    rows = np.flatnonzero(glass)
    assert_drawn_alike(kept, whole, [moved(street, rows, 0.5 * i) for i in range(4)])


def test_light_that_changes_changes_what_rests(
    kept: Renderer, whole: Renderer, street: Snapshot
) -> None:
    x, y, z = next(light.direction for light in street.lights if light.type == "directional")

    def lit(turned: bool) -> Snapshot:
        lights = tuple(
            replace(light, direction=(-x, y, -z)) if turned and light.type == "directional"
            else light for light in street.lights
        )  # fmt: skip
        return replace(street, lights=lights)

    assert_drawn_alike(kept, whole, [lit(False), lit(False), lit(True), lit(True)])
    assert np.abs(draft(kept, lit(True)) - draft(kept, lit(False))).mean() > 2.0


def test_passes_and_sizes_that_take_turns_keep_nothing_of_each_other(
    kept: Renderer, whole: Renderer, street: Snapshot
) -> None:
    for size, name in [(SIZE, "clay"), (SIZE, "beauty"), ((160, 90), "clay"), (SIZE, "clay")] * 2:
        found = draft(kept, street, name, size)
        assert found.shape[1] == size[0]
        draft(whole, darker(street), name, size)
        assert np.array_equal(found, draft(whole, street, name, size))


def test_a_view_that_turns_is_nearly_what_it_is_at_rest(
    kept: Renderer, whole: Renderer, street: Snapshot
) -> None:
    expected = draft(whole, street)
    for step in range(12):
        draft(kept, turned(street, 0.01 * (step + 1)))
    turning = draft(kept, street)
    assert not np.array_equal(turning, expected)  # it was drawn with fewer triangles
    assert np.mean(np.abs(turning - expected).max(axis=2) > 24) < 0.04
    assert np.abs(turning - expected).mean() < 1.5
    resting = draft(kept, street)
    assert np.mean(np.abs(resting - expected).max(axis=2) > 2) < 5e-4


def turned(snapshot: Snapshot, by: float) -> Snapshot:
    """Return the snapshot from a camera turned to the side, by radians."""
    c, s = math.cos(by), math.sin(by)
    world = snapshot.camera.world.copy()
    world[:3, :3] = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]]) @ world[:3, :3]
    return replace(snapshot, camera=replace(snapshot.camera, world=world))
