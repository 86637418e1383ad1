"""Received: what an endpoint will be sent of a shot, picture by picture."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from compose.project import Project
from compose.shot import Shot
from models.card import Input, Route
from models.modes import Mode
from models.request import FrameMapping
from shotwright import ShotwrightError
from visualize.brief.brief import frame_mapping
from visualize.brief.ordering import Planned
from visualize.brief.slots import own_slots, slots_of
from visualize.order import LOCAL

_LOOK = "beauty"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One picture or film that is sent, or a pass that could guide instead (``on`` is false).

    ``pass_name`` is what is drawn and ``frame`` the scene frame; ``moves`` tells that the frame
    follows the playhead, since it is a film. ``own`` is a picture of the user's own.
    """

    slot: str
    pass_name: str
    label: str
    caption: str
    frame: float
    on: bool = True
    moves: bool = False
    own: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """All that is sent, and its facts in words."""

    things: tuple[Received, ...] = ()
    facts: str = ""


def reception(
    project: Project, shot: Shot, planned: Planned, route: Route, *, last_bytes: int | None = None
) -> Reception:
    """Return what a planned order sends.

    Parameters
    ----------
    last_bytes
        The largest file that the last order of this shot by this route sent, if there was one.

    Raises
    ------
    ShotwrightError
        When the shot has no such frames.
    """
    mapped = frame_mapping(planned.order, planned.chosen, project, shot)
    if route.provider == LOCAL:
        things = _streams(planned, route, mapped)
    else:
        things = _slots(planned, route, mapped)
    return Reception(things=things, facts=_facts(planned, route, mapped, last_bytes))


def _streams(planned: Planned, route: Route, mapped: FrameMapping) -> tuple[Received, ...]:
    own = own_slots(planned.order, route)
    film = planned.order.mode is Mode.FROM_ANIMATION
    passes = tuple(
        Received(
            slot="stream", pass_name=name, label=_words(name), caption="",
            frame=mapped.start, moves=film,
        )
        for name in route.streams
    )  # fmt: skip
    return (*passes, *(_still(planned, slot, mapped) for slot in own))


def _slots(planned: Planned, route: Route, mapped: FrameMapping) -> tuple[Received, ...]:
    found: list[Received] = []
    for slot in slots_of(planned.order, route, references=False):
        accepted = route.inputs[slot]
        if slot == "guide":
            found += _guides(planned, accepted, mapped)
        elif slot == "keyframes":
            found += [_still(planned, "start", mapped), _still(planned, "end", mapped)]
        elif slot in ("start", "end", "image"):
            found.append(_still(planned, slot, mapped))
    return tuple(found)


def _guides(planned: Planned, accepted: Input, mapped: FrameMapping) -> list[Received]:
    chosen = planned.chosen.guide
    film = planned.order.mode is not Mode.IMAGE
    return [
        Received(
            slot="guide", pass_name=name, label=_words(name), frame=mapped.start, moves=film,
            caption=_frames_words(mapped) if name == chosen else "off", on=name == chosen,
        )
        for name in sorted(accepted.passes, key=lambda name: name != chosen)
    ]  # fmt: skip


def _still(planned: Planned, slot: str, mapped: FrameMapping) -> Received:
    own = {"start": planned.order.start, "end": planned.order.end}.get(slot)
    frame = mapped.scene_frame(mapped.frames - 1 if slot == "end" else 0)
    label = {"start": "Start frame", "end": "End frame"}.get(slot, "Frame")
    return Received(
        slot=slot, pass_name=_LOOK, label=label, frame=frame,
        caption="your picture" if own else f"f {frame:g}", own=Path(own) if own else None,
    )  # fmt: skip


def _facts(
    planned: Planned, route: Route, mapped: FrameMapping, last_bytes: int | None
) -> str:  # fmt: skip
    chosen = planned.chosen
    words = [_frames_words(mapped), f"{chosen.width} × {chosen.height}"]
    if mapped.frames > 1:
        words.append(f"{float(Fraction(chosen.rate)):.4g} fps")
    limit = _limit(planned, route)
    if limit and last_bytes is not None:
        words.append(f"{_megabytes(last_bytes)} of {_megabytes(limit)} last time")
    elif limit:
        words.append(f"up to {_megabytes(limit)}")
    elif last_bytes is not None:
        words.append(f"{_megabytes(last_bytes)} last time")
    if route.provider == LOCAL:
        words.append("stays on this machine")
    return " · ".join(words)


def _limit(planned: Planned, route: Route) -> int | None:
    """Return the most bytes of the largest file that is sent: the guide, else a picture."""
    if route.provider == LOCAL:
        return None
    slots = slots_of(planned.order, route, references=False)
    largest = "guide" if "guide" in slots else next(iter(slots), None)
    return None if largest is None else route.inputs[largest].max_bytes


def _frames_words(mapped: FrameMapping) -> str:
    return "1 frame" if mapped.frames == 1 else f"{mapped.frames} frames"


def _megabytes(count: int) -> str:
    size = count / _MEGABYTE
    return f"{size:.1f} MB" if size < 10 else f"{size:.0f} MB"


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def try_reception(
    project: Project, shot: Shot, planned: Planned | None, route: Route | None,
    last_bytes: int | None,
) -> Reception:  # fmt: skip
    """Return what a plan sends, nothing where there is none or it cannot be said."""
    if planned is None or route is None:
        return Reception()
    try:
        return reception(project, shot, planned, route, last_bytes=last_bytes)
    except ShotwrightError as error:
        return Reception(facts=str(error))
