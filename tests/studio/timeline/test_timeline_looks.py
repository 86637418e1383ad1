"""Pictures of the timeline, to be looked at, and what can be told from their pixels."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from compose.curve import Curve, Keyframe
from compose.edits import add_node, add_scene, new_project
from compose.edits.parts import with_scene
from compose.track import Track
from studio.commands import Commands
from studio.storyboard import Storyboard
from studio.theme import Theme
from studio.timeline import Timeline
from studio.timeline.keys import KeySelection
from tests.builders.timed_scene import BOX, FIGURE, SECOND, timed_project
from tests.studio.conftest import SCREENSHOTS, wait_for


def bottom(desk) -> tuple[QWidget, Storyboard, Timeline]:
    """Return storyboard over timeline, as the compose page has them."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    board, timeline = Storyboard(desk), Timeline(desk)
    column.addWidget(board)
    column.addWidget(timeline, 1)
    return box, board, timeline


def test_the_dopesheet_of_the_product_film(open_desk, shoot, qtbot) -> None:
    desk = open_desk("product")
    box, board, _ = bottom(desk)
    desk.session.step_shot(1)
    desk.session.set_frame(96)
    desk.session.set_recording(True)
    desk.session.select([desk.session.shot.camera])
    box.show()
    ids = desk.session.project.sequence
    wait_for(qtbot, lambda: all(board.strip.thumbnails.image(i) is not None for i in ids), 60)
    assert shoot(box, "timeline-dopesheet", (1600, 304)).is_file()


def test_overrides_poses_cycles_and_selected_keys(open_desk, shoot) -> None:
    desk = open_desk(timed_project())
    timeline = Timeline(desk)
    desk.session.look_at_shot(SECOND)
    desk.session.select([FIGURE])
    desk.session.select([BOX], add=True)
    row = next(row for row in timeline.sheet.rows if row.detail == "Rotation Y")
    timeline.sheet.select(row.keys_at(36.0))
    path = shoot(timeline, "timeline-overrides", (1200, 300))
    image = QPixmap(str(path)).toImage()
    gel, tungsten = desk.theme.color("gel"), desk.theme.color("tungsten")
    found = {image.pixelColor(x, y).rgb() for x in range(224, 1180) for y in range(70, 300, 1)}
    assert gel.rgb() in found
    assert tungsten.rgb() in found


def test_curves_in_the_light_theme(open_desk, shoot, qapp, theme) -> None:
    desk = open_desk("dialogue")
    light = Theme("light")
    desk = replace(desk, theme=light, commands=Commands(light))
    light.apply(qapp)
    try:
        timeline = Timeline(desk)
        timeline.show_curves(True)
        desk.session.look_at_shot(desk.session.project.sequence[-1], frame=186)
        line = timeline.curves.model.shown[0]
        timeline.curves.model.activate(line.ref)
        timeline.resize(1600, 400)
        timeline.show()
        shot = desk.session.shot
        timeline.axis.set_scale(type(timeline.axis.scale).fitting(shot.start, shot.end, 1376))
        timeline.fit()
        timeline.sheet.select(KeySelection.of([(line.ref, line.curve.keys[2].frame)]))
        assert shoot(timeline, "timeline-curves-light", (1600, 400)).is_file()
    finally:
        theme.apply(qapp)


def test_the_timeline_at_twice_the_scale_has_twice_the_detail(open_desk, qtbot) -> None:
    timeline = Timeline(open_desk(timed_project()))
    qtbot.addWidget(timeline)
    timeline.resize(900, 220)
    timeline.show()
    qtbot.wait(30)
    pixmap = QPixmap(1800, 440)
    pixmap.setDevicePixelRatio(2.0)
    timeline.render(pixmap)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    assert pixmap.save(str(SCREENSHOTS / "timeline-200-percent.png"))
    once = timeline.grab().toImage().scaled(1800, 440)
    twice = pixmap.toImage()
    differing = sum(
        once.pixelColor(x, y) != twice.pixelColor(x, y)
        for x in range(0, 1800, 7)
        for y in range(0, 440, 7)
    )
    assert differing > 100


def test_an_empty_timeline_says_what_to_do(open_desk, shoot) -> None:
    timeline = Timeline(open_desk(add_scene(new_project("Empty"), "Stage")))
    assert shoot(timeline, "timeline-empty", (1000, 220)).is_file()


@pytest.fixture
def crowd():
    """Return 2,000 tracks of 100 keys."""
    project = add_scene(new_project("Many"), "Crowd", scene_id="scn_crowd")
    keys = [
        tuple(Keyframe(frame=float(7 * f + n), value=1.0) for f in range(100)) for n in range(7)
    ]
    tracks = []
    for number in range(500):
        node = f"nod_{number:04d}"
        project = add_node(project, "scn_crowd", f"Extra {number}", node_id=node)
        for channel in ("translation.x", "translation.y", "translation.z", "rotation_deg.y"):
            curve = Curve(keys=keys[number % 7])
            tracks.append(Track(node=node, channel=channel, curve=curve))
    scene = project.scene("scn_crowd").replace(tracks=tuple(tracks))
    return with_scene(project, scene)


def test_two_thousand_tracks_scroll_and_zoom_smoothly(open_desk, qtbot, crowd) -> None:
    timeline = Timeline(open_desk(crowd))
    qtbot.addWidget(timeline)
    timeline.resize(1600, 400)
    timeline.show()
    qtbot.wait(50)
    sheet = timeline.dopesheet
    took = []
    for step in range(12):
        sheet.verticalScrollBar().setValue(step * 400)
        timeline.axis.set_scale(timeline.axis.scale.zoomed(500, 1.1))
        began = time.process_time()
        sheet.viewport().repaint()
        took.append(time.process_time() - began)
    assert sorted(took)[6] < 0.033


def test_no_timer_runs_when_nothing_happens(open_desk, qtbot) -> None:
    timeline = Timeline(open_desk(timed_project()))
    qtbot.addWidget(timeline)
    timeline.show()
    qtbot.wait(50)
    assert not any(timer.isActive() for timer in timeline.findChildren(QTimer))


def test_a_timeline_that_is_gone_listens_no_longer(open_desk, qtbot) -> None:
    desk = open_desk(timed_project())
    before = len(desk.session.project_changed._listeners)
    timeline = Timeline(desk)
    assert len(desk.session.project_changed._listeners) > before
    timeline.deleteLater()
    wait_for(qtbot, lambda: len(desk.session.project_changed._listeners) == before, 3)
    desk.session.set_frame(3)


def test_the_animatic_button_plays_the_film_and_says_how_to_stop_it(open_desk, qtbot) -> None:
    box, board, timeline = bottom(open_desk(timed_project()))
    qtbot.addWidget(box)
    assert board._animatic.text() == "Animatic"
    board._animatic.click()
    assert timeline.player.plays_animatic
    assert board._animatic.text() == "Stop"
    board._animatic.click()
    assert not timeline.player.playing
    assert board._animatic.text() == "Animatic"
