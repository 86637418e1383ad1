"""A shot that is made from a free view shows the pixels of that view, as far as its gate goes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from studio.storyboard import Storyboard
from studio.viewport.free_camera import FreeCamera
from studio.viewport.overlay_choice import OVERLAYS
from tests.studio.viewport.conftest import open_viewport, settle, stage

__all__ = ["open_viewport", "stage"]


def _pixels(picture: QImage) -> np.ndarray:
    """Return (H, W) grey levels."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].astype(np.float64)


@pytest.mark.parametrize("seen", ["freely", "in parallel", "through the shot"])
@pytest.mark.parametrize("size", [(500, 400), (900, 320)])
def test_the_shots_picture_is_the_middle_of_the_views(
    qtbot, open_viewport, stage, size, seen
) -> None:
    desk, viewport = open_viewport(stage, size)
    for overlay in set(OVERLAYS) - {"gate_mask"}:
        viewport.overlays.switch(overlay, on=False)
    board = Storyboard(desk, view_camera=viewport.camera_state)
    qtbot.addWidget(board)
    view = FreeCamera(pivot=(0.0, 0.8, 0.0), yaw=0.5, pitch=0.2, distance=7.0)
    if seen == "through the shot":
        viewport.sight.look_through_shot()
    else:
        viewport.sight.look_freely(view.with_projection(parallel=seen == "in parallel"))
    settle(qtbot, desk, viewport)
    before = _pixels(viewport.canvas.grab().toImage())
    board.add()
    viewport.sight.look_through_shot()
    settle(qtbot, desk, viewport)
    after = _pixels(viewport.canvas.grab().toImage())
    height, width = before.shape
    rows, columns = slice(height // 4, -height // 4), slice(width // 4, -width // 4)
    apart = np.abs(before - after)[rows, columns].mean()
    assert before[rows, columns].std() > 8.0
    assert apart < 0.7
