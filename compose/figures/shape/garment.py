"""Garments: faces of the body, grown outward, with hems that turn in and close the shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from compose.figures.shape.cage import (
    F64,
    I64,
    Cage,
    boundary_loops,
    joined,
    ladder,
    submesh,
    vertex_normals,
)
from compose.figures.shape.limbs import leg_weights
from compose.figures.shape.plan import BodyPlan
from compose.figures.skeleton import INDEX

Step = tuple[float, float, float]
"""One ring of a hem in centimetres: outward, along the limb, and more along at the back."""

_PARTED = 4.0
"""How sharply a skirt is shared out between the thighs, by its half breadth."""

_GATHERED = 2.0
"""How close to the middle the cloth of a skirt folds at the knees: 1 leaves it as it is."""

_CROTCH_CM, _KNEE_CM = 83.0, 49.0
"""Heights of the reference body between which the cloth folds more and more."""

CUFF: tuple[Step, ...] = ((0.25, 0.8, 0.0), (-0.25, 0.9, 0.0), (-0.7, -1.2, 0.0))


@dataclass(frozen=True, kw_only=True)
class Cut:
    """How a garment is cut from the body.

    Parameters
    ----------
    covers
        Tells from (regions, rows) of the cage's faces which ones it covers, (F,) bool.
    grow_cm
        How far it stands off the skin; ``loose_cm`` adds to it by joint.
    neck, bottom, cuffs
        The rings that finish the opening above, the one below and those of the limbs.
    skirt
        Rings below the bottom: height in centimetres of the reference, outward in centimetres.
    """

    covers: Callable[[npt.NDArray[np.str_], I64], npt.NDArray[np.bool_]]
    grow_cm: float
    loose_cm: dict[str, float] = field(default_factory=dict)
    neck: tuple[Step, ...] = CUFF
    bottom: tuple[Step, ...] = CUFF
    cuffs: tuple[Step, ...] = CUFF
    skirt: tuple[tuple[float, float], ...] = ()


def sewn(skin: Cage, cut: Cut, plan: BodyPlan) -> Cage:
    """Return a garment as a closed cage.

    Parameters
    ----------
    skin
        The bare body.
    cut
        What it covers and how it ends.
    plan
        The body; the hems and skirts of a crowd have fewer rings.
    """
    unit = plan.unit
    if plan.crowd:
        cut = replace(
            cut,
            neck=cut.neck[-2:-1],
            bottom=cut.bottom[-2:-1],
            cuffs=cut.cuffs[-2:-1],
            skirt=cut.skirt[1::2],
        )
    shell, used = submesh(skin, cut.covers(skin.regions, skin.rows))
    extra = np.zeros(shell.weights.shape[1])
    for joint, more in cut.loose_cm.items():
        extra[INDEX[joint]] = more
    away = vertex_normals(skin.positions, skin.quads)[used]
    grown = shell.positions + away * ((cut.grow_cm + shell.weights @ extra) * unit)[:, None]
    grown[:, 1] = np.maximum(grown[:, 1], 0.0)
    pieces = [replace(shell, positions=grown)]
    middle = float(grown[:, 1].mean())
    for loop in boundary_loops(shell.quads):
        at = pieces[0].positions[loop]
        if abs(at[:, 0].mean()) > 0.02:
            pieces.append(_hem(pieces[0], loop, _stepped(at, cut.cuffs, unit)))
        elif at[:, 1].mean() > middle:
            pieces.append(_hem(pieces[0], loop, _stepped(at, cut.neck, unit)))
        else:
            pieces.append(_below(pieces[0], loop, cut, plan))
    return _welded(pieces)


def uncovered(skin: Cage, seen: npt.NDArray[np.bool_]) -> Cage:
    """Return the faces of the body that are seen, each opening closed by a lid under the cloth."""
    shell, _ = submesh(skin, seen)
    lids = [ladder(loop[::-1]) for loop in boundary_loops(shell.quads)]
    quads = np.concatenate([shell.quads, *lids])
    more = len(quads) - len(shell.quads)
    return Cage(
        positions=shell.positions,
        weights=shell.weights,
        quads=quads,
        regions=np.concatenate([shell.regions, np.full(more, "lid")]),
        rows=np.concatenate([shell.rows, np.zeros(more, np.int64)]),
        edges=shell.edges,
    )


def _below(shell: Cage, loop: I64, cut: Cut, plan: BodyPlan) -> Cage:
    """Return the lower hem, after the rings of the skirt if there is one."""
    at = shell.positions[loop]
    rings = []
    for level, out in cut.skirt:
        ring = at + _outward(at) * np.array([1.0, 0.0, 0.95]) * out * plan.unit
        ring[:, 1] = float(plan.height(level))
        rings.append(_gathered(ring, (_CROTCH_CM - level) / (_CROTCH_CM - _KNEE_CM)))
    last = rings[-1] if rings else at
    piece = _hem(shell, loop, [*rings, *_stepped(last, cut.bottom, plan.unit)])
    if not rings:
        return piece
    n, weights = len(loop), piece.weights.copy()
    half = float(np.abs(at[:, 0]).max())
    for row in range(n, len(piece.positions)):
        weights[row] = _skirt_weights(piece.positions[row], half, plan)
    return replace(piece, weights=weights)


def _gathered(ring: F64, share: float) -> F64:
    """Return a ring of (n, 3) places on the same outline, drawn in to the middle of both sides.

    A thigh that goes ahead alone then stays under cloth that goes with it.
    """
    half = float(np.abs(ring[:, 0]).max())
    power = 1.0 + (_GATHERED - 1.0) * min(max(share, 0.0), 1.0)
    result = ring.copy()
    result[:, 0] = np.sign(ring[:, 0]) * half * (np.abs(ring[:, 0]) / half) ** power
    front = ring[:, 2] > ring[:, 2].mean()
    for side in (front, ~front):
        order = np.flatnonzero(side)[np.argsort(ring[side, 0])]
        result[side, 2] = np.interp(result[side, 0], ring[order, 0], ring[order, 2])
    return result


def _skirt_weights(place: F64, half: float, plan: BodyPlan) -> F64:
    """Return (J,) shares: those of the thigh under the cloth, and between the thighs of both."""
    hip, knee = (float(plan.proportions.at(f"left_{joint}")[1]) for joint in ("hip", "knee"))
    thighs = 1.0 - leg_weights((hip - float(place[1])) / (hip - knee))["hips"]
    left = float(np.clip(0.5 + _PARTED * place[0] / half, 0.0, 1.0))
    result = np.zeros(len(INDEX))
    result[INDEX["hips"]] = 1.0 - thighs
    result[INDEX["left_hip"]], result[INDEX["right_hip"]] = thighs * left, thighs * (1.0 - left)
    return result


def _stepped(at: F64, steps: tuple[Step, ...], unit: float) -> list[F64]:
    """Return the rings of a hem beyond a loop of (n, 3) places."""
    around = np.cross(at, np.roll(at, -1, axis=0)).sum(0)
    axis = -around / np.linalg.norm(around)
    out = _outward(at)
    behind = np.clip(0.5 - 0.5 * out[:, 2], 0.0, 1.0)[:, None]
    return [
        at + unit * (outward * out + axis * (along + back * behind))
        for outward, along, back in steps
    ]


def _outward(at: F64) -> F64:
    """Return (n, 3) unit vectors from the middle of a loop to its places."""
    away = at - at.mean(0)
    return np.asarray(away / np.linalg.norm(away, axis=1, keepdims=True))


def _hem(shell: Cage, loop: I64, rings: list[F64]) -> Cage:
    """Return the loop itself, the rings beyond it and the lid on the last as a cage."""
    loop = loop[::-1]  # a border runs against the ring that continues it
    n = len(loop)
    positions = np.concatenate([shell.positions[loop], *(ring[::-1] for ring in rings)])
    index = np.arange(len(positions)).reshape(-1, n)
    low, high = index[:-1], index[1:]
    sides = np.stack([low, np.roll(low, -1, 1), np.roll(high, -1, 1), high], axis=-1)
    quads = np.concatenate([sides.reshape(-1, 4), ladder(index[-1])])
    edge = index[max(len(rings) - 2, 0)]
    drawn = [np.stack([row, np.roll(row, -1)], axis=1) for row in (index[0], edge)]
    return Cage(
        positions=positions,
        weights=np.tile(shell.weights[loop], (len(index), 1)),
        quads=quads,
        regions=np.full(len(quads), "hem"),
        rows=np.zeros(len(quads), np.int64),
        edges=np.concatenate(drawn),
    )


def _welded(pieces: list[Cage]) -> Cage:
    """Return pieces as one cage in which vertices at the same place are one."""
    whole = joined(pieces)
    _, first, place = np.unique(whole.positions, axis=0, return_index=True, return_inverse=True)
    place = place.ravel()
    return Cage(
        positions=whole.positions[first],
        weights=whole.weights[first],
        quads=place[whole.quads],
        regions=whole.regions,
        rows=whole.rows,
        edges=place[whole.edges],
    )
