"""The store of models: an aid that is never needed, never wrong and never in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compose.geometry.model import Model
from compose.kit import PROPS, make_prop
from compose.model_store import kept_model
from compose.model_store.files import KeptFiles
from compose.model_store.folder import store_folder
from compose.model_store.sources import maker_files, makers_fingerprint
from shotwright import CACHE_VARIABLE, ShotwrightError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


class Maker:
    """Makes a bench and counts how often it is asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> Model:
        self.calls += 1
        return PROPS["park_bench"].build(detail=0.25)


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_model_is_made_once_for_each_kind_and_key(folder: Path) -> None:
    make = Maker()
    for kind, key in (("prop", "a"), ("prop", "a"), ("prop", "b"), ("body", "a"), ("body", "a")):
        kept_model(kind, key, make)
    assert make.calls == 3
    assert len(files_in(folder)) == 3


def test_models_of_equal_content_in_use_at_one_time_are_one_object(folder: Path) -> None:
    assert folder
    first = kept_model("prop", "a", Maker())
    assert kept_model("prop", "a", Maker()) is first
    assert kept_model("prop", "b", Maker()) is first


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_file_is_made_again_and_written_over(folder: Path, damage: bytes | None) -> None:
    make = Maker()
    kept_model("prop", "a", make)
    (path,) = files_in(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] if damage is None else damage)
    kept_model("prop", "a", make)
    assert make.calls == 2
    assert path.read_bytes() == whole


def test_what_the_maker_refuses_is_passed_on_and_not_kept(folder: Path) -> None:
    def refuse() -> Model:
        raise ShotwrightError("no such thing")

    with pytest.raises(ShotwrightError, match="no such thing"):
        kept_model("prop", "a", refuse)
    assert not folder.exists()


def test_without_a_folder_everything_works_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, "off")
    make = Maker()
    for _ in range(2):
        assert kept_model("prop", "a", make).nodes
    assert make.calls == 2
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    monkeypatch.setenv(CACHE_VARIABLE, str(blocked))
    for _ in range(2):
        assert kept_model("prop", "a", make).nodes
    assert make.calls == 4
    assert files_in(tmp_path) == [blocked]


def test_a_folder_that_cannot_be_written_is_told_once_to_the_debug_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    files = KeptFiles(blocked)
    with caplog.at_level("DEBUG", logger="compose.model_store"):
        for name in ("a", "b", "c"):
            files.write(name, b"data")
    told = [r for r in caplog.records if str(blocked) in r.getMessage()]
    assert len(told) == 1
    assert told[0].levelname == "DEBUG"


