"""What is painted over the picture, and the insets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from compose.edits import set_keyframe
from compose.project import Project
from studio.viewport.free_camera import FreeCamera
from studio.viewport.overlay_choice import OVERLAYS
from studio.viewport.plan_inset import PlanInset
from tests.studio.conftest import wait_for
from tests.studio.viewport.conftest import pixels, settle

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(stage: Project, open_viewport):
    """The small stage seen freely, from a little above, without overlays."""
    desk, viewport = open_viewport(stage)
    for name in OVERLAYS:
        viewport.overlays.switch(name, False)
    viewport.sight.look_freely(FreeCamera(pivot=(0.0, 1.4, 0.5), yaw=0.3, pitch=0.2, distance=14.0))
    viewport.floats._strip.hide()
    return desk, viewport


@pytest.fixture
def painted(qtbot: QtBot, view) -> Callable[..., np.ndarray]:
    """Return a function that gives the settled picture with some overlays on."""
    desk, viewport = view

    def make(*names: str) -> np.ndarray:
        for name in OVERLAYS:
            viewport.overlays.switch(name, name in names)
        settle(qtbot, desk, viewport)
        qtbot.wait(60)
        viewport.floats._strip.hide()
        return pixels(viewport)

    return make


def test_the_grid_lies_behind_everything_that_is_drawn(view, painted) -> None:
    _, viewport = view
    changed = (painted("grid") != painted()).any(axis=2)
    high, wide = changed.shape
    covered = viewport.canvas.seen.ids[:high, :wide] != 0
    assert changed.sum() > 2000
    assert not (changed & covered).any()


def test_while_it_moves_the_grid_goes_round_what_stands_there(view, painted) -> None:
    _, viewport = view
    painted("grid")
    canvas = viewport.canvas
    stage = canvas._overlay_stage(canvas.projection())
    pictures = []
    for known in (canvas.seen, None):
        image = QImage(canvas.size(), QImage.Format.Format_RGB888)
        image.fill(0)
        painter = QPainter(image)
        canvas._painter.paint(painter, stage, known, 1.0)
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        pictures.append(rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).any(axis=2))
    exact, rough = pictures
    high, wide = rough.shape
    assert rough.sum() > 0.8 * exact.sum()
    assert not (rough & (canvas.seen.ids[:high, :wide] != 0)).any()


def test_the_outline_is_daylight_around_the_selection_alone(view, painted) -> None:
    desk, viewport = view
    before = painted()
    desk.session.select(["nod_group"])
    changed = (painted("outline") != before).any(axis=2)
    high, wide = changed.shape
    ball = viewport.canvas.seen.mask_of(frozenset({"nod_ball"}))[:high, :wide]
    assert not (changed & ball).any()
    around = ball.copy()
    for _ in range(3):
        grown = around.copy()
        for axis in (0, 1):
            grown |= np.roll(around, 1, axis) | np.roll(around, -1, axis)
        around = grown
    assert not (changed & ~around).any()
    color = desk.theme.color("daylight")
    blue = (pixels(viewport) == (color.red(), color.green(), color.blue())).all(axis=2)
    assert blue.sum() > np.sqrt(4 * np.pi * ball.sum())


def test_keys_of_a_path_are_painted_where_the_node_is_then(qtbot, view, painted) -> None:
    desk, viewport = view
    scene = desk.session.scene.id
    for frame, value in ((0, 2.0), (30, -3.0)):
        key = partial(set_keyframe, channel="translation.x", frame=frame, value=value,
                      node="nod_ball", scene=scene)  # fmt: skip
        desk.session.do("Key", key)
    before = painted()
    desk.session.select(["nod_ball"])
    viewport.overlays.switch("paths", True)
    desk.session.select([])
    desk.session.select(["nod_ball"])
    wait_for(qtbot, lambda: bool(viewport.canvas.stage.paths))
    changed = (painted("paths") != before).any(axis=2)
    (end,), _ = viewport.canvas.projection().to_screen([(-3.0, 0.5, 0.0)])
    x, y = np.round(end).astype(int)
    assert changed[y - 3 : y + 4, x - 1 : x + 2].all()
    assert not changed[y - 40 : y - 12].any()


def test_every_overlay_paints_something_where_it_applies(qtbot, view, painted) -> None:
    desk, viewport = view
    desk.session.select(["nod_side", "nod_ball"])
    free = ("names", "frusta", "lamps", "focus_plane", "axes", "horizon")
    plain = painted()
    for name in free:
        assert (painted(name) != plain).any(), name
    viewport.sight.look_through_shot()
    plain = painted()
    for name in ("thirds", "safe_areas", "horizon", "axes"):
        assert (painted(name) != plain).any(), name


def test_thirds_part_the_gate_and_nothing_else(view, painted) -> None:
    _, viewport = view
    viewport.sight.look_through_shot()
    changed = (painted("thirds") != painted()).any(axis=2)
    high, wide = changed.shape
    rows = np.flatnonzero(changed.mean(axis=1) > 0.9)
    columns = np.flatnonzero(changed.mean(axis=0) > 0.6)
    gate = wide / 1.85
    top = (high - gate) / 2
    for third in (1 / 3, 2 / 3):
        assert np.abs(columns - third * wide).min() <= 1.5
        assert np.abs(rows - (top + third * gate)).min() <= 1.5


def test_a_double_click_frames_what_it_hits(qtbot, view, painted) -> None:
    desk, viewport = view
    painted()
    (place,), _ = viewport.canvas.projection().to_screen([(2.0, 0.5, 0.0)])
    at = QPoint(*np.round(place).astype(int).tolist())
    qtbot.mouseClick(viewport.canvas, LEFT, pos=at)
    qtbot.mouseDClick(viewport.canvas, LEFT, pos=at)
    qtbot.mouseRelease(viewport.canvas, LEFT, pos=at)
    assert desk.session.selection == ("nod_ball",)
    assert viewport.sight.free.pivot == pytest.approx((2.0, 0.5, 0.0), abs=1e-3)


def test_an_inset_stays_in_the_corner_it_is_dropped_in(qtbot, view) -> None:
    desk, viewport = view
    viewport.overlays.switch("plan", True)
    plan = viewport.floats.plan
    start = QPoint(60, 12)
    qtbot.mousePress(plan, LEFT, pos=start)
    goal = viewport.canvas.mapToGlobal(QPoint(200, 60))
    qtbot.mouseMove(plan, plan.mapFromGlobal(goal))
    plan.move(QPoint(80, 20))
    qtbot.mouseRelease(plan, LEFT, pos=start)
    assert plan.x() < viewport.canvas.width() / 2
    assert plan.y() == 12
    assert desk.settings.preferences.layout["viewport-plan"] == "top-left"
    strip = viewport.floats._strip.geometry()
    assert not plan.geometry().intersects(strip)


def test_the_cross_of_an_inset_switches_its_overlay_off(qtbot, view) -> None:
    _, viewport = view
    viewport.overlays.switch("inset", True)
    assert viewport.floats.shot.isVisible()
    viewport.floats.shot.closed.emit()
    assert not viewport.floats.shot.isVisible()
    assert not viewport.overlays.is_on("inset")


def test_a_click_on_the_plan_selects_what_stands_there(qtbot, view, painted) -> None:
    desk, viewport = view
    painted("plan")
    plan: PlanInset = viewport.floats.plan
    sheet = plan.sheet
    across, down = sheet.paper.place(2.0, 0.0)
    qtbot.mouseClick(sheet, LEFT, pos=QPoint(round(across), round(down)))
    assert desk.session.selection == ("nod_ball",)
    before = sheet.paper.metres_per_pixel
    plan_at = sheet.paper.zoomed(0.5, 10.0, 10.0)
    assert plan_at.metres_per_pixel == pytest.approx(before / 2)
