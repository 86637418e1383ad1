"""Film words put the camera where they say, and say what the camera shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from compose.edits import add_figure, add_node, add_scene, add_shot, new_project, reparent
from compose.evaluation import evaluate
from compose.framing.describe import describe
from compose.framing.words import Words
from compose.payload import CameraPayload
from compose.project import Project
from studio.desk import Desk
from studio.inspector import Inspector
from studio.inspector.aiming import aim_text, aimed
from studio.inspector.framing import framed, framing_edit, people_and_things, seen_by, without_aim
from studio.inspector.framing_part import FramingPart
from studio.session import Session


def _project(parent: bool = False) -> Project:
    project = add_scene(new_project("Film"), "Room")
    scene = project.scenes[0].id
    project = add_figure(project, scene, "Mara")
    project = add_node(
        project, scene, "Cam", payload=CameraPayload(kind="camera"), translation=(0.0, 1.0, 9.0)
    )
    if parent:
        project = add_node(
            project, scene, "Dolly", translation=(3.0, 0.5, -2.0), rotation_deg=(0.0, 70.0, 0.0)
        )
        project = reparent(project, scene, "Cam", "Dolly")
    return add_shot(project, scene, "Cam", name="One", start=0, end=24)


@pytest.mark.parametrize("parent", [False, True])
@pytest.mark.parametrize(
    ("size", "angle", "side"),
    [("medium", "eye", "front"), ("close-up", "low", "profile-left"), ("full", "high", "front")],
)
def test_the_camera_shows_what_the_words_say(
    parent: bool, size: str, angle: str, side: str
) -> None:
    session = Session(_project(parent))
    camera = session.scene.find("Cam").id
    words = Words(size=size, angle=angle, side=side)
    found = framed(session.project, session.place, camera, ["Mara"], words)
    assert session.do("Frame", framing_edit(session, camera, found))
    shown = describe(session.project, session.shot, 0.0)
    assert shown.subjects == ("Mara",)
    assert (shown.measured.size, shown.measured.angle, shown.measured.side) == (size, angle, side)


def test_an_aim_that_would_turn_it_away_is_removed_with_its_keys() -> None:
    session = Session(_project())
    scene, camera = session.scene, session.scene.find("Cam").id
    mara = scene.find("Mara").id
    session.do("Aim", lambda p: aimed(p, scene.id, camera, mara, "head"))
    assert aim_text(session.scene, session.scene.node(camera).payload) == "Mara · Head"
    session.do("Offset", session.writing([(camera, "camera.aim.offset.y", 0.3)]))
    session.set_recording(True)
    session.do("Key", session.writing([(camera, "camera.aim.offset.x", 0.2)]))
    assert session.scene.tracks
    session.do("Free", lambda p: without_aim(p, scene.id, camera))
    assert session.scene.tracks == ()
    assert session.scene.node(camera).payload.aim is None
    assert evaluate(session.project, session.shot, 0.0).camera is not None


def test_aiming_at_something_else_keeps_the_offset() -> None:
    session = Session(_project())
    scene, camera = session.scene, session.scene.find("Cam").id
    mara = scene.find("Mara").id
    session.do("Aim", lambda p: aimed(p, scene.id, camera, mara))
    session.do("Offset", session.writing([(camera, "camera.aim.offset.y", 1.5)]))
    session.do("Aim", lambda p: aimed(p, scene.id, camera, mara, "chest"))
    assert session.scene.node(camera).payload.aim.offset == (0.0, 1.5, 0.0)


def test_a_camera_without_a_shot_is_described_as_well() -> None:
    session = Session(_project())
    session.look_at_scene(session.scene.id)
    shown = seen_by(session.project, session.place, session.scene.find("Cam").id)
    assert shown.subjects == ("Mara",)


def test_people_come_before_things_and_crowds_are_neither() -> None:
    project = _project()
    people, things = people_and_things(project.scenes[0])
    assert [node.name for node in people] == ["Mara"]
    assert things == []


def test_words_are_chosen_on_screen_and_the_sentence_follows(
    open_desk: Callable[..., Desk], qtbot: QtBot, shoot: Callable[..., Path]
) -> None:
    desk = open_desk(_project())
    session = desk.session
    session.select([session.scene.find("Cam").id])
    inspector = Inspector(desk)
    shoot(inspector, "inspector-framing", (320, 900))
    part = inspector.findChild(FramingPart)
    qtbot.waitUntil(lambda: part.sentence.startswith("Wide shot of Mara"), timeout=20_000)
    assert part.subjects_field.said == "Mara"
    assert part.size_field.choice == "wide"
    part.size_field.chosen.emit("close-up")
    part.size_field.set_choice("close-up")
    part.size_field.chosen.emit("close-up")
    qtbot.waitUntil(lambda: session.undo_label is not None, timeout=20_000)
    assert session.undo_label == "Frame Mara, close-up"
    qtbot.waitUntil(lambda: part.sentence.startswith("Close-up of Mara"), timeout=20_000)
    shoot(inspector, "inspector-framed", (320, 900))
    session.undo()
    assert session.undo_label is None
    assert isinstance(part, QWidget)
