"""Flags that say which takes to make of which shots, and the wish they mean."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from cli.flags import add_project, add_shots, one_of
from cli.model_flags import add_options, asked_options
from compose.errors import NotFoundError
from models.modes import Mode
from models.registry import Registry
from shotwright import UsageError
from visualize.brief.direct import LOOKS
from visualize.brief.ordering import MOST_TAKES, Wish
from visualize.order import PromptText
from visualize.takes import Gallery

_MODES = tuple(mode.value for mode in Mode)


def add_order(parser: ArgumentParser) -> None:
    """Add which shots, how, by what, and the words and pictures of this order alone."""
    add_project(parser)
    add_shots(parser)
    parser.add_argument(
        "--mode", type=one_of(*_MODES), default=Mode.START_FRAME.value, metavar="MODE",
        help=f"{', '.join(_MODES)} (default: start-frame)",
    )  # fmt: skip
    parser.add_argument(
        "--model", action="append", default=[], metavar="MODEL",
        help="a model by id or short name; may be repeated; in the mode direct a pass: "
        f"{', '.join(LOOKS)} (default: of this machine, with no AI, what suits the shots)",
    )  # fmt: skip
    parser.add_argument("--provider", default="", metavar="NAME", help="who runs the models")
    parser.add_argument(
        "--takes", type=takes, default=1, metavar="N", help="takes of each (default: 1)"
    )
    parser.add_argument(
        "--frame", type=int, metavar="N",
        help="in the mode image: the scene frame of the picture (default: the shot's first)",
    )  # fmt: skip
    add_options(parser)
    _add_own(parser)


def _add_own(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("for this order alone")
    for slot, which in (("start", "last"), ("end", "first")):
        group.add_argument(
            f"--{slot}", metavar="FILE|TAKE",
            help=f"your own picture as the {slot} frame, or a clip or take, whose {which} frame"
            " is used",
        )  # fmt: skip
    for flag, what in (
        ("--prompt", "of what happens"), ("--style", "of the style"), ("--lighting", "of the light")
    ):  # fmt: skip
        group.add_argument(
            flag, metavar="TEXT", help=f"your words {what}, instead of the shot's or the scene's"
        )
    group.add_argument(
        "--negative", default="", metavar="TEXT", help="what is not to be seen, where a model asks"
    )


def takes(text: str) -> int:
    """Read a number of takes."""
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_TAKES:
        raise ArgumentTypeError(f"takes are a number from 1 to {MOST_TAKES}, not {text[:40]!r}")
    return int(text)


def asked_wish(arguments: Namespace, folder: Path) -> Wish:
    """Return what a parsed command line asks for.

    Raises
    ------
    UsageError
        When flags do not go together, a value is beyond what any model could mean, or a start or
        end picture is neither a file nor a take.
    """
    mode = Mode(arguments.mode)
    if arguments.frame is not None and mode is not Mode.IMAGE:
        raise UsageError(
            f"--frame picks the frame of a picture: it goes with --mode image, not {mode}."
        )
    return Wish(
        mode=mode,
        options=asked_options(arguments),
        takes=arguments.takes,
        provider=arguments.provider,
        prompt=PromptText(
            scene=arguments.prompt,
            style=arguments.style,
            lighting=arguments.lighting,
            negative=arguments.negative,
        ),
        start=_own(arguments.start, folder),
        end=_own(arguments.end, folder),
        frame=arguments.frame,
        snap=arguments.snap,
        allow_unknown_price=arguments.allow_unknown_price,
    )


def asked_models(arguments: Namespace, registry: Registry, mode: Mode) -> tuple[str, ...]:
    """Return the ids of the models that are named, each once; in the mode direct passes.

    Raises
    ------
    UnknownModelError
        When there is no such model; the nearest is offered.
    """
    named: list[str] = arguments.model
    if mode is Mode.DIRECT:
        return tuple(dict.fromkeys(named or LOOKS[:1]))
    return tuple(dict.fromkeys(registry.card(name).id for name in named))


def _own(given: str | None, folder: Path) -> Path | None:
    """Return the file that a start or end frame comes from: a path, else a take by its name."""
    if given is None or Path(given).is_file():
        return None if given is None else Path(given).absolute()
    with Gallery(folder) as gallery:
        try:
            return gallery.find(given).file.absolute()
        except NotFoundError as error:
            raise UsageError(f"There is no file {given}. {error}") from error
