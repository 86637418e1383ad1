"""`shotwright takes rate`, `note`, `tag`, `untag`, `reject` and `keep`: what people think."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Sequence
from typing import Any

from cli.errors import DONE
from cli.take_words import Said, take_facts, take_table
from cli.takes_asked import Asked
from cli.takes_filters import stars
from compose.files import load_project
from shotwright import UsageError
from visualize.takes.picks import picks_of
from visualize.takes.row import Row

Changes = dict[str, Any]


def judge(asked: Asked) -> int:
    """Change what people think of a take, and show it."""
    row = asked.take()
    picks = picks_of(load_project(asked.folder))
    changes = _REVIEWS[asked.action](asked, row, asked.words[1:])
    if changes.get("rejected") and row.take.id in picks:
        shot = picks[row.take.id]
        raise UsageError(
            f"{row.path.stem} is the pick of shot {shot.label}. To leave the shot without one"
            f" first: shotwright takes unpick {shot.number}"
        )
    judged = asked.gallery.review(row, **changes)
    said = Said(picks=frozenset(picks))
    asked.output.document(take_facts(judged, said))
    asked.output.table(*take_table([judged], said))
    return DONE


def _rated(_asked: Asked, _row: Row, words: Sequence[str]) -> Changes:
    if len(words) != 1:
        raise UsageError("Say how many stars, 0 to 5: shotwright takes rate TAKE 4")
    try:
        return {"rating": stars(words[0])}
    except ArgumentTypeError as error:
        raise UsageError(f"{error}.") from error


def _noted(_asked: Asked, _row: Row, words: Sequence[str]) -> Changes:
    return {"note": " ".join(words)}


def _tagged(_asked: Asked, row: Row, words: Sequence[str]) -> Changes:
    if not words:
        raise UsageError("Say the tags: shotwright takes tag TAKE hero")
    return {"tags": tuple(dict.fromkeys((*row.review.tags, *words)))}


def _untagged(_asked: Asked, row: Row, words: Sequence[str]) -> Changes:
    unknown = [word for word in words if word not in row.review.tags]
    if unknown or not words:
        has = ", ".join(row.review.tags) or "no tags"
        raise UsageError(f"{row.path.stem} has {has}; say which to take off.")
    return {"tags": tuple(tag for tag in row.review.tags if tag not in words)}


def _rejected(asked: Asked, _row: Row, _words: Sequence[str]) -> Changes:
    asked.refuse_words(1)
    return {"rejected": True}


def _kept(asked: Asked, _row: Row, _words: Sequence[str]) -> Changes:
    asked.refuse_words(1)
    return {"rejected": False}


_REVIEWS: dict[str, Callable[[Asked, Row, Sequence[str]], Changes]] = {
    "rate": _rated,
    "note": _noted,
    "tag": _tagged,
    "untag": _untagged,
    "reject": _rejected,
    "keep": _kept,
}

REVIEWS = tuple(_REVIEWS)
