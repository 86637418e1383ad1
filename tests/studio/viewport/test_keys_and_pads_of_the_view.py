"""Every key and gesture that moves the view, by the events that a machine sends."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from studio.viewport.free_camera import FreeCamera
from tests.studio.viewport.conftest import LEFT, MIDDLE, RIGHT, SHIFT, drag, wheel

PLAIN = Qt.KeyboardModifier.NoModifier
FLIGHTS = {
    Qt.Key.Key_W: (0.0, 0.0, 1.0), Qt.Key.Key_S: (0.0, 0.0, -1.0),
    Qt.Key.Key_D: (1.0, 0.0, 0.0), Qt.Key.Key_A: (-1.0, 0.0, 0.0),
    Qt.Key.Key_E: (0.0, 1.0, 0.0), Qt.Key.Key_Q: (0.0, -1.0, 0.0),
}  # fmt: skip


def test_each_flying_key_goes_its_own_way_and_shift_is_faster(qtbot, view, monkeypatch) -> None:
    _, viewport = view
    canvas, clock = viewport.canvas, [0.0]
    monkeypatch.setattr("studio.viewport.moving_about.time.perf_counter", lambda: clock[0])
    viewport.sight.look_freely(canvas.free_view().orbited(0.4, 0.3))

    def flown(key, held=PLAIN) -> np.ndarray:
        before = viewport.sight.free
        qtbot.mousePress(canvas, RIGHT, pos=QPoint(300, 200))
        qtbot.keyPress(canvas, key, held)
        clock[0] += 0.05
        viewport._moving._fly()
        qtbot.keyRelease(canvas, key)
        qtbot.mouseRelease(canvas, RIGHT, pos=QPoint(300, 200))
        step = viewport.sight.free.eye - before.eye
        right, up, back = before.rotation.T @ step
        return np.array((right, up, -back))

    for key, way in FLIGHTS.items():
        step = flown(key)
        assert step / np.linalg.norm(step) == pytest.approx(way, abs=1e-6)
    slow = np.linalg.norm(flown(Qt.Key.Key_W))
    assert np.linalg.norm(flown(Qt.Key.Key_W, SHIFT)) > 2.0 * slow


def test_the_wheel_sets_the_speed_while_flying(qtbot, view) -> None:
    _, viewport = view
    viewport.sight.look_freely(viewport.canvas.free_view())
    before = viewport.sight.free
    qtbot.mousePress(viewport.canvas, RIGHT, pos=QPoint(300, 200))
    wheel(viewport.canvas, QPoint(300, 200), 2)
    assert viewport._moving._speed == pytest.approx(1.2**2)
    qtbot.mouseRelease(viewport.canvas, RIGHT, pos=QPoint(300, 200))
    assert viewport.sight.free == before, "it is no dolly"


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier]
)
def test_numbers_look_squarely_from_a_side_on_the_pad_and_in_the_row(qtbot, view, held) -> None:
    _, viewport = view
    for key, side in ((Qt.Key.Key_1, "front"), (Qt.Key.Key_3, "right"), (Qt.Key.Key_7, "top")):
        qtbot.keyClick(viewport.canvas, key, held)
        assert viewport.sight.free.side == side
        assert viewport.sight.free.orthographic
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_0, held)
    assert viewport.sight.through_shot


def test_a_view_from_a_side_out_of_the_shot_shows_the_scene(qtbot, view, wait) -> None:
    _, viewport = view
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_7)
    wait()
    seen = viewport.canvas.seen
    assert all(seen.mask_of(frozenset({node})).any() for node in ("nod_box", "nod_ball"))
    before = viewport.sight.free
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_1)
    assert viewport.sight.free.pivot == before.pivot, "from there on the place is kept"


def test_home_frames_everything_and_f_what_is_selected(qtbot, view, wait) -> None:
    desk, viewport = view
    desk.session.select(["nod_ball"])
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_F)
    wait()
    near = viewport.canvas.seen.mask_of(frozenset({"nod_ball"})).mean()
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_Home)
    wait()
    seen = viewport.canvas.seen
    assert seen.mask_of(frozenset({"nod_ball"})).mean() < near / 4.0
    assert all(
        seen.mask_of(frozenset({node})).any() for node in ("nod_box", "nod_ball", "nod_post")
    )


def test_without_a_number_pad_the_menus_do_the_same(view) -> None:
    desk, viewport = view
    for id_, side in (("view.front", "front"), ("view.side", "right"), ("view.top", "top")):
        desk.commands.action(id_).trigger()
        assert viewport.sight.free.side == side
    for side in ("back", "left", "bottom"):
        viewport.commands.see_from(side)
        assert viewport.sight.free.side == side


def test_ctrl_and_the_middle_button_dolly_and_alt_stands_for_it(qtbot, view) -> None:
    _, viewport = view
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    for button, held in ((MIDDLE, control), (LEFT, alt | control)):
        viewport.sight.look_freely(FreeCamera(distance=10.0))
        drag(qtbot, viewport.canvas, button, QPoint(300, 200), QPoint(300, 150), held)
        assert viewport.sight.free.distance < 9.0
        assert viewport.sight.free.pivot == FreeCamera().pivot
    viewport.sight.look_freely(FreeCamera(distance=10.0))
    drag(qtbot, viewport.canvas, LEFT, QPoint(300, 200), QPoint(340, 200), alt | SHIFT)
    assert viewport.sight.free.yaw == FreeCamera().yaw
    assert viewport.sight.free.pivot != FreeCamera().pivot


PAD = QPointingDevice(
    "Pad", 77, QInputDevice.DeviceType.TouchPad, QPointingDevice.PointerType.Finger,
    QInputDevice.Capability.Position | QInputDevice.Capability.PixelScroll, 2, 0,
)  # fmt: skip
MOUSE = QPointingDevice.primaryPointingDevice


def swipe(canvas, pixels: QPoint, held=PLAIN, device=PAD,
          phase=Qt.ScrollPhase.ScrollUpdate) -> None:  # fmt: skip
    at = QPointF(300, 180)
    event = QWheelEvent(
        at, QPointF(canvas.mapToGlobal(at)), pixels, QPoint(0, 120), Qt.MouseButton.NoButton, held,
        phase, False, Qt.MouseEventSource.MouseEventNotSynthesized, device,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


@pytest.mark.parametrize("known_as_pad", [True, False])
def test_two_fingers_orbit_with_shift_pan_and_with_ctrl_come_nearer(view, known_as_pad) -> None:
    _, viewport = view
    canvas, device = viewport.canvas, PAD if known_as_pad else MOUSE()
    start = FreeCamera(distance=10.0)
    viewport.sight.look_freely(start)
    swipe(canvas, QPoint(20, 0), device=device)
    orbited = viewport.sight.free
    assert (orbited.pivot, orbited.distance) == (start.pivot, start.distance)
    assert orbited.yaw != start.yaw
    swipe(canvas, QPoint(20, 0), SHIFT, device)
    panned = viewport.sight.free
    assert (panned.yaw, panned.distance) == (orbited.yaw, orbited.distance)
    assert panned.pivot != orbited.pivot
    swipe(canvas, QPoint(0, 20), Qt.KeyboardModifier.ControlModifier, device)
    assert viewport.sight.free.distance < panned.distance


def test_a_pad_that_tells_no_pixels_orbits_as_well(view) -> None:
    _, viewport = view
    viewport.sight.look_freely(FreeCamera(distance=10.0))
    swipe(viewport.canvas, QPoint())
    assert viewport.sight.free.pitch != FreeCamera().pitch
    assert viewport.sight.free.distance == 10.0
