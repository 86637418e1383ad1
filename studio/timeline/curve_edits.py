"""Edits in the curve editor: keys in time and value, handles, and kinds of tangent."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from compose.curve import Curve, Interpolation, Keyframe
from compose.edits.keys import with_keys
from compose.edits.retime import stretched_key
from compose.errors import NotFoundError
from compose.project import Project
from compose.values import Vec2, rounded
from studio.timeline.curve_shape import Handles, Side, handles_of
from studio.timeline.key_edits import change_keys, change_track
from studio.timeline.keys import Home, KeySelection, TrackRef

_EASE = 0.42
"""The part of a span that an ease lasts, as ``ease-in`` of the CSS Easing Functions has it."""
_CYCLE = (
    Interpolation.CONSTANT,
    Interpolation.LINEAR,
    Interpolation.SMOOTH,
    Interpolation.BEZIER,
)


def next_tangent(now: Interpolation | None) -> Interpolation:
    """Return the kind after this one; for several that differ the first."""
    return _CYCLE[0] if now is None else _CYCLE[(_CYCLE.index(now) + 1) % len(_CYCLE)]


def drag_keys(
    project: Project, home: Home, keys: KeySelection, by: float, rises: Mapping[TrackRef, float]
) -> Project:
    """Move keys so many frames on, and each track's values by its own amount."""
    for ref, frames in keys.frames.items():
        rise = rises.get(ref, 0.0)

        def moved(key: Keyframe, rise: float = rise) -> Keyframe:
            later = stretched_key(key, 1.0, by)
            if rise == 0.0 or isinstance(key.value, tuple):
                return later
            return later.replace(value=rounded(key.value + rise))

        project = change_keys(project, home, KeySelection({ref: frames}), moved)
    return project


def set_values(project: Project, home: Home, keys: KeySelection, value: float) -> Project:
    """Give keys one value; quaternions stay."""

    def changed(key: Keyframe) -> Keyframe:
        return key if isinstance(key.value, tuple) else key.replace(value=rounded(value))

    return change_keys(project, home, keys, changed)


def set_handle(
    project: Project, home: Home, ref: TrackRef, frame: float, side: Side, offset: Vec2,
    *, joined: bool,
) -> Project:  # fmt: skip
    """Put a handle of a key so far from it; its span becomes Bezier.

    Parameters
    ----------
    offset
        Frames and value from the key. It stays on its own side of the key.
    joined
        Whether the other handle turns along, keeping its length in frames.

    Raises
    ------
    NotFoundError
        When there is no such track or key.
    """

    def bent(curve: Curve) -> Curve:
        place = _place(curve, frame)
        handles = handles_of(curve, place)
        own = _on_its_side(offset, side)
        changes = _as_changes(handles, side, own, joined=joined)
        keys = [*curve.keys]
        keys[place] = keys[place].replace(**changes)
        spans = {place if side == "right" else place - 1}
        if joined and handles.left is not None and handles.right is not None:
            spans = {place - 1, place}
        for span in spans:
            if 0 <= span < len(keys) - 1:
                keys[span] = keys[span].replace(interpolation=Interpolation.BEZIER)
        return with_keys(curve, keys)

    return change_track(project, home, ref, bent)


def ease_keys(project: Project, home: Home, keys: KeySelection, sides: Collection[Side]) -> Project:
    """Let values come slowly into keys (``"left"``), leave them slowly (``"right"``), or both.

    The handle lies flat over the part of the span that is usual for an ease; the span becomes
    Bezier. Quaternions, which have no handles, stay.

    Raises
    ------
    NotFoundError
        When there is no such key.
    """
    for ref, frames in keys.frames.items():

        def eased(curve: Curve, frames: frozenset[float] = frames) -> Curve:
            if curve.is_quaternion:
                return curve
            fresh = [*curve.keys]
            for place in (_place(curve, frame) for frame in frames):
                for side in sides:
                    _lay_flat(fresh, place, side)
            return with_keys(curve, fresh)

        project = change_track(project, home, ref, eased)
    return project


def _lay_flat(keys: list[Keyframe], place: int, side: Side) -> None:
    """Lay a handle flat over its part of the span to the key beside it, where there is one."""
    beside, span = (place - 1, place - 1) if side == "left" else (place + 1, place)
    if 0 <= beside < len(keys):
        frames = rounded(_EASE * (keys[beside].frame - keys[place].frame))
        keys[place] = keys[place].replace(**{side: (frames, 0.0)})
        keys[span] = keys[span].replace(interpolation=Interpolation.BEZIER)


def join_handles(project: Project, home: Home, keys: KeySelection) -> Project:
    """Lay both handles of keys on one line, between the two that they were on."""
    for ref, frame in keys:

        def joined(curve: Curve, frame: float = frame) -> Curve:
            place = _place(curve, frame)
            handles = handles_of(curve, place)
            if handles.left is None or handles.right is None:
                return curve
            slope = (_slope(handles.left) + _slope(handles.right)) / 2.0
            left = (handles.left[0], rounded(slope * handles.left[0]))
            right = (handles.right[0], rounded(slope * handles.right[0]))
            fresh = [*curve.keys]
            fresh[place] = fresh[place].replace(left=left, right=right)
            return with_keys(curve, fresh)

        project = change_track(project, home, ref, joined)
    return project


def _as_changes(handles: Handles, side: Side, own: Vec2, *, joined: bool) -> dict[str, Vec2 | None]:
    other: Side = "left" if side == "right" else "right"
    changes: dict[str, Vec2 | None] = {side: own}
    length = getattr(handles, other)
    if joined and length is not None and abs(own[0]) > 1e-6:
        changes[other] = (length[0], rounded(_slope(own) * length[0]))
    return changes


def _on_its_side(offset: Vec2, side: Side) -> Vec2:
    frames = min(offset[0], 0.0) if side == "left" else max(offset[0], 0.0)
    return (rounded(frames), rounded(offset[1]))


def _slope(handle: Vec2) -> float:
    return handle[1] / handle[0] if abs(handle[0]) > 1e-6 else 0.0


def _place(curve: Curve, frame: float) -> int:
    for place, key in enumerate(curve.keys):
        if math.isclose(key.frame, frame, abs_tol=1e-6):
            return place
    known = [f"{key.frame:g}" for key in curve.keys]
    raise NotFoundError("key at frame", f"{frame:g}", known, "of this curve")
