"""Chains: cycles of one figure that go over into one another and so are planned as one way."""

from __future__ import annotations

from collections.abc import Sequence

from compose.figures.gait.styles import STYLES
from compose.figures.performance import CyclePlay


def chained(plays: Sequence[CyclePlay]) -> list[tuple[CyclePlay, ...]]:
    """Return the cycles of a figure in their order, those together whose steps are one way.

    A cycle that follows the travelled distance goes on from the one before it that does so too,
    when it begins while that one plays or fades.
    """
    chains: list[list[CyclePlay]] = []
    for play in plays:
        if chains and _goes_on(chains[-1], play):
            chains[-1].append(play)
        else:
            chains.append([play])
    return [tuple(chain) for chain in chains]


def _goes_on(chain: list[CyclePlay], play: CyclePlay) -> bool:
    if play.cycle not in STYLES or chain[-1].cycle not in STYLES:
        return False
    meets = any(
        before.end is None or play.start - play.blend <= before.end + before.blend
        for before in chain
    )
    return meets and play.start >= chain[-1].start
