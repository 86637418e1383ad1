"""The figure panel under mouse and keyboard, in step with the session."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from compose.edits import add_figure, add_node, add_scene, add_shot, new_project
from compose.edits.performing import figure_of
from compose.figures.performance import Performance
from compose.payload import CameraPayload
from studio.figures import FigurePanel
from studio.figures.acting import PLACE
from studio.session import Layer
from tests.studio.conftest import wait_for


@pytest.fixture
def desk(open_desk):
    project = add_scene(new_project("Film", rate="24"), "Room", scene_id="scn_room")
    project = add_node(project, "Room", "Group", node_id="nod_group")
    project = add_figure(project, "Room", "Joon", node_id="nod_joon")
    return open_desk(add_figure(project, "Room", "Mara", node_id="nod_mara"))


@pytest.fixture
def panel(desk, qtbot) -> FigurePanel:
    desk.session.select(["nod_mara"])
    panel = FigurePanel(desk)
    qtbot.addWidget(panel)
    panel.resize(300, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def _does(desk) -> Performance:
    return figure_of(desk.session.scene.node("nod_mara")).performance


def _click_pose(panel: FigurePanel, qtbot, key: str) -> None:
    grid = panel.pose.grid
    row = [tile.key for tile in grid.tiles].index(key)
    index = grid.model().index(row, 0)
    grid.scrollTo(index)
    place = grid.visualRect(index).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_on_a_pose_gives_it_and_the_slider_says_how_much(desk, panel, qtbot) -> None:
    assert not panel.pose.blend.slider.isEnabled()
    _click_pose(panel, qtbot, "sit")
    assert (_does(desk).pose, _does(desk).joints) == ("sit", {})
    assert panel.pose.blend.slider.isEnabled()
    panel.pose.blend.share.typed.emit(70.0)
    assert _does(desk).joints
    assert panel.pose.blend.slider.value() == 70
    panel.pose.blend.slider.setValue(100)
    assert _does(desk).joints == {}
    for _ in range(3):
        desk.session.undo()
    assert _does(desk).pose == "stand"


def test_the_panel_is_there_for_figures_only(desk, panel, qtbot) -> None:
    desk.session.select(["nod_group"])
    wait_for(qtbot, lambda: not panel.isVisible(), 2.0)
    desk.session.select(["nod_joon"])
    wait_for(qtbot, panel.isVisible, 2.0)


def test_another_figure_is_not_blended_with_what_the_first_held(desk, panel, qtbot) -> None:
    _click_pose(panel, qtbot, "sit")
    desk.session.select(["nod_joon"])
    wait_for(qtbot, lambda: not panel.pose.blend.slider.isEnabled(), 2.0)


def test_copy_and_paste_bring_a_pose_to_another_figure(desk, panel, qtbot) -> None:
    _click_pose(panel, qtbot, "wave")
    panel.pose._copy()
    desk.session.select(["nod_joon"])
    qtbot.wait(10)
    panel.pose._paste()
    assert figure_of(desk.session.scene.node("nod_joon")).performance.pose == "wave"


def test_a_pose_is_saved_by_name_and_offered(desk, panel, qtbot) -> None:
    _click_pose(panel, qtbot, "crouch")
    (save,) = [b for b in panel.pose.findChildren(QPushButton) if b.text() == "Save"]
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.pose._naming, "Ready")
    qtbot.keyClick(panel.pose._naming, Qt.Key.Key_Return)
    assert "saved/Ready" in [tile.key for tile in panel.pose.grid.tiles]
    _click_pose(panel, qtbot, "stand")
    _click_pose(panel, qtbot, "saved/Ready")
    assert _does(desk).pose == "crouch"


def test_a_pose_recorded_into_the_shot_is_said_and_its_key_removed(desk, panel, qtbot) -> None:
    session, camera = desk.session, CameraPayload(kind="camera")
    session.do("Add", lambda p: add_shot(
        add_node(p, "Room", "Cam", payload=camera), "Room", "Cam", name="A", start=0, end=24
    ))  # fmt: skip
    session.look_at_shot(session.project.shots[0].id)
    session.select(["nod_mara"])
    session.set_recording(True, Layer.SHOT)
    qtbot.wait(10)
    _click_pose(panel, qtbot, "crouch")
    qtbot.wait(10)
    assert "in this shot" in panel.pose.blend.toolTip()
    keyed = {track.channel.split("/")[1] for track in session.shot.tracks}
    assert {"hips", "left_knee", "right_elbow"} <= keyed
    panel.pose._diamond.clicked.emit()
    assert session.shot.tracks == ()


def test_the_diamond_keys_the_pose_and_blending_then_says_why_it_cannot(desk, panel, qtbot) -> None:
    desk.session.set_frame(12)
    panel.pose._diamond.click()
    assert [(key.frame, key.pose) for key in _does(desk).poses] == [(12, "stand")]
    wait_for(qtbot, lambda: panel.pose._diamond.state == "keyed", 2.0)
    _click_pose(panel, qtbot, "sit")
    assert [(key.frame, key.pose) for key in _does(desk).poses] == [(12, "sit")]
    assert not panel.pose.blend.slider.isEnabled()
    assert "key" in panel.pose.blend.toolTip()
    panel.pose._diamond.click()
    assert _does(desk).poses == ()


def test_a_joint_selected_shows_its_turn_and_scrubbing_is_one_entry(desk, panel, qtbot) -> None:
    assert not panel.joint.isVisible()
    desk.session.select_joint("nod_mara", "left_elbow")
    wait_for(qtbot, panel.joint.isVisible, 2.0)
    bend = panel.joint.fields[1]
    bend.begun.emit()
    for value in (20.0, 60.0, 90.0):
        bend.moved.emit(value)
    bend.ended.emit()
    assert _does(desk).joints["left_elbow"][1] == 90.0
    desk.session.undo()
    assert _does(desk).joints == {}


def test_a_hand_reaches_for_a_place_and_its_offset_can_be_keyed(desk, panel, qtbot) -> None:
    panel.reach.choose("left_hand")
    panel.reach.target.chosen.emit(PLACE)
    wait_for(qtbot, panel.reach.rows["left_hand"][0].isVisible, 2.0)
    offset = panel.reach.rows["left_hand"][0]
    offset.fields[1].typed.emit(1.75)
    assert _does(desk).reaches[0].offset[1] == 1.75
    offset.diamond_clicked.emit()
    assert {track.channel for track in desk.session.scene.tracks} == {
        f"reach.left_hand.offset.{axis}" for axis in "xyz"
    }
    panel.reach.target.chosen.emit("")
    assert _does(desk).reaches == ()


def test_the_limb_of_the_joint_selected_is_shown(desk, panel, qtbot) -> None:
    desk.session.select_joint("nod_mara", "left_knee")
    qtbot.wait(10)
    assert panel.reach.limbs.choice == "left_foot"


def test_a_cycle_is_played_from_the_playhead_with_an_end_where_wanted(desk, panel, qtbot) -> None:
    desk.session.set_frame(6)
    panel.cycle.cycle.chosen.emit("walk")
    wait_for(qtbot, panel.cycle.fields["start"].isVisible, 2.0)
    panel.cycle.fields["stride"].typed.emit(1.2)
    qtbot.mouseClick(panel.cycle.endless, Qt.MouseButton.LeftButton)
    (play,) = _does(desk).cycles
    assert (play.cycle, play.start, play.end, play.stride) == ("walk", 6.0, 54.0, 1.2)


def test_the_look_follows_another_figures_head(desk, panel, qtbot) -> None:
    panel.look.target.chosen.emit("nod_joon/head")
    look = _does(desk).look
    assert (look.node, look.joint) == ("nod_joon", "head")
    wait_for(qtbot, panel.look.head.isVisible, 2.0)
    panel.look.head.typed.emit(0.25)
    assert _does(desk).look.head == 0.25
