"""What is done to the nodes selected: each one entry of undo, and the world stays where it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compose.edits import (
    add_node,
    add_scene,
    add_shot,
    new_project,
    reparent,
    set_keyframe,
    set_node,
)
from compose.edits.placing import world_matrix
from compose.payload import CameraPayload, Primitive
from studio.session import Session, hanging, node_edits, scene_edits
from studio.session.locks import remember_locks
from studio.settings import Settings


@pytest.fixture
def session() -> Session:
    project = add_scene(new_project("Film", rate="24"), "Room")
    box = Primitive(kind="primitive", shape="box")
    project = add_node(project, "Room", "Table", payload=box, node_id="nod_table",
                       translation=(2.0, 0.0, 1.0), rotation_deg=(0.0, 30.0, 0.0))  # fmt: skip
    project = add_node(project, "Room", "Cup", payload=box, node_id="nod_cup",
                       translation=(0.0, 0.8, 0.0))  # fmt: skip
    project = reparent(project, "Room", "Cup", "Table", keep_world=False)
    project = add_node(project, "Room", "Lamp", payload=box, node_id="nod_lamp",
                       translation=(-2.0, 1.0, 3.0))  # fmt: skip
    project = add_node(
        project, "Room", "Cam", payload=CameraPayload(kind="camera"), node_id="nod_cam"
    )
    return Session(add_shot(project, "Room", "nod_cam", name="Wide", start=0, end=24))


def _place(session: Session, node: str) -> np.ndarray:
    scene = session.scene
    return world_matrix(session.project, scene, scene.node(node))


def test_a_duplicate_comes_with_its_children_and_is_selected(session: Session) -> None:
    session.select(["nod_table", "nod_cup"])
    node_edits.duplicate(session)
    assert [node.name for node in session.selected] == ["Table 2"]
    children = [
        n.name for n in session.scene.nodes if n.parent and n.parent.node == session.selection[0]
    ]
    assert children == ["Cup 2"]
    session.undo()
    assert len(session.scene.nodes) == 4


def test_what_is_copied_can_be_pasted_into_another_project(session: Session) -> None:
    session.select(["nod_table"])
    text = node_edits.copied(session)
    other = Session(add_scene(new_project("Other", rate="24"), "Yard"))
    node_edits.paste(other, text)
    assert [node.name for node in other.scene.nodes] == ["Table", "Cup"]
    assert other.undo_label == "Paste Table"


@pytest.mark.parametrize("text", ["", "{}", "[1", '{"rate": "24", "nodes": [{"id": 3}]}'])
def test_what_is_no_clipboard_of_nodes_is_told_and_changes_nothing(session: Session, text) -> None:
    before, told = session.project, []
    session.told.connect(told.append)
    node_edits.paste(session, text)
    assert session.project is before
    assert told[0].kind == "bad"


def test_deleting_what_a_shot_looks_through_is_refused_and_says_which_shot(session) -> None:
    told: list = []
    session.told.connect(told.append)
    session.select(["nod_lamp", "nod_cam"])
    node_edits.delete(session)
    assert len(session.scene.nodes) == 4
    assert "Wide" in told[0].detail


def test_deleting_parent_and_child_together_is_one_entry(session: Session) -> None:
    session.select(["nod_cup", "nod_table"])
    node_edits.delete(session)
    assert [node.name for node in session.scene.nodes] == ["Lamp", "Cam"]
    session.undo()
    assert len(session.scene.nodes) == 4


def test_grouping_moves_nothing_in_the_world(session: Session) -> None:
    before = {node: _place(session, node) for node in ("nod_table", "nod_cup", "nod_lamp")}
    session.select(["nod_table", "nod_lamp"])
    hanging.group(session)
    (group,) = session.selected
    assert group.translation == (0.0, 0.0, 2.0)
    assert _order(session) == ["Group", "Table", "Cup", "Lamp", "Cam"]
    for node, matrix in before.items():
        assert _place(session, node) == pytest.approx(matrix, abs=1e-5)
    hanging.ungroup(session)
    assert set(session.selection) == {"nod_table", "nod_lamp"}
    for node, matrix in before.items():
        assert _place(session, node) == pytest.approx(matrix, abs=1e-5)


def test_a_group_of_siblings_hangs_where_they_hung(session: Session) -> None:
    session.select(["nod_cup"])
    hanging.group(session)
    assert session.selected[0].parent.node == "nod_table"


def test_moving_under_a_parent_keeps_the_place_in_the_world(session: Session) -> None:
    before = _place(session, "nod_lamp")
    assert hanging.move_under(session, ["nod_lamp"], "nod_table")
    assert session.scene.node("nod_lamp").parent.node == "nod_table"
    assert _place(session, "nod_lamp") == pytest.approx(before, abs=1e-5)


def test_a_node_cannot_be_moved_under_what_hangs_on_it(session: Session) -> None:
    told: list = []
    session.told.connect(told.append)
    assert not hanging.move_under(session, ["nod_table"], "nod_cup")
    assert "itself" in told[0].detail


def _order(session: Session) -> list[str]:
    return [node.name for node in session.scene.nodes]


def test_several_nodes_moved_beside_another_keep_their_order_and_their_places(session) -> None:
    before = _place(session, "nod_lamp")
    assert hanging.move_beside(session, ["nod_cam", "nod_lamp"], "nod_cup", "before")
    assert _order(session) == ["Table", "Lamp", "Cam", "Cup"]
    assert _place(session, "nod_lamp") == pytest.approx(before, abs=1e-5)
    session.undo()
    assert hanging.move_beside(session, ["nod_table", "nod_lamp"], "nod_cam", "after")
    assert _order(session) == ["Cup", "Cam", "Table", "Lamp"]


@pytest.mark.parametrize(
    ("chosen", "by", "order"),
    [
        (["nod_lamp"], -1, ["Lamp", "Table", "Cup", "Cam"]),
        (["nod_cam", "nod_lamp"], -1, ["Lamp", "Cam", "Table", "Cup"]),
        (["nod_table"], 1, ["Cup", "Lamp", "Table", "Cam"]),
        (["nod_table", "nod_lamp"], 1, ["Cup", "Cam", "Table", "Lamp"]),
    ],
)
def test_nodes_move_a_row_up_or_down_together(session: Session, chosen, by, order) -> None:
    session.select(chosen)
    assert hanging.move_by_one(session, by)
    assert _order(session) == order
    session.undo()
    assert _order(session) == ["Table", "Cup", "Lamp", "Cam"]


@pytest.mark.parametrize(
    ("chosen", "by"), [("nod_table", -1), ("nod_cam", 1), ("nod_cup", -1), ("nod_cup", 1)]
)
def test_beyond_its_siblings_a_node_does_not_go(session: Session, chosen, by) -> None:
    session.select([chosen])
    assert not hanging.move_by_one(session, by)
    assert session.undo_label is None


def test_a_key_held_down_is_one_entry_of_undo(session: Session) -> None:
    session.select(["nod_cam"])
    hanging.move_by_one(session, -1)
    hanging.move_by_one(session, -1)
    assert _order(session)[0] == "Cam"
    session.undo()
    assert _order(session) == ["Table", "Cup", "Lamp", "Cam"]


def test_hiding_hides_all_when_one_is_seen_and_shows_all_when_none_is(session: Session) -> None:
    session.do("x", lambda p: set_node(p, "Room", "Lamp", visible=False))
    session.select(["nod_lamp", "nod_table"])
    node_edits.hide(session)
    assert [node.visible for node in session.selected] == [False, False]
    node_edits.hide(session)
    assert [node.visible for node in session.selected] == [True, True]


def test_hiding_what_is_animated_takes_a_key(session: Session) -> None:
    session.do(
        "x",
        lambda p: set_keyframe(
            p, channel="visible", frame=0, value=1.0, node="nod_lamp", scene="Room"
        ),
    )
    session.set_frame(12)
    session.select(["nod_lamp"])
    node_edits.hide(session)
    (track,) = session.scene.tracks
    assert [(key.frame, key.value) for key in track.curve.keys] == [(0, 1.0), (12, 0.0)]


def test_a_lock_holds_for_what_hangs_on_the_locked(session: Session) -> None:
    session.lock(["nod_table"])
    assert session.is_locked("nod_cup")
    assert not session.is_locked("nod_lamp")
    node_edits.select_all(session)
    assert set(session.selection) == {"nod_lamp", "nod_cam"}


def test_the_lock_command_unlocks_only_when_all_are_locked(session: Session) -> None:
    session.lock(["nod_lamp"])
    session.select(["nod_lamp", "nod_table"])
    node_edits.lock(session)
    assert session.locked == {"nod_lamp", "nod_table"}
    node_edits.lock(session)
    assert session.locked == frozenset()


def test_locks_are_remembered_for_the_project_and_for_no_other(session, tmp_path: Path) -> None:
    remember_locks(session, Settings(tmp_path))
    session.lock(["nod_lamp"])
    again = Session(session.project)
    remember_locks(again, Settings(tmp_path))
    assert again.locked == {"nod_lamp"}
    again.open(add_scene(new_project("Other", rate="24"), "Yard"))
    assert again.locked == frozenset()
    again.open(session.project)
    assert again.locked == {"nod_lamp"}


def test_a_joint_is_selected_with_its_node_and_let_go_with_it(session: Session) -> None:
    told: list = []
    session.joint_changed.connect(lambda: told.append(session.joint))
    session.select_joint("nod_table", "leg")
    assert (session.selection, session.joint) == (("nod_table",), "leg")
    session.select(["nod_lamp"])
    assert session.joint is None
    assert told == ["leg", None]


def test_a_new_scene_is_shown_and_one_that_shots_play_in_stays(session: Session) -> None:
    first = session.scene.id
    scene_edits.add(session)
    assert session.scene.id != first
    scene_edits.remove(session)
    assert [scene.id for scene in session.project.scenes] == [first]
    session.look_at_scene(first)
    scene_edits.remove(session)
    assert len(session.project.scenes) == 1


def test_only_the_topmost_of_nodes_are_moved(session: Session) -> None:
    assert node_edits.topmost(session.scene, ["nod_cup", "nod_lamp", "nod_table"]) == (
        "nod_lamp", "nod_table",
    )  # fmt: skip


def test_what_undo_brings_back_is_selected(session: Session) -> None:
    session.select(["nod_table"])
    node_edits.delete(session)
    assert session.selection == ()
    session.undo()
    assert session.selection == ("nod_table",)
    session.select(["nod_lamp"])
    node_edits.duplicate(session)
    (copy,) = session.selection
    session.undo()
    session.redo()
    assert session.selection == (copy,)


def test_undo_of_a_move_leaves_the_selection_alone(session: Session) -> None:
    session.do("Move", lambda p: set_node(p, "Room", "Table", translation=(0, 0, 0)))
    session.select(["nod_lamp"])
    session.undo()
    assert session.selection == ("nod_lamp",)
