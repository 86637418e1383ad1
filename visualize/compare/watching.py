"""Watching: one pass over a shot, with all takes that share it, and what their meters found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import CameraState
from models.request import FrameMapping
from visualize.compare.alignment import AlignmentMeter, OwnCourse
from visualize.compare.anchors import AnchorMeter
from visualize.compare.authored import Authored
from visualize.compare.borders import bars_of
from visualize.compare.footage import Footage, Watched
from visualize.compare.meter import Findings, Meter
from visualize.compare.motion import MotionFidelity, Staging, staging_of
from visualize.compare.outlines import Outlines
from visualize.compare.picture import PictureMeter
from visualize.compare.placing import Bars, Placing, place
from visualize.compare.structure import StructureMeter
from visualize.compare.temporal import TemporalMeter, courses
from visualize.compare.things import things_of
from visualize.conform.timing import clip_rate
from visualize.produce.drawing import Draws
from visualize.takes.measures import Alignment
from visualize.takes.pictures import open_pictures
from visualize.takes.take import Take

U8 = npt.NDArray[np.uint8]

_LOOKED_AT = (0, 4, 8)
"""Frames of a clip in which black bars are looked for before it is placed."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A clip to watch.

    Attributes
    ----------
    file, take
        The clip and its provenance.
    mapping
        Which scene frame each frame that is seen stands for.
    skipped
        Frames at the clip's head that are not looked at.
    """

    file: Path
    take: Take
    mapping: FrameMapping
    skipped: int = 0


@dataclass(frozen=True, eq=False)
class Seen:
    """What was found of one subject."""

    findings: tuple[Findings, ...]
    alignment: Alignment


def placing_of(camera: CameraState, subject: Subject) -> Placing:
    """Return how a clip lies over the gate of its shot.

    Raises
    ------
    TakeError
        When it does not decode.
    """
    clip, made = subject.take.clip, subject.take.made
    with open_pictures(subject.file) as pictures:
        looked = [picture for i, picture in enumerate(islice(pictures, _LOOKED_AT[-1] + 1))
                  if i in _LOOKED_AT]  # fmt: skip
    size = (clip.width, clip.height) if not looked else looked[0].shape[1::-1]
    sent = [(one.width, one.height) for one in made.sent if one.slot in ("start", "guide")]
    bars = bars_of(looked) if looked else Bars()
    return place(camera, (size[0], size[1]), sent=sent[0] if sent else None, bars=bars)


def watch(
    project: Project, shot: Shot, subjects: Sequence[Subject], placings: Sequence[Placing],
    draws: Draws, told: Callable[[int], None],
) -> list[Seen]:  # fmt: skip
    """Watch clips that share frame mapping and working size; return what was found of each.

    Parameters
    ----------
    told
        Gets the number of frames that are done.

    Raises
    ------
    TakeError
        When a clip does not decode.
    ShotwrightError
        When the shot cannot be drawn.
    """
    mapping = max((subject.mapping for subject in subjects), key=lambda one: one.frames)
    crew = _Crew(project, shot, mapping)
    authored = Authored(project, shot, mapping, placings[0].size, draws)
    footage = Footage(authored, mapping.frames)
    sets = [crew.meters(subject) for subject in subjects]
    with _opened(subjects) as clips:
        watched = [
            Watched(clip, placing, meters)
            for clip, placing, (meters, _) in zip(clips, placings, sets, strict=True)
        ]
        with closing(footage.watch(watched)) as frames:  # before the clips are
            for done in frames:
                told(done)
    return [
        Seen(tuple(meter.finish() for meter in meters),
             Alignment() if alignment is None else alignment.alignment)
        for meters, alignment in sets
    ]  # fmt: skip


class _Crew:
    """Makes the meters of takes that are watched together; they share what is the shot's own."""

    def __init__(self, project: Project, shot: Shot, mapping: FrameMapping) -> None:
        self._project, self._shot = project, shot
        self._things = things_of(evaluate(project, shot, mapping.start))
        self._outlines = Outlines(self._things.of_id)
        self._courses = courses()
        self._own_course = OwnCourse(self._outlines)
        self._stagings: dict[FrameMapping, Staging] = {}

    def meters(self, subject: Subject) -> tuple[tuple[Meter, ...], AlignmentMeter | None]:
        """Return fresh meters of one take, and among them the one of its alignment."""
        structure = StructureMeter(self._outlines, self._things)
        still: tuple[Meter, ...] = (structure, AnchorMeter(self._outlines), PictureMeter())
        if subject.take.clip.kind == "image":
            return still, None
        alignment = AlignmentMeter(self._own_course)
        rate = clip_rate(subject.take)
        motion = MotionFidelity(self._staging(subject.mapping), float(rate))
        return (motion, *still, TemporalMeter(self._courses), alignment), alignment

    def _staging(self, mapping: FrameMapping) -> Staging:
        if mapping not in self._stagings:
            self._stagings[mapping] = staging_of(self._project, self._shot, mapping)
        return self._stagings[mapping]


@contextmanager
def _opened(subjects: Sequence[Subject]) -> Iterator[list[Iterator[U8]]]:
    with ExitStack() as stack:
        clips: list[Iterator[U8]] = []
        for subject in subjects:
            pictures = stack.enter_context(open_pictures(subject.file))
            last = subject.skipped + subject.mapping.frames
            clips.append(islice(pictures, subject.skipped, last))
        yield clips
