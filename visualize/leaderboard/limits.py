"""Limits: how much evidence is enough to rank a model; the numbers are data."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from compose.values import Value

_AtLeastTwo = Annotated[int, Field(ge=2)]


class Limits(Value):
    """All of ``leaderboard.toml``. An interval needs two samples, so no limit is below that."""

    least_takes: _AtLeastTwo
    least_shots: _AtLeastTwo
    least_votes: _AtLeastTwo


@cache
def limits() -> Limits:
    """Return the limits, read once."""
    text = files("visualize.leaderboard").joinpath("leaderboard.toml").read_text("utf-8")
    return Limits.model_validate_json(json.dumps(tomllib.loads(text)))
