"""The outliner under mouse and keyboard, in step with the session and the project."""

from __future__ import annotations

import random
import time

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from compose.edits import add_figure, add_node, add_scene, new_project, remove_node, reparent
from compose.figures.skeleton import JOINTS
from studio.outliner import Outliner
from studio.outliner.joints import row_of_joint
from studio.outliner.row_model import EYE, LOCK, NAME
from studio.outliner.rows import SCENE, RowKey, Search, children_of
from tests.studio.conftest import wait_for


@pytest.fixture
def desk(open_desk):
    project = add_scene(new_project("Film", rate="24"), "Street", scene_id="scn_street")
    for name in ("Houses", "Bakery", "Car", "Mara"):
        if name == "Mara":
            project = add_figure(project, "Street", name, node_id="nod_mara")
        else:
            project = add_node(project, "Street", name, node_id=f"nod_{name.lower()}")
    project = reparent(project, "Street", "Bakery", "Houses")
    return open_desk(project)


@pytest.fixture
def outliner(desk, qtbot) -> Outliner:
    outliner = Outliner(desk)
    qtbot.addWidget(outliner)
    outliner.resize(256, 480)
    with qtbot.waitActive(outliner):
        outliner.show()
        outliner.raise_()
        outliner.activateWindow()
    outliner.view.setFocus()
    return outliner


def _names(outliner: Outliner) -> list[str]:
    """The names of all rows that are open to the eye, from the top."""
    view, found = outliner.view, []
    index = view.model().index(0, 0)
    while index.isValid():
        found.append(index.data())
        index = view.indexBelow(index)
    return found


def _middle(outliner: Outliner, node: str, column: int) -> QPoint:
    return outliner.view.visualRect(outliner.view.rows.index_of(RowKey(node), column)).center()


