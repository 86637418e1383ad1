"""What lies on the head: eyes under their lids, brows, lashes, lips and ears."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from compose.figures.shape.cage import F64, Weights
from compose.figures.shape.head import HeadShape, directions, head_table, ring_surface
from compose.figures.shape.subdivide import Surface

_OPENING = 49.0  # half width of the opening between the lids, in degrees about the eye
_UPPER, _LOWER = 15.0, -12.0
_IRIS, _PUPIL = 17.5, 7.5
_DROOP = 1.8  # by how much the mouth's corners lie lower, so that it is level on the round face
_STEPS, _FEWER_STEPS = 11, 7
_SIDES = ((1.0, "left_eye"), (-1.0, "right_eye"))

Place = Callable[[F64, F64, float], F64]
"""Points at angles (across, up) in degrees and a height above a surface in head heights."""


def strip(
    place: Place,
    across: F64,
    rows: Sequence[F64],
    rise: float,
    sink: float,
    weights: Weights,
) -> Surface:
    """Return a thin closed band on a surface, from low to high ``across``.

    ``rows`` are its lines from top to bottom, (n,) degrees each, an even number of them; they
    stand ``rise`` above the surface, and the band's back lies at ``sink``.
    """
    lines = [place(across, rows[0], sink)]
    lines += [place(across, up, rise) for up in rows]
    lines.append(place(across, rows[-1], sink))
    return ring_surface(np.stack(lines, axis=1), weights)


def eye_whites(shape: HeadShape) -> list[Surface]:
    """Return the visible white of both eyes, fixed in the head."""
    return [
        strip(_ball(shape, name), across, _between(_lid(across, side, _UPPER),
              _lid(across, side, _LOWER)), 0.0, -0.03, {"head": 1.0})
        for side, name in _SIDES
        for across in (_opening(shape),)
    ]  # fmt: skip


def irises(shape: HeadShape, *, pupil: bool) -> list[Surface]:
    """Return the discs of both irises, or of both pupils, which turn with the eyes."""
    size, rise = (_PUPIL, 0.0035) if pupil else (_IRIS, 0.002)
    corners = 12 if shape.plan.close else 8
    turn = np.arange(corners) * (2.0 * np.pi / corners)
    rings = [(size, -0.02), (size, rise), (size * 0.55, rise + 0.001)]
    return [
        ring_surface(
            np.stack(
                [_ball(shape, name)(r * np.cos(turn), r * np.sin(turn), out) for r, out in rings]
            ),
            {name: 1.0},
        )
        for _, name in _SIDES
    ]


def lids(shape: HeadShape) -> list[Surface]:
    """Return the four lids, in the skin's colour."""
    across = _opening(shape) * 1.12
    result = []
    for side, name in _SIDES:
        edge = _lid(np.clip(across, -_OPENING, _OPENING), side, 1.0)
        for limit, far, rise in ((_UPPER, 15.0, 0.009), (_LOWER, -9.0, 0.006)):
            near, away = edge * limit, edge * limit + far * (0.25 + 0.75 * edge)
            rows = (away, near) if limit > 0.0 else (near, away)
            result.append(strip(_ball(shape, name), across, rows, rise, -0.03, {"head": 1.0}))
    return result


def brows(shape: HeadShape) -> list[Surface]:
    """Return the brows and the line of the lashes, in the hair's colour."""
    fine = shape.plan.body.sex == "female"
    along = np.linspace(0.0, 1.0, 7)
    middle = 12.0 + 3.6 * np.sin(along * 2.2) - 1.2 * along
    half = (0.9 if fine else 1.4) * (1.0 - along) ** 0.6 + 0.25
    result = []
    for side, name in _SIDES:
        across = side * (7.5 + 26.0 * along)
        order = slice(None) if side > 0.0 else slice(None, None, -1)
        rows = ((middle + half)[order], (middle - half)[order])
        result.append(strip(shape.points, across[order], rows, 0.006, -0.02, {"head": 1.0}))
        lash = _opening(shape)
        edge = _lid(lash, side, _UPPER)
        thick = (3.4 if fine else 2.2) * _lid(lash, side, 1.0) ** 0.5 + 0.3
        rows = (edge + thick, edge - 0.6)
        result.append(strip(_ball(shape, name), lash, rows, 0.0105, -0.02, {"head": 1.0}))
    return result


