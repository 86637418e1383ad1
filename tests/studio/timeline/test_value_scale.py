"""The value axis: pixels, ticks and how numbers are written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.timeline.value_scale import ValueScale, with_unit

scales = st.builds(ValueScale, st.floats(-1e3, 1e3), st.floats(1e-4, 1e3))


@given(scales, st.floats(-1e3, 1e3), st.floats(50, 900))
def test_a_value_and_its_pixel_lead_to_one_another(scale, value, height) -> None:
    assert scale.value(scale.y(value, height), height) == pytest.approx(value, abs=1e-6)


@given(scales, st.floats(0, 500), st.floats(0.3, 3.0))
def test_zooming_keeps_the_value_under_the_pointer(scale, y, factor) -> None:
    zoomed = scale.zoomed(y, 500.0, factor)
    assert zoomed.value(y, 500.0) == pytest.approx(scale.value(y, 500.0), rel=1e-6, abs=1e-6)


def test_fitting_leaves_the_margin_above_and_below() -> None:
    scale = ValueScale.fitting(-1.0, 3.0, 248.0)
    assert scale.y(3.0, 248.0) == pytest.approx(24.0)
    assert scale.y(-1.0, 248.0) == pytest.approx(224.0)


@given(scales)
def test_ticks_are_readably_apart_and_written_with_as_many_decimals_as_they_need(scale) -> None:
    ticks = list(scale.ticks(400.0))
    gaps = [(b - a) / scale.per_pixel for a, b in pairwise(ticks)]
    assert all(41.9 <= gap <= 110 for gap in gaps)
    texts = [scale.text(value, "m") for value in ticks]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (1.842, "m", 3, "1.842 m"),
        (-90.0, "°", 0, "−90°"),
        (2.8, "f", 1, "f/2.8"),
        (-0.001, "m", 2, "0.00 m"),
        (0.5, "", 1, "0.5"),
    ],
)
def test_numbers_carry_their_units_as_directors_write_them(value, unit, decimals, text) -> None:
    assert with_unit(value, unit, decimals) == text
