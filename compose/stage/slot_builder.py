"""SlotBuilder: appends slots and their rows of the layout, keeping both in step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.stage.layout import LayoutBuilder

F64 = npt.NDArray[np.float64]

MOST_SLOTS = 2_000_000
"""How many places a scene may have, copies and insides of models included."""


class SlotBuilder:
    """Collects the slots of a scene in order."""

    def __init__(self, layout: LayoutBuilder) -> None:
        self.layout = layout
        self.parents: list[int] = []
        self.orders: list[int] = []
        self.names: list[str] = []

    def add(self, parents: list[int], orders: list[int], names: list[str],
            rows: Mapping[str, npt.ArrayLike]) -> int:  # fmt: skip
        """Append slots with their rows of ``slot.…`` values; return the first one.

        Raises
        ------
        SceneError
            When the scene has too many places.
        """
        first = len(self.parents)
        if first + len(parents) > MOST_SLOTS:
            raise SceneError(
                f"The scene has more than {MOST_SLOTS:,} places with all copies and insides of "
                f"models; {names[0]!r} is one too many. Use fewer instances."
            )
        self.parents += parents
        self.orders += orders
        self.names += names
        for field, block in rows.items():
            self.layout.add(f"slot.{field}", block)
        return first


def table(rows: Sequence[object], width: int) -> F64:
    """Return rows as (N, width) float64, also when there are none."""
    return np.array(rows, np.float64).reshape(-1, width)
