"""A copy of what is on screen: whole, in a folder of its own, also where the first one is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compose.edits import set_project
from compose.errors import ProjectFileError
from compose.files.load import load_project
from studio.session.copies import save_copy
from studio.session.opening import make_project


def test_a_copy_has_what_is_not_saved_and_the_assets(tmp_path: Path) -> None:
    film = make_project(tmp_path / "film", "Film")
    (tmp_path / "film/assets").mkdir()
    (tmp_path / "film/assets/wall.png").write_bytes(b"picture")
    copied = save_copy(set_project(film, bible="Rain."), tmp_path / "second")
    loaded = load_project(tmp_path / "second")
    assert (loaded.bible, loaded.name) == ("Rain.", "second")
    assert loaded.id == copied.id != film.id
    assert (tmp_path / "second/assets/wall.png").read_bytes() == b"picture"
    assert load_project(tmp_path / "film").bible == ""


@pytest.mark.parametrize("harm", ["gone", "broken"])
def test_a_copy_is_made_of_what_is_on_screen_where_the_folder_is_gone_or_broken(
    tmp_path: Path, harm: str
) -> None:
    film = set_project(make_project(tmp_path / "film", "Film"), bible="Rain.")
    if harm == "gone":
        shutil.rmtree(tmp_path / "film")
    else:
        (tmp_path / "film/project.json").write_text("{")
    save_copy(film, tmp_path / "second")
    assert load_project(tmp_path / "second").bible == "Rain."


def test_nothing_is_written_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    film = make_project(tmp_path / "film", "Film")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/mine.txt").write_text("mine")
    with pytest.raises(ProjectFileError, match="exists already"):
        save_copy(film, tmp_path / "other")
    assert [file.name for file in (tmp_path / "other").iterdir()] == ["mine.txt"]
