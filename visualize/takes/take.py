"""Take: one output of one shot, and all that is known of how it was made."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from compose.values import NotNegative, Value

TAKE_VERSION = 1
FINGERPRINT_VERSION = 1
LONGEST_NAME = 80
"""Characters of a take's file name, ending included."""

PlainName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", max_length=LONGEST_NAME)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Whole = Annotated[int, Field(ge=1)]
FrameRate = Annotated[str, Field(pattern=r"^[1-9]\d{0,8}(/[1-9]\d{0,8})?$")]
"""Frames a second as a whole number or an exact fraction: ``24``, ``24000/1001``."""


class Of(Value):
    """What the take is of, as it was when the order was placed.

    ``project_sha256`` and ``shot_sha256`` are hashes of the saved values, ``scene_sha256`` of the
    scene alone; together they say what the take was made from.
    """

    project: str
    project_name: str
    scene: str
    shot: str
    shot_label: str
    frames: tuple[int, int]
    """The shot's window, half-open, in scene frames."""
    project_sha256: Hash
    scene_sha256: Hash
    shot_sha256: Hash


class Clip(Value):
    """What the file holds, read from the file itself."""

    file: PlainName
    sha256: Hash
    bytes: Whole
    kind: Literal["image", "video"]
    width: Whole
    height: Whole
    frames: Whole = 1
    rate: FrameRate | None = None
    seconds: NotNegative = 0.0
    audio: bool = False


class Went(Value):
    """One picture or clip that was sent, by what it showed and its hash, never by its address."""

    slot: str
    shows: str
    sha256: Hash
    width: Whole
    height: Whole
    frames: Whole = 1


class Mapped(Value):
    """Which scene frame each frame of the clip stands for (``models.request.FrameMapping``)."""

    start: float
    step: Annotated[float, Field(gt=0.0)]
    frames: Whole
    hold_from: float
    hold_to: float
    fit: str


class Made(Value):
    """By what, how and for how much the take was made."""

    mode: str
    model: str
    model_name: str
    provider: str
    endpoint: str
    prompt: str = ""
    negative: str = ""
    options: dict[str, str | float | int | bool | None] = {}
    seed: int | None = None
    sent: tuple[Went, ...] = ()
    streams: tuple[str, ...] = ()
    mapping: Mapped | None = None
    request_sha256: Hash
    job: str
    provider_job: str = ""
    estimated_low_usd: NotNegative | None = None
    estimated_high_usd: NotNegative | None = None
    reported_usd: NotNegative | None = None
    no_ai: bool = False


class Fingerprint(Value):
    """The state of the scene that a take was made from, part by part (``visualize.staleness``).

    Attributes
    ----------
    version
        Of the way the parts are made; parts of two versions are never compared.
    parts
        Hashes of evaluated values by the part's name: ``camera``, ``node:<id>``, ``prompt:scene``…
    names
        What the nodes among the parts were called, by their ids.
    handles
        The frames ``[start, end)`` over which a depth guide's range was measured, if one was sent.
    unknown
        Why there are no parts.
    """

    version: Annotated[int, Field(ge=1)] = FINGERPRINT_VERSION
    parts: dict[str, str] = {}
    names: dict[str, str] = {}
    handles: tuple[int, int] | None = None
    unknown: str = ""


class Take(Value):
    """One output of one shot. Written once beside its file and never changed after.

    ``number`` runs per shot over all models and modes and is never used again. The file's name
    is a label; ``id`` is the identity. What people think of it is a ``Review``, kept apart.
    """

    kind: Literal["shotwright-take"] = "shotwright-take"
    version: Annotated[int, Field(ge=1)] = TAKE_VERSION
    id: str
    number: Annotated[int, Field(ge=1, le=999_999_999)]
    shotwright: str
    of: Of
    clip: Clip
    made: Made
    fingerprint: Fingerprint = Fingerprint()
    ordered: datetime
    submitted: datetime
    finished: datetime


class Review(Value):
    """What people think of a take. ``rating`` is 0 (none) to 5."""

    kind: Literal["shotwright-review"] = "shotwright-review"
    version: Annotated[int, Field(ge=1)] = 1
    rating: Annotated[int, Field(ge=0, le=5)] = 0
    tags: tuple[Annotated[str, Field(min_length=1, max_length=64)], ...] = ()
    note: Annotated[str, Field(max_length=10_000)] = ""
    rejected: bool = False
