"""What a hand on the dopesheet does from press to release: keys, cycles, windows of shots."""

from __future__ import annotations

from compose.shot import Shot
from studio.timeline.drag import Held
from studio.timeline.layout import Edge
from studio.timeline.plays import drag_play
from studio.timeline.rows import Block, Row
from studio.timeline.scale import TimeScale
from studio.timeline.sheet import Sheet
from studio.timeline.windows import drag_window


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

    def move(self, x: float, y: float, held: Held) -> None:
        """Move by whole frames from where the drag began; Alt does without snapping."""
        by = (x - self._x) / self._scale.pixels
        whole = round(by) if held.alt else self._snap.moved([self._anchor], by)
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

    def move(self, x: float, y: float, held: Held) -> None:
        """Move by whole frames from where the drag began; Alt does without snapping."""
        by = (x - self._x) / self._scale.pixels
        end = self._block.end if self._block.end is not None else self._block.start
        origins = {"start": [self._block.start], "end": [end], "body": [self._block.start, end]}
        whole = round(by) if held.alt else self._snap.moved(origins[self._edge], by)
        scene = self._sheet.home.scene
        node, place, edge = self._node, self._block.place, self._edge
        self._sheet.step_gesture(lambda p: drag_play(p, scene, node, place, edge, whole))

    def finish(self) -> None:
        """Keep it."""
        self._sheet.end_drag()

    def cancel(self) -> None:
        """Put it back."""
        self._sheet.session.cancel_gesture()


class WindowDrag:
    """Moves the window of a shot, or one of its ends. Alt leaves the shot's own keys."""

    def __init__(self, sheet: Sheet, scale: TimeScale, x: float, shot: Shot, edge: Edge) -> None:
        self._session, self._scale, self._x = sheet.session, scale, x
        self._shot, self._edge = shot, edge
        self._snap = sheet.snap(scale, {float(shot.start), float(shot.end)})
        verb = "Move" if edge == "body" else "Trim"
        self._session.begin_gesture(f"{verb} shot {shot.number}")

    def move(self, x: float, y: float, held: Held) -> None:
        """Move by whole frames from where the drag began; Ctrl does without snapping."""
        shot, edge = self._shot, self._edge
        by = (x - self._x) / self._scale.pixels
        ends = {"body": [shot.start, shot.end], "start": [shot.start], "end": [shot.end]}
        whole = round(by) if held.ctrl else self._snap.moved(ends[edge], by)
        self._session.step_gesture(
            lambda p: drag_window(p, shot.id, edge, whole, move_tracks=not held.alt)
        )

    def finish(self) -> None:
        """Keep it."""
        self._session.end_gesture()

    def cancel(self) -> None:
        """Put it back."""
        self._session.cancel_gesture()
