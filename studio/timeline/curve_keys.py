"""CurveKeys: what is done to the selected keys of curves, and what is known of them. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from compose.curve import Interpolation, Keyframe
from studio.timeline.channel_words import channel_words
from studio.timeline.curve_edits import join_handles, next_tangent, set_values
from studio.timeline.curve_lines import CurveLine
from studio.timeline.curve_shape import handles_of
from studio.timeline.key_edits import move_keys
from studio.timeline.keys import KeySelection, TrackRef
from studio.timeline.sheet import Sheet


class CurveKeys:
    """The selected keys of the curves that are listed.

    Parameters
    ----------
    sheet
        Where keys are selected.
    lines
        Gives the lines with a curve.
    """

    def __init__(self, sheet: Sheet, lines: Callable[[], Iterable[CurveLine]]) -> None:
        self._sheet, self._lines = sheet, lines
        self._broken: frozenset[tuple[TrackRef, float]] = frozenset()

    @property
    def tangent(self) -> Interpolation | None:
        """The kind of tangent of the selected keys, ``None`` where they differ."""
        found = {key.interpolation for key in self._selected()}
        return next(iter(found)) if len(found) == 1 else None

    def cycle_tangent(self) -> None:
        """Give the selected keys the next kind of tangent."""
        self._sheet.set_interpolation(next_tangent(self.tangent))

    def is_broken(self, ref: TrackRef, frame: float) -> bool:
        """Tell whether the handles of a key turn one by one."""
        track = self._sheet.track(ref)
        if (ref, frame) in self._broken or track is None:
            return track is not None
        places = [key.frame for key in track.curve.keys]
        return frame in places and not handles_of(track.curve, places.index(frame)).joined

    def toggle_handles(self) -> None:
        """Break the handles of the selected keys; join them where all are broken."""
        keys, home = self._numbers(), self._sheet.home
        pairs = frozenset(keys)
        if not pairs:
            return
        if all(self.is_broken(*pair) for pair in pairs):
            self._broken -= pairs
            self._sheet.session.do("Join handles", lambda p: join_handles(p, home, keys))
        else:
            self._broken |= pairs
        self._sheet.changed.emit()

    def set_frame(self, frame: float) -> None:
        """Move the selected keys in time so that the first lies at a frame."""
        keys, home = self._sheet.keys, self._sheet.home
        if len(keys):
            by = frame - keys.first
            if self._sheet.session.do(
                f"Move {self._sheet.counted()}", lambda p: move_keys(p, home, keys, by)
            ):
                self._sheet.select(keys.shifted(by))

    def set_value(self, value: float) -> None:
        """Give the selected keys one value."""
        keys, home = self._numbers(), self._sheet.home
        if len(keys):
            self._sheet.session.do(
                f"Set {self._sheet.counted()}", lambda p: set_values(p, home, keys, value)
            )

    def _numbers(self) -> KeySelection:
        """Return the selected keys of listed curves of numbers."""
        chosen = self._sheet.keys.frames
        if not chosen:
            return KeySelection()
        listed = {line.ref for line in self._lines() if not line.curve.is_quaternion}
        return KeySelection({ref: frames for ref, frames in chosen.items() if ref in listed})

    def _selected(self) -> list[Keyframe]:
        found = (self._key(ref, frame) for ref, frame in self._sheet.keys)
        return [key for key in found if key is not None]

    def common(self) -> tuple[float | None, float | None, str]:
        """Return frame, value and unit that the selected keys share; ``None`` where they differ."""
        pairs = [(ref, self._key(ref, frame)) for ref, frame in self._numbers()]
        keys = [key for _, key in pairs if key is not None]
        frames = {key.frame for key in keys}
        values = {key.value for key in keys if not isinstance(key.value, tuple)}
        units = {channel_words(ref.channel).unit for ref, key in pairs if key is not None}
        return (
            next(iter(frames)) if len(frames) == 1 else None,
            next(iter(values)) if len(values) == 1 else None,
            next(iter(units)) if len(units) == 1 else "",
        )

    def _key(self, ref: TrackRef, frame: float) -> Keyframe | None:
        track = self._sheet.track(ref)
        keys = () if track is None else track.curve.keys
        return next((key for key in keys if key.frame == frame), None)
