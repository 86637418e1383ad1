"""Shot windows: lanes, drags, and cycles of figures dragged in the same way."""

from __future__ import annotations

from compose.edits import set_shot
from studio.timeline.plays import drag_play
from studio.timeline.scale import TimeScale
from studio.timeline.windows import drag_window, window_at, windows_of
from tests.builders.timed_scene import BOX, FIGURE, FIRST, SCENE, SECOND, timed_project


def own_frames(project) -> list[float]:
    (track,) = project.shot(SECOND).tracks
    assert track.node == BOX
    return [key.frame for key in track.curve.keys]


def walk(project) -> tuple[float, float | None]:
    cycle = project.scene(SCENE).node(FIGURE).payload.performance.cycles[0]
    return cycle.start, cycle.end


def test_shots_that_follow_share_a_lane_and_coverage_gets_its_own() -> None:
    project = timed_project()
    assert [window.lane for window in windows_of(project, SCENE)] == [0, 0]
    covered = set_shot(project, SECOND, start=40)
    assert [window.lane for window in windows_of(covered, SCENE)] == [0, 1]


def test_a_window_moves_with_the_shots_own_keys_or_without() -> None:
    moved = drag_window(timed_project(), SECOND, "body", 10)
    assert (moved.shot(SECOND).start, moved.shot(SECOND).end) == (58, 106)
    assert own_frames(moved) == [58.0, 100.0]
    alone = drag_window(timed_project(), SECOND, "body", 10, move_tracks=False)
    assert own_frames(alone) == [48.0, 90.0]


def test_an_end_moves_alone_and_leaves_a_frame() -> None:
    trimmed = drag_window(timed_project(), FIRST, "start", 500)
    assert (trimmed.shot(FIRST).start, trimmed.shot(FIRST).end) == (47, 48)
    trimmed = drag_window(timed_project(), FIRST, "end", -500)
    assert (trimmed.shot(FIRST).start, trimmed.shot(FIRST).end) == (0, 1)


def test_a_shared_border_belongs_to_the_shot_that_is_drawn_last() -> None:
    windows, scale = windows_of(timed_project(), SCENE), TimeScale(0.0, 4.0)
    window, edge = window_at(windows, scale, scale.x(48), 0)
    assert (window.shot.id, edge) == (SECOND, "start")
    assert window_at(windows, scale, scale.x(48), 1) is None


def test_a_cycle_moves_whole_or_by_an_end() -> None:
    project = timed_project()
    assert walk(drag_play(project, SCENE, FIGURE, 0, "body", -10)) == (30.0, 70.0)
    assert walk(drag_play(project, SCENE, FIGURE, 0, "end", 5)) == (40.0, 85.0)
    assert walk(drag_play(project, SCENE, FIGURE, 0, "start", 100)) == (79.0, 80.0)
