"""Prompt: a shot becomes words, from what is really in it."""

from visualize.prompt.facts import TABS, PromptFacts, Tab
from visualize.prompt.fitting import Fitted, counted, fitted
from visualize.prompt.gather import gather_facts
from visualize.prompt.tabs import ShotPrompt, TabText, shot_prompt

__all__ = [
    "TABS",
    "Fitted",
    "PromptFacts",
    "ShotPrompt",
    "Tab",
    "TabText",
    "counted",
    "fitted",
    "gather_facts",
    "shot_prompt",
]
