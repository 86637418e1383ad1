"""Modes: the five ways a shot becomes a picture or a clip."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """What a model is given and what it gives back. Cards declare every one but ``DIRECT``."""

    IMAGE = "image"
    """One still picture of a frame of the shot."""
    START_FRAME = "start-frame"
    """A clip that begins with the shot's first frame."""
    START_END = "start-end"
    """A clip between the shot's first and last frame."""
    FROM_ANIMATION = "from-animation"
    """A clip that follows a guide: a pass of the whole shot."""
    DIRECT = "direct"
    """The shot drawn as it is, with no model at all."""


LISTED: tuple[Mode, ...] = (
    Mode.IMAGE,
    Mode.START_FRAME,
    Mode.START_END,
    Mode.FROM_ANIMATION,
)
"""Modes that models have, in the order they are shown."""
