"""What is deleted can come back; whenever a program is killed, a take is whole in one place."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compose.edits import set_shot
from shotwright import UsageError
from tests.builders.kept_takes import NOON, put_take, some_take
from tests.builders.small_project import small_project
from visualize.errors import TakeError
from visualize.takes.bin import Bin
from visualize.takes.gallery import Gallery
from visualize.takes.numbers import reserve_number
from visualize.takes.picks import picks_of
from visualize.takes.query import Query
from visualize.takes.take import Review

REVIEW = Review(rating=4, note="Keep?")
NAMES = ("020_push_take1.json", "020_push_take1.measures.json", "020_push_take1.mp4",
         "020_push_take1.review.json")  # fmt: skip


@pytest.fixture
def film(tmp_path: Path) -> Path:
    root = tmp_path / "film"
    put_take(root, some_take(1), review=REVIEW, fidelity=80.0)
    put_take(root, some_take(2))
    return root


def opened(film: Path) -> Gallery:
    return Gallery(film, index_folder=film.parent / "index")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_binned_take_leaves_the_gallery_and_comes_back_byte_for_byte(film: Path) -> None:
    folder = film / "takes" / "020_push"
    before = contents(folder)
    with opened(film) as gallery:
        row = gallery.find("020_push_take1")
        gallery.bin([row], picks={})
        assert [one.take.number for one in gallery.query(Query()).rows] == [2]
        assert set(contents(folder)) & set(NAMES) == set()
        (binned,) = gallery.binned()
        assert binned.row.file.read_bytes() == b"clip"
        assert binned.row.review == REVIEW
        assert gallery.restore([binned]) == [row]
        assert gallery.binned() == ()
        assert gallery.query(Query()).total == 2
    assert contents(folder) == before
    assert list((film / "takes" / ".bin").iterdir()) == []


def test_the_bin_outlives_the_program_and_the_index(film: Path) -> None:
    with opened(film) as gallery:
        gallery.bin(gallery.takes(), picks={})
    with opened(film) as gallery:
        assert gallery.rebuild().read == 0
        assert [one.row.take.number for one in gallery.binned()] == [2, 1]


def test_a_pick_is_not_binned_and_neither_are_those_named_with_it(film: Path) -> None:
    with opened(film) as gallery:
        first, second = gallery.takes()
        project = set_shot(small_project(), "020", pick=second.take.id)
        with pytest.raises(UsageError, match="pick of shot 020"):
            gallery.bin([first, second], picks=picks_of(project))
        assert gallery.binned() == ()
        assert len(gallery.takes()) == 2


def test_a_number_in_the_bin_is_never_given_again_be_the_reservations_lost(film: Path) -> None:
    with opened(film) as gallery:
        gallery.bin(gallery.takes(), picks={})
        assert reserve_number(film / "takes", "sht_push", "job_new/0") == 3
        gallery.empty_bin(gallery.binned())
    assert reserve_number(film / "takes", "sht_push", "job_newer/0") == 4


def test_emptying_deletes_what_was_binned_and_nothing_else(film: Path) -> None:
    with opened(film) as gallery:
        gallery.bin([gallery.find("020_push_take1")], picks={})
        gallery.empty_bin(gallery.binned())
        assert gallery.binned() == ()
        assert [row.take.number for row in gallery.takes()] == [2]
    assert list((film / "takes" / ".bin").iterdir()) == []


def test_nothing_is_written_over_when_something_stands_in_the_place_of_a_take(film: Path) -> None:
    with opened(film) as gallery:
        gallery.bin([gallery.find("020_push_take1")], picks={})
        mine = film / "takes" / "020_push" / "020_push_take1.mp4"
        mine.write_bytes(b"my own edit")
        with pytest.raises(TakeError, match="stands where"):
            gallery.restore(gallery.binned())
        assert mine.read_bytes() == b"my own edit"
        mine.unlink()
        gallery.restore(gallery.binned())
        assert len(gallery.takes()) == 2


def test_a_take_comes_back_though_its_folder_went(film: Path) -> None:
    with opened(film) as gallery:
        gallery.bin(gallery.takes(), picks={})
        shutil.rmtree(film / "takes" / "020_push")
        assert len(gallery.restore(gallery.binned())) == 2


def test_two_takes_with_one_id_lie_in_the_bin_beside_each_other(film: Path) -> None:
    put_take(film, some_take(1), folder="copies")
    with opened(film) as gallery:
        gallery.bin([row for row in gallery.takes() if row.take.number == 1], picks={})
        assert {one.note.folder for one in gallery.binned()} == {"020_push", "copies"}
        gallery.restore(gallery.binned())
        assert len(gallery.takes()) == 3


HOSTILE = ("../../../outside", "/etc", "..", ".hidden", "a/b", "a\\b", "", "x\x00y")


@pytest.mark.parametrize("folder", HOSTILE)
def test_a_note_that_leads_elsewhere_is_named_and_moves_nothing(film: Path, folder: str) -> None:
    with opened(film) as gallery:
        gallery.bin([gallery.find("020_push_take1")], picks={})
        (note,) = (film / "takes" / ".bin").glob("*/binned.json")
        note.write_text(json.dumps(json.loads(note.read_text()) | {"folder": folder}))
        before = sorted(film.parent.rglob("*"))
        assert gallery.binned() == ()
        assert "folder" in str(gallery.faults[0])
    assert sorted(film.parent.rglob("*")) == before


@pytest.mark.parametrize("name", ["../../x", "a/b", "tak_" + "x" * 4000, "é"])
def test_an_id_that_is_no_name_stays_inside_the_bin(film: Path, name: str) -> None:
    put_take(film, some_take(3).replace(id=name))
    with opened(film) as gallery:
        gallery.bin([gallery.find("020_push_take3")], picks={})
        (binned,) = gallery.binned()
        assert binned.row.path.parent.parent == film / "takes" / ".bin"
        gallery.restore([binned])
        assert gallery.find("020_push_take3").take.id == name


def test_a_bin_that_is_a_link_is_not_followed(film: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (film / "takes" / ".bin").symlink_to(outside)
    with opened(film) as gallery:
        for work in (gallery.binned, lambda: gallery.bin(gallery.takes(), picks={})):
            with pytest.raises(TakeError, match="link"):
                work()
        assert len(gallery.takes()) == 2
    assert list(outside.iterdir()) == []


def test_strange_things_in_the_bin_are_named_and_let_be(film: Path) -> None:
    with opened(film) as gallery:
        gallery.bin([gallery.find("020_push_take1")], picks={})
        place = film / "takes" / ".bin"
        (place / "notes.txt").write_text("mine")
        (place / "mine").mkdir()
        (place / "mine" / "film.mov").write_bytes(b"mine")
        os.mkfifo(place / "pipe")
        (place / "loop").symlink_to(place)
        assert len(gallery.binned()) == 1
        assert [fault.path.name for fault in gallery.faults] == ["mine"]
    assert (place / "mine" / "film.mov").read_bytes() == b"mine"


CHANGING = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}


def killed_at(step: int, film: Path, work: Callable[[], None]) -> bool:
    """Do the work in a process that is killed before this change of it; tell whether it was."""
    child = os.fork()
    if child == 0:
        left = step

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & 0o101
            if event in CHANGING or (writes and str(film) in str(arguments)):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def whole(folder: Path, wanted: dict[str, bytes]) -> bool:
    return {name: data for name, data in contents(folder).items() if name in wanted} == wanted


@pytest.mark.parametrize("what", ["bin", "restore", "empty"])
def test_killed_at_any_step_a_take_is_whole_in_one_place_and_nothing_is_lost(
    film: Path, tmp_path: Path, what: str
) -> None:
    wanted = {name: data for name, data in contents(film / "takes/020_push").items()
              if name in NAMES}  # fmt: skip
    with opened(film) as gallery:
        if what != "bin":
            gallery.bin([gallery.find("020_push_take1")], picks={})
    places = set()
    for step in range(100):
        copy = tmp_path / f"copy{step}"
        shutil.copytree(film, copy)
        if not killed_at(step, copy, lambda copy=copy: do(what, copy)):
            break
        places.add(where_it_is(copy, wanted))
    else:
        pytest.fail("it never came to its end")
    assert step >= 5, "the steps are not seen any more"
    last = where_it_is(copy, wanted)
    assert last == {"bin": "bin", "restore": "gallery", "empty": "gone"}[what]
    begun = "gallery" if what == "bin" else "bin"
    assert places >= {begun}
    assert places <= {begun, last}


def do(what: str, film: Path) -> None:
    place = Bin(film / "takes")
    if what == "bin":
        with Gallery(film, index_folder=film.parent / "none") as gallery:
            place.put(gallery.find("020_push_take1"), NOON)
    elif what == "restore":
        place.restore(place.entries()[0])
    else:
        place.empty(place.entries())


def where_it_is(film: Path, wanted: dict[str, bytes]) -> str:
    """Return the one place where the take is whole, before and after the bin mends itself."""
    folder = film / "takes" / "020_push"
    if (folder / NAMES[0]).exists():
        assert whole(folder, wanted), "the gallery shows a take that is not whole"
    entries = Bin(film / "takes").entries()
    here = whole(folder, wanted)
    assert here or not set(contents(folder)) & set(wanted), "a part of it lies about"
    binned = [one for one in entries if whole(one.row.path.parent, wanted)]
    assert len(entries) == len(binned)
    assert here + len(binned) <= 1
    left = [path.name for path in (film / "takes" / ".bin").glob("*/*") if not binned]
    assert left == []
    return "gallery" if here else ("bin" if binned else "gone")
