"""Hair and hats: solid shapes that grow from a hairline round the head."""

from __future__ import annotations

import numpy as np

from compose.figures.shape.cage import F64
from compose.figures.shape.head import (
    HeadShape,
    gathered_columns,
    head_table,
    ring_surface,
    shares,
)
from compose.figures.shape.plan import share_past
from compose.figures.shape.subdivide import Surface, smoothed

_COLUMNS, _CROWD_COLUMNS = 24, 12
_LINES = {  # height of the hairline in degrees, by the angle round the head from the front
    "short": ((0, 25, 42, 54, 62, 72, 79, 90, 104, 125, 180),
              (41, 40, 36, 27, 13, -3, -12, 8, -16, -33, -38)),
    "long": ((0, 20, 36, 48, 56, 63, 72, 90, 125, 180),
             (42, 40, 33, 20, 0, -22, -40, -52, -58, -60)),
    "bun": ((0, 25, 42, 54, 62, 72, 79, 90, 104, 125, 180),
            (41, 40, 36, 28, 15, 4, 0, 8, -10, -26, -32)),
    "cap": ((0, 60, 72, 79, 90, 104, 125, 180),
            (24, 13, -3, -12, 4, -16, -33, -38)),
}  # fmt: skip
_THICKNESS = {"short": 0.052, "long": 0.066, "bun": 0.050, "cap": 0.020}
_GROWTH = (
    (0.0, -0.05), (0.0, 0.28), (0.10, 0.95), (0.22, 1.0), (0.34, 1.06), (0.47, 1.09), (0.60, 1.12),
    (0.72, 1.16), (0.84, 1.2),
)  # fmt: skip
_CROWD_GROWTH = (_GROWTH[0], *_GROWTH[2::2])


def hair_surfaces(shape: HeadShape, levels: int) -> list[Surface]:
    """Return the hair of a head as smooth closed surfaces; none when it is bald."""
    style = shape.plan.body.hair_style
    if style == "bald":
        return []
    result = [_scalp(shape, style)]
    if style == "long":
        result.append(_fall(shape))
    if style == "bun":
        result.append(_ball(shape, np.array([0.0, 0.90, -0.36]), 0.125))
    return [_finished(shape, surface, levels) for surface in result]


def cap_surfaces(shape: HeadShape, levels: int) -> list[Surface]:
    """Return a smooth cap with its visor; nothing on a head without one."""
    if shape.plan.body.hair_style != "cap":
        return []
    across = _columns(shape)
    line = 26.0 - 15.0 * np.sin(np.radians(np.abs(across)) / 2.0) ** 2
    rise = ((0.0, -0.01), (0.01, 0.034), (0.12, 0.040), (0.34, 0.052), (0.6, 0.052), (0.85, 0.045))
    rings = [
        shape.points(across, line + share * (86.0 - line), out, bare=True) for share, out in rise
    ]
    dome = ring_surface(np.stack(rings), {"head": 1.0}, drawn=(1, 3))
    return [_finished(shape, dome, levels), _visor(shape)]


def _finished(shape: HeadShape, surface: Surface, levels: int) -> Surface:
    """Return a surface made smooth; a crowd's stays as it is, for its limit would be too small."""
    return surface if shape.plan.crowd else smoothed(surface, levels)


def _scalp(shape: HeadShape, style: str) -> Surface:
    across = _columns(shape)
    line = np.interp(np.abs(across), *_LINES[style])
    thick = (
        _THICKNESS[style]
        * (1.45 if shape.plan.crowd else 1.0)
        * (1.0 + 0.10 * np.sin(np.radians(across) * 5.0 + 0.9))
    )
    parting = 1.0 - 0.16 * np.exp(-(((across - 28.0) / 12.0) ** 2))
    growth = _CROWD_GROWTH if shape.plan.crowd else _GROWTH
    rings = []
    for share, out in growth:
        up = line + share * (86.0 - line)
        fuller = 1.0 + 0.35 * np.exp(-(((np.abs(across) - 180.0) / 60.0) ** 2)) * (1.0 - share)
        height = out if out < 0.0 else out * thick * parting * fuller
        rings.append(shape.points(across, up, height, bare=True))
    return ring_surface(np.stack(rings), {"head": 1.0}, drawn=(1,))


