"""A malformed project is refused with every fault at once: file, field, what was expected."""

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.errors import ProjectFileError, UnsupportedVersionError
from compose.files import check_project, load_project, reading, save_project
from tests.builders.small_project import small_project

ROOM = "scenes/scn_room.json"
WIDE = "shots/sht_wide.json"


@pytest.fixture
def folder(tmp_path):
    save_project(small_project(), tmp_path)
    return tmp_path


def edit(folder, name, change):
    document = json.loads((folder / name).read_text())
    change(document)
    (folder / name).write_text(json.dumps(document))


def problems(folder):
    with pytest.raises(ProjectFileError) as caught:
        load_project(folder)
    return caught.value.problems


def only_problem(folder):
    (problem,) = problems(folder)
    return problem


def test_every_fault_of_every_file_is_named_at_once(folder):
    def break_room(scene):
        scene["nodes"][0]["translation"] = [1, "two", 3]
        scene["nodes"][0]["payload"]["kind"] = "primitve"
        scene["nodes"][3]["payload"]["near_m"] = -1
        scene["tracks"][0]["curve"]["keys"][1]["interpolation"] = "smoth"
        del scene["nodes"][1]["name"]

    edit(folder, ROOM, break_room)
    edit(folder, WIDE, lambda shot: shot.update(end=0))
    edit(folder, "project.json", lambda project: project.update(rate="fast"))
    assert problems(folder) == (
        f"{ROOM}: nodes[0].translation[1]: must be a number, not 'two' (node 'Chair')",
        f"{ROOM}: nodes[0].payload: must be one of primitive, prop, figure, populator, "
        "asset, card, camera, light, not 'primitve' (node 'Chair'). Did you mean 'primitive'?",
        f"{ROOM}: nodes[1].name: is missing",
        f"{ROOM}: nodes[3].payload.near_m: must be greater than 0, not -1 (node 'Camera')",
        f"{ROOM}: tracks[0].curve.keys[1].interpolation: must be one of constant, linear, "
        "smooth, bezier, not 'smoth'. Did you mean 'smooth'?",
        f"{WIDE}: the shot has no frames: end 0 is not after start 0",
        "project.json: rate: 'fast' is not a frame rate; write 24, 23.976 or 24000/1001.",
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("sensor", [36, 24, 1], "payload.sensor: must be text or hold at most 2 values"),
        ("gate", {}, "payload.gate: must be text or a number"),
        ("focal_length_mm", "35", "payload.focal_length_mm: must be a number, not '35'"),
        ("aim", {"joint": "Hips"}, "payload.aim.node: is missing"),
        ("aim", 3, "payload.aim: must be an object in braces, not 3"),
        ("kind", None, "payload: must say what it is in a field 'kind'"),
    ],
)
def test_a_camera_field_of_the_wrong_kind_says_what_was_expected(folder, field, value, said):
    def change(scene):
        scene["nodes"][3]["payload"][field] = value
        if value is None:
            del scene["nodes"][3]["payload"][field]

    edit(folder, ROOM, change)
    assert said in only_problem(folder)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not JSON"),
        (b'{"format": ', "is not JSON: Expecting value at line 1"),
        (b"[1]", "must hold one object"),
        (b"\xff\xfe{\x00}\x00", "byte order mark"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'{\n"format": "\xe4"}', "is not UTF-8 text (line 2)"),
        (b'{"a": 1, "a": 2}', "a: appears twice"),
        (b'{"a": [1, NaN]}', "a[1]: must be a finite number"),
        (b'{"a": {"b": 1e999}}', "a.b: must be a finite number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "far too long"),
        (b'{"a": 99999999999999999999}', "a: must be at most"),
        (b'{"a": "\\ud800"}', "half of a character"),
        (b"[" * 100_000, "levels deep"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "levels deep"),
        (b'{"format": "shotwright.shot", "version": 1}', "must be 'shotwright.scene', not"),
        (b'{"version": 1}', "format: is missing"),
        (b'{"format": "shotwright.scene"}', "version: must be a whole number"),
        (b'{"format": "shotwright.scene", "version": true}', "version: must be a whole number"),
        (b'{"format": "shotwright.scene", "version": 0}', "which never existed"),
    ],
)
def test_a_file_that_is_no_document_of_ours_is_named(folder, data, said):
    (folder / ROOM).write_bytes(data)
    problem = only_problem(folder)
    assert problem.startswith(ROOM)
    assert said in problem


def test_a_newer_version_is_refused_by_its_own_error(folder):
    edit(folder, WIDE, lambda shot: shot.update(version=2, of_tomorrow=1))
    with pytest.raises(UnsupportedVersionError, match="Update Shotwright"):
        load_project(folder)


