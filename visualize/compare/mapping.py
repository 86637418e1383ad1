"""Mapping: which scene frame each frame of a take is held against, and how many are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from compose.project import Project
from compose.shot import Shot
from compose.timing import parse_rate
from models.request import FrameMapping
from visualize.conform.timing import clip_rate, mapped_line
from visualize.takes.take import Take


@dataclass(frozen=True)
class Asked:
    """How long and how fast a clip was asked for; ``None`` where nobody asked."""

    frames: int | None
    rate: Fraction | None


def mapping_of(project: Project, shot: Shot, take: Take) -> FrameMapping:
    """Return a take's frame mapping over the frames that are measured.

    It is the recorded one, corrected where the clip came back with another number of frames
    (``visualize.conform.timing``). A clip without one, such as an imported file, is taken to begin
    with the shot and to run in real time, and is measured as far as the shot goes. Frames beyond
    those asked for are left out.

    Raises
    ------
    TakeError
        When a clip's sidecar does not give its rate.
    """
    rate = parse_rate(project.rate)
    mapped = take.made.mapping
    if take.clip.kind == "image":
        at = float(shot.start) if mapped is None else mapped.start
        return FrameMapping(start=at, step=1.0, frames=1, hold_from=at, hold_to=at)
    line = mapped_line(take, shot.start, rate)
    if mapped is None or line is None:
        step = float(rate / clip_rate(take))
        frames = max(1, min(take.clip.frames, int((shot.end - 1 - shot.start) / step + 1e-6) + 1))
        first, last = float(shot.start), float(shot.end - 1)
        return FrameMapping(start=first, step=step, frames=frames, hold_from=first, hold_to=last)
    step = float(1 / line.slope)
    asked = max(1, round(mapped.frames * mapped.step / step))
    return FrameMapping(
        start=mapped.start, step=step, frames=min(take.clip.frames, asked),
        hold_from=mapped.hold_from, hold_to=mapped.hold_to,
    )  # fmt: skip


def moved(mapping: FrameMapping, late: float) -> tuple[FrameMapping, int]:
    """Return the mapping of a take that lies ``late`` clip frames later, and its first frame used.

    A take that is late (early when negative) is held against what it really shows; frames that
    show nothing of the shot, at its head or beyond its end, are left out.
    """
    skipped = max(0, int(-(-late // 1)))
    beyond = max(0, int(-(late // 1)))
    frames = max(1, mapping.frames - skipped - beyond)
    start = mapping.start + (skipped - late) * mapping.step
    return mapping.model_copy(update={"start": start, "frames": frames}), skipped


def asked_of(take: Take) -> Asked:
    """Return what was asked of a clip: its frames, and its rate where the options say it."""
    mapped = take.made.mapping
    if mapped is None:
        return Asked(None, None)
    told = take.made.options.get("rate")
    return Asked(mapped.frames, parse_rate(str(told)) if told else None)
