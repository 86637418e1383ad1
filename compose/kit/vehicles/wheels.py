"""Wheels: tyres and rims that turn about X through their pivot, at the axle."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from compose.geometry.forms import lathe, rounded_box
from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.kit.pieces import Piece, piece, placed
from compose.kit.prop import cuts

_WHEELS_KEPT = 32
"""A vehicle asks for the same wheel four times, and more vehicles for it again."""


def car_wheels(
    axles: tuple[float, float],
    track: float,
    radius: float,
    width: float,
    detail: float,
    *,
    names: tuple[str, str] = ("front", "rear"),
    rim: str = "aluminium",
) -> Iterator[Piece]:
    """Yield four wheels and their rims. ``axles`` are z of the front and of the rear.

    ``track`` is between the middles of the tyres.
    """
    for end, z in zip(names, axles, strict=True):
        for side, sign in (("left", 1.0), ("right", -1.0)):
            name = f"wheel_{end}_{side}"
            pivot = (sign * track / 2.0, radius, z)
            yield piece(name, "rubber", placed(tyre(radius, width, detail), at=pivot), pivot=pivot)
            face = placed(disc_rim(radius, width, detail), at=pivot, scale=(sign, 1.0, 1.0))
            yield piece(f"{name}/rim", rim, face, pivot=pivot)


@lru_cache(maxsize=_WHEELS_KEPT)
def tyre(radius: float, width: float, detail: float) -> Mesh:
    """Return a tyre about the origin with the dark well behind its rim; its axle is X."""
    half = width / 2.0
    outside = [(0.0, -0.2), (0.66, -0.2), (0.66, -0.8), (0.8, -1.0), (0.94, -0.92), (1.0, -0.66)]
    if detail < 0.5:
        outside = [(0.0, -0.95), (1.0, -0.8)]
    profile = [(r * radius, x * half) for r, x in outside]
    return lathe(
        [*profile, *((r, -x) for r, x in reversed(profile))],
        _around(detail),
        axis="x",
        crease_deg=40.0,
        edge_deg=55.0,
    )


@lru_cache(maxsize=_WHEELS_KEPT)
def disc_rim(radius: float, width: float, detail: float, spokes: int = 5) -> Mesh:
    """Return a spoked rim that faces +X, about the origin."""
    half, outer = width / 2.0, radius * 0.665
    segments = _around(detail)
    if detail < 0.5:
        dish = [(1.0, 0.6), (0.95, 1.0), (0.0, 0.98)]
        return lathe([(r * outer, x * half) for r, x in dish], segments, axis="x", edge_deg=80.0)
    ring = [(0.84, 0.15), (1.0, 0.15), (1.01, 0.86), (0.95, 0.9), (0.86, 0.66), (0.84, 0.15)]
    hub = [(0.0, 0.15), (0.26, 0.15), (0.26, 0.7), (0.2, 0.82), (0.0, 0.82)]
    parts = [
        lathe([(r * outer, x * half) for r, x in rows], segments, axis="x", edge_deg=75.0)
        for rows in (ring, hub)
    ]
    for i in range(spokes):
        arm = rounded_box(
            (half * 0.34, outer * 0.2, -outer * 0.115),
            (half * 0.68, outer * 0.9, outer * 0.115),
            outer * 0.05,
            steps=1,
        )
        parts.append(placed(arm, turn_deg=(360.0 * i / spokes, 0.0, 0.0)))
    return merge_meshes(parts)


def twin_tyre(radius: float, width: float, detail: float) -> Mesh:
    """Return two tyres side by side about the origin, as under a lorry's tail."""
    step = width * 0.54
    one = tyre(radius, width, detail)
    return merge_meshes([placed(one, at=(x, 0.0, 0.0)) for x in (-step, step)])


def _around(detail: float) -> int:
    """Return the steps around a tyre: even, so that it has a point that touches the ground."""
    return cuts(36, detail) if detail >= 0.5 else 10
