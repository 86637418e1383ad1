"""Importing: a clip or a picture from anywhere becomes a take of a shot."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from compose.project import Project
from compose.shot import Shot
from models.frame_mapping import mapping
from models.modes import Mode
from models.provider import Outcome
from models.request import Chosen, Fit, FrameMapping, Request
from shotwright import UsageError
from visualize.errors import TakeError
from visualize.jobs.ports import Finished
from visualize.order import Order, PromptText
from visualize.takes.bin import Bin
from visualize.takes.clip import read_clip
from visualize.takes.folders import takes_folder
from visualize.takes.keeping import TakeKeeper
from visualize.takes.sidecar import read_take, sidecar_of
from visualize.takes.take import Clip, Take

PROVIDER = "import"
"""The provider of what was made elsewhere."""

MODEL = "imported"
"""The model of what nobody named one for."""

_MOST_OFFSET = 40_000.0


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a person says of a file that the file itself does not.

    Attributes
    ----------
    model, model_name
        Who made it: an id, such as a card's, and what people call it.
    no_ai
        Whether it was made without AI.
    mode
        What it was made from; ``None`` takes a clip for one that follows the shot's animation.
    rate
        Frames a second, where the clip does not say them right.
    fit
        How clip and shot meet (``models.frame_mapping``).
    offset
        Clip frames by which it is late: that frame of it is the shot's first. Early when negative.
    paid_usd
        What was paid for it in US dollars; ``None`` is unknown.
    prompt
        The words it was made from.
    """

    model: str = MODEL
    model_name: str = "Imported"
    no_ai: bool = False
    mode: Mode | None = None
    rate: Fraction | None = None
    fit: Fit = "trim"
    offset: float = 0.0
    paid_usd: float | None = None
    prompt: str = ""


@dataclass(frozen=True)
class Imported:
    """The take and its file; ``is_new`` is false where it was a take of this shot before."""

    take: Take
    file: Path
    is_new: bool


def import_clip(
    project: Project,
    root: Path,
    shot: Shot,
    file: Path,
    told: Told,
    framing: Callable[[Project, Shot], str],
) -> Imported:
    """Copy a file into the gallery as a take, with a sidecar that says it was imported.

    The same file is a take of a shot but once, whatever is told of it.

    Parameters
    ----------
    root
        The project's folder.
    framing
        Returns how a shot is framed, in words, for the take's name.

    Raises
    ------
    TakeError
        When it is no clip or picture, does not decode to its end, or holds more than can be meant.
    UsageError
        When what is told does not fit it, or it lies in the bin.
    EncodeError
        When the disk refuses.
    """
    clip = read_clip(file, "import")
    mode = _mode(clip, told)
    chosen = _chosen(clip, told, project)
    named = f"{shot.id}/{clip.sha256}".encode()
    job = f"import_{hashlib.sha256(named).hexdigest()[:12]}"
    takes = takes_folder(root)
    _refuse_binned(takes, job)
    now = datetime.now(UTC)
    finished = Finished(
        job=job,
        order=Order(
            project=str(root.resolve()), project_id=project.id, shot=shot.id,
            shot_label=shot.label, frozen="", mode=mode, model=told.model, provider=PROVIDER,
            prompt=PromptText(scene="", style="", lighting=""),
        ),
        request=Request(
            card=told.model, mode=mode, provider=PROVIDER, endpoint="", prompt=told.prompt,
            options=chosen, mapping=_mapping(chosen, shot, project, told.offset),
        ),
        outcome=Outcome((file,)), clips=(clip,), reported_usd=told.paid_usd, remote_id="",
        created=now, submitted=now, finished=now,
    )  # fmt: skip
    keeper = TakeKeeper(
        lambda _: project, framing, lambda _: (told.model_name, told.no_ai), lambda _: False
    )
    (kept,) = keeper.keep(finished)
    take = read_take(sidecar_of(kept))
    return Imported(take, kept, is_new=take.ordered == now)


def _mode(clip: Clip, told: Told) -> Mode:
    if clip.kind == "image":
        if told.mode not in (None, Mode.IMAGE):
            raise UsageError(f"A picture is a take in the mode image, not in {told.mode}.")
        return Mode.IMAGE
    if told.mode in (Mode.IMAGE, Mode.DIRECT):
        raise UsageError(
            f"A clip from elsewhere is no take in the mode {told.mode}; choose"
            f" {Mode.START_FRAME}, {Mode.START_END} or {Mode.FROM_ANIMATION}."
        )
    return told.mode or Mode.FROM_ANIMATION


def _chosen(clip: Clip, told: Told, project: Project) -> Chosen:
    if not math.isfinite(told.offset) or abs(told.offset) > _MOST_OFFSET:
        raise UsageError(f"The offset is at most {_MOST_OFFSET:,.0f} frames, not {told.offset:g}.")
    if told.offset and (told.fit == "retime" or clip.kind == "image"):
        what = "a picture" if clip.kind == "image" else "a clip that is laid on the whole shot"
        raise UsageError(f"There is no offset for {what}; leave it out.")
    rate = told.rate or Fraction(clip.rate or project.frame_rate)
    divisor = math.gcd(clip.width, clip.height)
    return Chosen(
        seconds=float(clip.frames / rate) if clip.kind == "video" else None,
        frames=clip.frames,
        rate=str(rate),
        width=clip.width,
        height=clip.height,
        aspect=f"{clip.width // divisor}:{clip.height // divisor}",
        audio=clip.audio,
        fit=told.fit,
    )


def _mapping(chosen: Chosen, shot: Shot, project: Project, offset: float) -> FrameMapping:
    """Return which scene frames a clip shows that is so many of its own frames late.

    What it shows before the shot's first frame is taken for the shot's head handle.
    """
    mapped = mapping(chosen, shot.window, shot.tail, project.rate)
    start = mapped.start - offset * mapped.step
    held = min(max(start, float(shot.start - shot.head)), mapped.hold_from)
    return FrameMapping(**(mapped.model_dump() | {"start": start, "hold_from": held}))


def _refuse_binned(takes: Path, job: str) -> None:
    for binned in Bin(takes).entries():
        if binned.row.take.made.job == job:
            stem = binned.row.path.stem
            raise TakeError(
                takes, f"this file is in the bin as {stem}: shotwright takes restore {stem}"
            )
