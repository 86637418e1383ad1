"""Each overlay against where it must lie by the optics of the camera, and a picture of each."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from compose.edits import replace_payload, set_keyframe
from compose.evaluation import evaluate
from compose.project import Project
from studio.viewport.free_camera import FreeCamera
from studio.viewport.overlay_choice import OVERLAYS
from tests.studio.conftest import SCREENSHOTS, wait_for
from tests.studio.viewport.conftest import pixels, settle
from visualize.render.renderer import Renderer

GATE = 1.85
SIDE_EYE, SIDE_AHEAD = np.array((6.0, 1.0, 0.0)), np.array((-1.0, 0.0, 0.0))
"""The second camera of the stage: turned 90 degrees about Y, it looks along −X."""


@pytest.fixture
def view(stage: Project, open_viewport):
    """The small stage through its shot's camera, without overlays or what floats over it."""
    desk, viewport = open_viewport(stage)
    for name in OVERLAYS:
        viewport.overlays.switch(name, False)
    viewport.floats._strip.hide()
    return desk, viewport


@pytest.fixture
def with_overlay(qtbot: QtBot, view) -> Callable[..., np.ndarray]:
    """Return a function that tells which pixels an overlay changes, and keeps a picture of it."""
    desk, viewport = view

    def make(name: str) -> np.ndarray:
        pair = []
        for on in (False, True):
            viewport.overlays.switch(name, on)
            settle(qtbot, desk, viewport)
            viewport.floats._strip.hide()
            pair.append(pixels(viewport))
        changed: np.ndarray = (pair[0] != pair[1]).any(axis=2)
        if changed.any():
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            assert viewport.grab().save(str(SCREENSHOTS / f"overlay-{name.replace('_', '-')}.png"))
        return changed

    return make


def seen_from_aside(viewport, **changes) -> None:
    view = {"pivot": (2.0, 1.0, 0.0), "yaw": 0.7, "pitch": 0.3, "distance": 14.0}
    viewport.sight.look_freely(FreeCamera(**{**view, **changes}))


def gate_box(changed: np.ndarray) -> tuple[float, float, float, float]:
    """Left, top, width and height of a gate that is fitted into a picture."""
    high, wide = changed.shape
    down = wide / GATE
    return 0.0, (high - down) / 2.0, float(wide), down


def lines_of(changed: np.ndarray, axis: int, share: float) -> np.ndarray:
    """Rows (0) or columns (1) that are changed over a share of their length."""
    return np.flatnonzero(changed.mean(axis=1 - axis) > share)


def test_safe_areas_lie_at_93_and_90_percent_of_the_gate(with_overlay) -> None:
    changed = with_overlay("safe_areas")
    left, top, wide, high = gate_box(changed)
    rows, columns = lines_of(changed, 0, 0.4), lines_of(changed, 1, 0.3)
    for share in (0.93, 0.90):
        aside, down = wide * (1 - share) / 2, high * (1 - share) / 2
        for x in (left + aside, left + wide - aside):
            assert np.abs(columns - x).min() <= 1.5
        for y in (top + down, top + high - down):
            assert np.abs(rows - y).min() <= 1.5
    inner = changed[
        int(top + high * 0.1) : int(top + high * 0.9), int(wide * 0.1) : int(wide * 0.9)
    ]
    assert not inner.any()


def test_the_gate_mask_darkens_what_the_shot_does_not_show(qtbot, view, with_overlay) -> None:
    desk, viewport = view
    with_overlay("gate_mask")
    masked = pixels(viewport)
    _, top, _, high = gate_box(masked[..., 0])
    assert masked[: int(top) - 2].max() < 90
    assert masked[int(top + high) + 3 :].max() < 90
    size = (masked.shape[1], masked.shape[0])
    with Renderer() as renderer:
        snapshot = evaluate(desk.session.project, desk.session.shot, 0)
        own = renderer.render(snapshot, ("clay",), size, multiple=1)["clay"].astype(int)
    first = round((size[1] - own.shape[0]) / 2)
    inside = masked[first + 2 : first + own.shape[0] - 2]
    assert np.abs(inside - own[2:-2]).mean() < 3.0, "the gate shows what the shot shows"


