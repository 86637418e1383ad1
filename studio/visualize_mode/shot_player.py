"""ShotPlayer: moves the playhead through the shot, by the wall clock, while its page is shown."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal

from studio.desk import Desk
from studio.listening import listen
from studio.playback.clock import Clock


class ShotPlayer(QObject):
    """Plays the shot that is looked at. It runs no timer while it stands."""

    changed = QtSignal()
    """Playing began or ended, or the loop was switched."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = desk.session
        self._clock: Clock | None = None
        self._moving = False
        self.loop = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        listen(self, self._session.place_changed, self._taken_over)
        listen(self, self._session.frame_changed, self._taken_over)

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._clock is not None

    def toggle(self) -> None:
        """Play, or stand."""
        if self.playing:
            self.stop()
        else:
            self.play()

    def play(self) -> None:
        """Play from the playhead, from the start at the end."""
        shot = self._session.shot
        if shot is None:
            return
        length = len(shot.window)
        here = round(self._session.frame) - shot.start
        if not 0 <= here < length - 1:
            here = 0
        rate = self._session.project.frame_rate
        self._clock = Clock(length, rate, here, began=time.perf_counter(), loop=self.loop)
        self._show(shot.start + here)
        self._wait()
        self.changed.emit()

    def stop(self) -> None:
        """Stand where the playhead is."""
        if self._clock is not None:
            self._clock = None
            self._timer.stop()
            self.changed.emit()

    def step(self, by: int) -> None:
        """Go some frames on or back, within the shot."""
        shot = self._session.shot
        if shot is not None:
            self.stop()
            frame = round(self._session.frame) + by
            self._session.set_frame(min(max(frame, shot.start), shot.end - 1))

    def set_loop(self, on: bool) -> None:
        """Begin again at the end, or stand there."""
        self.loop = on
        if self.playing:
            self.play()
        self.changed.emit()

    def _tick(self) -> None:
        shot = self._session.shot
        if self._clock is None or shot is None:
            return
        due = self._clock.due(time.perf_counter())
        if due is not None:
            self._show(shot.start + due.position)
            if due.ended:
                self.stop()
                return
        self._wait()

    def _wait(self) -> None:
        if self._clock is not None:
            self._timer.start(round(self._clock.wait(time.perf_counter()) * 1000.0))

    def _show(self, frame: int) -> None:
        self._moving = True
        self._session.set_frame(frame)
        self._moving = False

    def _taken_over(self) -> None:
        """Stop when somebody else moves the playhead or looks elsewhere."""
        if self.playing and not self._moving:
            self.stop()
