"""ModelCard: the facts of one model, as its TOML file says them.

A card lists, for each mode, the routes by which a provider runs the model. A route says what
goes in, which options there are, how the provider's own arguments are filled from them, and what
it costs. Every route names its source; ``[sources]`` holds address and date of each.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from models.modes import Mode
from models.values import Count, NotNegative, Positive, Value

Status = Literal["active", "retiring", "retired"]
Audio = Literal["none", "optional", "always"]
SeedUse = Literal["none", "accepted", "reproduces"]
PromptUnit = Literal["characters", "utf16-units", "utf8-bytes", "tokens"]
Label = Annotated[str, Field(min_length=1, max_length=100)]
Slot = Literal["start", "end", "keyframes", "references", "guide", "mask", "image"]
"""Where media goes in: ``guide`` is a control clip (or picture, in the mode ``image``)."""

GuidePass = Literal["beauty", "clay", "wire", "depth", "normal", "pose", "lines", "albedo"]
Streamed = Literal[
    "beauty", "clay", "wire", "depth", "normal", "id", "motion", "motion_back", "lines", "pose",
    "mask", "albedo", "position",
]  # fmt: skip
"""Passes a local model reads frame by frame as arrays, without files."""


class Source(Value):
    """Where a fact was read. ``confirmed`` is false for what only a third party says."""

    url: str
    seen: date
    confirmed: bool = True
    note: str = ""


class Input(Value):
    """What one slot accepts.

    ``passes`` are those a guide may be made of, the best first. ``formats`` are file endings.
    Sides are in pixels, ``min_aspect`` and ``max_aspect`` are width divided by height.
    """

    required: bool = False
    max_count: Count = 1
    passes: tuple[GuidePass, ...] = ()
    formats: tuple[str, ...] = ("png", "jpg")
    max_bytes: Count | None = None
    min_side: Count | None = None
    max_side: Count | None = None
    min_aspect: Positive | None = None
    max_aspect: Positive | None = None
    min_seconds: Positive | None = None
    max_seconds: Positive | None = None
    rates: tuple[Positive, ...] = ()
    """Frames a second a guide may have; empty means any."""


class Durations(Value):
    """Lengths a clip may have: a list of seconds, a range of seconds, or a range of frames.

    Frames come in steps: ``min_frames + k * frame_step``, at one of ``rates``.
    """

    seconds: tuple[Positive, ...] = ()
    min_seconds: Positive | None = None
    max_seconds: Positive | None = None
    step_seconds: Positive = 1.0
    min_frames: Count | None = None
    max_frames: Count | None = None
    frame_step: Count = 1
    follows_guide: bool = False
    """The clip is as long as its guide; the range then bounds the guide."""

    @model_validator(mode="after")
    def _one_way_of_saying_it(self) -> Self:
        ways = (bool(self.seconds), self.max_seconds is not None, self.max_frames is not None)
        if sum(ways) != 1:
            raise ValueError("say seconds, or min_seconds and max_seconds, or min and max_frames")
        for low, high in (
            (self.min_seconds, self.max_seconds),
            (self.min_frames, self.max_frames),
        ):
            if (low is None) != (high is None) or (low is not None and high < low):  # type: ignore[operator]
                raise ValueError("a range needs a least and a greatest value, in this order")
        return self


class Resolution(Value):
    """A size by name: the short side in pixels, or exact sizes by aspect (``"16:9"``)."""

    short_side: Count | None = None
    sizes: dict[str, tuple[Count, Count]] = {}
    max_seconds: Positive | None = None
    """The longest clip at this resolution, where it is shorter than the route's."""
    seconds: tuple[Positive, ...] = ()
    """The only lengths at this resolution, where they differ from the route's."""


class PromptRule(Value):
    """What text the model reads. ``limit`` is in ``unit``; ``None`` where none is stated."""

    limit: Count | None = None
    unit: PromptUnit = "characters"
    required: bool = True
    negative: bool = False
    negative_limit: Count | None = None
    dialogue: bool = False
    """Whether spoken lines belong in the prompt when audio is on."""


class Rate(Value):
    """One line of a price list: what a unit costs when every condition of ``when`` holds.

    ``usd`` is one number, or the least and the greatest where the source gives a range.
    """

    usd: NotNegative | tuple[NotNegative, NotNegative]
    when: dict[str, str | bool | int | float] = {}
    """Conditions on options: ``resolution``, ``audio``, ``seconds``, ``guide``."""

    @model_validator(mode="after")
    def _least_comes_first(self) -> Self:
        if self.low > self.high:
            raise ValueError("usd needs the least and the greatest, in this order")
        return self

    @property
    def low(self) -> float:
        """US dollars, the least."""
        return self.usd[0] if isinstance(self.usd, tuple) else self.usd

    @property
    def high(self) -> float:
        """US dollars, the most."""
        return self.usd[1] if isinstance(self.usd, tuple) else self.usd


