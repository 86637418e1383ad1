"""The kit and the assets under mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
import trimesh
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton

from compose.edits import add_scene, new_project
from compose.files.save import save_project
from compose.payload import Prop
from studio.kit import AssetsPanel, KitPanel
from studio.kit.placing import KIT_MIME
from studio.session.spot import Spot
from tests.studio.conftest import wait_for


@pytest.fixture
def desk(open_desk, tmp_path: Path):
    project = add_scene(new_project("Film", rate="24"), "Room")
    return open_desk(save_project(project, tmp_path / "film"))


def test_typing_and_enter_puts_a_chair_where_the_view_looks(desk, qtbot) -> None:
    panel = KitPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(256, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    desk.session.set_spot(lambda: Spot((4.0, 0.0, 5.0)))
    qtbot.keyClicks(panel._search, "dining chair")
    wait_for(qtbot, lambda: [tile.key for tile in panel.grid.tiles] == ["prop/chair"])
    qtbot.keyClick(panel._search, Qt.Key.Key_Down)
    panel.grid.setCurrentIndex(panel.grid.model().index(0, 0))
    qtbot.keyClick(panel.grid, Qt.Key.Key_Return)
    (node,) = desk.session.scene.nodes
    assert isinstance(node.payload, Prop)
    assert (node.payload.prop, node.translation) == ("chair", (4.0, 0.0, 5.0))


def test_the_first_things_are_there_before_the_whole_kit_is_read(desk, qtbot) -> None:
    panel = KitPanel(desk)
    qtbot.addWidget(panel)
    before = [tile.key for tile in panel.grid.tiles]
    assert before[:2] == ["prop/car", "figure/woman"]
    wait_for(qtbot, lambda: len(panel.grid.tiles) > 100)
    assert [tile.key for tile in panel.grid.tiles][: len(before)] == before


def test_a_thing_placed_twice_stands_beside_itself(desk, qtbot) -> None:
    panel = KitPanel(desk)
    qtbot.addWidget(panel)
    desk.session.set_spot(lambda: Spot((4.0, 0.0, 5.0)))
    for _ in range(3):
        panel.place("prop/chair")
    assert len({node.translation for node in desk.session.scene.nodes}) == 3


def test_a_double_click_places_and_a_drag_names_the_thing(desk, qtbot) -> None:
    panel = KitPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(256, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    model = panel.grid.model()
    place = panel.grid.visualRect(model.index(0, 0)).center()
    qtbot.mouseClick(panel.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(panel.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(desk.session.scene.nodes) == 1
    carried = model.mimeData([model.index(0, 0)])
    assert bytes(carried.data(KIT_MIME).data()) == b'{"prop": "car"}'


def test_nothing_found_says_so_and_shows_everything_again(desk, qtbot) -> None:
    panel = KitPanel(desk)
    qtbot.addWidget(panel)
    panel._search.setText("zeppelin")
    wait_for(qtbot, lambda: panel._pages.currentIndex() == 1)
    qtbot.mouseClick(panel._nothing.buttons[0], Qt.MouseButton.LeftButton)
    assert panel._pages.currentIndex() == 0


def test_tiles_fill_the_width_at_any_width(desk, qtbot) -> None:
    panel = KitPanel(desk)
    qtbot.addWidget(panel)
    panel.show()
    for width in (176, 256, 333, 512):
        panel.resize(width, 300)
        qtbot.wait(1)
        room, tile = panel.grid.viewport().width(), panel.grid.gridSize().width()
        assert room - tile < (room // tile) * tile <= room


def _drop(panel: AssetsPanel, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    panel.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def test_a_file_dropped_is_in_the_scene_and_in_the_list(desk, qtbot, tmp_path, shoot) -> None:
    panel = AssetsPanel(desk)
    file = tmp_path / "crate.glb"
    trimesh.creation.box().export(file)
    qtbot.addWidget(panel)
    _drop(panel, file)
    wait_for(qtbot, lambda: bool(desk.session.scene.nodes))
    wait_for(qtbot, lambda: [tile.title for tile in panel.grid.tiles] == ["crate.glb"])
    assert desk.session.undo_label == "Import crate.glb"


def test_a_model_of_a_wrong_unit_offers_its_likely_size(desk, qtbot, tmp_path) -> None:
    panel, told = AssetsPanel(desk), []
    desk.session.told.connect(told.append)
    qtbot.addWidget(panel)
    file = tmp_path / "fox.glb"
    trimesh.creation.box(extents=(25.0, 79.0, 155.0)).export(file)
    _drop(panel, file)
    wait_for(qtbot, lambda: bool(told))
    assert told[0].text == "fox.glb is 155 m long"
    ((label, rescale),) = told[0].actions
    assert label == "Scale to 1.6 m"
    rescale()
    assert desk.session.scene.nodes[0].scale == (0.01, 0.01, 0.01)
    desk.session.undo()
    assert desk.session.scene.nodes[0].scale == (1.0, 1.0, 1.0)


def test_a_file_without_a_unit_asks_and_a_broken_one_says_why(desk, qtbot, tmp_path, shoot) -> None:
    panel = AssetsPanel(desk)
    post, broken = tmp_path / "post.stl", tmp_path / "broken.glb"
    trimesh.creation.box(extents=(10.0, 20.0, 300.0)).export(post)
    broken.write_bytes(b"x")
    _drop(panel, post)
    _drop(panel, broken)
    strips = [panel._strips.itemAt(i).widget() for i in range(2)]
    wait_for(qtbot, lambda: strips[1]._said.text().startswith("broken.glb: "))
    shoot(panel, "assets-importing", (256, 420))
    strips[0]._unit.set_choice("cm")
    strips[0]._up.set_choice("z")
    qtbot.mouseClick(strips[0].findChild(QPushButton), Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: bool(desk.session.scene.nodes))
    payload = desk.session.scene.nodes[0].payload
    assert (payload.unit_m, payload.up_axis) == (0.01, "z")
