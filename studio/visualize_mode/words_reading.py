"""WordsReading: the words of the shot, read from its scene off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal

from compose.project import Project
from compose.shot import Shot
from studio.desk import Desk
from studio.visualize_mode.prompt_words import WordsKey
from visualize.prompt import ShotPrompt, shot_prompt


class WordsReading(QObject):
    """What was read last. A shot is read again only when something changed that its words tell.

    Parameters
    ----------
    now
        Returns what the words would be read from now.
    """

    changed = QtSignal()
    """``prompt`` is new, or is being read."""
    failed = QtSignal(str)

    def __init__(
        self, desk: Desk, now: Callable[[], WordsKey | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._now = desk, now
        self.prompt: ShotPrompt | None = None
        self.reading = False
        self._key: WordsKey | None = None

    def forget(self, *, reads: bool = False) -> None:
        """Have no words; ``reads`` says that some are on their way."""
        self.prompt, self.reading = None, reads
        if not reads:
            self._key = None
        self.changed.emit()

    def is_of_another(self, shot: Shot | None) -> bool:
        """Tell whether the words are of a shot that is looked at no longer."""
        read = self._key
        if self.prompt is None or read is None:
            return False
        return shot is None or shot.id != read.shot.id

    def follow(self, shot: Shot | None, key: WordsKey | None) -> bool:
        """Show what was typed since; false where the scene has to be read again."""
        if shot is None or key is None or self.prompt is None or not key.like(self._key):
            return False
        self.prompt = self.prompt.with_words_of(shot)
        self.changed.emit()
        return True

    def read(self, shot: Shot | None, key: WordsKey | None) -> None:
        """Read a shot, unless that was done."""
        if shot is None or key is None:
            self.forget()
            return
        if key.like(self._key) and self.prompt is not None:
            return
        self.reading = True
        self.changed.emit()
        make = partial(_words_of, self._desk.session.project, shot, key.frame)
        done = partial(self._take, key)
        self._desk.work.start(make, done, self._fail, slot="visualize/words")

    def _take(self, key: WordsKey, prompt: ShotPrompt) -> None:
        self.reading = False
        shot = self._desk.session.shot
        if shot is not None and key.like(self._now()):
            self._key, self.prompt = key, prompt.with_words_of(shot)
        self.changed.emit()

    def _fail(self, words: str) -> None:
        self.prompt, self.reading = None, False
        self.failed.emit(words)
        self.changed.emit()


def _words_of(project: Project, shot: Shot, frame: int | None) -> ShotPrompt:
    return shot_prompt(project, shot, frame=frame)
