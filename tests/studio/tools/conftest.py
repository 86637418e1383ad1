"""The small stage of the viewport, with the tools in its strip, and a hand that drags."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from compose.evaluation import world_matrices
from compose.project import Project
from studio.desk import Desk
from studio.tools.toolbox import bind_arranging_commands, viewport_tools
from studio.viewport import Viewport
from tests.studio.viewport.conftest import open_viewport, settle, stage

__all__ = ["open_viewport", "stage"]

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Hand:
    """Drags on a viewport's canvas, by places in logical pixels."""

    def __init__(self, qtbot: QtBot, desk: Desk, viewport: Viewport) -> None:
        self.qtbot, self.desk, self.viewport = qtbot, desk, viewport
        self.session, self.canvas = desk.session, viewport.canvas

    def settle(self) -> None:
        settle(self.qtbot, self.desk, self.viewport)

    def take(self, tool: str, *nodes: str, **transforms: object) -> None:
        """Select nodes, take up a tool, and choose how it snaps."""
        self.session.select(nodes)
        self.viewport.choose_tool(tool)
        self.viewport.transforms.choose(**transforms)
        self.settle()

    def place(self, point: Iterable[float]) -> QPointF:
        (found,), _ = self.canvas.projection().to_screen([list(point)])
        return QPointF(*found.tolist())

    def press(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, held)
        self._send(QEvent.Type.MouseButtonPress, at, LEFT, held)

    def move(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        self._send(QEvent.Type.MouseMove, at, LEFT, held)

    def release(self, at: QPointF) -> None:
        self._send(QEvent.Type.MouseButtonRelease, at, LEFT, NONE)

    def drag(self, start: QPointF, end: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        self.press(start)
        for share in (0.3, 0.7, 1.0):
            self.move(start + (end - start) * share, held)
        self.release(end)

    def world(self, node: str) -> np.ndarray:
        """The (4, 4) matrix of a node at the playhead, by the evaluation of the project."""
        session = self.session
        return world_matrices(session.project, session.scene, session.frame, shot=session.shot)[
            node
        ]

    def _send(self, kind: QEvent.Type, at: QPointF, button, held) -> None:
        moving = kind is QEvent.Type.MouseMove
        event = QMouseEvent(
            kind, at, self.canvas.mapToGlobal(at),
            Qt.MouseButton.NoButton if moving else button,
            Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button, held,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, event)


@pytest.fixture
def open_hand(qtbot: QtBot, open_viewport) -> Callable[..., Hand]:
    """Return a function that opens a project's viewport with all tools, seen freely."""

    def make(project: Project | str, size: tuple[int, int] = (640, 400), **view: object) -> Hand:
        desk, viewport = open_viewport(project, size)
        viewport.set_tools(viewport_tools())
        bind_arranging_commands(desk, viewport)
        hand = Hand(qtbot, desk, viewport)
        if view:
            from studio.viewport.free_camera import FreeCamera

            viewport.sight.look_freely(FreeCamera(**view))
            hand.settle()
        return hand

    return make
