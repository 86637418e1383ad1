"""Evidence: what happened, one plain row for each take, job and vote."""

from __future__ import annotations

from dataclasses import dataclass

Kinds = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Who made it: the model's id, its name for people, the mode and who ran it."""

    model: str
    mode: str
    provider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeEvidence:
    """One take.

    Attributes
    ----------
    shot
        Its shot, told apart over all projects.
    fidelity
        0 to 100; ``None`` where it was not measured, or not as it is measured now.
    picked
        Whether its shot picked it; ``None`` where the shot has no pick.
    accepted
        Whether it was picked, or rated four stars or more, and not rejected.
    cost_usd
        Its share of what its job cost; ``None`` where nobody knows.
    wait_s
        From submitting to the file; ``None`` where nothing was waited for.
    """

    take: str
    maker: Maker
    project: str
    shot: str
    kinds: Kinds
    fidelity: float | None
    picked: bool | None
    accepted: bool
    cost_usd: float | None
    wait_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEvidence:
    """One job that was sent and has ended: whether it failed."""

    maker: Maker
    shot: str
    kinds: Kinds
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteEvidence:
    """One vote among takes: the maker of the winner, and those of the losers."""

    winner: Maker
    losers: tuple[Maker, ...]
    shot: str
    kinds: Kinds
