"""Solve: film words become a camera that has room to stand and sees its subject."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from compose.errors import SceneError
from compose.evaluation import Models
from compose.framing.angles import angle_of
from compose.framing.candidates import Candidate, candidates
from compose.framing.obstacles import Obstacles
from compose.framing.placement import CameraPlacement, Gate
from compose.framing.sides import side_of
from compose.framing.subjects import (
    Cast,
    figure_subject,
    scene_snapshot,
    stage_node,
    subjects_of,
)
from compose.framing.two_people import over_the_shoulder, point_of_view
from compose.framing.visibility import is_clean, sight
from compose.framing.words import Words, spoken
from compose.project import Project
from compose.snapshot import Snapshot

_MOST_TRIED = 400
_MOST_KEPT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A camera for words, what had to change, and the next best cameras.

    ``changes`` are in film words; without any the camera is as asked. ``alternatives`` pass the
    same checks and come in order of rank.
    """

    camera: CameraPlacement
    words: Words
    cast: Cast
    changes: tuple[str, ...] = ()
    alternatives: tuple[Candidate, ...] = ()


def solve(
    project: Project, scene: str, subjects: Sequence[str], words: Words, *, frame: float = 0.0,
    focal_length_mm: float | None = None, gate: Gate | None = None, over: str | None = None,
    pov: str | None = None, models: Models | None = None,
) -> Solution:  # fmt: skip
    """Return the camera that frames subjects as the words say at a scene frame.

    Parameters
    ----------
    subjects
        Ids or names of figures and things; several are framed together.
    focal_length_mm
        The lens; by default the usual one for the size.
    over
        Whose shoulder the camera looks over.
    pov
        Through whose eyes the camera looks.

    Raises
    ------
    NotFoundError
        When nothing in the scene is called so.
    SceneError
        When no camera has room and sees the subjects; it says what stood in the way.
    """
    if over is not None and pov is not None:
        raise SceneError("A shot is over a shoulder or through someone's eyes, not both.")
    if focal_length_mm is not None and not 1.0 <= focal_length_mm <= 10_000.0:
        raise SceneError(f"A lens is between 1 and 10,000 mm, not {focal_length_mm:g}.")
    stage = project.scene(scene)
    wanted = list(dict.fromkeys(stage_node(stage, name) for name in subjects))
    other = over if over is not None else pov
    extra = [] if other is None else [stage_node(stage, other)]
    found = subjects_of(project, stage.id, [*wanted, *extra], frame, models=models)
    cast = Cast(found[: len(wanted)])
    gate = gate or Gate()
    snapshot = scene_snapshot(project, stage, frame, models=models)
    if over is not None:
        tried = over_the_shoulder(cast, found[-1], words, gate, focal_length_mm)
    elif pov is not None:
        tried = point_of_view(cast, found[-1], words, gate, focal_length_mm)
    else:
        tried = candidates(cast, words, gate, focal_length_mm)
    through = frozenset() if pov is None else found[-1].nodes
    kept = _passing(tried, cast, words, snapshot, through)
    if other is None:
        kept = _cleanest_first(kept, cast, snapshot)
    best, *others = kept
    return Solution(
        camera=best.camera,
        words=words_of(best, words),
        cast=cast,
        changes=best.changes,
        alternatives=tuple(others),
    )


def _passing(
    tried: Iterable[Candidate], cast: Cast, words: Words, snapshot: Snapshot,
    through: frozenset[str],
) -> list[Candidate]:  # fmt: skip
    """Return the first few candidates that have room and see the cast, in their order."""
    obstacles = Obstacles(snapshot)
    kept: list[Candidate] = []
    faults: Counter[str] = Counter()
    for candidate in islice(tried, _MOST_TRIED):
        found = sight(obstacles, cast, candidate.camera, through=through)
        if not found.passes:
            faults[found.fault] += 1
            continue
        kept.append(candidate)
        if len(kept) > _MOST_KEPT:
            break
    if not kept:
        fault = faults.most_common(1)[0][0] if faults else "there is no place to stand"
        raise SceneError(
            f"No {spoken(words.size)} of {cast.names} works here: {fault}, with every lens and "
            "from every side tried. Ask for another size, or move what is in the way."
        )
    return kept


def _cleanest_first(kept: list[Candidate], cast: Cast, snapshot: Snapshot) -> list[Candidate]:
    """Put those first that give up as little and have nobody else before the subject."""
    others = [
        figure_subject(state)
        for state in snapshot.figures
        if state.visible and state.node not in cast.nodes
    ]
    return sorted(kept, key=lambda c: (len(c.changes), not is_clean(c.camera, cast, others)))


def words_of(candidate: Candidate, asked: Words) -> Words:
    """Return the words that a candidate keeps: its own size, angle and side."""
    stand = candidate.stand
    return Words(
        size=stand.size,
        angle=angle_of(stand.elevation),
        side=side_of(stand.azimuth),
        composition=asked.composition,
        roll_deg=math.degrees(stand.roll),
    )
