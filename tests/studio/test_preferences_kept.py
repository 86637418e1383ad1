"""Preferences: where projects are looked for, and that what is set is there again."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import SettingsError
from studio.settings import Settings


def test_dialogs_begin_in_the_nearest_folder_that_is_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "config")
    settings.change(projects_folder=str(tmp_path / "films" / "of" / "mine"))
    assert settings.preferences.projects_now == tmp_path
    (tmp_path / "films").mkdir()
    assert settings.preferences.projects_now == tmp_path / "films"
    settings.preferences.projects.mkdir(parents=True)
    assert settings.preferences.projects_now == settings.preferences.projects


def test_what_is_set_is_there_in_the_next_run(tmp_path: Path) -> None:
    Settings(tmp_path).change(theme="light", autosave_seconds=60)
    again = Settings(tmp_path).preferences
    assert (again.theme, again.autosave_seconds) == ("light", 60)


def test_a_value_that_cannot_be_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    with pytest.raises(SettingsError):
        settings.change(scale_percent=5000)
    assert settings.preferences.scale_percent == 100
    assert Settings(tmp_path).preferences.scale_percent == 100


def test_a_file_that_cannot_be_read_is_set_aside_and_the_defaults_are_used(tmp_path: Path) -> None:
    Settings(tmp_path).change(theme="light")
    (file,) = tmp_path.glob("*.json")
    file.write_text("{ half a fi", "utf-8")
    settings = Settings(tmp_path)
    assert settings.preferences.theme == "dark"
    assert settings.problem
    assert any(one.read_text("utf-8") == "{ half a fi" for one in tmp_path.iterdir())
