"""Picture: sharpness, exposure, banding, black bars and black frames of a take, as it came.

They are shown and do not count: style is free. Only black frames do, for they show nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.borders import bars_of, is_black, less
from visualize.compare.grading import clipped, graded, rounded, spans_of
from visualize.compare.meter import Findings, Moment, Step
from visualize.compare.placing import Bars
from visualize.takes.measures import Metric, Remark

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_EVERY = 8
"""Frames from one that is looked at closely to the next."""
_MOST_PIXELS = 1280 * 720
_LINES = 720.0
_STEEPEST = 0.98
_REACH = 6
_SHARP, _SOFT = 2.6, 9.0
"""Width of the steepest edges, in lines of 720."""
_CLIPPED_LITTLE, _CLIPPED_MUCH = 0.02, 0.35
_DARKEST, _LIGHTEST = 2, 253
_SMOOTH_SIDE = 17
_SMOOTH_LOW, _SMOOTH_HIGH = 3, 28
_LEAST_SMOOTH = 0.01
_STEP = 3
_FLAT = 3
_BANDS_NONE, _BANDS_ALL = 0.12, 0.7
_BARS_NONE, _BARS_MUCH = 0.004, 0.25
_WRONG = 60.0


@dataclass(frozen=True)
class _Look:
    """What one frame shows; ``None`` where it has nothing to tell it by."""

    edge: float | None
    clipped: float
    bands: float | None


class PictureMeter:
    """Measures ``sharpness``, ``exposure``, ``banding``, ``borders`` and ``black``."""

    def __init__(self) -> None:
        self._looks: list[_Look] = []
        self._black: list[bool] = []
        self._fulls: list[U8] = []
        self._owns: list[U8] = []

    def moment(self, moment: Moment) -> None:
        """Look at one frame; closely at every eighth."""
        own = moment.authored["beauty"]
        self._black.append(is_black(moment.full) and not is_black(own))
        if moment.index % _EVERY:
            return
        self._looks.append(_look(moment.full, moment.picture, own))
        # Only outermost rows and columns matter: the bars of all frames together.
        self._fulls = [_darkest(moment.full, self._fulls)]
        self._owns = [_darkest(own, self._owns)]

    def step(self, step: Step) -> None:
        """Do nothing: a picture is of single frames."""

    def finish(self) -> Findings:
        """Return what was found."""
        if not self._looks:
            return Findings()
        metrics = (
            self._sharpness(), self._exposure(), self._banding(), self._borders(), self._blacks(),
        )  # fmt: skip
        return Findings(metrics, tuple(self._remarks(metrics)))

    def _sharpness(self) -> Metric:
        edges = [look.edge for look in self._looks if look.edge is not None]
        if not edges:
            return _unknown("sharpness", "there are no clear edges")
        width = float(np.median(edges))
        return Metric(name="sharpness", group="picture", score=graded(width, _SOFT, _SHARP),
                      value=rounded(width, 3), unit="lines of 720")  # fmt: skip

    def _exposure(self) -> Metric:
        whole = float(np.mean([look.clipped for look in self._looks]))
        share = max(0.0, whole - self._bars().share)  # they have a metric of their own
        return Metric(
            name="exposure", group="picture", score=graded(share, _CLIPPED_MUCH, _CLIPPED_LITTLE),
            value=rounded(100.0 * share, 2), unit="% clipped beyond our own",
        )  # fmt: skip

    def _banding(self) -> Metric:
        bands = [look.bands for look in self._looks if look.bands is not None]
        if not bands:
            return _unknown("banding", "no part of the picture is smooth")
        share = float(np.mean(bands))
        return Metric(name="banding", group="picture", score=graded(share, _BANDS_ALL, _BANDS_NONE),
                      value=rounded(100.0 * share, 2), unit="% of tones in steps")  # fmt: skip

    def _borders(self) -> Metric:
        bars = self._bars()
        return Metric(
            name="borders", group="picture", score=graded(bars.share, _BARS_MUCH, _BARS_NONE),
            value=rounded(100.0 * bars.share, 2), unit="% of the picture",
            details={side: rounded(100.0 * getattr(bars, side), 2)
                     for side in ("left", "top", "right", "bottom")},
        )  # fmt: skip

    def _bars(self) -> Bars:
        return less(bars_of(self._fulls), bars_of(self._owns))

    def _blacks(self) -> Metric:
        share = float(np.mean(self._black))
        return Metric(
            name="black", group="picture", score=clipped(100.0 * (1.0 - share)),
            value=float(sum(self._black)), unit="frames",
            curve=tuple(0.0 if black else 100.0 for black in self._black),
        )  # fmt: skip

    def _remarks(self, metrics: tuple[Metric, ...]) -> list[Remark]:
        count = len(self._black)
        remarks = []
        words = {"sharpness": "soft", "exposure": "light or shade is cut off",
                 "banding": "smooth tones come in bands", "borders": "black bars"}  # fmt: skip
        for metric in metrics:
            if metric.name in words and metric.score is not None and metric.score < _WRONG:
                remarks.append(Remark(metric=metric.name, text=words[metric.name], start=0,
                                      end=count, weight=0.1))  # fmt: skip
        for start, end in spans_of(self._black)[:2]:
            text = f"{end - start} black {'frame' if end - start == 1 else 'frames'}"
            weight = clipped(0.5 + (end - start) / count, 1.0)
            remarks.append(Remark(metric="black", text=text, start=start, end=end, weight=weight))
        return remarks


def _unknown(name: str, why: str) -> Metric:
    return Metric(name=name, group="picture", score=None, note=why)


def _darkest(picture: U8, kept: list[U8]) -> U8:
    """Return the brighter of each pixel of two pictures, to find what stays black in all."""
    return np.maximum(picture, kept[0]) if kept and kept[0].shape == picture.shape else picture


def _look(full: U8, picture: U8, own: U8) -> _Look:
    height, width = full.shape[:2]
    grey = cv2.cvtColor(full, cv2.COLOR_RGB2GRAY)
    if height * width > _MOST_PIXELS:
        grey = _middle(grey)
    return _Look(
        edge=_edge_width(grey, height),
        clipped=max(0.0, _clipped(picture) - _clipped(own)),
        bands=_bands(grey),
    )


def _middle(grey: U8) -> U8:
    """Return as much of the middle as is looked at: every pixel as it came."""
    share = float(np.sqrt(_MOST_PIXELS / grey.size))
    height, width = (round(side * share) for side in grey.shape)
    top, left = (grey.shape[0] - height) // 2, (grey.shape[1] - width) // 2
    return np.ascontiguousarray(grey[top : top + height, left : left + width])


def _edge_width(grey: U8, lines: int) -> float | None:
    """Return how wide the steepest edges are, from dark to light, in lines of 720.

    The contrast around an edge over its steepest slope: 1 for an ideal step between two pixels,
    2.5 sigma for one that is blurred: a Gaussian's integral is 1 / (sigma sqrt(2 pi)) steep.
    """
    across = cv2.Scharr(grey, cv2.CV_32F, 1, 0, scale=1.0 / 32.0)
    down = cv2.Scharr(grey, cv2.CV_32F, 0, 1, scale=1.0 / 32.0)
    # Not cv2.magnitude: its last digit depends on where in memory the arrays happen to lie.
    slope = np.sqrt(across * across + down * down)
    least = max(float(np.quantile(slope[::2, ::2], _STEEPEST)), 3.0)
    near = np.ones((2 * _REACH + 1, 2 * _REACH + 1), np.uint8)
    contrast = cv2.subtract(cv2.dilate(grey, near), cv2.erode(grey, near))
    crests = (slope >= least) & (slope >= cv2.dilate(slope, np.ones((3, 3), np.uint8)))
    if crests.sum() < 20:
        return None
    widths = contrast[crests] / slope[crests]
    return float(np.median(widths)) * _LINES / lines


def _clipped(picture: U8) -> float:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return float(((grey <= _DARKEST) | (grey >= _LIGHTEST)).mean())


def _bands(grey: U8) -> float | None:
    """Return how much of the change of smooth tones comes in steps between flat stretches."""
    near = np.ones((_SMOOTH_SIDE, _SMOOTH_SIDE), np.uint8)
    span = cv2.subtract(cv2.dilate(grey, near), cv2.erode(grey, near))
    smooth = (span >= _SMOOTH_LOW) & (span <= _SMOOTH_HIGH)
    if smooth.mean() < _LEAST_SMOOTH:
        return None
    change = np.abs(np.diff(grey.astype(np.int16), axis=1))
    inside = smooth[:, 1:]
    flat = (change <= 1).astype(np.uint8)
    side = cv2.erode(flat, np.ones((1, _FLAT), np.uint8))
    left = np.zeros_like(side)
    right = np.zeros_like(side)
    left[:, _FLAT:], right[:, :-_FLAT] = side[:, :-_FLAT], side[:, _FLAT:]
    steps = inside & (change >= _STEP) & (left > 0) & (right > 0)
    whole = float(change[inside].sum())
    return float(change[steps].sum()) / whole if whole > 0.0 else 0.0
