"""Assembling: what the meters found of a take, put together as its measures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compose.project import Project
from compose.timing import parse_rate
from models.request import FrameMapping
from visualize.compare.clock import timing
from visualize.compare.grading import clipped
from visualize.compare.headline import headline, temporal
from visualize.compare.mapping import asked_of
from visualize.compare.meter import Findings
from visualize.compare.watching import Seen
from visualize.takes.facts import cost_of
from visualize.takes.measures import Measures, Metric, Remark
from visualize.takes.row import Row

_MOST_REMARKS = 12
_CAUSED_BY_TIME = frozenset(("structure", "start", "end"))
"""What is elsewhere because the take is late needs no second remark."""

_COMES_LATE = re.compile(r"\d frames? (?:late|early)$")
"""How a move is told that comes late as a whole."""


def assembled(
    project: Project, row: Row, reference: str, mapping: FrameMapping, seen: Seen
) -> Measures:
    """Return the measures of a take."""
    take = row.take
    rate = parse_rate(project.rate)
    clock = timing(take, asked_of(take), rate)
    metrics = _metrics((*seen.findings, clock))
    frames = take.clip.frames
    head = headline(metrics, frames)
    return Measures(
        take=take.id,
        clip_sha256=take.clip.sha256,
        reference=reference,
        frames=frames,
        rate=take.clip.rate or project.rate,
        size=(take.clip.width, take.clip.height),
        fidelity=head.fidelity,
        curve=head.curve,
        metrics=metrics,
        remarks=_remarks((*seen.findings, clock), seen, frames),
        alignment=seen.alignment,
        cost_usd=cost_of(take),
        wait_seconds=max(0.0, (take.finished - take.submitted).total_seconds()),
    )


def with_shifted(measures: Measures, seen: Seen) -> Measures:
    """Return measures that say, too, how faithful the take is once it is shifted."""
    shifted = headline(_metrics(seen.findings), measures.frames).fidelity
    metrics = tuple(
        metric.replace(details={**metric.details, "fidelity_shifted": shifted})
        if metric.name == "offset"
        else metric
        for metric in measures.metrics
    )
    return measures.replace(metrics=metrics)


def _metrics(findings: Iterable[Findings]) -> tuple[Metric, ...]:
    """Return all metrics, with ``temporal`` made of its parts."""
    found = [metric for one in findings for metric in one.metrics]
    whole = temporal(found)
    return tuple(found) if whole is None else (*found, whole)


def _remarks(findings: Iterable[Findings], seen: Seen, frames: int) -> tuple[Remark, ...]:
    """Return what went wrong, the worst first; one cause is said once."""
    found = [remark for one in findings for remark in one.remarks]
    if seen.alignment.sure and abs(seen.alignment.offset) >= 1.0:
        found = [remark for remark in found if not _says_late_again(remark)]
    inside = [
        remark.replace(end=min(remark.end, frames), weight=clipped(remark.weight, 1.0))
        for remark in found
        if remark.start < frames
    ]
    return tuple(sorted(inside, key=lambda remark: -remark.weight)[:_MOST_REMARKS])


def _says_late_again(remark: Remark) -> bool:
    comes_late = remark.metric == "camera" and _COMES_LATE.search(remark.text) is not None
    return comes_late or remark.metric in _CAUSED_BY_TIME
