"""What a hand on the curves does from press to release: keys in both axes, a handle."""

from __future__ import annotations

from compose.values import rounded
from studio.timeline.curve_edits import drag_keys, set_handle
from studio.timeline.curve_layout import CurveLayout, Hit
from studio.timeline.drag import Held


class CurveKeyDrag:
    """Moves the selected keys in time and value. Shift keeps one axis, Ctrl goes in steps."""

    def __init__(self, layout: CurveLayout, hit: Hit, x: float, y: float) -> None:
        self._layout, self._model = layout, layout.model
        self._x, self._y, self._hit = x, y, hit
        self._sheet = layout.model.sheet
        self._keys = self._sheet.keys
        self._snap = self._sheet.snap(layout.time, self._keys.all_frames)
        self._sheet.begin_drag()

    def move(self, x: float, y: float, held: Held) -> None:
        """Follow the pointer."""
        dx, dy = x - self._x, y - self._y
        if held.shift:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        frames = dx / self._layout.time.pixels
        by = self._snap.moved([self._hit.frame], frames) if held.ctrl else round(frames)
        keys, home, rises = self._keys, self._sheet.home, self._rises(dy, snap=held.ctrl)
        self._sheet.set_dragged(keys.shifted(by))
        self._sheet.step_gesture(lambda p: drag_keys(p, home, keys, by, rises))

    def _rises(self, dy: float, *, snap: bool) -> dict:
        """Return what each track rises; with ``snap`` the key in hand lands on a fine step."""
        rises = {}
        for line in self._model.shown:
            if line.ref in self._keys.frames:
                rises[line.ref] = -dy * self._model.scale(line.unit).per_pixel
        key = self._held_value()
        if snap and dy and key is not None and self._hit.line.ref in rises:
            step = self._model.scale(self._hit.line.unit).step / 5.0
            target = round((key + rises[self._hit.line.ref]) / step) * step
            rises[self._hit.line.ref] = target - key
        return {ref: rounded(rise) for ref, rise in rises.items()}

    def _held_value(self) -> float | None:
        """Return the value that the key in hand began with."""
        keys = self._hit.line.curve.keys
        values = [key.value for key in keys if key.frame == self._hit.frame]
        return values[0] if values and not isinstance(values[0], tuple) else None

    def finish(self) -> None:
        """Keep the keys where they are."""
        self._sheet.end_drag()

    def cancel(self) -> None:
        """Put them back."""
        self._sheet.cancel_drag()


class HandleDrag:
    """Turns a handle of a key; joined ones turn together."""

    def __init__(self, layout: CurveLayout, hit: Hit) -> None:
        self._layout, self._hit = layout, hit
        self._sheet = layout.model.sheet
        ref = self._ref = hit.line.ref
        self._joined = not layout.model.keys.is_broken(ref, hit.frame)
        (self._value,) = (k.value for k in hit.line.curve.keys if k.frame == hit.frame)
        self._sheet.session.begin_gesture("Shape the curve")

    def move(self, x: float, y: float, held: Held) -> None:
        """Put the handle under the pointer; Shift lays it flat, Ctrl keeps to whole frames."""
        scale = self._layout.model.scale(self._hit.line.unit)
        frames = self._layout.time.frame(x) - self._hit.frame
        rise = 0.0 if held.shift else scale.value(y, self._layout.height) - _number(self._value)
        frames = float(round(frames)) if held.ctrl else frames
        ref, frame, side, joined = self._ref, self._hit.frame, self._hit.side, self._joined
        home = self._sheet.home
        self._sheet.step_gesture(
            lambda p: set_handle(p, home, ref, frame, side, (frames, rise), joined=joined)
        )

    def finish(self) -> None:
        """Keep the shape."""
        self._sheet.session.end_gesture()

    def cancel(self) -> None:
        """Put it back."""
        self._sheet.session.cancel_gesture()


def _number(value: float | tuple[float, ...]) -> float:
    return 0.0 if isinstance(value, tuple) else value
