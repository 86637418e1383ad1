"""BodyPlan: the sizes that the mesh makers share: joints, scale, girths and section tables."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from compose.figures.body import FigureBody
from compose.figures.proportions import Proportions, measures, proportions
from compose.figures.shape.cage import F64

CLOSE, NEAR, CROWD = 0, 1, 2


@dataclass(frozen=True, eq=False, kw_only=True)
class BodyPlan:
    """What the makers of limbs and clothes need to know of a body.

    Parameters
    ----------
    body, proportions
        The figure and where its joints are.
    unit
        Metres of one centimetre of the reference body.
    girth
        Factors of the reference sections by region ("trunk", "belly", "arm", …).
    anchors
        (2, A) float64: heights of the reference body (cm) and of this one (m), rising.
    nearness
        Which sections are built: 0 all, for a close-up; 1 those of a near figure; 2 a crowd's.
    """

    body: FigureBody
    proportions: Proportions
    unit: float
    girth: dict[str, float]
    anchors: F64
    nearness: int

    def height(self, reference_cm: F64 | float) -> F64:
        """Return the heights (m) of this body where the reference body has these (cm)."""
        return np.asarray(np.interp(reference_cm, self.anchors[0], self.anchors[1]))

    @property
    def close(self) -> bool:
        """Tell whether the figure is made for a close-up."""
        return self.nearness == CLOSE

    @property
    def crowd(self) -> bool:
        """Tell whether the figure is one of many, seen from afar."""
        return self.nearness == CROWD

    def kept(self, rows: list[list[float]]) -> list[list[float]]:
        """Return the section rows to build, without their mark."""
        return [row[:-1] for row in rows if row[-1] >= self.nearness]


def make_plan(body: FigureBody) -> BodyPlan:
    """Return the plan of a body."""
    table, places, shares = sections(), proportions(body), measures(body)
    stature = places.stature
    anchors = table["anchors"]
    here = {**shares, "crotch": shares["hip"] - 0.048, "chin": 1.0 - shares["head"]}
    ends = [(0.0, 0.0), *((anchors[n], here[n] * stature) for n in anchors)]
    ends.append((table["reference_cm"], stature))
    return BodyPlan(
        body=body,
        proportions=places,
        unit=stature / table["reference_cm"],
        girth=_girth(body, table["girth"]),
        anchors=np.array(ends).T,
        nearness=CLOSE if body.detail > 1.5 else NEAR if body.detail >= 0.5 else CROWD,
    )


@cache
def sections() -> dict[str, Any]:
    """Return the cross sections of ``sections.toml``."""
    text = files("compose.figures.shape").joinpath("sections.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _girth(body: FigureBody, table: dict[str, dict[str, float]]) -> dict[str, float]:
    extreme = table["heavy" if body.build >= 0.0 else "slight"]
    return {
        name: factor * table[body.age][name] * (1.0 + abs(body.build) * (extreme[name] - 1.0))
        for name, factor in table[body.sex].items()
    }


def rounding(count: int) -> float:
    """Return how much larger a ring of the cage is than the section that it becomes.

    A uniform cubic B-spline through a regular polygon shrinks its radius by
    ``(4 + 2 cos(2 pi / n)) / 6``.
    """
    return 6.0 / (4.0 + 2.0 * math.cos(2.0 * math.pi / count))


def share_past(place: float, joint: float, half: float) -> float:
    """Return how far ``place`` is past a joint, 0 to 1, smoothly over ``2 half`` about it."""
    t = min(max((place - joint) / (2.0 * half) + 0.5, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)
