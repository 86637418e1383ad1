"""A saloon of 4.4 m and its wheel. The car faces +X, its wheels touch y = 0.

Each colour of the car is a node of its own: ``body`` is white, for a project to tint.
"""

from __future__ import annotations

import math
from pathlib import Path

from scenes.street.models.glb import GlbWriter
from scenes.street.models.solids import Point, Ring, Solid, block, extrusion, joined, loft, panel

WHEEL_RADIUS_M = 0.32
AXLES_X_M = (-1.32, 1.34)
TRACK_HALF_M = 0.75

_ARCH_M = 0.39
_BELT, _ROOF = 0.92, 1.4
_BASE_X, _ROOF_X = (-1.5, 0.98), (-1.0, 0.3)
_BASE_Z, _ROOF_Z = 0.8, 0.62


def write_car(path: Path) -> None:
    """Write the car without wheels as a GLB."""
    writer = GlbWriter()
    material = writer.material
    glass = material(
        "glass", (0.10, 0.13, 0.15, 0.35), roughness=0.08, blend=True, double_sided=True
    )
    parts = (
        ("body", material("body", (1.0, 1.0, 1.0, 1.0), roughness=0.45), _body()),
        ("trim", material("trim", (0.03, 0.03, 0.03, 1.0), roughness=0.6), _trim()),
        ("seats", material("seats", (0.10, 0.07, 0.05, 1.0), roughness=0.9), _seats()),
        ("headlamps", material("headlamps", (0.7, 0.7, 0.66, 1.0), roughness=0.2), _lamps(1)),
        ("tail_lamps", material("tail_lamps", (0.3, 0.015, 0.015, 1.0), roughness=0.3), _lamps(-1)),
        ("glass", glass, _glass()),
    )
    for name, index, solids in parts:
        writer.node(name, mesh=writer.mesh(name, joined(solids), index))
    writer.save(path)


def write_wheel(path: Path) -> None:
    """Write one wheel as a GLB: its axle along Z through the origin, slotted on both faces."""
    writer = GlbWriter()
    profile = ((-0.1, 0.27), (-0.09, 0.31), (-0.05, WHEEL_RADIUS_M))
    tyre = [*profile, *((-y, radius) for y, radius in reversed(profile))]
    rim = [(-0.105, 0.19), (-0.09, 0.215), (0.09, 0.215), (0.105, 0.19)]
    hub = [(-0.125, 0.06), (0.125, 0.06)]
    material = writer.material
    parts = (
        ("tyre", material("tyre", (0.02, 0.02, 0.02, 1.0), roughness=0.9), [_disc(tyre, 28)]),
        (
            "rim",
            material("rim", (0.55, 0.56, 0.58, 1.0), roughness=0.4),
            [_disc(rim, 28), _disc(hub, 10)],
        ),
        ("slots", material("slots", (0.10, 0.10, 0.11, 1.0), roughness=0.5), _slots()),
    )
    for name, index, solids in parts:
        writer.node(name, mesh=writer.mesh(name, joined(solids), index))
    writer.save(path)


def _disc(profile: list[tuple[float, float]], sides: int) -> Solid:
    rings: list[Ring] = [((0.0, y, 0.0), radius, radius) for y, radius in profile]
    return loft(rings, sides, crease_deg=40.0).laid()


def _slots() -> list[Solid]:
    """Five dark slots between the spokes, so that a turning wheel can be seen to turn."""
    slots = []
    for i in range(5):
        angle = 2.0 * math.pi * i / 5
        x, y = 0.135 * math.cos(angle), 0.135 * math.sin(angle)
        slots.append(block((x - 0.033, y - 0.033, -0.112), (x + 0.033, y + 0.033, 0.112)))
    return slots


def _body() -> list[Solid]:
    return [_shell(), _roof(), *_pillars()]


def _shell() -> Solid:
    """Return the lower body: its side view drawn out across the car, wheel arches cut in."""
    outline = [(-2.04, 0.26)]
    for x in AXLES_X_M:
        for degrees in range(188, -9, -28):
            a = math.radians(degrees)
            outline.append((x + _ARCH_M * math.cos(a), WHEEL_RADIUS_M + _ARCH_M * math.sin(a)))
    outline += [(2.04, 0.26), (2.18, 0.4), (2.2, 0.62), (2.13, 0.76), (1.02, 0.92)]
    outline += [(-1.46, 0.95), (-2.12, 0.91), (-2.2, 0.74), (-2.18, 0.4)]
    return extrusion(outline, 0.88, 0.06, crease_deg=30.0)


