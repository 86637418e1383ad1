"""Film lights on their stands."""

from __future__ import annotations

from typing import Annotated

from compose.geometry.forms import loft
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, around, model_of, piece, placed
from compose.kit.prop import Detail, prop
from compose.kit.workshop import Workshop

Tilt = Annotated[float, Range(-90.0, 60.0, "degrees")]


def _stand(cut: Workshop, height: float, reach: float) -> list[Mesh]:
    """Return a three-legged stand of three tubes with its collars and knobs."""
    leg = [
        cut.rod((0, 0.42 * reach + 0.18, 0.03), (0, 0.015, reach), 0.011),
        cut.rod((0, 0.16, 0.02), (0, 0.2 * reach + 0.09, reach * 0.52), 0.008),
        cut.ball(0.016, (0, 0.016, reach)),
    ]
    lower, middle = height * 0.46, height * 0.74
    post = [
        cut.rod((0, 0.12, 0), (0, lower, 0), 0.0175),
        cut.rod((0, lower, 0), (0, middle, 0), 0.0145),
        cut.rod((0, middle, 0), (0, height, 0), 0.0115),
        *(cut.drum(0.024, 0.05, (0, y - 0.025, 0)) for y in (lower, middle, 0.16)),
        cut.drum(0.028, 0.06, (0, 0.42 * reach + 0.16, 0)),
        *(cut.rod((0.02, y, 0), (0.055, y, 0), 0.009) for y in (lower, middle)),
    ]
    return [*(around(mesh, 3, 180.0) for mesh in leg), *post]


