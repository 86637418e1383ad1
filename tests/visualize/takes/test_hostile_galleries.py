"""Strangers' projects, lost reservations and two programs at once lose and overwrite nothing."""

import errno
import json
import os
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from compose.project import Project
from shotwright import ShotwrightError
from tests.builders.finished_jobs import finished_job, moving_box
from tests.builders.small_project import small_project
from visualize.errors import TakeError
from visualize.takes.gallery import Gallery
from visualize.takes.keeping import TakeKeeper
from visualize.takes.numbers import reserve_number
from visualize.takes.sidecar import read_take, review_of, sidecar_of

ROOT = str(Path(__file__).parents[3])


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOTWRIGHT_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A project's folder."""
    (tmp_path / "film").mkdir()
    return tmp_path / "film"


@pytest.fixture
def result(tmp_path: Path) -> Path:
    return moving_box(tmp_path / "job" / "result.mp4")


def keep(film: Path, result: Path, job: str, project: Project | None = None) -> Path:
    project = project or small_project()
    keeper = TakeKeeper(lambda _: project, lambda *_: "wide", lambda _: ("Acme", False))
    (kept,) = keeper.keep(finished_job(film, (result,), job=job))
    return kept


def files_in(film: Path) -> list[str]:
    return sorted(path.name for path in (film / "takes").glob("[!.]*/*"))


def test_a_take_whose_name_another_shot_left_behind_is_kept_beside_it(
    film: Path, result: Path
) -> None:
    first = keep(film, result, "job_aaaa1111")
    content = json.loads(sidecar_of(first).read_text())
    content["of"]["shot"] = "sht_renamed"
    content["made"]["job"] = "job_older000"
    sidecar_of(first).write_text(json.dumps(content))
    (numbers,) = (film / "takes" / ".numbers").iterdir()
    numbers.rename(numbers.with_name("sht_renamed"))
    before = sidecar_of(first).read_bytes()
    kept = keep(film, result, "job_bbbb2222")
    assert kept.stem.endswith("_take2")
    assert sidecar_of(first).read_bytes() == before


def test_lost_reservations_cost_no_take(film: Path, result: Path) -> None:
    for job in ("job_aaaa1111", "job_bbbb2222"):
        keep(film, result, job)
    for file in (film / "takes" / ".numbers").rglob("*"):
        if file.is_file():
            file.unlink()
    assert keep(film, result, "job_cccc3333").stem.endswith("_take3")


def test_somebodys_file_in_the_place_of_a_take_is_never_written_over(
    film: Path, result: Path
) -> None:
    kept = keep(film, result, "job_aaaa1111")
    sidecar_of(kept).unlink()
    kept.write_bytes(b"my own edit of it")
    again = keep(film, result, "job_aaaa1111")
    assert kept.read_bytes() == b"my own edit of it"
    assert again.stem.endswith("_take2")


def test_a_sidecar_that_was_damaged_costs_no_take(film: Path, result: Path) -> None:
    kept = keep(film, result, "job_aaaa1111")
    sidecar_of(kept).write_text("")
    again = keep(film, result, "job_aaaa1111")
    assert read_take(sidecar_of(again)).number == 2
    assert sidecar_of(kept).read_text() == ""


@pytest.mark.parametrize("link", ["takes", "takes/020_push", "takes/.numbers",
                                  "takes/.numbers/sht_push"])  # fmt: skip
