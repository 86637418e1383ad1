"""MovePlan: what a move asks for, before any key is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.moves.easing import Ease
from compose.moves.keying import Span
from compose.moves.motion import CameraMotion
from compose.moves.move import Options

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Setup:
    """The camera as it is, the subjects' (N, 3) places by parameter name, and the options."""

    motion: CameraMotion
    subjects: Mapping[str, F64]
    options: Options

    @property
    def ease(self) -> Ease:
        """The ease that the options ask for."""
        return Ease(self.options.number("ease_in"), self.options.number("ease_out"))

    def subject(self) -> F64 | None:
        """Return (N, 3) the subject, or the point given in its place; ``None`` without either."""
        if "subject" in self.subjects:
            return self.subjects["subject"]
        point = self.options.point("point")
        if point is None:
            return None
        return np.tile(np.array(point), (len(self.motion.frames), 1))

    def needed_subject(self) -> F64:
        """Return (N, 3) the subject or point.

        Raises
        ------
        SceneError
            When neither is given.
        """
        found = self.subject()
        if found is None:
            raise SceneError(
                f"The move {self.options.move!r} needs a subject (a node's name) or a point."
            )
        return found

    def course(self, amount: float) -> Course:
        """Return how the move advances: over all frames, or as long as its speed needs.

        Raises
        ------
        SceneError
            When the frames are too few for the speed.
        """
        motion, speed = self.motion, self.options.maybe("speed")
        last = len(motion.frames) - 1
        end = last
        if speed is not None:
            end = max(1, round(abs(amount) / speed * motion.rate))
            if end > last:
                raise SceneError(
                    f"The move {self.options.move!r} needs {end + 1} frames at speed {speed:g}, "
                    f"and there are {last + 1}. Give it more frames, more speed or a smaller way."
                )
        share = np.arange(last + 1) / max(end, 1)
        spans = tuple(s for s in (Span(0, end, self.ease), Span(end, last)) if s.last > s.first)
        return Course(self.ease.progress(share), spans)


@dataclass(frozen=True, eq=False, slots=True)
class Course:
    """(N,) progress of a move from 0 to 1, and its stretches."""

    progress: F64
    spans: tuple[Span, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class MovePlan:
    """The camera as the move wants it, and the stretches to key."""

    motion: CameraMotion
    spans: tuple[Span, ...]
