"""Options, Media and Request: what is asked of a provider, as plain frozen data."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from pydantic import Field

from models.card import GuidePass, Slot, Streamed
from models.modes import Mode
from models.values import Count, Positive, Value

Fit = Literal["trim", "pad", "retime"]
"""How a shot's length meets a clip's: cut or take handles, hold the end, or change the speed."""


class Options(Value):
    """What the user asks for; ``None`` follows the shot or the model's default.

    ``orientation`` is the shape in words, ``aspect`` as a ratio (``16:9``); one of them at most.
    """

    seconds: Positive | None = None
    orientation: Literal["landscape", "portrait", "square"] | None = None
    aspect: str | None = None
    resolution: str | None = None
    audio: bool | None = None
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] | None = None
    guide: GuidePass | None = None
    fit: Fit | None = None


class Chosen(Value):
    """Options as one route will get them: complete, checked, nothing left open.

    ``frames`` is how many a clip has at ``rate`` (1 for an image); ``width`` and ``height`` are
    pixels of what is sent.
    """

    seconds: Positive | None = None
    frames: Count = 1
    rate: Annotated[str, Field(pattern=r"^\d+(/\d+)?$")] = "24"
    width: Count
    height: Count
    aspect: str
    resolution: str = ""
    audio: bool = False
    seed: int | None = None
    guide: GuidePass | None = None
    fit: Fit = "trim"


class Media(Value):
    """One file that goes in. ``path`` is relative to the job's folder, with ``/``.

    ``at_frame`` is a keyframe's place in the clip. ``frames`` is 1 for a picture.
    """

    slot: Slot
    path: str
    mime: str
    sha256: str
    bytes: Count
    width: Count
    height: Count
    frames: Count = 1
    rate: str | None = None
    at_frame: int | None = None
    shows: str = ""
    """What it shows, for people: ``frame 0 of shot 010``, or a node's name."""


class FrameMapping(Value):
    """Which scene frame each frame of the clip stands for.

    Clip frame ``i`` stands for scene frame ``start + i * step``, held within
    ``[hold_from, hold_to]``.
    """

    start: float
    step: Positive
    frames: Count
    hold_from: float
    hold_to: float
    fit: Fit = "trim"

    def scene_frame(self, clip_frame: int) -> float:
        """Return the scene frame that a frame of the clip stands for."""
        return min(max(self.start + clip_frame * self.step, self.hold_from), self.hold_to)


class Request(Value):
    """All that a provider gets, before anything is uploaded. Printed, hashed and saved.

    ``streams`` are passes read frame by frame by a local model instead of ``media``.
    """

    card: str
    mode: Mode = Field(strict=False)
    provider: str
    endpoint: str
    prompt: str
    negative: str = ""
    options: Chosen
    media: tuple[Media, ...] = ()
    streams: tuple[Streamed, ...] = ()
    mapping: FrameMapping | None = None

    def fingerprint(self) -> str:
        """Return the SHA-256 of the request, the same for equal requests."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
