"""Opening a gallery sees what changed on the disk, and looks no further where nothing did."""

import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.kept_takes import put_take, some_take
from visualize.takes import index, reading
from visualize.takes.gallery import Gallery
from visualize.takes.index import Index
from visualize.takes.measures import METRICS_VERSION
from visualize.takes.query import Query
from visualize.takes.sidecar import measures_of, review_of, write_review
from visualize.takes.take import Review

LONG_AGO = 1_000_000_000


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A project of two folders with two takes each, which nobody touched for long."""
    for number in (1, 2):
        put_take(tmp_path, some_take(number))
        put_take(tmp_path, some_take(number, shot="sht_wide", label="010 wide"), folder="010_wide")
    settle(tmp_path)
    return tmp_path


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every gallery counts as a large one, in which folders tell what changed."""
    monkeypatch.setattr(index, "_FEW", 0)


def settle(film: Path) -> None:
    for folder in (film / "takes").iterdir():
        os.utime(folder, (LONG_AGO, LONG_AGO))


def opened(film: Path) -> Gallery:
    return Gallery(film, index_folder=film / "index")


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders that are looked into."""
    looked: list[str] = []
    real = index.sidecars

    def noted(takes: Path, folder: str, faults: list) -> Iterator[tuple[str, str]]:
        looked.append(folder)
        return real(takes, folder, faults)

    monkeypatch.setattr(index, "sidecars", noted)
    return looked


def test_a_large_gallery_looks_only_into_folders_where_something_came_or_went(
    film: Path, large: None, looks: list[str]
) -> None:
    opened(film).close()
    looks.clear()
    opened(film).close()
    assert looks == []
    put_take(film, some_take(3))
    with opened(film) as gallery:
        assert looks == ["020_push"]
        assert len(gallery.takes()) == 5


def test_a_review_that_another_program_wrote_is_seen(film: Path, large: None) -> None:
    opened(film).close()
    write_review(film / "takes/020_push/020_push_take1.json", Review(rating=4))
    with opened(film) as gallery:
        assert gallery.find("020_push_take1").review.rating == 4


def test_a_folder_that_changed_a_moment_ago_is_looked_into_again(
    film: Path, large: None, looks: list[str]
) -> None:
    folder = film / "takes" / "020_push"
    put_take(film, some_take(3))
    now = time.time_ns()
    os.utime(folder, ns=(now, now))
    opened(film).close()
    put_take(film, some_take(4))
    os.utime(folder, ns=(now, now))  # a disk that counts in whole seconds
    with opened(film) as gallery:
        assert len(gallery.takes(shot="sht_push")) == 4


def test_takes_whose_folder_is_gone_or_renamed_are_followed(film: Path, large: None) -> None:
    opened(film).close()
    (film / "takes" / "010_wide").rename(film / "takes" / "005_wide")
    with opened(film) as gallery:
        assert {row.path.parent.name for row in gallery.takes()} == {"005_wide", "020_push"}
        assert gallery.query(Query()).total == 4


def test_a_broken_sidecar_is_named_each_time(film: Path, large: None) -> None:
    (film / "takes/020_push/020_push_take1.json").write_text("{")
    settle(film)
    for _ in range(3):
        with opened(film) as gallery:
            assert [fault.path.name for fault in gallery.faults] == ["020_push_take1.json"]
            assert gallery.query(Query()).total == 3


def test_in_a_small_gallery_a_file_written_over_in_place_is_seen(film: Path) -> None:
    opened(film).close()
    sidecar = film / "takes/020_push/020_push_take1.json"
    sidecar.write_text(sidecar.read_text().replace("Acme Dream", "Acme Dream 2"))
    settle(film)
    with opened(film) as gallery:
        assert gallery.find("020_push_take1").take.made.model_name == "Acme Dream 2"


def test_unchanged_takes_are_not_read_again(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(film).close()
    monkeypatch.setattr(reading, "read_take", lambda path: pytest.fail(f"{path} was read"))
    with opened(film) as gallery:
        assert gallery.query(Query()).total == 4


def test_measures_count_as_long_as_they_speak_of_this_file_as_it_is_measured_now(
    film: Path,
) -> None:
    put_take(film, some_take(5), fidelity=88.0)
    put_take(film, some_take(6), fidelity=70.0, version=METRICS_VERSION)
    other = measures_of(put_take(film, some_take(7), fidelity=60.0))
    other.write_text(other.read_text().replace('"clip_sha256":"', '"clip_sha256":"0'))
    with opened(film) as gallery:
        found = {row.take.number: row.fidelity for row in gallery.takes(shot="sht_push")}
    assert found == {1: None, 2: None, 5: 88.0, 6: 70.0, 7: None}


def test_measures_of_a_newer_version_are_named_and_hide_no_take(film: Path) -> None:
    put_take(film, some_take(5), fidelity=88.0, version=METRICS_VERSION + 1)
    with opened(film) as gallery:
        assert "newer" in str(gallery.faults[0])
        assert gallery.find("020_push_take5").fidelity is None
        gallery.review(gallery.find("020_push_take5"), rating=3)
        assert gallery.query(Query(rating=(3, None))).total == 1


def test_measuring_again_is_seen_by_renewing_and_by_refreshing(film: Path) -> None:
    with opened(film) as gallery:
        row = gallery.find("020_push_take1")
        assert gallery.query(Query(fidelity=(0.0, None))).total == 0
        put_take(film, row.take, fidelity=75.0)
        assert gallery.renew(row).fidelity == 75.0
        assert gallery.query(Query(fidelity=(75.0, 75.0))).total == 1
        put_take(film, row.take, fidelity=66.25)
        gallery.refresh()
        assert gallery.query(Query(fidelity=(None, 70.0))).total == 1


def test_one_program_sees_what_another_rates(film: Path) -> None:
    with opened(film) as one, opened(film) as other:
        assert one.query(Query(rating=(1, None))).total == 0
        other.review(other.find("010_wide_take1"), rating=5, tags=("hero",))
        assert one.query(Query(rating=(1, None), tags=("hero",))).total == 1
        assert one.query(Query(sort="rating", descending=True)).rows[0].review.rating == 5


def test_an_index_of_another_version_is_made_again(film: Path) -> None:
    opened(film).close()
    (file,) = (film / "index").iterdir()
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE folders")
        connection.execute("DROP TABLE documents")
        connection.execute("ALTER TABLE takes RENAME COLUMN stem TO name")
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    with opened(film) as gallery:
        assert gallery.query(Query()).total == 4


def test_a_file_damaged_after_a_query_is_made_again(film: Path) -> None:
    with opened(film) as gallery:
        gallery.query(Query())
    (file,) = (film / "index").iterdir()
    data = file.read_bytes()
    file.write_bytes(data[:8192] + b"\xa5" * (len(data) - 8192))
    with opened(film) as gallery:
        assert [row.take.number for row in gallery.query(Query(limit=2)).rows] == [1, 2]


def test_an_index_holds_no_more_after_takes_came_and_went(film: Path) -> None:
    folder = Index(film / "takes", film / "own.sqlite")
    folder.refresh()
    for _ in range(3):
        for path in (film / "takes" / "020_push").glob("*take2*"):
            path.unlink()
        assert folder.refresh().dropped == 1
        put_take(film, some_take(2), review=Review(note="x"))
        assert folder.refresh().read == 1
    folder.close()
    with sqlite3.connect(film / "own.sqlite") as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("takes", "documents", "folders")
        ]
    connection.close()
    assert counts == [4, 4, 2]


def test_measures_are_no_takes(film: Path) -> None:
    put_take(film, some_take(9), review=Review(), fidelity=50.0)
    with opened(film) as gallery:
        assert gallery.faults == ()
        row = gallery.find("020_push_take9")
    assert {review_of(row.path).name, measures_of(row.path).name} == {
        "020_push_take9.review.json",
        "020_push_take9.measures.json",
    }
