"""Sounds: spoken lines and noises, only as the shot's own texts give them; never invented."""

from __future__ import annotations

from compose.payload import Figure
from compose.scene import Scene
from compose.shot import Shot
from visualize.prompt.facts import Sounds
from visualize.prompt.phrases import table

_QUOTES = "\"'“”„«»‘’"
_LONGEST_NAME, _LONGEST = 40, 400


def sounds_of(scene: Scene, shot: Shot) -> Sounds:
    """Return what the description and the notes of a shot say is heard.

    A line of its own such as ``ANNA: "I have made up my mind."`` is spoken when a figure of the
    scene is called so; ``SOUND:``, ``SFX:``, ``AMBIENCE:`` and ``MUSIC:`` are heard.
    """
    people = _people(scene)
    lines, sounds = [], []
    for line in f"{shot.description}\n{shot.notes}".splitlines():
        name, text = _heard(line, people)
        words = text.strip(_QUOTES).strip()[:_LONGEST]
        if words and name.casefold() in people:
            lines.append((people[name.casefold()], words))
        elif words:
            sounds.append((name, words))
    return Sounds(lines=tuple(lines), sounds=tuple(sounds))


def without_sounds(scene: Scene, text: str) -> str:
    """Return a text without its lines that are heard, on one line."""
    people = _people(scene)
    kept = [line for line in text.splitlines() if not _heard(line, people)[0]]
    return " ".join(" ".join(kept).split())


def _people(scene: Scene) -> dict[str, str]:
    return {node.name.casefold(): node.name for node in scene.nodes
            if isinstance(node.payload, Figure)}  # fmt: skip


def _heard(line: str, people: dict[str, str]) -> tuple[str, str]:
    """Return the mark of a line and what follows; both empty where nothing is heard."""
    name, colon, text = line.partition(":")
    name = name.strip()
    known = name.casefold() in people or (name.isupper() and name in table("sounds"))
    return (name, text.strip()) if colon and len(name) <= _LONGEST_NAME and known else ("", "")