@pytest.mark.parametrize("tilt_deg", [0.0, 7.0, -5.0])
def test_the_horizon_is_where_level_sight_lines_go(view, with_overlay, tilt_deg) -> None:
    _, viewport = view
    pitch = math.radians(tilt_deg)
    seen_from_aside(viewport, pitch=pitch)
    changed = with_overlay("horizon")
    high = changed.shape[0]
    focal = high / 2.0 / FreeCamera().half_height
    (rows,) = np.nonzero(changed.sum(axis=1) > changed.shape[1] / 3)
    assert rows.mean() + 0.5 == pytest.approx(high / 2.0 - focal * math.tan(pitch), abs=1.0)


def place(viewport, point) -> tuple[int, int]:
    ((x, y),), _ = viewport.canvas.projection().to_screen([point])
    return round(x), round(y)


def near(changed: np.ndarray, at: tuple[int, int], reach: int = 2) -> bool:
    x, y = at
    return bool(changed[y - reach : y + reach + 1, x - reach : x + reach + 1].any())


def side_corners(distance: float) -> list[np.ndarray]:
    """The gate of the second camera, 35 mm on its sensor's width, at a distance."""
    sensor = 24.89
    wide = sensor / 2 / 35.0 * distance
    high = wide / GATE
    middle = SIDE_EYE + SIDE_AHEAD * distance
    return [middle + np.array((0.0, y * high, z * wide)) for y in (-1, 1) for z in (-1, 1)]


def test_the_frustum_goes_from_the_lens_to_the_gate_at_the_focus(view, with_overlay) -> None:
    desk, viewport = view
    desk.session.select(["nod_side"])
    seen_from_aside(viewport)
    changed = with_overlay("frusta")
    focus = desk.session.scene.node("nod_side").payload.focus_distance_m
    for corner in side_corners(focus):
        for share in (0.3, 0.6, 0.95):
            assert near(changed, place(viewport, SIDE_EYE + share * (corner - SIDE_EYE)))
    beyond = [SIDE_EYE + 1.2 * (corner - SIDE_EYE) for corner in side_corners(focus)]
    assert not all(near(changed, place(viewport, point)) for point in beyond)


def test_the_focus_plane_stands_at_the_focus_distance_of_the_camera(view, with_overlay) -> None:
    desk, viewport = view
    scene, node = desk.session.scene.id, desk.session.scene.node("nod_side")
    sharp = node.payload.replace(focus_distance_m=3.0)
    desk.session.do("Focus", lambda p: replace_payload(p, scene, "nod_side", sharp))
    desk.session.select(["nod_side"])
    seen_from_aside(viewport)
    changed = with_overlay("focus_plane")
    corners = side_corners(3.0)
    middle = np.mean(corners, axis=0)
    assert changed[place(viewport, middle)[::-1]], "it is filled"
    for corner in corners:
        x, y = place(viewport, middle + 0.9 * (corner - middle))
        assert changed[y, x]
        assert not near(changed, place(viewport, middle + 1.2 * (corner - middle)), 1)


def test_through_the_shots_camera_another_ones_focus_plane_is_seen(view, with_overlay) -> None:
    desk, viewport = view
    desk.session.select(["nod_side"])
    focus = desk.session.scene.node("nod_side").payload.focus_distance_m
    changed = with_overlay("focus_plane")
    assert viewport.sight.through_shot
    middle = SIDE_EYE + SIDE_AHEAD * focus
    assert near(changed, place(viewport, middle), 3)
    desk.session.select(["nod_cam"])
    assert not with_overlay("focus_plane").any(), "one's own would only tint the whole picture"


