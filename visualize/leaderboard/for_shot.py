"""For a shot: what is known of models at its kind, as ``models.recommend`` takes it."""

from __future__ import annotations

from collections.abc import Sequence

from compose.project import Project
from compose.shot import Shot
from models.evidence import Evidence
from models.recommend import heuristics
from visualize.jobs.store import JobStore
from visualize.leaderboard.board import Choice, leaderboard
from visualize.leaderboard.gather import Gathered, gather
from visualize.leaderboard.kinds import ALL, kinds_of
from visualize.leaderboard.projects import known_projects
from visualize.leaderboard.standings import Standing


def evidence_for(project: Project, shot: Shot, mode: str) -> tuple[Evidence, ...]:
    """Return what is known of models for a shot, from its project and all others known here.

    What cannot be read counts for nothing: a recommendation does without it.

    Raises
    ------
    ShotwrightError
        When the shot's own scene cannot be evaluated, or the file of jobs not be read.
    """
    own = () if project.root is None else (project.root,)
    with JobStore() as store:
        gathered = gather((*own, *known_projects(store)))
    return shot_evidence(gathered, kinds_of(project, shot), mode) if gathered.takes else ()


def shot_evidence(
    gathered: Gathered, kinds: Sequence[str], mode: str | None = None
) -> tuple[Evidence, ...]:
    """Return for each model what was measured at the first of a shot's kinds with enough of it.

    A model that has enough at none of them speaks by all its shots.

    Parameters
    ----------
    kinds
        The shot's kinds, what says most first (``kinds_of``).
    mode
        Takes of this mode alone.

    Raises
    ------
    UsageError
        When there is no such kind.
    """
    found: dict[str, Evidence] = {}
    for kind in (*kinds, ALL):
        board = leaderboard(gathered, kind, choice=Choice(mode=mode))
        for one in board.standings:
            evidence = _evidence(one, board.kind.words)
            if evidence is not None and one.model not in found:
                found[one.model] = evidence
    return tuple(found.values())


def _evidence(one: Standing, words: str) -> Evidence | None:
    """Return what recommending takes of a standing; ``None`` where it is not enough."""
    if one.fidelity is None:
        return None
    mean = one.fidelity.mean
    if mean.low is None or mean.high is None:
        return None
    evidence = Evidence(
        model=one.model,
        words=words,
        takes=one.fidelity.takes,
        shots=len(one.fidelity.shots),
        mean=mean.value,
        low=mean.low,
        high=mean.high,
    )
    return evidence if heuristics().evidence.is_enough(evidence) else None
