"""Anchors: a point of a thing has one place for the whole clip, however the thing moves."""

from __future__ import annotations

import numpy as np
import pytest

from compose.edits import add_node, set_keyframe
from compose.evaluation import evaluate
from compose.payload import CameraPayload, Primitive
from compose.project import Project
from tests.builders.small_project import small_project
from visualize.local.anchors import Anchors
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu
SIZE = (160, 90)
PASSES = ("depth", "normal", "id", "position")


@pytest.fixture(scope="module")
def project() -> Project:
    """A chair that slides and turns, on a floor that stays, under a camera that travels."""
    project = small_project()
    project = add_node(
        project, "Room", "Floor", translation=(0.0, -1.0, -2.0), scale=(20.0, 0.1, 20.0),
        payload=Primitive(kind="primitive", shape="box"),
    )  # fmt: skip
    for frame, turn, eye in ((0, 0.0, 0.0), (24, 70.0, 1.2)):
        for node, channel, value in (
            ("Chair", "rotation_deg.y", turn),
            ("Camera", "translation.x", eye),
        ):
            project = set_keyframe(
                project, scene="Room", node=node, channel=channel, frame=frame, value=value
            )
    return project


def test_points_of_a_moving_thing_are_taken_back_to_where_they_were(
    renderer: Renderer, project: Project
) -> None:
    shot = project.shot("wide")
    first, now = evaluate(project, shot, 0), evaluate(project, shot, 17)
    anchors = Anchors(first)
    frame = renderer.render(now, PASSES, SIZE)
    place = anchors.surface(frame, now).place
    for row, surface in enumerate(now.surfaces):
        here = frame["id"] == surface.pass_id
        if surface.name == "Cushion":  # it lies inside the chair
            continue
        assert here.sum() > 20, surface.name
        back = first.world[row] @ np.linalg.inv(now.world[row])
        expected = frame["position"][here] @ back[:3, :3].T + back[:3, 3]
        assert place[here] == pytest.approx(expected, abs=2e-4), surface.name


def test_the_axis_is_the_one_that_the_surface_faces_where_it_was(
    renderer: Renderer, project: Project
) -> None:
    shot = project.shot("wide")
    first, now = evaluate(project, shot, 0), evaluate(project, shot, 17)
    frame = renderer.render(now, PASSES, SIZE)
    surface = Anchors(first).surface(frame, now)
    for row, thing in enumerate(now.surfaces):
        here = frame["id"] == thing.pass_id
        back = first.world[row] @ np.linalg.inv(now.world[row])
        facing = frame["normal"][here] @ (back[:3, :3] @ now.camera.world[:3, :3]).T
        clear = np.diff(np.sort(np.abs(facing), axis=1), axis=1)[:, 1] > 0.01
        assert np.array_equal(surface.axis[here][clear], np.abs(facing).argmax(axis=1)[clear])


def test_a_pixel_of_a_wall_seen_head_on_covers_depth_over_focal(
    renderer: Renderer, project: Project
) -> None:
    shot = project.shot("wide")
    now = evaluate(project, shot, 0)
    frame = renderer.render(now, PASSES, SIZE)
    surface = Anchors(now).surface(frame, now)
    front = (frame["normal"][..., 2] > 0.999) & np.isfinite(frame["depth"])
    assert front.sum() > 50
    side = np.linalg.norm(np.diff(frame["position"], axis=1), axis=-1)
    both = front[:, 1:] & front[:, :-1] & (frame["id"][:, 1:] == frame["id"][:, :-1])
    assert surface.footprint[:, 1:][both] == pytest.approx(side[both], rel=0.02)


def test_the_sky_stays_when_the_camera_only_travels(renderer: Renderer) -> None:
    project = small_project()
    shot = project.shot("wide")
    first = evaluate(project, shot, 0)
    project = set_keyframe(project, scene="Room", node="Camera", channel="translation.x",
                           frame=0, value=40.0)  # fmt: skip
    later = evaluate(project, shot, 0)
    anchors = Anchors(first)
    places = []
    for seen in (first, later):
        frame = renderer.render(seen, PASSES, SIZE)
        places.append(anchors.surface(frame, seen).place[:5])
        assert np.isinf(frame["depth"][:5]).all()
    assert places[0] == pytest.approx(places[1], abs=1e-3)
    assert isinstance(next(n for n in project.scene("Room").nodes if n.name == "Camera").payload,
                      CameraPayload)  # fmt: skip
