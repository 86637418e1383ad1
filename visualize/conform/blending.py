"""Blending: the pictures of a plan, drawn from a take's frames as they stream by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from models.local.flow import Flow
from visualize.conform.plan import Blend, Plan
from visualize.encode.colour import srgb_decoded, srgb_encoded

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]

_STEPS = 1 << 14
"""Steps of linear light by which mixed codes are looked up; finer than the darkest code."""


def planned_pictures(plan: Plan, frames: Iterator[U8]) -> Iterator[U8]:
    """Yield the picture of every frame of a plan, from the take's frames in order.

    No more than two of the take's frames are held at a time.
    """
    tape = _Tape(frames)
    shares = plan.shares or (0.0,) * len(plan.frames)
    between = _Between(plan.blend)
    for clip_frame, share in zip(plan.frames, shares, strict=True):
        tape.wind_to(clip_frame)
        if share:
            yield between.draw(clip_frame, tape.here, tape.ahead(), share)
        else:
            yield tape.here


class _Tape:
    """Frames of a clip under a head that only goes forward, and sees one ahead."""

    def __init__(self, frames: Iterator[U8]) -> None:
        self._frames = frames
        self._at = 0
        self.here = next(frames)
        self._ahead: U8 | None = None

    def wind_to(self, number: int) -> None:
        while self._at < number:
            self.here = next(self._frames) if self._ahead is None else self._ahead
            self._ahead = None
            self._at += 1

    def ahead(self) -> U8:
        if self._ahead is None:
            self._ahead = next(self._frames)
        return self._ahead


class _Between:
    """Pictures between two frames; the flow of a pair is found once for all its moments."""

    def __init__(self, blend: Blend) -> None:
        self._blend = blend
        self._pair = -1
        self._flow: Flow | None = None

    def draw(self, pair: int, here: U8, ahead: U8, share: float) -> U8:
        if self._blend == "linear":
            return _mixed(here, ahead, share)
        if self._flow is None or self._pair != pair:
            self._flow, self._pair = Flow(here, ahead), pair
        return self._flow.draw(share)


def _mixed(here: U8, ahead: U8, share: float) -> U8:
    """Return two pictures mixed as a shutter would: in linear light."""
    decoded, encoded = _tables()
    light = cv2.addWeighted(
        cv2.LUT(here, decoded), 1.0 - share, cv2.LUT(ahead, decoded), share, 0.0
    )
    mixed: U8 = encoded[light]
    return mixed


@cache
def _tables() -> tuple[U16, U8]:
    """Return steps of linear light by code, and codes by steps of linear light."""
    light = srgb_decoded(np.arange(256, dtype=np.uint8)) * (_STEPS - 1)
    steps = np.linspace(0.0, 1.0, _STEPS, dtype=np.float32)
    codes = np.rint(srgb_encoded(steps, 255))
    return np.rint(light).astype(np.uint16), codes.astype(np.uint8)