class Price(Value):
    """How a clip or picture is charged, in US dollars before tax.

    ``per`` names the unit: a second or frame of output, an input second (of the guide), a clip,
    an image, a megapixel of one image, or a thousand tokens, where tokens are
    ``(input seconds + output seconds) × width × height × token_rate / 1024``. The first rate
    whose conditions hold is taken. ``per = "unknown"`` says that no source names a price, and
    such a price never counts as zero.
    """

    per: Literal[
        "second", "frame", "input-second", "clip", "image", "megapixel", "thousand-tokens",
        "free", "unknown",
    ]  # fmt: skip
    rates: tuple[Rate, ...] = ()
    token_rate: Positive = 24.0
    minimum_usd: NotNegative = 0.0
    minimum_seconds: NotNegative = 0.0
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _rates_fit_the_unit(self) -> Self:
        if (self.per in {"free", "unknown"}) == bool(self.rates):
            raise ValueError(f"a price per {self.per} " + ("has" if self.rates else "needs")
                             + (" no rates" if self.rates else " rates"))  # fmt: skip
        return self


class Argument(Value):
    """How one of the provider's own arguments is filled.

    ``take`` names what to fill it from; ``form`` writes it into text (``"{}s"``); ``table`` turns
    named values into the provider's; ``kind`` converts at the end. ``pictures`` are the image,
    the start, the end and the references in one list. An argument whose value is absent is not
    sent.
    """

    take: Literal[
        "prompt", "negative", "start", "end", "image", "keyframes", "keyframe_frames",
        "references", "pictures", "guide", "mask", "seconds", "frames", "rate", "aspect",
        "resolution", "width", "height", "size", "audio", "seed", "guide_pass",
    ]  # fmt: skip
    form: str | None = None
    table: dict[str, str | int | float | bool] = {}
    kind: Literal["text", "integer", "number", "boolean", "list"] | None = None


class Route(Value):
    """One way to run a model: a provider, its endpoint, and all that the endpoint accepts.

    ``arguments`` maps the provider's argument names (dots descend into objects) to an
    ``Argument`` or to a fixed value. ``workflow`` names a graph file for providers that run
    graphs. ``streams`` are the passes a local model reads. ``source`` is the key of the source
    that ``facts`` (field -> key) overrides.
    """

    provider: str
    endpoint: str
    inputs: dict[Slot, Input] = {}
    excludes: tuple[tuple[Slot, Slot], ...] = ()
    streams: tuple[Streamed, ...] = ()
    durations: Durations | None = None
    rates: tuple[Positive, ...] = ()
    """Frames a second the model makes; empty where it is not known."""
    aspects: tuple[str, ...] = ()
    """Ratios such as ``16:9``; empty with ``follows_image``."""
    follows_image: bool = False
    resolutions: dict[str, Resolution] = {}
    default_resolution: str = ""
    size_multiple: Count = 2
    audio: Audio = "none"
    prompt: PromptRule = PromptRule()
    seed: SeedUse = "none"
    arguments: dict[str, Any] = {}
    workflow: str | None = None
    price: Price
    source: str
    facts: dict[str, str] = {}
    note: str = ""

    @field_validator("arguments")
    @classmethod
    def _arguments_are_known(cls, given: dict[str, Any]) -> dict[str, Any]:
        return {
            name: Argument.model_validate(value)
            if isinstance(value, dict) and "take" in value
            else value
            for name, value in given.items()
        }


class ModelCard(Value):
    """The facts of one model.

    ``id`` is ``vendor/model`` in lower case, as the file is called. ``good_at`` and ``bad_at`` are
    the traits of a shot (see ``models.recommend``) this model is good and bad at.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*$")]
    vendor: Label
    name: Label
    status: Status = "active"
    status_date: date | None = None
    successor: str | None = None
    licence: str
    best_for: str
    good_at: tuple[str, ...] = ()
    bad_at: tuple[str, ...] = ()
    no_ai: bool = False
    note: str = ""
    sources: dict[str, Source] = {}
    modes: dict[Mode, tuple[Route, ...]] = Field(default={}, strict=False)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.status != "active" and self.status_date is None:
            raise ValueError(f"a {self.status} model needs status_date")
        if Mode.DIRECT in self.modes:
            raise ValueError("direct needs no model")
        for routes in self.modes.values():
            for route in routes:
                named = {route.source, route.price.source, *route.facts.values()} - {""}
                missing = sorted(named - set(self.sources))
                if missing:
                    raise ValueError(f"sources does not hold {', '.join(missing)}")
        return self
