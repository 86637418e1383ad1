"""A frame that is looked at from many places is computed once, and is the same from each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compose.evaluation import evaluate, view
from compose.files.load import load_project
from compose.project import Project
from compose.snapshot import CameraState
from compose.stage.timeline import Timeline

PRODUCT = Path(__file__).parents[3] / "scenes" / "product"


@pytest.fixture
def film() -> Project:
    return load_project(PRODUCT)


def beside(camera: CameraState, metres: float) -> CameraState:
    world = camera.world.copy()
    world[0, 3] += metres
    return replace(camera, world=world)


def test_a_turning_view_of_one_frame_computes_it_once(
    film: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    shot = film.shots[0]
    scene = film.scene(shot.scene)
    camera = evaluate(film, shot, shot.start).camera
    computed: list[float] = []
    values = Timeline.values

    def counted(timeline: Timeline, frame: float) -> np.ndarray:
        computed.append(frame)
        return values(timeline, frame)

    monkeypatch.setattr(Timeline, "values", counted)
    frame = float(shot.start + 1)
    for i in range(4):
        seen = view(film, scene, frame, beside(camera, float(i)), shot=shot)
        assert seen.camera.world[0, 3] == camera.world[0, 3] + i
    assert computed == [frame]


def test_a_view_leaves_the_shots_own_camera_alone(film: Project) -> None:
    shot = film.shots[0]
    frame = float(shot.start)
    own = evaluate(film, shot, frame).camera
    view(film, film.scene(shot.scene), frame, beside(own, 5.0), shot=shot)
    assert np.array_equal(evaluate(film, shot, frame).camera.world, own.world)


def test_views_of_frames_in_turn_are_of_their_own_frames(film: Project) -> None:
    shot = film.shots[0]
    scene = film.scene(shot.scene)
    frames = [float(shot.start), float(shot.end - 1), float(shot.start)]
    camera = evaluate(film, shot, shot.start).camera
    seen = [view(film, scene, frame, camera, shot=shot) for frame in frames]
    fresh = [evaluate(load_project(PRODUCT), shot, frame) for frame in frames]
    assert [snapshot.frame for snapshot in seen] == frames
    for found, expected in zip(seen, fresh, strict=True):
        assert np.array_equal(found.world, expected.world)
        assert np.array_equal(found.joints, expected.joints)
