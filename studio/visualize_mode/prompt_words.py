"""Prompt words: how the tabs of a shot's prompt stand against its scene and its model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from compose.edits import clear_prompt, set_prompt
from compose.project import Project
from compose.scene import Scene
from compose.shot import Prompt, Shot
from models.card import PromptRule, Route
from models.modes import Mode
from models.request import Chosen
from visualize.order import LOCAL
from visualize.prompt import ShotPrompt, Tab, TabText
from visualize.prompt.sentences import split_sentences


@dataclass(frozen=True, eq=False, slots=True)
class WordsKey:
    """What the words of a shot are made from. Two that are alike need not be read twice."""

    scene: Scene
    shot: Shot
    bible: str
    frame: int | None

    @classmethod
    def of(cls, project: Project, shot: Shot, mode: Mode, frame: int) -> WordsKey:
        """Return the key of a shot's facts as they are now."""
        plain = shot.replace(prompt=Prompt(), pick=None)
        at = frame if mode is Mode.IMAGE else None
        return cls(project.scene(shot.scene), plain, project.bible, at)

    def like(self, other: WordsKey | None) -> bool:
        """Tell whether both make the same words."""
        return (
            other is not None
            and self.scene is other.scene
            and self.shot == other.shot
            and (self.bible, self.frame) == (other.bible, other.frame)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """How long the whole prompt is against what the model reads."""

    words: str
    over: bool = False
    tip: str = ""


def counter(prompt: ShotPrompt, route: Route | None, chosen: Chosen | None, model: str) -> Counter:
    """Return the counter under the tabs: ``463 / 6,000``."""
    if route is None or route.provider == LOCAL:
        name = model or "A look of this machine"
        return Counter(words="Not read here", tip=f"{name} reads no words: it draws the scene.")
    rule: PromptRule = route.prompt
    fitted = prompt.fitted(rule, audio=bool(chosen and chosen.audio))
    of = f" / {rule.limit:,}" if rule.limit is not None else ""
    cut = f" {len(fitted.cut)} parts are left out to fit." if fitted.cut else ""
    return Counter(
        words=f"{fitted.count:,}{of}", over=bool(fitted.cut),
        tip=f"All tabs together: {fitted.counter()}.{cut}",
    )  # fmt: skip


def edited_places(automatic: str, edited: str) -> int:
    """Return at how many places an edited text differs from the automatic one, by sentences."""
    ours, theirs = split_sentences(automatic), split_sentences(edited)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return sum(tag != "equal" for tag, *_ in matcher.get_opcodes())


def edited_words(tab: TabText) -> str:
    """Return ``Edited by you in 1 place; the rest follows the scene``, or that all does."""
    if tab.edited is None:
        return "Follows the scene. Type to make it your own."
    places = edited_places(tab.automatic, tab.edited)
    if not places:
        return "Your own words, the same as the scene's"
    where = "1 place" if places == 1 else f"{places} places"
    return f"Edited by you in {where}; it no longer follows the scene"


def typed(project: Project, shot: str, tab: TabText, text: str, seen: str) -> Project:
    """Return the project after a tab was typed into; the scene's own words follow it again."""
    if not text.strip() or text.strip() == tab.automatic:
        return clear_prompt(project, shot, tab.tab)
    return set_prompt(project, shot, tab.tab, text, seen=seen)


def stale_words(tabs: Sequence[Tab]) -> str:
    """Return ``Lighting is older than the scene``."""
    names = [name.capitalize() for name in tabs]
    if not names:
        return ""
    if len(names) == 1:
        return f"{names[0]} is older than the scene"
    return f"{', '.join(names[:-1])} and {names[-1]} are older than the scene"
