"""A small stage that draws in no time: a box, a ball in a group, a post, two cameras and a lamp."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from compose.edits import add_node, add_scene, add_shot, new_project
from compose.payload import CameraPayload, LightPayload, Primitive
from compose.project import Project
from studio.desk import Desk
from studio.viewport import Viewport
from tests.studio.conftest import wait_for


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
