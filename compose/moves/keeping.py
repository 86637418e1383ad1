"""Moves that go with a subject: follow behind it, lead ahead of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.moves.framing import held_in_picture
from compose.moves.keying import Span
from compose.moves.move import Move, Parameter
from compose.moves.plan import MovePlan, Setup
from compose.moves.shared import STATION, SUBJECT, Planned

F64 = npt.NDArray[np.float64]

_STANDING = 0.05
"""Metres a second below which a subject's direction is that of before."""

_STATION_M = 3.0
_LEAST_M = 0.3


def smoothed(values: F64, deviation: float) -> F64:
    """Return (N, C) samples, weighed by a Gaussian of so many samples.

    Beyond both ends the samples are mirrored through the end point, so steady motion stays as it
    is and begins where it begins.
    """
    if deviation < 0.05 or len(values) < 3:
        return values
    reach = min(int(3.0 * deviation) + 1, len(values) - 1)
    before = 2.0 * values[0] - values[reach:0:-1]
    after = 2.0 * values[-1] - values[-2 : -reach - 2 : -1]
    padded = np.concatenate([before, values, after])
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    weights /= weights.sum()
    columns = [np.convolve(column, weights, mode="valid") for column in padded.T]
    return np.stack(columns, axis=1)


def travel_headings(places: F64, rate: float) -> F64 | None:
    """Return (N, 3) level unit vectors of where a subject goes; ``None`` if it never moves.

    While it stands it keeps the direction of before, at the start that of its first step.
    """
    if len(places) < 2:
        return None
    pace = np.gradient(places, axis=0) * rate * (1.0, 0.0, 1.0)
    speed = np.linalg.norm(pace, axis=1)
    going = np.flatnonzero(speed > _STANDING)
    if not len(going):
        return None
    before = np.searchsorted(going, np.arange(len(places)), side="right") - 1
    chosen = going[np.maximum(before, 0)]
    result: F64 = pace[chosen] / speed[chosen][:, None]
    return result


def _station(setup: Setup, way: float) -> MovePlan:
    """Keep station behind (−1) or ahead (+1) of the subject on its smoothed path."""
    motion, options = setup.motion, setup.options
    subject = setup.needed_subject()
    deviation = options.number("smooth_s") * motion.rate
    path = smoothed(subject, deviation)
    heading = travel_headings(path, motion.rate)
    if heading is None:
        raise SceneError(
            f"The subject of the move {options.move!r} does not move in these frames; "
            "choose other frames, or a push-in or an arc."
        )
    angle = np.unwrap(np.arctan2(heading[:, 0], heading[:, 2]))
    angle = smoothed(angle[:, None], deviation)[:, 0]
    forward = np.stack([np.sin(angle), np.zeros_like(angle), np.cos(angle)], axis=1)
    left = np.cross((0.0, 1.0, 0.0), forward)
    along, aside, above = _offset(setup, subject, forward, left, way)
    up = np.array([0.0, above, 0.0])
    places = path + along * forward + aside * left + up
    turns = held_in_picture(motion, places, path)
    spans = (Span(0, len(motion.frames) - 1),)
    return MovePlan(motion=motion.moved(places=places, turns=turns), spans=spans)


def _offset(
    setup: Setup, subject: F64, forward: F64, left: F64, way: float
) -> tuple[float, float, float]:
    """Return the station: metres ahead, to the left and above; as it is where not given."""
    options = setup.options
    now = setup.motion.places[0] - subject[0]
    along, aside = float(now @ forward[0]), float(now @ left[0])
    on_its_side = way * along > _LEAST_M
    distance = options.maybe("distance_m")
    if distance is None:
        distance = way * along if on_its_side else _STATION_M
    side, height = options.maybe("side_m"), options.maybe("height_m")
    if side is None:
        side = aside if on_its_side else 0.0
    return way * distance, side, float(now[1]) if height is None else height


def _follow(setup: Setup) -> MovePlan:
    return _station(setup, -1.0)


def _lead(setup: Setup) -> MovePlan:
    return _station(setup, 1.0)


def _parameters(where: str) -> tuple[Parameter, ...]:
    distance = Parameter(
        name="distance_m", unit="m", low=_LEAST_M, high=500.0,
        summary=f"how far {where} the subject; as it is, or {_STATION_M:g}",
    )  # fmt: skip
    return (*SUBJECT, distance, *STATION)


MOVES: tuple[Planned, ...] = (
    (
        Move(
            name="follow",
            summary="Goes along behind a moving subject at its pace.",
            writes=("place", "turn"),
            subject="needed",
            parameters=_parameters("behind"),
        ),
        _follow,
    ),
    (
        Move(
            name="lead",
            summary="Goes ahead of a moving subject, looking back at it.",
            writes=("place", "turn"),
            subject="needed",
            parameters=_parameters("ahead of"),
        ),
        _lead,
    ),
)
