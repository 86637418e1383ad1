"""The drawn parts of a figure by name: skin, face, hair and what it wears, with their colours."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from compose.figures.body import FigureBody
from compose.figures.shape.cage import Cage
from compose.figures.shape.drape import draped
from compose.figures.shape.face import brows, ears, eye_lines, eye_whites, irises, lids, lips
from compose.figures.shape.finish import finished_mesh
from compose.figures.shape.garment import sewn, uncovered
from compose.figures.shape.hair import cap_surfaces, hair_surfaces
from compose.figures.shape.head import HeadShape, head_surface
from compose.figures.shape.outfits import outfit_cuts, seen_skin
from compose.figures.shape.plan import CLOSE, make_plan
from compose.figures.shape.skin import build_skin
from compose.figures.shape.subdivide import Surface, subdivided
from compose.figures.shape.trimmings import LAPELS, trimmings
from compose.geometry.material import Material
from compose.geometry.mesh import Mesh
from compose.geometry.model import Part
from compose.values import LinearColor

CACHED_SHAPES = 128
_WHITE: LinearColor = (0.62, 0.60, 0.57)
_IRIS: LinearColor = (0.085, 0.045, 0.025)
_PUPIL: LinearColor = (0.006, 0.006, 0.006)
_PAINTED: LinearColor = (1.0, 1.0, 1.0)
_LIP_TINT, _LAPEL_TINT = (0.74, 0.50, 0.46), (0.85, 0.85, 0.85)
_PLAIN = FigureBody()
_COLORS = {name: getattr(_PLAIN, name) for name in ("skin", "hair", "top", "bottom", "shoes")}
_ROUGHNESS = {"skin": 0.55, "eyes": 0.3, "lips": 0.45, "hair": 0.7, "shoes": 0.5}
_CLOTH_ROUGHNESS = 0.85


def dressed_parts(body: FigureBody) -> dict[str, Part]:
    """Return the parts of a body by name, in the order in which they are drawn.

    Bodies that differ in colours alone share their meshes.
    """
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
    meshes = _meshes(body.model_copy(update=_COLORS))
    return {name: Part(mesh=mesh, material=_material(name, colors[name])) for name, mesh in meshes}


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


@lru_cache(maxsize=CACHED_SHAPES)
def _meshes(body: FigureBody) -> tuple[tuple[str, Mesh], ...]:
    """Return the meshes of a body, whose colours do not matter."""
    plan = make_plan(body)
    levels = 0 if plan.crowd else 1 if plan.nearness != CLOSE or body.detail < 3.0 else 2
    shape = HeadShape(plan)
    bare = build_skin(plan)
    seen = uncovered(bare, seen_skin(body, crowd=plan.crowd)(bare.regions, bare.rows))
    skin = [subdivided(seen, levels), head_surface(shape), *ears(shape)]
    groups: dict[str, list[Surface]] = {"skin": skin}
    if not plan.crowd:
        skin += lids(shape)
    if body.outfit == "mannequin":
        skin += [] if plan.crowd else eye_whites(shape)
        return (("skin", finished_mesh(skin)),)
    groups["brows"] = eye_lines(shape) if plan.crowd else brows(shape)
    if not plan.crowd:
        groups["lips"] = lips(shape)
    groups |= {"hair": hair_surfaces(shape, levels), "cap": cap_surfaces(shape, levels)}
    meshes = {name: finished_mesh(surfaces) for name, surfaces in groups.items() if surfaces}
    if not plan.crowd:
        meshes["eyes"] = _eyes(shape)
    return (*meshes.items(), *_clothes(shape, bare, levels).items())


def _eyes(shape: HeadShape) -> Mesh:
    return _painted(
        [
            *((surface, _WHITE) for surface in eye_whites(shape)),
            *((surface, _IRIS) for surface in irises(shape, pupil=False)),
            *((surface, _PUPIL) for surface in irises(shape, pupil=True)),
        ]
    )


def _clothes(shape: HeadShape, bare: Cage, levels: int) -> dict[str, Mesh]:
    plan, body = shape.plan, shape.plan.body
    result = {}
    for name, cut in outfit_cuts(body).items():
        cloth = subdivided(sewn(bare, cut, plan), levels)
        result[name] = finished_mesh([cloth])
        if name != "top" or plan.crowd:
            continue
        pieces = [(draped(plan, cloth, piece), color) for piece, color in trimmings(body)]
        lapels = [surface for surface, color in pieces if color == LAPELS]
        painted = [(surface, color) for surface, color in pieces if color != LAPELS]
        if lapels:
            result["lapels"] = finished_mesh(lapels)
        if painted:
            result["trimmings"] = _painted(painted)
    return result


def _painted(pieces: list[tuple[Surface, LinearColor]]) -> Mesh:
    """Return surfaces as one mesh with the colour of each on its vertices."""
    mesh = finished_mesh([surface for surface, _ in pieces])
    rgba = np.array([(*color, 1.0) for _, color in pieces], np.float32)
    counts = [len(surface.values) for surface, _ in pieces]
    return replace(mesh, colors=np.repeat(rgba, counts, axis=0))
