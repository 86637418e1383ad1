"""Player: a take's picture with play, step, loop, speed, sound, a scrubber and full screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.player.footage import Footage
from studio.player.picture_view import PictureView
from studio.player.sound import SILENCE, Samples, Sound, read_sound
from studio.player.times import SPEEDS, Running, minutes
from studio.theme import Theme
from studio.work import Work

_SPEED_WIDE = 60


class Player(QWidget):
    """Plays one clip. Paused, it does nothing.

    ``moved`` carries the number of the frame on screen.
    """

    moved = QtSignal(int)
    full_screen = QtSignal()

    def __init__(self, theme: Theme, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._work = theme, work
        self._footage: Footage | None = None
        self._frames, self._rate = 0, Fraction(24)
        self._at = 0
        self._running: Running | None = None
        self._sound = Sound(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        self.setObjectName("player")
        self.setAccessibleName("Player")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view = PictureView(theme)
        self.view.clicked.connect(self.toggle)
        self._make_controls()
        self._lay_out()
        self.clear("")

    # -- what is shown ---------------------------------------------------------------------------

    def load(self, path: Path, frames: int, rate: Fraction | None, *, audio: bool) -> None:
        """Show a clip (or a still, without a rate) from its first frame."""
        self.clear("")
        self._frames, self._rate = frames, rate or Fraction(24)
        footage = self._footage = Footage(path, frames)
        footage.ready.connect(self._show)
        footage.failed.connect(self.view.show_words)
        self._slider.setRange(0, max(frames - 1, 0))
        for widget in (self._play, self._back, self._forth, self._loop, self._slider, self._speed):
            widget.setEnabled(frames > 1)
        self._load_sound(path, audio=audio)
        self.seek(0)

    def clear(self, words: str) -> None:
        """Show nothing but a sentence."""
        self.pause()
        if self._footage is not None:
            self._footage.ready.disconnect(self._show)
            self._footage.close()
            self._footage = None
        self._frames = self._at = 0
        self.view.show_words(words)
        self._time.setText("")
        self._number.setText("")

    @property
    def frame(self) -> int:
        """The frame on screen, from 0."""
        return self._at

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._running is not None

    # -- moving ----------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Play, or pause."""
        self.pause() if self.playing else self.play()

    def play(self) -> None:
        """Play from here; from the start at the end."""
        if self._frames < 2:
            return
        if self._at >= self._frames - 1:
            self.seek(0)
        self._start()
        self._play.setIcon(self._theme.icon("pause", "text1"))

    def pause(self) -> None:
        """Stop on this frame."""
        self._timer.stop()
        self._running = None
        self._sound.stop()
        self._play.setIcon(self._theme.icon("play", "text1"))

    def step(self, frames: int) -> None:
        """Pause and go some frames on, or back."""
        self.pause()
        self.seek(self._at + frames)

    def seek(self, frame: int) -> None:
        """Go to a frame."""
        if self._footage is None:
            return
        self._at = min(max(frame, 0), self._frames - 1)
        self._footage.want(self._at)
        self._show_place()
        if self._running is not None:
            self._start()
        self.moved.emit(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows; the space bar plays, Home and End go to the ends."""
        keys = Qt.Key
        acts: dict[Qt.Key, Callable[[], object]] = {
            keys.Key_Space: self.toggle,
            keys.Key_Left: lambda: self.step(-1),
            keys.Key_Right: lambda: self.step(1),
            keys.Key_Comma: lambda: self.step(-1),
            keys.Key_Period: lambda: self.step(1),
            keys.Key_Home: lambda: self.seek(0),
            keys.Key_End: lambda: self.seek(self._frames - 1),
            keys.Key_M: self._mute.toggle,
        }
        act = acts.get(keys(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def hideEvent(self, event: QHideEvent) -> None:
        """Play nothing that nobody sees."""
        self.pause()
        super().hideEvent(event)

    # -- inside ----------------------------------------------------------------------------------

    def _start(self) -> None:
        speed = float(self._speed.currentData())
        self._running = Running(
            self._frames, self._rate, self._at, time.monotonic(), speed, self._loop.isChecked()
        )
        if speed == 1.0 and not self._mute.isChecked():
            self._sound.play(float(self._at / self._rate))
        else:
            self._sound.stop()
        self._timer.start(0)

    def _advance(self) -> None:
        running = self._running
        if running is None or self._footage is None:
            return
        now = time.monotonic()
        frame, ended = running.frame_at(now)
        if running.loop and frame < self._at:
            self._at = frame
            self._footage.want(frame)
            self._start()
            return
        if frame != self._at:
            self._at = frame
            self._footage.want(frame)
            self._show_place()
            self.moved.emit(frame)
        if ended:
            self.pause()
        else:
            self._timer.start(max(1, round(running.wait(now) * 1000)))

    def _show(self, number: int, image: QImage) -> None:
        if number == self._at or self.view.image.isNull():
            self.view.show_image(image)

    def _show_place(self) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(self._at)
        self._slider.blockSignals(False)
        length = float(self._frames / self._rate)
        self._time.setText(f"{minutes(float(self._at / self._rate))} / {minutes(length)}")
        self._number.setText(f"f {self._at + 1} of {self._frames}")

    def _load_sound(self, path: Path, *, audio: bool) -> None:
        self._mute.setEnabled(False)
        self._mute.setToolTip("This clip has no sound")
        self._sound.load(SILENCE)
        if audio:
            self._work.start(
                lambda: read_sound(path), self._sound_came, self._mute.setToolTip,
                slot=f"sound/{id(self)}",
            )  # fmt: skip

    def _sound_came(self, samples: Samples) -> None:
        self._sound.load(samples)
        self._mute.setEnabled(self._sound.works)
        self._mute.setToolTip(self._sound.reason or "Sound on or off (M)")

    def _make_controls(self) -> None:
        theme = self._theme
        self._play = _tool(theme, "play", "Play or pause (Space)", self.toggle)
        self._back = _tool(
            theme, "skip-previous-outline", "Frame before (,)", lambda: self.step(-1)
        )
        self._forth = _tool(theme, "skip-next-outline", "Frame after (.)", lambda: self.step(1))
        self._loop = _tool(theme, "repeat", "Loop", lambda: None)
        self._loop.setCheckable(True)
        self._mute = _tool(theme, "volume-off", "Sound on or off (M)", lambda: None)
        self._mute.setCheckable(True)
        self._loop.toggled.connect(lambda _: self._start() if self.playing else None)
        self._mute.toggled.connect(lambda _: self._start() if self.playing else None)
        self._fit = _tool(theme, "fit-to-screen-outline", "Fit the picture", self.view.fit)
        self._full = _tool(theme, "fullscreen", "Full screen (Enter)", self.full_screen.emit)
        self._speed = QComboBox()
        self._speed.setAccessibleName("Speed")
        self._speed.setFixedWidth(_SPEED_WIDE)
        for speed in SPEEDS:
            self._speed.addItem(f"{speed:g}×", speed)
        self._speed.setCurrentIndex(SPEEDS.index(1.0))
        self._speed.currentIndexChanged.connect(lambda _: self._start() if self.playing else None)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName("Place in the clip")
        self._slider.valueChanged.connect(self.seek)
        self._time, self._number = QLabel(), QLabel()
        self._number.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setProperty("role", "caption")

    def _lay_out(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        lower.setSpacing(2)
        upper.addWidget(self._slider, 1)
        upper.addWidget(self._time)
        left: tuple[QWidget, ...] = (
            self._play, self._back, self._forth, self._loop, self._mute, self._speed
        )  # fmt: skip
        right: tuple[QWidget, ...] = (self._number, self._fit, self._full)
        for widget in left:
            lower.addWidget(widget)
        for widget in right:
            lower.addWidget(widget, int(widget is self._number))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view, 1)
        column.addLayout(upper)
        column.addLayout(lower)


def _tool(theme: Theme, icon: str, tip: str, act: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(" (")[0])
    button.clicked.connect(lambda *_: act())
    return button
