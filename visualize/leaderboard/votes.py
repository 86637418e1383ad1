"""Vote: of some takes of one shot, which was the best."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from compose.values import Value

MOST_VOTES = 10_000
"""Votes of one file."""

MOST_LOSERS = 32

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Vote(Value):
    """One judgement: ``winner`` over every one of ``losers``, all takes of one shot.

    ``blind`` tells that names were hidden; ``seed`` is what the order on screen was drawn from.
    """

    model_config = ConfigDict(extra="ignore")

    shot: Id
    winner: Id
    losers: Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST_LOSERS)]
    blind: bool = False
    seed: Annotated[int, Field(ge=0, lt=2**53)] | Annotated[str, Field(max_length=64)] | None = None
    at: datetime

    @model_validator(mode="after")
    def _are_different_takes(self) -> Self:
        if len({self.winner, *self.losers}) <= len(self.losers):
            raise ValueError("the same take stands twice in it")
        return self

    @property
    def takes(self) -> tuple[str, ...]:
        """The ids of all takes it is about, the winner first."""
        return (self.winner, *self.losers)


class VoteFile(Value):
    """What a page of comparison saves: its votes, to be added to a project."""

    kind: Literal["shotwright-votes"]
    version: Literal[1]
    votes: Annotated[tuple[Vote, ...], Field(max_length=MOST_VOTES)]
