"""Handheld: seeded noise of a human operator's band, on top of any move."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.moves.keying import Span
from compose.moves.move import Move, Parameter
from compose.moves.plan import MovePlan, Setup
from compose.moves.rotations import x_turns, y_turns, z_turns
from compose.moves.shared import Planned

F64 = npt.NDArray[np.float64]

BAND_HZ = (0.3, 8.0)
"""Breath and sway at the low end, muscle tremor at the high end."""

_TONES = 24
_SHARE_OF_RATE = 0.45

_TURN_DEG = (0.30, 0.34, 0.16)
_PLACE_M = (0.009, 0.006, 0.005)
"""Root mean squares at strength 1: tilt, pan, roll; right, up, back."""


def shake(seconds: F64, rate: float, seed: int) -> F64:
    """Return (N, 6) noise of unit root mean square: tilt, pan, roll, right, up, back.

    Each is a sum of sines at random frequencies, one in each of equal steps of the band on a
    logarithmic scale, with amplitudes falling as 1/f: large slow sway under a fine tremor. Nothing
    lies outside 0.3 to 8 Hz, nor above what the frame rate can show.
    """
    random = np.random.default_rng(seed)
    low, high = BAND_HZ[0], max(min(BAND_HZ[1], _SHARE_OF_RATE * rate), 2.0 * BAND_HZ[0])
    edges = np.geomspace(low, high, _TONES + 1)
    hertz = edges[:-1] + random.random((6, _TONES)) * np.diff(edges)
    phases = random.random((6, _TONES)) * 2.0 * np.pi
    sizes = 1.0 / hertz
    sizes *= np.sqrt(2.0 / (sizes**2).sum(axis=1, keepdims=True))
    tones = np.sin(2.0 * np.pi * hertz * seconds[:, None, None] + phases)
    result: F64 = (sizes * tones).sum(axis=2)
    return result


def _handheld(setup: Setup) -> MovePlan:
    motion, options = setup.motion, setup.options
    seed = int(options.number("seed"))
    noise = shake(motion.frames / motion.rate, motion.rate, seed) * options.number("strength")
    tilt, pan, roll = np.radians(noise[:, :3] * _TURN_DEG).T
    turns = motion.turns @ y_turns(pan) @ x_turns(tilt) @ z_turns(roll)
    sway = np.einsum("nij,nj->ni", motion.turns, noise[:, 3:] * _PLACE_M)
    moved = motion.moved(places=motion.places + sway, turns=turns)
    return MovePlan(motion=moved, spans=(Span(0, len(motion.frames) - 1),))


MOVES: tuple[Planned, ...] = (
    (
        Move(
            name="handheld",
            summary="Adds an operator's sway and tremor to whatever the camera does.",
            writes=("place", "turn"),
            parameters=(
                Parameter(name="seed", kind="integer", summary="another number, other noise",
                          default=1, low=0, high=2**31),
                Parameter(name="strength", summary="1 a careful operator, 3 a runner",
                          default=1.0, low=0.0, high=10.0),
            ),
        ),
        _handheld,
    ),
)  # fmt: skip
