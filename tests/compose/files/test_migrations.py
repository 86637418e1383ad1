"""Older files come forward one step at a time; newer ones are refused."""

import pytest

from compose.edits import set_node
from compose.errors import ProjectFileError, UnsupportedVersionError
from compose.files import load_project, save_project
from compose.files.migrations import STEPS, VERSIONS, migrate
from tests.builders.small_project import small_project

NEWEST = {"shotwright.scene": 3}
STEP_1 = ("shotwright.scene", 1)
STEP_2 = ("shotwright.scene", 2)


def scene(version, **fields):
    return {"format": "shotwright.scene", "version": version, **fields}


def test_steps_follow_one_another_to_the_newest_version():
    steps = {
        STEP_1: lambda d: {**d, "title": d["label"]},
        STEP_2: lambda d: {**d, "name": d["title"] + "!"},
    }
    result = migrate(scene(1, label="Room"), "a.json", NEWEST, steps)
    assert (result["name"], result["version"]) == ("Room!", 3)


def test_a_step_cannot_change_what_was_read():
    old = scene(2)
    steps = {STEP_2: lambda d: d | {"more": d.pop("version")}}
    migrate(old, "a.json", NEWEST, steps)
    assert old == scene(2)


def test_the_newest_version_passes_untouched():
    assert migrate(scene(3, a=1), "a.json", NEWEST, {}) == scene(3, a=1)


def test_a_newer_version_names_both():
    with pytest.raises(UnsupportedVersionError, match=r"version 4 .* up to 3"):
        migrate(scene(4), "a.json", NEWEST, {})


def test_a_version_without_a_way_forward_is_refused():
    with pytest.raises(ProjectFileError, match="never existed"):
        migrate(scene(1), "a.json", NEWEST, {STEP_2: dict})


def test_an_older_file_comes_forward_on_load_and_is_saved_in_the_newest_version(
    tmp_path, monkeypatch
):
    save_project(small_project(), tmp_path)
    monkeypatch.setitem(VERSIONS, "shotwright.scene", 2)
    monkeypatch.setitem(STEPS, STEP_1, lambda d: d | {"name": d["name"] + " of old"})
    project = load_project(tmp_path)
    assert project.scenes[0].name == "Room of old"
    project = save_project(set_node(project, "Room of old", "Chair", visible=False))
    monkeypatch.setitem(STEPS, STEP_1, None)
    assert load_project(tmp_path) == project
    text = (tmp_path / "scenes" / "scn_room.json").read_text()
    assert text.startswith('{\n  "format": "shotwright.scene",\n  "version": 2,')


def test_every_version_from_the_first_has_a_step():
    for name, newest in VERSIONS.items():
        assert [v for v in range(1, newest) if (name, v) not in STEPS] == []
