"""Parametric primitives by name, in metres.

Things that stand have their origin on the ground in the middle: they stand on y = 0. A sphere
and a torus are about the origin, so that they turn about their centre. UVs are in metres, the
picture's upper left at the surface's upper left. Display edges are outlines, creases, and on round
shapes a few meridians and rings.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from compose.errors import NotFoundError
from compose.geometry.mesh import Mesh
from compose.geometry.shapes.flat import box, plane, prism, ramp, stairs
from compose.geometry.shapes.openings import arch, wall
from compose.geometry.shapes.parameters import Opening, Parameter, Shape, checked, declare
from compose.geometry.shapes.round import capsule, cone, cylinder, disc, sphere, torus, tube

__all__ = ["SHAPES", "Opening", "Parameter", "Shape", "make_shape"]

SHAPES: dict[str, Shape] = {
    build.__name__: declare(build)
    for build in (
        box,
        plane,
        sphere,
        cylinder,
        cone,
        capsule,
        torus,
        stairs,
        ramp,
        arch,
        wall,
        prism,
        tube,
        disc,
    )
}
"""Every primitive by name, with its declared parameters."""


def make_shape(name: str, parameters: Mapping[str, Any] | None = None) -> Mesh:
    """Return the mesh of a primitive; equal requests return the same object.

    Parameters
    ----------
    name
        A name of ``SHAPES``.
    parameters
        In metres; what is left out takes its default.

    Raises
    ------
    NotFoundError
        For an unknown shape or parameter; the nearest names are offered.
    SceneError
        For a value of the wrong kind or out of range; the message names the parameter.
    """
    if name not in SHAPES:
        raise NotFoundError("shape", name, SHAPES)
    values = checked(SHAPES[name], parameters or {})
    return _built(name, tuple(values.items()))


@lru_cache(maxsize=512)
def _built(name: str, values: tuple[tuple[str, Any], ...]) -> Mesh:
    return SHAPES[name].build(**dict(values))
