"""The motorbike and the scooter."""

from __future__ import annotations

import math

from compose.geometry.forms import blob, lathe, pipe, rod, rounded_box, smooth_path, sweep
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.kit.pieces import mirrored, model_of, piece, placed
from compose.kit.prop import Detail, cuts, prop
from compose.kit.vehicles.interior import driver_place
from compose.kit.vehicles.two_wheels import mudguard, round_plate, spoked_wheel


@prop("vehicles")
def motorbike(*, detail: Detail = 1.0) -> Model:
    """Motorbike: a classic roadster with a round tank, its engine bare."""
    radius, front, rear = 0.32, 0.72, -0.7
    level = 3 if detail >= 1.0 else 2 if detail >= 0.5 else 1
    n = cuts(12, detail, 5)
    tank = blob((0.0, 0.84, 0.13), (0.155, 0.145, 0.33), level=level)
    body = [
        tank,
        mudguard((0.0, radius, front), radius + 0.05, 40.0, 150.0, 0.065, detail),
        mudguard((0.0, radius, rear), radius + 0.05, 45.0, 170.0, 0.075, detail),
        mirrored(rounded_box((0.08, 0.55, -0.3), (0.15, 0.75, -0.06), 0.05)),
    ]
    lamp = lathe([(0.0, -0.09), (0.07, -0.06), (0.1, 0.0), (0.0, 0.03)], cuts(20, detail), axis="z")
    seat_mesh = placed(
        rounded_box((-0.13, 0.0, -0.36), (0.13, 0.1, 0.34), 0.045, steps=3), at=(0.0, 0.76, -0.44)
    )
    grips = mirrored(rod((0.36, 1.05, 0.22), (0.29, 1.085, 0.305), 0.02, segments=n))
    return model_of(
        [
            piece("body", "red", *body),
            piece("frame", "black", *_frame(radius, rear, detail), grips),
            piece("trim", "chrome", *_chrome(radius, front, detail)),
            piece("saddle", "black_leather", seat_mesh),
            piece("lamps", "light_white", placed(lamp, at=(0.0, 0.95, 0.55))),
            piece(
                "tail_lamps",
                "light_red",
                rounded_box((-0.06, 0.7, -1.0), (0.06, 0.78, -0.94), 0.02),
            ),
            *spoked_wheel("wheel_front", (0.0, radius, front), 0.055, detail, spokes=16),
            *spoked_wheel("wheel_rear", (0.0, radius, rear), 0.07, detail, spokes=16),
            driver_place((0.0, 0.96, -0.36)),
        ]
    )


def _frame(radius: float, rear: float, detail: float) -> list[Mesh]:
    """Return tubes, the crankcase and the foot rests."""
    n = cuts(12, detail, 5)
    return [
        mirrored(rod((0.11, radius, rear), (0.11, 0.4, -0.1), 0.025, segments=n)),
        mirrored(rod((0.12, radius, rear), (0.13, 0.78, -0.42), 0.028, segments=n)),
        rod((0.0, 0.92, 0.42), (0.0, 0.35, 0.24), 0.03, segments=n),
        rod((0.0, 0.92, 0.42), (0.0, 0.72, -0.6), 0.028, segments=n),
        rounded_box((-0.13, 0.3, -0.2), (0.13, 0.52, 0.2), 0.06),
        rounded_box((-0.3, 0.3, 0.12), (0.3, 0.33, 0.16)),
        mirrored(rod((0.2, 0.31, 0.14), (0.32, 0.31, 0.14), 0.02, segments=n)),
    ]


