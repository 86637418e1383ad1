"""Flags that several commands share, and the reading of their values."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable

from compose.errors import SceneError, nearest
from compose.timing import FrameRange


def add_project(parser: argparse.ArgumentParser) -> None:
    """Add the optional path of the project."""
    parser.add_argument(
        "project",
        nargs="?",
        metavar="PROJECT",
        help="the project's folder (default: the current folder or the nearest one above)",
    )


def add_shots(parser: argparse.ArgumentParser, default: str = "all") -> None:
    """Add ``--shot``, which may be repeated."""
    parser.add_argument(
        "--shot",
        action="append",
        default=[],
        metavar="SHOT",
        help=f"a shot's number or name; may be repeated; 'all' is every shot (default: {default})",
    )


def add_size(parser: argparse.ArgumentParser, default: str) -> None:
    """Add ``--size``, a box that pictures are fitted into."""
    parser.add_argument(
        "--size",
        type=size,
        default=size(default),
        metavar="WxH",
        help="the box a picture must fit into, keeping the shape of the shot's gate"
        f" (default: {default})",
    )


def add_out(parser: argparse.ArgumentParser, what: str = "folder", default: str = "") -> None:
    """Add ``--out``."""
    parser.add_argument(
        "--out",
        metavar=what.upper(),
        help=f"the {what} to write to (default: {default or 'out in the project folder'})",
    )


def add_passes(parser: argparse.ArgumentParser, default: str) -> None:
    """Add ``--passes``."""
    parser.add_argument(
        "--passes",
        type=names,
        default=names(default),
        metavar="A,B,...",
        help=f"passes, separated by commas, or 'all'; see `shotwright passes` (default: {default})",
    )


def add_drawing(parser: argparse.ArgumentParser) -> None:
    """Add the flags of ``visualize.render.RenderOptions``."""
    group = parser.add_argument_group("drawing")
    group.add_argument(
        "--samples",
        type=one_of("1", "2", "4", "8"),
        default="4",
        metavar="N",
        help="antialiasing of pictures: 1, 2, 4 or 8 samples a pixel (default: 4)",
    )
    group.add_argument(
        "--dof", action="store_true", help="blur beauty by the lens, the focus and the f-stop"
    )
    group.add_argument(
        "--all-edges", action="store_true", help="let wire draw every triangle, not the outlines"
    )
    group.add_argument(
        "--hidden-joints",
        action="store_true",
        help="let pose show joints that other things stand before",
    )


def add_mask(parser: argparse.ArgumentParser) -> None:
    """Add ``--mask``, which may be repeated."""
    parser.add_argument(
        "--mask",
        action="append",
        default=[],
        metavar="NODE",
        help="add the pass 'mask', of this node and all that hangs on it; may be repeated",
    )


def add_depth(parser: argparse.ArgumentParser) -> None:
    """Add what fixes the depth guide instead of measuring it over the shot."""
    group = parser.add_argument_group("depth pictures")
    for flag, where in (("--near", "begins"), ("--far", "ends")):
        group.add_argument(
            flag,
            type=metres,
            metavar="METRES",
            help=f"where the range of depth {where} (default: measured over the whole shot)",
        )
    group.add_argument(
        "--depth-encoding",
        type=one_of("inverse", "linear", "metric"),
        default="inverse",
        metavar="ENCODING",
        help="inverse (what depth ControlNets expect), linear or metric (default: inverse)",
    )


def size(text: str) -> tuple[int, int]:
    """Read ``1280x720`` as width and height in pixels."""
    match = re.fullmatch(r"(\d{1,9})[xX×](\d{1,9})", text.strip())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write it as 1280x720")
    width, height = int(match[1]), int(match[2])
    if min(width, height) < 2:
        raise argparse.ArgumentTypeError(f"a side is at least 2 pixels, not {text}")
    return width, height


def names(text: str) -> tuple[str, ...]:
    """Read names separated by commas."""
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    if not found:
        raise argparse.ArgumentTypeError("nothing is named; write names separated by commas")
    return found


def frames(text: str) -> FrameRange:
    """Read ``0:24`` as the scene frames 0 to 23."""
    try:
        return FrameRange.parse(text)
    except SceneError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def metres(text: str) -> float:
    """Read a distance in metres, more than zero."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a distance in metres, such as 2.5")
    return value


def one_of(*known: str) -> Callable[[str], str]:
    """Return a reader that takes one of these words and offers the nearest to any other."""

    def read(text: str) -> str:
        if text in known:
            return text
        raise argparse.ArgumentTypeError(_not_one_of(text, known))

    return read


def _not_one_of(text: str, known: Iterable[str]) -> str:
    known = list(known)
    similar = nearest(text, known)
    hint = f"did you mean {similar[0]!r}?" if similar else f"choose from {', '.join(known)}"
    return f"there is no {text!r}; {hint}"
