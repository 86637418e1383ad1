"""Move: a camera move's name, what it does, and the parameters it takes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from compose.errors import NotFoundError, SceneError

Group = Literal["place", "turn", "lens"]
"""What a move writes: where the camera is, where it looks, and its focal length."""

Kind = Literal["number", "integer", "name", "point", "choice"]
FIGURE_AIM, FIGURE_FACE = "sternum", "nose"
"""Landmarks that stand for a figure where no joint is named: to go about it, and to close in."""

Given = float | int | str | tuple[float, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a move. Without a ``default`` (``None``) it is left to the scene."""

    name: str
    summary: str
    kind: Kind = "number"
    unit: str = ""
    default: Given = None
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()

    def checked(self, value: object, where: str) -> Given:
        """Return the value as the move takes it.

        Raises
        ------
        SceneError
            When it is of another kind or out of range.
        NotFoundError
            When it is none of the choices; the nearest are offered.
        """
        if value is None:
            return None
        if self.kind in ("name", "choice"):
            return self._text(value, where)
        if self.kind == "point":
            return self._point(value, where)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SceneError(f"{where} needs a number for {self.name}, not {value!r}.")
        if not self.low <= value <= self.high or (self.kind == "integer" and value != int(value)):
            whole = "a whole number" if self.kind == "integer" else "a number"
            unit = f" {self.unit}" if self.unit else ""
            raise SceneError(
                f"{where} needs {whole} from {self.low:g} to {self.high:g}{unit} for "
                f"{self.name}, not {value:g}."
            )
        return int(value) if self.kind == "integer" else float(value)

    def _text(self, value: object, where: str) -> str:
        if not isinstance(value, str):
            raise SceneError(f"{where} needs a name for {self.name}, not {value!r}.")
        if self.kind == "choice" and value not in self.choices:
            raise NotFoundError(self.name, value, self.choices, f"for {where}")
        return value

    def _point(self, value: object, where: str) -> tuple[float, ...]:
        numbers = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else []
        fit = len(numbers) == 3 and all(isinstance(n, int | float) for n in numbers)
        if not fit or not all(abs(number) <= 1e6 for number in numbers):
            raise SceneError(
                f"{where} needs a place of three metres for {self.name}, such as (0, 1.5, 0), "
                f"not {value!r}."
            )
        return tuple(float(number) for number in numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A camera move as directors call it.

    ``writes`` are the groups of channels that get keys. ``subject`` says whether it needs one:
    ``"needed"``, ``"optional"`` or ``"none"``, and ``figure_aim`` which landmark of a figure it is.
    """

    name: str
    summary: str
    writes: tuple[Group, ...]
    parameters: tuple[Parameter, ...] = ()
    subject: Literal["none", "optional", "needed"] = "none"
    figure_aim: str = FIGURE_AIM

    def options(self, given: Mapping[str, object]) -> Options:
        """Return the parameters, checked, with defaults where none is given.

        Raises
        ------
        NotFoundError
            When the move has no parameter of a name; the nearest are offered.
        SceneError
            When a value does not fit.
        """
        where = f"the move {self.name!r}"
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise NotFoundError("parameter", name, known, f"of {where}")
        values = {name: p.checked(given.get(name, p.default), where) for name, p in known.items()}
        return Options(self.name, values)


@dataclass(frozen=True, slots=True)
class Options:
    """The checked parameters of one use of a move."""

    move: str
    values: Mapping[str, Given]

    def number(self, name: str) -> float:
        """Return a number that has a default.

        Raises
        ------
        SceneError
            When it was set to ``None``.
        """
        value = self.maybe(name)
        if value is None:
            raise SceneError(f"The move {self.move!r} needs {name}.")
        return value

    def maybe(self, name: str) -> float | None:
        """Return a number, or ``None`` where it is not given or the move has no such one."""
        value = self.values.get(name)
        return float(value) if isinstance(value, int | float) else None

    def text(self, name: str) -> str | None:
        """Return a name, or ``None`` where it is not given."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def point(self, name: str) -> tuple[float, float, float] | None:
        """Return a place, or ``None`` where it is not given."""
        value = self.values.get(name)
        if not isinstance(value, tuple):
            return None
        x, y, z = value
        return (x, y, z)
