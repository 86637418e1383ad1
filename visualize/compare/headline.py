"""Headline: one number of a take, from all that was measured, and its course over the clip."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from visualize.compare.grading import clipped
from visualize.takes.measures import Metric

_FILE = "weights.toml"
_LEAST_COVERED = 0.10
"""Share of the picture that motion must be judged on, where nothing else tells of the shot."""


@dataclass(frozen=True)
class Headline:
    """``fidelity`` and its curve; ``None`` where too little could be judged."""

    fidelity: float | None
    curve: tuple[float | None, ...]


@cache
def weights(table: str) -> Mapping[str, float]:
    """Return how much each metric counts in a number (``fidelity``, ``temporal``)."""
    text = resources.files("visualize.compare").joinpath(_FILE).read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in tomllib.loads(text)[table].items()}


def temporal(metrics: Iterable[Metric]) -> Metric | None:
    """Return ``temporal`` from its parts, or None where there are none."""
    parts = {m.name: m for m in metrics if m.name in weights("temporal")}
    if not parts:
        return None
    score = _mean(parts, weights("temporal"))
    return Metric(
        name="temporal", group="temporal", score=score,
        curve=_curve(parts, weights("temporal"), max(len(m.curve) for m in parts.values())),
        details={name: part.score for name, part in parts.items()},
        note="" if score is not None else "nothing of it could be judged",
    )  # fmt: skip


def headline(metrics: Sequence[Metric], frames: int) -> Headline:
    """Return the fidelity that metrics make together.

    A frame that is black shows nothing of the shot: it counts as 0.

    Parameters
    ----------
    frames
        Length of the curve: the clip's frames.
    """
    parts = {metric.name: metric for metric in metrics if metric.name in weights("fidelity")}
    score = _calibrated(_mean(parts, weights("fidelity")))
    motion = parts.get("motion")
    others = {name for name, part in parts.items() if part.score is not None} - {"motion"}
    if motion is not None and motion.score is not None and not others:
        covered = motion.covered if motion.covered is not None else 1.0
        score = score if covered >= _LEAST_COVERED else None
    curve = tuple(map(_calibrated, _curve(parts, weights("fidelity"), frames)))
    black = next((metric for metric in metrics if metric.name == "black"), None)
    if black is not None and black.score is not None and score is not None:
        score = clipped(score * black.score / 100.0)
        dark = {i for i, value in enumerate(black.curve) if value == 0.0}
        curve = tuple(0.0 if i in dark else value for i, value in enumerate(curve))
    return Headline(score, curve if score is not None else ())


def _calibrated(mean: float | None) -> float | None:
    """Return 100 for all that can be told from our own render no more."""
    return None if mean is None else clipped(100.0 * mean / weights("calibration")["full"])


def _mean(parts: Mapping[str, Metric], weight: Mapping[str, float]) -> float | None:
    known = {name: part.score for name, part in parts.items() if part.score is not None}
    whole = sum(weight[name] for name in known)
    if not whole:
        return None
    return clipped(sum(weight[name] * score for name, score in known.items()) / whole)


def _curve(
    parts: Mapping[str, Metric], weight: Mapping[str, float], frames: int
) -> tuple[float | None, ...]:
    """Return the weighted mean of the curves at each frame, None where none says anything."""
    curve: list[float | None] = []
    for i in range(frames):
        known = {
            name: value
            for name, part in parts.items()
            if part.score is not None
            and i < len(part.curve)
            and (value := part.curve[i]) is not None
        }
        whole = sum(weight[name] for name in known)
        total = sum(weight[name] * value for name, value in known.items())
        curve.append(clipped(total / whole) if whole else None)
    return tuple(curve)
