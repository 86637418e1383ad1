"""Rotations against turns written out by hand, and each conversion against its inverse."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.transform import (
    affine_inverse,
    compose_matrices,
    decompose_matrices,
    euler_quaternions,
    look_rotation,
    matrix_eulers,
    multiply_quaternions,
    quaternion_matrices,
    slerp,
)

ORDERS = ("XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")
angles = st.floats(-720, 720)
triples = st.tuples(angles, angles, angles)


def by_hand(axis: str, degrees: float) -> np.ndarray:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return {
        "X": np.array([[1, 0, 0], [0, c, -s], [0, s, c]]),
        "Y": np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]),
        "Z": np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]),
    }[axis]


@given(triples, st.sampled_from(ORDERS))
def test_euler_order_is_the_product_of_its_turns_from_left_to_right(turn, order: str) -> None:
    expected = np.eye(3)
    for axis in order:
        expected = expected @ by_hand(axis, turn["XYZ".index(axis)])
    found = quaternion_matrices(euler_quaternions(np.radians([turn]), order))[0]
    np.testing.assert_allclose(found, expected, atol=1e-12)


@given(triples, st.sampled_from(ORDERS))
def test_angles_of_a_matrix_give_the_matrix_back(turn, order: str) -> None:
    matrix = quaternion_matrices(euler_quaternions(np.radians([turn]), order))
    again = quaternion_matrices(euler_quaternions(matrix_eulers(matrix, order), order))
    np.testing.assert_allclose(again, matrix, atol=1e-9)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("middle", [90.0, -90.0])
def test_gimbal_lock_keeps_the_rotation(order: str, middle: float) -> None:
    turn = np.zeros(3)
    turn["XYZ".index(order[0])], turn["XYZ".index(order[2])] = 33.0, 21.0
    turn["XYZ".index(order[1])] = middle
    matrix = quaternion_matrices(euler_quaternions(np.radians([turn]), order))
    again = quaternion_matrices(euler_quaternions(matrix_eulers(matrix, order), order))
    np.testing.assert_allclose(again, matrix, atol=1e-9)


@given(triples, triples)
def test_a_product_of_quaternions_is_the_product_of_their_matrices(a, b) -> None:
    qa, qb = (euler_quaternions(np.radians([t]), "XYZ") for t in (a, b))
    product = quaternion_matrices(multiply_quaternions(qa, qb))[0]
    expected = quaternion_matrices(qa)[0] @ quaternion_matrices(qb)[0]
    np.testing.assert_allclose(product, expected, atol=1e-12)


def test_a_matrix_scales_then_turns_then_moves() -> None:
    turn = euler_quaternions(np.radians([[0, 90, 0]]), "YXZ")
    matrix = compose_matrices([[10, 20, 30]], turn, [[2, 3, 4]])[0]
    np.testing.assert_allclose(matrix @ [1, 1, 1, 1], [10 + 4, 20 + 3, 30 - 2, 1], atol=1e-12)


def test_a_zero_quaternion_is_no_rotation() -> None:
    np.testing.assert_array_equal(quaternion_matrices(np.zeros((1, 4)))[0], np.eye(3))


@given(st.floats(0, 1), st.floats(0.001, 179))
def test_slerp_turns_by_the_share_of_the_angle(share: float, degrees: float) -> None:
    start = euler_quaternions(np.radians([[20, 40, 60]]), "XYZ")
    turn = euler_quaternions(np.radians([[0, 0, degrees]]), "XYZ")
    part = euler_quaternions(np.radians([[0, 0, degrees * share]]), "XYZ")
    found = slerp(start, -multiply_quaternions(start, turn), np.array([share]))
    expected = multiply_quaternions(start, part)
    assert abs(np.sum(found * expected)) == pytest.approx(1.0, abs=1e-12)


directions = st.tuples(*[st.floats(-10, 10)] * 3).filter(lambda v: np.linalg.norm(v) > 1e-3)


@given(directions)
def test_look_rotation_sends_minus_z_along_the_sight_and_is_a_rotation(sight) -> None:
    found = look_rotation(sight)
    np.testing.assert_allclose(found @ [0, 0, -1], sight / np.linalg.norm(sight), atol=1e-9)
    np.testing.assert_allclose(found.T @ found, np.eye(3), atol=1e-9)
    assert np.linalg.det(found) == pytest.approx(1.0)
    assert found[1, 1] >= -1e-9


@pytest.mark.parametrize("sight", [(0, -1, 0), (0, 1, 0)])
def test_looking_straight_up_or_down_still_has_an_up(sight) -> None:
    found = look_rotation(sight)
    np.testing.assert_allclose(found @ [0, 0, -1], sight, atol=1e-12)
    assert np.linalg.det(found) == pytest.approx(1.0)


@given(triples)
def test_an_affine_inverse_undoes_its_matrix(turn) -> None:
    matrix = compose_matrices(
        [[1, -2, 3]], euler_quaternions(np.radians([turn]), "ZXY"), [[2, 3, 4]]
    )
    np.testing.assert_allclose(affine_inverse(matrix[0]) @ matrix[0], np.eye(4), atol=1e-12)


sizes = st.floats(0.01, 50)


@given(triples, triples, st.tuples(sizes, sizes, sizes), st.booleans())
def test_a_matrix_taken_apart_is_the_same_matrix_put_together(move, turn, size, mirror) -> None:
    size = (-size[0], *size[1:]) if mirror else size
    rotation = euler_quaternions(np.radians([turn]), "XYZ")
    matrix = compose_matrices([move], rotation, [size])
    np.testing.assert_allclose(
        compose_matrices(*decompose_matrices(matrix)), matrix, atol=1e-9, rtol=1e-9
    )
