"""Sensors of any size, and what a shot has in place of its camera's lens and gate."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import compose
from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe
from compose.payload import CameraPayload
from studio.desk import Desk
from studio.inspector import Inspector
from studio.inspector.sensor_size import SensorSize
from studio.inspector.shot_lens import shot_lens_of
from studio.inspector.shot_lens_part import ShotLensPart


@pytest.fixture
def opened(open_desk: Callable[..., Desk], qtbot: QtBot) -> tuple[Desk, Inspector]:
    project = add_scene(new_project("Film", rate="24"), "Yard")
    camera = CameraPayload(kind="camera", sensor="full-frame", focal_length_mm=35.0)
    for name in ("cam", "other"):
        project = add_node(project, "Yard", name, payload=camera, node_id=f"nod_{name}")
    project = add_shot(project, "Yard", "cam", name="Wide", start=0, end=24, number="020")
    desk = open_desk(project)
    desk.session.select(["nod_cam"])
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    inspector.resize(320, 900)
    with qtbot.waitExposed(inspector):
        inspector.show()
    return desk, inspector


def _seen_across(desk: Desk) -> float:
    """The angle across that the evaluated camera of the shot sees, in degrees."""
    snapshot = compose.evaluate(desk.session.project, desk.session.shot, 0)
    across = snapshot.camera.gate_mm[0] / (2.0 * snapshot.camera.focal_length_mm)
    return math.degrees(2.0 * math.atan(across))


def _row(inspector: Inspector, label: str):
    (row,) = [row for view in inspector._views for row in view.rows if row.prop.label == label]
    return row


def test_a_sensor_of_any_size_begins_as_the_named_one_and_changes_what_is_seen(
    opened, qtbot, shoot
) -> None:
    desk, inspector = opened
    size = inspector.findChild(SensorSize)
    assert not size.isVisible()
    _row(inspector, "Sensor").editor.field.chosen.emit("custom")
    qtbot.waitUntil(size.isVisible)
    assert [field.value for field in size.fields] == [36.0, 24.0]
    size.fields[0].typed.emit(27.5)
    assert desk.session.active.payload.sensor == (27.5, 24.0)
    assert _seen_across(desk) == pytest.approx(math.degrees(2 * math.atan(27.5 / 70.0)), abs=1e-4)
    qtbot.wait(10)
    assert _row(inspector, "Sensor").editor.field.currentText() == "Custom size"
    shoot(inspector, "inspector-sensor", (320, 900))
    _row(inspector, "Sensor").editor.field.chosen.emit("super-16")
    assert desk.session.active.payload.sensor == "super-16"
    qtbot.waitUntil(lambda: not size.isVisible())


def test_a_lens_of_the_shots_own_is_given_changed_and_taken_away(opened, qtbot, shoot) -> None:
    desk, inspector = opened
    part = inspector.findChild(ShotLensPart)
    assert part.lens.text == "From the camera"
    qtbot.mouseClick(part.own, Qt.MouseButton.LeftButton)
    assert desk.session.shot.focal_length_mm == 35.0
    qtbot.waitUntil(part.lens.isEnabled)
    part.lens.typed.emit(85.0)
    expected = math.degrees(2 * math.atan(36.0 / 170.0))
    assert _seen_across(desk) == pytest.approx(expected, abs=1e-4)
    qtbot.wait(10)
    shoot(inspector, "inspector-shot-lens", (320, 900))
    assert desk.session.active.payload.focal_length_mm == 35.0
    qtbot.mouseClick(part.own, Qt.MouseButton.LeftButton)
    assert desk.session.shot.focal_length_mm is None
    assert desk.session.undo_label == "The camera's lens for shot 020"


def test_a_gate_of_the_shots_own_is_chosen_and_given_up(opened, qtbot) -> None:
    desk, inspector = opened
    part = inspector.findChild(ShotLensPart)
    assert part.gate.currentText() == "As the camera"
    part.gate.chosen.emit("1:1")
    assert desk.session.shot.gate == "1:1"
    assert _seen_across(desk) == pytest.approx(math.degrees(2 * math.atan(24.0 / 70.0)), abs=1e-4)
    part.gate.chosen.emit("")
    assert desk.session.shot.gate is None


def test_a_camera_that_does_not_film_the_shot_says_nothing_of_it(opened, qtbot) -> None:
    desk, inspector = opened
    desk.session.select(["nod_other"])
    qtbot.wait(10)
    assert not any(part.isVisible() for part in inspector.findChildren(ShotLensPart))


def test_keys_of_the_shot_win_over_its_lens_and_the_row_says_so(opened) -> None:
    desk, _ = opened
    session = desk.session
    session.do("Key", lambda p: set_keyframe(
        p, channel="camera.focal_length_mm", frame=0, value=50.0, node="nod_cam",
        shot=session.shot.id,
    ))  # fmt: skip
    assert shot_lens_of(session, session.active).reason == "Keyed in the shot"
