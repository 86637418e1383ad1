"""CurveModel: which curves are shown, at what scale, and what is done to them, without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from compose.curve import Curve, Interpolation, Keyframe
from studio.session import Session
from studio.signal import Signal
from studio.timeline.curve_edits import join_handles, next_tangent, set_values
from studio.timeline.curve_lines import CurveLine, Line, curve_lines
from studio.timeline.curve_shape import bounds, handles_of
from studio.timeline.key_edits import move_keys
from studio.timeline.keys import KeySelection, TrackRef
from studio.timeline.sheet import Sheet
from studio.timeline.value_scale import ValueScale


class CurveModel:
    """The curves of the selected nodes, or of the shot's camera while nothing is selected.

    Attributes
    ----------
    changed
        Lines, scales, or what is shown of them, are others now.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.changed: Signal[[]] = Signal()
        self.sheet = sheet
        self._session: Session = sheet.session
        self._hidden: frozenset[TrackRef] = frozenset()
        self._active: TrackRef | None = None
        self._broken: frozenset[tuple[TrackRef, float]] = frozenset()
        self._search = ""
        self._made_from: tuple[object, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._camera: tuple[str, ...] = ()
        self.scales: Mapping[str, ValueScale] = {}
        sheet.changed.connect(self.changed.emit)

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def nodes(self) -> tuple[str | None, ...]:
        """Whose channels are listed."""
        if self._session.selection:
            return self._session.selection
        shot = self._session.shot
        camera = () if shot is None else (shot.camera,)
        self._camera = camera if camera != self._camera else self._camera
        return self._camera

    @property
    def lines(self) -> tuple[Line, ...]:
        """The list, from top to bottom, with its headings."""
        scene, shot, nodes = self._session.scene, self._session.shot, self.nodes
        if scene is None:
            return ()
        sources = (scene, shot, nodes, self._search)
        if not self._made_from or any(
            a is not b for a, b in zip(self._made_from, sources, strict=True)
        ):
            known = {node.id for node in scene.nodes}
            there = [node for node in nodes if node in known]
            self._lines = curve_lines(scene, shot, there, self._search)
            self._made_from = sources
        return self._lines

    @property
    def channels(self) -> tuple[CurveLine, ...]:
        """The lines that have a curve."""
        return tuple(line for line in self.lines if isinstance(line, CurveLine))

    @property
    def shown(self) -> tuple[CurveLine, ...]:
        """The lines whose curve is drawn, the active one last."""
        found = [line for line in self.channels if not self.is_hidden(line)]
        numbers = (line for line in found if not line.curve.is_quaternion)
        return tuple(sorted(numbers, key=lambda line: line.ref == self._active))

    @property
    def turns(self) -> tuple[CurveLine, ...]:
        """The lines whose keys are quaternions: a row of keys each, without a curve."""
        found = (line for line in self.channels if line.curve.is_quaternion)
        return tuple(line for line in found if not self.is_hidden(line))

    @property
    def active(self) -> CurveLine | None:
        """The line in front, which gives the value axis."""
        shown = self.shown
        return shown[-1] if shown else None

    def curve(self, ref: TrackRef) -> Curve | None:
        """Return the curve of a line that is listed."""
        return next((line.curve for line in self.channels if line.ref == ref), None)

    def key(self, ref: TrackRef, frame: float) -> Keyframe | None:
        """Return a key of a line that is listed."""
        curve = self.curve(ref)
        keys = () if curve is None else curve.keys
        return next((key for key in keys if key.frame == frame), None)

    def search(self, text: str) -> None:
        """List only channels with this in their name."""
        self._search = text
        self.changed.emit()

    def is_hidden(self, line: CurveLine) -> bool:
        """Tell whether a line's eye is shut."""
        return line.ref in self._hidden

    def toggle_eye(self, line: CurveLine) -> None:
        """Show or hide a curve."""
        self._hidden ^= {line.ref}
        self.changed.emit()

    def activate(self, ref: TrackRef | None) -> None:
        """Bring a curve to the front."""
        if ref != self._active:
            self._active = ref
            self.changed.emit()

    # -- scales ------------------------------------------------------------------------------------

    def scale(self, unit: str) -> ValueScale:
        """Return the scale of a unit."""
        return self.scales.get(unit, ValueScale())

    def fit(self, first: float, last: float, height: float) -> None:
        """Scale every unit so that its curves fill the height between two frames."""
        spans: dict[str, tuple[float, float]] = {}
        for line in self.shown:
            low, high = bounds(line.curve, first, last)
            least, most = spans.get(line.unit, (low, high))
            spans[line.unit] = (min(least, low), max(most, high))
        fitted = {u: ValueScale.fitting(low, high, height) for u, (low, high) in spans.items()}
        self.scales = {**self.scales, **fitted}
        self.changed.emit()

    def pan(self, by: float) -> None:
        """Move all curves down by so many pixels."""
        self.scales = {unit: scale.panned(by) for unit, scale in self.scales.items()}
        self.changed.emit()

    def zoom(self, y: float, height: float, factor: float) -> None:
        """Scale all values about a height."""
        self.scales = {u: s.zoomed(y, height, factor) for u, s in self.scales.items()}
        self.changed.emit()

    def stretch(self, factor: float) -> None:
        """Show as much of every unit in a height that is ``1 / factor`` of what it was."""
        self.scales = {
            unit: replace(scale, per_pixel=scale.per_pixel * factor)
            for unit, scale in self.scales.items()
        }
        self.changed.emit()

    def has_scales(self) -> bool:
        """Tell whether every unit on screen has been fitted once."""
        return all(line.unit in self.scales for line in self.shown)

    # -- edits -------------------------------------------------------------------------------------

    @property
    def tangent(self) -> Interpolation | None:
        """The kind of tangent of the selected keys, ``None`` where they differ."""
        found = {key.interpolation for key in self._selected()}
        return next(iter(found)) if len(found) == 1 else None

    def cycle_tangent(self) -> None:
        """Give the selected keys the next kind of tangent."""
        self.sheet.set_interpolation(next_tangent(self.tangent))

    def is_broken(self, ref: TrackRef, frame: float) -> bool:
        """Tell whether the handles of a key turn one by one."""
        curve = self.curve(ref)
        if (ref, frame) in self._broken:
            return True
        places = [] if curve is None else [k.frame for k in curve.keys]
        if curve is None or frame not in places:
            return False
        return not handles_of(curve, places.index(frame)).joined

    def toggle_handles(self) -> None:
        """Break the handles of the selected keys; join them where all are broken."""
        keys, home = self._numbers(), self.sheet.home
        pairs = frozenset(keys)
        if not pairs:
            return
        if all(self.is_broken(*pair) for pair in pairs):
            self._broken -= pairs
            self._session.do("Join handles", lambda p: join_handles(p, home, keys))
        else:
            self._broken |= pairs
        self.changed.emit()

    def set_frame(self, frame: float) -> None:
        """Move the selected keys in time so that the first lies at a frame."""
        keys, home = self.sheet.keys, self.sheet.home
        if len(keys):
            by = frame - keys.first
            if self._session.do(
                f"Move {self.sheet.counted()}", lambda p: move_keys(p, home, keys, by)
            ):
                self.sheet.select(keys.shifted(by))

    def set_value(self, value: float) -> None:
        """Give the selected keys one value."""
        keys, home = self._numbers(), self.sheet.home
        if len(keys):
            self._session.do(
                f"Set {self.sheet.counted()}", lambda p: set_values(p, home, keys, value)
            )

    def _numbers(self) -> KeySelection:
        """Return the selected keys of listed curves of numbers."""
        listed = {line.ref for line in self.channels if not line.curve.is_quaternion}
        chosen = self.sheet.keys.frames
        return KeySelection({ref: frames for ref, frames in chosen.items() if ref in listed})

    def _selected(self) -> list[Keyframe]:
        found = (self.key(ref, frame) for ref, frame in self.sheet.keys)
        return [key for key in found if key is not None]

    def common(self) -> tuple[float | None, float | None, str]:
        """Return frame, value and unit that the selected keys share; ``None`` where they differ."""
        pairs = [(ref, self.key(ref, frame)) for ref, frame in self._numbers()]
        keys = [key for _, key in pairs if key is not None]
        frames = {key.frame for key in keys}
        values = {key.value for key in keys if not isinstance(key.value, tuple)}
        units = {line.unit for line in self.channels if line.ref in dict(pairs)}
        return (
            next(iter(frames)) if len(frames) == 1 else None,
            next(iter(values)) if len(values) == 1 else None,
            next(iter(units)) if len(units) == 1 else "",
        )
