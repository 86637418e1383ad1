"""Turns of joints in the value array, whether they are kept as quaternions or as angles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.stage.hierarchy import QUATERNION, ROTATION_ORDERS
from compose.stage.layout import Layout
from compose.transform import (
    euler_quaternions,
    matrix_eulers,
    normalized_quaternions,
    quaternion_matrices,
)

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Orders = npt.NDArray[np.int8]


def read_turns(layout: Layout, values: F64, orders: Orders, slots: Indices) -> F64:
    """Return unit quaternions, (…, 4) for (…) slots."""
    flat = slots.ravel()
    turns = normalized_quaternions(layout.view(values, "slot.quaternion")[flat])
    for rows, order in _by_angles(orders, flat):
        angles = layout.view(values, "slot.rotation_deg")[flat[rows]]
        turns[rows] = euler_quaternions(np.radians(angles), order)
    return turns.reshape(*slots.shape, 4)


def write_turns(layout: Layout, values: F64, orders: Orders, slots: Indices, turns: F64) -> None:
    """Write (…, 4) unit quaternions as the turns of (…) slots."""
    flat, each = slots.ravel(), turns.reshape(-1, 4)
    layout.view(values, "slot.quaternion")[flat] = each
    for rows, order in _by_angles(orders, flat):
        angles = matrix_eulers(quaternion_matrices(each[rows]), order)
        layout.view(values, "slot.rotation_deg")[flat[rows]] = np.degrees(angles)


def _by_angles(orders: Orders, slots: Indices) -> list[tuple[Indices, str]]:
    """Return the rows of slots that turn by angles, with their order."""
    chosen = orders[slots]
    if (chosen == QUATERNION).all():
        return []
    found = [(np.flatnonzero(chosen == i), order) for i, order in enumerate(ROTATION_ORDERS)]
    return [(rows, order) for rows, order in found if len(rows)]
