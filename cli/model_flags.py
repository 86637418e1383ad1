"""Flags that say how a take is to be made, and the options they mean."""

from __future__ import annotations

import argparse
from typing import get_args

from pydantic import ValidationError

from cli.flags import one_of
from models.card import GuidePass
from models.request import Fit, Options
from shotwright import UsageError


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add a flag for each field of ``models.request.Options``, and ``--snap``."""
    group = parser.add_argument_group("options")
    group.add_argument(
        "--seconds",
        type=_number,
        metavar="S",
        help="how long the clip is (default: as the shot, if the model makes such clips)",
    )
    group.add_argument(
        "--fit",
        type=one_of(*get_args(Fit)),
        metavar="FIT",
        help="how a shot meets a clip of another length: trim (with handles to cut off), pad (hold"
        " the last frame) or retime",
    )
    group.add_argument(
        "--orientation",
        type=one_of("landscape", "portrait", "square"),
        metavar="SHAPE",
        help="landscape, portrait or square (default: the shape of the shot's gate)",
    )
    group.add_argument("--aspect", metavar="W:H", help="the shape as a ratio, such as 16:9")
    group.add_argument("--resolution", metavar="NAME", help="such as 720p (default: the model's)")
    group.add_argument(
        "--audio",
        type=one_of("on", "off"),
        metavar="ON|OFF",
        help="whether the clip has sound (default: off where there is a choice)",
    )
    group.add_argument("--seed", type=_whole, metavar="N", help="for models that take one")
    group.add_argument(
        "--guide",
        type=one_of(*get_args(GuidePass)),
        metavar="PASS",
        help="the pass that guides the model, in from-animation and image (default: the model's)",
    )
    group.add_argument(
        "--snap",
        action="store_true",
        help="move an option that the model does not take to the nearest it does, and say so",
    )


def asked_options(arguments: argparse.Namespace) -> Options:
    """Return the options of a parsed command line.

    Raises
    ------
    UsageError
        When a value is beyond what any model could mean.
    """
    try:
        return Options(
            seconds=arguments.seconds,
            orientation=arguments.orientation,
            aspect=arguments.aspect,
            resolution=arguments.resolution,
            audio=None if arguments.audio is None else arguments.audio == "on",
            seed=arguments.seed,
            guide=arguments.guide,
            fit=arguments.fit,
        )
    except ValidationError as error:
        fault = error.errors()[0]
        raise UsageError(f"--{fault['loc'][0]}: {fault['msg']}.") from error


def _number(text: str) -> float:
    try:
        value = float(text.removesuffix("s"))
    except ValueError:
        value = 0.0
    if not 0.0 < value <= 86_400.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a length in seconds, such as 8")
    return value


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 10:
        raise argparse.ArgumentTypeError(f"{text!r} is not a seed: write a whole number")
    return int(text)
