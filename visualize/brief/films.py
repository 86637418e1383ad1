"""Films: the control clip of a shot, at a rate and within the bytes that a model takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av

from models.card import Input
from models.errors import OptionError
from models.lengths import clip_rate, exact
from models.request import FrameMapping
from visualize.brief.drawing import ShotDrawing
from visualize.encode.video import H264, Codec, open_video

_THREADS = ("-threads", "1")
"""x264's bytes depend on how many threads it has; one is fast enough for a guide."""

_FACTORS = (20, 24, 28, 32, 36)
_CONTAINERS = {"mp4": ("mp4", "video/mp4"), "mov": ("mov", "video/quicktime")}

Report = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideFilm:
    """How a guide is written: its file's ending and type, its rate, and the frames it shows."""

    ending: str
    mime: str
    container: str
    rate: Fraction
    mapping: FrameMapping


def plan_guide(accepted: Input, mapping: FrameMapping, rate: str) -> GuideFilm:
    """Return how a guide of a clip is written, at the nearest of the rates that are accepted.

    Raises
    ------
    OptionError
        When the model takes no film that we write, or none of this length.
    """
    ending = next((name for name in accepted.formats if name in _CONTAINERS), None)
    if ending is None:
        raise OptionError(
            "guide",
            f"The model's guide must be {', '.join(accepted.formats)}; we write mp4 or mov.",
        )
    given = exact(rate)
    chosen = clip_rate(accepted.rates, given)
    frames = max(1, round(mapping.frames * chosen / given))
    seconds = float(frames / chosen)
    low, high = accepted.min_seconds or 0.0, accepted.max_seconds or float("inf")
    slack = float(1 / chosen)
    if not low - slack <= seconds <= high + slack:
        raise OptionError(
            "seconds",
            f"The guide is {seconds:.2f} s long; the model takes {low:g} to {high:g} s."
            " Change the length of the clip or the shot.",
        )
    step = mapping.step * float(given / chosen)
    container, mime = _CONTAINERS[ending]
    fitted = mapping.model_copy(update={"frames": frames, "step": step})
    return GuideFilm(ending=ending, mime=mime, container=container, rate=chosen, mapping=fitted)


def write_guide(
    path: Path, drawing: ShotDrawing, name: str, plan: GuideFilm, size: tuple[int, int],
    accepted: Input, report: Report,
) -> None:  # fmt: skip
    """Draw a pass of every frame of a guide and write its film, streamed.

    A film of too many bytes is encoded again, ever more tightly.

    Raises
    ------
    OptionError
        When it does not fit even so.
    ShotwrightError
        When a frame cannot be drawn or the film not be written.
    """
    with open_video(path, size, plan.rate, codec=_codec(plan)) as film:
        for i in range(plan.mapping.frames):
            film.write(drawing.picture(name, plan.mapping.scene_frame(i), size))
            report((i + 1) / plan.mapping.frames)
    if accepted.max_bytes is None or path.stat().st_size <= accepted.max_bytes:
        return
    tight = path.with_name(f"{path.stem}_tight{path.suffix}")
    for factor in _FACTORS:
        _encode_again(path, tight, plan, size, factor)
        if tight.stat().st_size <= accepted.max_bytes:
            tight.replace(path)
            return
    tight.unlink()
    raise OptionError(
        "guide",
        f"The guide does not fit in the {accepted.max_bytes:,} bytes that the model takes."
        " Choose a lower resolution or a shorter clip.",
    )


def _codec(plan: GuideFilm, factor: int | None = None) -> Codec:
    arguments = [*H264.arguments]
    if factor is not None:
        arguments[arguments.index("-crf") + 1] = str(factor)
    return replace(H264, arguments=(*arguments, *_THREADS), container=plan.container)


def _encode_again(
    source: Path, target: Path, plan: GuideFilm, size: tuple[int, int], factor: int
) -> None:
    bt709 = 1
    with (
        av.open(f"file:{source}", format="mov") as film,
        open_video(target, size, plan.rate, codec=_codec(plan, factor)) as out,
    ):
        for frame in film.decode(video=0):
            out.write(frame.to_ndarray(format="rgb24", src_colorspace=bt709))
