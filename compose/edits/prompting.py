"""Edits of a shot's prompt: words of the user's own for a tab, and back to following the scene."""

from __future__ import annotations

from compose.edits.building import changed
from compose.edits.parts import with_shot
from compose.errors import NotFoundError, SceneError
from compose.project import Project
from compose.shot import Shot

PROMPT_TABS = ("scene", "style", "lighting")
"""The parts of a prompt that can be edited."""

LONGEST_PROMPT = 20_000
"""Characters of the longest text of a tab; no model reads as many."""


def set_prompt(project: Project, shot: str, tab: str, text: str, *, seen: str = "") -> Project:
    """Give a tab of a shot's prompt words of the user's own; they stay when the scene changes.

    Parameters
    ----------
    tab
        ``scene``, ``style`` or ``lighting``.
    seen
        The fingerprint of the facts that the words were written against; without it nobody can
        say when they are out of date.

    Raises
    ------
    NotFoundError
        When there is no such shot or tab.
    SceneError
        When the text is empty or too long.
    """
    old = _checked(project, shot, tab)
    words = text.strip()
    if not words:
        raise SceneError(f"The {tab} prompt would be empty; clear it to follow the scene again.")
    if len(words) > LONGEST_PROMPT:
        raise SceneError(
            f"The {tab} prompt has {len(words):,} characters, more than {LONGEST_PROMPT:,};"
            " make it shorter."
        )
    told = {name: value for name, value in old.prompt.seen.items() if name != tab}
    told |= {tab: seen} if seen else {}
    return _prompted(project, old, tab, words, told)


def clear_prompt(project: Project, shot: str, tab: str) -> Project:
    """Let a tab of a shot's prompt follow the scene again.

    Raises
    ------
    NotFoundError
        When there is no such shot or tab.
    """
    old = _checked(project, shot, tab)
    told = {name: value for name, value in old.prompt.seen.items() if name != tab}
    return _prompted(project, old, tab, None, told)


def _checked(project: Project, shot: str, tab: str) -> Shot:
    if tab not in PROMPT_TABS:
        raise NotFoundError("tab of a prompt called", tab, PROMPT_TABS)
    return project.shot(shot)


def _prompted(
    project: Project, shot: Shot, tab: str, words: str | None, seen: dict[str, str]
) -> Project:
    where = f"the prompt of {shot.label!r}"
    prompt = changed(shot.prompt, where, **{tab: words}, seen=seen)
    return with_shot(project, changed(shot, f"the shot {shot.label!r}", prompt=prompt))
