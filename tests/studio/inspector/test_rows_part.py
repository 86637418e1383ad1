"""Doors, windows, areas and paths as rows of numbers, under hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from compose.edits import add_node, add_scene, new_project
from compose.payload import Primitive
from compose.populate.populator import Populator, PopulatorItem
from studio.desk import Desk
from studio.inspector import Inspector
from studio.inspector.kept_free_part import KeptFreePart
from studio.inspector.rows_part import RowsPart

_WINDOW = {"x": 1.0, "y": 0.9, "width": 0.8, "height": 1.2}


@pytest.fixture
def opened(open_desk: Callable[..., Desk], qtbot: QtBot) -> tuple[Desk, Inspector]:
    project = add_scene(new_project("Film", rate="24"), "Room")
    wall = Primitive(
        kind="primitive", shape="wall", parameters={"width": 5.0, "openings": [_WINDOW]}
    )
    trees = Populator(
        kind="populator",
        items=(PopulatorItem(prop="tree"),),
        area=((0.0, 0.0), (8.0, 0.0), (8.0, 4.0)),
        path=tuple((float(x), 0.0, 0.0) for x in range(30)),
    )
    project = add_node(project, "Room", "Wall", payload=wall, node_id="nod_wall")
    project = add_node(project, "Room", "Trees", payload=trees, node_id="nod_trees")
    desk = open_desk(project)
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    inspector.resize(320, 900)
    with qtbot.waitExposed(inspector):
        inspector.show()
    return desk, inspector


def _part(inspector: Inspector, title: str) -> RowsPart:
    (view,) = [view for view in inspector._views if view.data.title == title]
    view.section.set_folded(False)
    part = view.section.findChild(RowsPart)
    assert part is not None
    view.refresh()
    return part


def _openings(desk: Desk) -> list[dict[str, float]]:
    return desk.session.scene.node("nod_wall").payload.parameters["openings"]


def test_an_opening_is_typed_added_removed_and_undone(opened, qtbot: QtBot, shoot) -> None:
    desk, inspector = opened
    desk.session.select(["nod_wall"])
    qtbot.wait(10)
    part = _part(inspector, "Openings")
    part.fields[0][2].typed.emit(1.1)
    assert _openings(desk) == [{**_WINDOW, "width": 1.1}]
    qtbot.mouseClick(part.more, Qt.MouseButton.LeftButton)
    assert len(_openings(desk)) == 2
    qtbot.wait(10)
    shoot(inspector, "inspector-openings", (320, 900))
    part.remove(0)
    assert len(_openings(desk)) == 1
    for _ in range(3):
        desk.session.undo()
    assert _openings(desk) == [_WINDOW]
    assert desk.session.undo_label is None


def test_an_opening_dragged_out_of_its_wall_stays_at_the_last_place_in_it(opened, qtbot) -> None:
    desk, inspector = opened
    desk.session.select(["nod_wall"])
    qtbot.wait(10)
    field = _part(inspector, "Openings").fields[0][0]
    field.begun.emit()
    for x in (1.5, 2.0, 2.5):  # the wall ends at 2.5, the window reaches 0.4 to either side
        field.moved.emit(x)
    field.ended.emit()
    assert _openings(desk)[0]["x"] == 2.0
    assert desk.session.undo_label == "X of opening 1"


def test_a_wall_cannot_be_made_narrower_than_its_openings(opened, qtbot) -> None:
    desk, inspector = opened
    desk.session.select(["nod_wall"])
    qtbot.wait(10)
    told: list = []
    desk.session.told.connect(told.append)
    rows = {row.prop.label: row for view in inspector._views for row in view.rows}
    rows["Width"].editor.fields[0].typed.emit(2.0)
    assert desk.session.scene.node("nod_wall").payload.parameters["width"] == 5.0
    assert "openings[0]" in told[0].detail


def test_only_walls_have_openings(opened, qtbot) -> None:
    desk, inspector = opened
    box = Primitive(kind="primitive", shape="box")
    desk.session.do("Add", lambda p: add_node(p, "Room", "Box", payload=box, node_id="nod_box"))
    desk.session.select(["nod_box"])
    qtbot.wait(10)
    assert "Openings" not in [view.data.title for view in inspector._views]


def test_corners_are_added_and_the_last_three_go_together(opened, qtbot, shoot) -> None:
    desk, inspector = opened
    desk.session.select(["nod_trees"])
    qtbot.wait(10)

    def area() -> tuple:
        return desk.session.scene.node("nod_trees").payload.area

    part = _part(inspector, "Area")
    part.add()
    assert area() == ((0.0, 0.0), (8.0, 0.0), (8.0, 4.0), (4.0, 2.0))
    part.fields[3][1].typed.emit(6.0)
    assert area()[3] == (4.0, 6.0)
    shoot(inspector, "inspector-area", (320, 900))
    part.remove(3)
    part.remove(0)
    assert area() == ()
    qtbot.wait(10)
    texts = [label.text() for label in part.findChildren(QLabel) if label.isVisible()]
    assert "None: it fills its path" in texts
    shoot(inspector, "inspector-no-area", (320, 900))


def test_a_long_path_is_leafed_through(opened, qtbot) -> None:
    desk, inspector = opened
    desk.session.select(["nod_trees"])
    qtbot.wait(10)
    part = _part(inspector, "Path")
    assert len(part.fields) == 12
    qtbot.mouseClick(part.on, Qt.MouseButton.LeftButton)
    assert part.fields[0][0].value == 12.0
    part.fields[0][1].typed.emit(2.5)
    assert desk.session.scene.node("nod_trees").payload.path[12] == (12.0, 2.5, 0.0)
    part.add()
    assert [fields[0].value for fields in part.fields if fields[0].isVisible()][-1] == 30.0


def test_places_kept_free_are_added_and_chosen(opened, qtbot) -> None:
    desk, inspector = opened
    desk.session.select(["nod_trees"])
    qtbot.wait(10)
    _part(inspector, "Kept free")
    part = inspector.findChild(KeptFreePart)
    part.rows.add()
    part._add()
    avoid = desk.session.scene.node("nod_trees").payload.avoid
    assert len(avoid) == 2
    qtbot.wait(10)
    part.rows.fields[0][0].typed.emit(-7.0)
    assert desk.session.scene.node("nod_trees").payload.avoid[1][0] == (-7.0, -2.0)
    assert desk.session.scene.node("nod_trees").payload.avoid[0] == avoid[0]
    part._choose(0)
    part.rows.remove(0)
    part.rows.remove(0)
    assert len(desk.session.scene.node("nod_trees").payload.avoid) == 1


def test_the_pictures_can_be_read(opened, shoot: Callable[..., Path]) -> None:
    desk, inspector = opened
    desk.session.select(["nod_trees"])
    assert not QImage(str(shoot(inspector, "inspector-path", (288, 900)))).isNull()
