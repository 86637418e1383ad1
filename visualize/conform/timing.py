"""Timing: the straight line from scene frames to a take's own frames, in exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from compose.errors import SceneError
from compose.timing import parse_rate
from visualize.errors import TakeError
from visualize.takes.take import Mapped, Take

_FINEST = 10**6
"""Denominators of the rates and steps there are; a float nearer to one of them than 1e-12 is it."""

_SLOWEST, _FASTEST, _FARTHEST = 1e-5, 1e5, 2e9
"""Scene frames that a frame of a clip can be worth, and the farthest scene frame there is."""


@dataclass(frozen=True)
class Line:
    """Where the take is at a scene frame: ``origin + slope * (scene_frame - start)``.

    ``origin`` is in clip frames, ``slope`` in clip frames a scene frame; both are exact.
    """

    start: int
    origin: Fraction
    slope: Fraction

    def at(self, scene_frame: int) -> Fraction:
        """Return the place in the take, in clip frames."""
        return self.origin + self.slope * (scene_frame - self.start)

    def moved(self, clip_frames: Fraction) -> Line:
        """Return the line of a take that is so many clip frames late."""
        return Line(self.start, self.origin + clip_frames, self.slope)


def clip_rate(take: Take) -> Fraction:
    """Return the frames a second of a take's clip.

    Raises
    ------
    TakeError
        When its sidecar does not say them.
    """
    try:
        return parse_rate(take.clip.rate or "")
    except SceneError as error:
        raise TakeError(take.clip.file, f"its sidecar does not give its rate: {error}") from error


def mapped_line(take: Take, start: int, rate: Fraction) -> Line | None:
    """Return the line that a take's own frame mapping says; ``None`` when it has none.

    A clip that has as many frames as were asked for is taken frame by frame. One that came back
    with more or fewer was made at another rate: its frames are then spread over the same time.

    Raises
    ------
    TakeError
        When the sidecar's mapping or rate is none that a clip can have.
    """
    mapping = take.made.mapping
    if mapping is None:
        return None
    if not (_SLOWEST < mapping.step < _FASTEST and abs(mapping.start) < _FARTHEST):
        raise TakeError(take.clip.file, "its sidecar has a frame mapping that no clip can have")
    step = plain(mapping.step) * _stretched(take, mapping, rate)
    return Line(start, (start - plain(mapping.start)) / step, 1 / step)


def _stretched(take: Take, mapping: Mapped, rate: Fraction) -> Fraction:
    """Return by what the step grows because the clip's frames are not those asked for."""
    if take.clip.frames == mapping.frames:
        return Fraction(1)
    if mapping.fit == "retime":
        return Fraction(max(1, mapping.frames - 1), max(1, take.clip.frames - 1))
    return rate / clip_rate(take) / plain(mapping.step)


def plain(value: float) -> Fraction:
    """Return the simplest fraction that a float of a step or a frame stands for."""
    return Fraction(value).limit_denominator(_FINEST)
