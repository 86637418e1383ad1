"""The outliner on screen, in both themes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from compose.edits import set_keyframe, set_node
from studio.outliner import Outliner
from studio.outliner.joints import figure_rows
from studio.outliner.rows import RowKey
from studio.theme import Theme


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_sample_street_with_a_body_opened(scheme, open_desk, shoot, qapp: QApplication) -> None:
    desk = open_desk("street")
    theme = Theme(scheme)
    theme.apply(qapp)
    try:
        session = desk.session
        outliner = Outliner(replace(desk, theme=theme))
        scene = session.scene
        mara, taxi, van = (scene.find(name).id for name in ("Mara", "Taxi", "Parked van"))
        session.lock([scene.find("Houses").id])
        session.do("Hide", lambda p: set_node(p, scene.id, taxi, visible=False))
        session.do(
            "Key",
            lambda p: set_keyframe(
                p, channel="visible", frame=0, value=1.0, node=van, scene=scene.id
            ),
        )
        view = outliner.view
        view.expand(view.rows.index_of(RowKey(mara)))
        arm = figure_rows(mara)[RowKey(mara)][3]
        view.expand(view.rows.index_of(arm))
        session.select_joint(mara, "right_elbow")
        shoot(outliner, f"outliner-{scheme}", (256, 760))
        assert view.rows.eye(RowKey(van)).animated
    finally:
        Theme("dark").apply(qapp)
