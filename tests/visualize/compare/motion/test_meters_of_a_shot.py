"""The meters of a shot: who is in it, what stands still, and which lens it has."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from builders.staged import box, camera, key, person, project, track

from visualize.compare.motion import MotionFidelity, staging_of
from visualize.compare.motion.cast import cast_in, looks


def staged(lens=None):
    slides = track("cart", "translation.x", key(0, 0.0), key(40, 2.0))
    late = track("door", "translation.y", key(70, 0.0), key(80, 2.0))
    return project(camera("camera", lens), box("cart"), box("door"), box("wall"), person("anna"),
                   tracks=(slides, late))  # fmt: skip


def span(start: float, frames: int):
    end = start + frames - 1
    return SimpleNamespace(start=start, step=1.0, frames=frames, hold_from=start, hold_to=end)


def test_figures_and_what_is_keyed_in_the_clip_do_not_stand_still():
    found = {actor.node: actor for actor in cast_in(looks(*staged(), (0.0, 40.0))).actors}
    assert {node for node, actor in found.items() if actor.moves} == {"anna", "cart"}
    assert [node for node, actor in found.items() if actor.person] == ["anna"]
    assert found["cart"].name == "Cart"


def test_what_moves_only_outside_the_clip_stands_still():
    found = cast_in(looks(*staged(), (60.0, 90.0)))
    assert {actor.node for actor in found.actors if actor.moves} == {"anna", "door"}


def test_moving_ids_are_those_of_what_moves():
    found = cast_in(looks(*staged(), (0.0, 40.0)))
    moving = {number for actor in found.actors if actor.moves for number in actor.ids}
    assert found.moving_ids.tolist() == sorted(moving)
    assert found.moving_ids.dtype == np.uint32


def test_one_frame_is_no_motion_and_says_so():
    made, shot = staged()
    meter = MotionFidelity(staging_of(made, shot, span(0.0, 1)), 24.0)
    found = {metric.name: metric for metric in meter.finish().metrics}
    assert set(found) == {"motion", "camera", "subjects"}
    assert all(metric.score is None and metric.note for metric in found.values())


def test_an_orthographic_camera_is_not_measurable_and_says_why():
    made, shot = staged({"orthographic_height_m": 3.0})
    meter = MotionFidelity(staging_of(made, shot, span(0.0, 24)), 24.0)
    found = {metric.name: metric for metric in meter.finish().metrics}
    assert "orthographic" in found["camera"].note
