"""Gather: the evidence of some projects, out of their takes, picks and votes, and of the jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from compose.errors import NotFoundError
from compose.files import load_project
from compose.project import Project
from shotwright import ShotwrightError
from visualize.jobs.records import Job
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.leaderboard.evidence import (
    JobEvidence,
    Kinds,
    Maker,
    TakeEvidence,
    VoteEvidence,
)
from visualize.leaderboard.kept_kinds import KeptKinds
from visualize.leaderboard.vote_files import kept_votes
from visualize.leaderboard.votes import Vote
from visualize.staleness import is_stale, stale_parts
from visualize.takes import Gallery, Row
from visualize.takes.facts import cost_of

_ACCEPTED_STARS = 4


@dataclass(frozen=True)
class Gathered:
    """All that is known; ``faults`` are what could not be read, in words for people."""

    takes: tuple[TakeEvidence, ...] = ()
    jobs: tuple[JobEvidence, ...] = ()
    votes: tuple[VoteEvidence, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """What models are called, by their ids."""
    projects: int = 0
    faults: tuple[str, ...] = ()


def gather(
    folders: Iterable[Path],
    store: JobStore | None = None,
    kinds: KeptKinds | None = None,
    *,
    fresh: bool = False,
) -> Gathered:
    """Return what happened in these projects. Nothing is changed.

    A project that cannot be read is told in the faults and hurts no other. A take that lies in
    several copies of a project counts once.

    Parameters
    ----------
    store
        Where jobs are; without it nothing is known of failures.
    kinds
        What remembers the kinds of shots.
    fresh
        Leaves out the fidelity of takes whose shot has changed since they were made.
    """
    kinds = kinds or KeptKinds()
    jobs = [] if store is None else [job for job in store.jobs() if _tells(job)]
    found = _Found(kinds, jobs, fresh=fresh)
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        try:
            found.add(folder)
        except ShotwrightError as error:
            found.faults.append(str(error))
    kinds.save()
    return Gathered(
        takes=tuple(found.takes.values()),
        jobs=tuple(_job(j, found.kinds) for j in jobs if j.project_id in found.projects),
        votes=tuple(found.votes),
        names=found.names,
        projects=len(found.projects),
        faults=(*found.faults, *kinds.faults),
    )


class _Found:
    """What is found, project by project."""

    def __init__(self, kept: KeptKinds, jobs: Iterable[Job], *, fresh: bool) -> None:
        self._kept, self._fresh = kept, fresh
        self._ordered = {(job.project_id, job.shot) for job in jobs}
        self._voted: set[Vote] = set()
        self.takes: dict[str, TakeEvidence] = {}
        self.votes: list[VoteEvidence] = []
        self.names: dict[str, str] = {}
        self.kinds: dict[str, Kinds] = {}
        self.projects: set[str] = set()
        self.faults: list[str] = []

    def add(self, folder: Path) -> None:
        """Add one project's evidence."""
        project = load_project(folder)
        with Gallery(folder) as gallery:
            rows = self._only_fresh(project, gallery.takes())
            self.faults.extend(map(str, gallery.faults))
        self.projects.add(project.id)
        shots = {row.take.of.shot for row in rows}
        shots |= {shot for ordered_of, shot in self._ordered if ordered_of == project.id}
        for shot in sorted(shots):
            self.kinds.setdefault(_key(project.id, shot), self._of(project, shot))
        self._add_takes(project, rows)
        votes, faults = kept_votes(folder)
        self.faults.extend(map(str, faults))
        self._add_votes(votes)

    def _only_fresh(self, project: Project, rows: list[Row]) -> list[Row]:
        """Return the takes; where only fresh ones count, without the fidelity of the others."""
        if not self._fresh:
            return rows
        reasons = stale_parts(project, [row.take for row in rows if row.fidelity is not None])
        stale = {take for take, why in reasons.items() if is_stale(why)}
        return [replace(row, fidelity=None) if row.take.id in stale else row for row in rows]

    def _add_takes(self, project: Project, rows: Sequence[Row]) -> None:
        picks = {shot.id: shot.pick for shot in project.shots if shot.pick is not None}
        in_job = Counter(row.take.made.job for row in rows)
        for row in rows:
            if row.take.id not in self.takes:
                made = row.take.made
                self.names[made.model] = made.model_name
                self.takes[row.take.id] = _take(
                    row, self.kinds, project.id, picks, in_job[made.job]
                )

    def _add_votes(self, votes: Iterable[Vote]) -> None:
        for vote in votes:
            if vote not in self._voted and all(take in self.takes for take in vote.takes):
                self._voted.add(vote)
                winner, *losers = (self.takes[take] for take in vote.takes)
                self.votes.append(
                    VoteEvidence(
                        winner=winner.maker,
                        losers=tuple(loser.maker for loser in losers),
                        shot=winner.shot,
                        kinds=winner.kinds,
                    )
                )

    def _of(self, project: Project, shot: str) -> Kinds:
        try:
            return frozenset(self._kept.of(project, project.shot(shot)))
        except NotFoundError:  # its takes still count among all shots
            return frozenset()


def _take(
    row: Row, kinds: Mapping[str, Kinds], project: str, picks: Mapping[str, str], in_job: int
) -> TakeEvidence:
    take, review = row.take, row.review
    pick = picks.get(take.of.shot)
    cost = cost_of(take)
    wait = (take.finished - take.submitted).total_seconds()
    picked = None if pick is None else pick == take.id
    shot = _key(project, take.of.shot)
    return TakeEvidence(
        take=take.id,
        maker=Maker(model=take.made.model, mode=take.made.mode, provider=take.made.provider),
        project=project,
        shot=shot,
        kinds=kinds[shot],
        fidelity=row.fidelity,
        picked=picked,
        accepted=not review.rejected and (bool(picked) or review.rating >= _ACCEPTED_STARS),
        cost_usd=None if cost is None else cost / max(1, in_job),
        wait_s=wait if wait > 0.0 else None,
    )


def _tells(job: Job) -> bool:
    """Tell whether a job reached a provider and ended; what failed before is no model's fault."""
    return job.state in (State.SUCCEEDED, State.FAILED) and job.sent_at is not None


def _job(job: Job, kinds: Mapping[str, Kinds]) -> JobEvidence:
    shot = _key(job.project_id, job.shot)
    return JobEvidence(
        maker=Maker(model=job.model, mode=job.mode, provider=job.provider),
        shot=shot,
        kinds=kinds.get(shot, frozenset()),
        failed=job.state is State.FAILED,
    )


def _key(project: str, shot: str) -> str:
    return f"{project}/{shot}"
