"""CurveModel: which curves are listed and shown, and at what scale, without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio.session import Session
from studio.session.keying import key_channels, remove_animation
from studio.session.layers import standing
from studio.signal import Signal
from studio.timeline.curve_keys import CurveKeys
from studio.timeline.curve_lines import CurveLine, Heading, Line, StillLine, curve_lines, listed
from studio.timeline.curve_shape import bounds, value_text
from studio.timeline.keys import TrackRef
from studio.timeline.sheet import Sheet
from studio.timeline.value_scale import ValueScale, short_value


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
        self._search = ""
        self._folds: dict[str, bool] = {}
        self._made_from: tuple[object, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._camera: tuple[str, ...] = ()
        self.scales: Mapping[str, ValueScale] = {}
        self.keys = CurveKeys(sheet, lambda: self.channels)
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
        """The list, from top to bottom, with its headings; what is folded away is left out."""
        return listed(self._all_lines(), {} if self._search else self._folds)

    def _all_lines(self) -> tuple[Line, ...]:
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
        """The lines that have a curve, those that are folded away as well."""
        return tuple(line for line in self._all_lines() if isinstance(line, CurveLine))

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

    def show_only(self, line: CurveLine | None) -> None:
        """Hide all curves but one, or show all."""
        others = () if line is None else (ln.ref for ln in self.channels if ln.ref != line.ref)
        self._hidden = frozenset(others)
        self.changed.emit()

    def fold(self, heading: Heading, folded: bool) -> None:
        """Fold what is under a heading away, or list it."""
        self._folds[heading.id] = folded
        self.changed.emit()

    def value_at(self, line: CurveLine | StillLine, frame: float) -> str:
        """Return a channel's value at a frame with its unit; nothing for a quaternion."""
        if isinstance(line, CurveLine):
            return value_text(line.curve, frame, line.unit)
        place = self._session.place
        value = None if place is None else standing(place, *line.key).value
        return "" if value is None or isinstance(value, tuple) else short_value(value, line.unit)

    def activate(self, ref: TrackRef | None) -> None:
        """Bring a curve to the front."""
        if ref != self._active:
            self._active = ref
            self.changed.emit()

    # -- scales ------------------------------------------------------------------------------------

    def scale(self, unit: str) -> ValueScale:
        """Return the scale of a unit."""
        return self.scales.get(unit, ValueScale())

    @property
    def span(self) -> tuple[float, float] | None:
        """The frames from the first to the last of the selected keys, or of the shown curves."""
        frames = self.sheet.keys.all_frames
        if len(frames) < 2:
            shown = (*self.shown, *self.turns)
            frames = {key.frame for line in shown for key in line.curve.keys}
        return (min(frames), max(frames)) if frames else None

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

    def key_channel(self, line: CurveLine | StillLine) -> None:
        """Key a channel at the playhead with the value that it has there, where it is driven."""
        layer = line.ref.layer if isinstance(line, CurveLine) else None
        key_channels(self._session, [line.key], layer, label=f"Key {line.title}")

    def clear_channel(self, line: CurveLine) -> None:
        """Take all keys of a curve away; the value beneath shows again."""
        remove_animation(self._session, [line.key], label=f"Remove keys of {line.title}")
