"""The environment panel by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from compose.edits import add_figure, add_scene, new_project
from studio.desk import Desk
from studio.environment import EnvironmentPanel
from studio.inspector.editors import NumbersEditor
from studio.inspector.property_view import PropertyView
from studio.session import Layer

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(open_desk: Callable[..., Desk], qtbot: QtBot) -> tuple[Desk, EnvironmentPanel]:
    """A desk on a scene with one figure, and the panel on screen."""
    project = add_scene(new_project("Film"), "Street")
    project = add_figure(project, project.scenes[0].id, "Mara", translation=(10.0, 0.0, 0.0))
    desk = open_desk(project)
    panel = EnvironmentPanel(desk)
    panel.presets.ask_for_pictures = lambda: None  # no pictures: they are looked at elsewhere
    qtbot.addWidget(panel)
    panel.resize(256, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.wait(10)
    return desk, panel


def _drag_sun(panel: EnvironmentPanel, share: float) -> None:
    course = panel.time.course
    x = 8 + share * (course.width() - 16)
    QTest.mousePress(course, LEFT, NONE, QPoint(30, 40))
    at = QPointF(x, 40)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, QPointF(course.mapToGlobal(at.toPoint())),
        Qt.MouseButton.NoButton, LEFT, NONE,
    )  # fmt: skip
    QApplication.sendEvent(course, event)


def test_dragging_the_sun_is_one_entry_and_lights_the_scene(
    opened: tuple[Desk, EnvironmentPanel], qtbot: QtBot
) -> None:
    desk, panel = opened
    before = desk.session.project
    _drag_sun(panel, 0.75)
    QTest.mouseRelease(panel.time.course, LEFT)
    daylight = desk.session.scene.environment.daylight
    assert daylight is not None
    hour, minute = (int(part) for part in daylight.when[11:16].split(":"))
    assert hour * 60 + minute == pytest.approx(18 * 60, abs=5)
    assert "Sun" in {node.name for node in desk.session.scene.nodes}
    desk.session.undo()
    assert desk.session.project is before


def test_escape_leaves_the_light_as_it_was(
    opened: tuple[Desk, EnvironmentPanel], qtbot: QtBot
) -> None:
    desk, panel = opened
    before = desk.session.project
    _drag_sun(panel, 0.75)
    QTest.keyClick(panel.time.course, Qt.Key.Key_Escape)
    assert desk.session.project is before
    assert desk.session.undo_label is None


def test_keys_step_the_clock(opened: tuple[Desk, EnvironmentPanel], qtbot: QtBot) -> None:
    _, panel = opened
    QTest.keyClick(panel.time.course, Qt.Key.Key_Right)
    qtbot.wait(5)
    QTest.keyClick(panel.time.course, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert panel.time.day.clock == "12:16"


def test_a_moment_and_a_place_are_chosen(
    opened: tuple[Desk, EnvironmentPanel], qtbot: QtBot
) -> None:
    desk, panel = opened
    panel.time.place.chosen.emit("Lisbon")
    qtbot.wait(5)
    panel.time.go("Sunset")
    daylight = desk.session.scene.environment.daylight
    assert daylight.place == "Lisbon"
    sun = desk.session.scene.find("Sun")
    assert abs(sun.rotation_deg[0]) < 1.5


def test_a_preset_lights_the_one_who_is_selected(
    opened: tuple[Desk, EnvironmentPanel], qtbot: QtBot
) -> None:
    desk, panel = opened
    desk.session.select([desk.session.scene.find("Mara").id])
    qtbot.wait(5)
    index = panel.presets.model().index(0, 0)
    QTest.mouseClick(panel.presets.viewport(), LEFT, NONE, panel.presets.visualRect(index).center())
    lamps = [n for n in desk.session.scene.nodes if n.payload and n.payload.kind == "light"]
    assert {lamp.name for lamp in lamps} == {"Key", "Fill", "Rim"}
    assert desk.session.undo_label == "Light with three-point"
    group = desk.session.scene.node(lamps[0].parent.node)
    centre = [group.translation[0] + lamp.translation[0] for lamp in lamps]
    assert min(centre) > 5.0


def test_cards_stand_in_two_columns_all_in_sight(opened: tuple[Desk, EnvironmentPanel]) -> None:
    _, panel = opened
    rects = [panel.presets.visualRect(panel.presets.model().index(row, 0)) for row in range(8)]
    assert len({rect.x() for rect in rects}) == 2
    assert rects[-1].bottom() <= panel.presets.viewport().height()


def test_a_channel_of_the_environment_is_typed_and_keyed(
    opened: tuple[Desk, EnvironmentPanel], qtbot: QtBot
) -> None:
    desk, panel = opened
    row = next(r for r in panel.findChildren(PropertyView) if r.prop.label == "Exposure")
    assert isinstance(row.editor, NumbersEditor)
    field = row.editor.fields[0]
    field.edit("1.5")
    QTest.keyClick(field.findChild(QLineEdit), Qt.Key.Key_Return)
    assert desk.session.scene.environment.exposure_ev == 1.5
    QTest.mouseClick(row.diamond, LEFT)
    (track,) = desk.session.scene.tracks
    assert (track.node, track.channel) == (None, "exposure_ev")
    assert desk.session.standing(None, "exposure_ev").driven is Layer.SCENE