def eye_lines(shape: HeadShape) -> list[Surface]:
    """Return a dark line for each eye of a face too far away to have more."""
    across = np.array([-36.0, 0.0, 36.0])
    rows = (np.array([3.0, 15.0, 3.0]), np.array([-3.0, -9.0, -3.0]))
    return [
        strip(_ball(shape, name), across, rows, 0.012, -0.03, {"head": 1.0}) for _, name in _SIDES
    ]


def lips(shape: HeadShape) -> list[Surface]:
    """Return the upper and the lower lip."""
    along = np.linspace(-1.0, 1.0, _steps(shape))
    across, full = 14.5 * along, np.sqrt(np.maximum(1.0 - along**2, 0.0))
    bow = 0.7 * np.exp(-((along / 0.16) ** 2))
    seam = -39.0 - _DROOP * along**2
    upper = _between(seam + 0.15 + full * (3.4 - 1.3 * along**2 - bow), seam)
    lower = _between(seam, seam - 0.15 - full * (3.3 - 1.0 * along**2))
    return [
        strip(shape.points, across, rows, 0.009, -0.02, {"head": 1.0}) for rows in (upper, lower)
    ]


def ears(shape: HeadShape) -> list[Surface]:
    """Return both ears: a rim about a shallow bowl, leaning out and back."""
    crowd = shape.plan.crowd
    count = 6 if crowd else 10 if shape.plan.close else 8
    turn = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    up, ahead = np.cos(turn), np.sin(turn)
    outline = 0.110 * up, 0.062 * ahead * (1.0 + 0.28 * up)
    levels: tuple[tuple[float, float], ...] = (
        (0.72, -0.05),
        (0.95, 0.022),
        (1.02, 0.046),
        (0.86, 0.054),
        (0.55, 0.024),
    )
    if crowd:
        levels = levels[0::2]
    rings = []
    for size, out in levels:
        y, z = outline[0] * size, outline[1] * size
        y, z = y - 0.22 * z, z - 0.16 * y
        x = out - 0.13 * z + 0.10 * y
        rings.append(np.stack([x, y, z], axis=1))
    local = np.stack(rings) + np.array([0.300, 0.425, 0.040])
    left = shape.places(local.reshape(-1, 3)).reshape(local.shape)
    right = (left * np.array([-1.0, 1.0, 1.0]))[:, ::-1]
    return [ring_surface(points, {"head": 1.0}) for points in (left, right)]


def _steps(shape: HeadShape) -> int:
    return _STEPS if shape.plan.close else _FEWER_STEPS


def _opening(shape: HeadShape) -> F64:
    return np.linspace(-_OPENING, _OPENING, _steps(shape))


def _lid(across: F64, side: float, limit: float) -> F64:
    """Return the height of a lid's edge: an almond, highest a little toward the nose."""
    t = side * across / _OPENING
    return np.asarray(limit * np.maximum(1.0 - t**2, 0.0) ** 0.75 * (1.0 - 0.14 * t))


def _between(high: F64, low: F64) -> list[F64]:
    return [high + share * (low - high) for share in (0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0)]


def _ball(shape: HeadShape, name: str) -> Place:
    """Return where angles about an eye lie on its ball."""
    centre = shape.plan.proportions.at(name)
    radius = float(head_table()["eye_radius"])

    def place(across: F64, up: F64, out: float) -> F64:
        return np.asarray(centre + directions(across, up) * (radius + out) * shape.size)

    return place
