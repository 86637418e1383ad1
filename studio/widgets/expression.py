"""Expression: what a person types into a number field, read as one number.

Sums (``1.2*3``, ``1/3``), units (``35mm``, ``2 ft``, ``5' 11"``, ``90 deg``), and changes of the
value that is there (``+= 0.5``, ``*= 2``).
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable

from studio.errors import ExpressionError

_LONGEST = 200
_DEEPEST = 30
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:[.,]\d*)?(?:[eE][+-]?\d+)?|[.,]\d+(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[^\W\d_]+|[°%'\"′″])|(?P<sign>\*\*|[-+*/^()−×÷]))"
)
_SIGNS = {"−": "-", "×": "*", "÷": "/", "**": "^"}
_UNITS: dict[str, tuple[str, float]] = {
    "m": ("length", 1.0), "cm": ("length", 0.01), "mm": ("length", 0.001), "km": ("length", 1e3),
    "ft": ("length", 0.3048), "'": ("length", 0.3048), "′": ("length", 0.3048),
    "in": ("length", 0.0254), '"': ("length", 0.0254), "″": ("length", 0.0254),
    "yd": ("length", 0.9144),
    "°": ("angle", 1.0), "deg": ("angle", 1.0), "rad": ("angle", 180.0 / math.pi),
    "turn": ("angle", 360.0), "turns": ("angle", 360.0),
    "s": ("time", 1.0), "ms": ("time", 1e-3), "min": ("time", 60.0), "h": ("time", 3600.0),
    "%": ("share", 0.01), "lx": ("light", 1.0), "lux": ("light", 1.0), "klx": ("light", 1e3),
    "cd": ("candle", 1.0), "kcd": ("candle", 1e3),
}  # fmt: skip
_CONSTANTS = {"pi": math.pi}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt, "abs": abs,
    "sin": lambda x: math.sin(math.radians(x)),
    "cos": lambda x: math.cos(math.radians(x)),
    "tan": lambda x: math.tan(math.radians(x)),
}  # fmt: skip
_CHANGES: dict[str, Callable[[float, float], float]] = {
    "+=": operator.add, "-=": operator.sub, "*=": operator.mul, "/=": operator.truediv,
}  # fmt: skip


def evaluated(text: str, *, unit: str = "", value: float | None = None) -> float:
    """Return the number that a text means, in the unit of its field.

    Parameters
    ----------
    text
        What was typed. A comma is a decimal point; sines and cosines take degrees.
    unit
        The field's unit (``"mm"``); quantities in other units of its kind are converted to it.
    value
        The value that is there, which ``+=`` and its like change.

    Raises
    ------
    ExpressionError
        When it cannot be read, divides by nothing, or is of another kind of unit.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise ExpressionError("That is too long for a number.")
    change = _CHANGES.get(text[:2])
    try:
        result = _Reader(text[2:] if change else text, unit).read()
        if change is not None:
            if value is None:
                raise ExpressionError(f"There is no one value that {text[:2]} could change.")
            result = change(value, result)
    except (ZeroDivisionError, OverflowError, ValueError):
        raise ExpressionError(f"{text!r} has no finite value.") from None
    if not math.isfinite(result):
        raise ExpressionError(f"{text!r} has no finite value.")
    return result


class _Reader:
    """Recursive descent over: sum = product {±product}; product = power {*/ power}; and so on."""

    def __init__(self, text: str, unit: str) -> None:
        self._text = text
        self._unit = unit
        self._tokens = self._split(text)
        self._at = 0
        self._depth = 0

    def read(self) -> float:
        result = self._sum()
        if self._at < len(self._tokens):
            raise self._lost()
        return result

    def _split(self, text: str) -> list[tuple[str, str]]:
        tokens, at = [], 0
        text = text.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ExpressionError(f"{text!r} is not a number or a sum of numbers.")
            kind = str(found.lastgroup)
            token = found[kind]
            tokens.append((kind, _SIGNS.get(token, token)))
            at = found.end()
        return tokens

    def _sum(self) -> float:
        result = self._product()
        while self._sign() in ("+", "-"):
            if self._take() == "+":
                result += self._product()
            else:
                result -= self._product()
        return result

    def _product(self) -> float:
        result = self._signed()
        while self._sign() in ("*", "/"):
            if self._take() == "*":
                result *= self._signed()
            else:
                result /= self._signed()
        return result

    def _signed(self) -> float:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError("That sum is nested too deep.")
        if self._sign() in ("+", "-"):
            result = self._signed() if self._take() == "+" else -self._signed()
        else:
            result = self._power()
        self._depth -= 1
        return result

    def _power(self) -> float:
        base = self._quantity()
        if self._sign() == "^":
            self._take()
            return math.pow(base, self._signed())
        return base

    def _quantity(self) -> float:
        """Read a number with its unit; further ones (``5 ft 11 in``) are added to it."""
        kind, token = self._peek()
        if token == "(":
            self._take()
            inner = self._sum()
            if self._take() != ")":
                raise self._lost()
            return inner
        if kind == "word":
            return self._named(self._take())
        if kind != "number":
            raise self._lost()
        total, has_unit = self._measured()
        while has_unit and self._peek()[0] == "number":
            more, has_unit = self._measured()
            total += more
        return total

    def _measured(self) -> tuple[float, bool]:
        number = float(self._take().replace(",", "."))
        if self._peek()[0] == "word":
            return number * self._factor(self._take()), True
        return number, False

    def _named(self, word: str) -> float:
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        if word in _FUNCTIONS and self._sign() == "(":
            return _FUNCTIONS[word](self._quantity())
        raise ExpressionError(f"{word!r} is not a number. Sums, units, pi and sqrt( ) are known.")

    def _factor(self, word: str) -> float:
        if word == self._unit:
            return 1.0
        if word not in _UNITS:
            raise ExpressionError(f"There is no unit {word!r}.")
        kind, size = _UNITS[word]
        mine = _UNITS.get(self._unit)
        if kind == "share" and mine is None:
            return size
        if mine is None or mine[0] != kind:
            wanted = f"in {self._unit}" if self._unit else "a plain number"
            raise ExpressionError(f"This is {wanted}; {word} does not fit.")
        return size / mine[1]

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _sign(self) -> str:
        kind, token = self._peek()
        return token if kind == "sign" else ""

    def _take(self) -> str:
        token = self._peek()[1]
        self._at += 1
        return token

    def _lost(self) -> ExpressionError:
        return ExpressionError(f"{self._text.strip()!r} is not a number or a sum of numbers.")