def _chrome(radius: float, front: float, detail: float) -> list[Mesh]:
    """Return cooling fins, fork, exhausts, handlebar and mirrors."""
    n = cuts(12, detail, 5)
    exhaust = [(0.06, 0.5, 0.22), (0.1, 0.36, 0.3), (0.13, 0.28, 0.1), (0.17, 0.3, -0.85)]
    fins = [
        placed(
            rounded_box((-0.1, y, -0.09), (0.1, y + 0.018, 0.09)),
            at=(0, 0.5, 0.1),
            turn_deg=(18, 0, 0),
        )
        for y in ([0.0, 0.03, 0.06, 0.09, 0.12, 0.15] if detail >= 0.5 else [0.0, 0.1])
    ]
    return [
        *fins,
        mirrored(rod((0.1, 1.0, 0.42), (0.1, radius, front), 0.028, segments=n)),
        mirrored(
            pipe(
                smooth_path(exhaust, 5),
                0.03,
                segments=n,
            )
        ),
        pipe(
            smooth_path(
                [(0.36, 1.05, 0.22), (0.24, 1.1, 0.36), (0.0, 1.04, 0.42),
                 (-0.24, 1.1, 0.36), (-0.36, 1.05, 0.22)], 4
            ),
            0.014,
            segments=n,
        ),
        mirrored(rod((0.3, 1.08, 0.3), (0.34, 1.22, 0.3), 0.006, segments=4)),
        mirrored(round_plate((0.34, 1.25, 0.3), 0.05, 0.02, detail)),
    ]  # fmt: skip


@prop("vehicles")
def scooter(*, detail: Detail = 1.0) -> Model:
    """Scooter: a town scooter with a leg shield and round flanks."""
    radius, front, rear = 0.22, 0.64, -0.56
    level = 3 if detail >= 1.0 else 2 if detail >= 0.5 else 1
    shield = sweep(
        smooth_path([(0.0, 0.98, 0.4), (0.0, 0.6, 0.5), (0.0, 0.34, 0.36), (0.0, 0.27, 0.0)], 5),
        [(-0.2, -0.012), (-0.16, 0.012), (0.16, 0.012), (0.2, -0.012)][::-1],
        scale=[0.62 + 0.38 * math.sin(math.pi * min(1.0, i / 8.0) / 2.0) for i in range(16)],
        up=(0.0, 0.0, -1.0),
    )
    body = [
        shield,
        rounded_box((-0.2, 0.24, -0.3), (0.2, 0.3, 0.3), 0.03),
        blob((0.0, 0.52, -0.5), (0.22, 0.24, 0.42), level=level),
        mudguard((0.0, radius, front), radius + 0.045, 20.0, 165.0, 0.09, detail),
        rod((0.0, 0.3, 0.58), (0.0, 1.0, 0.41), 0.05, segments=cuts(12, detail)),
        blob((0.0, 1.02, 0.4), (0.11, 0.1, 0.13), level=level),
    ]
    seat_mesh = placed(
        rounded_box((-0.14, 0.0, -0.36), (0.14, 0.09, 0.32), 0.04, steps=3), at=(0.0, 0.72, -0.42)
    )
    lamp = lathe(
        [(0.0, -0.05), (0.075, -0.03), (0.075, 0.0), (0.0, 0.02)], cuts(20, detail), axis="z"
    )
    return model_of(
        [
            piece("body", "teal", *body),
            piece("trim", "chrome", *_scooter_trim(radius, front, rear, detail)),
            piece("saddle", "leather", seat_mesh),
            piece("lamps", "light_white", placed(lamp, at=(0.0, 1.02, 0.53))),
            piece(
                "tail_lamps",
                "light_red",
                rounded_box((-0.05, 0.5, -0.94), (0.05, 0.57, -0.86), 0.02),
            ),
            *spoked_wheel("wheel_front", (0.0, radius, front), 0.05, detail, spokes=0),
            *spoked_wheel("wheel_rear", (0.0, radius, rear), 0.05, detail, spokes=0),
            driver_place((0.0, 0.91, -0.34)),
        ]
    )


def _scooter_trim(radius: float, front: float, rear: float, detail: float) -> list[Mesh]:
    """Return handlebar, mirrors, fork and the swinging arm."""
    bars = pipe(
        smooth_path(
            [(0.34, 1.02, 0.28), (0.2, 1.06, 0.37), (-0.2, 1.06, 0.37), (-0.34, 1.02, 0.28)], 4
        ),
        0.017,
        segments=cuts(10, detail),
    )
    return [
        bars,
        mirrored(rod((0.24, 1.06, 0.36), (0.3, 1.22, 0.36), 0.006, segments=4)),
        mirrored(round_plate((0.31, 1.24, 0.36), 0.05, 0.02, detail)),
        mirrored(rod((0.07, 0.24, -0.2), (0.07, radius, rear), 0.03, segments=6)),
        rod((-0.07, radius, front), (0.07, radius, front), 0.03, segments=8),
        rod((0.07, radius, front), (0.04, 0.5, 0.53), 0.025, segments=8),
    ]
