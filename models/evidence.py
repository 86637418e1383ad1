"""Evidence: how faithful a model's takes were at one kind of shot, as plain values."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from models.values import Count, Value

Score = Annotated[float, Field(ge=0.0, le=100.0)]


class Evidence(Value):
    """What was measured of one model.

    Attributes
    ----------
    model
        The card's id.
    words
        The kind of shot, for people: ``push-ins``.
    takes, shots
        How many takes were measured, and of how many different shots.
    mean, low, high
        The mean of their fidelity, 0 to 100, and its 95 % interval.
    """

    model: str
    words: str
    takes: Count
    shots: Count
    mean: Score
    low: Score
    high: Score

    @model_validator(mode="after")
    def _mean_is_within(self) -> Self:
        if not self.low <= self.mean <= self.high:
            raise ValueError("the mean is outside its interval")
        return self

    def told(self) -> str:
        """Return the numbers in words: ``88 ± 4 of 100 on 9 takes of your push-ins``."""
        half = max(self.high - self.mean, self.mean - self.low)
        takes = "1 take" if self.takes == 1 else f"{self.takes} takes"
        return f"{self.mean:.0f} ± {half:.0f} of 100 on {takes} of your {self.words}"
