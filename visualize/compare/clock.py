"""Clock: whether a clip is as long and as fast as it was asked to be."""

from __future__ import annotations

from fractions import Fraction

from visualize.compare.grading import clipped, rounded
from visualize.compare.mapping import Asked
from visualize.compare.meter import Findings
from visualize.conform.timing import clip_rate
from visualize.takes.measures import Metric, Remark
from visualize.takes.take import Take

_SAME_FRAMES = 1
_SAME_RATE = 0.002


def timing(take: Take, asked: Asked, project_rate: Fraction) -> Findings:
    """Return ``duration`` and ``rate`` of a clip against what was asked for.

    Where nothing was asked, the project's rate is; the length is free.
    """
    if take.clip.kind == "image":
        return Findings()
    rate = clip_rate(take)
    wanted = asked.rate or project_rate
    off = float(rate / wanted) - 1.0
    metrics = [
        Metric(name="rate", group="timing", value=rounded(float(rate), 3), unit="frames a second",
               score=clipped(100.0 * (1.0 - abs(off))) if abs(off) > _SAME_RATE else 100.0,
               details={"asked": rounded(float(wanted), 3)}),
    ]  # fmt: skip
    remarks = []
    if asked.frames is not None:
        seconds, meant = take.clip.frames / float(rate), asked.frames / float(wanted)
        same = abs(seconds - meant) * float(rate) <= _SAME_FRAMES
        share = 1.0 - abs(seconds - meant) / meant
        metrics.append(
            Metric(name="duration", group="timing", value=rounded(seconds, 3), unit="s",
                   score=100.0 if same else clipped(100.0 * share),
                   details={"asked": rounded(meant, 3)})
        )  # fmt: skip
        if not same:
            words = "shorter" if seconds < meant else "longer"
            remarks.append(
                Remark(metric="duration", text=f"{abs(seconds - meant):.1f} s {words} than asked",
                       start=0, end=take.clip.frames, weight=0.15)
            )  # fmt: skip
    return Findings(tuple(metrics), tuple(remarks))
