"""Shapes turned about +Y: sphere, cylinder, cone, capsule, torus, disc, tube."""

from __future__ import annotations

import math

import numpy as np

from compose.errors import SceneError
from compose.geometry.mesh import F64, Mesh
from compose.geometry.shapes.lathe import disc as flat_disc
from compose.geometry.shapes.lathe import turned
from compose.geometry.shapes.parameters import Length, Metres, Segments
from compose.geometry.shapes.patch import assemble, evenly


def sphere(*, radius: Metres = 0.5, segments: Segments = 48) -> Mesh:
    """Build a ball about the origin (so that it turns about its centre), poles up and down."""
    rows = max(2, segments // 2)
    bend = _bend(0.0, np.pi, rows)
    rings = [round(i * rows / 4) for i in (1, 2, 3)] if rows >= 4 else [rows // 2]
    return assemble([turned(bend * radius, bend, segments, rings=rings)])


def cylinder(*, radius: Metres = 0.5, height: Metres = 1.0, segments: Segments = 48) -> Mesh:
    """Build an upright cylinder. Stands on y = 0."""
    side = turned([(radius, height), (radius, 0.0)], [(1.0, 0.0)] * 2, segments)
    return assemble(
        [
            side,
            flat_disc(radius, height, segments, up=True),
            flat_disc(radius, 0.0, segments, up=False),
        ]
    )


def cone(
    *,
    radius: Metres = 0.5,
    height: Metres = 1.0,
    top_radius: Length = 0.0,
    segments: Segments = 48,
) -> Mesh:
    """Build an upright cone, cut off where it has a top radius. Stands on y = 0."""
    slant = math.hypot(height, radius - top_radius)
    normal = (height / slant, (radius - top_radius) / slant)
    patches = [
        turned([(top_radius, height), (radius, 0.0)], [normal] * 2, segments),
        flat_disc(radius, 0.0, segments, up=False),
    ]
    if top_radius > 0.0:
        patches.append(flat_disc(top_radius, height, segments, up=True))
    return assemble(patches)


def capsule(*, radius: Metres = 0.25, height: Metres = 1.0, segments: Segments = 48) -> Mesh:
    """Build an upright cylinder with round ends; the height is of the whole. Stands on y = 0."""
    if height < 2.0 * radius:
        raise SceneError(
            f"capsule: height is at least twice the radius ({2.0 * radius:g} m), not {height:g}."
        )
    rows = max(2, segments // 4)
    upper, lower = _bend(0.0, np.pi / 2.0, rows), _bend(np.pi / 2.0, np.pi, rows)
    if height == 2.0 * radius:
        lower = lower[1:]
    normals = np.concatenate([upper, lower])
    profile = normals * radius
    profile[: len(upper), 1] += height - radius
    profile[len(upper) :, 1] += radius
    profile[0] = 0.0, height
    profile[-1] = 0.0, 0.0
    rings = sorted({rows, len(profile) - rows - 1})
    return assemble([turned(profile, normals, segments, rings=rings)])


def torus(*, radius: Metres = 0.5, tube_radius: Metres = 0.15, segments: Segments = 48) -> Mesh:
    """Build a ring lying flat about the origin; ``radius`` is to the middle of the tube."""
    if tube_radius >= radius:
        raise SceneError(
            f"torus: tube_radius is less than the radius ({radius:g} m), not {tube_radius:g}."
        )
    around = max(3, segments // 2)
    turn = np.append(np.arange(around), 0)
    angles = turn * (2.0 * np.pi / around)
    normals = np.column_stack([-np.cos(angles), np.sin(angles)])
    profile = normals * tube_radius + [radius, 0.0]
    return assemble([turned(profile, normals, segments, rings=evenly(4, around))])


def disc(*, radius: Metres = 0.5, inner_radius: Length = 0.0, segments: Segments = 48) -> Mesh:
    """Build a flat disc or ring facing up, on y = 0, centred."""
    if inner_radius >= radius:
        raise SceneError(
            f"disc: inner_radius is less than the radius ({radius:g} m), not {inner_radius:g}."
        )
    return assemble([flat_disc(radius, 0.0, segments, up=True, hole=inner_radius)])


def tube(
    *,
    radius: Metres = 0.5,
    inner_radius: Metres = 0.4,
    height: Metres = 1.0,
    segments: Segments = 48,
) -> Mesh:
    """Build an upright pipe with a wall. Stands on y = 0."""
    if inner_radius >= radius:
        raise SceneError(
            f"tube: inner_radius is less than the radius ({radius:g} m), not {inner_radius:g}."
        )
    return assemble(
        [
            turned([(radius, height), (radius, 0.0)], [(1.0, 0.0)] * 2, segments),
            turned([(inner_radius, 0.0), (inner_radius, height)], [(-1.0, 0.0)] * 2, segments),
            flat_disc(radius, height, segments, up=True, hole=inner_radius),
            flat_disc(radius, 0.0, segments, up=False, hole=inner_radius),
        ]
    )


def _bend(first: float, last: float, rows: int) -> F64:
    """Return (rows + 1, 2): unit (radius, height) from polar angle ``first`` to ``last``.

    The axis and the equator are exact, so that poles close and rims meet.
    """
    angles = np.linspace(first, last, rows + 1)
    result = np.column_stack([np.sin(angles), np.cos(angles)])
    result[np.abs(result) < 1e-12] = 0.0
    return result
