"""Focus, dolly and cone by mouse, against distances and angles worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from compose.edits import add_node
from compose.payload import LightPayload

CAM = "nod_side"  # at (6, 1, 0), turned 90°: it looks along −X


@pytest.fixture
def hand(open_hand, stage):
    light = LightPayload(kind="light", type="spot", outer_cone_deg=30.0, inner_cone_deg=10.0)
    scene = stage.scenes[0].id
    stage = add_node(stage, scene, "Spot", node_id="nod_spot", payload=light,
                     translation=(0.0, 2.0, 0.0))  # fmt: skip
    return open_hand(stage, (800, 500), pivot=(1.0, 1.0, 0.0), distance=13.0, yaw=0.3)


def test_focus_is_where_it_is_dragged_to_along_the_view(hand) -> None:
    hand.take("move", CAM, snap=False)
    focus = hand.session.scene.node(CAM).payload.focus_distance_m
    start = np.array([6.0 - focus, 1.0, 0.0])
    hand.drag(hand.place(start), hand.place(start + np.array([2.0, 0.0, 0.0])))
    assert hand.session.scene.node(CAM).payload.focus_distance_m == pytest.approx(
        focus - 2, abs=0.01
    )
    assert hand.session.undo_label == "Focus of Side cam"
    assert hand.world(CAM)[:3, 3] == pytest.approx([6.0, 1.0, 0.0])


def test_a_dolly_goes_along_the_view(qtbot, hand) -> None:
    hand.take("move", CAM)
    handle = next(h for h in hand.viewport.tool.handles(hand.canvas.context()) if h.name == "dolly")
    at = QPointF(*handle.points[0].tolist())
    hand.press(at)
    hand.move(at + QPointF(-10.0, 0.0))
    for key in (Qt.Key.Key_1, Qt.Key.Key_Period, Qt.Key.Key_5, Qt.Key.Key_Return):
        qtbot.keyClick(hand.canvas, key)
    hand.release(at)
    assert hand.world(CAM)[:3, 3] == pytest.approx([4.5, 1.0, 0.0], abs=1e-5)
    assert hand.session.undo_label == "Dolly of Side cam"


def test_a_cone_is_as_wide_as_where_its_edge_is_dragged(hand) -> None:
    hand.take("move", "nod_spot", snap=False)
    far = np.array([0.0, 2.0, -2.0])
    edge = far + np.array([2.0 * math.tan(math.radians(30.0)), 0.0, 0.0])
    hand.drag(hand.place(edge), hand.place(far + np.array([2.0, 0.0, 0.0])))
    assert hand.session.scene.node("nod_spot").payload.outer_cone_deg == pytest.approx(45, abs=0.3)


def test_a_thing_has_no_such_marks(hand) -> None:
    hand.take("move", "nod_box")
    names = {handle.name for handle in hand.viewport.tool.handles(hand.canvas.context())}
    assert names == {"x", "y", "z", "xy", "xz", "yz", "free"}


def test_the_mark_of_a_camera_is_looked_at(hand, shoot) -> None:
    hand.take("move", CAM)
    handle = next(h for h in hand.viewport.tool.handles(hand.canvas.context()) if h.name == "focus")
    bare = hand.canvas.grab().toImage()
    at = QPointF(*handle.points[0].tolist())
    hand.press(at)
    hand.move(at + QPointF(30.0, 10.0))
    hand.settle()
    shoot(hand.viewport, "tools-focus", (800, 500))
    assert hand.canvas.grab().toImage() != bare
    hand.release(at)
