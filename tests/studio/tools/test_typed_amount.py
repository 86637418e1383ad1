"""Numbers typed during a drag."""

from __future__ import annotations

import pytest

from studio.tools.typed_amount import TypedAmount


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("2.5", 2.5), ("-3", -3.0), ("3-", -3.0), ("3--", 3.0), ("1,5", 1.5), ("1.2.3", 1.23),
        (".5", 0.5), ("-", None), ("", None), (".", None),
    ],
)  # fmt: skip
def test_keys_make_a_number(keys, value) -> None:
    typed = TypedAmount()
    for key in keys:
        assert typed.take(key)
    assert typed.value == value


def test_backspace_takes_the_last_key_back_and_letters_are_left() -> None:
    typed = TypedAmount()
    for key in ("1", "2", "Backspace"):
        assert typed.take(key)
    assert typed.value == 1.0
    assert not typed.take("Q")


def test_a_number_has_an_end() -> None:
    typed = TypedAmount()
    for _ in range(500):
        typed.take("9")
    assert typed.value == float("9" * 12)
