"""The gizmos by mouse and keyboard, against where things must come to be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from compose.edits import reparent, set_keyframe, set_node
from studio.session import Layer

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
BOX, BALL = "nod_box", "nod_ball"
VIEW = {"pivot": (0.0, 0.5, 0.0), "distance": 9.0}


@pytest.fixture
def hand(open_hand, stage):
    return open_hand(stage, **VIEW)


def tip(hand, axis: int, share: float = 0.8, origin=None) -> QPointF:
    """A place on the arrow along an axis of the world."""
    start = hand.world(hand.session.selection[-1])[:3, 3] if origin is None else np.array(origin)
    pixel = hand.canvas.projection().metres_per_pixel(start)
    return hand.place(start + np.eye(3)[axis] * pixel * 84.0 * share)


def grabbed_point(hand, axis: int, share: float = 0.8):
    start = hand.world(hand.session.selection[-1])[:3, 3]
    return start + np.eye(3)[axis] * hand.canvas.projection().metres_per_pixel(start) * 84.0 * share


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_an_arrow_moves_along_its_axis_under_the_pointer(hand, axis) -> None:
    hand.take("move", BOX, snap=False)
    before, grab = hand.world(BOX)[:3, 3], grabbed_point(hand, axis)
    hand.drag(hand.place(grab), hand.place(grab + 1.3 * np.eye(3)[axis]))
    assert hand.world(BOX)[:3, 3] - before == pytest.approx(1.3 * np.eye(3)[axis], abs=1e-3)
    assert hand.session.undo_label == "Move Box"


def test_a_drag_is_one_entry_and_undo_puts_it_back(hand) -> None:
    hand.take("move", BOX, snap=False)
    before, project = hand.world(BOX), hand.session.project
    hand.drag(tip(hand, 0), tip(hand, 0) + QPointF(60.0, 0.0))
    assert not np.allclose(hand.world(BOX), before)
    hand.session.undo()
    assert hand.session.project is project


def test_a_press_without_a_drag_changes_nothing(hand) -> None:
    hand.take("move", BOX)
    project = hand.session.project
    hand.press(tip(hand, 0))
    hand.release(tip(hand, 0))
    assert hand.session.project is project
    assert hand.session.undo_label is None
    assert hand.session.selection == (BOX,)


def test_across_the_ground_things_snap_to_its_grid(hand) -> None:
    hand.take("move", BOX, snap=True, step_m=0.25)
    hand.session.do("odd", lambda p: set_node(p, p.scenes[0].id, BOX, translation=(-1.9, 0.0, 0.1)))
    hand.settle()
    grab = grabbed_point(hand, 0)
    hand.drag(hand.place(grab), hand.place(grab + np.array((0.7, 0.0, 0.0))))
    x, _, z = hand.world(BOX)[:3, 3]
    assert x == pytest.approx(-1.25)
    assert z == pytest.approx(0.1)


def test_ctrl_turns_snapping_round(hand) -> None:
    hand.take("move", BOX, snap=True, step_m=1.0)
    grab = grabbed_point(hand, 0)
    hand.drag(hand.place(grab), hand.place(grab + np.array((0.3, 0.0, 0.0))), CTRL)
    assert hand.world(BOX)[0, 3] == pytest.approx(-1.7, abs=1e-3)


def test_shift_goes_a_tenth_as_far(hand) -> None:
    hand.take("move", BOX, snap=False)
    grab = grabbed_point(hand, 1)
    hand.drag(hand.place(grab), hand.place(grab + np.array((0.0, 1.0, 0.0))), SHIFT)
    assert hand.world(BOX)[1, 3] == pytest.approx(0.1, abs=0.02)


def test_near_the_ground_a_thing_comes_to_stand_on_it(hand) -> None:
    hand.take("move", BALL, snap=True, step_m=0.25)
    hand.session.do("up", lambda p: set_node(p, p.scenes[0].id, BALL, translation=(2.0, 0.83, 0.0)))
    hand.settle()
    grab = grabbed_point(hand, 1)
    hand.drag(hand.place(grab), hand.place(grab + np.array((0.0, -0.3, 0.0))))
    assert hand.world(BALL)[1, 3] == pytest.approx(0.5, abs=1e-4)


def test_a_typed_number_says_how_far(qtbot, hand) -> None:
    hand.take("move", BOX)
    start = hand.canvas.rect().center()
    hand.press(tip(hand, 2))
    hand.move(tip(hand, 2) + QPointF(5.0, 5.0))
    for key in (Qt.Key.Key_X, Qt.Key.Key_2, Qt.Key.Key_Period, Qt.Key.Key_5, Qt.Key.Key_Return):
        qtbot.keyClick(hand.canvas, key)
    hand.release(QPointF(start))
    assert hand.world(BOX)[:3, 3] == pytest.approx([0.5, 0.0, 0.0], abs=1e-6)
    assert hand.session.undo_label == "Move Box"


def test_escape_takes_a_drag_back(qtbot, hand) -> None:
    hand.take("rotate", BOX)
    project = hand.session.project
    at = hand.place(hand.world(BOX)[:3, 3]) + QPointF(86.4, 0.0)
    hand.press(at)
    hand.move(at + QPointF(0.0, 60.0))
    assert hand.session.project is not project
    qtbot.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.move(at + QPointF(0.0, 90.0))
    hand.release(at)
    assert hand.session.project is project
    assert hand.session.undo_label is None


def test_a_ring_turns_by_steps_about_its_axis(hand) -> None:
    hand.viewport.sight.look_freely(hand.canvas.free_view().seen_from("top"))
    hand.settle()
    hand.take("rotate", BOX, snap=True, step_deg=15.0, space="world")
    middle = hand.place(hand.world(BOX)[:3, 3])
    radius = 72.0
    start = middle + QPointF(radius, 0.0)
    before = hand.world(BOX)[:3, :3]
    turn = math.radians(47.0)
    hand.press(start)
    hand.move(start + QPointF(0.0, -5.0))
    hand.move(middle + QPointF(radius * math.cos(turn), -radius * math.sin(turn)))
    hand.release(start)
    held = math.radians(45.0)
    by = np.array(
        [[math.cos(held), 0, math.sin(held)], [0, 1, 0], [-math.sin(held), 0, math.cos(held)]]
    )
    assert hand.world(BOX)[:3, :3] == pytest.approx(by @ before, abs=1e-4)
    assert hand.session.scene.node(BOX).rotation_deg == pytest.approx((0.0, 75.0, 0.0), abs=1e-4)


def test_a_typed_turn_of_two_rounds_counts_them(qtbot, hand) -> None:
    hand.take("rotate", BOX)
    at = hand.place(hand.world(BOX)[:3, 3]) + QPointF(86.4, 0.0)
    hand.press(at)
    hand.move(at + QPointF(0.0, 9.0))
    for key in (Qt.Key.Key_Y, Qt.Key.Key_7, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_Return):
        qtbot.keyClick(hand.canvas, key)
    hand.release(at)
    assert hand.session.scene.node(BOX).rotation_deg == pytest.approx((0.0, 750.0, 0.0), abs=1e-3)


def test_a_quaternion_node_turns_as_well(qtbot, hand) -> None:
    hand.session.do(
        "as quaternion",
        lambda p: set_node(
            p, p.scenes[0].id, BOX, rotation_mode="quaternion", quaternion=(0.0, 0.0, 0.0, 1.0)
        ),
    )
    hand.take("rotate", BOX, space="world")
    at = hand.place(hand.world(BOX)[:3, 3]) + QPointF(86.4, 0.0)
    hand.press(at)
    hand.move(at + QPointF(0.0, 9.0))
    for key in (Qt.Key.Key_Z, Qt.Key.Key_9, Qt.Key.Key_0, Qt.Key.Key_Return):
        qtbot.keyClick(hand.canvas, key)
    hand.release(at)
    half = math.sqrt(0.5)
    assert hand.session.scene.node(BOX).quaternion == pytest.approx((0, 0, half, half), abs=1e-6)


def test_scaling_keeps_a_things_own_axes(qtbot, hand) -> None:
    hand.take("scale", BOX)
    at = hand.place(hand.world(BOX)[:3, 3])
    hand.press(at)
    hand.move(at + QPointF(9.0, 0.0))
    for key in (Qt.Key.Key_X, Qt.Key.Key_3, Qt.Key.Key_Return):
        qtbot.keyClick(hand.canvas, key)
    hand.release(at)
    assert hand.session.scene.node(BOX).scale == pytest.approx((3.0, 1.0, 1.0))


def test_a_child_of_what_moves_is_not_moved_twice(hand) -> None:
    hand.session.do("hang", lambda p: reparent(p, p.scenes[0].id, BALL, BOX))
    hand.take("move", BALL, BOX, snap=False)
    before = hand.world(BALL)[:3, 3]
    grab = grabbed_point(hand, 0)
    hand.drag(hand.place(grab), hand.place(grab + np.array((1.0, 0.0, 0.0))))
    assert hand.world(BALL)[:3, 3] - before == pytest.approx([1.0, 0.0, 0.0], abs=1e-3)


def test_under_a_turned_and_scaled_parent_the_pointer_is_followed_in_the_world(hand) -> None:
    scene = hand.session.scene.id
    hand.session.do(
        "turn",
        lambda p: set_node(p, scene, "nod_group", rotation_deg=(10, 50, 20), scale=(2, 2, 2)),
    )
    hand.session.do("in", lambda p: set_node(p, scene, BALL, translation=(0.4, 0.6, 0.1)))
    hand.take("move", BALL, snap=False)
    before, grab = hand.world(BALL)[:3, 3], grabbed_point(hand, 2)
    hand.drag(hand.place(grab), hand.place(grab + np.array((0.0, 0.0, 0.8))))
    assert hand.world(BALL)[:3, 3] - before == pytest.approx([0.0, 0.0, 0.8], abs=1e-3)


def test_what_is_animated_takes_a_key_and_what_is_not_is_set(hand) -> None:
    session, scene = hand.session, hand.session.scene.id
    for frame, value in ((0, -2.0), (40, 2.0)):
        session.do("key", lambda p, f=frame, v=value: set_keyframe(
            p, scene=scene, node=BOX, channel="translation.x", frame=f, value=v))  # fmt: skip
    session.set_frame(20)
    hand.take("move", BOX, snap=False)
    grab = grabbed_point(hand, 0)
    hand.drag(hand.place(grab), hand.place(grab + np.array((0.5, 0.0, 0.0))))
    (track,) = session.scene.tracks
    assert [key.frame for key in track.curve.keys] == [0, 20, 40]
    assert track.curve.keys[1].value == pytest.approx(0.5, abs=1e-3)


def test_while_auto_key_records_into_the_shot_a_drag_keys_the_shot(hand) -> None:
    session = hand.session
    session.set_recording(True, Layer.SHOT)
    hand.take("move", BOX, snap=False)
    hand.drag(tip(hand, 0), tip(hand, 0) + QPointF(40.0, 0.0))
    assert {track.channel for track in session.shot.tracks} == {
        "translation.x", "translation.y", "translation.z",
    }  # fmt: skip
    assert session.scene.node(BOX).translation == (-2.0, 0.0, 0.0)


def test_the_middle_puts_a_thing_on_what_is_under_the_pointer(hand) -> None:
    hand.take("move", BALL, snap=True, to_surface=True)
    hand.drag(hand.place(hand.world(BALL)[:3, 3]), hand.place((-2.0, 1.0, 0.0)))
    assert hand.world(BALL)[:3, 3] == pytest.approx([-2.0, 1.5, 0.0], abs=0.02)


def test_a_locked_thing_has_no_handles(hand) -> None:
    hand.take("move", BOX)
    hand.session.lock([BOX])
    project = hand.session.project
    hand.drag(tip(hand, 0), tip(hand, 0) + QPointF(60.0, 0.0))
    assert hand.session.project is project


def test_undo_during_a_drag_takes_it_back_and_lets_go(hand) -> None:
    hand.take("move", BOX, snap=False)
    project, at = hand.session.project, tip(hand, 0)
    hand.press(at)
    hand.move(at + QPointF(30.0, 0.0))
    assert hand.session.project is not project
    hand.session.undo()
    hand.move(at + QPointF(60.0, 0.0))
    hand.release(at)
    assert hand.session.project is project
    assert hand.session.undo_label is None


def test_several_things_turn_about_their_middle_or_about_the_active_one(qtbot, hand) -> None:
    for pivot, middle in (("middle", (0.0, 0.25, 0.0)), ("active", (2.0, 0.5, 0.0))):
        hand.take("rotate", BOX, BALL, pivot=pivot)
        at = hand.place(middle) + QPointF(86.4, 0.0)
        hand.press(at)
        hand.move(at + QPointF(0.0, 9.0))
        for key in (Qt.Key.Key_Y, Qt.Key.Key_1, Qt.Key.Key_8, Qt.Key.Key_0, Qt.Key.Key_Return):
            qtbot.keyClick(hand.canvas, key)
        hand.release(at)
        expected = 2.0 * np.array(middle) - (-2.0, 0.0, 0.0)
        assert hand.world(BOX)[[0, 2], 3] == pytest.approx(expected[[0, 2]], abs=1e-4)
        hand.session.undo()
        hand.settle()