def _fall(shape: HeadShape) -> Surface:
    """Return long hair down the neck, which hangs from the head and rests on the back."""
    plan, n = shape.plan, 10 if not shape.plan.crowd else 6
    turn = np.arange(n) * (2.0 * np.pi / n)
    wide = plan.girth["neck"] * plan.unit
    rows = (  # height in head heights from the chin, half breadth, front, back, in centimetres
        (-0.70, 7.0, -11.4, -13.6), (-0.66, 10.0, -10.4, -14.4), (-0.36, 11.0, -7.4, -13.4),
        (-0.10, 10.2, -4.0, -11.2), (0.14, 9.2, 0.4, -9.8), (0.36, 8.4, 1.0, -9.0),
        (0.60, 6.6, 0.0, -7.0),
    )  # fmt: skip
    rings, weights = [], []
    for height, half, front, back in rows:
        ring = np.zeros((n, 3))
        ring[:, 0] = np.cos(turn) * half * wide
        ring[:, 2] = ((front + back) - np.sin(turn) * (front - back)) / 2.0 * plan.unit
        ring[:, 1] = shape.places(np.array([[0.0, height, 0.0]]))[0, 1]
        rings.append(ring)
        chest = 0.75 * (1.0 - share_past(height, -0.25, 0.35))
        neck = (1.0 - chest) * 0.8 * (1.0 - share_past(height, 0.05, 0.3))
        weights.append(shares(n, {"chest": chest, "neck": neck, "head": 1.0 - chest - neck}))
    surface = ring_surface(np.stack(rings), {"head": 1.0}, drawn=(1,))
    values = np.concatenate([surface.values[:, :3], np.concatenate(weights)], axis=1)
    return Surface(values=values, quads=surface.quads, edges=surface.edges)


def _visor(shape: HeadShape) -> Surface:
    """Return the peak of a cap, a thin plate that bends down at its sides."""
    across = np.linspace(-52.0, 52.0, 7 if shape.plan.crowd else 13)
    reach = 0.245 * np.cos(np.radians(across * 1.55)) ** 0.6
    root = np.full(across.shape, 29.0) - 5.0 * (across / 52.0) ** 2
    rings = []
    for out, lower in ((-0.03, 0.0), (1.0, 0.0), (1.0, 1.0), (-0.03, 1.0)):
        away = np.where(out > 0.0, 0.03 + reach, out)
        points = shape.points(across, root, away, bare=True)
        droop = 0.06 + 0.10 * (across / 52.0) ** 2 if out > 0.0 else 0.0 * across
        level = shape.points(across, root, 0.0, bare=True)[:, 1]
        points[:, 1] = level - (droop + 0.014 * lower) * shape.size
        rings.append(points)
    return ring_surface(np.stack(rings, axis=1), {"head": 1.0})


def _ball(shape: HeadShape, centre: F64, radius: float) -> Surface:
    n, rows = (6, 4) if shape.plan.crowd else (8, 5)
    turn = np.arange(n) * (2.0 * np.pi / n)
    rings = []
    for up in (np.arange(rows) + 0.5) / rows * np.pi - np.pi / 2.0:
        ring = np.stack([np.cos(turn), np.full(n, np.tan(up)), -np.sin(turn)], axis=1)
        rings.append(shape.places(centre + ring * np.cos(up) * radius))
    return ring_surface(np.stack(rings), {"head": 1.0}, drawn=(rows // 2,))


def _columns(shape: HeadShape) -> F64:
    if shape.plan.crowd:  # as the coarse skull's own columns, which would else come through
        return gathered_columns(_CROWD_COLUMNS, head_table()["grid"]["front_gather"])
    return gathered_columns(_COLUMNS, 0.25)
