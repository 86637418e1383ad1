"""Shelf: few takes are there at once, many are read off the window's thread."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from compose.files.load import load_project
from studio.job_watch import JobWatch
from studio.session import Session
from studio.session.opening import make_project
from studio.shelf import Shelf
from studio.work import Work
from visualize.takes.gallery import Gallery


@pytest.fixture
def film(tmp_path):
    return make_project(tmp_path / "film", "Film")


@pytest.fixture
def shelf_of():
    opened = []

    def make(project):
        session = Session(project)
        jobs, work = JobWatch(session), Work()
        opened.extend((shelf := Shelf(session, jobs, work), jobs, work))
        return shelf

    yield make
    for one in opened:
        one.close()


def test_a_film_without_takes_has_a_gallery_at_once(film, shelf_of) -> None:
    shelf = shelf_of(film)
    assert shelf.gallery is not None
    assert shelf.takes() == []


def test_many_takes_come_when_they_are_read(qtbot: QtBot, film, shelf_of) -> None:
    many = film.root / "takes" / "010"
    many.mkdir(parents=True)
    for number in range(700):
        (many / f"note{number}.txt").write_text("")
    shelf = shelf_of(load_project(film.root))
    assert shelf.gallery is None
    assert shelf.takes() == []
    with qtbot.waitSignal(shelf.changed, timeout=20_000):
        pass
    assert isinstance(shelf.gallery, Gallery)
