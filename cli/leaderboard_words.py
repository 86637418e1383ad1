"""What is said of models' standings: tables for people, facts for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cli.output import Column, counted
from models.pricing import money
from visualize.leaderboard import Board, Standing
from visualize.leaderboard.intervals import Mean, Rate
from visualize.leaderboard.ranking import By

_COLUMNS = (
    Column("rank", right=True),
    Column("model"),
    Column("fidelity", right=True),
    Column("takes", right=True),
    Column("shots", right=True),
    Column("votes won", right=True),
    Column("picked", right=True),
    Column("failed", right=True),
    Column("cost", right=True),
    Column("a keeper", right=True),
    Column("wait", right=True),
    Column("90 % in", right=True),
    Column("remarks", wraps=True),
)
_NOTHING = "-"
_CENTS_TELL = 0.1
"""Dollars above which nobody asks for less than a cent."""
_MINUTE, _HOUR = 60.0, 3600.0


def board_table(board: Board) -> tuple[tuple[Column, ...], list[tuple[str, ...]]]:
    """Return columns and rows of a board, without columns of which nothing is known."""
    rows = [_row(one) for one in board.standings]
    told = [
        number
        for number, cells in enumerate(zip(*rows, strict=True))
        if any(cell not in ("", _NOTHING) for cell in cells)
    ]
    columns = tuple(_COLUMNS[number] for number in told)
    return columns, [tuple(row[number] for number in told) for row in rows]


def _row(one: Standing) -> tuple[str, ...]:
    return (
        rank_words(one), one.name, _fidelity(one), str(one.takes), str(one.shots),
        _rate(one.won, one.votes), _rate(one.picks), _rate(one.failures),
        _usd(one.cost_median), _usd(one.cost_accepted), _time(one.wait_median),
        _time(one.wait_p90), one.remark,
    )  # fmt: skip


def rank_words(one: Standing) -> str:
    """Return ``2``, ``2=`` where others share the rank, or ``-`` where there is none."""
    if one.rank is None:
        return _NOTHING
    return f"{one.rank}=" if one.tied else str(one.rank)


def kind_table(
    all_shots: Board, boards: Sequence[Board]
) -> tuple[tuple[Column, ...], list[tuple[str, ...]], list[str]]:
    """Return columns and rows of models by kind, and the kinds of which too little is known.

    A kind in which no model can be ranked has no column.
    """
    shown = [b for b in boards if any(one.rank is not None for one in b.standings)]
    few = [b.kind.words for b in boards if b not in shown and b.takes]
    columns = (Column("model"), *(Column(board.kind.name, right=True) for board in shown))
    by_model = [{one.model: one for one in board.standings} for board in shown]
    rows = [
        (one.name, *(_kind_cell(found.get(one.model), all_shots.by) for found in by_model))
        for one in all_shots.standings
        if any(one.model in found for found in by_model)
    ]
    return columns, rows, few


def board_facts(board: Board) -> dict[str, Any]:
    """Return a board for programs."""
    return {
        "kind": board.kind.name,
        "by": board.by,
        "takes": board.takes,
        "shots": board.shots,
        "votes": board.votes,
        "models": [_facts(one) for one in board.standings],
    }


def _facts(one: Standing) -> dict[str, Any]:
    fidelity = one.fidelity
    return {
        "model": one.model,
        "name": one.name,
        "local": one.local,
        "rank": one.rank,
        "tied": one.tied,
        "remark": one.remark or None,
        "takes": one.takes,
        "shots": one.shots,
        "projects": one.projects,
        "fidelity": None if fidelity is None else {
            **_interval(fidelity.mean), "takes": fidelity.takes, "shots": len(fidelity.shots)
        },
        "votes": {"count": one.votes, "won": _share(one.won), "strength": one.strength},
        "picked": _share(one.picks),
        "failed": _share(one.failures),
        "cost_usd": {"median": one.cost_median, "a_keeper": one.cost_accepted},
        "wait_seconds": {"median": one.wait_median, "p90": one.wait_p90},
    }  # fmt: skip


def _interval(mean: Mean) -> dict[str, Any]:
    return {"mean": mean.value, "low": mean.low, "high": mean.high}


def _share(rate: Rate | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    return {"share": rate.share, "low": rate.low, "high": rate.high, "of": rate.of}


def _fidelity(one: Standing) -> str:
    if one.fidelity is None:
        return _NOTHING
    mean = one.fidelity.mean
    return f"{mean.value:.0f}" if mean.half is None else f"{mean.value:.0f} ± {mean.half:.0f}"


def _kind_cell(one: Standing | None, by: By) -> str:
    """Return rank, number and count: the mean and its takes, or the share won and its votes."""
    number, count = _NOTHING, 0
    if one is not None and by == "votes" and one.won is not None:
        number, count = f"{round(100 * one.won.share)} %", one.votes
    elif one is not None and by == "fidelity" and one.fidelity is not None:
        number, count = _fidelity(one), one.fidelity.takes
    if one is None or not count:
        return _NOTHING
    return f"({count})" if one.rank is None else f"{rank_words(one)}  {number}  ({count})"


def _rate(rate: Rate | None, of: int | None = None) -> str:
    if rate is None:
        return _NOTHING
    low, high = (round(100 * end) for end in (rate.low, rate.high))
    return f"{round(100 * rate.share)} % ({low}–{high}) of {rate.of if of is None else of:g}"


def _usd(value: float | None) -> str:
    if value is None:
        return _NOTHING
    shown = round(value, 2) if value >= _CENTS_TELL else value
    return money(shown, shown)


def _time(seconds: float | None) -> str:
    if seconds is None:
        return _NOTHING
    if seconds < _MINUTE:
        return f"{seconds:.2g} s" if seconds < 10.0 else f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.1f} min"
    return f"{seconds / _HOUR:.1f} h"


def counts_words(board: Board, projects: int) -> str:
    """Return what a board is made of, in a line."""
    parts = [counted(board.takes, "take"), counted(board.shots, "shot"),
             counted(board.votes, "vote")]  # fmt: skip
    return f"{parts[0]} of {parts[1]} and {parts[2]}, in {counted(projects, 'project')}"
