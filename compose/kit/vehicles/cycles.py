"""The bicycle."""

from __future__ import annotations

from compose.geometry.forms import blob, lathe, pipe, rod, rounded_box, smooth_path
from compose.geometry.merge import merge_meshes
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.kit.pieces import Vector, mirrored, model_of, piece, placed
from compose.kit.prop import Detail, cuts, prop
from compose.kit.vehicles.interior import driver_place
from compose.kit.vehicles.two_wheels import mudguard, spoked_wheel


@prop("vehicles")
def bicycle(*, detail: Detail = 1.0) -> Model:
    """Bicycle: a city bicycle with spoked wheels and pedals."""
    radius, front, rear = 0.34, 0.56, -0.5
    crank, seat_top, head = (0.0, 0.29, -0.06), (0.0, 0.82, -0.24), (0.0, 0.84, 0.36)
    n = cuts(10, detail, 5)
    frame = [
        rod(crank, seat_top, 0.017, segments=n),
        rod((0.0, 0.66, -0.185), (0.0, 0.76, 0.37), 0.017, segments=n),
        rod(crank, (0.0, 0.68, 0.395), 0.019, segments=n),
        rod((0.0, 0.62, 0.41), head, 0.022, segments=n),
        mirrored(rod((0.03, 0.29, -0.06), (0.055, radius, rear), 0.009, segments=n)),
        mirrored(rod((0.02, 0.68, -0.19), (0.055, radius, rear), 0.008, segments=n)),
        mirrored(
            pipe(
                [(0.045, 0.66, 0.4), (0.055, 0.5, 0.46), (0.055, radius, front)],
                0.011,
                segments=n,
            )
        ),
        rod((-0.05, 0.65, 0.4), (0.05, 0.65, 0.4), 0.014, segments=n),
        mudguard((0.0, radius, rear), radius + 0.025, 30.0, 205.0, 0.03, detail),
        mudguard((0.0, radius, front), radius + 0.025, 70.0, 175.0, 0.03, detail),
    ]
    bar = smooth_path([(0.29, 1.0, 0.2), (0.24, 1.03, 0.33), (0.0, 0.98, 0.35)], 4)
    bars = [
        pipe([*bar, *(bar[-2::-1] * [-1.0, 1.0, 1.0])], 0.012, segments=n),
        rod((0.0, 0.82, 0.365), (0.0, 0.985, 0.345), 0.015, segments=n),
        mirrored(rod((0.29, 1.0, 0.2), (0.285, 1.015, 0.3), 0.018, segments=n)),
        _pedals(crank, detail),
        lathe(
            [(0.0, -0.045), (0.1, -0.045), (0.1, -0.04), (0.0, -0.04)], cuts(20, detail), axis="x"
        ),
    ]
    bars[-1] = placed(bars[-1], at=crank)
    saddle = [
        blob((0.0, 0.92, -0.29), (0.085, 0.035, 0.13), level=2 if detail >= 0.5 else 1),
        rounded_box((-0.022, 0.895, -0.26), (0.022, 0.935, -0.06), 0.018),
        rod(seat_top, (0.0, 0.9, -0.265), 0.013, segments=n),
    ]
    return model_of(
        [
            piece("body", "teal", *frame),
            piece("trim", "chrome", *bars),
            piece("saddle", "leather", *saddle),
            *spoked_wheel("wheel_front", (0.0, radius, front), 0.02, detail),
            *spoked_wheel("wheel_rear", (0.0, radius, rear), 0.02, detail),
            driver_place((0.0, 1.05, -0.26)),
        ]
    )


def _pedals(crank: Vector, detail: float) -> Mesh:
    _, y, z = crank
    parts = [rod((-0.09, y, z), (0.09, y, z), 0.018, segments=8)]
    for sign in (1.0, -1.0):
        foot = (sign * 0.085, y - sign * 0.13, z + sign * 0.1)
        parts.append(rod((sign * 0.085, y, z), foot, 0.011, segments=5))
        low = (min(foot[0], foot[0] + sign * 0.09), foot[1] - 0.012, foot[2] - 0.04)
        parts.append(rounded_box(low, (low[0] + 0.09, foot[1] + 0.012, foot[2] + 0.04)))
    return merge_meshes(parts)
