"""What went wrong in one authored move, in a director's words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.moves import Part
from compose.moves.words import phrase
from visualize.compare.motion.camera import CameraFindings, tremor
from visualize.compare.motion.path import Paths
from visualize.compare.motion.spans import Times, runs
from visualize.compare.motion.timing import lateness
from visualize.compare.motion.twists import Twists, angle_deg, ratio

F64 = npt.NDArray[np.float64]

_NAMES = {
    "arc": "orbit",
    "over-the-shoulder": "drift",
    "whip-pan": "whip pan",
    "dolly-zoom": "dolly zoom",
}
"""Moves whose own name is not what people say."""

# Turns about x, y and z, then travel to the right, up and back, as a mirror shows them.
_MIRROR = np.array([1.0, -1.0, -1.0, -1.0, 1.0, 1.0])
_ROWS = {"pan": 1, "whip-pan": 1, "tilt": 0, "roll": 2}

# Shares of the authored way that were gone along it.
_HOLDS, _BACKWARDS, _WENT_WELL = 0.2, -0.3, 0.6
# Shares of the authored way by which a camera is off.
_WILD, _TAME = 1.25, 1.0
# How far two shares must differ to be spoken of, to be two things, and to be believed as one.
_TRIFLE, _ALIKE, _LIKELY = 0.075, 0.15, 0.3
_LEAST_MOVED = 0.006
"""Of the picture's width: a move that shows less is not spoken of."""
_UNSURE, _HALT_MOVED = 0.002, 0.002
"""Of the picture's width: what noise makes of a move, and what must go on when a camera stops."""
_LEAST_HALT = 6
SHAKES = 0.0016
"""Of the picture's width: the least tremor that is spoken of."""
_AWAY, _FAR = 0.015, 0.025
"""Of the picture's width: how far a camera must go beside its way, and end up off it."""
_ASKEW, _ASKEW_DEG = 0.25, 15.0
_LEAST_TURN = np.radians(1.0)


@dataclass(frozen=True, eq=False)
class Seen:
    """All that the words of one take are made of.

    Attributes
    ----------
    width, full_width
        Of the working picture and of the clip, in pixels.
    """

    paths: Paths
    found: CameraFindings
    times: Times
    width: int
    full_width: int


def of_move(seen: Seen, parts: tuple[Part, ...], first: int, last: int) -> str | None:
    """Return what went wrong in an authored move, frames ``first`` to ``last``, both counted.

    ``None`` when it went well, or shows too little to be spoken of.
    """
    gone = _between(seen, first, last)
    if gone.moved < _LEAST_MOVED * seen.width:
        return None
    when = seen.times.since(first)
    instead = _instead(seen, gone, first, last)
    if instead:
        return f"camera {instead} where it should {_asked(parts[0])}{when}"
    halt = _halt(seen, first, last)
    if halt is not None:
        return f"camera stops{seen.times.at(halt)} where it should still {_asked(parts[0])}"
    late = lateness(*_bodies(seen, first, last))
    if late is not None:
        return f"{_name(parts[0])} {abs(late):.0f} frames {'late' if late > 0.0 else 'early'}{when}"
    astray = _astray(seen, gone, first, last)
    part, pace = _to_blame(seen, parts, gone.pace, first, last)
    if abs(1.0 - pace) < max(_TRIFLE, _UNSURE * seen.width / gone.moved):
        return f"{_name(parts[0])} {astray}{when}" if astray else None
    return f"{_name(part)} {_speed(pace)}{when}{f' and {astray}' if astray else ''}"


def _instead(seen: Seen, gone: _Gone, first: int, last: int) -> str:
    """Return what a camera does that does not make its move at all, or ""."""
    if gone.off > _WILD and abs(gone.pace) < _TAME:
        return "goes its own way"
    if _BACKWARDS < gone.pace < _HOLDS:
        return "holds"
    if gone.pace <= _BACKWARDS:
        return "moves the wrong way"
    return "moves mirrored" if _mirrored(seen, first, last) else ""


@dataclass(frozen=True)
class _Gone:
    """A stretch in the picture: authored pixels, and as shares of them those gone and those off.

    ``aside`` is the part of ``off`` that is not along the way.
    """

    moved: float
    pace: float
    off: float
    aside: float


def _between(seen: Seen, first: int, last: int) -> _Gone:
    """Return how a stretch went, by looks back of half a second at each of its frames."""
    rows = slice(first + 1, last + 1)
    moved, pace = seen.paths.lately_moved[rows], seen.paths.pace[rows]
    off = seen.paths.lately_off[rows]
    known = np.isfinite(moved) & np.isfinite(pace) & np.isfinite(off) & seen.paths.known[rows]
    square = float((moved[known] ** 2).sum())
    if not square:
        return _Gone(0.0, 1.0, 0.0, 0.0)
    steps = np.diff(seen.paths.moved[first : last + 1])
    along = (1.0 - pace[known]) * moved[known]
    return _Gone(
        moved=float(np.nansum(steps)),
        pace=float((pace[known] * moved[known] ** 2).sum()) / square,
        off=float(np.sqrt((off[known] ** 2).sum() / square)),
        aside=float(np.sqrt(np.maximum(off[known] ** 2 - along**2, 0.0).sum() / square)),
    )


