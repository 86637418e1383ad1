"""Build and change values for edits: numbers rounded, wrong fields refused in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from typing import Any, TypeVar

from pydantic import ValidationError

from compose.errors import NotFoundError, SceneError
from compose.faults import faults_of
from compose.values import Value, rounded

V = TypeVar("V", bound=Value)
_FREE = dict[str, Any]


def built(model: type[V], where: str, /, **fields: Any) -> V:  # noqa: ANN401 - pydantic checks them
    """Return a new value with every number rounded to the six decimals that files keep.

    Parameters
    ----------
    where
        What is being made, for errors: ``"the node 'Chair'"``.

    Raises
    ------
    NotFoundError
        When a name is no field of the model.
    SceneError
        When a field cannot have its value.
    """
    for name in fields:
        if name not in model.model_fields:
            raise NotFoundError("field", name, model.model_fields, f"in {where}")
    return _checked(model, where, _tidied(model, fields))


def changed(value: V, where: str, /, **changes: Any) -> V:  # noqa: ANN401 - pydantic checks them
    """Return ``value`` with fields changed as by ``built``; itself where nothing differs.

    Raises
    ------
    NotFoundError
        When a name is no field of the value.
    SceneError
        When a field cannot have its value.
    """
    for name in changes:
        if name not in type(value).model_fields:
            raise NotFoundError("field", name, type(value).model_fields, f"in {where}")
    fields = _tidied(type(value), changes)
    kept = {name: getattr(value, name) for name in value.model_fields_set}
    result = _checked(type(value), where, kept | (value.model_extra or {}) | fields)
    return value if result == value else result


def tidy(value: Any) -> Any:  # noqa: ANN401 - any field
    """Return ``value`` as files keep it: rounded numbers, tuples for lists and arrays."""
    if isinstance(value, Value):
        fields = {name: getattr(value, name) for name in value.model_fields_set}
        data = (value.model_extra or {}) | _tidied(type(value), fields)
        result = _checked(type(value), "the value", data)
        return value if result == value else result
    if isinstance(value, Mapping):
        return {str(name): tidy(item) for name, item in value.items()}
    if isinstance(value, str | bool) or value is None:
        return value
    if hasattr(value, "tolist"):  # a NumPy array or number, without importing NumPy
        return tidy(value.tolist())
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return rounded(float(value))
    if isinstance(value, Iterable):
        return tuple(tidy(item) for item in value)
    return value


def _tidied(model: type[Value], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a model as files keep them.

    Those with free content (a primitive's parameters) hold lists, as they do when loaded.
    """
    return {
        name: _free(field) if model.model_fields[name].annotation == _FREE else tidy(field)
        for name, field in fields.items()
    }


def _free(value: Any) -> Any:  # noqa: ANN401 - any JSON data
    result = tidy(value)
    if isinstance(result, dict):
        return {name: _free(item) for name, item in result.items()}
    return [_free(item) for item in result] if isinstance(result, tuple) else result


def _checked(model: type[V], where: str, fields: Mapping[str, Any]) -> V:
    try:
        return model(**fields)
    except ValidationError as error:
        faults = "; ".join(str(fault).rstrip(".") for fault in faults_of(error, fields))
        end = "" if faults.endswith("?") else "."
        raise SceneError(f"{where[:1].upper()}{where[1:]} cannot be so: {faults}{end}") from error
