"""Measures: what was found about one take, as plain data to keep beside it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from compose.values import NotNegative, Value

METRICS_VERSION = 2
"""Rises when a metric changes what it says, so that numbers of two versions are never compared."""

Score = Annotated[float, Field(ge=0.0, le=100.0)]
"""0 to 100; 100 is as good as the estimator can tell."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Group = Literal["anchors", "motion", "structure", "temporal", "picture", "timing"]


class Metric(Value):
    """One number of a take.

    Attributes
    ----------
    name
        As in ``docs/metrics.md``: ``motion``, ``camera``, ``subjects``, ``start``, …
    score
        ``None`` is "not measurable"; ``note`` then says why.
    value, unit
        The plain finding behind the score (``3.1``, ``"px"``).
    covered
        How much of the picture, or of the time, could be judged.
    curve
        A score for each frame of the clip, ``None`` where it could not be judged; empty without.
    details
        More plain numbers by name (``rotation_deg``, ``scale_drift``), for JSON and tables.
    """

    name: str
    group: Group
    score: Score | None
    value: float | None = None
    unit: str = ""
    covered: Share | None = None
    curve: tuple[Score | None, ...] = ()
    details: dict[str, float | None] = {}
    note: str = ""


class Remark(Value):
    """What went wrong in words, over the clip's frames ``start <= frame < end``.

    ``text`` is one clause without a stop: ``pan 30 % slow``. ``weight`` ranks remarks, 1 the worst.
    """

    metric: str
    text: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    weight: Share


class Alignment(Value):
    """Where the take's frames really lie in the shot.

    Attributes
    ----------
    offset
        Clip frames by which the take is late (early when negative) against its frame mapping.
    sure
        Whether the offset stands out enough to be believed.
    frozen
        Frames that repeat the one before though something should have moved.
    dropped
        Frames after which at least one frame of the motion is missing.
    """

    offset: float = 0.0
    sure: bool = False
    frozen: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()


class Measures(Value):
    """All that was measured of one take against one state of its shot.

    Attributes
    ----------
    take, clip_sha256
        The take's id, and the hash of the file that was measured.
    reference
        Fingerprint of what it was measured against: shot, frame mapping and working size.
    fidelity
        The headline, 0 to 100; ``None`` when too little could be judged.
    curve
        The headline for each frame of the clip.
    remarks
        The worst first.
    cost_usd, wait_seconds
        As billed (else as estimated, the upper bound), and from submitting to the file.
    """

    kind: Literal["shotwright-measures"] = "shotwright-measures"
    version: int = METRICS_VERSION
    take: str
    clip_sha256: str
    reference: str
    frames: Annotated[int, Field(ge=1)]
    rate: str
    size: tuple[int, int]
    fidelity: Score | None
    curve: tuple[Score | None, ...] = ()
    metrics: tuple[Metric, ...] = ()
    remarks: tuple[Remark, ...] = ()
    alignment: Alignment = Alignment()
    cost_usd: NotNegative | None = None
    wait_seconds: NotNegative | None = None
    measuring_seconds: NotNegative = 0.0

    def metric(self, name: str) -> Metric | None:
        """Return a metric by its name, or None when it was not measured."""
        return next((metric for metric in self.metrics if metric.name == name), None)

    @property
    def words(self) -> str:
        """The worst remarks as one line, or ``""``."""
        return ", ".join(remark.text for remark in self.remarks[:3])
