"""Options: what the user asked, made complete and checked against one route of a card.

``choose`` refuses what the route cannot do, before anything is drawn or sent; ``snap`` moves it to
the nearest thing it can, and says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from models.card import GuidePass, Route
from models.errors import OptionError
from models.fitting import fit_length
from models.frame_mapping import mapping
from models.lengths import exact, lengths_of, seconds_text
from models.moves import Change, Moves
from models.request import Chosen, Options
from models.shapes import (
    aspect_name,
    crops_to,
    nearest_aspect,
    orientation_of,
    pixels,
    ratio_of,
    refuse_shape,
    same_shape,
)

__all__ = ["Change", "ShotFacts", "choose", "mapping", "snap"]


@dataclass(frozen=True)
class ShotFacts:
    """What options need to know of a shot.

    Attributes
    ----------
    frames
        Frames of the shot's window, without handles.
    rate
        The project's frames a second, ``24`` or ``24000/1001``.
    aspect
        Width divided by height of the shot's gate.
    """

    frames: int
    rate: Fraction | str
    aspect: float

    @property
    def seconds(self) -> Fraction:
        """The shot's length."""
        return self.frames / exact(self.rate)


def choose(route: Route, options: Options, shot: ShotFacts) -> Chosen:
    """Return the options complete, as the route will get them.

    What is not asked follows the shot (length and shape) or the route's default; optional audio is
    off, since it costs more.

    Raises
    ------
    OptionError
        At the first option the route does not take, naming what it takes; also where the shot's
        length is none of the route's and ``options.fit`` does not say how they meet.
    """
    return _settled(route, options, shot, Moves(allowed=False))


def snap(route: Route, options: Options, shot: ShotFacts) -> tuple[Chosen, tuple[Change, ...]]:
    """Return the options with each moved to the nearest the route takes, and every move made.

    Raises
    ------
    OptionError
        Where nothing is near: a picture shape that no slot accepts.
    """
    moves = Moves(allowed=True)
    chosen = _settled(route, options, shot, moves)
    return chosen, tuple(moves.made)


def _settled(route: Route, options: Options, shot: ShotFacts, moves: Moves) -> Chosen:
    resolution = _resolution(route, options, moves)
    aspect, ratio = _aspect(route, options, shot, moves)
    refuse_shape(route, aspect, ratio)
    width, height = pixels(route, resolution, aspect, ratio)
    lengths = lengths_of(route, resolution, exact(shot.rate))
    timing: dict[str, object] = {}
    if lengths is None and options.seconds is not None:
        error = OptionError("seconds", "The model makes pictures, which have no length.")
        moves.make(error, f"{options.seconds:g} s", "no length", None)
    if lengths is not None:
        seconds, fit = fit_length(lengths, shot.seconds, options.seconds, options.fit, moves)
        _refuse_guide_length(route, seconds)
        timing = {
            "seconds": float(seconds),
            "frames": max(1, round(seconds * lengths.rate)),
            "rate": str(lengths.rate),
            "fit": fit,
        }
    return Chosen.model_validate(
        {
            "rate": str(exact(shot.rate)),
            **timing,
            "width": width,
            "height": height,
            "aspect": aspect,
            "resolution": resolution,
            "audio": _audio(route, options, moves),
            "seed": _seed(route, options, moves),
            "guide": _guide(route, options, moves),
        }
    )


def _refuse_guide_length(route: Route, seconds: Fraction) -> None:
    """Refuse a clip whose guide, which is as long, would be shorter or longer than accepted."""
    accepted = route.inputs.get("guide")
    if accepted is None:
        return
    low, high = accepted.min_seconds or 0.0, accepted.max_seconds or math.inf
    if not low <= seconds <= high:
        raise OptionError(
            "seconds",
            f"The guide would be {seconds_text(seconds)} long, and the model reads guides of"
            f" {low:g} to {high:g} s.",
        )


def _resolution(route: Route, options: Options, moves: Moves) -> str:
    offered = tuple(route.resolutions)
    default = route.default_resolution or next(iter(offered), "")
    asked = options.resolution
    if asked is None or asked in offered:
        return asked or default
    if not offered:
        error = OptionError("resolution", "The model has one resolution only: leave it out.")
        return moves.make(error, asked, "the model's own", default)
    error = OptionError("resolution", f"The model has no resolution {asked[:40]!r}.", offered)
    near = min(offered, key=lambda name: abs(_pixels_named(name) - _pixels_named(asked)))
    return moves.make(error, asked, near, near)


