"""How the length of a shot meets the lengths of a model's clips: trim, pad or retime."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from models.errors import OptionError
from models.lengths import Lengths, exact, seconds_text
from models.moves import Moves
from models.request import Fit

_FITS: tuple[Fit, ...] = get_args(Fit)


def fit_length(
    lengths: Lengths, shot: Fraction, asked: float | None, fit: Fit | None, moves: Moves
) -> tuple[Fraction, Fit]:
    """Return how long the clip is, in seconds, and how the shot meets it.

    Without ``asked`` the clip is the shortest that holds the shot (retime: the nearest). A shot
    and a clip that differ by at most one frame of the clip need no fit.

    Raises
    ------
    OptionError
        When ``asked`` is none of the lengths, when shot and clip differ and no fit says how they
        meet, or when the fit cannot make them meet.
    """
    clip = None if asked is None else _offered(lengths, exact(asked), moves)
    plain = lengths.nearest(shot) if clip is None else clip
    if lengths.same(plain, shot):
        return plain, fit or "trim"
    if fit is None:
        error = OptionError("fit", _three_ways(lengths, shot, clip), _FITS)
        landed = clip or lengths.at_least(shot) or lengths.longest
        given = f"trim, which gives {_gives('trim', shot, landed)}"
        return moves.make(error, "", given, landed, why=_as_long(shot)), "trim"
    if clip is None:
        clip = _clip_for(fit, lengths, shot)
    if clip is None or (fit == "pad" and clip < shot):
        longest = seconds_text(clip or lengths.longest)
        error = OptionError(
            "fit",
            f"The shot is {seconds_text(shot)} long and the clip at most {longest}: holding the"
            " last frame does not make it shorter.",
            ("trim", "retime"),
        )
        return moves.make(error, "pad", "trim", clip or lengths.longest), "trim"
    return clip, fit


def _offered(lengths: Lengths, asked: Fraction, moves: Moves) -> Fraction:
    near = lengths.nearest(asked)
    if lengths.same(near, asked):
        return near
    error = OptionError(
        "seconds", f"The model makes no clip of {seconds_text(asked)}.", lengths.words()
    )
    return moves.make(error, seconds_text(asked), seconds_text(near), near)


def _clip_for(fit: Fit, lengths: Lengths, shot: Fraction) -> Fraction | None:
    if fit == "retime":
        return lengths.nearest(shot)
    enough = lengths.at_least(shot)
    return lengths.longest if enough is None and fit == "trim" else enough


def _three_ways(lengths: Lengths, shot: Fraction, clip: Fraction | None) -> str:
    ways = []
    for fit in _FITS:
        landed = clip or _clip_for(fit, lengths, shot)
        if landed is None or (fit == "pad" and landed < shot):
            ways.append(f"{fit} cannot shorten it")
        else:
            ways.append(f"{fit} gives {_gives(fit, shot, landed)}")
    offered = f"{seconds_text(clip)} is asked" if clip else f"a clip is {_listed(lengths)}"
    return (
        f"{_as_long(shot)[:-1]} and {offered}. Say how they meet: "
        + "; ".join(ways) + "."
    )  # fmt: skip


def _as_long(shot: Fraction) -> str:
    return f"The shot is {seconds_text(shot)} long."


def _listed(lengths: Lengths) -> str:
    words = lengths.words()
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _gives(fit: Fit, shot: Fraction, clip: Fraction) -> str:
    length, rest = seconds_text(clip), seconds_text(abs(clip - shot))
    if fit == "retime":
        speed = float(shot / clip)
        return f"{length}, with the shot {speed:.3g} times as fast"
    if fit == "pad":
        return f"{length}, with the last frame held for {rest}"
    if clip < shot:
        return f"{length}, without the last {rest} of the shot"
    return f"{length}, with {rest} of handles to cut off"
