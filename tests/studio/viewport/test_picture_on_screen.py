"""The picture of the viewport, against what the renderer draws."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from PySide6.QtGui import (
    QImage,
)

from compose.edits import replace_payload, set_keyframe
from compose.evaluation import evaluate
from studio.session import Layer
from studio.viewport import Viewport
from studio.viewport.overlay_choice import OVERLAYS
from studio.viewport.projection import Projection
from tests.studio.conftest import wait_for
from tests.studio.viewport.conftest import (
    BALL,
    BOX,
    POST,
)
from visualize.render.renderer import Renderer


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


def test_a_still_viewport_asks_for_nothing(qtbot, view) -> None:
    desk, viewport = view
    asked = []
    desk.drawing.drawn.connect(asked.append)
    qtbot.wait(400)
    assert asked == []
    assert not viewport.canvas._feed._quiet.isActive()


def test_a_scrub_shows_the_newest_frame_and_never_a_queue(qtbot, view, wait) -> None:
    desk, _ = view
    scene = desk.session.scene.id
    for frame, value in ((0, -2.0), (40, 2.0)):
        key = partial(set_keyframe, channel="translation.x", frame=frame, value=value,
                      node="nod_ball", scene=scene)  # fmt: skip
        desk.session.do("Key", key)
    wait()
    drawn: list[float] = []
    desk.drawing.drawn.connect(
        lambda picture: drawn.append(picture.wish.frame) if picture.wish.slot == "viewport" else 0
    )
    for frame in range(1, 41):
        desk.session.set_frame(frame)
        qtbot.wait(1)
    before = len(drawn)
    wait()
    assert drawn == sorted(drawn), "no older frame comes after a newer one"
    assert drawn[-1] == 40.0
    left = [frame for frame in drawn[before:] if frame != 40.0]
    assert len(left) <= 1, "but for the one that was being drawn, only the newest is waited for"


def test_the_first_picture_comes_rough_and_then_fine(qtbot, stage, open_desk) -> None:
    desk = open_desk(stage)
    sizes: list[float] = []
    desk.drawing.drawn.connect(
        lambda picture: (
            sizes.append(picture.wish.budget_ms) if picture.wish.slot == "viewport" else None
        )
    )
    viewport = Viewport(desk)
    qtbot.addWidget(viewport)
    viewport.resize(640, 400)
    viewport.show()
    wait_for(qtbot, lambda: viewport.canvas.settled)
    assert sizes[0] > 0.0
    assert sizes[-1] == 0.0
