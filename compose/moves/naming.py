"""Name what a camera does between two frames: a move's name, direction and amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from compose.moves.motion import CameraMotion
from compose.moves.relations import Relation, dolly_zoom_depth, relation
from compose.moves.rotations import elevations, headings, level_axes, roll_of
from compose.moves.subjects import Subject

F64 = npt.NDArray[np.float64]

WHIP_DPS = 120.0
"""From this peak a pan is a whip pan; faster than the eye reads what passes."""

CRANE_M = 2.5
"""A rise of more than this is no pedestal's."""

_STILL_M, _STILL_DEG, _STILL_LENS = 0.03, 0.75, 0.01
_SWAY_M, _SWAY_DEG = 0.10, 2.0
_MINOR = 0.08
_SAME_WAY = np.cos(np.radians(12.0))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a move. ``move`` is a name of ``compose.moves.MOVES``.

    ``signed`` is in metres, degrees, or millimetres of focal length; positive is in, right, up,
    clockwise or longer. ``lens_mm`` are both ends of a change of focal length.
    """

    move: str
    signed: float
    unit: str
    subject: str = ""
    lens_mm: tuple[float, float] | None = None

    def with_amount(self, signed: float) -> Part:
        """Return the part with another amount."""
        return replace(self, signed=signed)


def related(
    motion: CameraMotion, subjects: Sequence[Subject], places: Sequence[F64], a: int, b: int
) -> bool:
    """Tell whether samples ``a`` to ``b`` are one move about a subject, not to be cut."""
    found = relation(motion, subjects, places, a, b)
    return found is not None and found.move != "over-the-shoulder"


def name_parts(
    motion: CameraMotion, subjects: Sequence[Subject], places: Sequence[F64], a: int, b: int,
    calm: bool,
) -> tuple[Part, ...]:  # fmt: skip
    """Return the parts of the move from sample ``a`` to ``b``, the largest first; none if still."""
    floor = (_STILL_M, _STILL_DEG) if calm else (_SWAY_M, _SWAY_DEG)
    held = relation(motion, subjects, places, a, b)
    travel = _travel(motion, subjects, places, a, b, floor[0])
    turns = _turns(motion, a, b, floor[1])
    zoom = _zoom(motion, a, b)
    if held is not None:
        return _related_parts(held, travel, zoom)
    depth = dolly_zoom_depth(motion, a, b) if zoom else None
    if depth is not None:
        way = float(np.einsum("ni,ni->n", np.diff(motion.places[a : b + 1], axis=0),
                              motion.ahead[a:b]).sum())  # fmt: skip
        lead = Part("dolly-zoom", way, "m", _at_depth(motion, subjects, places, a, depth),
                    zoom[0].lens_mm)  # fmt: skip
        return (lead, *_without_trifles([lead, *turns])[1:])
    return tuple(_without_trifles(sorted([*travel, *turns, *zoom], key=_weight, reverse=True)))


def _related_parts(held: Relation, travel: list[Part], zoom: list[Part]) -> tuple[Part, ...]:
    lead = Part(held.move, held.signed, held.unit, held.subject)
    rest = []
    if held.move == "arc":
        rest = [replace(part, move="crane") for part in travel if part.move in _VERTICAL]
    return (lead, *rest, *zoom)


_VERTICAL = ("pedestal", "crane")


def _weight(part: Part) -> float:
    """Return how much a part says: ten degrees are as much as one metre, or a tenth of the lens."""
    if part.lens_mm is not None:
        return 10.0 * abs(float(np.log(part.lens_mm[1] / part.lens_mm[0])))
    return abs(part.signed) * (0.1 if part.unit == "°" else 1.0)


def _without_trifles(parts: list[Part]) -> list[Part]:
    if not parts:
        return []
    least = _MINOR * _weight(parts[0])
    return [parts[0], *(part for part in parts[1:] if _weight(part) >= least)]


def _travel(
    motion: CameraMotion, subjects: Sequence[Subject], places: Sequence[F64], a: int, b: int,
    floor: float,
) -> list[Part]:  # fmt: skip
    """Return the travel: one part when it is straight along a film word's way, else by axes."""
    way = motion.places[b] - motion.places[a]
    length = float(np.linalg.norm(way))
    if length < floor:
        return []
    line = way / length
    target = _closing_on(motion, subjects, places, a, b, line)
    if target:
        closing = target[1]
        return [Part("push-in" if closing > 0 else "pull-out", closing, "m", target[0])]
    ahead = motion.ahead[a] + motion.ahead[b]
    along = float(line @ ahead / max(float(np.linalg.norm(ahead)), 1e-9))
    if abs(along) > _SAME_WAY:
        return [Part("dolly", float(np.copysign(length, along)), "m")]
    forward, right = level_axes(motion.ahead[a : a + 1], motion.right[a : a + 1])
    amounts = {"dolly": float(way @ forward[0]), "truck": float(way @ right[0])}
    parts = [Part(name, metres, "m") for name, metres in amounts.items() if abs(metres) > floor]
    rise = float(way[1])
    if abs(rise) > floor:
        alone = all(abs(part.signed) < 0.15 * abs(rise) for part in parts)
        tilts = abs(np.degrees(float(np.diff(elevations(motion.ahead)[[a, b]])[0]))) > 3.0
        plain = alone and not tilts and abs(rise) <= CRANE_M
        parts.append(Part("pedestal" if plain else "crane", rise, "m"))
    return parts


