"""Real processes: what is imported, what is on which stream, what Ctrl-C and a closed pipe do."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _environment(**extra: str) -> dict[str, str]:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return buffered | {"PYTHONPATH": str(ROOT)} | extra


def shell(*arguments: str, **options) -> subprocess.CompletedProcess:
    """Run `shotwright` as a process of its own."""
    options = {"capture_output": True, "timeout": 60, "env": _environment()} | options
    return subprocess.run([sys.executable, "-m", "cli", *arguments], check=False, **options)


@pytest.mark.parametrize("arguments", [["info"], ["--help"], ["--version"], ["new", "--help"]])
def test_quick_commands_load_nothing_heavy(film, arguments):
    code = (
        "import sys; from cli.main import main; status = main(sys.argv[1:]); "
        "heavy = {'numpy', 'moderngl', 'trimesh', 'rich', 'av', 'PIL', 'OpenEXR'}; "
        "print(status, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, check=True, cwd=film, env=_environment(), text=True, timeout=60,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == "0 []"


@pytest.mark.parametrize(
    ("arguments", "status"), [(["info"], 0), (["info", "nowhere"], 2), (["inof"], 2)]
)
def test_the_exit_status_reaches_the_shell(film, arguments, status):
    assert shell(*arguments, cwd=film).returncode == status


def test_a_full_disk_is_a_failure(film):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "wb") as full:
        done = shell("info", cwd=film, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_matter(film):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = shell("info", cwd=film, stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_name_can_be_printed_in_any_encoding(film, encoding):
    path = film / "project.json"
    path.write_text(path.read_text().replace('"film"', '"路地 café"'), encoding="utf-8")
    done = shell("info", cwd=film, env=_environment(PYTHONIOENCODING=encoding))
    assert done.returncode == 0
    assert "caf" in done.stdout.decode(encoding)
    told = shell("info", "--json", cwd=film, env=_environment(PYTHONIOENCODING=encoding))
    assert json.loads(told.stdout.decode(encoding))["name"] == "路地 café"


@pytest.mark.gpu
def test_with_json_standard_output_is_one_document_while_files_are_announced(film):
    done = shell("frames", "--size", "64x36", "--passes", "depth,clay", "--json", cwd=film)
    assert done.returncode == 0, done.stderr.decode()
    (shot,) = json.loads(done.stdout)["shots"]
    assert all(Path(file).stat().st_size > 0 for file in shot["files"])
    announced = {Path(line).name for line in done.stderr.decode().splitlines()}
    assert announced == {Path(file).name for file in shot["files"]}


@pytest.mark.gpu
def test_ctrl_c_keeps_whole_frames_and_the_printed_command_goes_on(film):
    arguments = ["render", "--passes", "depth", "--size", "64x36", "--near", "1", "--far", "9"]
    running = subprocess.Popen(
        [sys.executable, "-m", "cli", *arguments],
        cwd=film, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    _wait_for_a_frame(film / "out")
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    (line,) = [line for line in told.splitlines() if line]
    assert not [p for p in (film / "out").rglob("*") if p.is_file() and "tmp" in p.name]
    again = re.search(r"Go on with: shotwright (.+)$", line)
    assert again, line
    done = shell(*again[1].split(), "--json", cwd=film)
    totals = json.loads(done.stdout)
    assert totals["kept"] > 0
    assert totals["kept"] + totals["drawn"] == 72


def _wait_for_a_frame(folder: Path) -> None:
    for _ in range(1200):
        if any(folder.rglob("*.png")):
            return
        time.sleep(0.02)
    pytest.fail("no frame appeared")
