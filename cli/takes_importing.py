"""`shotwright takes import`: a clip or picture from anywhere becomes a take of a shot."""

from __future__ import annotations

import math
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from fractions import Fraction
from pathlib import Path

from cli.errors import DONE
from cli.flags import one_of
from cli.take_words import Said, shown_frames, take_facts
from cli.takes_asked import Asked
from compose.errors import SceneError
from compose.files import load_project
from compose.timing import parse_rate
from models.errors import UnknownModelError
from models.modes import Mode
from models.registry import Registry
from shotwright import UsageError
from visualize.takes.importing import MODEL, Told, import_clip

TOLD: dict[str, object] = {
    "rate": None, "fit": "trim", "offset": 0.0, "paid": None, "prompt": "", "note": "",
}  # fmt: skip
"""What each flag of an import holds when it is not given."""


def add_import(parser: ArgumentParser) -> None:
    """Add what is told of a file that is imported; --shot, --mode and --model are there already."""
    group = parser.add_argument_group("of what is imported (besides --shot, --model and --mode)")
    group.add_argument("--rate", type=frame_rate, metavar="FPS",
                       help="frames a second, where the clip says them wrong")  # fmt: skip
    group.add_argument("--fit", type=one_of("trim", "pad", "retime"), default="trim",
                       metavar="FIT", help="at its own speed (trim), its end held at the shot's"
                       " (pad), or laid on the whole shot (retime) (default: trim)")  # fmt: skip
    group.add_argument("--offset", type=_frames, default=0.0, metavar="FRAMES",
                       help="clip frames by which it is late: the one that is the shot's first;"
                       " less than zero where it begins later in the shot")  # fmt: skip
    group.add_argument("--paid", type=_dollars, metavar="USD", help="what it cost")
    group.add_argument("--prompt", default="", metavar="WORDS", help="the words it was made from")
    group.add_argument("--note", default="", metavar="WORDS", help="a note for its review")


def import_take(asked: Asked) -> int:
    """Copy a file into the gallery as a take."""
    from visualize.jobs.assemble import framing

    if len(asked.words) != 1 or len(asked.arguments.shot) != 1:
        raise UsageError(
            "Say which file and of which shot: shotwright takes import FILE --shot 010"
        )
    arguments = asked.arguments
    project = load_project(asked.folder)
    shot = project.shot(arguments.shot[0])
    model, model_name, no_ai = _model(arguments)
    told = Told(
        model=model, model_name=model_name, no_ai=no_ai, mode=_mode(arguments),
        rate=arguments.rate, fit=arguments.fit, offset=arguments.offset,
        paid_usd=arguments.paid, prompt=arguments.prompt,
    )  # fmt: skip
    imported = import_clip(project, asked.folder, shot, Path(asked.words[0]), told, framing)
    asked.gallery.refresh()
    row = asked.gallery.with_ids([imported.take.id])[imported.take.id]
    if arguments.note:
        row = asked.gallery.review(row, note=arguments.note)
    asked.output.document(take_facts(row, Said()) | {"is_new": imported.is_new})
    if imported.is_new:
        asked.output.line(
            f"{row.path.stem} is a take of shot {shot.label}: {shown_frames(row.take)}."
        )
    else:
        asked.output.line(f"This file is a take of shot {shot.label} already: {row.path.stem}.")
    return DONE


def _model(arguments: Namespace) -> tuple[str, str, bool]:
    """Return who made it, its name, and whether without AI: as the card says where there is one."""
    if not arguments.model:
        return MODEL, "Imported", False
    if len(arguments.model) > 1:
        raise UsageError("A take has one model; give --model once.")
    (name,) = arguments.model
    try:
        card = Registry.discover().card(name)
    except UnknownModelError:
        return name, name, False
    return card.id, card.name, card.no_ai


def _mode(arguments: Namespace) -> Mode | None:
    if len(arguments.mode) > 1:
        raise UsageError("A take has one mode; give --mode once.")
    return Mode(arguments.mode[0]) if arguments.mode else None


def frame_rate(text: str) -> Fraction:
    """Read ``24``, ``23.976`` or ``24000/1001``."""
    try:
        return parse_rate(text)
    except SceneError as error:
        raise ArgumentTypeError(str(error)) from error


def _frames(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ArgumentTypeError(f"{text[:40]!r} is not a number of frames, such as 12")
    return value


def _dollars(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.0 <= value < math.inf:
        raise ArgumentTypeError(f"{text[:40]!r} is not a sum in dollars, such as 0.45")
    return value
