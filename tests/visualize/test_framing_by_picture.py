"""The id pass has the last word on whether a camera sees its subject."""

from dataclasses import replace

import numpy as np
import pytest

from compose.errors import SceneError
from compose.framing.solve import solve
from compose.framing.subjects import scene_snapshot
from compose.framing.words import Words
from tests.compose.framing.framing_stage import Box, stage
from visualize.framing import checked_by_picture, seen_in_picture
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu


@pytest.fixture(scope="module")
def renderer():
    with Renderer() as made:
        yield made


def _half_hidden():
    """A box two metres wide, and a screen before the right half of it."""
    return stage({}, (Box((0, 0, 0), (2.0, 1.0, 0.1)), Box((1.5, 0, 1.0), (3.0, 3.0, 0.01))))


def test_the_seen_share_is_that_of_the_half_that_no_screen_covers(renderer):
    project = _half_hidden()
    free = stage({}, (Box((0, 0, 0), (2.0, 1.0, 0.1)),))
    words = Words(size="full", side="front")
    solution = solve(free, "Room", ["Block 0"], words, focal_length_mm=300.0)
    snapshot = scene_snapshot(project, project.scenes[0], 0.0)
    (seen,) = seen_in_picture(snapshot, solution.camera, solution.cast, renderer)
    assert seen.seen == pytest.approx(0.5, abs=0.03)


def test_a_camera_that_sees_too_little_gives_way_to_the_next(renderer):
    project = stage({"Anna": (0, 0, 0)}, (Box((0, 0, 1.0), (1.2, 2.2, 0.05)),))
    free = stage({"Anna": (0, 0, 0)})
    blocked = solve(free, "Room", ["Anna"], Words(side="front"))
    round_it = solve(project, "Room", ["Anna"], Words(side="profile"))
    other = replace(blocked, alternatives=round_it.alternatives)
    kept, seen = checked_by_picture(project, "Room", other, 0.0, renderer)
    assert kept.camera is round_it.alternatives[0].camera
    assert seen[0].seen > 0.5
    assert any("hid Anna" in change for change in kept.changes)
    with pytest.raises(SceneError, match="before Anna"):
        checked_by_picture(project, "Room", replace(blocked, alternatives=()), 0.0, renderer)


@pytest.mark.parametrize("side", ["front", "profile", "back"])
def test_what_the_rays_find_free_the_picture_confirms(renderer, side):
    boxes = (Box((0, 0, 1.2), (0.8, 1.2, 0.1)), Box((1.0, 0, 0), (0.1, 2.5, 2.0)))
    project = stage({"Anna": (0, 0, 0)}, boxes)
    solution = solve(project, "Room", ["Anna"], Words(size="medium", side=side))
    _, seen = checked_by_picture(project, "Room", solution, 0.0, renderer)
    assert seen[0].seen > 0.5
    assert 0.0 < seen[0].frame_share < 1.0
    assert np.isfinite(seen[0].frame_share)
