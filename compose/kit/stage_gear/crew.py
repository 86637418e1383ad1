"""The camera crew's things: camera, track, chair, clapperboard."""

from __future__ import annotations

from typing import Annotated

from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import around, copies, corners, model_of, piece, placed, spread
from compose.kit.prop import Angle, Detail, prop
from compose.kit.workshop import Workshop


@prop("stage_gear")
def film_camera(
    *,
    height: Annotated[float, Range(0.7, 2.0, "m")] = 1.45,
    pan_deg: Angle = 0.0,
    tilt_deg: Annotated[float, Range(-60.0, 60.0, "degrees")] = 0.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a film camera on a tripod; it looks toward +Z, its lens ``height`` above the ground."""
    cut = Workshop(detail)
    y = height
    top = y - 0.2
    leg = [
        cut.rod((0, top, 0.04), (0, top * 0.5, 0.04 + top * 0.19), 0.017),
        cut.rod((0, top * 0.55, 0.035 + top * 0.17), (0, 0.012, 0.04 + top * 0.38), 0.012),
        cut.ball(0.02, (0, 0.02, 0.04 + top * 0.38)),
    ]
    spread_arm = cut.rod((0, top * 0.3, 0), (0, top * 0.35, 0.04 + top * 0.25), 0.007)
    tripod = [*(around(mesh, 3, 60.0) for mesh in (*leg, spread_arm)),
              cut.drum(0.075, 0.05, (0, top - 0.02, 0)),
              cut.drum(0.05, 0.05, (0, top + 0.03, 0))]  # fmt: skip
    head = [
        cut.block(0.1, 0.06, 0.12, (0, top + 0.075, 0), 0.012),
        cut.rod((-0.05, top + 0.1, -0.05), (-0.13, top - 0.02, -0.42), 0.008),
        cut.rod((-0.115, top + 0.0, -0.35), (-0.13, top - 0.02, -0.44), 0.015),
    ]
    body = [
        cut.block(0.13, 0.15, 0.27, (0, y - 0.075, -0.06), 0.012),
        cut.block(0.09, 0.02, 0.24, (0, y - 0.1, -0.02), 0.004),
        cut.block(0.1, 0.12, 0.09, (0, y - 0.06, -0.235), 0.012),
        cut.pipe([(0, y + 0.07, 0.03), (0, y + 0.135, 0.02), (0, y + 0.14, -0.13),
                  (0, y + 0.07, -0.15)], 0.011),
        cut.rod((0.065, y + 0.04, 0.02), (0.14, y + 0.06, 0.02), 0.01),
        cut.block(0.05, 0.05, 0.1, (0.15, y + 0.035, -0.02), 0.008),
        placed(cut.drum(0.024, 0.05), at=(0.15, y + 0.06, -0.07), turn_deg=(-90, 0, 0)),
    ]  # fmt: skip
    optics = cut.turned(
        [(0, 0.07), (0.05, 0.07), (0.05, 0.11), (0.056, 0.115), (0.056, 0.17), (0.05, 0.175),
         (0.05, 0.2), (0.06, 0.21), (0.06, 0.235), (0.046, 0.235), (0.04, 0.215), (0, 0.212)],
        (0.0, y, 0.0), axis="z",
    )  # fmt: skip
    matte = [cut.block(0.19, 0.012, 0.06, (0, y + dy, 0.265), 0.002) for dy in (-0.075, 0.063)] + [
        cut.block(0.012, 0.15, 0.06, (s * 0.089, y - 0.075, 0.265), 0.002) for s in (-1, 1)
    ]
    hood = cut.board(
        [(0.0, 0.0), (0.075, 0.055), (0.078, 0.05), (0.003, -0.006)], 0.19, (0, y + 0.078, 0.29),
        (0, -90, 0), bevel=0.0,
    )  # fmt: skip
    pivot, turn = (0.0, top + 0.06, 0.0), (0.0, pan_deg, 0.0)
    tilt_at = (0.0, top + 0.11, 0.0)
    return model_of(
        [
            piece("tripod", "dark_steel", *tripod),
            piece("head", "black", *head, pivot=pivot, turn_deg=turn),
            piece("head/camera", "canvas", *body, pivot=tilt_at, turn_deg=(-tilt_deg, 0.0, 0.0)),
            piece("head/camera/lens", "black", optics, *matte, hood, pivot=tilt_at),
        ]
    )


@prop("stage_gear")
def dolly_track(
    *,
    length: Annotated[float, Range(1.0, 40.0, "m")] = 4.0,
    gauge: Annotated[float, Range(0.4, 1.0, "m")] = 0.62,
    detail: Detail = 1.0,
) -> Model:
    """Build a straight dolly track along Z on its sleepers."""
    cut = Workshop(detail)
    rails = [
        cut.rod((s * gauge / 2, 0.075, -length / 2), (s * gauge / 2, 0.075, length / 2), 0.021)
        for s in (-1, 1)
    ]
    count = max(2, round(length / 0.6) + 1)
    sleeper = cut.block(gauge + 0.22, 0.045, 0.09, (0, 0.006, 0), 0.006)
    shoe = cut.block(0.06, 0.03, 0.07, (0, 0.03, 0), 0.006)
    zs = spread(-length / 2 + 0.08, length / 2 - 0.08, count)
    return model_of(
        [
            piece("rails", "steel", *rails),
            piece("sleepers", "pine", copies(sleeper, [(0.0, -0.006, z) for z in zs])),
            piece(
                "shoes",
                "iron",
                copies(shoe, [(s * gauge / 2, 0.0, z) for z in zs for s in (-1, 1)]),
            ),
        ]
    )


@prop("stage_gear")
def directors_chair(*, detail: Detail = 1.0) -> Model:
    """Build a folding director's chair of wood and canvas."""
    cut = Workshop(detail)
    width, depth, seat, arm = 0.56, 0.42, 0.45, 0.66
    x, z = width / 2 - 0.02, depth / 2 - 0.02
    wood = [
        *(cut.block(0.032, arm - 0.02, 0.032, place) for place in corners(2 * x, 2 * z)),
        *(cut.block(0.055, 0.022, depth + 0.06, (s * x, arm - 0.02, 0), 0.006) for s in (-1, 1)),
        *(cut.block(0.03, 0.03, depth + 0.04, (s * x, 0, 0)) for s in (-1, 1)),
        *(cut.block(0.026, 0.03, depth, (s * x, seat - 0.03, 0)) for s in (-1, 1)),
        *(cut.block(0.026, 0.3, 0.022, (s * x, arm, -z)) for s in (-1, 1)),
    ]
    for place in (-z + 0.03, z - 0.03):
        wood += [
            cut.rod(
                (s * x, 0.05, place + s * 0.012), (-s * x, seat - 0.02, place + s * 0.012), 0.0115
            )
            for s in (-1, 1)
        ]
    sling = cut.board(
        [(-x, 0.0), (-x / 2, -0.028), (0.0, -0.036), (x / 2, -0.028), (x, 0.0), (x, 0.004),
         (x / 2, -0.024), (0.0, -0.032), (-x / 2, -0.024), (-x, 0.004)],
        depth - 0.03, (0, seat, 0), bevel=0.0,
    )  # fmt: skip
    back = [
        cut.block(2 * x + 0.02, 0.17, 0.005, (0, arm + 0.11, -z - 0.013), 0.0),
        *(cut.block(0.04, 0.17, 0.034, (s * x, arm + 0.11, -z), 0.006) for s in (-1, 1)),
    ]
    return model_of([piece("frame", "pine", *wood), piece("canvas", "canvas", sling, *back)])


@prop("stage_gear")
def clapperboard(
    *,
    open_deg: Annotated[float, Range(0.0, 60.0, "degrees")] = 24.0,
    detail: Detail = 1.0,
) -> Model:
    """Build a clapperboard; it faces +Z and its stick turns on the hinge at −X."""
    cut = Workshop(detail)
    width, tall, stick = 0.28, 0.2, 0.034
    slate = cut.block(width, tall, 0.008, bevel=0.002)
    lower = cut.block(width, stick, 0.014, (0, tall, 0), 0.002)
    upper = cut.block(width, stick, 0.014, (0, tall + stick + 0.0005, 0), 0.002)
    hinge = (-width / 2 + 0.012, tall + stick, 0.0)
    stripes = {
        y: [
            cut.board([(0, 0), (0.028, 0), (0.028 - s, stick), (-s, stick)], 0.0008,
                      (x, y, 0.0072), bevel=0.0)
            for x in spread(-width / 2 + 0.045, width / 2 - 0.05, 5)
        ]
        for y, s in ((tall, 0.018), (tall + stick + 0.0005, -0.018))
    }  # fmt: skip
    rules = [
        cut.block(width - 0.03, 0.0015, 0.0006, (0, y, 0.0042), 0.0) for y in (0.05, 0.1, 0.15)
    ] + [cut.block(0.0015, 0.05, 0.0006, (x, 0.1, 0.0042), 0.0) for x in (-0.045, 0.045)]
    first, second = stripes.values()
    return model_of(
        [
            piece("slate", "black", slate, lower),
            piece("marks", "white", *rules, *first),
            piece("stick", "black", upper, pivot=hinge, turn_deg=(0.0, 0.0, open_deg)),
            piece("stick/stripes", "white", *second, pivot=hinge),
        ]
    )
