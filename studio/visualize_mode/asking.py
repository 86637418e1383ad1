"""Asking: the form of the page, and what comes back about it, kept up to date while it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from compose.project import Project
from compose.shot import Shot
from models.modes import Mode
from models.registry import Registry
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.listening import listen
from studio.visualize_mode.advice import Advice
from studio.visualize_mode.advising import Advising
from studio.visualize_mode.form import Form, picture_frame
from studio.visualize_mode.judging import Judged, judge
from studio.visualize_mode.prompt_words import WordsKey
from studio.visualize_mode.taken_settings import form_of
from visualize.brief.ordering import Wish, place_orders
from visualize.order import Order
from visualize.prompt import ShotPrompt, shot_prompt
from visualize.takes.row import Row

_SETTLE_MS = 150
_WORDS_MS = 500


class Asking(QObject):
    """What is asked for now. Panels change the form through it and show what it holds.

    It works only while it is awake: while its page is on screen.
    """

    form_changed = QtSignal()
    """The form was changed, by hand or to a better model."""
    judged = QtSignal()
    """``answer`` is new: models, price, fields, what is sent."""
    words_changed = QtSignal()
    """``prompt`` is new, or is being read."""
    refusal_changed = QtSignal()
    """``refusal`` is new: why the last order was not placed, or "" again."""
    write_due = QtSignal()
    """An order is about to be placed, or the shot left: what was typed is to be written now."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self.form = Form()
        self.answer: Judged | None = None
        self.prompt: ShotPrompt | None = None
        self.reading = False
        self.refusal = ""
        self.busy = False
        self._by_hand = False
        self._awake = self._leaving = False
        self._project = desk.session.project.id
        self._registry: Registry | None = None
        self._advising = Advising(desk, self)
        self._advising.advised.connect(self._take_advice)
        self._words_key: WordsKey | None = None
        self._settle = self._timer(_SETTLE_MS, self._judge)
        self._words = self._timer(_WORDS_MS, self._read_words)
        listen(self, self._session.project_changed, lambda _: self._scene_changed())
        listen(self, self._session.place_changed, self._scene_changed)
        listen(self, self._session.frame_changed, self._frame_changed)

    # -- what is asked ---------------------------------------------------------------------------

    @property
    def shot(self) -> Shot | None:
        """The shot that takes are asked of."""
        return self._session.shot

    @property
    def advice(self) -> Advice:
        """What is said of the models for this shot."""
        return self._advising.advice

    def set_awake(self, awake: bool) -> None:
        """Begin to work, or leave off."""
        self._awake = awake
        if awake:
            self.refresh()
        else:
            self._settle.stop()
            self._words.stop()

    def refresh(self) -> None:
        """Work everything out again, such as after a key was added."""
        self._settle.start(0)
        self._words.start(_WORDS_MS)

    def set_mode(self, mode: Mode) -> None:
        """Ask for another kind of take."""
        self._change(replace(self.form, mode=mode))
        self._words.start()

    def choose_model(self, model: str, provider: str) -> None:
        """Choose a model by hand."""
        self._by_hand = True
        self._change(replace(self.form, model=model, provider=provider))

    def set_option(self, name: str, value: Any) -> None:  # noqa: ANN401 - the form checks it
        """Set an option of the form (see ``Form.with_option``)."""
        self._change(self.form.with_option(name, value))

    def change(self, form: Form) -> None:
        """Ask for something else."""
        self._change(form)

    def use_settings(self, row: Row) -> None:
        """Ask for what a take was made with."""
        self._by_hand = True
        self._change(form_of(row.take, self.form))

    # -- placing ---------------------------------------------------------------------------------

    def generate(self) -> None:
        """Place what the form asks for."""
        shot = self.shot
        if shot is not None and self.form.model:
            self._place((self.form.model,), self.form.wish(shot, self._session.frame))

    def direct(self, look: str) -> None:
        """Place a direct render of the shot: a film of a pass, drawn here, with no model."""
        self._place((look,), self.form.direct_wish())

    def _place(self, models: tuple[str, ...], wish: Wish) -> None:
        self.write_due.emit()
        shot, registry = self.shot, self._registry
        if self.busy or shot is None or registry is None:
            return
        self._set_refusal("", busy=True)
        make = partial(place_orders, self._session.project, (shot,), models, wish, registry)
        self._desk.work.start(make, self._hand_over, self._refuse)

    def _hand_over(self, orders: tuple[Order, ...]) -> None:
        try:
            self._desk.jobs.place(orders)
        except ShotwrightError as error:
            self._refuse(str(error))
        else:
            self._set_refusal("")
            self.judged.emit()

    def _refuse(self, words: str) -> None:
        shot = self.shot
        label = "" if shot is None else f"Shot {shot.label}, {self.form.model}: "
        self._set_refusal(words.removeprefix(label))

    def _set_refusal(self, words: str, *, busy: bool = False) -> None:
        if (words, busy) != (self.refusal, self.busy):
            self.refusal, self.busy = words, busy
            self.refusal_changed.emit()

    # -- keeping up ------------------------------------------------------------------------------

    def _timer(self, milliseconds: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        return timer

    def _change(self, form: Form) -> None:
        if form != self.form:
            self.form = form
            self._set_refusal("", busy=self.busy)
            self.form_changed.emit()
            if self._awake:
                self._settle.start(_SETTLE_MS)

    def _scene_changed(self) -> None:
        if self._session.project.id != self._project:
            self._begin_anew()
        if not self._awake or self._leaving:
            return
        self._leave_words()
        self._set_refusal("", busy=self.busy)
        self._settle.start(_SETTLE_MS)
        key = self._key()
        if key is not None and key.like(self._words_key) and self.prompt is not None:
            shot = self.shot
            assert shot is not None  # the key is of it
            self.prompt = self.prompt.with_words_of(shot)
            self.words_changed.emit()
        else:
            self._words.start(_WORDS_MS)

    def _leave_words(self) -> None:
        """Show the words of a shot no longer once another is looked at."""
        shot, read = self.shot, self._words_key
        if self.prompt is None or read is None or (shot is not None and shot.id == read.shot.id):
            return
        self._leaving = True
        self.write_due.emit()
        self._leaving = False
        self.prompt, self.reading = None, shot is not None
        self.words_changed.emit()

    def _begin_anew(self) -> None:
        """Forget what was asked of, and known for, another project."""
        self._project = self._session.project.id
        self._by_hand = False
        self._advising.forget()
        self.prompt, self._words_key, self.answer = None, None, None
        self._change(Form(mode=self.form.mode))

    def _frame_changed(self) -> None:
        if self._awake and self.form.mode is Mode.IMAGE:
            self._settle.start(_SETTLE_MS)
            self._words.start(_WORDS_MS)

    def _key(self) -> WordsKey | None:
        shot = self.shot
        if shot is None:
            return None
        frame = picture_frame(shot, self._session.frame)
        return WordsKey.of(self._session.project, shot, self.form.mode, frame)

    # -- judging ---------------------------------------------------------------------------------

    def _judge(self) -> None:
        shot = self.shot
        if shot is None:
            self.answer = None
            self.judged.emit()
            return
        make = partial(
            judge, self._session.project, shot, self._session.frame, self.form, self._registry,
            self.advice, self._desk.jobs.jobs, by_hand=self._by_hand,
        )  # fmt: skip
        self._desk.work.start(make, self._take_judged, self._judging_failed, slot="visualize/judge")

    def _take_judged(self, answer: Judged) -> None:
        self.answer, self._registry = answer, answer.registry
        if replace(answer.form, model="", provider="") == replace(self.form, model="", provider=""):
            self.form = answer.form
            self.form_changed.emit()
        self.judged.emit()
        shot, key = self.shot, self._key()
        if shot is not None and key is not None:
            self._advising.keep_up(shot, key, self.form, answer.registry)

    def _take_advice(self) -> None:
        if self._awake:
            self._judge()

    def _judging_failed(self, words: str) -> None:
        self._set_refusal(words)

    # -- the prompt ------------------------------------------------------------------------------

    def _read_words(self) -> None:
        shot, key = self.shot, self._key()
        if shot is None or key is None:
            self.prompt, self._words_key = None, None
            self.words_changed.emit()
            return
        if key.like(self._words_key) and self.prompt is not None:
            return
        self.reading = True
        self.words_changed.emit()
        make = partial(_words_of, self._session.project, shot, key.frame)
        done = partial(self._take_words, key)
        self._desk.work.start(make, done, self._no_words, slot="visualize/words")

    def _take_words(self, key: WordsKey, prompt: ShotPrompt) -> None:
        self.reading = False
        shot = self.shot
        if shot is not None and key.like(self._key()):
            self._words_key, self.prompt = key, prompt.with_words_of(shot)
        self.words_changed.emit()

    def _no_words(self, words: str) -> None:
        self.reading = False
        self.prompt = None
        self._set_refusal(words)
        self.words_changed.emit()


def _words_of(project: Project, shot: Shot, frame: int | None) -> ShotPrompt:
    return shot_prompt(project, shot, frame=frame)
