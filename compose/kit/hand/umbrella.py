"""An umbrella that opens."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from compose.geometry.forms import loft, smooth_path
from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.holding import held
from compose.kit.pieces import piece
from compose.kit.prop import Detail, Share, cuts, prop
from compose.kit.workshop import Workshop

_RIBS = 8


@prop("hand", "grip")
def umbrella(
    *,
    open: Share = 1.0,  # noqa: A002 - the director's word
    radius: Annotated[float, Range(0.35, 0.8, "m")] = 0.52,
    cloth: Literal["black_matt", "red", "navy", "clear_glass"] = "black_matt",
    on_table: bool = False,
    detail: Detail = 1.0,
) -> Model:
    """Build an umbrella, held upright by its crook; ``open`` 0 is furled, 1 open."""
    cut = Workshop(detail)
    top = 0.78
    shaft = cut.rod((0, 0.02, 0), (0, top, 0), 0.005)
    tip = cut.rod((0, top, 0), (0, top + 0.07, 0), 0.005, 0.0025)
    crook = cut.pipe(
        smooth_path([(0, 0.1, 0), (0, -0.04, 0), (0, -0.085, 0.018), (0, -0.095, 0.05),
                     (0, -0.062, 0.072)], 5),
        0.0115,
    )  # fmt: skip
    ribs = [_rib(turn, radius, top, open) for turn in range(_RIBS)]
    stays = [
        cut.rod((0, top - 0.4 + 0.14 * open, 0), _under(rib[len(rib) // 2]), 0.0018, base=6)
        for rib in ribs
    ]  # fmt: skip
    return held(
        [
            piece("canopy", cloth, _canopy(radius, top, open, detail)),
            piece("frame", "steel", shaft, tip, *stays),
            piece("crook", "walnut", crook),
        ],
        grip=(0.0, 0.03, 0.0),
        on_table=on_table,
        rest_deg=(90.0, 0.0, 0.0),
    )


def _profile(t: F64, radius: float, top: float, share: float) -> tuple[F64, F64]:
    """Return radii and heights along a rib, from the crown at 0 to its tip at 1."""
    lean = np.radians(8.0) + np.radians(96.0 - 8.0) * share * (0.5 + 0.5 * (1.0 - t**1.6))
    steps = np.diff(t, prepend=0.0) * radius * 1.09
    r = np.cumsum(steps * np.sin(np.minimum(lean, np.pi / 2.0 * 0.985)))
    y = top - np.cumsum(steps * np.cos(np.minimum(lean, np.pi / 2.0 * 0.985)))
    return np.asarray(0.008 + r), np.asarray(y)


def _under(place: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return a place just under the cloth, where a stay ends."""
    x, y, z = place
    return x * 0.97, y - 0.005, z * 0.97


def _rib(turn: int, radius: float, top: float, share: float) -> list[tuple[float, float, float]]:
    angle = 2.0 * np.pi * turn / _RIBS
    r, y = _profile(np.linspace(0.0, 1.0, 9), radius, top, share)
    return [
        (float(a * np.sin(angle)), float(b), float(a * np.cos(angle)))
        for a, b in zip(r, y, strict=True)
    ]


def _canopy(radius: float, top: float, share: float, detail: float) -> Mesh:
    """Return the cloth between the ribs, drawn in between them, 2 mm thick."""
    between = max(2, cuts(4, detail, 2))
    count = _RIBS * between
    phase = np.arange(count) / between
    slack = np.sin(np.pi * (phase % 1.0)) ** 2
    angle = 2.0 * np.pi * phase / _RIBS
    t = np.linspace(0.0, 1.0, max(5, round(8 * detail**0.5)) + 1)
    r, y = _profile(t, radius, top, share)
    pull = 1.0 - (0.075 * share + 0.45 * (1.0 - share)) * np.outer(t, slack)
    lift = 0.045 * share * radius * np.outer(t**2, slack)
    outer = np.stack(
        [r[:, None] * pull * np.sin(angle), y[:, None] + lift, r[:, None] * pull * np.cos(angle)],
        axis=-1,
    )
    inner = outer * [0.985, 1.0, 0.985] - [0.0, 0.002, 0.0]
    rows = np.concatenate([inner, outer[::-1]])
    return loft(rows, crease_deg=50.0, edge_deg=60.0)
