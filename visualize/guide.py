"""Depth guides: exact metres to the grey a depth ControlNet expects, alike over a whole shot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from shotwright import UsageError

F32 = npt.NDArray[np.float32]

NEAR_PERCENTILE, FAR_PERCENTILE = 0.5, 99.5
_SHIFT = 13
"""A float32 without its last 13 bits: 1024 steps an octave, so bins are 0.1 % wide."""


class DepthEncoding(StrEnum):
    """How metres become grey. ``inverse`` is what depth ControlNets are trained on."""

    INVERSE = "inverse"
    LINEAR = "linear"
    METRIC = "metric"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepthRequest:
    """What the user fixes of a depth guide; near and far that are ``None`` are measured."""

    near_m: float | None = None
    far_m: float | None = None
    encoding: DepthEncoding = DepthEncoding.INVERSE


@dataclass(frozen=True, slots=True, kw_only=True)
class DepthGuide:
    """One normalisation for every frame of a shot: ``v`` in 0…1 of a depth ``z`` in metres.

    ========= ============================================ ============ ========
    encoding  v                                            near         sky
    ========= ============================================ ============ ========
    inverse   ``(1/z - 1/far) / (1/near - 1/far)``         white        black
    linear    ``(far - z) / (far - near)``                 white        black
    metric    ``z / far``                                  dark         white
    ========= ============================================ ============ ========

    ``v`` is clipped and written as ``round(v * 255)`` or ``round(v * 65535)``.

    Raises
    ------
    UsageError
        When not 0 < near < far, or either is not finite.
    """

    near_m: float
    far_m: float
    encoding: DepthEncoding = DepthEncoding.INVERSE

    def __post_init__(self) -> None:
        if not 0.0 < self.near_m < self.far_m < float("inf"):
            raise UsageError(
                f"A depth guide needs 0 < near < far in metres, not near {self.near_m:g} and "
                f"far {self.far_m:g}. Set --near and --far."
            )

    def codes(self, depth: F32, levels: int) -> npt.NDArray[Any]:
        """Return uint8 (``levels`` 255) or uint16 (65535) codes of (H, W) metres; sky is inf."""
        near, far = np.float32(self.near_m), np.float32(self.far_m)
        value: F32
        if self.encoding is DepthEncoding.INVERSE:
            inverse = np.reciprocal(np.maximum(depth, np.float32(1e-30)))
            value = (inverse - 1.0 / far) / (1.0 / near - 1.0 / far)
        elif self.encoding is DepthEncoding.LINEAR:
            value = (far - depth) / (far - near)
        else:
            value = depth / far
        scaled = np.rint(np.clip(value, 0.0, 1.0) * np.float32(levels))
        codes: npt.NDArray[Any] = scaled.astype(np.uint8 if levels == 255 else np.uint16)
        return codes

    def metres(self, codes: npt.NDArray[Any], levels: int) -> F32:
        """Return the depth that codes stand for, (H, W) float32; clipped ends give near or far."""
        value = codes.astype(np.float64) / levels
        if self.encoding is DepthEncoding.INVERSE:
            inverse = value * (1.0 / self.near_m - 1.0 / self.far_m) + 1.0 / self.far_m
            return (1.0 / inverse).astype(np.float32)
        if self.encoding is DepthEncoding.LINEAR:
            return (self.far_m - value * (self.far_m - self.near_m)).astype(np.float32)
        return (value * self.far_m).astype(np.float32)

    def described(self) -> dict[str, Any]:
        """Return near, far and encoding for metadata."""
        return {"near_m": self.near_m, "far_m": self.far_m, "encoding": str(self.encoding)}


class DepthStatistics:
    """Percentiles of all depths of a shot, in a histogram of constant size (2 MiB)."""

    def __init__(self) -> None:
        self._counts = np.zeros(1 << (31 - _SHIFT), np.int64)

    def add(self, depth: F32) -> None:
        """Count the covered pixels of one frame, (H, W) metres; sky (inf) is left out."""
        covered = depth[np.isfinite(depth) & (depth > 0.0)].astype(np.float32)
        bins = covered.view(np.uint32) >> _SHIFT  # positive floats sort like their bits
        self._counts += np.bincount(bins, minlength=len(self._counts))

    @property
    def count(self) -> int:
        """How many covered pixels were seen."""
        return int(self._counts.sum())

    def percentile(self, percent: float) -> float:
        """Return the depth in metres below which ``percent`` of the pixels lie, within 0.1 %.

        Raises
        ------
        ValueError
            When nothing was counted.
        """
        if not self.count:
            raise ValueError("no covered pixel was counted")
        rank = percent / 100.0 * (self.count - 1)
        found = int(np.searchsorted(np.cumsum(self._counts), rank, side="right"))
        edges = np.array([found << _SHIFT, (found + 1) << _SHIFT], np.uint32).view(np.float32)
        return float(edges.astype(np.float64).mean())

    def guide_range(self, fallback: tuple[float, float]) -> tuple[float, float]:
        """Return near and far in metres, rounded to millimetres outward and never equal.

        ``fallback`` serves a shot that sees nothing but sky.
        """
        if not self.count:
            return fallback
        near = self.percentile(NEAR_PERCENTILE)
        far = self.percentile(FAR_PERCENTILE)
        near = max(np.floor(near * 1000.0) / 1000.0, 0.001)
        far = max(np.ceil(far * 1000.0) / 1000.0, near * 1.01)
        return float(near), float(far)
