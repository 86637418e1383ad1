"""Comparing: the takes that are compared, what was measured of them, and the one clock of all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage

from compose.project import Project
from compose.shot import Shot
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.gallery_mode.lettering import relettered
from studio.gallery_mode.measuring import Measuring
from studio.images import image_of
from studio.player import Footage, PlayClock, playable
from visualize.compare.kept import read_measures
from visualize.compare.showing import MOST_PANES, Comparison, compared
from visualize.compare.showing.blocking import aspect_of
from visualize.render.options import RenderOptions
from visualize.staleness import stale_parts
from visualize.takes.row import Row

BLOCKING = "blocking"
_SLOT = "compare/blocking"
_BOX = (640, 360)
_MOST_DRAWN = 160
_OPTIONS = RenderOptions(shadows=False)
"""Shapes are compared: what stands in the shade is to be seen like the rest."""


@dataclass(frozen=True, eq=False)
class _Loaded:
    """What was read of takes: the files that play, and why others do not, by id."""

    comparison: Comparison
    files: dict[str, Path]
    troubles: dict[str, str]
    gate: float


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
    """How much is measured, 0 to 1; negative when it is over or was stopped."""
    ran = QtSignal(bool)
    """It plays, or stopped."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.comparison: Comparison | None = None
        self.look = "clay"
        self.left_out = 0
        self.gate = 16 / 9
        self._rows: tuple[Row, ...] = ()
        self._kept: int | None = None
        self._footage: dict[str, Footage] = {}
        self._drawn: OrderedDict[int, QImage] = OrderedDict()
        self._measuring = Measuring(self)
        self._measuring.progressed.connect(self.measuring)
        self._measuring.ended.connect(self._measured)
        self.clock = PlayClock(self)
        self.clock.loop = True
        self.clock.moved.connect(lambda _: self._show())
        self.clock.began.connect(lambda: self.ran.emit(True))
        self.clock.stopped.connect(lambda: self.ran.emit(False))
        desk.drawing.drawn.connect(self._take_drawn)
        self.destroyed.connect(self._measuring.close)

    # -- what is compared ------------------------------------------------------------------------

    @property
    def shot(self) -> Shot | None:
        """The shot whose takes are compared."""
        return None if self.comparison is None else self.comparison.shot

    @property
    def ids(self) -> tuple[str, ...]:
        """The takes that are compared, the newest first."""
        return tuple(row.take.id for row in self._rows)

    def open(self, shot: str, takes: Sequence[str]) -> bool:
        """Compare takes of a shot: those that are named, else those that were not rejected.

        Of more than there are panes for the newest are shown, and ``left_out`` counts the others.
        The frame stays where the shot does.
        """
        rows = [row for row in self._desk.shelf.takes(shot)
                if (row.take.id in takes if takes else not row.review.rejected)]  # fmt: skip
        if not takes and any(row.take.clip.kind == "video" for row in rows):
            rows = [row for row in rows if row.take.clip.kind == "video"]
        kept = self.frame if self.shot is not None and self.shot.id == shot else None
        self.close()
        if len(rows) < 2:
            return False
        rows.sort(key=lambda row: -row.take.number)
        self._rows, self._kept = tuple(rows[:MOST_PANES]), kept
        self.left_out = max(len(rows) - MOST_PANES, 0)
        self._load(measure=True)
        return True

    def others(self) -> list[Row]:
        """Return the takes of the shot that are not compared, the newest first."""
        if not self._rows:
            return []
        rows = self._desk.shelf.takes(self._rows[0].take.of.shot)
        rows = [row for row in rows if row.take.id not in self.ids]
        return sorted(rows, key=lambda row: -row.take.number)

    def renew(self) -> None:
        """Take in how takes are judged now, and which is the pick; what is gone is taken out."""
        comparison, shot = self.comparison, self.shot
        if comparison is None or shot is None:
            return
        rows = {row.take.id: row for row in self._desk.shelf.takes(shot.id)}
        gone = [id_ for id_ in self.ids if id_ not in rows]
        if gone and self.exchange(gone, ()):
            return
        entries = tuple(
            replace(entry, row=rows.get(entry.row.take.id, entry.row))
            for entry in comparison.entries
        )
        now = next((one for one in self._desk.session.project.shots if one.id == shot.id), shot)
        shot = shot.replace(pick=now.pick)
        self.comparison = replace(comparison, entries=entries, shot=shot)
        self.changed.emit()

    def exchange(self, gone: Sequence[str], come: Sequence[str]) -> bool:
        """Compare without some takes, and with others; false where fewer than two would be left."""
        wanted = (*(id_ for id_ in self.ids if id_ not in gone), *come)
        if not self._rows or len(wanted) < 2:
            return False
        return self.open(self._rows[0].take.of.shot, wanted)

    def close(self) -> None:
        """Let go of all clips."""
        self.clock.pause()
        self.stop_measuring()
        for footage in self._footage.values():
            footage.close()
        self._footage.clear()
        self._drawn.clear()
        self.comparison, self._rows = None, ()

    # -- measuring -------------------------------------------------------------------------------

    def measure(self) -> None:
        """Measure what was not measured, or against another version of the shot."""
        if self._rows and not self._measuring.busy:
            self.measuring.emit(0.0)
            there = [row for row in self._rows if row.take.id in self._footage]
            self._measuring.start(self._desk.session.project, there)

    def stop_measuring(self) -> None:
        """Leave off; what is measured stays."""
        if self._measuring.busy:
            self._measuring.stop()
            self.measuring.emit(-1.0)

    @property
    def is_measuring(self) -> bool:
        """Whether takes are being measured."""
        return self._measuring.busy

    def _load(self, *, measure: bool) -> None:
        shot = self._rows[0].take.of.shot
        make = partial(_loaded, self._desk.session.project, shot, self._rows)
        done = partial(self._take_loaded, measure)
        self._desk.work.start(make, done, self._failed, slot="compare/load")

    def _take_loaded(self, measure: bool, loaded: _Loaded) -> None:
        if not self._rows:
            return
        first = self.comparison is None
        if self.comparison is not None:
            loaded = replace(loaded, comparison=relettered(loaded.comparison, self.comparison))
        self.comparison, self.gate = loaded.comparison, loaded.gate
        if first:
            window = loaded.comparison.shot.window
            at = 0 if self._kept is None else self._kept - window.start
            at = at if 0 <= at < len(window) else 0
            self.clock.set_clip(len(window), loaded.comparison.project.frame_rate, at)
            for id_, file in loaded.files.items():
                self._footage[id_] = self._open_footage(id_, file)
        self.changed.emit()
        self._show()
        for id_, words in loaded.troubles.items():
            self.troubled.emit(id_, words)
        if measure and any(entry.measures is None for entry in loaded.comparison.entries):
            self.measure()

    def _open_footage(self, id_: str, file: Path) -> Footage:
        frames = next(row.take.clip.frames for row in self._rows if row.take.id == id_)
        footage = Footage(file, frames, self)
        footage.ready.connect(lambda _, image: self.picture.emit(id_, image))
        footage.failed.connect(lambda words: self.troubled.emit(id_, words))
        return footage

    def _measured(self, words: str) -> None:
        self.measuring.emit(-1.0)
        if words:
            self._failed(words)
        self._desk.shelf.renew(self._rows)
        if self._rows:
            self._load(measure=False)

    def _failed(self, words: str) -> None:
        self._desk.session.tell("Takes could not all be compared", detail=words, kind="bad")

    # -- the clock -------------------------------------------------------------------------------

    @property
    def frame(self) -> int:
        """The scene frame that all are at."""
        return self.clock.place + (0 if self.shot is None else self.shot.start)

    def seek(self, frame: float) -> None:
        """Go to a scene frame."""
        if self.shot is not None:
            self.clock.seek(round(frame) - self.shot.start)

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

    def set_look(self, look: str) -> None:
        """Draw the blocking as another pass."""
        if look != self.look:
            self.look = look
            self._drawn.clear()
            self._show()

    def _want_blocking(self, comparison: Comparison) -> None:
        image = self._drawn.get(self.frame)
        if image is not None:
            self.picture.emit(BLOCKING, image)
            return
        shot = comparison.shot
        self._desk.drawing.ask(Wish(
            slot=_SLOT, project=comparison.project, scene=shot.scene, shot=shot.id,
            frame=float(self.frame), size=_BOX, passes=(self.look,), options=_OPTIONS,
        ))  # fmt: skip

    def _take_drawn(self, picture: Picture) -> None:
        if picture.wish.slot != _SLOT or self.comparison is None:
            return
        if picture.wish.shot != self.comparison.shot.id or picture.wish.passes != (self.look,):
            return
        image = image_of(picture.frame[self.look])
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
    files: dict[str, Path] = {}
    troubles: dict[str, str] = {}
    for row in rows:
        try:
            files[row.take.id] = playable(row)
        except ShotwrightError as error:
            troubles[row.take.id] = str(error)
    comparison = compared(project, shot, rows, measures, reasons=reasons)
    return _Loaded(comparison, files, troubles, aspect_of(project, shot))
