"""The frames of a shot are computed once for all the moves that are tried on it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from move_stage import places, stage, walking

from compose.edits import set_node
from compose.moves.motion import sample_motion
from compose.project import Project
from compose.stage.timeline import Timeline
from compose.timing import FrameRange

WINDOW = FrameRange(0, 24)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that grows with every frame that is computed."""
    frames: list[int] = []
    worlds = Timeline.worlds

    def counted(timeline: Timeline, values: np.ndarray) -> np.ndarray:
        frames.append(1)
        return worlds(timeline, values)

    monkeypatch.setattr(Timeline, "worlds", counted)
    return frames


def project() -> Project:
    return walking(stage(), (0.0, 0.0, -5.0), (72.0, 3.0, -5.0))


def test_the_same_question_computes_no_frame_again(computed: list[int]) -> None:
    film = project()
    sample_motion(film, film.shot("sh"), WINDOW)
    assert len(computed) == len(WINDOW)
    sample_motion(film, film.shot("sh"), WINDOW)
    assert len(computed) == len(WINDOW)


@pytest.mark.parametrize(("window", "step"), [(FrameRange(5, 24), 1), (FrameRange(0, 24), 2)])
def test_other_frames_are_computed_of_their_own(window: FrameRange, step: int) -> None:
    film = project()
    sample_motion(film, film.shot("sh"), WINDOW)
    motion, _, _ = sample_motion(film, film.shot("sh"), window, step=step)
    asked = list(range(window.start, window.stop, step))
    assert motion.frames.tolist() == asked
    assert np.allclose(motion.places, places(film, asked))


def test_an_edited_camera_is_asked_anew() -> None:
    film = project()
    sample_motion(film, film.shot("sh"), WINDOW)
    edited = set_node(film, "s", "cam", translation=(7.0, 1.0, 0.0))
    motion, _, _ = sample_motion(edited, edited.shot("sh"), WINDOW)
    assert np.allclose(motion.places, (7.0, 1.0, 0.0))


@pytest.mark.parametrize("array", [lambda m: m.places, lambda m: m.turns, lambda m: m.focal_mm])
def test_what_is_shared_cannot_be_written_to(array: Callable[..., np.ndarray]) -> None:
    film = project()
    motion, _, _ = sample_motion(film, film.shot("sh"), WINDOW)
    with pytest.raises(ValueError, match="read-only"):
        array(motion)[0] = 0.0
