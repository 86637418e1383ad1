"""Picks: the one take of each shot that the film is cut from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compose.edits import set_shot
from compose.errors import NotFoundError
from compose.project import Project
from compose.shot import Shot
from shotwright import UsageError
from visualize.takes.gallery import Gallery
from visualize.takes.row import Row


@dataclass(frozen=True)
class Picked:
    """A shot of the sequence and its pick.

    ``place`` counts from 1. ``row`` is ``None`` where there is no take to be shown, and
    ``missing`` says why, as a clause without a stop.
    """

    place: int
    shot: Shot
    row: Row | None
    missing: str = ""


def picks_of(project: Project) -> dict[str, Shot]:
    """Return the shots that have a pick, by the pick's id."""
    return {shot.pick: shot for shot in project.shots if shot.pick is not None}


def pick(project: Project, row: Row) -> Project:
    """Return the project with a take as the pick of its shot, in place of any other.

    Raises
    ------
    NotFoundError
        When the project has the take's shot no more.
    UsageError
        When the take was rejected.
    """
    of = row.take.of
    if all(shot.id != of.shot for shot in project.shots):
        where = f"in {project.name!r} any more, so {row.path.stem} cannot be its pick"
        raise NotFoundError("shot", of.shot_label, (), where)
    if row.review.rejected:
        raise UsageError(
            f"{row.path.stem} was rejected. To pick it all the same, first:"
            f" shotwright takes keep {row.path.stem}"
        )
    return set_shot(project, of.shot, pick=row.take.id)


def unpick(project: Project, shot: Shot) -> Project:
    """Return the project with a shot that has no pick.

    Raises
    ------
    UsageError
        When it has none.
    """
    if shot.pick is None:
        raise UsageError(f"Shot {shot.label} has no pick.")
    return set_shot(project, shot.id, pick=None)


def picked_sequence(project: Project, gallery: Gallery) -> tuple[Picked, ...]:
    """Return the shots of the storyboard in story order, each with its pick or why it has none."""
    return picked_shots(project.in_sequence(), gallery)


def picked_shots(shots: Sequence[Shot], gallery: Gallery) -> tuple[Picked, ...]:
    """Return some shots in their order, each with its pick or why it has none."""
    rows = gallery.with_ids(shot.pick for shot in shots if shot.pick is not None)
    binned = {one.row.take.id for one in gallery.binned()} if _are_gone(shots, rows) else set()
    return tuple(_picked(place, shot, rows, binned) for place, shot in enumerate(shots, start=1))


def _are_gone(shots: Sequence[Shot], rows: dict[str, Row]) -> bool:
    return any(shot.pick is not None and shot.pick not in rows for shot in shots)


def _picked(place: int, shot: Shot, rows: dict[str, Row], binned: set[str]) -> Picked:
    if shot.pick is None:
        return Picked(place, shot, None, "nothing is picked")
    row = rows.get(shot.pick)
    if row is None:
        where = "is in the bin" if shot.pick in binned else "is not in the gallery"
        return Picked(place, shot, None, f"its pick {shot.pick} {where}")
    if row.take.of.shot != shot.id:
        label = row.take.of.shot_label
        return Picked(place, shot, None, f"its pick {row.path.stem} is a take of shot {label}")
    if not row.file.is_file():
        return Picked(place, shot, None, f"the file of its pick, {row.file.name}, is gone")
    return Picked(place, shot, row)
