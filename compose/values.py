"""The base of every saved value: frozen, strictly checked, and keeping fields it does not know."""

from __future__ import annotations

import random
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]
Vec4 = tuple[float, float, float, float]
Unit = Annotated[float, Field(ge=0.0, le=1.0)]
Positive = Annotated[float, Field(gt=0.0)]
NotNegative = Annotated[float, Field(ge=0.0)]
LinearColor = tuple[NotNegative, NotNegative, NotNegative]
"""Scene-linear Rec.709 red, green, blue; 1 is a perfect white."""

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


class Value(BaseModel):
    """A frozen value of a project file.

    Unknown fields are kept and written back, so a file of a newer minor version survives an edit;
    ``check`` reports them with the nearest known name.
    """

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="allow",
        allow_inf_nan=False,
        ignored_types=(),
    )

    def replace(self, **changes: Any) -> Self:  # noqa: ANN401 - field types are checked by pydantic
        """Return a copy with these fields changed, checked like a new value.

        Raises
        ------
        pydantic.ValidationError
            When a change does not fit its field.
        """
        fields = type(self).model_fields
        kept = {name: getattr(self, name) for name in fields if name in self.model_fields_set}
        return type(self)(**(kept | (self.model_extra or {}) | changes))


def new_id(prefix: str) -> str:
    """Return a random short id such as ``nod_k3f9a2mx`` that never changes once given."""
    source = random.SystemRandom()
    return f"{prefix}_" + "".join(source.choice(_ALPHABET) for _ in range(8))


def rounded(value: float) -> float:
    """Round to the six decimals that files keep (a micrometre, a microdegree)."""
    result = round(float(value), 6)
    return result + 0.0  # -0.0 becomes 0.0, so that files do not flicker
