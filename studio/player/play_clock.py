"""PlayClock: which frame of a clip is due by the wall clock, while it plays."""

from __future__ import annotations

import time
from fractions import Fraction

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal

from studio.player.times import Running


class PlayClock(QObject):
    """Goes through frames from 0 on. Paused, it does nothing; late, it leaves frames out."""

    moved = QtSignal(int)
    """Another frame is due."""
    began = QtSignal()
    """It plays from ``place`` on: at first, after a jump, at another pace, and at each loop."""
    stopped = QtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = 0
        self.frames, self.rate = 0, Fraction(24)
        self.speed, self.loop = 1.0, False
        self._running: Running | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._running is not None

    @property
    def waits(self) -> bool:
        """Whether a timer runs."""
        return self._timer.isActive()

    def set_clip(self, frames: int, rate: Fraction, place: int = 0) -> None:
        """Stop, and go through so many frames, so many a second, from a place on."""
        self.pause()
        self.frames, self.rate, self.place = frames, rate, place

    def play(self) -> None:
        """Play from here; from the start at the end."""
        if self.frames < 2:
            return
        if self.place >= self.frames - 1:
            self.seek(0)
        self._start()

    def pause(self) -> None:
        """Stop on this frame."""
        self._timer.stop()
        if self._running is not None:
            self._running = None
            self.stopped.emit()

    def toggle(self) -> None:
        """Play, or pause."""
        self.pause() if self.playing else self.play()

    def step(self, frames: int) -> None:
        """Pause and go some frames on, or back."""
        self.pause()
        self.seek(self.place + frames)

    def seek(self, frame: int) -> None:
        """Go to the nearest frame that there is."""
        self.place = min(max(frame, 0), max(self.frames - 1, 0))
        self.moved.emit(self.place)
        if self.playing:
            self._start()

    def set_pace(self, *, speed: float | None = None, loop: bool | None = None) -> None:
        """Play at another speed, or over and over."""
        self.speed = self.speed if speed is None else speed
        self.loop = self.loop if loop is None else loop
        if self.playing:
            self._start()

    def _start(self) -> None:
        now = time.monotonic()
        self._running = Running(self.frames, self.rate, self.place, now, self.speed, self.loop)
        self.began.emit()
        self._timer.start(0)

    def _advance(self) -> None:
        running = self._running
        if running is None:
            return
        now = time.monotonic()
        frame, ended = running.frame_at(now)
        again = running.loop and frame < self.place
        if frame != self.place:
            self.place = frame
            self.moved.emit(frame)
        if ended:
            self.pause()
        elif again:
            self._start()
        else:
            self._timer.start(max(1, round(running.wait(now) * 1000)))
