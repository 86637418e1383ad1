"""The list of projects: when one was changed is when any of its files was."""

from __future__ import annotations

import os
from pathlib import Path

from studio.session.opening import known_project, make_project


def test_a_saved_scene_counts_as_a_change_of_the_project(tmp_path: Path) -> None:
    make_project(tmp_path / "film", "Film")
    for file in (tmp_path / "film").rglob("*.json"):
        os.utime(file, (1e9, 1e9))
    (scene,) = (tmp_path / "film/scenes").iterdir()
    os.utime(scene, (2e9, 2e9))
    assert known_project(tmp_path / "film").changed.timestamp() == 2e9


def test_a_folder_that_is_gone_is_known_as_such(tmp_path: Path) -> None:
    assert known_project(tmp_path / "gone").fault == "not found"
