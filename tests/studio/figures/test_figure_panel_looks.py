"""The figure panel on screen, in both themes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from compose.payload import Figure
from studio.figures import FigurePanel
from studio.theme import Theme
from tests.studio.conftest import wait_for
from tests.studio.legibility import assert_legible


def _in_scroll(panel: FigurePanel) -> QScrollArea:
    area = QScrollArea()
    area.setProperty("panel", "panel")
    area.setWidgetResizable(True)
    area.setWidget(panel)
    return area


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_panel_of_a_figure_can_be_read(
    scheme, open_desk, shoot, qtbot, qapp: QApplication
) -> None:
    desk = open_desk("dialogue")
    theme = Theme(scheme)
    theme.apply(qapp)
    try:
        figure = next(n for n in desk.session.scene.nodes if isinstance(n.payload, Figure))
        desk.session.select_joint(figure.id, "right_elbow")
        panel = FigurePanel(replace(desk, theme=theme))
        area = _in_scroll(panel)
        shoot(area, f"figure-{scheme}", (320, 860))
        tiles = panel.pose.grid.tiles[:8]
        wait_for(
            qtbot,
            lambda: all(not panel.pose.grid.pictures.picture(t.subject).isNull() for t in tiles),
        )
        assert_legible(area, shoot(area, f"figure-{scheme}", (320, 860)))
    finally:
        Theme("dark").apply(qapp)