def _corner(end: int, side: int, height: float) -> Point:
    """Return a point on a corner post: end 0 rear or 1 front, side ±1, height 0 belt to 1 roof."""
    x = _BASE_X[end] + (_ROOF_X[end] - _BASE_X[end]) * height
    z = _BASE_Z + (_ROOF_Z - _BASE_Z) * height
    return (x, _BELT + (_ROOF - _BELT) * height, side * z)


def _roof() -> Solid:
    x0, x1, z = _ROOF_X[0] - 0.04, _ROOF_X[1] + 0.04, _ROOF_Z + 0.03
    return extrusion(
        [
            (x0, _ROOF - 0.03),
            (x1, _ROOF - 0.03),
            (x1 - 0.06, _ROOF + 0.02),
            (x0 + 0.06, _ROOF + 0.03),
        ],
        z,
        0.03,
        crease_deg=30.0,
    )


def _pillars() -> list[Solid]:
    """Six posts between belt and roof: thin in front, thick behind."""
    posts = []
    for side in (1, -1):
        for end, width in ((1, 0.07), (0, 0.2)):
            (x0, y0, z0), (x1, y1, z1) = _corner(end, side, 0.0), _corner(end, side, 1.0)
            ahead = width if end == 0 else 0.0
            posts.append(_post((x0 + ahead, y0, z0), (x1 + ahead, y1, z1), width, side))
        low, high = _corner(0, side, 0.0), _corner(0, side, 1.0)
        posts.append(_post((-0.2, *low[1:]), (-0.24, *high[1:]), 0.08, side))
    return posts


def _post(low: Point, high: Point, width: float, side: int) -> Solid:
    """Return a slab whose front edge runs from ``low`` to ``high``, facing outward."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    face = [(x0 - width, y0, z0), (x0, y0, z0), (x1, y1, z1), (x1 - width, y1, z1)]
    return panel(face if side > 0 else face[::-1], thickness=0.06)


def _glass() -> list[Solid]:
    inset = 0.02
    panes = []
    for end, order in ((1, (1, -1)), (0, (-1, 1))):
        near, far = order
        panes.append(
            panel(
                [
                    _corner(end, near, 0.0),
                    _corner(end, far, 0.0),
                    _corner(end, far, 1.0),
                    _corner(end, near, 1.0),
                ]
            )
        )
    for side in (1, -1):
        face = [_corner(0, side, 0.0), _corner(1, side, 0.0), _corner(1, side, 1.0)]
        face.append(_corner(0, side, 1.0))
        drawn = [(x, y, z - side * inset) for x, y, z in face]
        panes.append(panel(drawn if side > 0 else drawn[::-1]))
    return panes


def _trim() -> list[Solid]:
    """Underbody, bumpers, grille, side strips, door handles and mirrors."""
    parts = [
        block((-2.0, 0.2, -0.64), (2.0, 0.7, 0.64)),
        block((2.12, 0.4, -0.84), (2.26, 0.52, 0.84)),
        block((-2.26, 0.4, -0.84), (-2.12, 0.52, 0.84)),
        block((2.14, 0.58, -0.42), (2.19, 0.72, 0.42)),
    ]
    for side in (1, -1):
        low, high = sorted((side * 0.85, side * 0.91))
        parts.append(block((-0.86, 0.55, low), (0.9, 0.6, high)))
        parts += [block((x, 0.78, low), (x + 0.16, 0.81, high)) for x in (-0.76, -0.12)]
        low, high = sorted((side * 0.85, side * 0.886))
        parts += [block((x, 0.32, low), (x + 0.018, 0.87, high)) for x in (-0.86, -0.2, 0.72)]
        low, high = sorted((side * 0.82, side * 0.98))
        parts.append(block((0.68, 0.94, low), (0.8, 1.06, high)))
    return parts


def _seats() -> list[Solid]:
    parts = [
        block((0.7, 0.8, -0.7), (0.95, 0.98, 0.7)),
        block((-1.3, 0.8, -0.7), (-1.1, 1.15, 0.7)),
    ]
    parts += [block((-0.35, 0.8, z - 0.24), (-0.2, 1.2, z + 0.24)) for z in (-0.38, 0.38)]
    return parts


def _lamps(end: int) -> list[Solid]:
    low, high = sorted((end * 2.1, end * 2.215))
    return [block((low, 0.58, z - 0.14), (high, 0.72, z + 0.14)) for z in (-0.62, 0.62)]
