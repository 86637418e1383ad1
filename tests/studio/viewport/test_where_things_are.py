"""Staging, plan, corners, grid and camera writing, without a window."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.edits import add_figure, set_keyframe, set_node
from compose.evaluation import evaluate
from shotwright import UsageError
from studio.session import Session
from studio.viewport.camera_writing import camera_to_view
from studio.viewport.corners import NAMES, in_corners, nearest_corner
from studio.viewport.free_camera import FreeCamera
from studio.viewport.frustum import frustum_corners
from studio.viewport.ground_grid import grid_lines, grid_step
from studio.viewport.motion_paths import motion_paths
from studio.viewport.plan import node_under, paper_for, plan_of
from studio.viewport.projection import Projection
from studio.viewport.staging import staging_of


@pytest.fixture
def staged(stage):
    shot = stage.shots[0]
    snapshot = evaluate(stage, shot, 0.0)
    return staging_of(stage, stage.scenes[0].id, shot.id, 0.0, snapshot)


def test_bounds_hold_every_vertex_and_touch_the_outermost(stage, staged) -> None:
    snapshot = evaluate(stage, stage.shots[0], 0.0)
    for row, surface in enumerate(snapshot.surfaces):
        if surface.node == "nod_box":
            matrix = snapshot.world[row]
            points = surface.mesh.positions @ matrix[:3, :3].T + matrix[:3, 3]
            assert staged.bounds["nod_box"] == pytest.approx(
                np.stack([points.min(axis=0), points.max(axis=0)]), abs=1e-5
            )


def test_a_group_is_as_large_as_what_hangs_on_it(staged) -> None:
    ball = np.array([[1.5, 0.0, -0.5], [2.5, 1.0, 0.5]])
    assert staged.around(["nod_group"]) == pytest.approx(ball, abs=1e-3)
    both = staged.around(["nod_group", "nod_cam"])
    assert both[1] == pytest.approx([2.5, 1.2, 10.0], abs=1e-3)
    assert staged.with_children(["nod_group"]) == {"nod_group", "nod_ball"}
    assert staged.around([]) is None


def test_every_camera_has_the_lens_that_a_shot_through_it_has(stage, staged) -> None:
    own = evaluate(stage, stage.shots[0], 0.0).camera
    found = staged.cameras["nod_cam"]
    assert found.world == pytest.approx(own.world)
    assert (found.focal_length_mm, found.gate_mm) == (own.focal_length_mm, own.gate_mm)


def test_the_gate_at_the_focus_plane_fills_the_picture(staged) -> None:
    camera = staged.cameras["nod_cam"]
    raster = camera.raster((1850, 1000), 1)
    places, depth = Projection(camera, raster).to_screen(frustum_corners(camera, 5.0))
    w, h = raster.size
    assert places == pytest.approx(np.array([[0, 0], [w, 0], [w, h], [0, h]]), abs=1.0)
    assert depth == pytest.approx(5.0)


def test_a_motion_path_goes_through_its_keys(stage) -> None:
    scene, shot = stage.scenes[0].id, stage.shots[0].id
    for frame, value in ((0, 0.0), (24, 3.0), (40, -1.0)):
        stage = set_keyframe(stage, channel="translation.x", frame=frame, value=value,
                             node="nod_group", scene=scene)  # fmt: skip
    (path, hung) = motion_paths(stage, scene, shot, ["nod_group", "nod_ball", "nod_box"])
    assert path.node == "nod_group"
    assert path.key_frames == (0.0, 24.0, 40.0)
    assert path.keys[:, 0] == pytest.approx([0.0, 3.0, -1.0])
    assert hung.node == "nod_ball"
    assert hung.places[:, 0] == pytest.approx(path.places[:, 0] + 2.0)


def test_the_plan_shows_what_stands_and_finds_it_again(stage, staged) -> None:
    plan = plan_of(stage.scenes[0], staged)
    paper = paper_for(plan, 200.0, 130.0)
    assert {shape[0] for shape in plan.boxes} == {"nod_box", "nod_ball", "nod_post"}
    assert node_under(plan, paper, *paper.place(2.1, 0.1)) == "nod_ball"
    assert node_under(plan, paper, *paper.place(0.0, 10.0)) == "nod_cam"
    assert node_under(plan, paper, *paper.place(-4.0, 4.0)) is None
    for _, x, z, _ in plan.cameras:
        assert (np.array(paper.place(x, z)) > 0.0).all()
        assert (np.array(paper.place(x, z)) < (200.0, 130.0)).all()


def test_the_plan_shows_the_furniture_about_people_but_not_the_street_beyond(stage) -> None:
    scene = stage.scenes[0].id
    project = add_figure(stage, scene, "Ada", node_id="nod_ada")
    project = set_node(project, scene, "nod_box", translation=(-1.5, 0.0, 2.5))
    project = set_node(project, scene, "nod_group", translation=(90.0, 0.0, 0.0))
    for camera in ("nod_cam", "nod_side"):
        project = set_node(project, scene, camera, visible=False)
    snapshot = evaluate(project, project.shots[0], 0.0)
    plan = plan_of(
        project.scenes[0], staging_of(project, scene, project.shots[0].id, 0.0, snapshot)
    )
    paper = paper_for(plan, 200.0, 130.0)
    for x, z in ((0.0, 0.0), (-1.5, 2.5)):
        across, down = paper.place(x, z)
        assert 0.0 < across < 200.0
        assert 0.0 < down < 130.0
    assert paper.place(90.0, 0.0)[0] > 200.0


@given(st.floats(0.2, 5.0), st.floats(0.0, 200.0), st.floats(0.0, 130.0))
def test_zooming_the_plan_keeps_the_point_under_the_pointer(factor, across, down) -> None:
    from studio.viewport.plan import Paper

    paper = Paper(x=1.0, z=-2.0, metres_per_pixel=0.1, width=200.0, height=130.0)
    before = paper.point(across, down)
    assert paper.zoomed(factor, across, down).point(across, down) == pytest.approx(before)


def test_panels_of_one_corner_do_not_cover_each_other() -> None:
    for corner in NAMES:
        panels = {"a": ((300, 150), corner), "b": ((200, 120), corner)}
        places = in_corners((900, 600), panels)
        (ax, ay), (bx, by) = places["a"], places["b"]
        assert ay + 150 <= by or by + 120 <= ay
        for (x, y), (wide, high) in (((ax, ay), (300, 150)), ((bx, by), (200, 120))):
            assert 0 <= x <= 900 - wide
            assert 0 <= y <= 600 - high
            assert nearest_corner((900, 600), x + wide / 2, y + high / 2) == corner


@given(st.integers(100, 900))
def test_a_panel_that_has_no_room_is_left_out_and_none_is_cut(high) -> None:
    panels = {"inset": ((304, 150), "top-right"), "plan": ((204, 156), "bottom-right")}
    places = in_corners((900, high), panels)
    spans = sorted((y, y + panels[name][0][1]) for name, (_, y) in places.items())
    assert all(top >= 0 and bottom <= high for top, bottom in spans)
    assert all(below[0] >= above[1] for above, below in pairwise(spans))
    assert len(places) == (2 if high >= 150 + 156 + 32 else 1 if high >= 150 + 24 else 0)


@given(st.floats(1e-4, 10.0))
def test_grid_lines_are_some_pixels_apart_and_a_power_of_ten(metres) -> None:
    step = grid_step(metres)
    assert step / metres * (1 + 1e-9) >= 9.0
    assert step / metres < 91.0
    assert np.log10(step) == pytest.approx(round(np.log10(step)))


@pytest.mark.parametrize(("side", "flat"), [("top", 1), ("front", 2), ("right", 0)])
def test_a_side_has_its_grid_upright(side, flat) -> None:
    state = FreeCamera().seen_from(side).state(1.5)
    lines = grid_lines(Projection(state, state.raster((600, 400), 1)))
    assert (lines.starts[:, flat] == 0.0).all()
    assert (lines.ends[:, flat] == 0.0).all()
    assert set(lines.axis) == {-1, *range(3)} - {flat}


# -- the shot camera goes where the view is


@pytest.mark.parametrize("parent", [None, "nod_group"])
def test_a_camera_written_to_a_view_sees_what_the_view_saw(stage, parent) -> None:
    scene = stage.scenes[0].id
    stage = set_node(stage, scene, "nod_group", rotation_deg=(0.0, 40.0, 0.0),
                        translation=(1.0, 0.5, -2.0), scale=(2.0, 2.0, 2.0))  # fmt: skip
    if parent:
        from compose.edits.hierarchy import reparent

        stage = reparent(stage, scene, "nod_cam", parent)
    session = Session(stage)
    snapshot = evaluate(stage, stage.shots[0], 0.0)
    staging = staging_of(stage, scene, None, 0.0, snapshot)
    view = FreeCamera(pivot=(1.0, 0.7, 0.2), yaw=2.8, pitch=0.3, distance=6.0)
    values = camera_to_view(session, staging, session.scene.node("nod_cam"), view)
    session.do("Camera to view", session.writing(values))
    seen = evaluate(session.project, session.shot, 0.0).camera.world
    assert seen == pytest.approx(view.state(1.85).world, abs=1e-5)


def test_angles_go_the_short_way_from_where_they_are(stage) -> None:
    scene = stage.scenes[0].id
    stage = set_node(stage, scene, "nod_cam", rotation_deg=(0.0, 725.0, 0.0))
    session = Session(stage)
    staging = staging_of(stage, scene, None, 0.0, None)
    view = FreeCamera(yaw=np.radians(-10.0), pitch=0.0)
    values = {
        channel: value
        for _, channel, value in camera_to_view(
            session, staging, session.scene.node("nod_cam"), view
        )
    }
    assert values["rotation_deg.y"] == pytest.approx(710.0)


def test_a_camera_on_a_joint_is_not_flown(stage) -> None:
    from compose.node import Parent

    session = Session(stage)
    staging = staging_of(stage, stage.scenes[0].id, None, 0.0, None)
    node = session.scene.node("nod_cam").replace(parent=Parent(node="nod_group", joint="head"))
    with pytest.raises(UsageError, match="joint 'head'"):
        camera_to_view(session, staging, node, FreeCamera())
