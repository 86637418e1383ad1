"""Shop fronts: a stall riser, plate glass, a fascia, a glazed door, an awning."""

from __future__ import annotations

from typing import Annotated, Literal

from compose.geometry.mesh import Mesh
from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Range
from compose.kit.pieces import Piece, model_of, piece, spread
from compose.kit.prop import Detail, Share, prop
from compose.kit.workshop import Workshop


@prop("sets")
def shopfront(
    *,
    width: Annotated[float, Range(3.0, 20.0, "m")] = 6.0,
    height: Annotated[float, Range(3.0, 5.0, "m")] = 3.9,
    awning: bool = True,
    awning_out: Share = 0.8,
    color: Literal["green", "navy", "red", "dark_wood", "black", "teal"] = "green",
    detail: Detail = 1.0,
) -> Model:
    """Build a shop front with its window, door, fascia and awning; its face is at z = 0."""
    cut = Workshop(detail)
    pieces = shop_pieces(cut, width, height, 0.0, awning=awning, awning_out=awning_out, color=color)
    return model_of(pieces)


def shop_pieces(
    cut: Workshop,
    width: float,
    height: float,
    face: float,
    *,
    awning: bool = True,
    awning_out: float = 0.8,
    color: str = "green",
) -> list[Piece]:
    """Return the ground floor of a shop, its face at ``z = face``, 0.35 m deep."""
    z = face - 0.16
    fascia = 0.62
    clear = height - fascia - 0.1
    pillar = 0.42
    door_w, door_x = 1.05, width / 2 - pillar - 0.56
    left, right = -width / 2 + pillar, door_x - door_w / 2 - 0.06
    timber = [
        *(cut.block(pillar, height - 0.1, 0.34, (s * (width - pillar) / 2, 0, z), 0.014)
          for s in (-1, 1)),
        *(cut.block(pillar + 0.06, 0.34, 0.4, (s * (width - pillar) / 2, 0, z + 0.01), 0.014)
          for s in (-1, 1)),
        cut.block(width - 2 * pillar, fascia, 0.3, (0, clear, z + 0.02), 0.014),
        cut.block(width, 0.1, 0.48, (0, height - 0.1, z + 0.06), 0.014),
        cut.block(right - left, 0.5, 0.26, ((left + right) / 2, 0, z), 0.012),
        *(cut.block(0.09, clear, 0.16, (door_x + s * (door_w / 2 + 0.045), 0, z), 0.008)
          for s in (-1, 1)),
    ]  # fmt: skip
    bays = max(1, round((right - left) / 1.5))
    uprights = [
        cut.block(0.06, clear - 0.5, 0.1, (x, 0.5, z), 0.006)
        for x in spread(left + 0.03, right - 0.03, bays + 1)
    ]
    rails = [
        cut.block(right - left, 0.06, 0.1, ((left + right) / 2, y, z), 0.006)
        for y in (0.5, clear - 0.62, clear - 0.06)
    ]
    panes = [
        cut.block(
            right - left - 0.06, clear - 0.52, 0.012, ((left + right) / 2, 0.51, z - 0.02), 0.0
        ),
        cut.block(door_w, clear - 2.3, 0.012, (door_x, 2.28, z - 0.02), 0.0),
    ]
    back = cut.block(width - 0.02, height - 0.02, 0.03, (0, 0, face - 0.34), 0.0)
    sign = cut.block((width - 2 * pillar) * 0.86, fascia * 0.56, 0.03,
                     (0, clear + fascia * 0.22, z + 0.175), 0.008)  # fmt: skip
    pieces = [
        piece("timber", color, *timber, *uprights, *rails),
        piece("shop_glass", "dark_glass", *panes),
        piece("sign", "cream", sign),
        piece("backing", "black_matt", back),
        *_glazed_door(cut, door_x, door_w, z),
    ]
    return (
        [*pieces, *_awning(cut, width - 0.3, clear + 0.02, face, awning_out)] if awning else pieces
    )


def _glazed_door(cut: Workshop, x: float, width: float, z: float) -> list[Piece]:
    """Return a door of one large pane, hung at its right (−X)."""
    rim, tall = 0.12, 2.22
    bars = [
        *(cut.block(rim, tall, 0.05, (x + s * (width - rim) / 2, 0.02, z), 0.006) for s in (-1, 1)),
        cut.block(width - 2 * rim, rim, 0.05, (x, tall + 0.02 - rim, z), 0.006),
        cut.block(width - 2 * rim, 0.34, 0.05, (x, 0.02, z), 0.006),
    ]
    pane = cut.block(width - 2 * rim, tall - rim - 0.34, 0.012, (x, 0.36, z), 0.0)
    pull = cut.rod(
        (x + width / 2 - 0.06, 0.9, z + 0.06), (x + width / 2 - 0.06, 1.3, z + 0.06), 0.014
    )
    hinge = (x - width / 2, 0.02, z)
    return [
        piece("shop_door", "dark_wood", *bars, pivot=hinge),
        piece("shop_door/glass", "dark_glass", pane, pivot=hinge),
        piece("shop_door/pull", "brass", pull, pivot=hinge),
    ]


def _awning(cut: Workshop, width: float, y: float, face: float, out: float) -> list[Piece]:
    """Return a sloping cloth with a hanging edge on two arms, drawn ``out`` of 1.6 m."""
    reach = 0.25 + 1.35 * out
    drop = 0.12 + 0.62 * out
    cloth: list[Mesh] = [
        cut.board(
            [(0.0, 0.0), (reach, -drop), (reach, -drop - 0.2), (reach + 0.012, -drop - 0.2),
             (reach + 0.012, -drop + 0.01), (0.0, 0.014)],
            width, (0, y, face + 0.02), (0, -90, 0), bevel=0.0,
        )
    ]  # fmt: skip
    roller = [
        cut.rod((-width / 2, y + 0.01, face + 0.05), (width / 2, y + 0.01, face + 0.05), 0.06)
    ]
    roller += [
        cut.rod((s * (width / 2 - 0.1), y - drop - 0.02, face + reach),
                (s * (width / 2 - 0.1), y - min(1.1, drop + 0.45), face), 0.014)
        for s in (-1, 1)
    ]  # fmt: skip
    return [piece("awning", "linen", *cloth), piece("awning_arms", "dark_steel", *roller)]
