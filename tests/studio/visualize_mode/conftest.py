"""A short film to make takes of, and the end of the runner that a test started."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Signal

from compose.edits import set_shot
from compose.files import load_project
from studio.desk import Desk
from studio.drawing import Wish

FRAMES = 4


@pytest.fixture
def no_runner(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Start no runner; return a list that grows by one for each that would have been started."""
    started: list[int] = []
    monkeypatch.setattr("studio.job_watch.start_runner", lambda: started.append(1) or True)
    return started


@pytest.fixture
def wordless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no shot for its words, which takes long and of which some tests tell nothing."""
    monkeypatch.setattr("studio.visualize_mode.asking._WORDS_MS", 10_000_000)


class StillDrawing(QObject):
    """Takes wishes and draws nothing, for tests that look at no picture."""

    drawn = Signal(object)
    failed = Signal(object, str)
    unavailable = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.reason = ""
        self.wishes: list[Wish] = []

    def ask(self, wish: Wish) -> None:
        """Remember what was asked for."""
        self.wishes.append(wish)


@pytest.fixture
def still_film(short_film: Desk) -> Iterator[Desk]:
    """The short film at a desk that draws nothing."""
    still = StillDrawing()
    desk = Desk.of(short_film.session, short_film.theme, short_film.settings, still)
    short_film.jobs.close()
    yield desk
    desk.work.close()
    desk.shelf.close()
    desk.jobs.close()


@pytest.fixture
def short_film(open_desk: Callable[..., Desk]) -> Desk:
    """The product sample, its first shot cut to a few frames that are not saved."""
    desk = open_desk("product")
    first = desk.session.project.in_sequence()[0].id
    desk.session.do("Cut the shot", lambda p: set_shot(p, first, start=0, end=FRAMES))
    desk.session.look_at_shot(first)
    assert len(load_project(desk.session.project.root).shot(first).window) != FRAMES
    return desk
