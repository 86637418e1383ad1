"""The pass ``pose``: OpenPose's points where the camera sees them, and only those it sees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from compose.figures.skeleton import OPENPOSE, POINTS
from compose.geometry.shapes import make_shape
from compose.snapshot import FigureState, Snapshot
from tests.builders.snapshots import Thing, camera, place, snapshot
from visualize.render import Renderer, RenderOptions
from visualize.render.people import openpose_json
from visualize.render.pictures.pose import COLORS, LIMBS

SIZE = (640, 360)

# The COCO model's 18 body points as OpenPose documents them, a person 1.7 m tall facing +Z.
STANDING = {
    "nose": (0.0, 1.56, 0.11), "neck": (0.0, 1.42, 0.0),
    "right_shoulder": (-0.18, 1.41, 0.0), "right_elbow": (-0.24, 1.13, 0.0),
    "right_wrist": (-0.26, 0.88, 0.05), "left_shoulder": (0.18, 1.41, 0.0),
    "left_elbow": (0.24, 1.13, 0.0), "left_wrist": (0.26, 0.88, 0.05),
    "right_hip": (-0.09, 0.9, 0.0), "right_knee": (-0.1, 0.48, 0.0),
    "right_ankle": (-0.1, 0.08, -0.02), "left_hip": (0.09, 0.9, 0.0),
    "left_knee": (0.1, 0.48, 0.0), "left_ankle": (0.1, 0.08, -0.02),
    "right_eye": (-0.03, 1.6, 0.09), "left_eye": (0.03, 1.6, 0.09),
    "right_ear": (-0.08, 1.58, 0.0), "left_ear": (0.08, 1.58, 0.0),
}  # fmt: skip
ORDER = [
    "nose", "neck", "right_shoulder", "right_elbow", "right_wrist", "left_shoulder",
    "left_elbow", "left_wrist", "right_hip", "right_knee", "right_ankle", "left_hip",
    "left_knee", "left_ankle", "right_eye", "left_eye", "right_ear", "left_ear",
]  # fmt: skip


def standing(node: str = "anna", at: tuple[float, float, float] = (0.0, 0.0, -4.0)) -> FigureState:
    points = np.zeros((len(POINTS), 3))
    for name, where in STANDING.items():
        points[POINTS.index(name)] = where
    return FigureState(node=node, name=node, points=points + at, facing=(0.0, 0.0, 1.0))


def body(node: str = "anna", z: float = -4.0) -> Thing:
    """A pillar that stands for the figure's own surface, before and behind its joints."""
    mesh = make_shape("box", {"width": 0.7, "height": 1.8, "depth": 0.4})
    return Thing(mesh=mesh, world=place(0.0, 0.0, z), node=node)


def scene(*things: Thing, figures: tuple[FigureState, ...] = (), eye: float = 1.0) -> Snapshot:
    return snapshot(things, camera((0.0, eye, 0.0)), figures=figures)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


def in_pixels(point: tuple[float, float, float], eye: float = 1.0) -> tuple[float, float]:
    """A 36 mm wide gate behind a 35 mm lens at (0, eye, 0), looking down −Z, 640 pixels wide."""
    x, y, z = point
    focal = 640.0 * 35.0 / 36.0
    return 320.0 + focal * x / -z, 180.0 - focal * (y - eye) / -z


def test_the_points_are_openposes_in_its_order() -> None:
    assert list(OPENPOSE) == ORDER


def test_keypoints_are_where_the_pinhole_puts_the_joints(renderer: Renderer) -> None:
    frame = renderer.render(scene(body(), figures=(standing(),)), ("pose",), SIZE)
    content = json.loads(json.dumps(openpose_json(frame.people, frame.raster, hidden=False)))
    flat = content["people"][0]["pose_keypoints_2d"]
    assert len(flat) == 54
    for row, name in enumerate(ORDER):
        x, y, z = STANDING[name]
        expected = in_pixels((x, y, z - 4.0))
        assert flat[3 * row : 3 * row + 2] == pytest.approx(
            [expected[0] - 0.5, expected[1] - 0.5], abs=2e-3
        )
        assert flat[3 * row + 2] == 1.0