def test_a_missing_file_is_named(folder):
    (folder / WIDE).unlink()
    assert only_problem(folder).startswith(f"{WIDE}: is missing")


@pytest.mark.parametrize("name", ["../../etc/passwd", "scn_a/b", "scn_A", "", "scn_" + "a" * 33, 3])
def test_an_id_that_could_leave_the_folder_is_refused(folder, name):
    edit(folder, "project.json", lambda project: project["scenes"].append(name))
    assert only_problem(folder).startswith("project.json: scenes[1]: must be an id")


def test_an_id_that_differs_from_its_file_name_is_refused(folder):
    edit(folder, WIDE, lambda shot: shot.update(id="sht_other"))
    assert "id: must be 'sht_wide' like the file's name" in only_problem(folder)


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_link_that_leads_out_of_the_folder_is_refused(folder, tmp_path_factory, kind):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "scn_room.json").write_bytes((folder / ROOM).read_bytes())
    (folder / ROOM).unlink()
    if kind == "file":
        (folder / ROOM).symlink_to(outside / "scn_room.json")
    else:
        (folder / "scenes").rmdir()
        (folder / "scenes").symlink_to(outside)
    assert "leads out of the project folder" in only_problem(folder)


def test_a_ring_of_links_is_refused(folder):
    (folder / ROOM).unlink()
    (folder / ROOM).symlink_to(folder / ROOM)
    assert "cannot be read" in only_problem(folder)


def test_a_pipe_is_refused_without_waiting_for_it(folder):
    (folder / ROOM).unlink()
    os.mkfifo(folder / ROOM)
    assert "not a regular file" in only_problem(folder)


def test_a_file_that_is_too_large_is_refused_unread(folder):
    with (folder / ROOM).open("r+b") as file:
        file.truncate(reading.MAX_FILE_BYTES + 1)
    assert "larger than a project file may be" in only_problem(folder)


def test_too_many_values_are_refused(folder, monkeypatch):
    monkeypatch.setattr(reading, "MAX_VALUES", 50)
    assert any("more than 50 values" in problem for problem in problems(folder))


def test_a_thousand_faults_are_cut_to_a_list_one_can_read(folder):
    edit(folder, ROOM, lambda scene: scene.update(nodes=[{}] * 1000))
    assert len(problems(folder)) == 100


def test_fields_that_live_in_memory_only_are_not_taken_from_a_file(folder):
    edit(folder, "project.json", lambda project: project.update(root="/etc", revisions={}))
    assert [p.partition(" is")[0] for p in problems(folder)] == [
        "project.json: root:",
        "project.json: revisions:",
    ]


def test_where_there_is_no_project_it_says_how_to_make_one(tmp_path):
    with pytest.raises(ProjectFileError, match="shotwright new"):
        load_project(tmp_path)


def test_the_folder_and_its_project_file_name_the_same_project(folder):
    assert load_project(folder / "project.json") == load_project(str(folder))


SOUND = {}


def sound_files():
    if not SOUND:
        with tempfile.TemporaryDirectory() as folder:
            save_project(small_project(), folder)
            for path in Path(folder).rglob("*.json"):
                SOUND[str(path.relative_to(folder))] = path.read_bytes()
    return SOUND


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_bytes_load_or_are_refused_but_never_crash(data):
    files = dict(sound_files())
    name = data.draw(st.sampled_from(sorted(files)))
    raw = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    with tempfile.TemporaryDirectory() as folder:
        for other, content in files.items():
            path = Path(folder) / other
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(bytes(raw) if other == name else content)
        try:
            project = load_project(folder)
        except ProjectFileError:
            return
        assert load_project(folder) == project


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_json_in_any_place_loads_and_checks_or_is_refused_but_never_crashes(data):
    files = {name: json.loads(content) for name, content in sound_files().items()}
    here = files[data.draw(st.sampled_from(sorted(files)))]
    while True:
        keys = sorted(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(here[key], dict | list) or not here[key] or data.draw(st.booleans()):
            break
        here = here[key]
    scalar = st.sampled_from([None, True, -1, 0, 1e300, "", "x", "../x", [], {}, [[]], {"a": {}}])
    here[key] = data.draw(scalar)
    with tempfile.TemporaryDirectory() as folder:
        for name, document in files.items():
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (Path(folder) / name).write_text(json.dumps(document))
        assert all(str(problem) for problem in check_project(folder))
        try:
            project = load_project(folder)
        except ProjectFileError:
            return
        assert load_project(folder) == project
