"""A page's folder is there whole or not at all, and nothing of others is ever lost."""

import pytest

from visualize.errors import EncodeError
from visualize.pages.folder import page_folder


def make(out, *names):
    with page_folder(out) as folder:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name)


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_page_appears_whole_and_replaces_the_one_before(tmp_path):
    out = tmp_path / "deep" / "page"
    make(out, "index.html", "media/a.mp4", "media/old.mp4")
    make(out, "index.html", "media/a.mp4")
    assert files(out) == ["index.html", "media/a.mp4", "shotwright-page.json"]
    assert [path.name for path in out.parent.iterdir()] == ["page"]


def test_when_making_fails_the_page_before_stays_and_nothing_else_is_left(tmp_path):
    out = tmp_path / "page"
    make(out, "index.html")
    with pytest.raises(IsADirectoryError):
        make(out, "index.html", "media/a.mp4", "media")
    assert (out / "index.html").read_text() == "index.html"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["notes.txt", "media/mine.mp4", ".hidden"])
def test_a_file_that_is_not_the_page_s_is_never_lost(tmp_path, name):
    out = tmp_path / "page"
    make(out, "index.html", "media/a.mp4")
    (out / name).write_text("mine")
    with pytest.raises(EncodeError, match=name.split("/")[-1]):
        make(out, "index.html")
    assert (out / name).read_text() == "mine"


def test_a_folder_of_anything_else_is_refused_before_work_begins(tmp_path):
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("mine")
    with pytest.raises(EncodeError, match=r"index\.html"), page_folder(tmp_path / "page"):
        pytest.fail("the block ran")
    assert files(tmp_path) == ["page/index.html"]


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "page").mkdir()
    make(tmp_path / "page", "index.html")
    assert (tmp_path / "page" / "index.html").exists()


def test_a_link_or_a_file_in_its_place_is_refused(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("mine")
    for name in ("link", "file"):
        with pytest.raises(EncodeError):
            make(tmp_path / name, "index.html")
    assert files(tmp_path) == ["file"]


def test_a_link_put_into_a_page_is_not_the_page_s(tmp_path):
    out = tmp_path / "page"
    make(out, "index.html")
    (tmp_path / "mine").mkdir()
    (out / "more").symlink_to(tmp_path / "mine")
    with pytest.raises(EncodeError, match="more"):
        make(out, "index.html")


def test_a_page_may_be_read_by_whom_new_folders_may_be(tmp_path):
    make(tmp_path / "page", "index.html")
    (tmp_path / "other").mkdir()
    assert (tmp_path / "page").stat().st_mode == (tmp_path / "other").stat().st_mode
