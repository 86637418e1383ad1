"""What the gallery's page shows, as plain values for its scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from compose.project import Project
from compose.shot import Shot
from visualize.pages.provenance import MODES, provenance
from visualize.staleness import Reason
from visualize.takes import Row
from visualize.takes.facts import cost_of
from visualize.takes.measures import Measures
from visualize.takes.take import Mapped

_UNKNOWN = "unknown"
"""The part of a reason that says why nobody can tell whether a take is stale."""

_TOLD = 4
"""Remarks on what went wrong that the page tells, the worst first."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What is known of takes beside what the takes themselves hold, each by the take's id.

    Attributes
    ----------
    reasons
        What differs between a take and its shot as it is now (``stale_parts``). A take that is not
        here was not judged.
    measures
        What was measured of a take.
    """

    reasons: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    measures: Mapping[str, Measures] = field(default_factory=dict)


def gallery_data(
    project: Project,
    rows: Sequence[Row],
    shots: Iterable[Shot],
    judged: Judged,
    media: Mapping[Path, Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the page's data: the project's name, and its shots with their takes.

    Parameters
    ----------
    shots
        In their order, those without takes included; other shots that have takes follow.
    media
        Each take's files by its sidecar, from ``put_media``.
    """
    takes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    labels: dict[str, str] = {}
    picks = {shot.id: shot.pick for shot in project.shots}
    for row in rows:
        shot = row.take.of.shot
        labels.setdefault(shot, row.take.of.shot_label)
        picked = picks.get(shot) == row.take.id
        takes[shot].append(_take(row, judged, picked=picked) | dict(media.get(row.path, {})))
    sections = [_section(shot.id, shot.number, shot.name, gone=False) for shot in shots]
    listed = {section["id"] for section in sections}
    others = (shot for shot in labels if shot not in listed)
    sections += [_section(shot, "", labels[shot], gone=shot not in picks) for shot in others]
    for section in sections:
        section["takes"] = takes[section["id"]]
    return {"project": project.name, "shots": sections}


def _section(shot: str, number: str, name: str, *, gone: bool) -> dict[str, Any]:
    return {"id": shot, "number": number, "name": name, "gone": gone}


def _take(row: Row, judged: Judged, *, picked: bool) -> dict[str, Any]:
    take, review = row.take, row.review
    made, clip = take.made, take.clip
    return {
        "id": take.id,
        "number": take.number,
        "label": take.of.shot_label,
        "file": clip.file,
        "model": made.model_name or made.model,
        "mode": MODES.get(made.mode, made.mode),
        "kind": clip.kind,
        "size": [clip.width, clip.height],
        "frames": clip.frames,
        "rate": float(Fraction(clip.rate or 24)),
        "seconds": clip.seconds,
        "audio": clip.audio,
        "scene": _scene(made.mapping),
        "cost": cost_of(take),
        "made": take.finished.isoformat(),
        "picked": picked,
        "rating": review.rating,
        "rejected": review.rejected,
        "tags": list(review.tags),
        "note": review.note,
        **_standing(judged.reasons.get(take.id)),
        "fidelity": _fidelity(judged.measures.get(take.id)),
        "prompt": made.prompt,
        "negative": made.negative,
        "provenance": provenance(take),
    }


def _scene(mapped: Mapped | None) -> list[float] | None:
    """Return start, step and the frames between which a clip is held, of the scene."""
    if mapped is None:
        return None
    return [mapped.start, mapped.step, mapped.hold_from, mapped.hold_to]


def _standing(reasons: tuple[Reason, ...] | None) -> dict[str, Any]:
    """Return why a take is stale (``None``: nobody can tell), and what else is to be known."""
    if reasons is None:
        return {"stale": None, "remarks": []}
    remarks = [reason.text for reason in reasons if not reason.stale]
    if any(reason.part == _UNKNOWN for reason in reasons):
        return {"stale": None, "remarks": remarks}
    return {"stale": [reason.text for reason in reasons if reason.stale], "remarks": remarks}


def _fidelity(measures: Measures | None) -> dict[str, Any] | None:
    if measures is None:
        return None
    return {
        "score": measures.fidelity,
        "remarks": [{"text": one.text, "start": one.start} for one in measures.remarks[:_TOLD]],
        "curve": list(measures.curve),
        "metrics": [
            {"name": one.name, "group": one.group, "score": one.score, "note": one.note}
            for one in measures.metrics
        ],
    }
