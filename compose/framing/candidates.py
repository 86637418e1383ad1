"""Candidates: the cameras to try for some words, best first, and what each gives up."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from compose.camera import LENSES_MM
from compose.errors import SceneError
from compose.framing.angles import angle_of, elevations
from compose.framing.placement import CameraPlacement, Gate
from compose.framing.placing import Stand, holds_all, place, usual_lens
from compose.framing.sides import AZIMUTHS_DEG, side_of, sides_of
from compose.framing.subjects import Cast
from compose.framing.words import SIZES, Words, spoken

_NUDGES_DEG = (12.0, -12.0)
_LENS_HEIGHT_M = 0.25
_FURTHER_DEG = (30.0, -30.0, 55.0, -55.0, 85.0, -85.0, 120.0, -120.0, 180.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A camera to try. ``changes`` says in film words what differs from what was asked."""

    camera: CameraPlacement
    stand: Stand
    changes: tuple[str, ...] = ()


def candidates(
    cast: Cast, words: Words, gate: Gate, focal_length_mm: float | None
) -> Iterator[Candidate]:
    """Yield cameras from what was asked to what is left when walls stand everywhere.

    First the words with the asked lens: each side they allow, then small turns and milder angles
    that keep the words, then closer with wider lenses, then round the subject.

    Raises
    ------
    SceneError
        When the words cannot be a camera at all.
    """
    asked = focal_length_mm if focal_length_mm is not None else usual_lens(words.size, gate)
    sides = sides_of(words.side)
    lenses = [asked, *_wider(asked)]
    straight = [(mm, 0.0) for mm in lenses]
    nudged = [(mm, nudge) for mm, nudge in product(lenses, _NUDGES_DEG)]
    order = dict.fromkeys([*((asked, n) for n in (0.0, *_NUDGES_DEG)), *straight, *nudged])
    for (focal, nudge), elevation, side in product(order, elevations(words.angle), sides):
        azimuth = math.radians(AZIMUTHS_DEG[side] + nudge)
        if side_of(azimuth) == side:
            yield _candidate(cast, words, gate, (asked, focal), (azimuth, elevation))
    if elevations(words.angle)[0] < 0.0:
        for azimuth in (math.radians(AZIMUTHS_DEG[side]) for side in sides):
            elevation = _lowest(_candidate(cast, words, gate, (asked, asked), (azimuth, 0.0)), cast)
            yield _candidate(cast, words, gate, (asked, asked), (azimuth, elevation))
    for focal, further in product(lenses, _FURTHER_DEG):
        azimuth = math.remainder(math.radians(AZIMUTHS_DEG[sides[0]] + further), math.tau)
        elevation = elevations(words.angle)[0]
        yield _candidate(cast, words, gate, (asked, focal), (azimuth, elevation))


def _lowest(level: Candidate, cast: Cast) -> float:
    """Return the elevation in radians of a camera just above the ground, as far off as this one."""
    x, y, z = (level.camera.position[i] - float(cast.key[i]) for i in range(3))
    drop = max(float(cast.key[1]) - min(0.0, cast.foot) - _LENS_HEIGHT_M, 0.0)
    return -math.asin(min(drop / math.sqrt(x * x + y * y + z * z), 1.0))


def _candidate(
    cast: Cast, words: Words, gate: Gate, lens: tuple[float, float], way: tuple[float, float]
) -> Candidate:
    """Return the camera of one lens and way, with the tightest size that holds the cast."""
    asked, focal = lens
    azimuth, elevation = way
    stand = Stand(
        size=words.size, composition=words.composition, azimuth=azimuth, elevation=elevation,
        roll=math.radians(words.roll_deg), focal_length_mm=focal, gate=gate,
    )  # fmt: skip
    fitted, camera = _fitted(cast, stand)
    return Candidate(camera=camera, stand=fitted, changes=_changes(cast, words, asked, fitted))


def _fitted(cast: Cast, stand: Stand) -> tuple[Stand, CameraPlacement]:
    """Return the asked size, or with several subjects the next wider one that holds them all."""
    camera = place(cast, stand)
    if len(cast.subjects) == 1:
        return stand, camera
    for size in SIZES[SIZES.index(stand.size) :: -1]:
        fitted = replace(stand, size=size)
        camera = place(cast, fitted)
        if holds_all(cast, camera, size):
            return fitted, camera
    raise SceneError(
        f"{cast.names} stand too far apart to be in one picture, even in an extreme wide; "
        "frame them one by one, or bring them nearer to each other."
    )


def _changes(cast: Cast, words: Words, asked: float, stand: Stand) -> tuple[str, ...]:
    result = []
    if stand.size != words.size:
        result.append(
            f"{cast.names} do not fit in one {spoken(words.size)}; "
            f"a {spoken(stand.size)} is the tightest that holds them"
        )
    if stand.focal_length_mm != asked:
        result.append(
            f"moved closer with a wider lens: {stand.focal_length_mm:g} mm instead of {asked:g} mm"
        )
    if angle_of(stand.elevation) != words.angle:
        degrees = abs(math.degrees(stand.elevation))
        result.append(f"the ground lets the camera look up from only {degrees:.0f}° below")
    side = side_of(stand.azimuth)
    if side not in sides_of(words.side):
        result.append(f"went round to {spoken(side)} instead of {spoken(words.side)}")
    return tuple(result)


def _wider(focal: float) -> list[float]:
    return [mm for mm in sorted(LENSES_MM, reverse=True) if mm < focal * 0.9]
