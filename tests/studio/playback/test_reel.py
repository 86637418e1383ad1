"""The reel: positions of the film to frames of shots and back."""

from __future__ import annotations

import pytest

from studio.playback.reel import Reel, Stretch, animatic
from tests.builders.timed_scene import FIRST, SECOND, timed_project


def test_the_animatic_has_every_frame_of_every_shot_in_story_order() -> None:
    project = timed_project().replace(sequence=(SECOND, FIRST))
    reel = animatic(project)
    shown = [reel.at(position) for position in range(len(reel))]
    assert [frame for _, frame in shown] == [*range(48, 96), *range(48)]
    assert [stretch.shot for stretch, _ in shown] == [SECOND] * 48 + [FIRST] * 48


def test_a_position_is_where_its_frame_says() -> None:
    reel = Reel((Stretch("a", 10, 20), Stretch("b", 0, 5), Stretch("c", 12, 13)))
    for position in range(len(reel)):
        stretch, frame = reel.at(position)
        assert reel.position(stretch.shot, frame) == position


def test_frames_outside_are_nowhere() -> None:
    reel = Reel((Stretch("a", 10, 20),))
    assert reel.position("a", 20) is None
    assert reel.position("b", 10) is None
    with pytest.raises(IndexError):
        reel.at(10)