def test_a_link_in_a_project_leads_no_take_out_of_it(
    film: Path, result: Path, tmp_path: Path, link: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (film / link).parent.mkdir(parents=True, exist_ok=True)
    (film / link).symlink_to(outside)
    with pytest.raises(TakeError, match="link"):
        keep(film, result, "job_aaaa1111")
    assert list(outside.iterdir()) == []


def test_a_linked_folder_is_not_looked_into(film: Path, result: Path, tmp_path: Path) -> None:
    kept = keep(film, result, "job_aaaa1111")
    kept.parent.rename(tmp_path / "elsewhere")
    kept.parent.symlink_to(tmp_path / "elsewhere")
    with Gallery(film) as gallery:
        assert gallery.takes() == []


KEEPER = """
    import sys, time
    from pathlib import Path
    sys.path[:0] = [{here!r}]
    from tests.builders.finished_jobs import finished_job
    from tests.builders.small_project import small_project
    from visualize.takes.keeping import TakeKeeper

    project = small_project()
    keeper = TakeKeeper(lambda _: project, lambda *_: "wide", lambda _: ("Acme", False))
    while time.time() < {start}:
        pass
    print(*keeper.keep(finished_job(Path({film!r}), (Path({result!r}),), job="job_aaaa1111")))
"""


def test_two_programs_that_keep_one_job_at_once_keep_one_take(film: Path, result: Path) -> None:
    code = textwrap.dedent(KEEPER).format(
        here=ROOT, start=time.time() + 2.5, film=str(film), result=str(result)
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    kept = {run.communicate()[0].strip() for run in runs}
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len(kept) == 1
    assert len(files_in(film)) == 2
    with Gallery(film) as gallery:
        assert len(gallery.takes()) == 1


def test_one_owner_gets_one_number_from_many_threads_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(lambda _: reserve_number(tmp_path, "sht_a", "job_1/0"), range(48)))
    assert len(set(numbers)) == 1


def test_a_disk_without_hard_links_counts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    numbers = [reserve_number(tmp_path, "sht_a", f"job_{n}/0") for n in (1, 2, 1, 3)]
    assert numbers == [1, 2, 1, 3]
    assert sorted(path.name for path in (tmp_path / ".numbers" / "sht_a").iterdir()) == list("123")


def test_strange_reservations_neither_stop_nor_blow_up_the_count(tmp_path: Path) -> None:
    folder = tmp_path / ".numbers" / "sht_a"
    (folder / "3").mkdir(parents=True)
    os.mkfifo(folder / "4")
    (folder / "5").symlink_to("/dev/zero")
    (folder / "6").write_bytes(b"\xff" * 10_000)
    for name in ("9" * 200, "\u0663", "-7", "007", "1e9", "10.json"):
        (folder / name).touch()
    assert reserve_number(tmp_path, "sht_a", "job_1/0") == 7


@pytest.fixture
def kept(film: Path, result: Path) -> list[Path]:
    return [keep(film, result, f"job_{n}{n}{n}{n}0000") for n in "abc"]


@pytest.fixture
def gallery(film: Path, kept: list[Path]) -> Iterator[Gallery]:
    with Gallery(film) as opened:
        yield opened


@pytest.mark.parametrize(
    "change",
    [
        lambda path, _: (path.unlink(), os.mkfifo(path)),
        lambda path, _: (path.unlink(), path.symlink_to("/dev/zero")),
        lambda path, _: (path.unlink(), path.mkdir()),
        lambda path, take: path.write_text(json.dumps(take | {"number": 10**30})),
        lambda path, take: path.write_text(json.dumps(take | {"id": "\ud800"})),
        lambda path, take: path.write_text(
            json.dumps(take | {"finished": "0001-01-01T00:00:00+23:59", "number": "x"})
        ),
        lambda path, _: path.write_bytes(b"[" * 3_000_000),
        lambda path, _: path.write_bytes(b" " * (5 << 20)),
    ],
)
def test_a_hostile_sidecar_hurts_no_other_take(film: Path, kept: list[Path], change: Any) -> None:
    path = sidecar_of(kept[1])
    change(path, json.loads(path.read_text()))
    with Gallery(film) as gallery:
        assert [row.take.number for row in gallery.takes()] == [1, 3]
        assert [Path(fault.path).name for fault in gallery.faults] == [path.name]


def test_a_file_name_that_is_no_text_is_named_and_hurts_no_other(
    film: Path, kept: list[Path]
) -> None:
    folder = os.fsencode(kept[0].parent)
    with open(folder + b"/\xff_take9.json", "wb") as file:
        file.write(b"{}")
    with Gallery(film) as gallery:
        assert len(gallery.takes()) == 3
        (fault,) = gallery.faults
    str(fault).encode()


def test_a_review_of_a_newer_version_hides_no_take_and_is_not_written_over(
    film: Path, kept: list[Path]
) -> None:
    review = review_of(sidecar_of(kept[0]))
    review.write_text(json.dumps({"kind": "shotwright-review", "version": 99, "rating": 5}))
    for _ in range(2):
        with Gallery(film) as gallery:
            assert len(gallery.takes()) == 3
            assert "newer" in str(gallery.faults[0])
            with pytest.raises(TakeError, match="newer"):
                gallery.review(gallery.takes()[0], rating=1)
    assert json.loads(review.read_text())["version"] == 99


def test_two_programs_that_judge_one_take_keep_both_judgements(
    film: Path, kept: list[Path]
) -> None:
    with Gallery(film) as one, Gallery(film) as other:
        before = other.takes()[0]
        one.review(one.takes()[0], note="Too fast.")
        other.review(before, rating=4)
    with Gallery(film) as again:
        review = again.takes()[0].review
    assert (review.note, review.rating) == ("Too fast.", 4)


def test_an_index_damaged_while_it_is_used_is_made_again(film: Path, kept: list[Path]) -> None:
    cache = Path(os.environ["SHOTWRIGHT_CACHE"])
    with Gallery(film):
        (file,) = cache.rglob("*.sqlite")
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    for _ in range(2):
        with Gallery(film) as gallery:
            assert [row.take.number for row in gallery.takes()] == [1, 2, 3]
            assert gallery.find(kept[1].stem).take.number == 2
    made_again = sqlite3.connect(file)
    assert made_again.execute("SELECT count(*) FROM takes").fetchone() == (3,)
    made_again.close()


def test_without_a_place_for_the_index_takes_are_found_all_the_same(
    film: Path, kept: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with Gallery(film, index_folder=tmp_path / "file" / "below") as gallery:
        assert len(gallery.takes()) == 3
        gallery.review(gallery.takes()[0], rating=2)
        assert gallery.takes()[0].review.rating == 2


def test_an_index_that_another_program_holds_is_waited_for_by_nobody(
    film: Path, kept: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Gallery(film):
        (file,) = Path(os.environ["SHOTWRIGHT_CACHE"]).rglob("*.sqlite")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, **_: connect(file, timeout=0.05))
    holder = connect(file)
    holder.execute("BEGIN EXCLUSIVE")
    with Gallery(film) as gallery:
        assert len(gallery.takes()) == 3
    holder.close()
    assert file.exists()


@pytest.mark.parametrize(
    "name", ["", "tak_", "'; DROP TABLE takes; --", "%", "*", "\ud800", "x" * 9999]
)
def test_any_name_finds_a_take_or_says_there_is_none(gallery: Gallery, name: str) -> None:
    with pytest.raises(ShotwrightError):
        gallery.find(name)
    assert len(gallery.takes()) == 3
