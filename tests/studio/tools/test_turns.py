"""Angles that say a rotation, against matrices multiplied by hand."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.tools.turns import nearest_eulers

ORDERS = ["".join(letters) for letters in permutations("XYZ")]
angles = st.tuples(*[st.floats(-7.0, 7.0)] * 3)


def single(axis: int, angle: float) -> np.ndarray:
    c, s = math.cos(angle), math.sin(angle)
    turn = np.eye(3)
    i, j = (axis + 1) % 3, (axis + 2) % 3
    turn[i, i] = turn[j, j] = c
    turn[i, j], turn[j, i] = -s, s
    return turn


def product(order: str, values) -> np.ndarray:
    turn = np.eye(3)
    for letter in order:
        axis = "XYZ".index(letter)
        turn = turn @ single(axis, values[axis])
    return turn


@given(st.sampled_from(ORDERS), angles, angles)
def test_the_angles_say_the_same_rotation(order, values, near) -> None:
    found = nearest_eulers(product(order, values), order, near)
    assert product(order, found) == pytest.approx(product(order, values), abs=1e-6)


@given(st.sampled_from(ORDERS), angles, st.floats(-0.01, 0.01))
def test_a_small_turn_is_a_small_change_of_the_angles(order, values, step) -> None:
    middle = "XYZ".index(order[1])
    if abs(math.cos(values[middle])) < 0.3:
        return
    turned = single(1, step) @ product(order, values)
    found = nearest_eulers(turned, order, values)
    assert np.abs(found - values).max() < 0.1