def _click(qtbot, outliner: Outliner, node: str, column: int = NAME, modifier=None) -> None:
    modifier = modifier or Qt.KeyboardModifier.NoModifier
    place = _middle(outliner, node, column)
    qtbot.mouseClick(outliner.view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def _click_row(qtbot, outliner: Outliner, key: RowKey) -> None:
    index = outliner.view.rows.index_of(key)
    for above in (index.parent(), index.parent().parent()):
        outliner.view.expand(above)
    outliner.view.scrollTo(index)
    place = outliner.view.visualRect(index).center()
    qtbot.mouseClick(outliner.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_model_keeps_qts_rules_through_edits_undo_search_and_scenes(
    desk, outliner, qtmodeltester
) -> None:
    session, rows = desk.session, outliner.view.rows
    qtmodeltester.check(rows, force_py=False)
    outliner.view.expandAll()
    session.do("Add", lambda p: add_node(p, "Street", "Tree", parent="nod_houses"))
    session.do("Move", lambda p: reparent(p, "Street", "Houses", "Car"))
    session.do("Move", lambda p: reparent(p, "Street", "Mara", "Bakery"))
    session.do("Delete", lambda p: remove_node(p, "Street", "Car", children="keep"))
    outliner._search.setText("tree")
    outliner._search.clear()
    while session.undo_label:
        session.undo()
    assert _names(outliner)[:3] == ["Street", "Environment", "Houses"]
    session.do("Scene", lambda p: add_scene(p, "Yard", scene_id="scn_yard"))
    session.look_at_scene("scn_yard")
    assert _names(outliner) == ["Yard", "Environment"]


def _shown(outliner: Outliner) -> dict[RowKey, tuple[RowKey, ...]]:
    """What hangs on what, as Qt's own interface tells it."""
    model, found = outliner.view.model(), {}
    waiting = [QModelIndex()]
    while waiting:
        above = waiting.pop()
        rows = [model.index(row, 0, above) for row in range(model.rowCount(above))]
        if rows:
            found[model.key(above)] = tuple(map(model.key, rows))
        waiting += rows
    return found


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_the_rows_are_those_of_the_scene(seed, desk, outliner) -> None:
    dice, session = random.Random(seed), desk.session

    def any_node() -> str | None:
        nodes = session.scene.nodes
        return dice.choice(nodes).id if nodes else None

    def edit() -> None:
        choice, node = dice.random(), any_node()
        if choice < 0.3 or node is None:
            session.do("Add", lambda p: add_node(p, "scn_street", "New", parent=any_node()))
        elif choice < 0.6:
            above = any_node() if dice.random() < 0.8 else None
            session.do("Move", lambda p: reparent(p, "scn_street", node, above))
        elif choice < 0.75:
            kept = dice.choice(["keep", "remove"])
            session.do("Delete", lambda p: remove_node(p, "scn_street", node, children=kept))
        elif choice < 0.9:
            dice.choice([session.undo, session.redo])()
        else:
            session.select([node])

    for _ in range(60):
        edit()
        search = Search(dice.choice(["", "", "new 2", "ba"]))
        outliner.view.rows.set_search(search)
        assert _shown(outliner) == children_of(session.scene, search, {})


def test_what_is_open_stays_open_and_in_place_when_the_scene_is_edited(desk, outliner) -> None:
    outliner.view.expand(outliner.view.rows.index_of(RowKey("nod_houses")))
    desk.session.do("Add", lambda p: add_node(p, "Street", "Van"))
    desk.session.do("Delete", lambda p: remove_node(p, "Street", "Car"))
    assert _names(outliner) == ["Street", "Environment", "Houses", "Bakery", "Mara", "Van"]
    outliner._search.setText("van")
    assert _names(outliner) == ["Street", "Van"]
    outliner._search.clear()
    assert _names(outliner) == ["Street", "Environment", "Houses", "Bakery", "Mara", "Van"]


def test_a_click_selects_and_control_adds(desk, outliner, qtbot) -> None:
    _click(qtbot, outliner, "nod_car")
    assert desk.session.selection == ("nod_car",)
    _click(qtbot, outliner, "nod_mara", modifier=Qt.KeyboardModifier.ControlModifier)
    assert set(desk.session.selection) == {"nod_car", "nod_mara"}


def test_what_the_view_selects_is_shown_even_under_a_closed_parent(desk, outliner) -> None:
    desk.session.select(["nod_bakery"])
    assert outliner.view.chosen() == (RowKey("nod_bakery"),)
    assert "Bakery" in _names(outliner)


def test_the_eye_hides_and_the_lock_locks_without_selecting(desk, outliner, qtbot) -> None:
    _click(qtbot, outliner, "nod_car", EYE)
    assert not desk.session.scene.node("nod_car").visible
    _click(qtbot, outliner, "nod_car", LOCK)
    assert desk.session.locked == {"nod_car"}
    assert desk.session.selection == ()
    _click(qtbot, outliner, "nod_car", EYE)
    assert desk.session.scene.node("nod_car").visible


def test_the_eye_of_one_of_those_selected_is_that_of_all(desk, outliner, qtbot) -> None:
    desk.session.select(["nod_car", "nod_mara"])
    _click(qtbot, outliner, "nod_car", EYE)
    assert not desk.session.scene.node("nod_mara").visible
    assert desk.session.undo_label == "Hide 2 nodes"


def test_f2_renames_in_place_and_undo_brings_the_name_back(desk, outliner, qtbot) -> None:
    _click(qtbot, outliner, "nod_car")
    qtbot.keyClick(outliner.view, Qt.Key.Key_F2)
    editor = outliner.view.viewport().findChild(QLineEdit) or outliner.view.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Taxi")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    wait_for(qtbot, lambda: desk.session.scene.node("nod_car").name == "Taxi", 2.0)
    desk.session.undo()
    assert desk.session.scene.node("nod_car").name == "Car"


def test_the_keys_of_the_edit_menu_work_in_the_outliner(desk, outliner, qtbot) -> None:
    session = desk.session
    _click(qtbot, outliner, "nod_car")
    qtbot.keyClick(outliner.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [node.name for node in session.selected] == ["Car 2"]
    qtbot.keyClick(outliner.view, Qt.Key.Key_H)
    assert not session.active.visible
    qtbot.keyClick(outliner.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(outliner.view, Qt.Key.Key_Delete)
    assert "Car 2" not in [node.name for node in session.scene.nodes]
    qtbot.keyClick(outliner.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "Car 2" in [node.name for node in session.scene.nodes]


def test_rows_dropped_on_a_row_hang_on_it_and_on_the_scene_on_nothing(desk, outliner) -> None:
    rows = outliner.view.rows
    for target, parent in ((RowKey("nod_houses"), "nod_houses"), (SCENE, None)):
        carried = rows.mimeData(
            [rows.index_of(RowKey("nod_car")), rows.index_of(RowKey("nod_mara"))]
        )
        rows.dropMimeData(carried, Qt.DropAction.MoveAction, -1, -1, rows.index_of(target))
        hung = [desk.session.scene.node(node).parent for node in ("nod_car", "nod_mara")]
        assert [above and above.node for above in hung] == [parent, parent]


def _drag(outliner: Outliner, node: str, target: str, share: float) -> None:
    """Drag a node's row by the pointer to a share of the height of another's, and let go."""
    view, rows = outliner.view, outliner.view.rows
    view.setDragDropMode(view.DragDropMode.DragDrop)  # so that these events need no source
    carried = rows.mimeData([rows.index_of(RowKey(node))])
    row = view.visualRect(rows.index_of(RowKey(target)))
    place = QPoint(row.center().x(), row.top() + round(share * (row.height() - 1)))
    told = (carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (
        QDragEnterEvent(place, Qt.DropAction.MoveAction, *told),
        QDragMoveEvent(place, Qt.DropAction.MoveAction, *told),
        QDropEvent(QPointF(place), Qt.DropAction.MoveAction, *told),
    ):
        QApplication.sendEvent(view.viewport(), event)
        if not isinstance(event, QDropEvent):
            view.viewport().grab()


def test_rows_dropped_between_two_change_places_and_come_back_by_undo(desk, outliner) -> None:
    _drag(outliner, "nod_mara", "nod_houses", 0.0)
    assert _names(outliner) == ["Street", "Environment", "Mara", "Houses", "Car"]
    assert desk.session.undo_label == "Move Mara before Houses"
    desk.session.undo()
    _drag(outliner, "nod_houses", "nod_car", 1.0)
    assert _names(outliner) == ["Street", "Environment", "Car", "Houses", "Mara"]


def test_a_row_dropped_in_a_gap_of_other_rows_hangs_with_them(desk, outliner) -> None:
    outliner.view.expand(outliner.view.rows.index_of(RowKey("nod_houses")))
    _drag(outliner, "nod_car", "nod_houses", 1.0)  # under an open row: its first
    assert _names(outliner)[2:] == ["Houses", "Car", "Bakery", "Mara"]
    assert desk.session.scene.node("nod_car").parent.node == "nod_houses"
    _drag(outliner, "nod_car", "nod_mara", 0.0)
    assert _names(outliner)[2:] == ["Houses", "Bakery", "Car", "Mara"]


def test_alt_and_an_arrow_move_the_row(desk, outliner, qtbot) -> None:
    desk.session.select(["nod_mara"])
    qtbot.keyClick(outliner.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _names(outliner)[2:] == ["Houses", "Mara", "Car"]
    assert desk.session.selection == ("nod_mara",)
    qtbot.keyClick(outliner.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _names(outliner)[2:] == ["Houses", "Car", "Mara"]


def test_letters_are_left_to_commands_and_f_frames_what_is_selected(desk, outliner, qtbot) -> None:
    desk.session.select(["nod_mara"])
    framed: list[int] = []
    desk.commands.bind(view := QWidget(), {"view.frame": lambda: framed.append(1)})
    qtbot.addWidget(view)
    for key in (Qt.Key.Key_B, Qt.Key.Key_W):
        qtbot.keyClick(outliner.view, key)
    assert desk.session.selection == ("nod_mara",)
    qtbot.keyClick(outliner.view, Qt.Key.Key_F)
    assert framed == [1]


def test_return_in_the_search_selects_the_first_hit(desk, outliner, qtbot) -> None:
    qtbot.keyClicks(outliner._search, "mar")
    qtbot.keyClick(outliner._search, Qt.Key.Key_Return)
    assert desk.session.selection == ("nod_mara",)
    assert outliner.view.hasFocus()


def test_a_thing_dropped_on_a_joint_hangs_on_the_joint(desk, outliner) -> None:
    rows = outliner.view.rows
    rows.ask_joints(desk.session.scene.node("nod_mara"))
    carried = rows.mimeData([rows.index_of(RowKey("nod_car"))])
    wrist = rows.index_of(row_of_joint("nod_mara", "right_wrist"))
    assert wrist.isValid()
    rows.dropMimeData(carried, Qt.DropAction.MoveAction, -1, -1, wrist)
    parent = desk.session.scene.node("nod_car").parent
    assert (parent.node, parent.joint) == ("nod_mara", "right_wrist")


def test_joints_come_when_a_figure_is_opened_and_select_the_joint(desk, outliner, qtbot) -> None:
    view = outliner.view
    assert not view.rows.index_of(row_of_joint("nod_mara", "left_knee")).isValid()
    view.expand(view.rows.index_of(RowKey("nod_mara")))
    assert all(view.rows.index_of(row_of_joint("nod_mara", joint)).isValid() for joint in JOINTS)
    _click_row(qtbot, outliner, row_of_joint("nod_mara", "left_knee"))
    assert (desk.session.selection, desk.session.joint) == (("nod_mara",), "left_knee")
    desk.session.select_joint("nod_mara", "right_elbow")
    assert view.chosen() == (row_of_joint("nod_mara", "right_elbow"),)
    _click_row(qtbot, outliner, RowKey("nod_mara"))
    assert desk.session.joint is None


def test_the_scene_list_shows_only_when_there_are_several(desk, outliner) -> None:
    bar = outliner.findChild(QWidget, "scene-bar")
    assert not bar.isVisible()
    desk.session.do("Scene", lambda p: add_scene(p, "Yard", scene_id="scn_yard"))
    assert bar.isVisible()


def test_a_search_that_finds_nothing_says_so_and_can_be_reset(outliner, qtbot) -> None:
    outliner._search.setText("submarine")
    assert outliner._pages.currentWidget() is outliner._nothing
    qtbot.mouseClick(outliner._nothing.buttons[0], Qt.MouseButton.LeftButton)
    assert outliner._pages.currentWidget() is outliner.view
    assert "Car" in _names(outliner)


def test_two_thousand_nodes_follow_an_edit_within_a_frame(open_desk, qtbot) -> None:
    project = add_scene(new_project("Film", rate="24"), "Street", scene_id="scn_street")
    project = add_node(project, "scn_street", "Houses", node_id="nod_houses")
    scene = project.scenes[0]
    many = [scene.nodes[0].replace(id=f"nod_n{i}", name=f"Thing {i}") for i in range(2000)]
    project = project.replace(scenes=(scene.replace(nodes=(*scene.nodes, *many)),))
    desk = open_desk(project)
    outliner = Outliner(desk)
    qtbot.addWidget(outliner)
    outliner.show()
    QApplication.processEvents()
    began = time.perf_counter()
    desk.session.do("Add", lambda p: add_node(p, "scn_street", "New", parent="nod_houses"))
    desk.session.select([desk.session.scene.nodes[-1].id])
    QApplication.processEvents()
    assert time.perf_counter() - began < 0.5  # 0.06 s on an idle machine
    assert "New" in _names(outliner)


def test_an_asset_opens_to_its_parts_once_it_is_read(open_desk, qtbot) -> None:
    desk = open_desk("street")
    outliner = Outliner(desk)
    qtbot.addWidget(outliner)
    asset = next(n for n in desk.session.scene.nodes if n.payload and n.payload.kind == "asset")
    rows = outliner.view.rows
    assert rows.hasChildren(rows.index_of(RowKey(asset.id)))
    rows.fetchMore(rows.index_of(RowKey(asset.id)))
    wait_for(qtbot, lambda: bool(rows.keys_under(RowKey(asset.id))))


def test_a_drag_that_only_moves_a_thing_tells_the_view_nothing(desk, outliner, qtbot) -> None:
    told: list = []
    outliner.view.rows.dataChanged.connect(lambda *_: told.append(1))
    session = desk.session
    session.begin_gesture("Move Car")
    for x in range(5):
        session.step_gesture(session.writing([("nod_car", "translation.x", float(x))]))
    session.end_gesture()
    assert told == []
    session.do("Hide", session.writing([("nod_car", "visible", 0.0)]))
    assert told
