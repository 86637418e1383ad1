"""The viewport by mouse and keyboard, against what the renderer draws."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDropEvent,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from compose.edits import add_figure, add_shot, replace_payload
from compose.evaluation import evaluate
from compose.files.save import save_project
from compose.project import Project
from studio.figures.pose_tiles import MIME as POSE_MIME
from studio.session import Layer
from studio.session.spot import Spot
from studio.tools.toolbox import viewport_tools
from studio.viewport import Viewport
from studio.viewport.dropping import can_drop, drop
from studio.viewport.overlay_choice import OVERLAYS
from studio.viewport.projection import Projection
from studio.viewport.tool import KeyPress, Pointer, ViewContext
from tests.studio.conftest import wait_for
from tests.studio.viewport.conftest import settle
from visualize.encode.png import write_png
from visualize.render.renderer import Renderer

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton,
)  # fmt: skip
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(stage: Project, open_viewport):
    """The desk and the viewport of the small stage."""
    return open_viewport(stage)


def place_of(viewport: Viewport, point: tuple[float, float, float]) -> QPoint:
    (place,), _ = viewport.canvas.projection().to_screen([point])
    return QPoint(*np.round(place).astype(int).tolist())


BALL, BOX, POST = (2.0, 0.5, 0.4), (-2.0, 0.5, 0.5), (0.0, 2.0, -1.0)


def drag(qtbot: QtBot, canvas, button, start: QPoint, end: QPoint, modifier=None) -> None:
    held = modifier or Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(canvas, button, held, start)
    for share in (0.3, 0.7, 1.0):
        at = QPointF(start) + QPointF(end - start) * share
        move(canvas, at.toPoint(), button, held)
    qtbot.mouseRelease(canvas, button, held, end)


def move(canvas, at: QPoint, button=Qt.MouseButton.NoButton, held=None) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(canvas.mapToGlobal(at)),
        Qt.MouseButton.NoButton, button, held or Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def wheel(canvas, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(canvas.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


# -- the picture -------------------------------------------------------------------------------


def test_without_overlays_the_picture_is_the_headless_render_byte_for_byte(
    qtbot, view, wait
) -> None:
    desk, viewport = view
    for name in OVERLAYS:
        viewport.overlays.switch(name, False)
    viewport.findChild(type(viewport._strip), "tool-strip").hide()
    wait()
    canvas = viewport.canvas
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    grabbed = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    with Renderer() as renderer:
        shot = desk.session.shot
        snapshot = evaluate(desk.session.project, shot, 0)
        size = (image.width(), image.height())
        drawn = renderer.render(snapshot, ("clay",), size, multiple=1)["clay"]
    high, wide = drawn.shape[:2]
    top, left = (size[1] - high) // 2, (size[0] - wide) // 2
    assert np.array_equal(grabbed[top : top + high, left : left + wide], drawn)


@pytest.mark.parametrize("free", [False, True])
def test_corners_of_a_box_fall_on_the_edge_of_its_ids(view, wait, free) -> None:
    _, viewport = view
    if free:
        viewport.sight.look_freely(viewport.canvas.free_view().orbited(0.5, 0.3))
        wait()
    canvas = viewport.canvas
    seen, projection = canvas.seen, canvas.projection()
    rows, columns = np.nonzero(seen.mask_of(frozenset({"nod_box"})))
    turn = np.radians(30.0)
    corners = [
        (-2.0 + x * np.cos(turn) + z * np.sin(turn), y, -x * np.sin(turn) + z * np.cos(turn))
        for x in (-1.0, 1.0) for y in (0.0, 1.0) for z in (-0.5, 0.5)
    ]  # fmt: skip
    places, _ = projection.to_screen(corners)
    scale = projection.scale
    x, y = columns * scale + projection.left, rows * scale + projection.top
    assert x.min() == pytest.approx(places[:, 0].min(), abs=1.0)
    assert x.max() + scale == pytest.approx(places[:, 0].max(), abs=1.0)
    assert y.min() == pytest.approx(places[:, 1].min(), abs=1.0)
    assert y.max() + scale == pytest.approx(places[:, 1].max(), abs=1.0)


def test_the_gate_is_where_the_shots_own_picture_would_be(view) -> None:
    desk, viewport = view
    stage = viewport.canvas._overlay_stage(viewport.canvas.projection())
    own = evaluate(desk.session.project, desk.session.shot, 0).camera
    size = (viewport.canvas.width(), viewport.canvas.height())
    raster = own.raster(size, 1)
    exact = Projection(own, raster, (size[0] - raster.width) / 2, (size[1] - raster.height) / 2)
    box = stage.gate
    assert box.width() == pytest.approx(raster.width, abs=1.0)
    assert box.height() == pytest.approx(raster.height, abs=1.5)
    shown, _ = viewport.canvas.projection().to_screen([BALL, BOX, POST])
    assert shown == pytest.approx(exact.to_screen([BALL, BOX, POST])[0], abs=1.0)


@pytest.mark.parametrize("shading", ["wire", "beauty", "depth", "normal", "id", "motion", "pose"])
def test_every_pass_is_shown_as_a_picture(qtbot, view, wait, shading) -> None:
    _, viewport = view
    before = viewport.canvas._shown.image
    viewport.sight.shade(shading)
    wait()
    wait_for(qtbot, lambda: viewport.canvas._shown.image is not before)
    assert viewport.canvas.picture.wish.passes == (shading,)


# -- selecting ---------------------------------------------------------------------------------


def test_a_click_selects_shift_toggles_and_nothing_deselects(qtbot, view) -> None:
    desk, viewport = view
    canvas = viewport.canvas
    qtbot.mouseClick(canvas, LEFT, pos=place_of(viewport, BALL))
    assert desk.session.selection == ("nod_ball",)
    qtbot.mouseClick(canvas, LEFT, SHIFT, place_of(viewport, BOX))
    assert desk.session.selection == ("nod_ball", "nod_box")
    qtbot.mouseClick(canvas, LEFT, SHIFT, place_of(viewport, BALL))
    assert desk.session.selection == ("nod_box",)
    qtbot.mouseClick(canvas, LEFT, pos=place_of(viewport, (0.9, 3.4, 0.0)))
    assert desk.session.selection == ()


def test_a_post_two_pixels_wide_is_picked_from_beside(qtbot, view) -> None:
    desk, viewport = view
    qtbot.mouseClick(viewport.canvas, LEFT, pos=place_of(viewport, POST) + QPoint(3, 0))
    assert desk.session.selection == ("nod_post",)


def test_clicking_again_selects_the_group(qtbot, view) -> None:
    desk, viewport = view
    at = place_of(viewport, BALL)
    for expected in ("nod_ball", "nod_group", "nod_ball"):
        qtbot.mouseClick(viewport.canvas, LEFT, pos=at)
        assert desk.session.selection == (expected,)
        qtbot.wait(QApplication.doubleClickInterval() + 20)


def test_what_is_locked_is_passed_by(qtbot, view) -> None:
    desk, viewport = view
    desk.session.lock(["nod_group"])
    qtbot.mouseClick(viewport.canvas, LEFT, pos=place_of(viewport, BALL))
    assert desk.session.selection == ()


def test_a_lamp_is_picked_by_its_sign(qtbot, view) -> None:
    desk, viewport = view
    viewport.sight.look_freely(viewport.canvas.free_view().dollied(1.6))
    wait_for(qtbot, lambda: viewport.canvas.settled)
    qtbot.mouseClick(viewport.canvas, LEFT, pos=place_of(viewport, (0.0, 3.5, 2.0)))
    assert desk.session.selection == ("nod_lamp",)


def test_a_rectangle_to_the_right_takes_what_is_whole_and_to_the_left_what_is_touched(
    qtbot, view
) -> None:
    desk, viewport = view
    low, high = place_of(viewport, (-4.0, 2.2, 0.0)), place_of(viewport, (2.0, -0.6, 0.0))
    drag(qtbot, viewport.canvas, LEFT, low, high)
    assert desk.session.selection == ("nod_box",)
    drag(qtbot, viewport.canvas, LEFT, high, low)
    assert set(desk.session.selection) == {"nod_box", "nod_ball", "nod_post"}


def test_the_name_of_what_the_pointer_rests_on_is_told(qtbot, view) -> None:
    _, viewport = view
    move(viewport.canvas, place_of(viewport, BALL))
    wait_for(qtbot, lambda: viewport.canvas.hover is not None)
    assert viewport.canvas.hover[0] == "Ball"
    move(viewport.canvas, place_of(viewport, BALL) + QPoint(30, 0))
    assert viewport.canvas.hover is None


# -- moving about ------------------------------------------------------------------------------


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


# -- the rest ----------------------------------------------------------------------------------


class Recorder:
    """A tool that takes everything and remembers it."""

    hint = (("Drag", "Move"),)

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []
        self.painted = 0

    def press(self, view: ViewContext, pointer: Pointer) -> bool:
        self.told.append(("press", pointer))
        return True

    def move(self, view: ViewContext, pointer: Pointer) -> bool:
        self.told.append(("move", pointer))
        return True

    def release(self, view: ViewContext, pointer: Pointer) -> bool:
        self.told.append(("release", pointer))
        return True

    def key(self, view: ViewContext, key: KeyPress) -> bool:
        self.told.append(("key", key))
        return True

    def cancel(self) -> bool:
        self.told.append(("cancel", None))
        return True

    def paint(self, view: ViewContext, painter) -> None:
        self.painted += 1

    def cursor(self, view: ViewContext, pointer: Pointer) -> Qt.CursorShape | None:
        return Qt.CursorShape.SizeAllCursor


def test_a_tool_gets_the_pointer_and_the_keys_first(qtbot, view) -> None:
    desk, viewport = view
    tool = Recorder()
    viewport.set_tools({"move": tool})
    viewport.canvas.setFocus()
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_W)
    assert viewport.tool is tool
    drag(qtbot, viewport.canvas, LEFT, QPoint(100, 100), QPoint(150, 120))
    kinds = [kind for kind, _ in tool.told]
    assert kinds == ["press", "move", "move", "move", "release"]
    assert tool.told[-1][1] == Pointer(x=150, y=120, button="left")
    assert desk.session.selection == ()
    qtbot.mousePress(viewport.canvas, LEFT, pos=QPoint(100, 100))
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_X)
    assert tool.told[-1] == ("key", KeyPress(key="X"))
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_Escape)
    assert tool.told[-1][0] == "cancel"
    qtbot.mouseRelease(viewport.canvas, LEFT, pos=QPoint(100, 100))
    viewport.grab()
    assert tool.painted > 0
    qtbot.keyClick(viewport.canvas, Qt.Key.Key_Q)
    assert viewport.tool is None


def test_a_surface_point_lies_on_what_is_seen(view) -> None:
    _, viewport = view
    probe = viewport.canvas.probe()
    at = place_of(viewport, (2.0, 0.5, 0.5))
    found = probe.surface_at(at.x(), at.y(), ())
    assert found.node == "nod_ball"
    assert np.linalg.norm(found.point - (2.0, 0.5, 0.0)) == pytest.approx(0.5, abs=0.01)
    outward = (found.point - (2.0, 0.5, 0.0)) / 0.5
    assert found.normal == pytest.approx(outward, abs=0.05)
    under = probe.surface_at(at.x(), at.y(), ["nod_group"])
    assert (under.node, under.point[1]) == ("", pytest.approx(0.0, abs=1e-9))


def test_a_drop_stands_where_the_pointer_meets_the_ground(qtbot, view) -> None:
    desk, viewport = view
    data = QMimeData()
    data.setData("application/x-shotwright-kit", json.dumps({"prop": "chair"}).encode())
    at = viewport.canvas.mapTo(viewport, place_of(viewport, (0.5, 0.0, 2.0)))
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    viewport.dropEvent(event)
    added = desk.session.selected[0]
    assert added.payload.prop == "chair"
    x, y, z = added.translation
    assert (x, z) == pytest.approx((0.5, 2.0), abs=0.05)
    assert y == pytest.approx(0.0, abs=1e-3)


def test_a_picture_file_that_is_dropped_stands_there_as_a_card(
    qtbot, stage, open_viewport, tmp_path
) -> None:
    desk, viewport = open_viewport(save_project(stage, tmp_path / "film"))
    file = tmp_path / "poster.png"
    write_png(file, np.full((30, 20, 3), 90, np.uint8), srgb=True)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    at = viewport.canvas.rect().center() + QPoint(0, 60)
    probe = viewport.canvas.probe()
    point = probe.surface_at(at.x(), at.y(), ()).point
    event = QDropEvent(
        QPointF(viewport.canvas.mapTo(viewport, at)), Qt.DropAction.CopyAction, data, LEFT,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    viewport.dropEvent(event)
    wait_for(qtbot, lambda: bool(desk.session.selection))
    (card,) = desk.session.selected
    assert card.payload.kind == "card"
    assert card.translation == pytest.approx(tuple(point), abs=1e-3)


def test_the_red_frame_says_where_keys_go(view) -> None:
    desk, viewport = view
    assert not viewport.floats.recording.isVisible()
    desk.session.set_recording(True, Layer.SHOT)
    assert viewport.floats.recording.text == "Auto-key records into shot 010"
    desk.session.set_recording(True, Layer.SCENE)
    assert viewport.floats.recording.text == "Auto-key records into scene time"
    edge = viewport.canvas.grab().toImage().pixelColor(0, 300)
    assert edge == desk.theme.color("record_fill")
    desk.session.set_recording(False)
    assert not viewport.floats.recording.isVisible()


def test_overlays_are_remembered(view) -> None:
    desk, viewport = view
    viewport.commands.actions["view.thirds"].trigger()
    viewport.commands.actions["view.grid"].trigger()
    kept = desk.settings.preferences.overlays
    assert (kept["thirds"], kept["grid"]) == (True, False)
    assert viewport.commands.actions["view.thirds"].isChecked()
    assert not viewport.commands.actions["view.grid"].isChecked()


def test_a_scene_that_cannot_be_drawn_says_why_over_the_last_picture(qtbot, view) -> None:
    desk, viewport = view
    picture = viewport.canvas.picture
    wrong = desk.session.scene.node("nod_cam").payload.replace(near_m=9.0, far_m=2.0)
    scene = desk.session.scene.id
    desk.session.do("Break", lambda p: replace_payload(p, scene, "nod_cam", wrong))
    wait_for(qtbot, viewport.floats.fault.isVisible)
    assert "near must be less than far" in viewport.floats.fault.text
    assert viewport.canvas.picture is picture
    desk.session.undo()
    wait_for(qtbot, lambda: not viewport.floats.fault.isVisible())


def test_without_gl_the_reason_is_shown(qtbot, stage, open_desk, monkeypatch) -> None:
    desk = open_desk(stage)
    reason = "No OpenGL 3.3 here. Install a driver."
    monkeypatch.setattr(desk.drawing, "reason", reason)
    viewport = Viewport(desk)
    qtbot.addWidget(viewport)
    viewport.resize(640, 400)
    viewport.show()
    assert viewport.floats.no_gl.isVisible()
    assert viewport.floats.no_gl.state.text == reason


def test_random_hands_do_no_harm(qtbot, view, wait) -> None:
    desk, viewport = view
    viewport.set_tools(viewport_tools())
    canvas, random = viewport.canvas, np.random.default_rng(7)
    names = ["W", "E", "R", "Q", "X", "Z", "F", "0", "1", "5", "7", "Escape", "Left", "Plus"]
    keys = [getattr(Qt.Key, f"Key_{name}") for name in names]
    held = [Qt.KeyboardModifier.NoModifier, SHIFT, Qt.KeyboardModifier.AltModifier]
    for _ in range(300):
        at = QPoint(*random.integers(-20, 640, 2).tolist())
        button = (LEFT, MIDDLE, RIGHT)[random.integers(3)]
        act = random.integers(6)
        if act == 0:
            qtbot.mousePress(canvas, button, held[random.integers(3)], at)
        elif act in (1, 2):
            move(canvas, at, button)
        elif act == 3:
            qtbot.mouseRelease(canvas, button, held[0], at)
            if menu := QApplication.activePopupWidget():
                menu.close()
        elif act == 4:
            wheel(canvas, at, int(random.integers(-3, 4)))
        else:
            qtbot.keyClick(canvas, keys[random.integers(len(keys))], held[random.integers(2)])
    for button in (LEFT, MIDDLE, RIGHT):
        qtbot.mouseRelease(canvas, button, pos=QPoint(0, 0))
    if menu := QApplication.activePopupWidget():
        menu.close()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    wait()
    qtbot.mousePress(canvas, MIDDLE, pos=QPoint(100, 100))
    before = viewport.sight.free
    move(canvas, QPoint(160, 100), MIDDLE)
    assert viewport.sight.free != before, "it still listens"
    qtbot.mouseRelease(canvas, MIDDLE, pos=QPoint(160, 100))
    while desk.session.undo_label is not None:
        desk.session.undo()
    assert desk.session.scene.node("nod_box").translation == (-2.0, 0.0, 0.0)


def test_a_still_viewport_asks_for_nothing(qtbot, view) -> None:
    desk, viewport = view
    asked = []
    desk.drawing.drawn.connect(asked.append)
    qtbot.wait(400)
    assert asked == []
    assert not viewport.canvas._feed._quiet.isActive()


@pytest.fixture
def wait(qtbot, view) -> Callable[[], None]:
    """Return a function that waits for the picture of what is wanted now."""
    desk, viewport = view

    def settled() -> None:
        settle(qtbot, desk, viewport)

    return settled


def test_a_pose_is_held_by_the_figure_it_is_dropped_on(qtbot, view) -> None:
    desk, _ = view
    scene = desk.session.scene.id
    desk.session.do("Add", lambda p: add_figure(p, scene, "Ada", node_id="nod_ada"))
    data = QMimeData()
    data.setData(POSE_MIME, json.dumps({"pose": "sit"}).encode())
    assert can_drop(data)
    assert drop(desk.session, data, Spot(), "nod_ada") == []
    assert desk.session.scene.node("nod_ada").payload.performance.pose == "sit"
    told = []
    desk.session.told.connect(told.append)
    drop(desk.session, data, Spot(), "")
    assert [message.text for message in told] == ["No figure there"]
