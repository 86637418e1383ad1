"""What a hand on the dopesheet does from press to release: move keys, move a cycle, draw a box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from studio.timeline.keys import KeySelection
from studio.timeline.layout import Edge, Grid
from studio.timeline.plays import drag_play
from studio.timeline.rows import Block, Row
from studio.timeline.scale import TimeScale
from studio.timeline.sheet import Sheet


class Drag(Protocol):
    """From press to release. Pixels are from the right edge of the names."""

    def move(self, x: float, y: float, *, free: bool) -> None:
        """Follow the pointer; ``free`` does without snapping."""

    def finish(self) -> None:
        """Keep what was dragged."""

    def cancel(self) -> None:
        """Put everything back."""


class KeyDrag:
    """Moves the selected keys in time, or copies of them, on whole frames.

    Parameters
    ----------
    anchor
        The frame of the key under the hand, which snaps first.
    """

    def __init__(
        self, sheet: Sheet, scale: TimeScale, x: float, anchor: float, *, copy: bool
    ) -> None:
        self._sheet, self._scale, self._x, self._copy = sheet, scale, x, copy
        self._anchor = anchor
        moving = () if copy else sheet.keys.all_frames
        self._snap = sheet.snap(scale, moving)
        sheet.begin_drag(copy=copy)

    def move(self, x: float, y: float, *, free: bool) -> None:
        """Move by whole frames from where the drag began."""
        by = (x - self._x) / self._scale.pixels
        whole = round(by) if free else self._snap.moved([self._anchor], by)
        self._sheet.drag(float(whole), copy=self._copy)

    def finish(self) -> None:
        """Keep the keys where they are."""
        self._sheet.end_drag()

    def cancel(self) -> None:
        """Put the keys back."""
        self._sheet.cancel_drag()


class PlayDrag:
    """Moves a cycle of a figure, or one of its ends."""

    def __init__(
        self, sheet: Sheet, scale: TimeScale, x: float, row: Row, block: Block, edge: Edge
    ) -> None:
        self._sheet, self._scale, self._x = sheet, scale, x
        self._node, self._block, self._edge = row.node or "", block, edge
        self._snap = sheet.snap(scale)
        verb = "Move" if edge == "body" else "Trim"
        sheet.session.begin_gesture(f"{verb} {block.label} of {row.title or row.detail}")

    def move(self, x: float, y: float, *, free: bool) -> None:
        """Move by whole frames from where the drag began."""
        by = (x - self._x) / self._scale.pixels
        end = self._block.end if self._block.end is not None else self._block.start
        origins = {"start": [self._block.start], "end": [end], "body": [self._block.start, end]}
        whole = round(by) if free else self._snap.moved(origins[self._edge], by)
        scene = self._sheet.home.scene
        node, place, edge = self._node, self._block.place, self._edge
        self._sheet.step_gesture(lambda p: drag_play(p, scene, node, place, edge, whole))

    def finish(self) -> None:
        """Keep it."""
        self._sheet.end_drag()

    def cancel(self) -> None:
        """Put it back."""
        self._sheet.session.cancel_gesture()


class BoxDrag:
    """Selects the keys in a box.

    Parameters
    ----------
    show
        Called with the box (left, top, right, bottom), ``None`` when there is none.
    """

    def __init__(
        self, sheet: Sheet, grid: Grid, x: float, y: float, *, add: bool,
        show: Callable[[tuple[float, float, float, float] | None], None],
    ) -> None:  # fmt: skip
        self._sheet, self._grid, self._x, self._y, self._show = sheet, grid, x, y, show
        self._before = sheet.keys
        self._kept = sheet.keys if add else KeySelection()
        sheet.select(self._kept)

    def move(self, x: float, y: float, *, free: bool) -> None:
        """Select what the box touches."""
        left, right = sorted((self._x, x))
        top, bottom = sorted((self._y, y))
        found = self._grid.keys_in(self._sheet.rows, left, top, right, bottom)
        self._show((left, top, right, bottom))
        self._sheet.select(self._kept.plus(found))

    def finish(self) -> None:
        """Keep the selection."""
        self._show(None)

    def cancel(self) -> None:
        """Select what was selected before."""
        self._show(None)
        self._sheet.select(self._before)
