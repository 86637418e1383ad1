"""Results become takes: whole, once each, with all that is known of how they were made."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import av
import pytest

from tests.builders.finished_jobs import finished_job, moving_box
from tests.builders.small_project import small_project
from visualize.errors import TakeError
from visualize.takes.keeping import TakeKeeper
from visualize.takes.sidecar import read_take, sidecar_of


def keeper(framing: str = "medium close-up") -> TakeKeeper:
    project = small_project()
    return TakeKeeper(lambda _: project, lambda *_: framing, lambda _: ("Acme Dream", False))


def test_a_result_becomes_a_take_beside_its_sidecar(tmp_path: Path) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    (kept,) = keeper().keep(finished_job(tmp_path, (result,)))
    assert kept == tmp_path / "takes" / "020_push" / "020_medium_close-up_push_take1.mp4"
    assert kept.read_bytes() == result.read_bytes()
    take = read_take(sidecar_of(kept))
    assert (take.number, take.clip.frames, take.clip.width, take.clip.height) == (1, 6, 64, 36)
    assert (take.made.reported_usd, take.made.estimated_high_usd) == (0.6, 0.7)
    assert take.made.mapping is not None
    assert take.made.mapping.start == 24.0
    assert take.made.sent[0].shows == "frame 24 of shot 020"
    assert take.made.provider_job == "req-1"


def test_what_the_check_found_is_not_decoded_again(tmp_path: Path, monkeypatch) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    finished = finished_job(tmp_path, (result,))

    def never(*_given, **_named):
        raise AssertionError("decoded a second time")

    monkeypatch.setattr(av, "open", never)
    (kept,) = keeper().keep(finished)
    clip = read_take(sidecar_of(kept)).clip
    assert (clip.file, clip.frames) == (kept.name, 6)
    assert clip.sha256 == hashlib.sha256(kept.read_bytes()).hexdigest()


def test_a_result_that_changed_after_its_check_is_no_take(tmp_path: Path) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    finished = finished_job(tmp_path, (result,))
    result.write_bytes(result.read_bytes() + b"more")
    with pytest.raises(TakeError, match="changed while it was copied"):
        keeper().keep(finished)
    assert not list((tmp_path / "takes").rglob("*.mp4"))


def test_keeping_again_after_a_crash_keeps_nothing_twice(tmp_path: Path) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    finished = finished_job(tmp_path, (result,))
    first = keeper().keep(finished)
    before = sidecar_of(first[0]).read_bytes()
    assert keeper().keep(finished) == first
    assert sidecar_of(first[0]).read_bytes() == before
    assert len(list((tmp_path / "takes").rglob("*.mp4"))) == 1


def test_a_job_cut_off_between_file_and_sidecar_is_finished_under_its_number(
    tmp_path: Path,
) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    (kept,) = keeper().keep(finished_job(tmp_path, (result,)))
    sidecar_of(kept).unlink()
    (other,) = keeper().keep(finished_job(tmp_path, (result,), job="job_bbbb2222"))
    (again,) = keeper().keep(finished_job(tmp_path, (result,)))
    assert again == kept
    assert other.stem.endswith("take2")


def test_several_results_of_one_job_are_several_takes(tmp_path: Path) -> None:
    files = tuple(moving_box(tmp_path / "job" / f"{n}.mp4", frames=3 + n) for n in range(3))
    kept = keeper().keep(finished_job(tmp_path, files))
    assert [read_take(sidecar_of(path)).clip.frames for path in kept] == [3, 4, 5]
    assert [read_take(sidecar_of(path)).number for path in kept] == [1, 2, 3]


def test_a_number_is_never_used_again_after_the_take_is_deleted(tmp_path: Path) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    (first,) = keeper().keep(finished_job(tmp_path, (result,)))
    sidecar_of(first).unlink()
    first.unlink()
    (second,) = keeper().keep(finished_job(tmp_path, (result,), job="job_bbbb2222"))
    assert read_take(sidecar_of(second)).number == 2


def test_the_file_gets_the_ending_of_what_it_is_not_of_what_it_is_called(tmp_path: Path) -> None:
    result = moving_box(tmp_path / "job" / "film.mp4").rename(tmp_path / "job" / "film.png")
    (kept,) = keeper().keep(finished_job(tmp_path, (result,)))
    assert kept.suffix == ".mp4"


@pytest.mark.parametrize(
    "content",
    [
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"<html>Your plan has expired</html>",
        b"",
    ],
)
def test_what_poses_as_a_clip_is_never_a_take(tmp_path: Path, content: bytes) -> None:
    result = tmp_path / "job" / "result.mp4"
    result.parent.mkdir()
    result.write_bytes(content)
    with pytest.raises(TakeError, match="no clip"):
        keeper().keep(finished_job(tmp_path, (result,)))
    assert not list((tmp_path / "takes").rglob("*.mp4"))


def test_half_a_film_is_never_a_take(tmp_path: Path) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4", frames=24)
    result.write_bytes(result.read_bytes()[: result.stat().st_size // 2])
    with pytest.raises(TakeError, match="does not decode"):
        keeper().keep(finished_job(tmp_path, (result,)))
    assert not [p for p in (tmp_path / "takes").rglob("*") if p.is_file() and p.suffix]


def test_a_project_that_was_moved_away_is_named(tmp_path: Path) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    with pytest.raises(TakeError, match="folder is gone"):
        keeper().keep(finished_job(tmp_path / "elsewhere", (result,)))


def test_the_sidecar_holds_no_address_and_no_path_of_this_machine(tmp_path: Path) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    (kept,) = keeper().keep(finished_job(tmp_path, (result,)))
    text = sidecar_of(kept).read_text()
    assert str(tmp_path) not in text
    assert "://" not in text
    assert json.loads(text)["kind"] == "shotwright-take"


KILLED = """
    import os, signal, sys
    from pathlib import Path
    sys.path[:0] = [{root_folder!r}]
    import visualize.takes.keeping as keeping
    from tests.builders.finished_jobs import finished_job
    from tests.builders.small_project import small_project

    def killed(*_args, **_kwargs):
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(keeping, {point!r}, killed)
    project = small_project()
    keeper = keeping.TakeKeeper(lambda _: project, lambda *_: "wide", lambda _: ("Acme", False))
    root = Path({root!r})
    keeper.keep(finished_job(root, (root / "job" / "result.mp4",)))
"""


@pytest.mark.parametrize("point", ["reserve_number", "ending_of", "file_hash", "write_take"])
def test_killed_anywhere_a_take_is_whole_or_not_there_and_comes_with_the_next_try(
    tmp_path: Path, point: str
) -> None:
    result = moving_box(tmp_path / "job" / "result.mp4")
    here = str(Path(__file__).parents[3])
    code = textwrap.dedent(KILLED).format(root_folder=here, point=point, root=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=os.getcwd())
    assert done.returncode == -signal.SIGKILL
    assert not list((tmp_path / "takes").rglob("*.json"))
    project = small_project()
    again = TakeKeeper(lambda _: project, lambda *_: "wide", lambda _: ("Acme", False))
    (kept,) = again.keep(finished_job(tmp_path, (result,)))
    with av.open(str(kept)) as film:
        assert sum(1 for _ in film.decode(video=0)) == 6
    assert kept.stem == "020_wide_push_take1"
