"""Comparing: the takes that are compared, what was measured of them, and the one clock of all."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage

from compose.project import Project
from compose.shot import Shot
from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.gallery_mode.measuring import Measuring
from studio.images import image_of
from studio.player import Footage
from studio.player.times import Running
from visualize.compare.kept import read_measures
from visualize.compare.showing import MOST_PANES, Comparison, compared
from visualize.previews import Previews
from visualize.staleness import stale_parts
from visualize.takes.row import Row

BLOCKING = "blocking"
_SLOT = "compare/blocking"
_BOX = (640, 360)
_MOST_DRAWN = 160


@dataclass(frozen=True, eq=False)
class _Loaded:
    comparison: Comparison
    files: dict[str, Path]


class Comparing(QObject):
    """One comparison at a time. Pictures come by the id of the take, or ``BLOCKING``."""

    changed = QtSignal()
    """``comparison`` is new."""
    moved = QtSignal(float)
    """All are at another scene frame."""
    picture = QtSignal(str, QImage)
    """A take's picture at the frame, by id."""
    troubled = QtSignal(str, str)
    """Why a take cannot be shown, by id."""
    measuring = QtSignal(float)
    """How much is measured, 0 to 1; 1 when it is over."""
    ran = QtSignal(bool)
    """It plays, or stopped."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.comparison: Comparison | None = None
        self.frame = 0
        self.speed, self.loop = 1.0, True
        self._rows: tuple[Row, ...] = ()
        self._footage: dict[str, Footage] = {}
        self._drawn: OrderedDict[int, QImage] = OrderedDict()
        self._running: Running | None = None
        self._measuring = Measuring(self)
        self._measuring.progressed.connect(self.measuring)
        self._measuring.ended.connect(self._measured)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        desk.drawing.drawn.connect(self._take_drawn)
        self.destroyed.connect(self._measuring.stop)

    # -- what is compared ------------------------------------------------------------------------

    @property
    def shot(self) -> Shot | None:
        """The shot whose takes are compared."""
        return None if self.comparison is None else self.comparison.shot

    def open(self, shot: str, takes: Sequence[str]) -> bool:
        """Compare takes of a shot: those that are named, else those that were not rejected."""
        rows = [row for row in self._desk.shelf.takes(shot)
                if (row.take.id in takes if takes else not row.review.rejected)]  # fmt: skip
        if not takes and any(row.take.clip.kind == "video" for row in rows):
            rows = [row for row in rows if row.take.clip.kind == "video"]
        self.close()
        if len(rows) < 2:
            return False
        rows.sort(key=lambda row: -row.take.number)
        self._rows = tuple(rows[:MOST_PANES])
        self._load(measure=True)
        return True

    def close(self) -> None:
        """Let go of all clips."""
        self.pause()
        self._measuring.stop()
        for footage in self._footage.values():
            footage.close()
        self._footage.clear()
        self._drawn.clear()
        self.comparison, self._rows = None, ()

    def _load(self, *, measure: bool) -> None:
        shot = self._rows[0].take.of.shot
        make = partial(_loaded, self._desk.session.project, shot, self._rows)
        done = partial(self._take_loaded, measure)
        self._desk.work.start(make, done, self._failed, slot="compare/load")

    def _take_loaded(self, measure: bool, loaded: _Loaded) -> None:
        if not self._rows:
            return
        first = self.comparison is None
        self.comparison = loaded.comparison
        if first:
            self.frame = loaded.comparison.shot.start
            for id_, file in loaded.files.items():
                self._footage[id_] = self._open_footage(id_, file)
        self.changed.emit()
        self._show()
        missing = [entry.row for entry in loaded.comparison.entries if entry.measures is None]
        if measure and missing:
            self.measuring.emit(0.0)
            self._measuring.start(self._desk.session.project, missing)

    def _open_footage(self, id_: str, file: Path) -> Footage:
        frames = next(row.take.clip.frames for row in self._rows if row.take.id == id_)
        footage = Footage(file, frames, self)
        footage.ready.connect(lambda _, image: self.picture.emit(id_, image))
        footage.failed.connect(lambda words: self.troubled.emit(id_, words))
        return footage

    def _measured(self, words: str) -> None:
        self.measuring.emit(1.0)
        if words:
            self._failed(words)
        self._desk.shelf.renew(self._rows)
        if self._rows:
            self._load(measure=False)

    def _failed(self, words: str) -> None:
        self._desk.session.tell("Takes could not all be compared", detail=words, kind="bad")

    # -- the clock -------------------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._running is not None

    def toggle(self) -> None:
        """Play, or pause."""
        self.pause() if self.playing else self.play()

    def play(self) -> None:
        """Play from here; from the start at the end."""
        comparison = self.comparison
        if comparison is None:
            return
        window = comparison.shot.window
        at = self.frame - window.start
        at = 0 if at >= len(window) - 1 else at
        rate = comparison.project.frame_rate
        self._running = Running(len(window), rate, at, time.monotonic(), self.speed, self.loop)
        self._timer.start(0)
        self.ran.emit(True)

    def pause(self) -> None:
        """Stop on this frame."""
        self._timer.stop()
        if self._running is not None:
            self._running = None
            self.ran.emit(False)

    def step(self, frames: int) -> None:
        """Pause and go some frames on, or back."""
        self.pause()
        self.seek(self.frame + frames)

    def seek(self, frame: float) -> None:
        """Go to a scene frame."""
        if self.comparison is None:
            return
        window = self.comparison.shot.window
        self.frame = min(max(round(frame), window.start), window.stop - 1)
        if self.playing:
            self.play()
        self._show()

    def set_pace(self, *, speed: float | None = None, loop: bool | None = None) -> None:
        """Play at another speed, or over and over."""
        self.speed = self.speed if speed is None else speed
        self.loop = self.loop if loop is None else loop
        if self.playing:
            self.play()

    def _advance(self) -> None:
        running, comparison = self._running, self.comparison
        if running is None or comparison is None:
            return
        now = time.monotonic()
        at, ended = running.frame_at(now)
        frame = comparison.shot.start + at
        if frame != self.frame:
            self.frame = frame
            self._show()
        if ended:
            self.pause()
        else:
            self._timer.start(max(1, round(running.wait(now) * 1000)))

    # -- pictures --------------------------------------------------------------------------------

    def _show(self) -> None:
        comparison = self.comparison
        if comparison is None:
            return
        for entry in comparison.entries:
            footage = self._footage.get(entry.row.take.id)
            if footage is not None:
                footage.want(entry.clock.index_at(self.frame))
        self._want_blocking(comparison)
        self.moved.emit(float(self.frame))

    def _want_blocking(self, comparison: Comparison) -> None:
        image = self._drawn.get(self.frame)
        if image is not None:
            self.picture.emit(BLOCKING, image)
            return
        shot = comparison.shot
        self._desk.drawing.ask(Wish(
            slot=_SLOT, project=comparison.project, scene=shot.scene, shot=shot.id,
            frame=float(self.frame), size=_BOX, passes=("clay",),
        ))  # fmt: skip

    def _take_drawn(self, picture: Picture) -> None:
        if picture.wish.slot != _SLOT or self.comparison is None:
            return
        if picture.wish.shot != self.comparison.shot.id:
            return
        image = image_of(picture.frame["clay"])
        self._drawn[round(picture.wish.frame)] = image
        while len(self._drawn) > _MOST_DRAWN:
            self._drawn.popitem(last=False)
        self.picture.emit(BLOCKING, image)


def _loaded(project: Project, shot_id: str, rows: tuple[Row, ...]) -> _Loaded:
    """Read what was measured and what is stale, and find what plays smoothly.

    Raises
    ------
    ShotwrightError
        When a take cannot be used.
    """
    shot = project.shot(shot_id)
    measures = {row.take.id: found for row in rows if (found := read_measures(row)) is not None}
    reasons = stale_parts(project, [row.take for row in rows])
    previews = Previews.in_cache()
    files = {row.take.id: row.file if previews is None else previews.proxy(row) for row in rows}
    return _Loaded(compared(project, shot, rows, measures, reasons=reasons), files)
