"""FigureBody: what a figure looks like. Its proportions follow from it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from compose.values import LinearColor, Value

Age = Literal["adult", "teen", "child"]
Sex = Literal["female", "male"]
Hair = Literal["short", "long", "bun", "bald", "cap"]
Outfit = Literal["casual", "coat", "suit", "dress", "mannequin"]


class FigureBody(Value):
    """Age, sex, height, build, hair and clothes. Colours are linear Rec.709.

    Without ``height_m`` the mean of the age and sex is taken. ``build`` is −1 slight, 0 average,
    1 heavy. A ``mannequin`` wears nothing and is all of ``skin``.
    """

    age: Age = "adult"
    sex: Sex = "male"
    height_m: Annotated[float, Field(ge=0.8, le=2.3)] | None = None
    build: Annotated[float, Field(ge=-1.0, le=1.0)] = 0.0
    outfit: Outfit = "casual"
    hair_style: Hair = "short"
    skin: LinearColor = (0.42, 0.26, 0.18)
    hair: LinearColor = (0.04, 0.03, 0.025)
    top: LinearColor = (0.16, 0.22, 0.30)
    bottom: LinearColor = (0.05, 0.06, 0.08)
    shoes: LinearColor = (0.03, 0.028, 0.027)
    detail: Annotated[float, Field(ge=0.25, le=4.0)] = 1.0