def test_a_write_that_fails_half_way_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    files = KeptFiles(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        files.write("x/a.model", b"data")
    assert files_in(tmp_path) == []
    assert files.read("x/a.model") is None


def test_the_files_not_used_for_longest_are_removed_until_the_rest_fits(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path, most_bytes=5 * 1000)
    now = time.time()
    for age in range(9):
        files.write(f"v{age % 2}/{age}.model", bytes(1000))
        os.utime(tmp_path / f"v{age % 2}/{age}.model", (now, now - 100.0 * age))
    files.sweep()
    assert sorted(int(path.stem) for path in files_in(tmp_path)) == [0, 1, 2, 3, 4]


def test_reading_an_old_file_makes_it_young_again(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path, most_bytes=1000)
    for name in ("a", "b"):
        files.write(f"v/{name}", bytes(1000))
    week_ago = time.time() - 7 * 24 * 3600
    os.utime(tmp_path / "v/a", (week_ago, week_ago))
    os.utime(tmp_path / "v/b", (week_ago + 60, week_ago + 60))
    assert files.read("v/a") == bytes(1000)
    files.sweep()
    assert [path.name for path in files_in(tmp_path)] == ["a"]


def test_what_a_killed_process_left_half_written_goes_after_an_hour(tmp_path: Path) -> None:
    fresh, stale = tmp_path / "v/a.model.01234567.tmp", tmp_path / "v/b.model.89abcdef.tmp"
    fresh.parent.mkdir()
    for path, age in ((fresh, 10.0), (stale, 2 * 3600.0)):
        path.write_bytes(b"half")
        os.utime(path, (time.time(), time.time() - age))
    KeptFiles(tmp_path).sweep()
    assert files_in(tmp_path) == [fresh]


HOMES = {
    "linux": ({"HOME": "/home/ann"}, "/home/ann/.cache/shotwright/models"),
    "linux ": ({"HOME": "/home/ann", "XDG_CACHE_HOME": "/c"}, "/c/shotwright/models"),
    "linux  ": (
        {"HOME": "/home/ann", "XDG_CACHE_HOME": "here"}, "/home/ann/.cache/shotwright/models",
    ),
    "darwin": ({"HOME": "/Users/ann"}, "/Users/ann/Library/Caches/shotwright/models"),
    "linux   ": ({CACHE_VARIABLE: "/elsewhere", "HOME": "/home/ann"}, "/elsewhere/models"),
    "linux    ": ({CACHE_VARIABLE: "OFF", "HOME": "/home/ann"}, None),
    "linux     ": ({}, None),
}  # fmt: skip


@pytest.mark.parametrize("platform", HOMES)
def test_the_folder_is_where_each_system_keeps_caches(platform: str) -> None:
    environment, expected = HOMES[platform]
    found = store_folder(environment, platform.strip())
    assert found == (None if expected is None else Path(expected))


def in_a_new_process(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=dict(os.environ) | environment,
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout


def test_every_module_that_makers_use_is_in_the_fingerprint() -> None:
    code = """
import json, sys
from compose.kit import PROPS, make_prop
import compose.figures.mannequin, compose.figures.statue, compose.figures.shape.dressing
[PROPS[name] for name in PROPS]
print(json.dumps([m.__file__ for n, m in sys.modules.items() if n.startswith("compose.")]))
"""
    used = {Path(name) for name in json.loads(in_a_new_process(code))}
    foreign = {path.relative_to(ROOT / "compose") for path in used - set(maker_files())}
    assert foreign == set()


def test_an_edit_of_a_maker_is_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compose.model_store import sources

    for name in ("kit", "figures", "geometry", "model_store"):
        (tmp_path / name).mkdir()
    for name in ("camera.py", "errors.py", "light.py", "transform.py", "values.py", "kit/a.py"):
        (tmp_path / name).write_text("x = 1\n")
    monkeypatch.setattr(sources, "_COMPOSE", tmp_path)
    fresh = makers_fingerprint.__wrapped__
    before = fresh()
    assert fresh() == before
    (tmp_path / "kit" / "a.py").write_text("x = 2\n")
    edited = fresh()
    (tmp_path / "kit" / "a.py").rename(tmp_path / "kit" / "b.py")
    renamed = fresh()
    (tmp_path / "light.py").unlink()
    assert len({before, edited, renamed}) == 3
    assert fresh() is None


SCENE = """
import sys
from compose.evaluation import evaluate
from compose.node import Node
from compose.populate.populator import Populator, PopulatorItem
from compose.figures.body import FigureBody
from tests.builders.staged import person, project, prop
item = PopulatorItem(body=FigureBody(detail=0.25), poses=("stand", "phone"))
crowd = Populator(kind="populator", items=(item,), area=((0, 0), (9, 0), (9, 9)), count=5)
nodes = person(), prop("car", "car"), prop("cup", "cup"), Node(id="c", name="C", payload=crowd)
made, shot = project(*nodes)
print(evaluate(made, shot, 5).content_hash)
makers = [m for m in ("compose.figures.shape.dressing", "compose.kit.workshop") if m in sys.modules]
print("made" if makers else "read")
"""


def test_a_scene_is_the_same_with_the_store_and_without_and_read_the_second_time(
    tmp_path: Path,
) -> None:
    without = in_a_new_process(SCENE, **{CACHE_VARIABLE: "off"}).split()
    first = in_a_new_process(SCENE, **{CACHE_VARIABLE: str(tmp_path)}).split()
    again = in_a_new_process(SCENE, **{CACHE_VARIABLE: str(tmp_path)}).split()
    assert without[0] == first[0] == again[0]
    assert [without[1], first[1], again[1]] == ["made", "made", "read"]


def test_processes_that_make_the_same_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    code = """
from compose.kit import make_prop
print([len(n.parts) for name in ("car", "cup", "chair") for n in make_prop(name).nodes])
"""
    environment = dict(os.environ) | {CACHE_VARIABLE: str(tmp_path)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    told = [process.communicate(timeout=120) for process in running]
    assert {process.returncode for process in running} == {0}
    assert len(set(told)) == 1
    assert all(path.suffix == ".model" for path in files_in(tmp_path))
    assert len(files_in(tmp_path)) == 3


@pytest.mark.parametrize("setting", ["off", "on"])
def test_equal_requests_of_a_prop_are_one_object_however_they_are_written(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, "off" if setting == "off" else str(tmp_path))
    detail = 0.731 if setting == "off" else 0.732  # asked for nowhere else
    defaults = {name: p.default for name, p in PROPS["cup"].parameters.items()}
    short = make_prop("cup", {"detail": detail})
    assert make_prop("cup", defaults | {"detail": detail}) is short
