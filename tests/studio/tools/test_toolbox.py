"""The tools where they are used: in the page, by their keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from compose.edits import set_node
from studio.compose_mode.page import ComposePage
from studio.settings import Settings
from studio.viewport.transforming import TransformChoice, Transforming


@pytest.mark.parametrize(
    ("key", "name"),
    [(Qt.Key.Key_W, "move"), (Qt.Key.Key_E, "rotate"), (Qt.Key.Key_R, "scale"),
     (Qt.Key.Key_P, "pose"), (Qt.Key.Key_Q, "select")],
)  # fmt: skip
def test_a_key_takes_up_a_tool(qtbot, open_hand, stage, key, name) -> None:
    hand = open_hand(stage)
    hand.viewport.choose_tool("select" if name != "select" else "move")
    taken = []
    hand.viewport.tool_changed.connect(taken.append)
    qtbot.keyClick(hand.canvas, key)
    assert taken == [name]


def test_end_drops_what_is_selected(qtbot, open_hand, stage) -> None:
    hand = open_hand(stage)
    scene = hand.session.scene.id
    hand.session.do("up", lambda p: set_node(p, scene, "nod_ball", translation=(2.0, 4.0, 0.0)))
    hand.session.select(["nod_ball"])
    qtbot.keyClick(hand.canvas, Qt.Key.Key_End)
    assert hand.world("nod_ball")[1, 3] == pytest.approx(0.5, abs=1e-4)
    assert hand.session.undo_label == "Drop Ball"


def test_the_page_offers_every_tool_and_arranging(qtbot, open_desk, stage) -> None:
    desk = open_desk(stage)
    page = ComposePage(desk)
    qtbot.addWidget(page)
    for id_ in ("move", "rotate", "scale", "pose"):
        assert page.viewport.commands.actions[f"tool.{id_}"].isEnabled()
    desk.session.select(["nod_ball"])
    assert desk.commands.action("edit.drop").isEnabled()
    assert not desk.commands.action("edit.align_x").isEnabled()


def test_what_tools_snap_to_is_remembered(tmp_path) -> None:
    TransformChoice(Settings(tmp_path)).choose(space="local", step_m=0.5, to_surface=True)
    again = TransformChoice(Settings(tmp_path)).now
    assert again == Transforming(space="local", step_m=0.5, to_surface=True)


def test_a_remembered_step_that_cannot_be_is_the_usual_one(tmp_path) -> None:
    settings = Settings(tmp_path)
    settings.change(transforming={"step_m": -4.0, "space": "moon", "step_deg": 30.0})
    assert TransformChoice(settings).now == Transforming(step_deg=30.0)