@prop("stage_gear")
def softbox(
    *,
    height: Annotated[float, Range(1.0, 4.5, "m")] = 2.1,
    width: Annotated[float, Range(0.3, 2.0, "m")] = 0.9,
    tall: Annotated[float, Range(0.3, 2.0, "m")] = 0.6,
    tilt_deg: Tilt = -20.0,
    lit: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a softbox on a stand; it shines toward +Z, tilted down by a negative angle.

    ``height`` is of the middle of the lamp's hinge.
    """
    cut = Workshop(detail)
    hinge = (0.0, height, 0.0)
    near, far = 0.14, 0.14 + 0.42 * max(width, tall)
    rings = []
    for z, w, h in ((near, 0.2, 0.2), (far, width, tall), (far + 0.05, width, tall)):
        rings.append(
            [
                (x * w / 2, height + y * h / 2, z)
                for x, y in ((0, -1), (1, -1), (1, 1), (0, 1), (-1, 1), (-1, -1))
            ]
        )
    shell = loft(rings, crease_deg=10.0)
    face = cut.block(
        width - 0.03, tall - 0.03, 0.012, (0, height - tall / 2 + 0.015, far + 0.046), 0.0
    )
    head = [
        placed(cut.drum(0.085, 0.3), at=(0, height, -0.16), turn_deg=(90, 0, 0)),
        placed(cut.drum(0.115, 0.03), at=(0, height, 0.125), turn_deg=(90, 0, 0)),
        cut.block(0.05, 0.09, 0.06, (0, height - 0.12, 0), 0.006),
        cut.block(0.03, 0.03, 0.2, (0, height + 0.085, -0.04), 0.006),
    ]
    turn = (-tilt_deg, 0.0, 0.0)
    return model_of(
        [
            piece("stand", "dark_steel", *_stand(cut, height - 0.03, 0.5)),
            piece("head", "black", *head, pivot=hinge, turn_deg=turn),
            piece("head/box", "canvas", shell, pivot=hinge),
            piece("head/face", "panel_glow" if lit else "white", face, pivot=hinge),
        ]
    )


@prop("stage_gear")
def spotlight(
    *,
    height: Annotated[float, Range(0.8, 4.5, "m")] = 2.2,
    tilt_deg: Tilt = -25.0,
    barn_deg: Annotated[float, Range(0.0, 90.0, "degrees")] = 35.0,
    lit: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a Fresnel spotlight with barn doors on a stand; it shines toward +Z."""
    cut = Workshop(detail)
    hinge = (0.0, height, 0.0)
    can = cut.turned(
        [(0, -0.16), (0.1, -0.16), (0.125, -0.13), (0.13, 0.12), (0.145, 0.125), (0.145, 0.15),
         (0.12, 0.15), (0.12, 0.13), (0, 0.13)],
        hinge, axis="z",
    )  # fmt: skip
    lens = cut.turned([(0, 0.125), (0.119, 0.125), (0.09, 0.142), (0, 0.15)], hinge, axis="z",
                      crease_deg=60)  # fmt: skip
    fins = [
        cut.block(0.02, 0.02, 0.2, (x, height + 0.115, -0.02), 0.002)
        for x in (-0.06, -0.02, 0.02, 0.06)
    ]
    yoke = cut.pipe(
        [(-0.155, height, 0), (-0.155, height - 0.16, 0), (-0.11, height - 0.2, 0),
         (0.11, height - 0.2, 0), (0.155, height - 0.16, 0), (0.155, height, 0)],
        0.012,
    )  # fmt: skip
    knobs = [cut.rod((s * 0.13, height, 0), (s * 0.19, height, 0), 0.022) for s in (-1, 1)]
    turn = (-tilt_deg, 0.0, 0.0)
    return model_of(
        [
            piece("stand", "dark_steel", *_stand(cut, height - 0.19, 0.48), yoke),
            piece("head", "black", can, *fins, *knobs, pivot=hinge, turn_deg=turn),
            piece("head/lens", "lamp_glow" if lit else "clear_glass", lens, pivot=hinge),
            *_barn_doors(cut, height, barn_deg),
        ]
    )


def _barn_doors(cut: Workshop, height: float, open_deg: float) -> list[Piece]:
    """Return four leaves around the lens, each on its hinge."""
    leaf = cut.board([(-0.11, 0.0), (0.11, 0.0), (0.15, 0.15), (-0.15, 0.15)], 0.003, bevel=0.0)
    turns = {"top": 0.0, "left": -90.0, "bottom": 180.0, "right": 90.0}
    lean = placed(leaf, turn_deg=(90.0 - open_deg, 0.0, 0.0))
    return [
        piece(
            f"head/{name}_leaf",
            "black_matt",
            placed(placed(lean, at=(0, 0.14, 0)), at=(0, height, 0.152), turn_deg=(0, 0, turn)),
            pivot=(0.0, height, 0.152),
        )
        for name, turn in turns.items()
    ]


@prop("stage_gear")
def c_stand(
    *,
    height: Annotated[float, Range(1.0, 3.5, "m")] = 2.0,
    arm: Annotated[float, Range(0.3, 1.5, "m")] = 1.0,
    flag: bool = True,
    detail: Detail = 1.0,
) -> Model:
    """Build a C-stand whose arm holds a black flag toward +X."""
    cut = Workshop(detail)
    y = height - 0.05
    legs = [
        placed(
            cut.pipe([(0, 0.3 - 0.05 * n, 0.02), (0, 0.26 - 0.05 * n, 0.08), (0, 0.03, 0.34),
                      (0, 0.013, 0.5)], 0.012),
            turn_deg=(0, 120.0 * n, 0),
        )
        for n in range(3)
    ]  # fmt: skip
    post = [
        cut.rod((0, 0.1, 0), (0, height * 0.55, 0), 0.0175),
        cut.rod((0, height * 0.55, 0), (0, height, 0), 0.013),
        cut.drum(0.025, 0.05, (0, height * 0.53, 0)),
        cut.rod((-0.18, y, 0), (arm, y, 0), 0.008),
        placed(cut.drum(0.035, 0.05), at=(0, y, -0.025), turn_deg=(90, 0, 0)),
        cut.rod((0, y - 0.01, 0.03), (0, y - 0.01, 0.085), 0.014),
    ]
    pieces = [piece("stand", "chrome", *legs, *post)]
    if flag:
        wide, tall = 0.6, 0.45
        cloth = cut.block(wide, tall, 0.006, (arm + wide / 2 - 0.02, y - tall / 2, 0), 0.0)
        pieces.append(piece("flag", "black_matt", cloth))
    return model_of(pieces)
