"""Sound of a clip through Qt Multimedia, where it is installed; the reason where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject

from visualize.errors import TakeError
from visualize.takes.clip import open_film

RATE = 48_000
CHANNELS = 2
_LONGEST_SECONDS = 900
_FRAME_BYTES = 2 * CHANNELS

Samples = npt.NDArray[np.int16]
SILENCE: Samples = np.zeros((0, CHANNELS), np.int16)


def read_sound(path: Path) -> Samples:
    """Return a clip's sound as (N, 2) int16 at 48 kHz, empty without any.

    Raises
    ------
    TakeError
        When it cannot be read.
    """
    import av

    pieces: list[Samples] = []
    total = 0
    with open_film(path) as film:
        streams = film.container.streams.audio
        if not streams:
            return SILENCE
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=RATE)
        for frame in film.container.decode(streams[0]):
            for piece in resampler.resample(frame):
                pieces.append(piece.to_ndarray().astype(np.int16).reshape(-1, CHANNELS))
                total += len(pieces[-1])
                if total > RATE * _LONGEST_SECONDS:
                    raise TakeError(path, "its sound is longer than can be meant")
    return np.concatenate(pieces) if pieces else SILENCE


class Sound(QObject):
    """Plays samples from a moment on. Without Qt Multimedia or a device it is silent.

    ``reason`` says why there is no sound, empty when there is.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink: Any = None
        self._data = QByteArray()
        self._buffer = QBuffer(self)
        self._volume = 1.0
        self.reason = ""

    def load(self, samples: Samples) -> None:
        """Take the sound of a clip; empty for one without."""
        self.stop()
        self._data = QByteArray(samples.astype("<i2").tobytes())
        self.reason = "" if len(samples) else "This clip has no sound"
        if len(samples) and self._sink is None:
            self._sink, self.reason = _open_sink(self)

    @property
    def works(self) -> bool:
        """Whether something can be heard."""
        return self._sink is not None and not self._data.isEmpty()

    def play(self, seconds: float) -> None:
        """Play from a moment of the clip on."""
        if not self.works:
            return
        self.stop()
        self._buffer.setData(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._buffer.seek(min(round(seconds * RATE) * _FRAME_BYTES, self._data.size()))
        self._sink.setVolume(self._volume)
        self._sink.start(self._buffer)

    def stop(self) -> None:
        """Fall silent."""
        if self._sink is not None:
            self._sink.stop()
        if self._buffer.isOpen():
            self._buffer.close()

    def set_volume(self, volume: float) -> None:
        """Set how loud, 0 to 1."""
        self._volume = volume
        if self._sink is not None:
            self._sink.setVolume(volume)


def _open_sink(parent: QObject) -> tuple[Any, str]:
    """Return a sink of the default device, or why there is none."""
    try:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
    except ImportError:
        return None, "No sound: install PySide6-Addons, and libpulse0 on Debian"
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        return None, "No sound: this machine has no audio output"
    form = QAudioFormat()
    form.setSampleRate(RATE)
    form.setChannelCount(CHANNELS)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    if not device.isFormatSupported(form):
        return None, "No sound: the audio output does not take 48 kHz stereo"
    return QAudioSink(device, form, parent), ""
