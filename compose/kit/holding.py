"""How a thing sits in a hand, and how it lies on a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from compose.geometry.bounds import rest_bounds
from compose.geometry.model import Model
from compose.kit import PROPS
from compose.kit.pieces import HERE, Piece, Vector, model_of

HOLDING_DEG: Mapping[str, Vector] = MappingProxyType(
    {"right_grip": (0.0, -90.0, -90.0), "left_grip": (0.0, 90.0, 90.0)}
)
"""``rotation_deg`` (order YXZ) of a hand prop's node that hangs on a grip of a figure.

The prop's +Y then comes out of the fist on the thumb's side and its +Z points on from the forearm.
"""


def is_held(prop: str) -> bool:
    """Tell whether a prop of the kit is made for a hand, and may lie on a table instead."""
    return "on_table" in PROPS[prop].parameters


def holding_deg(prop: str, joint: str | None) -> Vector:
    """Return ``rotation_deg`` (order YXZ) of a prop's node that hangs on a joint of a figure.

    Nothing is turned but what a hand holds, in a grip.
    """
    return HOLDING_DEG.get(joint or "", HERE) if is_held(prop) else HERE


def held(
    pieces: Iterable[Piece],
    *,
    grip: Vector,
    on_table: bool,
    rest_deg: Vector = HERE,
    carry_deg: Vector = HERE,
) -> Model:
    """Return the model of a hand prop.

    Parameters
    ----------
    pieces
        The thing as it is drawn most simply, anywhere.
    grip
        The point inside the closed hand.
    on_table
        Put the origin under it, on the table it stands or lies on, rather than in the grip.
    rest_deg
        How it is turned to lie on a table.
    carry_deg
        How it is turned so that it points along +Z, its top +Y, in the hand.
    """
    rows = tuple(pieces)
    if not on_table:
        return model_of(rows, origin=grip, turn_deg=carry_deg)
    resting = model_of(rows, turn_deg=rest_deg)
    low, high = rest_bounds(resting)
    x, y, z = (low[0] + high[0]) / 2.0, low[1], (low[2] + high[2]) / 2.0
    return _moved(resting, (-float(x), -float(y), -float(z)))


def _moved(model: Model, by: Vector) -> Model:
    """Return the model with all of it moved."""
    return replace(
        model,
        nodes=tuple(
            node
            if node.parent >= 0
            else replace(
                node,
                translation=(
                    node.translation[0] + by[0],
                    node.translation[1] + by[1],
                    node.translation[2] + by[2],
                ),
            )
            for node in model.nodes
        ),
    )
