"""``docs/project-files.md`` says what the code does."""

import re

from compose.files import load_project, reading, save_project
from compose.files.layout import MAX_LISTED
from compose.payload import CameraPayload
from compose.populate.populator import MOST_COPIES
from compose.shot import MAX_SHOT_FRAMES
from compose.stage.populating import MOST_COPIES_IN_ALL
from tests.builders.project_files_page import MODELS, PAGE, fresh, table
from tests.builders.small_project import small_project

TEXT = PAGE.read_text("utf-8")


def test_the_tables_and_the_example_are_fresh():
    stale = "run python -m tests.builders.project_files_page"
    assert fresh(TEXT) == TEXT, stale


def test_every_saved_value_has_its_table():
    assert set(re.findall(r"<!-- fields (\w+) -->", TEXT)) == {m.__name__ for m in MODELS}


def test_the_limits_are_the_real_ones():
    assert f"{reading.MAX_FILE_BYTES // 2**20} MiB" in TEXT
    assert f"{reading.MAX_VALUES // 10**6} million values" in TEXT
    assert f"{reading.MAX_DEPTH} levels" in TEXT
    words = " ".join(TEXT.split())
    assert f"at most {MAX_LISTED:,} scenes and {MAX_LISTED:,} shots" in words
    assert f"a shot has at most {MAX_SHOT_FRAMES:,} frames" in words
    assert f"a populator makes at most {MOST_COPIES:,} copies" in words
    assert f"those of a scene {MOST_COPIES_IN_ALL:,} in all" in words


def test_the_example_in_python_runs(tmp_path, monkeypatch):
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    save_project(small_project(), tmp_path / "film")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, PAGE.name, "exec"), {})
    chair = load_project("film").scene("Room").find("Chair")
    assert chair.translation == (1.5, 0.0, -2.0)


def test_a_table_states_kind_bounds_and_default():
    rows = table(CameraPayload).splitlines()
    assert rows[2] == '| `kind` | `"camera"` | required |'
    assert "| `focal_length_mm` | number > 0 | `35` |" in rows
    assert '| `sensor` | text or 2 × number | `"super-35"` |' in rows
