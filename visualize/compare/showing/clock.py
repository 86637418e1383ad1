"""Clock: which frame of a take is on at a scene frame, so that all panes keep one time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from compose.project import Project
from compose.shot import Shot
from visualize.compare.mapping import mapping_of
from visualize.conform.timing import clip_rate
from visualize.takes import Take


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clip's frames in scene time.

    Clip frame ``i`` stands for scene frame ``start + i * step``, held within
    ``[hold_from, hold_to]``.

    Attributes
    ----------
    frames
        Frames of the clip; 1 for a picture.
    rate
        Frames of the clip a second; ``None`` for a picture, which is on all the time.
    """

    start: float
    step: float
    frames: int
    hold_from: float = -math.inf
    hold_to: float = math.inf
    rate: Fraction | None

    @property
    def is_picture(self) -> bool:
        """Whether nothing moves."""
        return self.rate is None

    @property
    def last(self) -> float:
        """The scene frame that the last frame stands for."""
        return self.scene_frame(self.frames - 1)

    def scene_frame(self, index: int) -> float:
        """Return the scene frame that a frame of the clip stands for."""
        return min(max(self.start + index * self.step, self.hold_from), self.hold_to)

    def index_at(self, scene_frame: float) -> int:
        """Return the clip's frame nearest to a scene frame: its first before it, its last after."""
        nearest = math.floor((scene_frame - self.start) / self.step + 0.5)
        return min(max(nearest, 0), self.frames - 1)

    def covers(self, scene_frame: float) -> bool:
        """Tell whether the clip is on at a scene frame, from half a frame of its own before it."""
        if self.is_picture:
            return True
        end = self.start + self.frames * self.step
        return self.start - 0.5 * self.step <= scene_frame < end


def clock_of(project: Project, shot: Shot, take: Take) -> Clock:
    """Return a take's clock: the frame mapping that it is measured by, over all of its frames.

    Raises
    ------
    TakeError
        When a clip's sidecar does not give its rate.
    """
    clip, mapping = take.clip, mapping_of(project, shot, take)
    return Clock(
        start=mapping.start, step=mapping.step, frames=clip.frames,
        hold_from=mapping.hold_from, hold_to=mapping.hold_to,
        rate=None if clip.kind == "image" else clip_rate(take),
    )  # fmt: skip
