"""Keyframes and the curve through them: one scalar, or one quaternion, over scene frames."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from compose.values import Value, Vec2, Vec4


class Interpolation(StrEnum):
    """How the value travels from a key to the next one."""

    CONSTANT = "constant"
    LINEAR = "linear"
    SMOOTH = "smooth"
    BEZIER = "bezier"


class Extrapolation(StrEnum):
    """What a curve does outside its keys."""

    HOLD = "hold"
    LOOP = "loop"
    PING_PONG = "ping-pong"


class Keyframe(Value):
    """A value at a scene frame.

    ``interpolation`` rules the span that begins here. ``left`` and ``right`` are the handles of
    Bezier spans, as offsets ``(frames, value)`` from the key: ``left`` points back, ``right``
    forward. Without a handle the span uses the smooth slope over a third of the span.
    """

    frame: float
    value: float | Vec4
    interpolation: Interpolation = Field(default=Interpolation.SMOOTH, strict=False)
    left: Vec2 | None = None
    right: Vec2 | None = None


class Curve(Value):
    """Keys in rising order of frame, and what happens before the first and after the last.

    Smooth spans are monotone per channel (Fritsch and Carlson 1980): no value between two keys
    leaves the interval the keys span. Quaternion keys are slerped (linear or smooth in time).
    """

    keys: Annotated[tuple[Keyframe, ...], Field(min_length=1)]
    before: Extrapolation = Field(default=Extrapolation.HOLD, strict=False)
    after: Extrapolation = Field(default=Extrapolation.HOLD, strict=False)

    @model_validator(mode="after")
    def _ordered_and_of_one_kind(self) -> Self:
        frames = [key.frame for key in self.keys]
        for earlier, later in pairwise(frames):
            if later <= earlier:
                raise ValueError(f"keys must rise in frame; {later:g} follows {earlier:g}")
        if len({isinstance(key.value, tuple) for key in self.keys}) > 1:
            raise ValueError("keys are all numbers or all quaternions, not both")
        return self

    @property
    def is_quaternion(self) -> bool:
        """Tell whether the keys are unit quaternions ``(x, y, z, w)``."""
        return isinstance(self.keys[0].value, tuple)