def test_a_camera_does_not_tint_the_picture_that_is_seen_from_its_own_place(
    view, with_overlay
) -> None:
    desk, viewport = view
    desk.session.select(["nod_side"])
    eye = {"yaw": math.radians(90.0), "pitch": 0.0, "distance": 4.0}
    seen_from_aside(viewport, pivot=tuple(SIDE_EYE + 4.0 * SIDE_AHEAD), **eye)
    high, wide = (changed := with_overlay("frusta")).shape
    assert not changed[high // 3 : 2 * high // 3, wide // 3 : 2 * wide // 3].any()


def test_a_motion_path_goes_straight_between_two_linear_keys(view, with_overlay, qtbot) -> None:
    desk, viewport = view
    scene = desk.session.scene.id
    for frame, value in ((0, 2.0), (30, -3.0)):
        key = partial(
            set_keyframe, channel="translation.x", frame=frame, value=value, node="nod_ball",
            scene=scene,
        )  # fmt: skip
        desk.session.do("Key", key)
    seen_from_aside(viewport, pivot=(0.0, 1.0, 0.0))
    desk.session.select(["nod_ball"])
    viewport.overlays.switch("paths", True)
    wait_for(qtbot, lambda: bool(viewport.canvas.stage.paths))
    changed = with_overlay("paths")
    for x in np.linspace(-3.0, 2.0, 11):
        assert near(changed, place(viewport, (x, 0.5, 0.0)), 3)
    assert not near(changed, place(viewport, (-3.6, 0.5, 0.0)), 3)


def test_the_plan_shows_each_thing_where_it_stands(view, with_overlay) -> None:
    _, viewport = view
    seen_from_aside(viewport)
    assert with_overlay("plan").any()
    sheet = viewport.floats.plan.sheet
    drawn = pixels(sheet)

    def shown(x: float, z: float) -> np.ndarray:
        across, down = sheet.paper.place(x, z)
        return drawn[round(down), round(across)]

    ground = shown(0.1, 3.3)
    for x, z in ((-2.0, 0.0), (2.0, 0.0), (0.0, -1.0)):
        assert np.abs(shown(x, z) - ground).sum() > 20, (x, z)
    assert np.abs(shown(0.1, 1.3) - ground).sum() < 10, "nothing stands there"


def test_from_above_lengths_are_the_same_everywhere(qtbot, view) -> None:
    desk, viewport = view
    viewport.commands.see_from("top")
    settle(qtbot, desk, viewport)
    assert viewport.grab().save(str(SCREENSHOTS / "overlay-plan-view.png"))
    assert viewport.canvas.seen.mask_of(frozenset({"nod_box"})).any(), "it shows what there is"
    points = [(-4.0, 0.0, -1.0), (-3.0, 0.0, -1.0), (3.0, 2.0, 1.0), (4.0, 2.0, 1.0)]
    shown, _ = viewport.canvas.projection().to_screen(points)
    first, second = shown[1] - shown[0], shown[3] - shown[2]
    assert first == pytest.approx(second, abs=1e-6)
    assert first[1] == pytest.approx(0.0, abs=1e-6)
    assert first[0] > 0.0, "X goes to the right"


def test_the_inset_is_the_shot_as_it_is_drawn_headless(qtbot, view, with_overlay) -> None:
    desk, viewport = view
    seen_from_aside(viewport)
    viewport.overlays.switch("inset", True)
    inset = viewport.floats.shot
    wait_for(qtbot, lambda: inset.is_drawn)
    assert with_overlay("inset").any()
    wait_for(qtbot, lambda: inset.is_drawn)
    shown = pixels(inset._screen)
    with Renderer() as renderer:
        snapshot = evaluate(desk.session.project, desk.session.shot, 0)
        size = (shown.shape[1], shown.shape[0])
        own = renderer.render(snapshot, ("clay",), size, multiple=2)["clay"].astype(int)
    top, left = ((s - o) // 2 for s, o in zip(shown.shape, own.shape, strict=False) if o != 3)
    part = shown[top : top + own.shape[0], left : left + own.shape[1]]
    assert np.abs(part - own)[:-40].mean() < 1.0, "but for the frame number in the corner"
