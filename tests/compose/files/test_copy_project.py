"""A copied project is whole, has an identity of its own, and brings nothing from outside."""

import pytest

from compose.edits import set_node
from compose.errors import ProjectFileError
from compose.files import copy_project, load_project, save_project
from tests.builders.small_project import small_project


@pytest.fixture
def source(tmp_path):
    save_project(small_project(), tmp_path / "source")
    assets = tmp_path / "source" / "assets" / "deep"
    assets.mkdir(parents=True)
    (assets / "wood.png").write_bytes(b"wood")
    (tmp_path / "secret").write_text("secret")
    (assets / "link.png").symlink_to(tmp_path / "secret")
    return tmp_path / "source"


def test_a_copy_has_the_same_scenes_a_new_name_and_a_new_id(source, tmp_path):
    copy = copy_project(source, tmp_path / "copy", name="Mine")
    original = load_project(source)
    assert (copy.name, copy.root) == ("Mine", (tmp_path / "copy").resolve())
    assert copy.id != original.id
    assert (copy.scenes, copy.shots) == (original.scenes, original.shots)
    assert save_project(set_node(copy, "Room", "Chair", visible=False)).root == copy.root
    assert load_project(source) == original


def test_assets_come_along_and_links_do_not(source, tmp_path):
    copy_project(source, tmp_path / "copy", name="Mine")
    found = [p.name for p in (tmp_path / "copy" / "assets").rglob("*") if p.is_file()]
    assert found == ["wood.png"]


def test_an_empty_folder_may_be_used_and_a_full_one_not(source, tmp_path):
    (tmp_path / "empty").mkdir()
    assert copy_project(source, tmp_path / "empty", name="Mine").name == "Mine"
    with pytest.raises(ProjectFileError, match="exists already"):
        copy_project(source, tmp_path / "empty", name="Mine")
    with pytest.raises(ProjectFileError, match="exists already"):
        copy_project(source, tmp_path / "secret", name="Mine")


def test_the_folder_one_is_in_may_be_filled(source, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    copy_project(source, ".", name="Mine")
    assert load_project(".").name == "Mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["here", "secret", "source"]


def test_a_folder_that_cannot_be_made_is_an_error_in_words(source, tmp_path):
    with pytest.raises(ProjectFileError, match="cannot be written"):
        copy_project(source, tmp_path / "secret" / "copy", name="Mine")


def test_a_copy_that_fails_leaves_nothing_behind(source, tmp_path):
    (source / "shots" / "sht_wide.json").write_text("{}")
    with pytest.raises(ProjectFileError):
        copy_project(source, tmp_path / "copy", name="Mine")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["secret", "source"]
