"""Coloring: the materials of a figure's drawn parts, whose meshes know no colour."""

from __future__ import annotations

from collections.abc import Mapping

from compose.figures.body import FigureBody
from compose.geometry.material import Material
from compose.geometry.mesh import Mesh
from compose.geometry.model import Part
from compose.values import LinearColor

_PAINTED: LinearColor = (1.0, 1.0, 1.0)
"""The colour of parts whose vertices have colours of their own."""

_LIP_TINT, _LAPEL_TINT = (0.74, 0.50, 0.46), (0.85, 0.85, 0.85)
_PLAIN = FigureBody()
_COLORS = {name: getattr(_PLAIN, name) for name in ("skin", "hair", "top", "bottom", "shoes")}
_ROUGHNESS = {"skin": 0.55, "eyes": 0.3, "lips": 0.45, "hair": 0.7, "shoes": 0.5}
_CLOTH_ROUGHNESS = 0.85


def uncolored(body: FigureBody) -> FigureBody:
    """Return the body in plain colours: the same for all bodies of one shape."""
    return body.model_copy(update=_COLORS)


def colored(body: FigureBody, meshes: Mapping[str, Mesh]) -> dict[str, Part]:
    """Return the drawn parts of a body by name, with its colours, in the order of ``meshes``."""
    colors = {
        "skin": body.skin,
        "eyes": _PAINTED,
        "brows": body.hair,
        "lips": _tinted(body.skin, _LIP_TINT),
        "hair": body.hair,
        "cap": body.bottom,
        "bottom": body.bottom,
        "top": body.top,
        "lapels": _tinted(body.top, _LAPEL_TINT),
        "trimmings": _PAINTED,
        "shoes": body.shoes,
    }
    return {
        name: Part(mesh=mesh, material=_material(name, colors[name]))
        for name, mesh in meshes.items()
    }


def _material(name: str, color: LinearColor) -> Material:
    return Material(
        name=name,
        base_color=(*color, 1.0),
        metallic=0.0,
        roughness=_ROUGHNESS.get(name, _CLOTH_ROUGHNESS),
    )


def _tinted(color: LinearColor, tint: LinearColor) -> LinearColor:
    r, g, b = (value * factor for value, factor in zip(color, tint, strict=True))
    return r, g, b
