"""Manners: what tells move, rotate and scale apart: handles, space, drag and words. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy.typing as npt

from studio.tools import handles as shapes
from studio.tools.drags import Drag, MoveDrag, ScaleDrag, TurnDrag
from studio.tools.handles import Handle
from studio.tools.held import Held
from studio.viewport.projection import F64, Projection
from studio.viewport.transforming import Space, Transforming

Begin = Callable[[Held, Projection, F64, str, float, float], Drag]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One of the three ways to transform.

    Parameters
    ----------
    name, verb
        As a hint and an entry of undo say it.
    shape
        The handles about a pivot with axes.
    begin
        Begins a drag of a handle by name.
    boxed
        Its lines end in cubes.
    """

    name: Literal["move", "rotate", "scale"]
    verb: str
    shape: Callable[[Projection, npt.NDArray, npt.NDArray], tuple[Handle, ...]]
    begin: Begin
    boxed: bool = False

    def space(self, transforming: Transforming) -> Space:
        """Return the space of the handles: a size is a thing's own, whatever is chosen."""
        return "local" if self.name == "scale" else transforming.space


def _arrows(projection: Projection, pivot: F64, axes: F64) -> tuple[Handle, ...]:
    return (
        *shapes.planes(projection, pivot, axes),
        *shapes.lines(projection, pivot, axes),
        shapes.free(projection, pivot),
    )


def _rings(projection: Projection, pivot: F64, axes: F64) -> tuple[Handle, ...]:
    return tuple(shapes.rings(projection, pivot, axes))


MOVE = Manner(name="move", verb="Move", shape=_arrows, begin=MoveDrag)
ROTATE = Manner(name="rotate", verb="Rotate", shape=_rings, begin=TurnDrag)
SCALE = Manner(name="scale", verb="Scale", shape=_arrows, begin=ScaleDrag, boxed=True)
