"""Nothing is lost: not to another program, to a full disk, or to a kill in the middle of a save."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from compose.edits import add_shot, set_node
from compose.errors import ProjectFileError
from compose.files import atomic, load_project, save_project
from tests.builders.small_project import small_project

SAVER = """
import sys
from compose.edits import add_node, add_scene, add_shot, new_project, remove_shot, set_environment
from compose.edits import set_node
from compose.files import save_project
from compose.payload import CameraPayload

project = new_project("0")
for name in "AB":
    project = add_scene(project, name)
    project = add_node(project, name, "Camera", payload=CameraPayload(kind="camera"))
project = save_project(project, sys.argv[1])
print("ready", flush=True)
count = 0
while True:
    count += 1
    project = project.replace(name=str(count))
    for name in "AB":
        project = set_environment(project, name, fog_base_m=count)
        project = set_node(project, name, "Camera", translation=(count, count, count))
    if count % 2:
        project = add_shot(project, "A", "Camera", name="s", start=0, end=1 + count)
    else:
        project = remove_shot(project, project.shots[0].id)
    project = save_project(project)
"""


def kill_while_saving(folder, delay):
    """Start a program that saves without pause, and kill it after ``delay`` seconds."""
    command = [sys.executable, "-c", SAVER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)


def assert_whole(folder):
    """Each file is of one save; scenes are those of the project file, or of the save after."""
    project = load_project(folder)
    for scene in project.scenes:
        count = scene.environment.fog_base_m
        assert scene.nodes[0].translation == (count, count, count)
        assert count - float(project.name) in (0.0, 1.0)
    return int(project.name)


def test_a_project_killed_while_saving_loads_again(tmp_path):
    saves = 0
    for i, delay in enumerate((0.013, 0.047, 0.11)):
        kill_while_saving(tmp_path / str(i), delay)
        saves += assert_whole(tmp_path / str(i))
    assert saves > 0


@pytest.mark.soak
def test_a_project_killed_while_saving_a_hundred_times_loads_again(tmp_path):
    chance = random.Random(2)
    for i in range(100):
        kill_while_saving(tmp_path / str(i), chance.uniform(0.0, 0.3))
        assert_whole(tmp_path / str(i))


def test_a_crash_at_any_rename_leaves_a_project_that_loads(tmp_path, monkeypatch):
    before = small_project()
    after = set_node(before, "Room", "Chair", visible=False)
    after = add_shot(after, "Room", "Camera", name="new", start=0, end=3)
    after = after.replace(name="After")
    replace, names = os.replace, []
    for survived in range(4):
        folder = tmp_path / str(survived)
        project = save_project(before, folder)

        def crash(source, target, survived=survived):
            if len(names) == survived:
                raise KeyboardInterrupt
            names.append(target.name)
            replace(source, target)

        names.clear()
        monkeypatch.setattr(atomic.os, "replace", crash)
        fresh = after.replace(root=project.root, revisions=project.revisions)
        if survived < 3:
            with pytest.raises(KeyboardInterrupt):
                save_project(fresh)
        else:
            save_project(fresh)
        monkeypatch.setattr(atomic.os, "replace", replace)
        loaded = load_project(folder)
        assert loaded.name == ("After" if survived == 3 else "Small")
        assert len(loaded.shots) == (3 if survived == 3 else 2)
        assert not list(folder.rglob("*.tmp"))
    assert names[-1] == "project.json"


FILLER = """
import resource, sys
from compose.edits import set_node
from compose.errors import ProjectFileError
from compose.files import load_project, save_project

project = load_project(sys.argv[1])
project = set_node(project, "Room", "Lamp", description="bright")
project = set_node(project, "Room", "Chair", description="x" * 100_000)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    save_project(project.replace(name="Full"))
except ProjectFileError as error:
    print(error)
"""


def test_a_disk_that_fills_up_leaves_every_file_as_it_was(tmp_path):
    save_project(small_project(), tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    command = [sys.executable, "-c", FILLER, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "scn_room.json: cannot be written: File too large" in done.stdout
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_file_that_another_program_changed_is_not_overwritten(tmp_path):
    ours = save_project(small_project(), tmp_path)
    theirs = load_project(tmp_path)
    save_project(set_node(theirs, "Room", "Chair", translation=(5, 5, 5)))
    with pytest.raises(ProjectFileError, match="another program changed") as caught:
        save_project(set_node(ours, "Room", "Lamp", visible=False))
    assert caught.value.problems == ("scenes/scn_room.json",)
    assert load_project(tmp_path).scene("Room").find("Chair").translation == (5.0, 5.0, 5.0)
    save_project(set_node(ours, "Room", "Lamp", visible=False), force=True)
    assert load_project(tmp_path).scene("Room").find("Chair").translation == (1.0, 0.0, -2.0)


def test_another_project_is_not_overwritten(tmp_path):
    save_project(small_project(), tmp_path)
    with pytest.raises(ProjectFileError, match="another program changed"):
        save_project(small_project().replace(name="Other"), tmp_path)


def test_going_on_with_what_a_save_returned_never_conflicts(tmp_path):
    project = save_project(small_project(), tmp_path)
    for x in range(3):
        project = save_project(set_node(project, "Room", "Chair", translation=(x, 0, 0)))
    assert load_project(tmp_path) == project


def test_saving_elsewhere_makes_a_whole_project_there(tmp_path):
    project = save_project(small_project(), tmp_path / "a")
    copy = save_project(project, tmp_path / "b" / "c")
    assert copy.root == (tmp_path / "b" / "c").resolve()
    assert load_project(tmp_path / "a") == project


def test_a_folder_that_is_a_link_is_not_saved_into(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "film").mkdir()
    (tmp_path / "film" / "shots").symlink_to(tmp_path / "outside")
    with pytest.raises(ProjectFileError, match="is a link"):
        save_project(small_project(), tmp_path / "film")


def test_an_id_that_cannot_name_a_file_is_not_saved(tmp_path):
    project = small_project()
    shot = project.shots[0].replace(id="../../evil")
    with pytest.raises(ProjectFileError, match="cannot name a file"):
        save_project(project.replace(shots=(shot,)), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_value_that_json_cannot_hold_is_refused_before_anything_is_written(tmp_path):
    project = small_project().replace(strange=object())
    with pytest.raises(ProjectFileError, match="no file can hold"):
        save_project(project, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_project_without_a_folder_says_so():
    with pytest.raises(ProjectFileError, match="say where to save"):
        save_project(small_project())


def test_permissions_of_a_file_survive_a_save(tmp_path):
    project = save_project(small_project(), tmp_path)
    (tmp_path / "scenes" / "scn_room.json").chmod(0o640)
    save_project(set_node(project, "Room", "Chair", visible=False))
    assert (tmp_path / "scenes" / "scn_room.json").stat().st_mode & 0o777 == 0o640
