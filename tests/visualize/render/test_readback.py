"""The memory pictures come back in: never shared while anybody looks, used again afterwards."""

from __future__ import annotations

import gc

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from visualize.render.readback import ArrayPool


def test_memory_is_used_again_once_the_array_and_its_views_are_gone() -> None:
    pool = ArrayPool()
    array = pool.take((4, 6, 2), "f4")
    view = array[..., 1]
    address = array.__array_interface__["data"][0]
    del array
    gc.collect()
    assert pool.take((4, 6, 2), "f4").__array_interface__["data"][0] != address
    del view
    gc.collect()
    taken = [pool.take((8, 6), "u4") for _ in range(2)]
    assert address in [item.__array_interface__["data"][0] for item in taken]


@given(st.lists(st.tuples(st.sampled_from([(3,), (2, 3), (6, 2)]), st.booleans()), max_size=30))
def test_arrays_in_use_never_share_memory(requests: list) -> None:
    pool = ArrayPool()
    kept = []
    for number, (shape, keep) in enumerate(requests):
        array = pool.take(shape, "f4")
        array[...] = number
        if keep:
            kept.append((array, number))
    for array, number in kept:
        assert np.all(array == number)


def test_arrays_outlive_the_pool() -> None:
    pool = ArrayPool()
    array = pool.take((5,), "u1")
    array[:] = 7
    pool.close()
    del pool
    gc.collect()
    assert np.all(array == 7)
