"""Measure: takes of a project against their shots, each measured once and kept beside the take."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from models.request import FrameMapping
from visualize.compare.assembling import assembled, with_shifted
from visualize.compare.kept import read_measures, write_measures
from visualize.compare.mapping import mapping_of, moved
from visualize.compare.meter import WORKING_SIDE
from visualize.compare.placing import Placing
from visualize.compare.watching import Subject, placing_of, watch
from visualize.errors import TakeError
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.fingerprint import content_hash, digest
from visualize.produce.report import ProgressCallback, tell
from visualize.takes.clip import file_hash
from visualize.takes.measures import METRICS_VERSION, Measures
from visualize.takes.row import Row

_TOGETHER = 8
"""Takes that are watched in one pass; each holds a decoder open."""


@dataclass(frozen=True, eq=False)
class _Plan:
    """One take that has to be measured. ``place`` is its place in what is returned."""

    place: int
    row: Row
    shot: Shot
    subject: Subject
    reference: str


def measure_takes(
    project: Project, rows: Sequence[Row], *, report: ProgressCallback | None = None,
    draws: Draws | None = None,
) -> list[Measures]:  # fmt: skip
    """Return the measures of takes, in their order, against the shots as they are now.

    What was measured of the same file against the same shot before is read, not measured again;
    what is measured is kept beside the take.

    Parameters
    ----------
    report
        Called as frames are done.
    draws
        What draws; a renderer of its own by default, made when there is something to measure.

    Raises
    ------
    NotFoundError
        When the project has no such shot.
    TakeError
        When a clip is not the one its sidecar speaks of, or does not decode.
    EncodeError
        When the measures cannot be written.
    ShotwrightError
        When a shot cannot be evaluated or drawn.
    """
    found: dict[int, Measures] = {}
    plans: list[_Plan] = []
    for place, plan in enumerate(_planned(project, rows)):
        kept = read_measures(plan.row)
        if kept is not None and kept.reference == plan.reference:
            found[place] = kept
        else:
            plans.append(plan)
    if plans:
        with renderer_or_new(draws) as renderer:
            for plan, measures in _measured(project, plans, renderer, report):
                write_measures(plan.row, measures)
                found[plan.place] = measures
    return [found[place] for place in range(len(rows))]


def _planned(project: Project, rows: Sequence[Row]) -> Iterator[_Plan]:
    contents: dict[str, str] = {}
    for place, row in enumerate(rows):
        shot = project.shot(row.take.of.shot)
        if shot.id not in contents:
            contents[shot.id] = content_hash(project, shot, evaluate(project, shot, shot.start))
        mapping = mapping_of(project, shot, row.take)
        reference = digest(
            {
                "metrics": METRICS_VERSION,
                "shot": contents[shot.id],
                "mapping": mapping.model_dump(mode="json"),
                "side": WORKING_SIDE,
            }
        )
        yield _Plan(place, row, shot, Subject(row.file, row.take, mapping), reference)


def _measured(
    project: Project, plans: Sequence[_Plan], draws: Draws, report: ProgressCallback | None
) -> Iterator[tuple[_Plan, Measures]]:
    for shot, group, placings in _groups(project, plans):
        began = time.monotonic()
        total = max(plan.subject.mapping.frames for plan in group)

        def told(done: int, shot: Shot = shot, total: int = total) -> None:
            tell(report, "measuring", f"shot {shot.label}", done, total)

        seen = watch(project, shot, [plan.subject for plan in group], placings, draws, told)
        seconds = (time.monotonic() - began) / len(group)
        for plan, one, placing in zip(group, seen, placings, strict=True):
            measures = assembled(project, plan.row, plan.reference, plan.subject.mapping, one)
            measures = measures.replace(measuring_seconds=round(seconds, 3))
            yield plan, _once_shifted(project, plan, measures, placing, draws)


def _groups(
    project: Project, plans: Sequence[_Plan]
) -> Iterator[tuple[Shot, list[_Plan], list[Placing]]]:
    """Yield takes that can be watched together: of one shot, one course of frames, one size."""
    groups: dict[tuple[object, ...], list[tuple[_Plan, Placing]]] = {}
    for plan in plans:
        _check_file(plan.row)
        mapping = plan.subject.mapping
        camera = evaluate(project, plan.shot, mapping.start).camera
        placing = placing_of(camera, plan.subject)
        key = (plan.shot.id, placing.size, _course(mapping), plan.row.take.clip.kind)
        groups.setdefault(key, []).append((plan, placing))
    for group in groups.values():
        for start in range(0, len(group), _TOGETHER):
            part = group[start : start + _TOGETHER]
            yield part[0][0].shot, [plan for plan, _ in part], [placing for _, placing in part]


def _course(mapping: FrameMapping) -> tuple[float, ...]:
    return (mapping.start, mapping.step, mapping.hold_from, mapping.hold_to)


def _once_shifted(
    project: Project, plan: _Plan, measures: Measures, placing: Placing, draws: Draws
) -> Measures:
    """Add how faithful a take is once it is shifted by the offset that was found for sure."""
    alignment = measures.alignment
    if not alignment.sure or abs(alignment.offset) < 1.0:
        return measures
    mapping, skipped = moved(plan.subject.mapping, round(alignment.offset))
    subject = replace(plan.subject, mapping=mapping, skipped=skipped)
    seen = watch(project, plan.shot, [subject], [placing], draws, _nobody)
    return with_shifted(measures, seen[0])


def _nobody(_: int) -> None:
    """Listen to no progress: the second look is short."""


def _check_file(row: Row) -> None:
    """Check that a clip is the one that its sidecar speaks of."""
    try:
        same = file_hash(row.file) == row.take.clip.sha256
    except OSError as error:
        raise TakeError(row.file, f"the clip cannot be read ({error.strerror})") from error
    if not same:
        raise TakeError(
            row.file, "the clip was changed since the take was kept; import it as a take of its own"
        )
