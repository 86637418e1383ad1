"""Local clips against what the renderer itself draws, and against the exact motion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from compose.edits import add_node, set_keyframe
from compose.evaluation import evaluate
from compose.payload import Primitive
from compose.project import Project
from compose.shot import Shot
from models.local.styles import STYLES, make_style
from models.request import FrameMapping
from tests.builders.small_project import small_project
from visualize.local.footage import Footage
from visualize.local.pictures import Moved, Styled, Tweened
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu
SIZE = (320, 180)
FRAMES = 24


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    return float(cv2.PSNR(one, other))


@pytest.fixture(scope="module")
def shot() -> tuple[Project, Shot]:
    """A wall with things before it, one of them sliding, under a camera that tracks."""
    project = small_project()
    for name, place, size, shape in (
        ("Wall", (0.0, 1.5, -5.0), (20.0, 8.0, 0.2), "box"),
        ("Floor", (0.0, 0.4, -2.0), (20.0, 0.1, 8.0), "box"),
        ("Ball", (-1.2, 1.2, -1.0), (1.0, 1.0, 1.0), "sphere"),
    ):
        project = add_node(
            project, "Room", name, translation=place, scale=size,
            payload=Primitive(kind="primitive", shape=shape),
        )  # fmt: skip
    for frame, x in ((0, -0.4), (24, 0.5)):
        project = set_keyframe(
            project, scene="Room", node="Camera", channel="translation.x", frame=frame, value=x
        )
    return project, project.shot("wide")


def footage(shot: tuple[Project, Shot], renderer: Renderer) -> Footage:
    mapping = FrameMapping(start=0.0, step=1.0, frames=FRAMES, hold_from=0.0, hold_to=23.0)
    return Footage(*shot, mapping, SIZE, renderer)


def test_parallax_is_the_still_scene_seen_by_the_moving_camera(shot, renderer: Renderer) -> None:
    seen = footage(shot, renderer)
    maker = Moved(seen, None)
    for index in (0, 8, 23):
        camera = evaluate(*shot, index).camera
        true = renderer.render(replace(seen.first, camera=camera), ("beauty",), SIZE)["beauty"]
        assert psnr(maker.begin(index)(), true) > 32.0, index


def test_tween_begins_and_ends_with_the_drawn_frames_and_follows_the_scene_between(
    shot, renderer: Renderer
) -> None:
    maker = Tweened(footage(shot, renderer), None, None)
    for index, least in ((0, 60.0), (12, 27.0), (23, 60.0)):
        true = renderer.render(evaluate(*shot, index), ("beauty",), SIZE)["beauty"]
        assert psnr(maker.begin(index)(), true) > least, index


def test_tween_shows_no_shadow_that_has_gone(shot, renderer: Renderer) -> None:
    """Where the light changes between the ends, the frame between has the light of its own time."""
    project, lit = shot
    for frame, x in ((0, -4.0), (11, -4.0), (12, 4.0), (24, 4.0)):
        project = set_keyframe(
            project, scene="Room", node="Lamp", channel="translation.x", frame=frame, value=x
        )
    maker = Tweened(footage((project, lit), renderer), None, None)
    for index in (8, 16):
        true = renderer.render(evaluate(project, lit, index), ("beauty",), SIZE)["beauty"]
        assert psnr(maker.begin(index)(), true) > 27.0, index


def test_a_painting_over_the_first_frame_is_carried_by_the_exact_motion(
    shot, renderer: Renderer
) -> None:
    seen = footage(shot, renderer)
    tinted = (np.float32(0.7), np.float32(1.0), np.float32(0.55))
    first, last, middle = (
        np.rint(renderer.render(evaluate(*shot, k), ("beauty",), SIZE)["beauty"] * tinted)
        for k in (0, 23, 12)
    )
    maker = Tweened(seen, first.astype(np.uint8), last.astype(np.uint8))
    assert psnr(maker.begin(12)(), middle.astype(np.uint8)) > 25.0


@pytest.mark.parametrize("name", STYLES)
def test_styles_are_stable_along_the_exact_motion(name: str, shot, renderer: Renderer) -> None:
    """A frame carried by the motion pass differs from the next one by little off occlusions.

    The measure is blurred by 1.5 px, since lines and grain of a pixel's width cannot be carried
    between pixels. Paper and film grain stay with the picture by design.
    """
    seen = footage(shot, renderer)
    maker = Styled(seen, make_style(name, SIZE, 4))
    one, other = (cv2.GaussianBlur(maker.begin(k)(), (0, 0), 1.5) for k in (10, 11))
    ends = [evaluate(*shot, k) for k in (10, 11)]
    ahead = renderer.render(ends[0], ("motion", "id"), SIZE, forward=ends[1])
    back = renderer.render(ends[1], ("motion_back",), SIZE, backward=ends[0])["motion_back"]
    columns, rows = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    x = (columns + ahead["motion"][..., 0]).astype(np.float32)
    y = (rows + ahead["motion"][..., 1]).astype(np.float32)
    returned = cv2.remap(back, x, y, cv2.INTER_NEAREST, borderValue=(99, 99))
    there = np.hypot(*np.moveaxis(returned + ahead["motion"], -1, 0)) < 0.7
    inside = np.zeros(there.shape, bool)
    inside[30:-30, 30:-30] = True
    same = cv2.erode((there & inside & (ahead["id"] > 0)).astype(np.uint8), np.ones((3, 3))) > 0
    carried = cv2.remap(other, x, y, cv2.INTER_CUBIC).astype(float)
    flicker = np.abs(carried - one).mean(axis=-1)[same].mean()
    assert same.mean() > 0.15
    assert flicker < 4.0


def test_a_shot_longer_than_memory_streams(shot, renderer: Renderer, tmp_path: Path) -> None:
    """What is alive after a frame does not depend on how many were made before it."""
    import gc
    import tracemalloc

    seen = replace(footage(shot, renderer), box=(96, 54))
    maker = Styled(seen, make_style("toon", seen.size, 4))
    tracemalloc.start()
    alive = []
    for index in range(14):
        maker.begin(index)()
        gc.collect()
        alive.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert max(alive[8:]) < max(alive[2:8]) + 60_000