def test_each_point_has_its_own_colour_and_each_limb_a_darker_one(renderer: Renderer) -> None:
    frame = renderer.render(scene(figures=(standing(at=(0.0, 0.0, -3.6)),)), ("pose",), (1280, 720))
    person, picture = frame.people[0], frame["pose"]
    assert picture.dtype == np.uint8
    assert picture.shape == (720, 1280, 3)
    for row in (2, 3, 4, 9, 13):  # apart from all other points
        x, y = person.points[row].astype(int)
        assert tuple(picture[y, x]) == COLORS[row]
    for row, (a, b) in enumerate(LIMBS[:12]):
        x, y = ((person.points[a] + person.points[b]) / 2.0).astype(int)
        if row not in (6, 9):  # neck to hip: the two cross nothing else at their middle
            assert np.abs(picture[y, x] - np.array(COLORS[row]) * 0.6).max() <= 1.0


def test_what_no_limb_touches_is_black(renderer: Renderer) -> None:
    frame = renderer.render(scene(figures=(standing(),)), ("pose",), SIZE)
    points = frame.people[0].points
    low, high = points.min(0) - 6.0, points.max(0) + 6.0
    picture = frame["pose"].copy()
    picture[int(low[1]) : int(high[1]), int(low[0]) : int(high[0])] = 0
    assert not picture.any()


def test_joints_behind_another_thing_are_left_out_and_shown_on_request(renderer: Renderer) -> None:
    wall = Thing(
        mesh=make_shape("box", {"width": 3.0, "height": 0.7, "depth": 0.1}),
        world=place(0.0, 0.0, -3.0),
        node="wall",
    )
    seen = scene(body(), wall, figures=(standing(),))
    frame = renderer.render(seen, ("pose",), SIZE)
    # From 1 m up, the wall's top edge (0.7 m at 2.95 m away) hides what lies below this line.
    slope = (0.7 - 1.0) / 2.95
    below = [y < 1.0 + slope * (4.0 - z) for _, y, z in (STANDING[name] for name in ORDER)]
    assert frame.people[0].hidden.tolist() == below
    assert 4 <= sum(below) < 18
    flat = openpose_json(frame.people, frame.raster, hidden=False)["people"][0]
    confidence = flat["pose_keypoints_2d"][2::3]
    assert [value == 0.0 for value in confidence] == below
    shown = renderer.render(seen, ("pose",), SIZE, options=RenderOptions(hidden_joints=True))
    x, y = shown.people[0].points[ORDER.index("right_ankle")].astype(int)
    assert frame["pose"][y, x].max() == 0
    assert shown["pose"][y, x].max() > 200


def test_a_figures_own_body_hides_none_of_its_joints(renderer: Renderer) -> None:
    frame = renderer.render(scene(body(), figures=(standing(),)), ("pose",), SIZE)
    assert not frame.people[0].hidden.any()


def test_nearer_figures_are_drawn_over_farther_ones(renderer: Renderer) -> None:
    near, far = standing("near", (0.0, 0.0, -3.0)), standing("far", (0.0, 0.0, -6.0))
    frame = renderer.render(scene(figures=(near, far)), ("pose",), SIZE)
    assert [person.node for person in frame.people] == ["far", "near"]
    again = renderer.render(scene(figures=(far, near)), ("pose",), SIZE)
    assert np.array_equal(frame["pose"], again["pose"])


def test_figures_out_of_the_picture_or_switched_off_are_nobody(renderer: Renderer) -> None:
    behind = standing("behind", (0.0, 0.0, 5.0))
    aside = standing("aside", (40.0, 0.0, -4.0))
    off = replace(standing("off"), visible=False)
    frame = renderer.render(scene(figures=(behind, aside, off)), ("pose", "depth"), SIZE)
    assert frame.people == ()
    assert not frame["pose"].any()
    assert set(frame) == {"pose", "depth"}


def test_lines_keep_their_share_of_the_picture(renderer: Renderer) -> None:
    share = []
    for size in ((640, 360), (1280, 720), (2560, 1440)):
        frame = renderer.render(scene(figures=(standing(),)), ("pose",), size)
        share.append(float((frame["pose"].max(axis=2) > 64).mean()))
    assert share[1] == pytest.approx(share[0], rel=0.06)
    assert share[2] == pytest.approx(share[1], rel=0.04)
