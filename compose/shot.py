"""Shot: a camera and a half-open window of scene time, with what belongs to this shot alone."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from compose.timing import FrameRange
from compose.track import Track
from compose.values import Positive, Value

MAX_SHOT_FRAMES = 1_000_000
"""Frames of the longest shot, handles included: eleven hours at 24 frames a second."""

_LAST_FRAME = 1_000_000_000
"""The last frame that can be evaluated, and with a minus sign the first."""


class Prompt(Value):
    """Words of the user's own, one field a tab; ``None`` follows the scene.

    ``seen`` holds by tab the fingerprint of the facts that the words were written against, so that
    a prompt older than its scene can be told.
    """

    scene: str | None = None
    style: str | None = None
    lighting: str | None = None
    seen: dict[str, str] = Field(default_factory=dict)


class Shot(Value):
    """A camera plus the scene frames ``start <= frame < end``.

    ``tracks`` override the scene's and are keyed in scene frames. ``head`` and ``tail`` are
    handles: frames that may be rendered beyond the window; all in all a shot has at most
    ``MAX_SHOT_FRAMES``. ``number`` is a label such as ``010``.
    """

    id: str
    number: str
    name: str
    scene: str
    camera: str
    start: int
    end: int
    head: Annotated[int, Field(ge=0)] = 0
    tail: Annotated[int, Field(ge=0)] = 0
    focal_length_mm: Positive | None = None
    gate: str | Positive | None = None
    description: str = ""
    notes: str = ""
    prompt: Prompt = Prompt()
    references: tuple[str, ...] = ()
    tracks: tuple[Track, ...] = ()
    pick: str | None = None

    @model_validator(mode="after")
    def _window_holds_a_frame(self) -> Self:
        if self.end <= self.start:
            raise ValueError(
                f"the shot has no frames: end {self.end} is not after start {self.start}"
            )
        first, stop = self.start - self.head, self.end + self.tail
        if stop - first > MAX_SHOT_FRAMES:
            raise ValueError(
                f"the shot has {stop - first:,} frames with its handles, more than the"
                f" {MAX_SHOT_FRAMES:,} of the longest; check start and end"
            )
        if max(-first, stop) > _LAST_FRAME:
            raise ValueError(
                f"the shot lies at frames {first:,} to {stop:,}, beyond {_LAST_FRAME:,};"
                " check start and end"
            )
        return self

    @property
    def window(self) -> FrameRange:
        """The shot's own frames, without handles."""
        return FrameRange(self.start, self.end)

    @property
    def label(self) -> str:
        """The shot's number and name, as shown to people."""
        return f"{self.number} {self.name}".strip()