def _closing_on(
    motion: CameraMotion, subjects: Sequence[Subject], places: Sequence[F64], a: int, b: int,
    line: F64,
) -> tuple[str, float] | None:  # fmt: skip
    """Return the subject in the picture straight to (or from) which the camera goes, and metres."""
    best, straightest = None, float(_SAME_WAY)
    length = float(np.linalg.norm(motion.places[b] - motion.places[a]))
    for subject, path in zip(subjects, places, strict=True):
        before, after = path[a] - motion.places[a], path[b] - motion.places[b]
        near, far = float(np.linalg.norm(before)), float(np.linalg.norm(after))
        closer = near - far
        if min(near, far) < 1e-6 or abs(closer) < 0.05 * max(near, far):
            continue
        straight = line @ before / near if closer > 0.0 else -(line @ after) / far
        if straight > straightest and motion.sees(path)[[a, b]].all():
            best = (subject.label, float(np.copysign(length, closer)))
            straightest = float(straight)
    return best


def _turns(motion: CameraMotion, a: int, b: int, floor: float) -> list[Part]:
    here = slice(a, b + 1)
    ahead = motion.ahead[here]
    plumb = np.abs(ahead[:, 1]).max() > 0.999
    pan = 0.0 if plumb else -np.degrees(headings(ahead)[-1] - headings(ahead)[0])
    tilt = np.degrees(elevations(ahead)[-1] - elevations(ahead)[0])
    roll = np.degrees(roll_of(motion.turns[here])[[0, -1]])
    fastest = np.degrees(np.abs(np.diff(headings(ahead))).max()) * motion.rate
    whip = "whip-pan" if fastest > WHIP_DPS and not plumb else "pan"
    amounts = ((whip, pan), ("tilt", tilt), ("roll", roll[1] - roll[0]))
    return [Part(name, float(v), "°") for name, v in amounts if abs(v) > floor]


def _zoom(motion: CameraMotion, a: int, b: int) -> list[Part]:
    first, last = float(motion.focal_mm[a]), float(motion.focal_mm[b])
    if abs(np.log(last / first)) < _STILL_LENS:
        return []
    return [Part("zoom", last - first, "mm", lens_mm=(first, last))]


def _at_depth(
    motion: CameraMotion, subjects: Sequence[Subject], places: Sequence[F64], a: int, depth: float
) -> str:
    """Return the subject whose depth a dolly zoom holds, if one is near it."""
    best, label = 0.05 * depth, ""
    for subject, path in zip(subjects, places, strict=True):
        off = abs(float((path[a] - motion.places[a]) @ motion.ahead[a]) - depth)
        if off < best and motion.sees(path)[a]:
            best, label = off, subject.label
    return label
