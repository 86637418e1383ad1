"""Surroundings: the environment with the values that a frame gives it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from compose.environment import Environment
from compose.stage.layout import Layout


def surroundings(
    environment: Environment, fields: Iterable[str], values: npt.NDArray[np.float64], layout: Layout
) -> Environment:
    """Return the environment with these fields from the value array; itself if none differ."""
    changes: dict[str, object] = {}
    for field in fields:
        row = layout.view(values, f"environment.{field}")[0].tolist()
        value = tuple(row) if len(row) > 1 else row[0]
        if value != getattr(environment, field):
            changes[field] = value
    return environment.replace(**changes) if changes else environment
