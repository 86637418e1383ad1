"""Asking: the form of the page, and what comes back about it, kept up to date while it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from compose.shot import Shot
from models.modes import Mode
from models.registry import Registry
from studio.desk import Desk
from studio.listening import listen
from studio.visualize_mode.advice import Advice
from studio.visualize_mode.advising import Advising
from studio.visualize_mode.form import Form, picture_frame
from studio.visualize_mode.judging import Judged, judge
from studio.visualize_mode.model_rows import ModelRow
from studio.visualize_mode.placing import Placing
from studio.visualize_mode.prompt_words import WordsKey
from studio.visualize_mode.taken_settings import form_of
from studio.visualize_mode.words_reading import WordsReading
from visualize.brief.ordering import Wish
from visualize.prompt import ShotPrompt
from visualize.takes.row import Row

_SETTLE_MS = 150
_WORDS_MS = 500
_LOOKS = 3


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
        self.names: dict[str, str] = {}
        self.several = False
        self._by_hand = self._kept = False
        self._awake = self._leaving = False
        self._project = desk.session.project.id
        self._registry: Registry | None = None
        self._judging = self.form
        self._of_shot = ""
        self._placing = Placing(desk, self)
        self._placing.changed.connect(self.refusal_changed)
        self._placing.placed.connect(self.judged)
        self._advising = Advising(desk, self)
        self._advising.advised.connect(self._take_advice)
        self._reading = WordsReading(desk, self._key, self)
        self._reading.changed.connect(self.words_changed)
        self._reading.failed.connect(self._placing.refuse)
        self._settle = self._timer(_SETTLE_MS, self._judge)
        self._words = self._timer(_WORDS_MS, lambda: self._reading.read(self.shot, self._key()))
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

    @property
    def prompt(self) -> ShotPrompt | None:
        """The words of the shot."""
        return self._reading.prompt

    @property
    def reading(self) -> bool:
        """Whether the shot is being read for its words."""
        return self._reading.reading

    @property
    def refusal(self) -> str:
        """Why the last order was not placed, or cannot be worked out."""
        return self._placing.refusal

    @property
    def busy(self) -> bool:
        """Whether an order is being placed."""
        return self._placing.busy

    @property
    def settled(self) -> bool:
        """Whether the model that is shown stays: it was chosen by hand, or judged for the shot."""
        return self._by_hand or self._kept or self._advising.failed

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
        self._let_go()
        self._change(replace(self.form, mode=mode))
        self._words.start()

    def choose_model(self, model: str, provider: str) -> None:
        """Choose a model by hand; while several are asked, one more, or one no longer."""
        self._by_hand = True
        key = (model, provider)
        form = self.form.with_ticked(key) if self.several else self.form.with_model(key)
        self._change(form)

    def set_several(self, on: bool) -> None:
        """Ask several models for the same, or one again."""
        self.several, self._by_hand = on, True
        self._change(self.form if on else replace(self.form, also=()))
        self.form_changed.emit()

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
            self._place(self._wishes(self.form, shot))

    def direct(self, look: str) -> None:
        """Place a direct render of the shot: a film of a pass, drawn here, with no model."""
        self._place([(look, self.form.direct_wish())])

    @property
    def looks(self) -> tuple[ModelRow, ...]:
        """A few looks that this machine draws of the shot, free, to begin with."""
        found = () if self.answer is None else self.answer.models.looks(_LOOKS)
        return found if len(found) == _LOOKS else ()

    def draft_looks(self) -> None:
        """Place one take in each of those looks, and show them as what is asked."""
        shot, looks = self.shot, self.looks
        if shot is None or not looks:
            return
        first, *others = (row.key for row in looks)
        form = replace(self.form.with_model(first), also=tuple(others), takes=1)
        self.several = self._by_hand = True
        self._change(form)
        self._place(self._wishes(form, shot))

    def _wishes(self, form: Form, shot: Shot) -> list[tuple[str, Wish]]:
        frame = self._session.frame
        return [(model, form.wish(shot, frame, provider)) for model, provider in form.keys]

    def _place(self, wishes: Sequence[tuple[str, Wish]]) -> None:
        self.write_due.emit()
        shot, registry = self.shot, self._registry
        if shot is not None and registry is not None:
            self._placing.place(shot, wishes, registry)

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
            self._placing.refuse("")
            self.form_changed.emit()
            if self._awake:
                self._settle.start(_SETTLE_MS)

    def _scene_changed(self) -> None:
        if self._session.project.id != self._project:
            self._begin_anew()
        if not self._awake or self._leaving:
            return
        self._leave_words()
        if self.shot is None or self.shot.id != self._of_shot:
            self._of_shot = "" if self.shot is None else self.shot.id
            self._let_go()
        self._placing.refuse("")
        self._settle.start(_SETTLE_MS)
        if not self._reading.follow(self.shot, self._key()):
            self._words.start(_WORDS_MS)

    def _leave_words(self) -> None:
        """Show the words of a shot no longer once another is looked at."""
        if self._reading.is_of_another(self.shot):
            self._leaving = True
            self.write_due.emit()
            self._leaving = False
            self._reading.forget(reads=self.shot is not None)

    def _begin_anew(self) -> None:
        """Forget what was asked of, and known for, another project."""
        self._project = self._session.project.id
        self._by_hand = self._kept = False
        self._advising.forget()
        self.answer = None
        self._change(Form(mode=self.form.mode))
        self.judged.emit()
        self._reading.forget()

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
        self._judging = self.form
        make = partial(
            judge, self._session.project, shot, self._session.frame, self.form, self._registry,
            self.advice, self._desk.jobs.jobs, by_hand=self._by_hand or self._kept,
        )  # fmt: skip
        self._desk.work.start(make, self._take_judged, self._judging_failed, slot="visualize/judge")

    def _take_judged(self, answer: Judged) -> None:
        self.answer, self._registry, self.names = answer, answer.registry, answer.names
        if self.form == self._judging:  # else the hand was quicker, and asks again
            self.form = answer.form
            self.form_changed.emit()
        # Once a model was recommended it stays: another must not come under a hand that asks.
        self._kept = bool(self.advice.suggestions)
        self.judged.emit()
        shot, key = self.shot, self._key()
        if shot is not None and key is not None:
            self._advising.keep_up(shot, key, self.form, answer.registry)

    def _let_go(self) -> None:
        """Let the next advice choose the model again, unless a hand chose it."""
        self._kept = False
        self._advising.clear()

    def _take_advice(self) -> None:
        if self._advising.failed:
            self.judged.emit()
        elif self._awake:
            self._judge()

    def _judging_failed(self, words: str) -> None:
        self._placing.refuse(words)
