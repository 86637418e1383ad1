"""Selecting by click and rectangle, and what is under the pointer."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from tests.studio.conftest import wait_for
from tests.studio.viewport.conftest import (
    BALL,
    BOX,
    LEFT,
    POST,
    SHIFT,
    drag,
    move,
    place_of,
)


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
