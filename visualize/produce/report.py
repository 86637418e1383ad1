"""What a job says while it runs and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A step done. ``stage`` is ``"depth range"`` or ``"frames"``; ``what`` names shot and pass."""

    stage: str
    what: str
    done: int
    total: int


ProgressCallback = Callable[[Progress], None]


def tell(callback: ProgressCallback | None, stage: str, what: str, done: int, total: int) -> None:
    """Call back when anybody listens."""
    if callback is not None:
        callback(Progress(stage=stage, what=what, done=done, total=total))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotReport:
    """What ``render_shot`` wrote.

    ``outputs`` maps each pass (``layers`` for EXR) to its folder, or to its film. ``drawn`` and
    ``kept`` count scene frames; ``record`` is the JSON that reproduces the job.
    """

    shot: str
    outputs: dict[str, Path]
    record: Path
    drawn: int
    kept: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmReport:
    """What ``direct_video`` wrote: a film of ``frames`` pictures of ``size`` pixels.

    ``each`` are the films of its shots, where those were asked for.
    """

    path: Path
    record: Path
    frames: int
    size: tuple[int, int]
    shots: tuple[str, ...]
    seconds: float
    each: tuple[FilmReport, ...] = ()
