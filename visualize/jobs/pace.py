"""Pace: how long to wait between looks, polls and tries."""

from __future__ import annotations

import random
from dataclasses import dataclass

_LONGEST_ASKED = 3600.0


@dataclass(frozen=True)
class Pace:
    """Times in seconds.

    Attributes
    ----------
    look
        Between looks for new orders and for requests to cancel.
    beat
        Between signs of life.
    idle
        After which a runner of its own process with nothing to do ends.
    base, longest
        The first wait after a passing fault, and the longest.
    absent
        Between the two lookups that together make sure that a create never arrived: one that was
        sent just before a crash may still be read a moment later.
    report
        Between notes of progress.
    unreachable
        Tries after which a provider that cannot be reached at all ends a job that was not sent.
    fetches
        Tries to get a result that can be had and checked.
    """

    look: float = 0.25
    beat: float = 5.0
    idle: float = 60.0
    base: float = 1.0
    longest: float = 60.0
    absent: float = 3.0
    report: float = 0.5
    unreachable: int = 8
    fetches: int = 4

    def delay(self, tries: int, asked: float | None = None) -> float:
        """Return how long to wait after the given number of passing faults (1 after the first).

        It doubles each time, up to ``longest``, less a random part of up to a half, so that many
        jobs do not come back at once; never less than a provider's Retry-After (an hour at most).
        """
        grown = min(self.base * 2.0 ** min(max(tries, 1) - 1, 30), self.longest)
        wait = grown * random.uniform(0.5, 1.0)
        return max(wait, min(asked or 0.0, _LONGEST_ASKED))

    def between_polls(self, poll_seconds: float, unchanged: int) -> float:
        """Return how long to wait before the next poll: up to three times longer if nothing moves.

        Parameters
        ----------
        poll_seconds
            The provider's own interval.
        unchanged
            Polls since the last one that said something new.
        """
        return poll_seconds * min(1.1**unchanged, 3.0) * random.uniform(0.85, 1.15)
