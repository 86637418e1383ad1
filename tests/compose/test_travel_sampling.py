"""Travel: ways sampled many frames at once are those that the timeline goes frame by frame."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from compose.channels import channel_named
from compose.evaluation import timeline_of
from compose.stage.tracks import resolve
from compose.stage.travel import Travel
from tests.builders.staged import LOOP, SMOOTH, box, camera, group, key, project, track, under


def travelling(*, on_camera: bool):
    """A box on a turning, growing and looping chain of groups, with a rail that stands still."""
    root = camera("base") if on_camera else group("base", rotation_order="ZXY")
    nodes = (
        root,
        group("arm", parent=under("base"), rotation_deg=(10.0, 20.0, 30.0)),
        box("load", parent=under("arm"), translation=(1.0, 2.0, 3.0), scale=(1.0, 2.0, 1.0)),
        box("rail"),
    )
    tracks = (
        track("base", "translation.x", key(0, 0.0, SMOOTH), key(50, 4.0)),
        track("base", "rotation_deg.y", key(0, 0.0), key(10, 90.0), after=LOOP),
        track("arm", "scale.y", key(5, 1.0), key(40, 0.001)),
        track("load", "rotation_deg.x", key(0, 0.0, SMOOTH), key(30, 700.0)),
    )
    made, _ = project(*nodes, tracks=tracks)
    return made


@pytest.mark.parametrize("on_camera", [False, True])
def test_a_way_sampled_at_once_is_the_way_gone_frame_by_frame(on_camera: bool) -> None:
    made = travelling(on_camera=on_camera)
    scene = made.scenes[0]
    timeline = timeline_of(made, scene)
    stage = timeline.stage
    drives = [resolve(stage, t, channel_named(scene, t)) for t in scene.tracks]
    wanted = np.array([stage.slots.nodes[name] for name in ("load", "rail")], np.intp)
    travel = Travel.of(
        stage, timeline.base, stage.slots.orders, drives, float(1 / Fraction(24)), wanted
    )
    frames = np.concatenate([np.arange(-5.0, 1100.0, 7.0), [3.25, 60.5]])
    found = travel.matrices(frames)
    assert found.shape == (len(frames), 2, 4, 4)
    for matrices, frame in zip(found, frames.tolist(), strict=True):
        expected = timeline.worlds(timeline.values(frame))[wanted]
        np.testing.assert_allclose(matrices, expected, atol=1e-12)
    assert np.ptp(found[:, 0, :3, 3], axis=0).min() > 0.1


def test_no_frames_give_no_matrices() -> None:
    made = travelling(on_camera=False)
    timeline = timeline_of(made, made.scenes[0])
    wanted = np.array([timeline.stage.slots.nodes["load"]], np.intp)
    travel = Travel.of(
        timeline.stage, timeline.base, timeline.stage.slots.orders, [], 1 / 24, wanted
    )
    assert travel.matrices(np.zeros(0)).shape == (0, 1, 4, 4)
