"""What is saved is what is loaded, byte for byte, and an edit is a small change of one file."""

import difflib
import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from compose.edits import add_shot, remove_scene, remove_shot, set_keyframe, set_node
from compose.files import load_project, save_project
from compose.files.text import to_bytes
from tests.builders.project_strategies import json_values, projects
from tests.builders.small_project import small_project


def contents(folder):
    files = sorted(p for p in Path(folder).rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def changed_lines(before, after):
    """Lines taken out and put in, by file."""
    result = {}
    for name in before.keys() | after.keys():
        old = before.get(name, b"").decode().splitlines()
        new = after.get(name, b"").decode().splitlines()
        lines = [x for x in difflib.unified_diff(old, new, n=0, lineterm="") if x[:3] not in
                 ("---", "+++") and x[0] in "+-"]  # fmt: skip
        if lines:
            result[name] = lines
    return result


@settings(max_examples=60, deadline=None)
@given(projects)
def test_any_project_loads_as_it_was_saved_and_saves_to_the_same_bytes(project):
    with tempfile.TemporaryDirectory() as folder:
        saved = save_project(project, folder)
        first = contents(folder)
        loaded = load_project(folder)
        assert loaded == saved
        assert save_project(loaded) == saved
        assert contents(folder) == first
        with tempfile.TemporaryDirectory() as other:
            save_project(loaded, other)
            assert contents(other) == first


@settings(max_examples=60, deadline=None)
@given(projects)
def test_another_reader_of_json_finds_the_values_themselves(project):
    with tempfile.TemporaryDirectory() as folder:
        save_project(project, folder)
        for scene in project.scenes:
            text = (Path(folder) / "scenes" / f"{scene.id}.json").read_text("utf-8")
            document = json.loads(text)
            assert list(document)[:2] == ["format", "version"]
            for node, found in zip(scene.nodes, document.get("nodes", []), strict=True):
                assert found["id"] == node.id
                assert tuple(found.get("scale", (1, 1, 1))) == node.scale
                assert tuple(found.get("translation", (0, 0, 0))) == node.translation


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=5), json_values, max_size=4))
def test_the_text_of_any_document_is_json_of_the_same_document(document):
    data = to_bytes(document)
    assert json.loads(data) == document
    assert data.endswith(b"}\n")


def test_defaults_are_left_out_and_whole_numbers_need_no_point(tmp_path):
    save_project(small_project(), tmp_path)
    text = (tmp_path / "scenes" / "scn_room.json").read_text()
    assert '"translation": [1, 0, -2]' in text
    assert "rotation_mode" not in text
    assert '{"frame": 24, "value": 2}' in text
    assert '"kind": "light",\n        "type": "point"' in text


def test_a_moved_chair_is_a_change_of_one_line(tmp_path):
    project = save_project(small_project(), tmp_path)
    before = contents(tmp_path)
    save_project(set_node(project, "Room", "Chair", translation=(1.5, 0, -2)))
    assert changed_lines(before, contents(tmp_path)) == {
        "scenes/scn_room.json": [
            '-      "translation": [1, 0, -2],',
            '+      "translation": [1.5, 0, -2],',
        ]
    }


def test_a_changed_key_is_a_change_of_one_line(tmp_path):
    project = save_project(small_project(), tmp_path)
    before = contents(tmp_path)
    save_project(
        set_keyframe(
            project, scene="Room", node="Chair", channel="translation.x", frame=24, value=2.25
        )
    )
    assert changed_lines(before, contents(tmp_path)) == {
        "scenes/scn_room.json": [
            '-          {"frame": 24, "value": 2},',
            '+          {"frame": 24, "value": 2.25},',
        ]
    }


def test_files_that_did_not_change_are_not_written(tmp_path):
    project = save_project(small_project(), tmp_path)
    before = {p: p.stat().st_ino for p in tmp_path.rglob("*.json")}
    save_project(set_node(project, "Room", "Chair", visible=False))
    replaced = [p.name for p, inode in before.items() if p.stat().st_ino != inode]
    assert replaced == ["scn_room.json"]


def test_fields_of_a_newer_minor_version_survive_an_edit_at_every_level(tmp_path):
    save_project(small_project(), tmp_path)
    for name, path in (("project.json", ()), ("shots/sht_wide.json", ()),
                       ("scenes/scn_room.json", ("nodes", 0, "payload")),
                       ("scenes/scn_room.json", ("tracks", 0, "curve", "keys", 1))):  # fmt: skip
        document = json.loads((tmp_path / name).read_text())
        inner = document
        for part in path:
            inner = inner[part]
        inner["of_tomorrow"] = {"deep": [1, 2.5, {"a": None}]}
        (tmp_path / name).write_text(json.dumps(document))
    project = load_project(tmp_path)
    project = set_node(project, "Room", "Chair", translation=(9, 9, 9))
    project = set_keyframe(
        project, scene="Room", node="Chair", channel="translation.x", frame=0, value=7.0
    )
    save_project(project)
    total = sum(data.count(b'"of_tomorrow"') for data in contents(tmp_path).values())
    assert total == 4
    assert load_project(tmp_path) == save_project(project, force=True)


def test_removed_shots_and_scenes_lose_their_files_and_strays_stay(tmp_path):
    project = save_project(small_project(), tmp_path)
    (tmp_path / "shots" / "sht_stray.json").write_text("{}")
    project = save_project(remove_shot(project, "push"))
    assert sorted(p.name for p in (tmp_path / "shots").iterdir()) == [
        "sht_stray.json",
        "sht_wide.json",
    ]
    project = save_project(remove_scene(project, "Room", shots="remove"))
    assert not list((tmp_path / "scenes").iterdir())
    assert load_project(tmp_path) == project


def test_a_new_shot_is_its_file_and_two_lines_of_the_project(tmp_path):
    project = save_project(small_project(), tmp_path)
    before = contents(tmp_path)
    save_project(
        add_shot(project, "Room", "Camera", name="end", start=48, end=60, shot_id="sht_end")
    )
    changes = changed_lines(before, contents(tmp_path))
    assert changes.keys() == {"project.json", "shots/sht_end.json"}
    assert sum(line.startswith("+") and "sht_end" in line for line in changes["project.json"]) == 2
    assert sum(line.startswith("+") for line in changes["project.json"]) == 4
