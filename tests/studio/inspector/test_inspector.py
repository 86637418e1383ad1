"""The inspector by mouse and keyboard: every change one entry of undo, Esc takes a drag back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from compose.edits import add_node, add_scene, add_shot, new_project, remove_node
from compose.payload import CameraPayload, LightPayload, Primitive
from studio.desk import Desk
from studio.inspector import Inspector
from studio.inspector.editors import ChoiceEditor, NumbersEditor
from studio.inspector.property_view import PropertyView
from studio.widgets.chip import Chip
from studio.widgets.number_field import NumberField

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(open_desk: Callable[..., Desk], qtbot: QtBot) -> tuple[Desk, Inspector]:
    """A desk on a small scene, with the inspector on screen and the box selected."""
    project = add_scene(new_project("Film"), "Room")
    scene = project.scenes[0].id
    project = add_node(project, scene, "Cam", payload=CameraPayload(kind="camera"))
    project = add_node(project, scene, "Box", payload=Primitive(kind="primitive", shape="box"))
    project = add_node(project, scene, "Lamp", payload=LightPayload(kind="light", type="spot"))
    project = add_shot(project, scene, "Cam", name="One", start=0, end=48)
    desk = open_desk(project)
    desk.session.select([desk.session.scene.find("Box").id])
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    inspector.resize(320, 900)
    with qtbot.waitExposed(inspector):
        inspector.show()
    inspector.activateWindow()
    qtbot.wait(10)
    return desk, inspector


def _row(inspector: Inspector, label: str) -> PropertyView:
    return next(
        row for row in inspector.findChildren(PropertyView)
        if row.prop.label == label and row.isVisible()
    )  # fmt: skip


def _field(inspector: Inspector, label: str, at: int = 0) -> NumberField:
    editor = _row(inspector, label).editor
    assert isinstance(editor, NumbersEditor)
    return editor.fields[at]


def _drag(field: NumberField, by: int) -> None:
    QTest.mousePress(field, LEFT, NONE, QPoint(20, 12))
    for x in (4, by // 2, by):
        at = QPointF(20 + x, 12)
        event = QMouseEvent(
            QEvent.Type.MouseMove, at, QPointF(field.mapToGlobal(at.toPoint())),
            Qt.MouseButton.NoButton, LEFT, NONE,
        )  # fmt: skip
        QApplication.sendEvent(field, event)


def _type(field: NumberField, text: str) -> None:
    QTest.mouseClick(field, LEFT, NONE, QPoint(20, 12))
    (editor,) = [line for line in field.findChildren(QLineEdit) if line.isVisible()]
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def _choose(row: PropertyView, title: str) -> None:
    next(action for action in row.menu().actions() if action.text() == title).trigger()


def test_a_drag_is_one_entry_and_undo_takes_all_of_it(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    before = desk.session.project
    _drag(_field(inspector, "Position"), 100)
    qtbot.wait(5)
    QTest.mouseRelease(_field(inspector, "Position"), LEFT, NONE, QPoint(120, 12))
    assert desk.session.scene.find("Box").translation == pytest.approx((1.0, 0.0, 0.0))
    assert desk.session.undo_label == "Position of Box"
    desk.session.undo()
    assert desk.session.project is before


def test_escape_in_a_drag_leaves_no_entry(opened: tuple[Desk, Inspector], qtbot: QtBot) -> None:
    desk, inspector = opened
    before = desk.session.project
    label = desk.session.undo_label
    field = _field(inspector, "Position", 1)
    _drag(field, 60)
    qtbot.wait(5)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert desk.session.project is before
    assert desk.session.undo_label == label


def test_a_typed_expression_with_units_is_set(opened: tuple[Desk, Inspector]) -> None:
    desk, inspector = opened
    _type(_field(inspector, "Width"), "2 * 1.5 ft")
    assert desk.session.scene.find("Box").payload.parameters["width"] == pytest.approx(0.9144)
    _type(_row(inspector, "Position").editor.fields[2], "35 cm")
    assert desk.session.scene.find("Box").translation[2] == pytest.approx(0.35)


def test_arrow_keys_in_a_row_are_one_entry_but_typing_twice_is_two(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    field = _field(inspector, "Opacity")
    field.setFocus()
    for _ in range(5):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert desk.session.scene.find("Box").opacity == pytest.approx(0.95)
    desk.session.undo()
    assert desk.session.scene.find("Box").opacity == 1.0
    qtbot.wait(5)
    _type(field, "0.5")
    qtbot.wait(5)
    _type(field, "0.25")
    desk.session.undo()
    assert desk.session.scene.find("Box").opacity == 0.5


def test_the_diamond_keys_at_the_playhead_and_unkeys(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    desk.session.set_frame(7)
    qtbot.wait(5)
    row = _row(inspector, "Position")
    QTest.mouseClick(row.diamond, LEFT)
    qtbot.wait(5)
    frames = [key.frame for track in desk.session.scene.tracks for key in track.curve.keys]
    assert frames == [7.0, 7.0, 7.0]
    assert row.diamond.state == "keyed"
    assert _field(inspector, "Position").state == "keyed"
    QTest.mouseClick(row.diamond, LEFT)
    qtbot.wait(5)
    assert desk.session.scene.tracks == ()
    assert row.diamond.state == ""


def test_the_menu_keys_into_the_shot_and_resets(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    row = _row(inspector, "Opacity")
    actions = {action.text(): action for action in row.menu().actions()}
    assert not actions["Remove key"].isEnabled()
    actions["Key here, in shot 010"].trigger()
    qtbot.wait(5)
    assert [track.channel for track in desk.session.shot.tracks] == ["opacity"]
    assert row.note == "Shot 010 override. Scene: 1.00"
    _choose(row, "Remove all keys of the shot")
    assert desk.session.shot.tracks == ()
    _type(_field(inspector, "Opacity"), "0.2")
    _choose(row, "Reset to default")
    assert desk.session.scene.find("Box").opacity == 1.0
    _choose(row, "Copy value")
    assert QApplication.clipboard().text() == "1.0"


def test_the_rows_follow_the_selection_and_the_pin_holds_them(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    QTest.mouseClick(inspector.header.pin, LEFT)
    desk.session.select([desk.session.scene.find("Lamp").id])
    qtbot.wait(5)
    assert inspector.header.name.text() == "Box"
    QTest.mouseClick(inspector.header.pin, LEFT)
    qtbot.wait(5)
    assert inspector.header.name.text() == "Lamp"
    kind = _row(inspector, "Type").editor
    assert isinstance(kind, ChoiceEditor)
    kind.field.chosen.emit("point")
    qtbot.wait(5)
    assert desk.session.scene.find("Lamp").payload.type == "point"
    shown = [row.prop.label for view in inspector._views for row in view.rows]
    assert "Outer cone" not in shown
    assert "Range" in shown


def test_a_new_name_is_typed_in_place(opened: tuple[Desk, Inspector], qtbot: QtBot) -> None:
    desk, inspector = opened
    QTest.mouseDClick(inspector.header.name, LEFT)
    QTest.keyClicks(inspector.header.edit, "Crate")
    QTest.keyClick(inspector.header.edit, Qt.Key.Key_Return)
    qtbot.wait(5)
    assert desk.session.active.name == "Crate"
    inspector.header.rename()
    QTest.keyClicks(inspector.header.edit, "Other")
    QTest.keyClick(inspector.header.edit, Qt.Key.Key_Escape)
    assert desk.session.active.name == "Crate"


def test_what_is_typed_goes_to_the_node_it_was_typed_for(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    field = _field(inspector, "Position")
    QTest.mouseClick(field, LEFT, NONE, QPoint(20, 12))
    (editor,) = [line for line in field.findChildren(QLineEdit) if line.isVisible()]
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "7")
    desk.session.select([desk.session.scene.find("Lamp").id])
    qtbot.wait(20)
    assert desk.session.scene.find("Box").translation == (7.0, 0.0, 0.0)
    assert desk.session.scene.find("Lamp").translation == (0.0, 0.0, 0.0)
    assert _field(inspector, "Position").value == 0.0


def test_a_node_that_goes_away_takes_its_rows_along(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    row = _row(inspector, "Position")
    menu = row.menu()
    scene, box = desk.session.scene.id, desk.session.active.id
    desk.session.do("Delete", lambda p: remove_node(p, scene, box))
    before = desk.session.project
    for action in menu.actions():
        action.trigger()
    row.editor.typed.emit({0: 3.0})
    qtbot.wait(10)
    assert desk.session.project is before
    assert not row.isVisible()


def test_several_are_changed_together(opened: tuple[Desk, Inspector], qtbot: QtBot) -> None:
    desk, inspector = opened
    desk.session.select(node.id for node in desk.session.scene.nodes)
    qtbot.wait(5)
    _type(_field(inspector, "Position", 2), "-3")
    assert {node.translation[2] for node in desk.session.scene.nodes} == {-3.0}


def test_a_lens_chip_puts_the_lens_on(opened: tuple[Desk, Inspector], qtbot: QtBot) -> None:
    desk, inspector = opened
    desk.session.select([desk.session.scene.find("Cam").id])
    qtbot.wait(5)
    chip = next(chip for chip in inspector.findChildren(Chip) if chip.text() == "85")
    QTest.mouseClick(chip, LEFT)
    assert desk.session.active.payload.focal_length_mm == 85.0
    qtbot.wait(5)
    assert _field(inspector, "Lens").value == 85.0


def test_what_is_folded_stays_folded_for_the_next_node_and_the_next_day(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    transform = inspector.findChild(QWidget, "inspector.transform")
    header = next(w for w in transform.findChildren(QWidget) if w.accessibleName() == "Transform")
    QTest.mouseClick(header, LEFT)
    desk.session.select([desk.session.scene.find("Lamp").id])
    qtbot.wait(150)
    assert not any(
        row.isVisible() for row in inspector.findChildren(PropertyView)
        if row.prop.label == "Position"
    )  # fmt: skip
    assert "Transform=1" in desk.settings.preferences.layout["inspector.folded"]


def test_rows_are_kept_while_the_same_nodes_change(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    _, inspector = opened
    row = _row(inspector, "Position")
    _type(_field(inspector, "Position"), "4")
    qtbot.wait(5)
    assert _row(inspector, "Position") is row


def test_without_a_selection_the_shot_camera_is_offered(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    from studio.widgets.empty_state import EmptyState

    desk, inspector = opened
    desk.session.select([])
    qtbot.wait(5)
    empty = inspector.findChild(EmptyState)
    assert empty.isVisible()
    QTest.mouseClick(empty.buttons[0], LEFT)
    assert desk.session.active.name == "Cam"
