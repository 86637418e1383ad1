"""Announcing: a toast when a job ends, with its picture and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from models.lengths import seconds_text
from models.money import money
from studio.desk import Desk
from studio.session import Message
from studio.visualize_mode.job_rows import made_with
from studio.visualize_mode.jobs_panel import take_of
from studio.visualize_mode.quote import seconds_words
from visualize.jobs.records import Job
from visualize.jobs.states import State
from visualize.previews import Previews
from visualize.takes.row import Row

_GATHER_MS = 50
_MOST = 2
"""Of more jobs that end together only their number is told."""


class Announcing(QObject):
    """Tells of jobs that ended, also of those that did while the window was closed.

    There may be several: each end is told by the first that takes it.
    """

    play = QtSignal(str)
    """A take is to be played, by its id."""
    compare = QtSignal(str)
    """The takes of a shot are to be compared, by its id."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.names: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GATHER_MS)
        self._timer.timeout.connect(self._tell)
        desk.jobs.settled.connect(lambda _: self._timer.start())
        self._timer.start()

    def _tell(self) -> None:
        news = self._desk.jobs.take_news()
        ended = [job for job in news if job.state is not State.CANCELLED]
        if len(ended) > _MOST:
            self._desk.session.told.emit(replace(summary(ended), actions=self._compare(ended)))
            return
        for job in ended:
            if job.state is State.SUCCEEDED:
                self._tell_landed(job)
            else:
                self._desk.session.told.emit(trouble(job, made_with(job, self.names)))

    def _compare(self, ended: list[Job]) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Offer to compare where all takes are of one shot."""
        shots = {job.shot for job in ended if job.state is State.SUCCEEDED}
        if len(shots) != 1 or len(self._desk.shelf.takes(next(iter(shots)))) < 2:
            return ()
        shot = shots.pop()
        return (("Compare", lambda: self.compare.emit(shot)),)

    def _tell_landed(self, job: Job) -> None:
        row = take_of(job, self._desk)
        if row is None:
            self._desk.session.told.emit(landed(job, made_with(job, self.names)))
            return
        self._desk.work.start(
            lambda: _poster(row),
            lambda picture: self._tell_take(job, row, picture),
            lambda _: self._tell_take(job, row, None),
        )

    def _tell_take(self, job: Job, row: Row, picture: Path | None) -> None:
        actions = [("Play", lambda: self.play.emit(row.take.id))]
        if len(self._desk.shelf.takes(job.shot)) > 1:
            actions.append(("Compare", lambda: self.compare.emit(job.shot)))
        names = {row.take.made.model: row.take.made.model_name} | self.names
        told = landed(job, made_with(job, names), row)
        message = Message(
            text=told.text, detail=told.detail, kind="good", picture=picture, actions=tuple(actions)
        )
        self._desk.session.told.emit(message)


def landed(job: Job, made: str, row: Row | None = None) -> Message:
    """Return ``Take 4 of 010 is in the gallery``, and how it was made."""
    number = job.shot_label.partition(" ")[0]
    take = "A take" if row is None else f"Take {row.take.number}"
    details = [made]
    if row is not None and row.take.clip.kind != "image":
        details.append(seconds_text(row.take.clip.seconds))
    price = job.high_usd if job.reported_usd is None else job.reported_usd
    details.append(money(price, price))
    if job.finished_at is not None:
        details.append(seconds_words(job.finished_at - (job.submitted_at or job.created_at)))
    text = f"{take} of {number} is in the gallery"
    return Message(text=text, detail=" · ".join(details), kind="good")


def trouble(job: Job, made: str) -> Message:
    """Return what to tell of a job that failed, or of which nobody knows whether it was made."""
    number = job.shot_label.partition(" ")[0]
    if job.state is State.UNCERTAIN:
        text = f"{number} {made}: nobody knows if it arrived"
        return Message(text=text, detail="Settle it in the list of jobs.", kind="warning")
    return Message(text=f"{number} {made} failed", detail=job.message, kind="bad")


def summary(ended: list[Job]) -> Message:
    """Return one message for many jobs."""
    landed = sum(job.state is State.SUCCEEDED for job in ended)
    failed = sum(job.state is State.FAILED for job in ended)
    doubt = len(ended) - landed - failed
    words = [f"{landed} takes are in the gallery"] if landed else []
    words += [f"{failed} failed"] if failed else []
    words += [f"{doubt} to settle"] if doubt else []
    kind = "good" if landed == len(ended) else "warning"
    return Message(text=", ".join(words), detail="The list of jobs tells each.", kind=kind)  # type: ignore[arg-type]


def _poster(row: Row) -> Path | None:
    """Return a picture file of a take: its poster, else itself where it is a picture."""
    previews = Previews.in_cache()
    if previews is not None:
        return previews.poster(row)
    return row.file if row.take.clip.kind == "image" else None
