"""Every pane of the film and of the sheet shows the frame that stands for the scene frame."""

import itertools

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from shotwright import UsageError
from tests.builders.told_clips import read_number, told_clip, told_frame, told_take
from tests.builders.told_comparison import SIZE, nearest, told_comparison, told_project
from visualize.compare.showing import compared
from visualize.compare.showing.grid import grid_of
from visualize.compare.showing.pictures import StepPictures
from visualize.compare.showing.sheet import comparison_sheet
from visualize.compare.showing.side_by_side import side_by_side_video

pytestmark = pytest.mark.gpu
_WITHIN = (800, 600)
_GATE = 16 / 9
"""The shape of the small project's camera."""


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    return told_comparison(tmp_path_factory.mktemp("film"))


def brightened(pixels):
    """Undo the dimming of a pane that has no frame for the moment."""
    return pixels if pixels.max() > 128 else np.minimum(pixels.astype(int) * 3, 255)


def test_each_pane_of_the_film_tells_the_nearest_frame_at_every_scene_frame(
    comparison, renderer, tmp_path
):
    path = side_by_side_video(comparison, tmp_path / "film.mp4", within=_WITHIN, renderer=renderer)
    grid = grid_of(5, _GATE, _WITHIN)
    with av.open(str(path)) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
        assert film.streams.video[0].average_rate == 24
    assert len(frames) == 24
    assert frames[0].shape[1::-1] == grid.size
    for scene_frame, whole in enumerate(frames, 24):
        told = [read_number(brightened(part)) for part in _takes(whole, grid)]
        assert told == [nearest(place, scene_frame) for place in range(4)], scene_frame


def _takes(whole, grid):
    """Yield each take's picture."""
    wide, high = grid.pane
    for left, top in grid.places[1:]:
        yield whole[top : top + high, left : left + wide]


def test_a_moment_that_a_take_has_no_frame_for_is_dimmed(comparison, renderer, tmp_path):
    path = side_by_side_video(comparison, tmp_path / "b.mp4", within=_WITHIN, renderer=renderer)
    grid = grid_of(5, _GATE, _WITHIN)
    with av.open(str(path)) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    short = [list(_takes(whole, grid))[2].max() for whole in frames]
    assert min(short[:10]) > 200
    assert max(short[10:]) < 100


def test_the_film_refuses_more_takes_than_panes(tmp_path, renderer):
    project, shot = told_project(tmp_path)
    file = told_clip(tmp_path / "own.mp4", 2)
    rows = [told_take(project, shot, file, number, frames=2) for number in range(1, 11)]
    with pytest.raises(UsageError, match="9 takes at most, not 10"):
        side_by_side_video(compared(project, shot, rows, {}), tmp_path / "c.mp4", renderer=renderer)


def test_a_take_is_read_once_and_no_further_than_it_is_shown(comparison):
    read = []

    def pictures():
        for number in itertools.count():
            read.append(number)
            yield told_frame(number, SIZE)

    stepped = StepPictures(comparison.entries[1], pictures())
    shown = [read_number(stepped.at(frame)) for frame in (24, 24, 30, 41)]
    assert shown == [nearest(1, frame) for frame in (24, 24, 30, 41)]
    assert read == list(range(shown[-1] + 1))


def test_the_sheet_shows_every_take_at_the_moments_named_over_its_columns(
    comparison, renderer, tmp_path
):
    path = comparison_sheet(comparison, tmp_path / "sheet.png", renderer=renderer)
    page = np.asarray(Image.open(path))
    for place, tint in enumerate(((200, 60, 60), (60, 200, 60))):
        boxes = _boxes(page, tint)
        told = [read_number(page[y - h // 20 : y + 2 * h, x : x + w]) for x, y, w, h in boxes]
        moments = (24, 30, 36, 41, 47)  # the first, the last, and three evenly between
        assert told == [nearest(place, moment) for moment in moments]


def _boxes(page, tint):
    """Return the plain upper halves of thumbnails of a tint, from the left: x, y, width, height."""
    same = (np.abs(page.astype(int) - tint).max(axis=-1) < 14).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(same)
    found = [tuple(map(int, one[:4])) for one in stats[1:] if one[4] > 2000]
    return sorted(found)
