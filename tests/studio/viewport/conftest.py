"""A small stage that draws in no time: a box, a ball in a group, a post, two cameras and a lamp."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from compose.edits import add_node, add_scene, add_shot, new_project
from compose.payload import CameraPayload, LightPayload, Primitive
from compose.project import Project
from studio.desk import Desk
from studio.viewport import Viewport
from tests.studio.conftest import wait_for

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton,
)  # fmt: skip
SHIFT = Qt.KeyboardModifier.ShiftModifier
BALL, BOX, POST = (2.0, 0.5, 0.4), (-2.0, 0.5, 0.5), (0.0, 2.0, -1.0)
"""Points of the small stage that are seen through its shot's camera."""


@pytest.fixture
def stage() -> Project:
    """A project with the scene Stage, and a shot that sees all of it."""
    project = add_scene(new_project("Film", rate="24"), "Stage")
    scene = project.scenes[0].id

    def add(name: str, node: str, **more: object) -> None:
        nonlocal project
        project = add_node(project, scene, name, node_id=node, **more)

    box = {"width": 2.0, "height": 1.0, "depth": 1.0}
    add("Box", "nod_box", payload=_shape("box", box), translation=(-2.0, 0.0, 0.0),
        rotation_deg=(0.0, 30.0, 0.0))  # fmt: skip
    add("Group", "nod_group")
    add("Ball", "nod_ball", payload=_shape("sphere", {}), translation=(2.0, 0.5, 0.0),
        parent="nod_group")  # fmt: skip
    add("Post", "nod_post", payload=_shape("box", {}), translation=(0.0, 0.0, -1.0),
        scale=(0.025, 3.0, 0.025))  # fmt: skip
    camera = CameraPayload(kind="camera", focal_length_mm=35.0, gate="1.85")
    add("Cam", "nod_cam", payload=camera, translation=(0.0, 1.2, 10.0))
    add("Side cam", "nod_side", payload=camera, translation=(6.0, 1.0, 0.0),
        rotation_deg=(0.0, 90.0, 0.0))  # fmt: skip
    add("Lamp", "nod_lamp", payload=LightPayload(kind="light", type="point"),
        translation=(0.0, 3.5, 2.0))  # fmt: skip
    return add_shot(project, scene, "nod_cam", name="Wide", start=0, end=48)


def _shape(shape: str, parameters: dict[str, float]) -> Primitive:
    return Primitive(kind="primitive", shape=shape, parameters=parameters)


@pytest.fixture
def open_viewport(qtbot: QtBot, open_desk) -> Callable[..., tuple[Desk, Viewport]]:
    """Return a function that shows a project's viewport and waits for its picture."""

    def make(project: Project | str, size: tuple[int, int] = (640, 400)) -> tuple[Desk, Viewport]:
        desk = open_desk(project)
        viewport = Viewport(desk)
        qtbot.addWidget(viewport)
        viewport.resize(*size)
        viewport.show()
        viewport.activateWindow()
        with qtbot.waitActive(viewport):
            viewport.canvas.setFocus()
        settle(qtbot, desk, viewport)
        return desk, viewport

    return make


def settle(qtbot: QtBot, desk: Desk, viewport: Viewport) -> None:
    """Wait for the fine picture, its exact passes and the staging."""
    canvas, session = viewport.canvas, desk.session

    def staged() -> bool:
        staging, scene = canvas.stage.staging, session.scene
        here = staging.frame == session.frame and staging.scene == scene.id
        return here and staging.project.scene(scene.id) is scene

    wait_for(qtbot, lambda: canvas.settled and staged())


def pixels(widget: QWidget) -> np.ndarray:
    """Return (H, W, 3) int, a widget as it is on screen; of a viewport its canvas."""
    shown = widget.canvas if isinstance(widget, Viewport) else widget
    image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


@pytest.fixture
def view(stage: Project, open_viewport):
    """The desk and the viewport of the small stage."""
    return open_viewport(stage)


@pytest.fixture
def wait(qtbot, view) -> Callable[[], None]:
    """Return a function that waits for the picture of what is wanted now."""
    desk, viewport = view

    def settled() -> None:
        settle(qtbot, desk, viewport)

    return settled


def place_of(viewport: Viewport, point: tuple[float, float, float]) -> QPoint:
    (place,), _ = viewport.canvas.projection().to_screen([point])
    return QPoint(*np.round(place).astype(int).tolist())


def drag(qtbot: QtBot, canvas, button, start: QPoint, end: QPoint, modifier=None) -> None:
    held = modifier or Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(canvas, button, held, start)
    for share in (0.3, 0.7, 1.0):
        at = QPointF(start) + QPointF(end - start) * share
        move(canvas, at.toPoint(), button, held)
    qtbot.mouseRelease(canvas, button, held, end)


def move(canvas, at: QPoint, button=Qt.MouseButton.NoButton, held=None) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(canvas.mapToGlobal(at)),
        Qt.MouseButton.NoButton, button, held or Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def wheel(canvas, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(canvas.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
