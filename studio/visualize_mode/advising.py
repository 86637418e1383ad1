"""Advising: models judged for the shot in the background, again only when the shot changed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal

from compose.shot import Shot
from models.registry import Registry
from studio.desk import Desk
from studio.visualize_mode.advice import Advice, advise, gather_known
from studio.visualize_mode.form import Form
from studio.visualize_mode.prompt_words import WordsKey
from visualize.leaderboard import Gathered


class Advising(QObject):
    """Keeps the advice for the shot that is asked of.

    What is known of takes is gathered once, after the first advice was given without it: it may
    take a while where there are many projects.
    """

    advised = QtSignal()
    """``advice`` is new."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.advice = Advice()
        self.failed = False
        self._judged: tuple[WordsKey, Form, bool] | None = None
        self._gathered: Gathered | None = None
        self._gathering = False

    def forget(self) -> None:
        """Begin anew, for another project."""
        self.advice, self._judged = Advice(), None
        self._gathered, self._gathering = None, False

    def clear(self) -> None:
        """Say nothing of the models until they were judged again; how long they took stays."""
        self.advice, self._judged = Advice(waits=self.advice.waits), None

    def keep_up(self, shot: Shot, key: WordsKey, form: Form, registry: Registry) -> None:
        """Have models judged for a shot, unless that was done for a shot like it."""
        wanted = Form(mode=form.mode).with_option("audio", bool(form.options.audio))
        known = self._gathered is not None
        before = self._judged
        if before and before[0].like(key) and before[1:] == (wanted, known):
            return
        self._judged, self.failed = (key, wanted, known), False
        make = partial(
            advise, self._desk.session.project, shot, form.mode, registry, self._gathered,
            needs_audio=bool(form.options.audio),
        )  # fmt: skip
        self._desk.work.start(make, self._take, self._do_without, slot="visualize/advice")

    def _take(self, advice: Advice) -> None:
        self.advice = advice
        self.advised.emit()
        if self._gathered is None and not self._gathering:
            self._gathering = True
            make = partial(gather_known, self._desk.session.project.root)
            self._desk.work.start(make, self._take_gathered, self._do_without)

    def _take_gathered(self, gathered: Gathered) -> None:
        if self._gathering:
            self._gathered = gathered
            self.advised.emit()

    def _do_without(self, _words: str) -> None:
        """Leave the list in the order of its names; the next change asks again."""
        self._judged, self.failed = None, True
        self.advised.emit()
