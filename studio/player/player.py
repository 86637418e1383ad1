"""Player: a take's picture with play, step, loop, speed, sound, a scrubber and full screen."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt
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
from studio.player.play_clock import PlayClock
from studio.player.sound import SILENCE, Samples, Sound, read_sound
from studio.player.times import SPEEDS, minutes
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
        self._sound = Sound(self)
        self.clock = PlayClock(self)
        self.clock.moved.connect(self._moved)
        self.clock.began.connect(self._began)
        self.clock.stopped.connect(self._stopped)
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
        self.clock.set_clip(frames, rate or Fraction(24))
        footage = self._footage = Footage(path, frames)
        footage.ready.connect(self._show)
        footage.failed.connect(self.view.show_words)
        self._slider.setRange(0, max(frames - 1, 0))
        self._enable(on=frames > 1)
        self._load_sound(path, audio=audio)
        self.seek(0)

    def clear(self, words: str) -> None:
        """Show nothing but a sentence."""
        self.pause()
        if self._footage is not None:
            self._footage.ready.disconnect(self._show)
            self._footage.close()
            self._footage = None
        self.clock.set_clip(0, Fraction(24))
        self._enable(on=False)
        self.view.show_words(words)
        self._time.setText("")
        self._number.setText("")

    @property
    def frame(self) -> int:
        """The frame on screen, from 0."""
        return self.clock.place

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self.clock.playing

    # -- moving ----------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Play, or pause."""
        self.clock.toggle()

    def play(self) -> None:
        """Play from here; from the start at the end."""
        self.clock.play()

    def pause(self) -> None:
        """Stop on this frame."""
        self.clock.pause()

    def step(self, frames: int) -> None:
        """Pause and go some frames on, or back."""
        self.clock.step(frames)

    def seek(self, frame: int) -> None:
        """Go to a frame."""
        self.clock.seek(frame)

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
            keys.Key_End: lambda: self.seek(self.clock.frames - 1),
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

    def _enable(self, *, on: bool) -> None:
        for widget in (self._play, self._back, self._forth, self._loop, self._slider, self._speed):
            widget.setEnabled(on)

    def _moved(self, frame: int) -> None:
        if self._footage is not None:
            self._footage.want(frame)
            self._show_place()
            self.moved.emit(frame)

    def _began(self) -> None:
        clock = self.clock
        self._play.setIcon(self._theme.icon("pause", "text1"))
        if clock.speed == 1.0 and not self._mute.isChecked():
            self._sound.play(float(clock.place / clock.rate))
        else:
            self._sound.stop()

    def _stopped(self) -> None:
        self._sound.stop()
        self._play.setIcon(self._theme.icon("play", "text1"))

    def _show(self, number: int, image: QImage) -> None:
        if number <= self.clock.place or self.view.image.isNull():
            self.view.show_image(image)

    def _show_place(self) -> None:
        clock = self.clock
        self._slider.blockSignals(True)
        self._slider.setValue(clock.place)
        self._slider.blockSignals(False)
        at, length = float(clock.place / clock.rate), float(clock.frames / clock.rate)
        self._time.setText(f"{minutes(at)} / {minutes(length)}")
        self._number.setText(f"f {clock.place + 1} of {clock.frames}")

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
        self._loop.toggled.connect(lambda on: self.clock.set_pace(loop=on))
        self._mute.toggled.connect(lambda _: self._began() if self.playing else None)
        self._fit = _tool(theme, "fit-to-screen-outline", "Fit the picture", self.view.fit)
        self._full = _tool(theme, "fullscreen", "Full screen (Enter)", self.full_screen.emit)
        self._speed = QComboBox()
        self._speed.setAccessibleName("Speed")
        self._speed.setFixedWidth(_SPEED_WIDE)
        for speed in SPEEDS:
            self._speed.addItem(f"{speed:g}×", speed)
        self._speed.setCurrentIndex(SPEEDS.index(1.0))
        self._speed.currentIndexChanged.connect(
            lambda at: self.clock.set_pace(speed=self._speed.itemData(at))
        )
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