def _both(seen: Seen) -> tuple[Twists, Twists]:
    return seen.found.authored, seen.found.recovered


def _halt(seen: Seen, first: int, last: int) -> int | None:
    """Return the frame at which a camera that went well stops for good before it should."""
    pace, moved = seen.paths.pace[first : last + 1], seen.paths.lately_moved[first : last + 1]
    stands = (np.nan_to_num(pace, nan=1.0) < _HOLDS) & (moved > _HALT_MOVED * seen.width)
    ends = [
        run for run in runs(stands) if run[1] >= len(stands) - 1 and run[1] - run[0] >= _LEAST_HALT
    ]
    if not ends or ends[0][0] < _LEAST_HALT:
        return None
    before = pace[: max(1, ends[0][0] - seen.paths.window)]
    if not np.nanmedian(before) > _WENT_WELL:
        return None
    # The pace looks back over a window, and is this low only once most of it stands.
    return first + max(0, ends[0][0] - round((1.0 - _HOLDS) * seen.paths.window))


def _mirrored(seen: Seen, first: int, last: int) -> bool:
    """Whether what goes to the side goes to the other, and the rest as authored."""
    one, two = _bodies(seen, first, last)
    plain, other = (ratio(one * sign, two) for sign in (np.ones(6), _MIRROR))
    return plain is not None and other is not None and other > 0.6 and plain < 0.4


def _bodies(seen: Seen, first: int, last: int) -> tuple[F64, F64]:
    """Return (N, 6) what both cameras do in a stretch, turns and travel in like units."""
    reach = seen.found.authored.reach
    one, two = (twists.between(first, last).body(reach) for twists in _both(seen))
    return one, two


def _to_blame(
    seen: Seen, parts: tuple[Part, ...], pace: float, first: int, last: int
) -> tuple[Part, float]:
    """Return the part of a move to name, and how much of it was gone.

    It is the lead, unless that went well and another did not. ``pace`` is the whole picture's.
    """
    shares = [_share(seen, part, first, last) for part in parts]
    lead = shares[0]
    # A lens and a dolly look alike: together, only the picture tells how far they went.
    mixed = len(parts) > 1 and any(part.move == "zoom" for part in parts)
    if lead is None or mixed:
        return parts[0], pace
    worst = max(range(len(parts)), key=lambda i: _fault(shares[i]))
    if _fault(lead) < _TRIFLE and _fault(shares[worst]) > _ALIKE and abs(1.0 - pace) > _TRIFLE:
        return parts[worst], shares[worst] or pace
    return parts[0], lead if abs(lead - pace) < _LIKELY else pace


def _fault(share: float | None) -> float:
    return 0.0 if share is None else abs(1.0 - share)


def _share(seen: Seen, part: Part, first: int, last: int) -> float | None:
    """Return how much of a part was gone; None where that cannot be told."""
    one, two = (twists.between(first, last) for twists in _both(seen))
    if part.move == "zoom":
        return ratio(one.lens, two.lens)
    row = _ROWS.get(part.move)
    if row is None:
        return ratio(one.travelled, two.travelled)
    if np.abs(one.turned[:, row]).max() < _LEAST_TURN:
        return None
    return ratio(one.turned[:, row], two.turned[:, row])


def _astray(seen: Seen, gone: _Gone, first: int, last: int) -> str:
    """Return where a move goes besides its way, such as ``drifts left``, or ""."""
    if gone.aside < _ASKEW or gone.moved * gone.aside < _AWAY * seen.width:
        return ""
    if np.nanmax(seen.paths.drift[first : last + 1]) < _FAR * seen.width:
        return ""
    if tremor(seen.paths.aside) > SHAKES * seen.width:
        return ""
    one, two = (twists.travelled[last] - twists.travelled[first] for twists in
                (seen.found.authored, seen.found.recovered))  # fmt: skip
    angle = angle_deg(one, two)
    if angle is None or angle < _ASKEW_DEG:
        return "goes astray"
    way = two / np.linalg.norm(two) - one / np.linalg.norm(one)
    side = ("right", "left") if abs(way[0]) >= abs(way[1]) else ("up", "down")
    lead = way[0] if abs(way[0]) >= abs(way[1]) else way[1]
    return f"goes {angle:.0f}° too far {side[0] if lead > 0.0 else side[1]}"


def _asked(part: Part) -> str:
    """Return what a camera was asked to do, such as ``push in 2.0 m to Mara``."""
    return phrase(part).removeprefix("over-the-shoulder ")


def _name(part: Part) -> str:
    return _NAMES.get(part.move, part.move)


def _speed(pace: float) -> str:
    """Return ``30 % slow`` or ``20 % fast``, to five in a hundred."""
    percent = 5 * round(20.0 * abs(1.0 - pace))
    return f"{max(percent, 5)} % {'slow' if pace < 1.0 else 'fast'}"
