"""What a shape may be asked for: parameters with ranges, read from its function's signature."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Protocol, get_args, get_origin, get_type_hints

from compose.errors import NotFoundError, SceneError
from compose.geometry.mesh import Mesh

MAX_OPENINGS = 500


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest value of a number, and its unit."""

    low: float
    high: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A hole in a wall, in metres: ``x`` of its middle from the wall's, ``y`` of its sill."""

    x: float
    y: float
    width: float
    height: float


Metres = Annotated[float, Range(0.001, 100_000.0, "m")]
Length = Annotated[float, Range(0.0, 100_000.0, "m")]
Segments = Annotated[int, Range(3, 512)]
Steps = Annotated[int, Range(1, 512)]
Openings = Annotated[tuple[Opening, ...], Range(0, MAX_OPENINGS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A declared parameter.

    ``kind`` is ``number``, ``integer``, ``openings``, ``switch`` (true or false) or ``choice`` (one
    of ``choices``).
    """

    name: str
    kind: str
    default: Any
    range: Range
    choices: tuple[str, ...] = ()


class Declared(Protocol):
    """What has a name and declared parameters."""

    @property
    def name(self) -> str:
        """What it is called in messages."""
        ...

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Its parameters by name."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A parametric primitive: its name, what it is, its parameters, and the function."""

    name: str
    summary: str
    parameters: dict[str, Parameter]
    build: Callable[..., Mesh]


def declare(build: Callable[..., Mesh]) -> Shape:
    """Read a shape's parameters from the annotations and defaults of its function."""
    summary = (inspect.getdoc(build) or "").partition("\n")[0].removeprefix("Build ")
    return Shape(name=build.__name__, summary=summary, parameters=parameters_of(build), build=build)


def parameters_of(build: Callable[..., object]) -> dict[str, Parameter]:
    """Return the parameters of a function, from its annotations and defaults.

    A number, a whole number and openings are ``Annotated`` with their `Range`; a switch is a
    ``bool`` and a choice a ``Literal``.
    """
    hints = get_type_hints(build, include_extras=True)
    return {
        name: _parameter(name, hints[name], argument.default)
        for name, argument in inspect.signature(build).parameters.items()
    }


def _parameter(name: str, hint: object, default: object) -> Parameter:
    if hint is bool:
        return Parameter(name=name, kind="switch", default=default, range=Range(0, 1))
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        limits = Range(0, len(choices) - 1)
        return Parameter(name=name, kind="choice", default=default, range=limits, choices=choices)
    base, limits = get_args(hint)
    kind = {float: "number", int: "integer"}.get(base, "openings")
    return Parameter(name=name, kind=kind, default=default, range=limits)


def checked(shape: Declared, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every parameter of ``shape``, given or default, checked and hashable.

    Raises
    ------
    NotFoundError
        For a parameter the shape does not have.
    SceneError
        For a value of the wrong kind or out of range; the message names the parameter.
    """
    for name in given:
        if name not in shape.parameters:
            raise NotFoundError("parameter", str(name), shape.parameters, f"of {shape.name}")
    return {
        name: _value(f"{shape.name}: {name}", parameter, given[name])
        if name in given
        else parameter.default
        for name, parameter in shape.parameters.items()
    }


def _value(where: str, parameter: Parameter, value: object) -> Any:  # noqa: ANN401 - by kind
    if parameter.kind == "openings":
        return _openings(where, value)
    if parameter.kind == "switch":
        return _switch(where, value)
    if parameter.kind == "choice":
        return _choice(where, value, parameter.choices)
    number = _number(where, value)
    low, high, unit = parameter.range.low, parameter.range.high, parameter.range.unit
    if not low <= number <= high:
        raise SceneError(
            f"{where} is between {low:g} and {high:g}{' ' + unit if unit else ''}, not {value}."
        )
    if parameter.kind == "number":
        return number
    if not number.is_integer():
        raise SceneError(f"{where} is a whole number, not {value}.")
    return int(number)


def _number(where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SceneError(f"{where} is a number, not {str(value)[:40]!r}.")
    return float(value)


def _switch(where: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise SceneError(f"{where} is true or false, not {str(value)[:40]!r}.")
    return value


def _choice(where: str, value: object, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise SceneError(f"{where} is one of {', '.join(choices)}; not {str(value)[:40]!r}.")
    return value


def _openings(where: str, value: object) -> tuple[Opening, ...]:
    if not isinstance(value, list | tuple):
        raise SceneError(f"{where} is a list of openings {{x, y, width, height}}.")
    if len(value) > MAX_OPENINGS:
        raise SceneError(f"{where}: a wall has at most {MAX_OPENINGS} openings, not {len(value)}.")
    return tuple(_opening(f"{where}[{i}]", item) for i, item in enumerate(value))


def _opening(where: str, item: object) -> Opening:
    if isinstance(item, Opening):
        return item
    if not isinstance(item, Mapping):
        raise SceneError(f"{where} is an opening {{x, y, width, height}}, not {str(item)[:40]!r}.")
    for name in item:
        if name not in ("x", "y", "width", "height"):
            known = ("x", "y", "width", "height")
            raise NotFoundError("field", str(name), known, f"of {where}")
    missing = [name for name in ("width", "height") if name not in item]
    if missing:
        raise SceneError(f"{where} needs a {missing[0]} in metres.")
    numbers = {name: _number(f"{where}.{name}", item[name]) for name in item}
    for name in ("width", "height"):
        if numbers[name] <= 0.0:
            raise SceneError(f"{where}.{name} is greater than 0, not {numbers[name]:g}.")
    return Opening(
        numbers.get("x", 0.0), numbers.get("y", 0.0), numbers["width"], numbers["height"]
    )
