"""Meter: one metric's way through a take, frame by frame, so that memory does not grow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from visualize.compare.greys import half_grey
from visualize.compare.outlines import Edges, edges_of
from visualize.render.frame import Frame
from visualize.takes.measures import Metric, Remark

PASSES = ("beauty", "depth", "id", "motion", "motion_back")
"""What is drawn of the authored shot at each moment."""

WORKING_SIDE = 512
"""Pixels of the longer side at which takes and passes are compared."""

F32 = npt.NDArray[np.float32]
U8 = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False, kw_only=True)
class Moment:
    """One frame of the clip beside what was authored for that very moment.

    Attributes
    ----------
    index, scene_frame
        The clip's frame, and the scene frame it stands for by the take's frame mapping.
    picture
        The take, (H, W, 3) uint8 sRGB at the working size, which is that of ``authored``.
    full
        The take as it came, (h, w, 3) uint8.
    authored
        The passes ``PASSES`` of the shot. ``motion`` goes to the next moment's scene frame,
        ``motion_back`` to the one before; at the last and first moment they are zero or NaN and
        mean nothing.
    """

    index: int
    scene_frame: float
    picture: U8
    full: U8
    authored: Frame

    @cached_property
    def edges(self) -> Edges:
        """The edges of ``picture``."""
        return edges_of(self.picture)

    @cached_property
    def half(self) -> F32:
        """``picture`` as (H/2, W/2) grey."""
        return half_grey(self.picture)


@dataclass(frozen=True, eq=False, kw_only=True)
class Step:
    """Two moments in a row and how the pictures moved between them.

    ``flow`` (H, W, 2) float32 is estimated on the take from ``before`` to ``after``, in pixels of
    the working size, +x right and +y down, at the pixels of ``before``; ``flow_back`` the other way
    at the pixels of ``after``. ``own`` and ``own_back`` are the same estimator's on the authored
    beauty: what it can see of the truth at all.
    """

    before: Moment
    after: Moment
    flow: F32
    flow_back: F32
    own: F32
    own_back: F32


@dataclass(frozen=True)
class Findings:
    """What a meter found."""

    metrics: tuple[Metric, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Meter(Protocol):
    """Sees every moment in order, and every step after both its moments; then says what it found.

    One meter serves one take.
    """

    def moment(self, moment: Moment) -> None:
        """See one frame."""
        ...

    def step(self, step: Step) -> None:
        """See two frames in a row."""
        ...

    def finish(self) -> Findings:
        """Return what was found. Called once, after the last moment."""
        ...
