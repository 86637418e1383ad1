"""Planning: how a take and its shot meet, by choice, as an exact line cut into frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from compose.project import Project
from compose.shot import Shot
from models.lengths import seconds_text
from shotwright import UsageError
from visualize.conform.plan import Blend, Fit, Plan, Run, seen_share
from visualize.conform.timing import Line, clip_rate, mapped_line, plain
from visualize.takes.take import Take

MOST_HANDLES = 1000
_MOST_OFFSET = 10_000.0


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a take is to be fitted.

    Attributes
    ----------
    fit
        ``mapped``: as it was asked for, by its own frame mapping. ``trim``: at its own speed from
        the shot's first frame, the rest cut off. ``hold``: the same, the last frame held where it
        ends too soon. ``retime``: its first and last frame on the shot's. ``conform``: frame for
        frame, at the project's rate.
    blend
        What is shown between two frames: the ``nearest``, both mixed by ``linear`` light, or both
        carried along their optical ``flow``.
    handles
        Frames before and after the shot's own.
    offset
        Clip frames by which the take is late (early when negative), to be taken back.
    """

    fit: Fit = "mapped"
    blend: Blend = "nearest"
    handles: int = 0
    offset: float = 0.0


def plan_fit(project: Project, shot: Shot, take: Take, wish: Wish | None = None) -> Plan:
    """Return which frames of a take make a clip of exactly a shot's frames.

    Raises
    ------
    UsageError
        When the take is a picture, is too short to be trimmed, or the wish is out of range.
    TakeError
        When the take's sidecar does not give its rate.
    """
    wish = wish or Wish()
    _refuse_out_of_range(take, wish)
    line = _line(project, shot, take, wish)
    last = take.clip.frames - 1
    if wish.fit == "trim" and _nearest(line.at(shot.end - 1)) > last:
        raise _too_short(project, shot, take, line)
    window = range(shot.start - wish.handles, shot.end + wish.handles)
    frames, shares, held = _cut(line, window, last, whole=wish.blend == "nearest")
    rate = clip_rate(take)
    return Plan(
        take=take.id,
        clip_sha256=take.clip.sha256,
        shot=shot.id,
        fit=wish.fit,
        blend=wish.blend,
        rate=str(project.frame_rate),
        clip_rate=str(rate),
        clip_frames=take.clip.frames,
        speed=str(line.slope * project.frame_rate / rate),
        offset=wish.offset,
        origin=str(line.at(window.start)),
        window=(shot.start, shot.end),
        first=window.start,
        frames=tuple(frames),
        shares=tuple(shares),
        held=tuple(_runs(held)),
    )


def _refuse_out_of_range(take: Take, wish: Wish) -> None:
    if take.clip.kind != "video":
        raise UsageError(f"{take.clip.file} is a picture; only a clip can be fitted to a shot.")
    if not 0 <= wish.handles <= MOST_HANDLES:
        raise UsageError(f"Handles are 0 to {MOST_HANDLES} frames, not {wish.handles}.")
    if not abs(wish.offset) <= _MOST_OFFSET:
        raise UsageError(f"A take is at most {_MOST_OFFSET:g} frames late, not {wish.offset:g}.")


def _line(project: Project, shot: Shot, take: Take, wish: Wish) -> Line:
    """Return where the take is at every scene frame, a late start taken back."""
    late = plain(wish.offset)
    own_speed = clip_rate(take) / project.frame_rate
    if wish.fit == "mapped":
        line = mapped_line(take, shot.start, project.frame_rate)
        return (line or Line(shot.start, Fraction(0), own_speed)).moved(late)
    if wish.fit == "conform":
        return Line(shot.start, late, Fraction(1))
    if wish.fit == "retime":
        shown, left = len(shot.window) - 1, take.clip.frames - 1 - late
        slope = left / shown if shown and left > 0 else own_speed
        return Line(shot.start, late, slope)
    return Line(shot.start, late, own_speed)


def _cut(
    line: Line, window: Iterable[int], last: int, *, whole: bool
) -> tuple[list[int], list[float], list[int]]:
    """Return for scene frames the take's frames, the shares of the next, and those it holds for.

    All is whole numbers over one denominator, so that nothing drifts and nothing is slow.
    """
    unit = lcm(line.origin.denominator, line.slope.denominator)
    begin, step = int(line.origin * unit), int(line.slope * unit)
    frames, shares, held = [], [], []
    for scene_frame in window:
        place = begin + step * (scene_frame - line.start)
        nearest = (2 * place + unit) // (2 * unit)
        if not 0 <= nearest <= last:
            held.append(scene_frame)
        if whole:
            frames.append(min(max(nearest, 0), last))
            continue
        frame, rest = divmod(min(max(place, 0), last * unit), unit)
        share = seen_share(rest / unit)
        frames.append(frame + (share == 1.0))
        shares.append(share % 1.0)
    return frames, shares, held


def _nearest(place: Fraction) -> int:
    return (place + Fraction(1, 2)).__floor__()


def _runs(frames: Iterable[int]) -> list[Run]:
    """Return rising frames as half-open runs."""
    runs: list[Run] = []
    for frame in frames:
        if runs and runs[-1][1] == frame:
            runs[-1] = (runs[-1][0], frame + 1)
        else:
            runs.append((frame, frame + 1))
    return runs


def _too_short(project: Project, shot: Shot, take: Take, line: Line) -> UsageError:
    has = seconds_text((take.clip.frames - line.origin) / clip_rate(take))
    needs = seconds_text(len(shot.window) / project.frame_rate)
    return UsageError(
        f"{take.clip.file} has {has} and shot {shot.label} needs {needs}: there is nothing to trim."
        " Let it hold its last frame (--fit hold) or change its speed (--fit retime)."
    )
