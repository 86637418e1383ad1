"""Tabs: the prompt of a shot as Scene, Style and Lighting, edited or following the scene."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compose.project import Project
from compose.shot import Shot
from models.card import PromptRule
from visualize.order import PromptText
from visualize.produce.drawing import Draws
from visualize.prompt.facts import TABS, PromptFacts, Tab
from visualize.prompt.fitting import Fitted, fitted
from visualize.prompt.gather import gather_facts
from visualize.prompt.sentences import Sentence, split_sentences
from visualize.prompt.words import (
    lighting_sentences,
    scene_sentences,
    sound_sentences,
    style_sentences,
)

_OWN_WORDS = -1
"""The rank of the user's own sentences: they are cut last."""

_ORDER: tuple[Tab, ...] = ("scene", "lighting", "style")
"""How the tabs follow each other in what a model reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabText:
    """One tab: what the scene says by itself, and the user's own words instead, if there are any.

    ``stale`` tells whether the scene has changed since they were written; ``None`` when there are
    none, or nobody noted what they were written against.
    """

    tab: Tab
    automatic: str
    edited: str | None
    stale: bool | None

    @property
    def text(self) -> str:
        """What will be used."""
        return self.automatic if self.edited is None else self.edited


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotPrompt:
    """The prompt of a shot before it is cut for a model."""

    facts: PromptFacts
    tabs: tuple[TabText, ...]
    negative: str = ""

    def tab(self, name: Tab) -> TabText:
        """Return one tab."""
        return next(tab for tab in self.tabs if tab.tab == name)

    @property
    def stale(self) -> tuple[Tab, ...]:
        """The tabs whose words are older than the scene."""
        return tuple(tab.tab for tab in self.tabs if tab.stale)

    def with_words_of(self, shot: Shot) -> ShotPrompt:
        """Return the prompt with the words of a shot whose scene has not changed."""
        tabs = tuple(_tab(self.facts, shot, name, None) for name in TABS)
        return replace(self, tabs=tabs)

    def sentences(self, *, dialogue: bool = False, sounds: bool = False) -> tuple[Sentence, ...]:
        """Return the sentences in order: scene, light, style, then what is heard if asked."""
        made: list[Sentence] = []
        for name in _ORDER:
            tab = self.tab(name)
            made += _automatic(self.facts, name) if tab.edited is None else _own(tab)
        heard = sound_sentences(self.facts)
        wanted = {"dialogue": dialogue, "sound": sounds}
        own = " ".join(tab.edited or "" for tab in self.tabs)
        lines = [words for _, words in self.facts.sounds.lines if words in own]
        told = [one for one in heard if wanted[one.about]]
        return (*made, *(one for one in told if not any(words in one.text for words in lines)))

    def fitted(self, rule: PromptRule, *, audio: bool = False) -> Fitted:
        """Return the prompt as a model gets it, within its limit.

        With ``audio`` the sounds of the shot's notes are told, and the spoken lines where the
        model takes them.
        """
        return fitted(self.sentences(dialogue=audio and rule.dialogue, sounds=audio), rule)


def shot_prompt(
    project: Project, shot: Shot, *, frame: int | None = None, text: PromptText | None = None,
    renderer: Draws | None = None,
) -> ShotPrompt:  # fmt: skip
    """Return the prompt of a shot: its own words where it has some, else those of the scene.

    Parameters
    ----------
    frame
        A scene frame: the prompt is for that one picture.
    text
        Words for this time only, which win over the shot's.
    renderer
        What draws the few small pictures that say who is seen; a new one by default.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated or drawn.
    """
    facts = gather_facts(project, shot, frame=frame, renderer=renderer)
    given = text or PromptText()
    tabs = tuple(_tab(facts, shot, name, getattr(given, name)) for name in TABS)
    return ShotPrompt(facts=facts, tabs=tabs, negative=given.negative)


def _tab(facts: PromptFacts, shot: Shot, name: Tab, given: str | None) -> TabText:
    automatic = " ".join(one.text for one in _automatic(facts, name))
    if given is not None:
        return TabText(tab=name, automatic=automatic, edited=given, stale=None)
    edited: str | None = getattr(shot.prompt, name)
    seen = shot.prompt.seen.get(name)
    stale = None if edited is None or seen is None else seen != facts.fingerprint(name)
    return TabText(tab=name, automatic=automatic, edited=edited, stale=stale)


def _automatic(facts: PromptFacts, name: Tab) -> tuple[Sentence, ...]:
    makers = {"scene": scene_sentences, "style": style_sentences, "lighting": lighting_sentences}
    return makers[name](facts)


def _own(tab: TabText) -> list[Sentence]:
    return [
        Sentence(text=text, tab=tab.tab, about="own", rank=_OWN_WORDS)
        for text in split_sentences(tab.text)
    ]
