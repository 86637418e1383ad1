"""Real processes: Ctrl-C, kill, a full disk, and memory over many frames."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from small_stage import CountingRenderer, small_project, tree

from visualize.produce import render_shot

HERE = Path(__file__).parent
SETTINGS = {"passes": ["clay", "depth", "motion"], "size": (160, 90)}
SLOW = f"""
import sys, time
sys.path.insert(0, {str(HERE)!r})
from small_stage import CountingRenderer, small_project
from visualize.produce import render_shot

class Slow(CountingRenderer):
    def render(self, *args, **options):
        time.sleep(0.04)
        return super().render(*args, **options)

out, file_format, limit = sys.argv[1:]
if int(limit):
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
render_shot(small_project(), "010", passes={SETTINGS["passes"]!r}, size={SETTINGS["size"]!r},
            out=out, format=file_format, renderer=Slow())
"""


def started(out: Path, file_format: str = "png", limit: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SLOW, str(out), file_format, str(limit)],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HERE.parents[2])},
    )


def wait_for(out: Path, pattern: str, count: int) -> None:
    deadline = time.monotonic() + 20
    while len(list(out.rglob(pattern))) < count:
        assert time.monotonic() < deadline, "the render did not begin"
        time.sleep(0.01)


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_render_leaves_whole_frames_and_resumes_to_the_same_bytes(
    tmp_path: Path, signal_number: int
) -> None:
    process = started(tmp_path / "cut")
    wait_for(tmp_path / "cut", "clay.*.png", 2)
    process.send_signal(signal_number)
    process.communicate(timeout=20)
    assert process.returncode != 0
    left = list((tmp_path / "cut").rglob("*.png"))
    assert 2 <= len([path for path in left if path.name.startswith("clay")]) < 8
    for path in left:
        with Image.open(path) as picture:
            picture.load()
    if signal_number == signal.SIGINT:
        assert not list((tmp_path / "cut").rglob("*.part"))
    project = small_project()
    render_shot(project, "010", out=tmp_path / "cut", renderer=CountingRenderer(), resume=True,
                **SETTINGS)  # fmt: skip
    render_shot(project, "010", out=tmp_path / "whole", renderer=CountingRenderer(), **SETTINGS)
    assert tree(tmp_path / "cut") == tree(tmp_path / "whole")


def running(text: str) -> bool:
    """Tell whether any process has ``text`` among its arguments."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return text in listed.stdout


def test_an_interrupted_film_leaves_no_film_and_no_ffmpeg(tmp_path: Path) -> None:
    process = started(tmp_path, "h264")
    wait_for(tmp_path, ".*.part", 1)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert not list(tmp_path.rglob("*.mp4"))
    assert not list(tmp_path.rglob("*.part"))
    assert not running(str(tmp_path))


def test_a_killed_film_leaves_no_ffmpeg_and_the_next_render_tidies_up(tmp_path: Path) -> None:
    process = started(tmp_path, "h264")
    wait_for(tmp_path, ".*.part", 1)
    process.kill()
    process.communicate(timeout=20)
    deadline = time.monotonic() + 20
    while running(str(tmp_path)):
        assert time.monotonic() < deadline, "ffmpeg outlived the render"
        time.sleep(0.05)
    assert not list(tmp_path.rglob("*.mp4"))
    render_shot(small_project(), "010", out=tmp_path, renderer=CountingRenderer(), resume=True,
                format="h264", **SETTINGS)  # fmt: skip
    assert len(list(tmp_path.rglob("*.mp4"))) == 3
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    ("file_format", "limit"), [("png", 4_000), ("exr", 20_000), ("ffv1", 9_000)]
)
def test_no_room_is_said_in_plain_words_and_leaves_no_half_file(
    tmp_path: Path, file_format: str, limit: int
) -> None:
    """A limit on file size refuses writes where a full disk would."""
    _, words = started(tmp_path, file_format, limit).communicate(timeout=30)
    last = words.strip().splitlines()[-1]
    assert last.startswith("visualize.errors.EncodeError"), words
    assert str(tmp_path) in last
    assert not list(tmp_path.rglob("*.part"))


def test_memory_does_not_grow_with_the_length_of_a_shot(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(HERE)!r})
from small_stage import CountingRenderer, small_project
from visualize.produce import render_shot

class Forgetful(CountingRenderer):
    def render(self, *args, **options):
        self.drawn.clear(); self.targets.clear()
        return super().render(*args, **options)

project = small_project()
shot = project.shots[0].replace(start=0, end=int(sys.argv[1]), head=0, tail=0)
render_shot(project.replace(shots=(shot,), scenes=project.scenes), shot, passes=["clay", "depth"],
            size=(320, 180), out=sys.argv[2], renderer=Forgetful())
status = Path("/proc/self/status").read_text()  # getrusage would begin with pytest's own peak
print(status.partition("VmHWM:")[2].split()[0])
"""
    peaks = [
        int(
            subprocess.run(
                [sys.executable, "-c", code, str(frames), str(tmp_path / str(frames))],
                capture_output=True,
                text=True,
                check=True,
                env=os.environ | {"PYTHONPATH": str(HERE.parents[2])},
            ).stdout
        )
        for frames in (20, 160)
    ]
    assert peaks[1] < peaks[0] * 1.1
