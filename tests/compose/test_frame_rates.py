"""Frame rates: what film people write, exactly; anything else is refused at once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose import parse_rate
from compose.errors import SceneError


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("24", Fraction(24)),
        ("23.976", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("24000/1001", Fraction(24000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_a_rate_is_exact(text, rate):
    assert parse_rate(text) == rate


@given(st.fractions(1, 1000, max_denominator=100_000))
def test_every_rate_is_read_back_from_its_text(rate):
    assert parse_rate(str(rate)) == rate


@pytest.mark.parametrize(
    "text",
    ["", "fast", "24/0", "0", "-24", "2000", "1e99999999", "1e-99999999", "nan", "inf", "24 ",
     "9" * 10_000, "1/" + "9" * 10_000],
)  # fmt: skip
def test_what_is_no_rate_is_refused_at_once_in_a_short_message(text):
    with pytest.raises(SceneError) as caught:
        parse_rate(text)
    assert len(str(caught.value)) < 200
