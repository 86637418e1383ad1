"""Takes on screen: a notch of the wheel on a wall of thousands, and four takes played in step.

Aims: 16 ms of the processor a notch at 10,000 takes; no frame left out with four takes of 720p at
24 frames a second. A frame counts as left out where a pane showed another while it was due.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import av
import numpy as np

from bench.gallery import some_take
from visualize.takes import Review, Row

TAKES, SHOTS, SMOKE_TAKES = 10_000, 20, 200
SIZE, SMOKE_SIZE = (640, 360), (64, 36)
"""Takes of 720p are watched by their proxies, which are so large."""
_PANES, _FRAMES, _SMOKE_FRAMES, _RATE = 4, 72, 6, 24
_NOTCH, _NOTCHES, _SMOKE_NOTCHES = 96, 120, 3
_LONGEST_S = 60.0


def run(*, smoke: bool = False) -> list[dict[str, Any]]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from studio.theme import Theme

    application = QApplication.instance() or QApplication([])
    theme = Theme("dark")
    theme.apply(application)  # type: ignore[arg-type]  # it is the one that was made here
    rows = [*_scrolled(theme, smoke=smoke), *_in_step(theme, smoke=smoke)]
    del application
    return rows


def _row(name: str, scene: str, value: float, unit: str) -> dict[str, Any]:
    return {"name": name, "scene": scene, "value": round(value, 2), "unit": unit, "peer": None,
            "ratio": None}  # fmt: skip


def _scrolled(theme: Any, *, smoke: bool) -> list[dict[str, Any]]:
    """Turn the wheel in the middle of the wall, and take the processor's time of each notch."""
    from PySide6.QtCore import QObject, Signal
    from PySide6.QtGui import QColor, QImage
    from PySide6.QtWidgets import QApplication

    from studio.gallery_mode.take_model import TakeGroup, TakeModel
    from studio.gallery_mode.wall_view import WallView

    class Ready(QObject):
        came = Signal(str)

        def __init__(self) -> None:
            super().__init__()
            self.image = QImage(384, 216, QImage.Format.Format_RGB32)
            self.image.fill(QColor("teal"))

        def poster(self, _row: Row) -> QImage:
            return self.image

        strip = poster

    takes = SMOKE_TAKES if smoke else TAKES
    each = takes // SHOTS
    ready: Any = Ready()
    model, view = TakeModel(), WallView(theme, ready)
    model.show(
        [TakeGroup(count=each, read=partial(_read, n * each), shot=f"s{n}", number=f"{n}")
         for n in range(SHOTS)], frozenset(),
    )  # fmt: skip
    view.setModel(model)
    view.resize(1060, 840)
    view.show()
    QApplication.processEvents()
    bar, times = view.verticalScrollBar(), []
    for step in range(_SMOKE_NOTCHES if smoke else _NOTCHES):
        began = time.thread_time()
        bar.setValue(bar.maximum() // 2 + step * _NOTCH)
        QApplication.processEvents()
        times.append(1000.0 * (time.thread_time() - began))
    view.close()
    scene = f"{takes} takes, CPU"
    worst = sorted(times)[int(len(times) * 0.95)]
    return [
        _row("wall_notch", scene, statistics.median(times), "ms"),
        _row("wall_notch_p95", scene, worst, "ms"),
    ]


def _read(first: int, at: int, most: int) -> list[Row]:
    source = random.Random(at)
    return [
        Row(Path("x.json"), some_take(source, first + number), Review(rating=number % 6))
        for number in range(at, at + most)
    ]


def _in_step(theme: Any, *, smoke: bool) -> list[dict[str, Any]]:
    """Play four takes on one clock as the compare page does, and count what each pane shows."""
    from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

    from studio.player import Footage, PictureView, PlayClock

    frames, size = (_SMOKE_FRAMES, SMOKE_SIZE) if smoke else (_FRAMES, SIZE)
    room, clock = QWidget(), PlayClock()
    grid = QGridLayout(room)
    shown: list[set[int]] = [set() for _ in range(_PANES)]

    def show(pane: int, view: PictureView, number: int, image: Any) -> None:
        if number == clock.place:
            shown[pane].add(number)
        view.show_image(image)

    with tempfile.TemporaryDirectory() as folder:
        panes = []
        for pane in range(_PANES):
            clip = _clip(Path(folder) / f"{pane}.mp4", frames, size, pane)
            footage, view = Footage(clip, frames), PictureView(theme)
            footage.ready.connect(partial(show, pane, view))
            grid.addWidget(view, pane // 2, pane % 2)
            panes.append((footage, view))
        room.resize(1280, 760)
        room.show()
        for footage, _ in panes:
            clock.moved.connect(footage.want)
        clock.set_clip(frames, Fraction(_RATE))
        clock.seek(0)
        QApplication.processEvents()
        computed, began = time.process_time(), time.monotonic()
        clock.play()
        while clock.playing and time.monotonic() - began < _LONGEST_S:
            QApplication.processEvents()
            time.sleep(0.001)
        computed = time.process_time() - computed
        for footage, _ in panes:
            footage.close()
    room.close()
    left_out = 1.0 - sum(len(one) for one in shown) / (_PANES * frames)
    scene = f"{_PANES} takes of 720p, {_RATE} fps"
    return [
        _row("compare_left_out", scene, 100.0 * left_out, "% of frames"),
        _row("compare_frame_cpu", scene, 1000.0 * computed / frames, "ms"),
    ]


def _clip(path: Path, frames: int, size: tuple[int, int], seed: int) -> Path:
    """Write a clip of soft noise that drifts: neither trivial nor hopeless to decode."""
    source = np.random.default_rng(seed)
    coarse = source.integers(0, 255, (size[1] // 4, size[0] // 4, 3), np.uint8)
    picture = coarse.repeat(4, 0).repeat(4, 1)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=_RATE, options={"crf": "26", "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(frames):
            moved = np.ascontiguousarray(np.roll(picture, 2 * number, axis=1))
            out.mux(stream.encode(av.VideoFrame.from_ndarray(moved, format="rgb24")))
        out.mux(stream.encode())
    return path
