"""Pictures of the tools, to be looked at; asserted is only that something is painted."""

from __future__ import annotations

import pytest

from compose.edits import add_figure, key_pose
from studio.tools.toolbox import viewport_tools

SEEN = {"pivot": (0.0, 0.6, 0.0), "distance": 7.0}


@pytest.mark.parametrize("name", ["move", "rotate", "scale"])
def test_the_handles_are_painted(open_hand, stage, shoot, name) -> None:
    hand = open_hand(stage, (760, 480), **SEEN)
    hand.take("select", "nod_box")
    bare = hand.canvas.grab().toImage()
    hand.take(name, "nod_box")
    shoot(hand.viewport, f"tools-{name}", (760, 480))
    assert hand.canvas.grab().toImage() != bare
    assert set(viewport_tools()) >= {"move", "rotate", "scale"}


def test_a_figure_is_painted_with_its_handles_and_the_ghost(open_hand, stage, shoot) -> None:
    scene = stage.scenes[0].id
    project = add_figure(stage, scene, "Joon", pose="stand", node_id="nod_joon")
    for frame, pose in ((0.0, "stand"), (24.0, "wave")):
        project = key_pose(project, scene, "nod_joon", frame, pose)
    hand = open_hand(project, (900, 620), pivot=(0.0, 1.0, 0.0), distance=3.4, yaw=0.4, pitch=0.1)
    hand.session.set_frame(24.0)
    hand.take("select", "nod_joon")
    bare = hand.canvas.grab().toImage()
    hand.take("pose", "nod_joon")
    hand.session.select_joint("nod_joon", "right_wrist")
    hand.settle()
    shoot(hand.viewport, "tools-pose", (900, 620))
    assert hand.canvas.grab().toImage() != bare
