"""Where keys lie and what is visible, for few rows and for very many."""

from __future__ import annotations

import time

import numpy as np

from compose.curve import Curve, Keyframe
from compose.edits import add_node, add_scene, new_project
from compose.edits.parts import with_scene
from compose.track import Track
from studio.timeline.layout import ROW_PX, Grid, edge_at
from studio.timeline.rows import rows_of
from studio.timeline.scale import TimeScale
from tests.builders.timed_scene import BOX, SCENE, timed_project


def grid_and_rows():
    project = timed_project()
    rows = rows_of(project.scene(SCENE), None, open_rows={f"node/{BOX}"})
    return Grid(TimeScale(0.0, 4.0)), rows


def test_a_key_is_found_where_it_is_painted_and_not_beside_it() -> None:
    grid, rows = grid_and_rows()
    for number, row in enumerate(rows):
        for frame in row.frames.tolist():
            x, y = grid.scale.x(frame), grid.y(number) + ROW_PX / 2
            assert grid.key_at(rows, x + 2, y) == (row, frame)
            assert grid.key_at(rows, x + 20, y) is None or frame + 5 in row.frames


def test_a_box_takes_the_keys_inside_it() -> None:
    grid, rows = grid_and_rows()
    number = next(n for n, row in enumerate(rows) if row.detail == "Position")
    middle = grid.y(number) + ROW_PX / 2
    found = grid.keys_in(rows, grid.scale.x(20), middle - 3, grid.scale.x(50), middle + 3)
    assert {(ref.channel, frame) for ref, frame in found} == {
        ("translation.x", 24.0), ("translation.x", 48.0), ("translation.y", 24.0),
    }  # fmt: skip


def test_a_scrolled_grid_shows_the_rows_under_the_strip() -> None:
    grid = Grid(TimeScale(), top=1000 * ROW_PX + 5)
    assert list(grid.visible(0, 59, 2000)) == [1000, 1001, 1002, 1003]
    assert list(grid.visible(0, 59, 1002)) == [1000, 1001]


def test_edges_are_found_before_the_body_and_leave_short_things_a_middle() -> None:
    scale = TimeScale(0.0, 1.0)
    assert edge_at(scale, 10, 100, 12) == "start"
    assert edge_at(scale, 10, 100, 98) == "end"
    assert edge_at(scale, 10, 100, 50) == "body"
    assert edge_at(scale, 10, 13, 11.5) == "body"
    assert edge_at(scale, 10, None, 5000) == "body"
    assert edge_at(scale, 10, 100, 120) is None


def test_two_thousand_tracks_are_rows_in_less_than_a_picture_takes() -> None:
    project = add_scene(new_project("Many"), "Crowd", scene_id="scn_crowd")
    curve = Curve(keys=tuple(Keyframe(frame=float(f), value=1.0) for f in range(100)))
    tracks = []
    for number in range(500):
        node = f"nod_{number:04d}"
        project = add_node(project, "scn_crowd", f"Extra {number}", node_id=node)
        channels = ("translation.x", "translation.y", "translation.z", "rotation_deg.y")
        tracks += [Track(node=node, channel=channel, curve=curve) for channel in channels]
    scene = project.scene("scn_crowd").replace(tracks=tuple(tracks))
    scene = with_scene(project, scene).scene("scn_crowd")
    rows = rows_of(scene, None)
    times = []
    for _ in range(5):
        began = time.process_time()
        rows = rows_of(scene, None)
        times.append(time.process_time() - began)
    assert len(rows) == 500
    assert np.median(times) < 0.1
    grid = Grid(TimeScale(0.0, 5.0), top=4000)
    began = time.process_time()
    for number in grid.visible(0, 300, len(rows)):
        grid.shown_frames(rows[number], 0, 1200)
    assert time.process_time() - began < 0.02
