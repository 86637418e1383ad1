"""The gallery finds takes, keeps what people think of them, and can always be made again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from compose.errors import NotFoundError
from shotwright import UsageError
from tests.builders.finished_jobs import finished_job, moving_box
from tests.builders.small_project import small_project
from visualize.errors import TakeError
from visualize.takes.gallery import Gallery
from visualize.takes.keeping import TakeKeeper
from visualize.takes.sidecar import read_take, review_of, write_take


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "film"
    root.mkdir()
    project = small_project()
    keeper = TakeKeeper(lambda _: project, lambda *_: "", lambda _: ("Acme Dream", False))
    result = moving_box(tmp_path / "job" / "result.mp4")
    for name in ("job_aaaa1111", "job_bbbb2222", "job_cccc3333"):
        keeper.keep(finished_job(root, (result,), job=name))
    return root


@pytest.fixture
def gallery(project: Path) -> Iterator[Gallery]:
    with Gallery(project) as opened:
        yield opened


def test_takes_come_in_the_order_of_their_numbers(gallery: Gallery) -> None:
    assert [row.take.number for row in gallery.takes()] == [1, 2, 3]
    assert all(row.file.is_file() for row in gallery.takes(shot="sht_push"))
    assert gallery.takes(shot="sht_wide") == []


def test_a_take_is_found_by_id_its_beginning_and_its_file(gallery: Gallery) -> None:
    row = gallery.takes()[1]
    for name in (row.take.id, row.take.id[4:10], row.take.clip.file, row.path.stem):
        assert gallery.find(name) == row


def test_an_unknown_take_offers_the_nearest(gallery: Gallery) -> None:
    with pytest.raises(NotFoundError, match="020_push_take2"):
        gallery.find("020_push_tke2")


def test_a_review_outlives_the_index(gallery: Gallery, project: Path) -> None:
    row = gallery.review(gallery.find("020_push_take2"), rating=4, tags=("hero",), note="Yes.")
    before = row.path.read_bytes()
    gallery.rebuild()
    again = gallery.find(row.take.id)
    assert (again.review.rating, again.review.tags, again.review.note) == (4, ("hero",), "Yes.")
    assert row.path.read_bytes() == before, "provenance never changes"


@pytest.mark.parametrize("changes", [{"rating": 6}, {"rating": -1}, {"tags": ("",)}])
def test_a_review_that_does_not_fit_changes_nothing(
    gallery: Gallery, changes: dict[str, object]
) -> None:
    row = gallery.takes()[0]
    with pytest.raises(UsageError):
        gallery.review(row, **changes)
    assert not review_of(row.path).exists()


def test_rebuilding_gives_the_same_rows(gallery: Gallery) -> None:
    rows = gallery.takes()
    assert gallery.rebuild().read == 3
    assert gallery.takes() == rows


def test_a_second_opening_reads_nothing_anew_and_drops_what_is_gone(project: Path) -> None:
    with Gallery(project) as first:
        gone = first.takes()[0]
    gone.path.unlink()
    with Gallery(project) as second:
        assert [row.take.number for row in second.takes()] == [2, 3]


def test_a_damaged_index_is_made_again(project: Path, tmp_path: Path) -> None:
    for junk in (b"", b"SQLite format 3\x00" + b"\xff" * 5000, b"not a database at all" * 200):
        folder = tmp_path / f"index{len(junk)}"
        with Gallery(project, index_folder=folder):
            (file,) = folder.glob("*.sqlite")
        file.write_bytes(junk)
        with Gallery(project, index_folder=folder) as again:
            assert len(again.takes()) == 3


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"version": 99}, "newer Shotwright"),
        ({"number": 0}, "number"),
        ({"kind": "shotwright-render"}, "kind"),
        ({"clip": {"file": "../../etc/passwd"}}, "clip"),
        ({"finished": "yesterday"}, "finished"),
    ],
)
def test_one_bad_sidecar_is_named_and_hurts_no_other(
    project: Path, change: dict[str, object], says: str
) -> None:
    path = sorted((project / "takes").rglob("*take2.json"))[0]
    content = json.loads(path.read_text())
    for name, value in change.items():
        content[name] = content[name] | value if isinstance(value, dict) else value
    path.write_text(json.dumps(content))
    with Gallery(project) as gallery:
        assert [row.take.number for row in gallery.takes()] == [1, 3]
        (fault,) = gallery.faults
    assert says in str(fault)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "null", "\x00" * 64])
def test_a_sidecar_of_nonsense_is_refused_plainly(project: Path, text: str) -> None:
    path = sorted((project / "takes").rglob("*take1.json"))[0]
    path.write_text(text)
    with pytest.raises(TakeError):
        read_take(path)


def test_provenance_is_never_written_over(project: Path) -> None:
    path = sorted((project / "takes").rglob("*take1.json"))[0]
    with pytest.raises(TakeError, match="never changes"):
        write_take(path.parent, read_take(path))


def test_a_project_without_takes_has_an_empty_gallery(tmp_path: Path) -> None:
    with Gallery(tmp_path) as gallery:
        assert gallery.takes() == []
    assert not (tmp_path / "takes").exists()


def test_without_a_cache_the_index_is_nowhere(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOTWRIGHT_CACHE", "off")
    monkeypatch.chdir(tmp_path)
    with Gallery(project) as gallery:
        assert len(gallery.takes()) == 3
    assert not list(tmp_path.rglob("*.sqlite"))