def _pixels_named(resolution: str) -> float:
    """Return the number in ``720p``, or for ``4k`` the short side that is meant."""
    named = {"0.5k": 512.0, "1k": 1024.0, "2k": 1440.0, "4k": 2160.0}
    digits = "".join(c for c in resolution[:12] if c.isdigit())
    return named.get(resolution.lower(), float(digits) if digits else 0.0)


def _aspect(route: Route, options: Options, shot: ShotFacts, moves: Moves) -> tuple[str, float]:
    if options.aspect is not None and options.orientation is not None:
        raise OptionError("aspect", "Say the orientation or the aspect, not both.")
    asked = ratio_of(options.aspect) if options.aspect is not None else None
    if route.follows_image or not route.aspects:
        return _aspect_of_gate(options, asked, shot, moves)
    fitting = _of_orientation(route, options, moves)
    wanted = asked or shot.aspect
    near = nearest_aspect(fitting, wanted)
    if not crops_to(wanted, ratio_of(near)) and options.orientation is None:
        what = options.aspect or f"{aspect_name(shot.aspect)}, the shape of the shot's gate"
        error = OptionError(
            "aspect",
            f"The model makes no pictures of {what}. Choose an aspect to crop to, or another gate.",
            route.aspects,
        )
        moves.make(error, aspect_name(wanted), near, near)
    return near, ratio_of(near)


def _of_orientation(route: Route, options: Options, moves: Moves) -> tuple[str, ...]:
    asked = options.orientation
    if asked is None:
        return route.aspects
    fitting = tuple(a for a in route.aspects if orientation_of(ratio_of(a)) == asked)
    if fitting:
        return fitting
    offered = tuple(dict.fromkeys(orientation_of(ratio_of(a)) for a in route.aspects))
    error = OptionError("orientation", f"The model makes nothing {asked}.", offered)
    return moves.make(error, asked, " or ".join(offered), route.aspects)


def _aspect_of_gate(
    options: Options, asked: float | None, shot: ShotFacts, moves: Moves
) -> tuple[str, float]:
    """Return the gate's shape, which a model that follows its picture gives back."""
    gate = aspect_name(shot.aspect)
    shape = orientation_of(shot.aspect)
    rule = "The model follows its picture: change the gate of the shot."
    if asked is not None and not same_shape(asked, shot.aspect):
        error = OptionError("aspect", f"The shot's gate is {gate}, not {options.aspect}. {rule}")
        moves.make(error, str(options.aspect), gate, None)
    if options.orientation not in (None, shape):
        error = OptionError("orientation", f"The shot's gate is {gate}, which is {shape}. {rule}")
        moves.make(error, str(options.orientation), shape, None)
    return gate, shot.aspect


def _audio(route: Route, options: Options, moves: Moves) -> bool:
    if route.audio == "optional":
        return bool(options.audio)
    has = route.audio == "always"
    if options.audio in (None, has):
        return has
    error = OptionError(
        "audio",
        "The model always makes sound." if has else "The model makes no sound.",
        ("on",) if has else ("off",),
    )
    return moves.make(error, "off" if has else "on", "on" if has else "off", has)


def _seed(route: Route, options: Options, moves: Moves) -> int | None:
    if options.seed is None or route.seed != "none":
        return options.seed
    error = OptionError("seed", "The model takes no seed: leave it out.")
    return moves.make(error, str(options.seed), "none", None)


def _guide(route: Route, options: Options, moves: Moves) -> GuidePass | None:
    accepted = route.inputs.get("guide")
    passes: tuple[GuidePass, ...] = accepted.passes if accepted is not None else ()
    default = passes[0] if passes else None
    if options.guide is None or options.guide in passes:
        return options.guide or default
    message = f"The model is not guided by the pass {options.guide!r}."
    if not passes:
        message = "The model takes no guide: leave it out."
    error = OptionError("guide", message, passes)
    return moves.make(error, options.guide, default or "none", default)
