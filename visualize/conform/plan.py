"""Plan: for every scene frame of the fitted clip, which frames of the take it shows."""

from __future__ import annotations

import json
import os
import stat
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, ValidationError, model_validator

from compose.values import Unit, Value
from visualize.errors import TakeError

Fit = Literal["mapped", "trim", "hold", "retime", "conform"]
FITS: tuple[Fit, ...] = get_args(Fit)
Blend = Literal["nearest", "linear", "flow"]
BLENDS: tuple[Blend, ...] = get_args(Blend)

_MAX_BYTES = 64 << 20
_LEAST_SHARE, _SHARE_DIGITS = 0.002, 4
"""Half a code of 8 bits: less of a second frame cannot be seen."""

Whole = Annotated[int, Field(ge=0)]
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Use:
    """What one frame of the fitted clip shows.

    ``clip_frame`` with the share ``1 - share``, and where ``share`` is not 0 the frame after it
    with ``share``. ``held`` tells that the take has no frame of its own for this moment.
    """

    scene_frame: int
    clip_frame: int
    share: float
    held: bool


class Plan(Value):
    """Which frames of a take make the clip that fits its shot. Plain data, kept beside the clip.

    Attributes
    ----------
    take, clip_sha256, shot
        The take's id, the hash of its file and the id of its shot.
    fit, blend
        How they were fitted, and what is shown where a moment lies between two frames.
    rate, clip_rate, clip_frames
        Frames a second of the project and of the take, exact, and how many the take has.
    speed
        How fast the take runs: its seconds for one of the shot's, exact (``1001/1000``).
    offset
        Clip frames by which the take was moved back because its motion begins late.
    origin
        Where in the take, in clip frames, the fitted clip begins; before 0 it holds. Exact.
    window
        The shot's scene frames, half-open, without handles.
    first
        The scene frame of the fitted clip's frame 0; before ``window[0]`` with handles.
    frames, shares
        For every frame of the fitted clip the frame of the take, and the share of the one after
        it; ``shares`` is empty where frames are shown whole.
    held
        Runs of scene frames, half-open, for which the take has no frame of its own.
    file, file_sha256
        The fitted clip, once it is written.
    """

    kind: Literal["shotwright-conform"] = "shotwright-conform"
    version: Literal[1] = 1
    take: str
    clip_sha256: str
    shot: str
    fit: Fit
    blend: Blend
    rate: str
    clip_rate: str
    clip_frames: Annotated[int, Field(ge=1)]
    speed: str
    offset: float
    origin: str
    window: Run
    first: int
    frames: tuple[Whole, ...] = Field(min_length=1)
    shares: tuple[Unit, ...] = ()
    held: tuple[Run, ...] = ()
    file: str = ""
    file_sha256: str = ""

    @model_validator(mode="after")
    def _is_within_the_clip(self) -> Self:
        if max(self.frames) >= self.clip_frames:
            raise ValueError(f"frame {max(self.frames)} is beyond the clip's last")
        if any(after < before for before, after in pairwise(self.frames)):
            raise ValueError("the frames do not go forward")
        if self.shares and len(self.shares) != len(self.frames):
            raise ValueError("there is not a share for every frame")
        stop = self.first + len(self.frames)
        if not self.first <= self.window[0] < self.window[1] <= stop:
            raise ValueError("the shot's window is not within its frames")
        return self

    @property
    def stop(self) -> int:
        """The scene frame after the last."""
        return self.first + len(self.frames)

    @property
    def handles(self) -> tuple[int, int]:
        """Frames before and after the shot's own."""
        return self.window[0] - self.first, self.stop - self.window[1]

    def use(self, scene_frame: int) -> Use:
        """Return what the fitted clip shows for a scene frame.

        Raises
        ------
        IndexError
            When it has no such frame.
        """
        index = scene_frame - self.first
        if not 0 <= index < len(self.frames):
            raise IndexError(f"the fitted clip has frames {self.first} to {self.stop - 1}")
        at = bisect_right(self.held, (scene_frame, self.stop + 1)) - 1
        held = at >= 0 and scene_frame < self.held[at][1]
        share = self.shares[index] if self.shares else 0.0
        return Use(scene_frame, self.frames[index], share, held)

    def held_frames(self, run: Run) -> int:
        """Return for how many of these scene frames, half-open, the take has none of its own."""
        return sum(max(0, min(end, run[1]) - max(start, run[0])) for start, end in self.held)


def seen_share(share: float) -> float:
    """Return the share of a second frame as it is kept: what cannot be seen is 0 or 1."""
    if share < _LEAST_SHARE:
        return 0.0
    return 1.0 if share > 1.0 - _LEAST_SHARE else round(share, _SHARE_DIGITS)


def read_plan(path: Path) -> Plan:
    """Read the plan that lies beside a fitted clip.

    Raises
    ------
    TakeError
        When it cannot be read or is no plan.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise TakeError(path, "it is a link or no file at all, and is not followed")
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise TakeError(path, f"it cannot be read ({error.strerror})") from error
    if len(text) > _MAX_BYTES:
        raise TakeError(path, f"it is too large; a plan has {_MAX_BYTES:,} bytes at most")
    try:
        return Plan.model_validate_json(text)
    except (ValidationError, json.JSONDecodeError) as error:
        raise TakeError(path, "it is no plan of a fitted clip; fit the take again") from error
