"""The drawn parts of a figure by name: skin, face, hair and what it wears."""

from __future__ import annotations

from dataclasses import replace

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
from compose.figures.shape.plan import CLOSE, BodyPlan, make_plan
from compose.figures.shape.skin import build_skin
from compose.figures.shape.subdivide import Surface, subdivided
from compose.figures.shape.trimmings import LAPELS, trimmings
from compose.geometry.mesh import Mesh
from compose.values import LinearColor

_WHITE: LinearColor = (0.62, 0.60, 0.57)
_IRIS: LinearColor = (0.085, 0.045, 0.025)
_PUPIL: LinearColor = (0.006, 0.006, 0.006)
_FINEST = 3.0
"""From this detail on surfaces are split twice."""


def body_meshes(body: FigureBody) -> dict[str, Mesh]:
    """Return the meshes of a body's parts by name, in the order in which they are drawn."""
    plan = make_plan(body)
    levels = _skin_levels(plan)
    cloth = levels if plan.close else 0  # cloth has rings enough to look round as it is
    shape = HeadShape(plan)
    bare = build_skin(plan)
    pattern = bare if plan.crowd else build_skin(replace(plan, nearness=CLOSE))
    seen = uncovered(bare, seen_skin(body, crowd=plan.crowd)(bare.regions, bare.rows))
    skin = [subdivided(seen, levels), head_surface(shape), *ears(shape)]
    groups: dict[str, list[Surface]] = {"skin": skin}
    if not plan.crowd:
        skin += lids(shape)
    if body.outfit == "mannequin":
        skin += [] if plan.crowd else eye_whites(shape)
        return {"skin": finished_mesh(skin)}
    groups["brows"] = eye_lines(shape) if plan.crowd else brows(shape)
    if not plan.crowd:
        groups["lips"] = lips(shape)
    groups |= {"hair": hair_surfaces(shape, cloth), "cap": cap_surfaces(shape, cloth)}
    meshes = {name: finished_mesh(surfaces) for name, surfaces in groups.items() if surfaces}
    if not plan.crowd:
        meshes["eyes"] = _eyes(shape)
    return meshes | _clothes(shape, pattern, cloth)


def _skin_levels(plan: BodyPlan) -> int:
    """Return how many times hands, arms and legs are split to look round."""
    if plan.crowd:
        return 0
    return 2 if plan.body.detail >= _FINEST else 1


def _eyes(shape: HeadShape) -> Mesh:
    return _painted(
        [
            *((surface, _WHITE) for surface in eye_whites(shape)),
            *((surface, _IRIS) for surface in irises(shape, pupil=False)),
            *((surface, _PUPIL) for surface in irises(shape, pupil=True)),
        ]
    )


def _clothes(shape: HeadShape, pattern: Cage, levels: int) -> dict[str, Mesh]:
    plan, body = shape.plan, shape.plan.body
    result = {}
    for name, cut in outfit_cuts(body).items():
        cloth = subdivided(sewn(pattern, cut, plan), levels)
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
