"""Sizes of pictures and the pinhole that makes them, against the formulas in their docstrings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.camera import GATES
from compose.errors import SceneError
from compose.raster import MAX_SIDE, Raster, gate_size

aspects = st.floats(0.3, 4.0)
sides = st.integers(16, 5000)


@given(aspects, sides, sides)
def test_the_picture_fits_the_box_is_even_and_has_the_gates_shape(aspect, width, height) -> None:
    (w, h), crop = gate_size(aspect, (width, height))
    assert crop == (w, h)
    assert w <= width
    assert h <= height
    assert w % 2 == h % 2 == 0
    assert abs(w - h * aspect) <= 1.0 + aspect + 1e-9
    assert width - w <= 2 or height - h <= 2


@given(st.sampled_from(list(GATES.values())), st.sampled_from([8, 16, 32, 64]))
def test_a_crop_to_a_models_multiple_loses_less_than_one_multiple(aspect, multiple) -> None:
    full, crop = gate_size(aspect, (1280, 720), multiple)
    for whole, cut in zip(full, crop, strict=True):
        assert cut % multiple == 0
        assert 0 <= whole - cut < multiple


@pytest.mark.parametrize("box", [(1, 100), (100, 1), (0, 0), (-5, 10), (MAX_SIDE + 1, 10)])
def test_a_box_that_holds_no_picture_is_an_error(box) -> None:
    with pytest.raises(SceneError, match=r"picture"):
        gate_size(16 / 9, box)


@given(
    st.floats(-5, 5), st.floats(-5, 5), st.floats(-90, -0.2), st.booleans(),
    st.floats(100, 300), st.floats(50, 200),
)  # fmt: skip
def test_the_projection_puts_points_where_the_pinhole_formula_says(x, y, z, flat, cx, cy) -> None:
    raster = Raster(400, 300, 320.0, cx, cy, orthographic=flat)
    clip = raster.projection(0.1, 100.0) @ [x, y, z, 1.0]
    ndc = clip[:3] / clip[3]
    column = (ndc[0] + 1.0) * 200.0
    row = (1.0 - ndc[1]) * 150.0
    depth = 1.0 if flat else -z
    np.testing.assert_allclose(
        [column, row], [cx + 320.0 * x / depth, cy - 320.0 * y / depth], rtol=1e-9, atol=1e-6
    )
    assert -1.0 <= ndc[2] <= 1.0


@pytest.mark.parametrize("flat", [True, False])
def test_near_and_far_are_the_ends_of_clip_space(flat: bool) -> None:
    matrix = Raster(400, 300, 320.0, 200.0, 150.0, orthographic=flat).projection(0.5, 40.0)
    for z, expected in ((-0.5, -1.0), (-40.0, 1.0)):
        clip = matrix @ [0.0, 0.0, z, 1.0]
        assert clip[2] / clip[3] == pytest.approx(expected)
