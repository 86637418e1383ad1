"""The kit: parametric props in real sizes, each a small function that gives a model.

A family is a package of this one, and its ``MODULES`` tells in which module each of its props is,
so that the names of all are known without importing any.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from compose.errors import NotFoundError

if TYPE_CHECKING:
    from compose.geometry.model import Model
    from compose.kit.prop import PropType

__all__ = ["FAMILIES", "PROPS", "make_prop"]

FAMILIES = ("sets", "furniture", "street", "vehicles", "nature", "hand", "stage_gear")
"""The families of props, in the order of the catalogue."""

_MODELS_KEPT = 512


class _Store(Mapping[str, "PropType"]):
    """Every prop by name; a prop's module is imported when the prop is first asked for."""

    @cached_property
    def _modules(self) -> dict[str, str]:
        return {
            name: f"compose.kit.{family}.{module}"
            for family in FAMILIES
            for name, module in import_module(f"compose.kit.{family}").MODULES.items()
        }

    def __getitem__(self, name: str) -> PropType:
        prop: PropType = getattr(import_module(self._modules[name]), name)
        return prop

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


PROPS: Mapping[str, PropType] = _Store()
"""Every prop by name, with its family and its declared parameters."""


def make_prop(name: str, parameters: Mapping[str, Any] | None = None) -> Model:
    """Return the model of a prop; equal requests return the same object.

    Parameters
    ----------
    name
        A name of ``PROPS``.
    parameters
        In metres and degrees; what is left out takes its default. Every prop has ``detail``,
        0.25 (far away) to 4 (close-up): how finely its round things are cut.

    Raises
    ------
    NotFoundError
        For an unknown prop or parameter; the nearest names are offered.
    SceneError
        For a value of the wrong kind or out of range, or values that cannot be together; the
        message names the parameter.
    """
    if name not in PROPS:
        raise NotFoundError("prop", name, PROPS, "in the kit")
    try:
        asked = json.dumps(parameters or {}, sort_keys=True)
    except (TypeError, ValueError, RecursionError):  # not from a file: told in words when checked
        return _built(name, parameters or {})
    return _kept(name, asked)


@lru_cache(maxsize=_MODELS_KEPT)
def _kept(name: str, asked: str) -> Model:
    """Return the model for parameters as JSON; a kept one needs none of the code that makes it."""
    from compose.model_store import kept_model

    return kept_model("prop", f"{name} {asked}", lambda: _built(name, json.loads(asked)))


def _built(name: str, parameters: Mapping[str, Any]) -> Model:
    from compose.geometry.shapes.parameters import checked

    return _made(name, tuple(checked(PROPS[name], parameters).items()))


@lru_cache(maxsize=_MODELS_KEPT)
def _made(name: str, values: tuple[tuple[str, Any], ...]) -> Model:
    return PROPS[name].build(**dict(values))
