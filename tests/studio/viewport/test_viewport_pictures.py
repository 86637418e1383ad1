"""The viewport on a real display: pictures of its states, to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from compose.edits import new_project
from studio.commands import Commands
from studio.session import Layer
from studio.theme import Theme
from studio.viewport import Viewport
from studio.viewport.free_camera import FreeCamera
from tests.studio.conftest import wait_for
from tests.studio.legibility import assert_legible
from tests.studio.viewport.conftest import settle

SIZE = (1020, 620)
SMALL = (640, 400)


def test_the_street_seen_freely_with_a_camera_selected(qtbot, open_desk, shoot) -> None:
    desk = open_desk("street")
    scene = desk.session.scene
    shot = desk.session.project.in_sequence()[1]
    desk.session.look_at_shot(shot.id, frame=shot.start + 40)
    desk.session.select([scene.find("Camera 020 tracking").id])
    desk.session.set_recording(True, Layer.SHOT)
    viewport = Viewport(desk)
    viewport.sight.look_freely(
        FreeCamera(pivot=(-5.5, 0.8, 0.0), yaw=-0.8, pitch=0.36, distance=14.0)
    )
    shoot(viewport, "viewport-free", SIZE)
    wait_for(qtbot, lambda: viewport.canvas.settled, 60.0)
    wait_for(qtbot, lambda: viewport.floats.shot.is_drawn)
    shoot(viewport, "viewport-free", SIZE, settle_ms=400)
    assert viewport.floats.shot.isVisible()
    assert viewport.floats.recording.text == "Auto-key records into shot 020"


def test_a_figure_selected_in_the_dialogue(qtbot, open_viewport, shoot) -> None:
    desk, viewport = open_viewport("dialogue", SMALL)
    desk.session.select([desk.session.scene.find("Anna").id])
    viewport.commands.frame_selection()
    settle(qtbot, desk, viewport)
    shoot(viewport, "viewport-figure", SMALL, settle_ms=600)
    outlined = viewport.canvas.grab().toImage()
    desk.session.select(())
    settle(qtbot, desk, viewport)
    qtbot.waitUntil(lambda: viewport.canvas.grab().toImage() != outlined)


def test_guides_over_the_product(qtbot, open_viewport, shoot) -> None:
    desk, viewport = open_viewport("product", SMALL)
    settle(qtbot, desk, viewport)
    for name in ("safe_areas", "thirds", "horizon"):
        before = viewport.canvas.grab().toImage()
        viewport.overlays.switch(name, True)
        settle(qtbot, desk, viewport)
        assert viewport.canvas.grab().toImage() != before, name
    shoot(viewport, "viewport-guides", SMALL, settle_ms=300)


def test_an_empty_project_says_what_to_do(qtbot, open_desk, shoot) -> None:
    desk = open_desk(new_project("Film", rate="24"))
    viewport = Viewport(desk)
    shoot(viewport, "viewport-empty", SIZE, settle_ms=600)
    assert "Nothing here yet" in viewport.floats.empty.state.text
    assert viewport.floats.empty.isVisible()
    viewport.floats.empty.state.buttons[0].click()
    assert not viewport.floats.empty.isVisible()
    settle(qtbot, desk, viewport)
    viewport.commands.frame_all()
    settle(qtbot, desk, viewport)
    shoot(viewport, "viewport-first-house", SIZE, settle_ms=200)


def test_what_lies_over_the_picture_can_be_read_in_the_light_theme(
    qtbot, open_desk, shoot, light: Theme
) -> None:
    desk = replace(open_desk("dialogue"), theme=light, commands=Commands(light))
    viewport = Viewport(desk)
    desk.session.select([desk.session.scene.find("Ben").id])
    desk.session.set_recording(True, Layer.SCENE)
    qtbot.addWidget(viewport)
    viewport.resize(*SMALL)
    viewport.show()
    settle(qtbot, desk, viewport)
    viewport.sight.look_freely(viewport.canvas.free_view().orbited(0.4, 0.2))
    settle(qtbot, desk, viewport)
    assert_legible(viewport, shoot(viewport, "viewport-light", SMALL, settle_ms=600))


@pytest.fixture
def light(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    """The light theme, applied for one test."""
    made = Theme("light")
    made.apply(qapp)
    yield made
    theme.apply(qapp)
