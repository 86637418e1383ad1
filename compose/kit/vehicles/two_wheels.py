"""Parts of two-wheelers: spoked wheels, mudguards and round plates."""

from __future__ import annotations

import math

from compose.geometry.forms import arc_path, lathe, pipes, sweep
from compose.geometry.mesh import Mesh
from compose.kit.pieces import Piece, Vector, piece, placed
from compose.kit.prop import cuts


def spoked_wheel(
    name: str, hub: Vector, thick: float, detail: float, *, spokes: int = 28
) -> list[Piece]:
    """Return a wheel about its hub: a tyre, and a rim with spokes (none: a solid disc)."""
    radius = hub[1]
    around = cuts(40, detail, 12)
    inner, half = radius - thick * 1.7, thick
    tread = [(inner, -half * 0.6), (radius - half, -half), (radius - half * 0.3, -half * 0.7),
             (radius, 0.0)]  # fmt: skip
    tread += [(r, -x) for r, x in reversed(tread[:-1])]
    tyre = lathe([*tread, tread[0]], around, axis="x", crease_deg=60.0, edge_deg=70.0)
    rim_rows = [(inner - 0.02, -half * 0.5), (inner + 0.004, -half * 0.55)]
    rim_rows += [(r, -x) for r, x in reversed(rim_rows)]
    metal = [lathe([*rim_rows, rim_rows[0]], around, axis="x", edge_deg=80.0)]
    width = max(0.045, half)
    hub_rows = [(0.0, -width), (0.028, -width), (0.028, width), (0.0, width)]
    if not spokes:
        plate = inner - 0.01
        hub_rows = [
            (0.0, -width * 0.4),
            (plate, -width * 0.2),
            (plate, width * 0.2),
            (0.0, width * 0.4),
        ]
    metal.append(lathe(hub_rows, cuts(16, detail), axis="x", edge_deg=80.0))
    drawn = spokes if detail >= 0.5 else spokes // 3
    runs = []
    for i in range(drawn):
        turn = 2.0 * math.pi * i / drawn
        lean = turn + (0.25 if i % 2 else -0.25)
        side = width * 0.7 * (1.0 if i % 4 < 2 else -1.0)
        begin = (side, 0.025 * math.sin(lean), 0.025 * math.cos(lean))
        end = (0.0, inner * math.sin(turn), inner * math.cos(turn))
        runs.append(((begin, end), 0.0022 if thick < 0.03 else 0.004, 3))
    if runs:
        metal.append(pipes(runs))
    return [
        piece(name, "rubber", placed(tyre, at=hub), pivot=hub),
        piece(f"{name}/rim", "steel", *(placed(mesh, at=hub) for mesh in metal), pivot=hub),
    ]


def mudguard(
    hub: Vector, radius: float, start_deg: float, end_deg: float, half: float, detail: float
) -> Mesh:
    """Return a bent strip over a wheel, from ``start_deg`` (0 ahead, 90 above)."""
    path = arc_path(hub, radius, start_deg, end_deg, steps=cuts(14, detail, 5))
    section = [(-half, -0.012), (half, -0.012), (half * 0.6, 0.008), (-half * 0.6, 0.008)]
    return sweep(
        path,
        section,
        up=(0.0, math.sin(math.radians(start_deg)), math.cos(math.radians(start_deg))),
    )


def round_plate(centre: Vector, radius: float, depth: float, detail: float) -> Mesh:
    """Return a round plate that faces +Z, about a point."""
    half = depth / 2.0
    rows = [(0.0, -half), (radius, -half), (radius, half), (0.0, half)]
    return placed(lathe(rows, cuts(16, detail), axis="z", edge_deg=60.0), at=centre)
