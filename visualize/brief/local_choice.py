"""Local choice: which treatment of this machine makes takes where no model is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compose.project import Project
from compose.shot import Shot
from models.card import ModelCard
from models.errors import OptionError
from models.modes import Mode
from models.recommend import Suggestion, recommend
from models.registry import Registry
from visualize.brief.traits import shot_traits
from visualize.order import LOCAL

_PLAINEST = "local/finish"
"""Of equals the one that keeps the scene's own colours."""


@dataclass(frozen=True)
class LocalChoice:
    """A model's id, and a clause that says why it is this one."""

    model: str
    why: str


def local_model(
    project: Project, shots: Sequence[Shot], mode: Mode, registry: Registry
) -> LocalChoice:
    """Return the model of this machine that suits the shots best: one for all, so that they match.

    It is the one whose ``recommend`` scores add up to the most. The same shots always get the same
    model, whatever keys there are.

    Raises
    ------
    OptionError
        When nothing on this machine has the mode.
    ShotwrightError
        When a shot's scene cannot be evaluated.
    """
    here = [card for card in registry.for_mode(mode) if _is_local(card, mode)]
    if not here:
        others = [card.id for card in registry.for_mode(mode)]
        raise OptionError(
            "model", f"Nothing on this machine has the mode {mode}. Name one:", others
        )
    if len(here) == 1:
        return LocalChoice(here[0].id, f"the one of this machine for {mode}")
    judged: dict[str, list[Suggestion]] = {card.id: [] for card in here}
    for shot in shots:
        for suggestion in recommend(registry, mode, shot_traits(project, shot)):
            if suggestion.card.id in judged:
                judged[suggestion.card.id].append(suggestion)
    scores = {id_: sum(found.score for found in listed) for id_, listed in judged.items()}
    best = min(judged, key=lambda id_: (-scores[id_], id_ != _PLAINEST, id_))
    return LocalChoice(best, _why(best, judged))


def _is_local(card: ModelCard, mode: Mode) -> bool:
    return any(route.provider == LOCAL for route in card.modes[mode])


def _why(best: str, judged: Mapping[str, Sequence[Suggestion]]) -> str:
    """Return what speaks for a model in most shots, of what does not speak for all alike."""
    said = {
        id_: Counter(
            reason.removeprefix("+ ")
            for suggestion in listed
            for reason in suggestion.reasons
            if reason.startswith("+")
        )
        for id_, listed in judged.items()
    }
    own = [
        reason
        for reason, _ in said[best].most_common()
        if any(reason not in others for others in said.values())
    ]
    if not own:
        return "as good here as any of this machine, and it keeps the scene's own colours"
    return f"the best of this machine here ({own[0]})"
