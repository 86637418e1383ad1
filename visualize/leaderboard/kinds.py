"""Kinds: what a shot is, in the few words by which models are told apart; the table is data."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files

from compose.errors import nearest
from compose.framing.describe import describe
from compose.moves.analysis import analyse_shot
from compose.project import Project
from compose.shot import Shot
from compose.values import Value
from models.recommend import Condition
from shotwright import UsageError
from visualize.brief.traits import shot_traits

ALL = "all"
"""Every shot is of this kind, which is not in the table."""


class Kind(Value):
    """A kind of shot: the moves, sizes and traits of which any one makes a shot one of it."""

    name: str
    words: str
    moves: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    any: tuple[Condition, ...] = ()


class _Table(Value):
    kinds: tuple[Kind, ...]


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Return every kind, what says most about a shot first."""
    text = files("visualize.leaderboard").joinpath("kinds.toml").read_text("utf-8")
    return _Table.model_validate_json(json.dumps(tomllib.loads(text))).kinds


def kind_named(name: str) -> Kind:
    """Return a kind by its name, or ``all`` for every shot.

    Raises
    ------
    UsageError
        When there is none; the nearest is offered.
    """
    known = {ALL: Kind(name=ALL, words="shots"), **{kind.name: kind for kind in all_kinds()}}
    if name not in known:
        similar = nearest(name, known)
        hint = f"Did you mean {similar[0]!r}?" if similar else f"Known: {', '.join(known)}."
        raise UsageError(f"There is no kind of shot {name!r}. {hint}")
    return known[name]


def kinds_of(project: Project, shot: Shot) -> tuple[str, ...]:
    """Return the names of the kinds that a shot is of, in the order of the table.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    moves = set(analyse_shot(project, shot).moves)
    measured = describe(project, shot, shot.start).measured
    size = "" if measured is None else measured.size
    traits = shot_traits(project, shot)
    return tuple(
        kind.name
        for kind in all_kinds()
        if moves & set(kind.moves)
        or size in kind.sizes
        or any(condition.holds(traits) for condition in kind.any)
    )
