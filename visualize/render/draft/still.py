"""Still: what rests before a resting camera, drawn once and kept with its depth.

A hand that moves one thing leaves all the rest as it is. From the second draft of a view on, only
what differs, and what is seen through, is drawn over the kept picture.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.geometry.material import AlphaMode
from compose.raster import Raster
from compose.snapshot import Snapshot
from visualize.render.context import wait_until_drawn
from visualize.render.draft.cast import Cast
from visualize.render.draft.changes import differing
from visualize.render.drawlist import SurfaceTable
from visualize.render.options import RenderOptions
from visualize.render.pictures.samples import SHOWN
from visualize.render.target import Target

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """What a draft hangs on beside its rows: where it is seen from, its light and its pass."""

    cast: Cast
    holds: Flags
    raster: Raster
    place: tuple[object, ...]
    looks: tuple[object, ...]

    @classmethod
    def of(
        cls, cast: Cast, snapshot: Snapshot, raster: Raster, options: RenderOptions, name: str
    ) -> View:
        """Return the view of a snapshot in the pass ``name``."""
        camera = snapshot.camera
        place = (camera.world.tobytes(), camera.near_m, camera.far_m)
        lights = tuple(astuple(light) for light in snapshot.lights)
        looks = (name, options, lights, snapshot.environment)
        return cls(cast, cast.holds, raster, place, looks)

    def seen_before(self, other: View) -> bool:
        """Tell whether what is alike looks alike in both, but for its shadows and its size."""
        return self._looks_as(other) and self.place == other.place

    def turned(self, other: View) -> bool:
        """Tell whether it differs by where it is seen from: the camera moves."""
        return self._looks_as(other) and self.place != other.place

    def _looks_as(self, other: View) -> bool:
        return self.cast is other.cast and self.looks == other.looks

    def same_picture(self, other: View) -> bool:
        """Tell whether the same rows throw shadows in both, and in the same pixels."""
        return self.raster == other.raster and np.array_equal(self.holds, other.holds)


class Still:
    """The kept picture of the last view, and which rows are not in it.

    Attributes
    ----------
    loose
        (S,) bool: the rows that are drawn over the kept picture.
    turning
        Whether the view moves: what is small in it need not be drawn in full.
    """

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._target: Target | None = None
        self._last: tuple[View, Snapshot] | None = None
        self._drawn: View | None = None
        self.loose: Flags = np.zeros(0, bool)
        self.turning = False

    def look(self, view: View, snapshot: Snapshot) -> bool:
        """Choose what is drawn over the kept picture, and tell whether there can be one.

        Where the view was not seen in the draft before, there is none: a camera that moves would
        only pay for it. ``loose`` then holds every row, and ``turning`` tells whether the cast was
        seen from elsewhere just before.
        """
        last, self._last = self._last, (view, snapshot)
        self.turning = False
        if last is None or not view.seen_before(last[0]):
            self._drawn = None
            self.loose = np.ones(len(snapshot.surfaces), bool)
            self.turning = last is not None and view.turned(last[0])
            return False
        moved = differing(last[1], snapshot)
        if self._drawn is None:
            self.loose = moved | _seen_through(view.cast.table)
        elif (moved & ~self.loose).any() or not view.same_picture(self._drawn):
            self._drawn = None
            self.loose = self.loose | moved
        return True

    @property
    def ready(self) -> bool:
        """Whether the kept picture can be used as it is; else it is drawn anew."""
        return self._drawn is not None

    def begin(self, view: View, size: tuple[int, int]) -> Target:
        """Return the target to draw the kept picture of a view into."""
        if self._target is None or self._target.size != size:
            self.close()
            self._target = Target(self._context, size, [SHOWN], samples=0)
        self._drawn = view
        return self._target

    def put(self, shown: Target) -> None:
        """Copy the kept picture and its depth into another target of its size."""
        assert self._target is not None  # it was begun
        wait_until_drawn()
        self._context.copy_framebuffer(shown.framebuffer, self._target.framebuffer)

    def close(self) -> None:
        """Free the kept picture."""
        if self._target is not None:
            self._target.release()
        self._target = self._drawn = None


def _seen_through(table: SurfaceTable) -> Flags:
    """Return (S,) bool: rows that are drawn over what is behind them, and so after everything."""
    blended: npt.NDArray[Any] = np.array(
        [material.alpha_mode is AlphaMode.BLEND for _, material in table.groups] or [False]
    )
    return np.asarray((table.group >= 0) & blended[table.group])
