"""Walker: one cycle of one figure, or several that go over into one another, and their ground."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.figures.ground import Ground
from compose.figures.performance import CyclePlay
from compose.figures.proportions import Proportions
from compose.figures.skeleton import INDEX, POINTS

F64 = npt.NDArray[np.float64]

MAX_FRAMES = 200_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Walker:
    """A figure that plays a cycle, or a chain of them.

    Parameters
    ----------
    plays
        The cycles and when they play, as `chained` joins them: their steps are one way.
    first
        The scene frame of ``roots[0]``; the others follow frame by frame.
    roots
        (F, 4, 4): the world matrices of the figure's node while the cycles play. Cycles that
        follow time need one only.
    seconds_a_frame
        One divided by the rate.
    body
        The figure's proportions.
    ground
        What the feet stand on; without it each foot stands as high as the root is there.

    Raises
    ------
    SceneError
        When there is no root, too many, or one is not finite.
    """

    plays: tuple[CyclePlay, ...]
    first: float
    roots: F64
    seconds_a_frame: float
    body: Proportions
    ground: Ground | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.roots) <= MAX_FRAMES:
            raise SceneError(
                f"A cycle plays over 1 to {MAX_FRAMES:,} frames, not {len(self.roots):,}: "
                "give it an end nearer to its start."
            )
        if not np.isfinite(self.roots).all():
            raise SceneError(
                f"The figure that plays {self.play.cycle!r} goes to a place that is not a number: "
                "look at the keys of its translation."
            )

    @property
    def play(self) -> CyclePlay:
        """The first of the cycles."""
        return self.plays[0]

    @property
    def endless(self) -> bool:
        """Whether any of the cycles goes on without an end."""
        return any(play.end is None for play in self.plays)

    @cached_property
    def scale(self) -> float:
        """How much larger than its body the figure's node makes it (its height counts)."""
        return float(np.linalg.norm(self.roots[0, :3, 1])) or 1.0

    @cached_property
    def leg(self) -> float:
        """Thigh and shank in metres in the world."""
        return self.body.leg_length * self.scale

    def offset(self, point: str) -> F64:
        """Return (3,): the rest offset of a joint or landmark in metres in the world."""
        return np.asarray(self.body.offsets[POINTS.index(point)] * self.scale)

    def resting(self, joint: str) -> F64:
        """Return (3,): where a joint is with all joints at zero, from the root, in the world."""
        return np.asarray(self.body.zero[INDEX[joint]] * self.scale)
