"""A shot of a few things on a plain stage: what a style draws on the plain stays on the screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from painted_room import WALL, Room, eye, hits, judged_pictures, metric, path, room

COUNT = 24
PLAIN = 205


@dataclass(frozen=True, eq=False)
class Stage(Room):
    """Posters on a wall and a floor that have nothing but soft light on them."""

    def picture(self, seen) -> np.ndarray:
        points, _, _ = hits(seen)
        soft = 8.0 * np.sin(2.1 * points[..., 0]) * np.cos(1.7 * (points[..., 1] + points[..., 2]))
        light = np.clip(PLAIN + soft, 0, 255).astype(np.uint8)[..., None]
        return np.where(posters(seen)[..., None], super().picture(seen), light)


def posters(seen) -> np.ndarray:
    points, _, ids = hits(seen)
    across = (points[..., 0] % 2.4 < 0.9) & (points[..., 1] % 1.8 < 1.1)
    return (ids == WALL) & across


def on_paper(stage: Stage, seen) -> np.ndarray:
    """A picture with grain and a grid that keep their place on the screen, where it is plain."""
    picture = stage.picture(seen).astype(np.float64)
    height, width = picture.shape[:2]
    paper = np.random.default_rng(5).normal(0.0, 7.0, (height, width))
    paper[::12] += 40.0
    paper[:, ::12] += 40.0
    plain = ~posters(seen)
    picture[plain] += paper[plain][:, None]
    return np.clip(picture, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage(room().paint)


def panned(share: float):
    return path(COUNT, lambda t: eye(pan=12.0 * t * share))


def test_paper_that_stays_on_the_screen_is_not_a_camera_that_holds(stage: Stage):
    found = judged_pictures(stage, panned(1.0), [on_paper(stage, one) for one in panned(1.0)])
    camera = metric(found, "camera")
    assert camera.score > 90.0
    assert camera.details["rotation_ratio"] == pytest.approx(1.0, abs=0.12)


def test_a_slow_pan_is_slow_on_paper_too(stage: Stage):
    found = judged_pictures(stage, panned(1.0), [on_paper(stage, one) for one in panned(0.5)])
    assert metric(found, "camera").details["rotation_ratio"] == pytest.approx(0.5, abs=0.1)
