"""Advice: the models of a mode judged for a shot, with what their takes showed so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from compose.project import Project
from compose.shot import Shot
from models.modes import Mode
from models.recommend import Suggestion, recommend
from models.registry import Registry
from visualize.brief.traits import shot_traits
from visualize.jobs.store import JobStore
from visualize.leaderboard import Gathered, gather, kinds_of, known_projects, leaderboard
from visualize.leaderboard.for_shot import shot_evidence
from visualize.leaderboard.kinds import ALL


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Suggestions by model, the best first, and how long takes of each took in the middle."""

    suggestions: tuple[Suggestion, ...] = ()
    waits: Mapping[str, float] = field(default_factory=dict)

    def of(self, model: str) -> Suggestion | None:
        """Return what is said of a model."""
        return next((one for one in self.suggestions if one.card.id == model), None)


def gather_known(root: Path | None) -> Gathered:
    """Return what is known of all takes of this user. It reads much: never in the window's thread.

    Raises
    ------
    ShotwrightError
        When the file of jobs cannot be read.
    """
    own = () if root is None else (root,)
    with JobStore() as store:
        return gather((*own, *known_projects(store)))


def advise(
    project: Project, shot: Shot, mode: Mode, registry: Registry, gathered: Gathered | None,
    *, needs_audio: bool,
) -> Advice:  # fmt: skip
    """Judge the models of a mode for a shot.

    Parameters
    ----------
    gathered
        What is known of takes; ``None`` while it was not gathered yet.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    traits = shot_traits(
        project, shot, has_end_frame=mode is Mode.START_END, needs_audio=needs_audio
    )
    if gathered is None or not gathered.takes:
        return Advice(suggestions=recommend(registry, mode, traits))
    evidence = shot_evidence(gathered, kinds_of(project, shot), mode)
    standings = leaderboard(gathered, ALL).standings
    waits = {one.model: one.wait_median for one in standings if one.wait_median is not None}
    return Advice(suggestions=recommend(registry, mode, traits, evidence), waits=waits)


def recommendation(suggestion: Suggestion) -> str:
    """Return why a model is recommended: its reasons that speak for it, as sentences."""
    reasons = [one[2:] for one in suggestion.reasons if one.startswith("+ ")]
    return " ".join(f"{one[:1].upper()}{one[1:]}." for one in reasons[:3])
