"""Facts: what the index holds of a take in columns of their own, to filter and sort by."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import NamedTuple

from visualize.takes.take import Review, Take

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Facts(NamedTuple):
    """One take in plain values; ``None`` is unknown.

    ``path`` is the sidecar's below the folder of takes, ``cost_usd`` is ``cost_of``, ``made``
    seconds since 1970 in UTC, ``tags`` a JSON list, ``seconds`` the clip's length.
    """

    path: str
    stamp: str
    id: str
    stem: str
    shot: str
    label: str
    number: int
    model: str
    model_name: str
    mode: str
    kind: str
    prompt: str
    cost_usd: float | None
    seconds: float
    made: float
    rating: int
    rejected: int
    tags: str
    note: str
    fidelity: float | None


def facts_of(
    path: str, stamp: str, stem: str, take: Take, review: Review, fidelity: float | None
) -> Facts:
    """Return what is filtered and sorted by.

    Parameters
    ----------
    path, stamp, stem
        The sidecar below the folder of takes, its state on the disk, and its name without ending.
    """
    return Facts(
        path=path,
        stamp=stamp,
        id=take.id,
        stem=stem,
        shot=take.of.shot,
        label=take.of.shot_label,
        number=take.number,
        model=take.made.model,
        model_name=take.made.model_name,
        mode=take.made.mode,
        kind=take.clip.kind,
        prompt=take.made.prompt,
        cost_usd=cost_of(take),
        seconds=take.clip.seconds,
        made=timestamp(take.finished),
        rating=review.rating,
        rejected=int(review.rejected),
        tags=json.dumps(review.tags, ensure_ascii=False),
        note=review.note,
        fidelity=fidelity,
    )


def cost_of(take: Take) -> float | None:
    """Return what a take cost in US dollars: as billed, else the upper bound of the estimate."""
    billed = take.made.reported_usd
    return take.made.estimated_high_usd if billed is None else billed


def timestamp(moment: datetime) -> float:
    """Return seconds since 1970; a time without a zone is meant in UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH).total_seconds()
