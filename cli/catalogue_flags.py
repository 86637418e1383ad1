"""The flags of a picture catalogue, and the drawing of one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from cli.flags import one_of
from cli.output import Output
from cli.progress import FrameProgress
from shotwright import UsageError


def add_catalogue_flags(parser: ArgumentParser) -> None:
    """Add ``--picture``, ``--look`` and ``--scale``."""
    parser.add_argument(
        "--picture", metavar="PATH", help="draw a catalogue page of them: a .png, or a folder"
    )
    parser.add_argument(
        "--look",
        type=one_of("beauty", "clay", "wire", "lines"),
        default="beauty",
        metavar="LOOK",
        help="beauty, clay, wire or lines, for --picture (default: beauty)",
    )
    parser.add_argument(
        "--scale",
        type=one_of("1", "2", "3"),
        default="1",
        metavar="N",
        help="1 is 1920 pixels wide, up to 3, for --picture (default: 1)",
    )


def draw_catalogue(
    draw: Callable[..., Path],
    arguments: Namespace,
    names: tuple[str, ...] | None,
    output: Output,
    counted: str,
) -> Path:
    """Draw a page with a function of ``visualize.catalogue``, and announce it.

    Raises
    ------
    UsageError
        When ``--picture`` is named like a file of another kind.
    """
    path = Path(arguments.picture)
    if path.suffix and path.suffix.lower() != ".png" and not path.is_dir():
        raise UsageError(f"{path}: a catalogue is a .png. Write {path.with_suffix('.png')}.")
    with FrameProgress(output) as bar:
        page = draw(
            path,
            names=names,
            look=arguments.look,
            scale=int(arguments.scale),
            progress=bar.report,
        )
    output.landed(page, counted)
    return page
