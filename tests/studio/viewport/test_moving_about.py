"""Moving about in the viewport by mouse, wheel, pad and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QNativeGestureEvent,
    QPointingDevice,
)
from PySide6.QtWidgets import QApplication

from compose.edits import add_shot
from compose.evaluation import evaluate
from tests.studio.conftest import wait_for
from tests.studio.viewport.conftest import (
    BALL,
    BOX,
    LEFT,
    MIDDLE,
    RIGHT,
    SHIFT,
    drag,
    move,
    place_of,
    wheel,
)


def test_leaving_the_shot_camera_begins_where_it_stands(qtbot, view) -> None:
    _, viewport = view
    before, _ = viewport.canvas.projection().to_screen([BALL, BOX])
    drag(qtbot, viewport.canvas, MIDDLE, QPoint(300, 200), QPoint(301, 200))
    wait_for(qtbot, lambda: viewport.canvas.settled)
    assert not viewport.sight.through_shot
    after, _ = viewport.canvas.projection().to_screen([BALL, BOX])
    assert after == pytest.approx(before, abs=6.0)
    assert viewport.floats.shot.isVisible()


@pytest.mark.parametrize(
    ("button", "held", "keeps"),
    [(MIDDLE, None, "pivot"), (MIDDLE, SHIFT, "angles"), (RIGHT, None, "eye"),
     (LEFT, Qt.KeyboardModifier.AltModifier, "pivot")],
)  # fmt: skip
def test_drags_orbit_pan_and_look_around(qtbot, view, button, held, keeps) -> None:
    _, viewport = view
    start = viewport.canvas.free_view()
    viewport.sight.look_freely(start)
    drag(qtbot, viewport.canvas, button, QPoint(300, 150), QPoint(360, 190), held)
    end = viewport.sight.free
    kept = {
        "pivot": (start.pivot, end.pivot), "eye": (start.eye, end.eye),
        "angles": ((start.yaw, start.pitch), (end.yaw, end.pitch)),
    }  # fmt: skip
    for name, (before, after) in kept.items():
        same = np.allclose(before, after, atol=1e-9)
        assert same == (name == keeps), name


def test_the_wheel_comes_nearer_to_what_is_under_the_pointer(qtbot, view) -> None:
    _, viewport = view
    at = place_of(viewport, BALL)
    wheel(viewport.canvas, at, 3)
    wait_for(qtbot, lambda: viewport.canvas.settled)
    assert (place_of(viewport, BALL) - at).manhattanLength() <= 5
    seen = viewport.canvas.seen
    ball = seen.mask_of(frozenset({"nod_ball"})).sum()
    assert ball > 1.5 * 400


def test_keys_fly_while_the_right_button_is_held_and_no_timer_runs_after(qtbot, view) -> None:
    desk, viewport = view
    canvas = viewport.canvas
    start = viewport.canvas.free_view()
    qtbot.mousePress(canvas, RIGHT, pos=QPoint(300, 200))
    qtbot.keyPress(canvas, Qt.Key.Key_W)
    qtbot.wait(120)
    qtbot.keyRelease(canvas, Qt.Key.Key_W)
    assert not viewport._moving._timer.isActive()
    qtbot.mouseRelease(canvas, RIGHT, pos=QPoint(300, 200))
    flown = viewport.sight.free.eye - start.eye
    assert flown @ -start.rotation[:, 2] > 0.1
    assert desk.session.undo_label is None


def test_a_pinch_comes_nearer_and_arrows_walk_around(qtbot, view) -> None:
    _, viewport = view
    canvas, at = viewport.canvas, QPointF(300, 180)
    viewport.sight.look_freely(canvas.free_view())
    before = viewport.sight.free
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, at, at,
        QPointF(canvas.mapToGlobal(at)), 0.2, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(canvas, pinch)
    assert viewport.sight.free.distance < before.distance
    before = viewport.sight.free
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    after = viewport.sight.free
    assert (after.eye - before.eye) @ before.rotation[:, 0] > 0.0, "the eye goes right"
    assert after.pivot == before.pivot
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert viewport.sight.free.distance > after.distance


def test_escape_takes_a_drag_of_the_view_back(qtbot, view) -> None:
    _, viewport = view
    qtbot.mousePress(viewport.canvas, MIDDLE, pos=QPoint(300, 150))
    move(viewport.canvas, QPoint(380, 150), MIDDLE)
    assert not viewport.sight.through_shot
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_Escape)
    assert viewport.sight.through_shot


def test_keys_of_the_view_menu(qtbot, view, wait) -> None:
    desk, viewport = view
    canvas = viewport.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_7)
    assert viewport.sight.free.side == "top"
    qtbot.keyClick(canvas, Qt.Key.Key_5)
    assert not viewport.sight.free.orthographic
    qtbot.keyClick(canvas, Qt.Key.Key_Z)
    assert viewport.sight.shading == "beauty"
    desk.session.select(["nod_ball"])
    qtbot.keyClick(canvas, Qt.Key.Key_F)
    assert viewport.sight.free.pivot == pytest.approx((2.0, 0.5, 0.0), abs=0.01)
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert viewport.sight.through_shot


def test_a_shot_camera_that_is_flown_is_one_entry_of_undo(qtbot, view) -> None:
    desk, viewport = view
    before = desk.session.project
    viewport.commands.actions["view.fly_shot"].trigger()
    drag(qtbot, viewport.canvas, MIDDLE, QPoint(300, 150), QPoint(360, 150), SHIFT)
    assert viewport.sight.through_shot
    moved = desk.session.scene.node("nod_cam").translation
    assert moved[0] < -0.1
    assert desk.session.undo_label == "Move the shot camera"
    desk.session.undo()
    assert desk.session.project is before
    for _ in range(3):
        wheel(viewport.canvas, QPoint(300, 180), 1)
    assert desk.session.scene.node("nod_cam").translation[2] < 10.0
    desk.session.undo()
    assert desk.session.project is before, "steps in a row are one entry"


def test_the_shot_camera_comes_to_the_view(qtbot, view, wait) -> None:
    desk, viewport = view
    viewport.sight.look_freely(viewport.canvas.free_view().orbited(0.6, 0.2))
    wanted = viewport.sight.free
    viewport.commands.actions["view.camera_to_view"].trigger()
    wait()
    assert viewport.sight.through_shot
    seen = evaluate(desk.session.project, desk.session.shot, 0).camera.world
    assert seen[:3, 3] == pytest.approx(wanted.eye, abs=1e-4)
    assert seen[:3, :3] == pytest.approx(wanted.rotation, abs=1e-5)


def test_a_new_camera_from_the_view_sees_what_the_view_shows(view) -> None:
    desk, viewport = view
    viewport.sight.look_freely(viewport.canvas.free_view().orbited(0.3, 0.1))
    state = viewport.camera_state()
    assert state.world[:3, 3] == pytest.approx(viewport.sight.free.eye)
    viewport.commands.actions["scene.add_camera"].trigger()
    (node,) = desk.session.selected
    project = add_shot(desk.session.project, desk.session.scene.id, node.id, name="New",
                       start=0, end=2)  # fmt: skip
    shot = project.shots[-1]
    seen = evaluate(project, shot, 0).camera
    assert seen.world == pytest.approx(state.world, abs=1e-4)
    tall = seen.gate_mm[1] / seen.focal_length_mm, state.gate_mm[1] / state.focal_length_mm
    assert tall[0] == pytest.approx(tall[1], rel=0.12)
    size = viewport.canvas.size()
    assert state.aspect == pytest.approx(size.width() / size.height(), abs=0.01)
