"""Scope: what of its shot a take shows and tells, and so what its fingerprint is made of."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pydantic import ValidationError

from compose.shot import Shot
from compose.timing import FrameRange
from models.modes import Mode
from models.request import Chosen, FrameMapping
from visualize.order import LOCAL, PromptText
from visualize.produce.depth_range import handles, measured_frames
from visualize.prompt.facts import TABS
from visualize.render.passes import PASSES
from visualize.takes.take import Made, Mapped, Take

MOST_FRAMES = 20_000
"""Frames of the longest clip that is compared with its shot."""

_LAST_FRAME = 1e9
_MAPPINGS_KEPT = 64
_PAINTED = frozenset({"beauty", "clay", "wire", "albedo"})

WINDOW, REFERENCES, PROMPT = "window", "references", "prompt:"
"""Parts that only some takes have: by them the scope is known again from the sidecar."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a take is made of, apart from any state of the scene.

    Attributes
    ----------
    frames
        The scene frames its own frames stand for, each once, in order.
    still
        Whether it is one picture.
    passes
        What was drawn for it.
    clip, follows
        Its options, and whether the shot says which of its frames are shown (and not the order).
    tabs
        The tabs of its prompt that the project's words filled.
    audio
        Whether sounds were told.
    references
        Whether reference pictures are sent where there are some.
    handles
        The frames over which the range of its depth guide was measured, if it has one.
    """

    frames: tuple[float, ...]
    still: bool
    passes: frozenset[str]
    clip: Chosen | None = None
    follows: bool = True
    tabs: frozenset[str] = frozenset()
    audio: bool = False
    references: bool = False
    handles: tuple[int, int] | None = None

    @property
    def shades(self) -> bool:
        """Whether shadows are drawn."""
        return bool(self.passes & {"beauty", "clay"})

    @property
    def lit(self) -> bool:
        """Whether every light and the sky are drawn."""
        return "beauty" in self.passes

    @property
    def painted(self) -> bool:
        """Whether colours are drawn."""
        return bool(self.passes & _PAINTED)


def scope_of_order(
    made: Made, shot: Shot, *, words: PromptText, frame: int | None, references: bool
) -> Scope | None:
    """Return the scope of a take that was just made; ``None`` when its frames are not known.

    Parameters
    ----------
    made, shot
        How it was made, and its shot as it was ordered.
    words, frame
        What the order itself said, which the shot therefore does not decide.
    references
        Whether the model takes reference pictures.
    """
    told = made.provider != LOCAL
    tabs = frozenset(tab for tab in TABS if told and getattr(words, tab) is None)
    whole = handles(shot)
    depth = (whole.start, whole.stop) if "depth" in _sent(made) else None
    return _scope(made, tabs, follows=frame is None, references=told and references, measured=depth)


def scope_of(take: Take) -> Scope | None:
    """Return the scope of a take from its sidecar; ``None`` when its frames are not known."""
    parts = take.fingerprint.parts
    return _scope(
        take.made, frozenset(tab for tab in TABS if PROMPT + tab in parts),
        follows=WINDOW in parts, references=REFERENCES in parts,
        measured=take.fingerprint.handles,
    )  # fmt: skip


def _scope(
    made: Made, tabs: frozenset[str], *, follows: bool, references: bool,
    measured: tuple[int, int] | None,
) -> Scope | None:  # fmt: skip
    if made.mapping is None or made.mapping.frames > MOST_FRAMES:
        return None
    shown = set(_frames(made.mapping))
    still = made.mode == Mode.IMAGE
    drawn = _drawn(made)
    if "motion" in drawn:  # it points to the frame after, beyond the clip's end too
        shown.add(max(shown) + made.mapping.step)
    if "motion_back" in drawn:
        shown.add(min(shown) - made.mapping.step)
    if max(shown) - min(shown) > MOST_FRAMES or not max(map(abs, shown)) <= _LAST_FRAME:
        return None
    if tabs and not still:  # the facts that words are made of are looked up on whole frames
        shown |= _whole(shown)
    if measured is not None:
        shown |= {float(frame) for frame in measured_frames(FrameRange(*measured))}
    return Scope(
        frames=tuple(sorted(shown)),
        still=still,
        passes=drawn,
        clip=_clip(made),
        follows=follows,
        tabs=tabs,
        audio=bool(made.options.get("audio")),
        references=references,
        handles=measured,
    )


@lru_cache(maxsize=_MAPPINGS_KEPT)
def _frames(mapped: Mapped) -> frozenset[float]:
    """Return the scene frames of a clip; many takes of a shot have one mapping."""
    mapping = FrameMapping.model_validate(mapped.model_dump())
    return frozenset(mapping.scene_frame(index) for index in range(mapping.frames))


def _whole(frames: Collection[float]) -> set[float]:
    """Return all whole frames from the first of some to the last."""
    first, last = math.floor(min(frames)), math.floor(max(frames))
    return {float(frame) for frame in range(first, last + 1)}


def _clip(made: Made) -> Chosen | None:
    """Return what was chosen, but for what no frame depends on; ``None`` for no sound choice."""
    try:
        chosen = Chosen.model_validate(made.options | {"seed": None})
        runs = Fraction(chosen.rate) > 0
    except (ValidationError, ZeroDivisionError):  # of a take from elsewhere, or changed by hand
        return None
    return chosen if runs and chosen.frames <= MOST_FRAMES else None


def _sent(made: Made) -> frozenset[str]:
    """Return the passes of the pictures and films that were sent."""
    return frozenset(_shown(went.shows) for went in made.sent if went.slot != "references")


def _shown(text: str) -> str:
    """Return the pass that ``depth of frame 12 of shot 010`` names; beauty goes unnamed."""
    name = text.split(" of ", 1)[0]
    return name if name in PASSES else "beauty"


def _drawn(made: Made) -> frozenset[str]:
    """Return all passes that were drawn for a take; of one that says nothing, the picture."""
    direct = frozenset({made.model} & set(PASSES)) if made.mode == Mode.DIRECT else frozenset()
    return _sent(made) | frozenset(made.streams) | direct or frozenset({"beauty"})
