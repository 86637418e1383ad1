"""One pick a shot, in the project, undone like any edit; the sequence says what is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from compose.edits import UndoStack, add_shot, remove_shot, reorder_sequence, set_shot
from compose.errors import NotFoundError
from compose.files import load_project, save_project
from shotwright import UsageError
from tests.builders.kept_takes import put_take, some_take
from tests.builders.small_project import small_project
from visualize.takes.gallery import Gallery
from visualize.takes.picks import pick, picked_sequence, picks_of, unpick


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    """Two takes of the shot 020 and one of 010."""
    for number in (1, 2):
        put_take(tmp_path, some_take(number))
    put_take(tmp_path, some_take(1, shot="sht_wide", label="010 wide"), folder="010_wide")
    with Gallery(tmp_path) as opened:
        yield opened


def test_a_shot_has_one_pick_which_lasts_in_its_file(gallery: Gallery, tmp_path: Path) -> None:
    project = small_project()
    for name in ("020_push_take1", "020_push_take2"):
        project = pick(project, gallery.find(name))
    save_project(project, tmp_path)
    second = gallery.find("020_push_take2").take.id
    assert list(picks_of(load_project(tmp_path))) == [second]
    assert picks_of(unpick(project, project.shot("020"))) == {}


def test_a_pick_is_undone_like_any_edit(gallery: Gallery) -> None:
    stack = UndoStack(small_project())
    stack.push(pick(stack.current, gallery.find("020_push_take1")), "pick")
    assert len(picks_of(stack.current)) == 1
    assert picks_of(stack.undo()) == {}


def test_a_rejected_take_and_one_of_a_shot_that_is_gone_are_not_picked(gallery: Gallery) -> None:
    row = gallery.review(gallery.find("020_push_take1"), rejected=True)
    with pytest.raises(UsageError, match="takes keep 020_push_take1"):
        pick(small_project(), row)
    with pytest.raises(NotFoundError, match="020 push"):
        pick(remove_shot(small_project(), "020"), gallery.find("020_push_take2"))
    with pytest.raises(UsageError, match="no pick"):
        unpick(small_project(), small_project().shot("010"))


def test_the_sequence_comes_in_story_order_and_not_in_that_of_numbers(gallery: Gallery) -> None:
    project = reorder_sequence(small_project(), ["020", "010"])
    project = add_shot(project, "Room", "Camera", name="cutaway", start=0, end=9, in_sequence=False)
    for name in ("010_wide_take1", "020_push_take2"):
        project = pick(project, gallery.find(name))
    sequence = picked_sequence(project, gallery)
    assert [(one.place, one.shot.number, one.row.path.stem) for one in sequence] == [
        (1, "020", "020_push_take2"),
        (2, "010", "010_wide_take1"),
    ]


def test_a_shot_whose_pick_cannot_be_shown_says_why(gallery: Gallery) -> None:
    project = small_project()
    row = gallery.find("020_push_take1")

    def said(project) -> str:
        (one,) = [one for one in picked_sequence(project, gallery) if one.shot.number == "020"]
        assert one.row is None
        return one.missing

    assert said(project) == "nothing is picked"
    assert "not in the gallery" in said(set_shot(project, "020", pick="tak_gone"))
    other = gallery.find("010_wide_take1").take.id
    assert "a take of shot 010 wide" in said(set_shot(project, "020", pick=other))
    picked = pick(project, row)
    row.file.rename(row.file.with_suffix(".away"))
    assert "020_push_take1.mp4, is gone" in said(picked)
    row.file.with_suffix(".away").rename(row.file)
    gallery.bin([row], picks={})
    assert "is in the bin" in said(picked)
