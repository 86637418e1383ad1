"""What a prop is: a function with declared parameters that gives a model, in a family."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from compose.geometry.model import Model
from compose.geometry.shapes.parameters import Parameter, Range, parameters_of

Origin = Literal["ground", "grip", "wall", "ceiling", "centre"]

Detail = Annotated[float, Range(0.25, 4.0)]
"""How finely round things are cut: 1 for a medium shot, 0.25 far away, 4 for a close-up."""

Angle = Annotated[float, Range(-180.0, 180.0, "degrees")]
Share = Annotated[float, Range(0.0, 1.0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropType:
    """A prop of the kit: its name, family, title, declared parameters, and the function.

    ``origin`` is where the model's zero lies: on the ``ground`` in the middle under it; in the
    ``grip`` of the hand that holds it (it points along +Z, its top is +Y); on the ``wall`` behind
    it, which faces +Z; on the ``ceiling`` it hangs from; or in its ``centre``.
    """

    name: str
    family: str
    title: str
    origin: Origin
    parameters: dict[str, Parameter]
    build: Callable[..., Model]


def prop(family: str, origin: Origin = "ground") -> Callable[[Callable[..., Model]], PropType]:
    """Declare a function as a prop.

    Its name is the prop's, the first line of its docstring without "Build" the title, and its
    keyword parameters are ``Annotated`` with a ``Range``, ``bool`` or ``Literal``, each with a
    default. The last is ``detail: Detail = 1.0``.
    """

    def declared(build: Callable[..., Model]) -> PropType:
        return PropType(
            name=build.__name__,
            family=family,
            title=_title(inspect.getdoc(build) or ""),
            origin=origin,
            parameters=parameters_of(build),
            build=build,
        )

    return declared


def _title(told: str) -> str:
    words = told.partition("\n")[0].removeprefix("Build ").rstrip(".")
    return words[:1].upper() + words[1:]


def cuts(base: int, detail: float, least: int = 6) -> int:
    """Return into how many pieces a round thing is cut, even: ``base`` at detail 1."""
    return max(least, 2 * round(float(base * detail**0.75) / 2.0))
