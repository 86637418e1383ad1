"""What a shadow map draws: rows in the light's own space. Pure CPU, no GL.

A row's place is worked out in float64 from its world matrix and the map alone. So a map of things
that stand still stays true to the bit while the camera moves, and which rows were drawn together
or one after another does not show: the nearest depth wins in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.material import AlphaMode
from compose.snapshot import Snapshot, Surface
from visualize.render.bounds import Spheres
from visualize.render.drawlist import Batch
from visualize.render.pictures.shadow_fit import ShadowView
from visualize.render.planes import planes, product
from visualize.render.rows import FrameRows

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CASTER = np.dtype([("view", "f4", (3, 4)), ("info", "i4", (4,))])
"""One row: the layout of ``Caster`` in ``include/row.glsl`` (std140).

``view`` is local to the map's clip space but for w. ``info`` is alpha (its bits), the first joint,
the first active morph target and their count.
"""

MOST_AT_ONCE = 256
"""Rows of one draw: 16 KiB, the least that every driver's uniform blocks hold."""

_SMALLEST_TEXELS = 0.5
"""Radius below which a row only makes a map of the sun flicker."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class CasterState:
    """What decides the shadow of every row at one frame.

    ``rigid`` and ``bent`` are (S,) bool: rows that cast and keep their shape, or do not. ``alpha``
    is (S,) float32, 1 where it does not matter. ``batches`` are those that cast.
    """

    surfaces: tuple[Surface, ...]
    batches: tuple[Batch, ...]
    rigid: Flags
    bent: Flags
    world: F64
    alpha: F32
    joints: F64
    morph_weights: F32

    @classmethod
    def of(cls, snapshot: Snapshot, batches: Sequence[Batch]) -> CasterState:
        """Return the state of a frame whose batches these are."""
        casting = tuple(batch for batch in batches if casts(batch))
        rigid, bent = np.zeros((2, len(snapshot.surfaces)), bool)
        alpha = np.ones(len(snapshot.surfaces), np.float32)
        for batch in casting:
            (bent if batch.skinned or batch.morphed else rigid)[batch.rows] = True
            if batch.material.alpha_mode is AlphaMode.MASK:
                alpha[batch.rows] = snapshot.color[batch.rows, 3]
        return cls(
            surfaces=snapshot.surfaces,
            batches=casting,
            rigid=rigid,
            bent=bent,
            world=snapshot.world,
            alpha=alpha,
            joints=snapshot.joints,
            morph_weights=snapshot.morph_weights,
        )

    def moved(self, other: CasterState) -> Flags:
        """Return (S,) bool: rigid rows that are not what they are in ``other``."""
        if self.surfaces is not other.surfaces:
            return self.rigid
        return np.asarray(self.rigid & (~other.rigid | self._apart(other)))

    def same(self, other: CasterState) -> bool:
        """Tell whether all shadows are those of ``other`` to the bit."""
        if self.surfaces is not other.surfaces:
            return False
        cast = self.rigid | self.bent
        return (
            np.array_equal(self.rigid, other.rigid)
            and np.array_equal(self.bent, other.bent)
            and not (cast & self._apart(other)).any()
            and np.array_equal(self.joints, other.joints)
            and np.array_equal(self.morph_weights, other.morph_weights)
        )

    def _apart(self, other: CasterState) -> Flags:
        apart = (self.world != other.world).any(axis=(1, 2))
        return np.asarray(apart | (self.alpha != other.alpha))


@dataclass(frozen=True, eq=False, slots=True)
class CasterDraw:
    """Rows of one draw: ``count`` records from ``first`` on, with the batch's mesh."""

    batch: Batch
    first: int
    count: int


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class CasterList:
    """What to draw into one map. ``records`` are ``CASTER``; ``joints`` is (J, 3, 4) float32."""

    draws: tuple[CasterDraw, ...]
    records: npt.NDArray[np.void]
    joints: F32


def casts(batch: Batch) -> bool:
    """Tell whether the batch's rows cast shadows; transparent ones do not."""
    return batch.casts_shadow and batch.material.alpha_mode is not AlphaMode.BLEND


def caster_list(
    batches: Sequence[Batch], wanted: Flags, view: ShadowView,
    snapshot: Snapshot, spheres: Spheres, packed: FrameRows, step: int,
) -> CasterList:  # fmt: skip
    """Return the draws of the wanted rows that reach into a map.

    Parameters
    ----------
    batches
        Batches to take rows from.
    wanted
        (S,) bool.
    view, snapshot
        The map, and the frame that the rows are of.
    spheres
        Spheres around all its rows.
    packed
        The frame's rows, for their morph targets.
    step
        Every draw starts at a multiple of this many records, as the driver's alignment asks for.
    """
    inside = wanted & _within(view, spheres)
    chosen = [np.flatnonzero(inside[batch.rows]) for batch in batches]
    draws: list[CasterDraw] = []
    rows: list[npt.NDArray[np.int64]] = []
    places: list[npt.NDArray[np.int64]] = []
    end = 0
    for batch, at in zip(batches, chosen, strict=True):
        for start in range(0, len(at), MOST_AT_ONCE):
            part = at[start : start + MOST_AT_ONCE]
            draws.append(CasterDraw(batch, end, len(part)))
            rows.append(batch.rows[part])
            places.append(batch.first + part)
            padding = -len(part) % step
            rows.append(np.repeat(batch.rows[part[:1]], padding))
            places.append(np.repeat(batch.first + part[:1], padding))
            end += len(part) + padding
    bent = any(draw.batch.skinned for draw in draws)
    return CasterList(
        draws=tuple(draws),
        records=_records(rows, places, view, snapshot, packed),
        joints=_placed(view, snapshot.joints if bent else snapshot.joints[:0]),
    )


def _records(
    rows: list[npt.NDArray[np.int64]], places: list[npt.NDArray[np.int64]],
    view: ShadowView, snapshot: Snapshot, packed: FrameRows,
) -> npt.NDArray[np.void]:  # fmt: skip
    if not rows:
        return np.zeros(0, CASTER)
    row, place = np.concatenate(rows), np.concatenate(places)
    records = np.zeros(len(row), CASTER)
    records["view"] = _placed(view, snapshot.world[row])
    records["info"][:, 0] = snapshot.color[row, 3].view(np.int32)
    for column, name in enumerate(("joint", "morph", "morphs"), start=1):
        records["info"][:, column] = packed.records[name][place]
    return records


def _placed(view: ShadowView, matrices: F64) -> F32:
    """Return (N, 3, 4) float32: local space to the map's clip space but for w."""
    if not len(matrices):
        return np.zeros((0, 3, 4), np.float32)
    # A row blown up beyond what numbers hold casts nothing; the others do.
    with np.errstate(over="ignore", invalid="ignore"):
        placed = product(view.matrix[:3], planes(matrices)).transpose(2, 0, 1)
        return np.asarray(placed, np.float32)


def _within(view: ShadowView, spheres: Spheres) -> Flags:
    """Tell which rows may be in a map."""
    x, y, z, w = view.matrix
    sides = np.stack([w + x, w - x, w + y, w - y, w - z])
    lengths = np.linalg.norm(sides[:, :3], axis=1)
    with np.errstate(over="ignore", invalid="ignore"):
        beyond = spheres.center @ sides[:, :3].T + sides[:, 3] < -spheres.radius[:, None] * lengths
    reaches = ~beyond.any(axis=1)
    if view.parallel:
        reaches &= spheres.radius >= _SMALLEST_TEXELS * view.texel_m
    return np.asarray(reaches)
