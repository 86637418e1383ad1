"""Frozen projects: what was ordered is what is drawn, whatever was edited since."""

import os
import time
from pathlib import Path

import pytest

from compose.edits import set_shot
from compose.errors import ProjectFileError
from compose.files import save_project
from tests.builders.paid_provider import make_order
from tests.builders.small_project import small_project
from visualize.jobs.errors import StoreError
from visualize.jobs.places import freeze, job_folder, remove_unused, state_folder, thaw


@pytest.fixture
def saved(project):
    return save_project(small_project(), project)


def test_a_frozen_project_comes_back_as_it_was_and_finds_its_assets_where_they_are(
    saved, state, project
):
    order = make_order(project, frozen=freeze(saved))
    save_project(set_shot(saved, "wide", end=40), project)
    thawed = thaw(order)
    assert thawed.replace(root=None, revisions={}) == saved.replace(root=None, revisions={})
    assert thawed.root == project


def test_equal_projects_share_one_copy_and_others_do_not(saved, state, tmp_path):
    elsewhere = save_project(small_project(), tmp_path / "elsewhere")
    assert freeze(saved) == freeze(elsewhere)
    assert freeze(set_shot(saved, "wide", end=40)) != freeze(saved)
    assert len(list((state / "frozen").iterdir())) == 2


def test_no_asset_is_copied(saved, state, project):
    (project / "assets").mkdir()
    (project / "assets" / "large.glb").write_bytes(b"x" * 1000)
    names = {path.name for path in Path(freeze(saved)).rglob("*") if path.is_file()}
    assert names == {"project.json", "scn_room.json", "sht_wide.json", "sht_push.json"}


def test_a_copy_that_was_changed_is_refused(saved, state, project):
    frozen = Path(freeze(saved))
    file = frozen / "shots" / "sht_wide.json"
    file.write_text(file.read_text().replace('"end": 24', '"end": 25'))
    with pytest.raises(ProjectFileError, match="Place the order again"):
        thaw(make_order(project, frozen=str(frozen)))


def test_only_old_copies_that_nobody_needs_are_removed(saved, state):
    needed, old, fresh = (freeze(set_shot(saved, "wide", end=end)) for end in (30, 31, 32))
    long_ago = time.time() - 30 * 24 * 3600
    for folder in (needed, old):
        os.utime(folder, (long_ago, long_ago))
    remove_unused(state, [needed])
    assert {str(path) for path in (state / "frozen").iterdir()} == {needed, fresh}


def test_the_state_folder_is_for_its_user_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_STATE", str(tmp_path / "new" / "state"))
    assert state_folder().stat().st_mode & 0o077 == 0


def test_a_state_folder_that_cannot_be_made_is_told_of(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SHOTWRIGHT_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(StoreError, match="SHOTWRIGHT_STATE"):
        state_folder()


def test_without_the_variable_it_is_the_systems_own(state, monkeypatch, tmp_path):
    monkeypatch.delenv("SHOTWRIGHT_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert job_folder(state_folder(), "job_abc") == tmp_path / "shotwright" / "jobs" / "job_abc"
