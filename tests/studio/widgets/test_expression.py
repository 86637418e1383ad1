"""What a person types is the number they meant."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import ExpressionError
from studio.widgets.expression import evaluated


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [
        ("1.2*3", "", 3.6),
        ("1/3", "", 1 / 3),
        ("2 + 3 * 4", "", 14.0),
        ("(2 + 3) * 4", "", 20.0),
        ("-2^2", "", -4.0),
        ("2^3^2", "", 512.0),
        ("2 - -3", "", 5.0),
        ("−4 × 2 ÷ 8", "", -1.0),
        ("1,5", "", 1.5),
        ("1e3", "m", 1000.0),
        ("35mm", "mm", 35.0),
        ("35 mm", "m", 0.035),
        ("2 ft", "m", 0.6096),
        ("5' 11\"", "m", 1.8034),
        ("5 ft 11 in", "cm", 180.34),
        ("1 m - 20 cm", "m", 0.8),
        ("0.25 turn", "°", 90.0),
        ("pi rad", "", math.nan),
        ("3.141592653589793 rad", "°", 180.0),
        ("50%", "", 0.5),
        ("1.5 min", "s", 90.0),
        ("sqrt(2)", "", math.sqrt(2)),
        ("sin(30)", "", 0.5),
        ("2 klx", "lx", 2000.0),
    ],
)
def test_sums_and_units_mean_what_a_calculator_says(text: str, unit: str, meant: float) -> None:
    if math.isnan(meant):
        with pytest.raises(ExpressionError):
            evaluated(text, unit=unit)
    else:
        assert evaluated(text, unit=unit) == pytest.approx(meant, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "meant"), [("+=0.5", 4.5), ("-= 1", 3.0), ("*=2", 8.0), ("/=8", 0.5)]
)
def test_a_change_is_made_to_the_value_that_is_there(text: str, meant: float) -> None:
    assert evaluated(text, value=4.0) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "abc", "1 +", "(1", "1)", "1/0", "10^1000", "2^10000", "(-8)^0.5", "sqrt(-1)", "1 2",
        "1..2", "__import__('os')", "1;2", "9" * 300, "(" * 100 + "1" + ")" * 100, "-" * 150 + "1",
        "10 kg", "1 rad", "5 mm", "nan", "inf", "+=1", "1 m m",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        evaluated(text, unit="s" if text == "1 rad" else "")
    assert str(refused.value)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from("+-*"))
def test_arithmetic_is_pythons(left: float, right: float, sign: str) -> None:
    meant = {"+": left + right, "-": left - right, "*": left * right}[sign]
    assert evaluated(f"({left!r}) {sign} ({right!r})") == meant


@given(st.text(max_size=60))
def test_no_text_does_anything_but_answer_or_be_refused(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        assert math.isfinite(evaluated(text, unit="m", value=1.0))
