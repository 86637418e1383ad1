"""Drawing: one thread with one renderer, so that the window never waits for a picture.

A picture is what ``Renderer.render`` returns, byte for byte what the command line draws on the same
driver; the window paints overlays over it.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal

from compose.evaluation import evaluate, view
from compose.snapshot import Snapshot
from shotwright import ShotwrightError
from studio.drawing.filling import filling
from studio.drawing.pace import Pace, scaled
from studio.drawing.wish import Picture, Wish
from visualize.render.frame import Frame
from visualize.render.renderer import Renderer

_LOG = logging.getLogger(__name__)

_THUMBNAIL = 2
"""The urgency of what nobody waits for."""
_QUIET_S = 0.25
"""How long thumbnails wait after a draft, so that none comes between two steps of a drag."""


class Drawing(QObject):
    """Draws wishes, the most urgent first: of equal ones the oldest, but of thumbnails the newest.

    Signals reach the window's thread. ``description`` says what GL was found, once it was.
    """

    drawn = QtSignal(object)
    """A ``Picture``."""
    failed = QtSignal(object, str)
    """The ``Wish`` that could not be drawn, and why, in words for the person at the desk."""
    unavailable = QtSignal(str)
    """No GL context can be had here: what was found, and what to install."""
    preparing = QtSignal(bool)
    """Passes are drawn for the first time, with drafts apart, or they were. The driver may have to
    compile what draws them, which takes seconds where it has kept nothing of an earlier run."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, Wish] = {}
        self._wake = threading.Condition()
        self._paces: dict[tuple[str, bool], Pace] = {}
        self._places: dict[str, bytes] = {}
        self._prepared: set[tuple[tuple[str, ...], bool]] = set()
        self._busy_until = 0.0
        self._open = True
        self.description: dict[str, str] = {}
        self.reason = ""
        self._thread = threading.Thread(target=self._run, name="drawing", daemon=True)
        self._thread.start()

    def ask(self, wish: Wish) -> None:
        """Draw this as soon as its turn comes; a wish that waits for the same slot is dropped."""
        with self._wake:
            if self._open and not self.reason:
                self._waiting.pop(wish.slot, None)
                self._waiting[wish.slot] = wish
                self._wake.notify()

    def hold_thumbnails(self, seconds: float) -> None:
        """Draw no thumbnail for a while, or until something more urgent was drawn in full.

        A view that is being opened asks for its thumbnails first; its picture should come first.
        """
        self._busy_until = time.perf_counter() + seconds

    def forget(self, slot: str) -> None:
        """Drop the wish that waits for a slot."""
        with self._wake:
            self._waiting.pop(slot, None)

    def close(self) -> None:
        """End the thread after the picture that it draws."""
        with self._wake:
            self._open = False
            self._waiting.clear()
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            renderer = Renderer()
        except ShotwrightError as error:
            with self._wake:
                self.reason = str(error)
                self._waiting.clear()
            self.unavailable.emit(self.reason)
            return
        with renderer:
            self.description = renderer.description
            while (wish := self._next()) is not None:
                self._draw(renderer, wish)

    def _next(self) -> Wish | None:
        """Wait for a wish and take it; ``None`` when the program ends."""
        with self._wake:
            while self._open and (not self._waiting or self._held_back_s() > 0.0):
                self._wake.wait(self._held_back_s() if self._waiting else None)
            if not self._open:
                return None
            return self._waiting.pop(self._chosen().slot)

    def _chosen(self) -> Wish:
        """Return the wish whose turn it is."""
        urgency = min(wish.urgency for wish in self._waiting.values())
        equal = [wish for wish in self._waiting.values() if wish.urgency == urgency]
        return equal[-1] if urgency >= _THUMBNAIL else equal[0]

    def _held_back_s(self) -> float:
        """Return how long thumbnails still have to wait for the hand that moves something."""
        if self._chosen().urgency < _THUMBNAIL:
            return 0.0
        return self._busy_until - time.perf_counter()

    def _draw(self, renderer: Renderer, wish: Wish) -> None:
        kind = (wish.passes, wish.budget_ms > 0.0)
        if kind in self._prepared or wish.urgency >= _THUMBNAIL:
            self._try_to_draw(renderer, wish)
            return
        self._prepared.add(kind)
        self.preparing.emit(True)
        self._try_to_draw(renderer, wish)
        self.preparing.emit(False)

    def _try_to_draw(self, renderer: Renderer, wish: Wish) -> None:
        began = time.perf_counter()
        try:
            snapshot, frame = (
                self._drafted(renderer, wish) if wish.budget_ms else _fine(renderer, wish)
            )
        except ShotwrightError as error:
            self.failed.emit(wish, str(error))
        except Exception as error:  # noqa: BLE001 - the thread must outlive a fault of ours
            _LOG.exception("drawing %s", wish.slot)
            self.failed.emit(wish, f"A fault of the program: {type(error).__name__}: {error}")
        else:
            if wish.urgency < _THUMBNAIL and not wish.budget_ms:
                self._busy_until = 0.0
            seconds = time.perf_counter() - began
            self.drawn.emit(Picture(wish=wish, frame=frame, snapshot=snapshot, seconds=seconds))

    def _drafted(self, renderer: Renderer, wish: Wish) -> tuple[Snapshot, Frame]:
        """Draw a draft as large as its budget allows."""
        began = time.perf_counter()
        snapshot = snapshot_of(wish, wish.frame)
        evaluated = time.perf_counter()
        pace = self._pace(wish.slot, snapshot)
        frame = renderer.render(
            snapshot,
            wish.passes,
            scaled(wish.size, pace.share),
            multiple=1,
            options=replace(wish.options, draft=True),
        )
        ended = time.perf_counter()
        pace.took(ended - evaluated, wish.budget_ms / 1e3 - (evaluated - began))
        self._busy_until = ended + _QUIET_S
        return snapshot, frame

    def _pace(self, slot: str, snapshot: Snapshot) -> Pace:
        """Return the pace of a place on screen, another one while its view moves."""
        place = snapshot.camera.world.tobytes()
        moves = self._places.get(slot, place) != place
        self._places[slot] = place
        return self._paces.setdefault((slot, moves), Pace())


def _fine(renderer: Renderer, wish: Wish) -> tuple[Snapshot, Frame]:
    snapshot = snapshot_of(wish, wish.frame)
    ends = {"motion": ("forward", 1.0), "motion_back": ("backward", -1.0)}
    targets = {
        ends[name][0]: snapshot_of(wish, wish.frame + ends[name][1])
        for name in wish.passes
        if name in ends
    }
    frame = renderer.render(
        snapshot, wish.passes, wish.size, multiple=1, options=wish.options, **targets
    )
    return snapshot, frame


def snapshot_of(wish: Wish, frame: float) -> Snapshot:
    """Return what a wish sees at a frame.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    if wish.snapshot is not None:
        return wish.snapshot
    project = wish.project
    shot = None if wish.shot is None else project.shot(wish.shot)
    if wish.camera is None:
        if shot is None:
            raise ValueError("a wish without a shot needs a camera")
        seen = evaluate(project, shot, frame)
        return replace(seen, camera=filling(seen.camera, wish.size)) if wish.fill else seen
    return view(project, project.scene(wish.scene), frame, wish.camera, shot=shot)
